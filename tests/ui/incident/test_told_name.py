"""Who gives no name is one and the same in the log, whatever the language of the form."""

from typing import ClassVar

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from commandcenter.ui import texts
from commandcenter.ui.incident.register_form import told_name


class English(QTranslator):
    WORDS: ClassVar = {("words", "未告知"): "Not given"}

    def translate(self, context, source, disambiguation=None, n=-1):
        return self.WORDS.get((context, source), "")


@pytest.fixture
def english(themed):
    translator = English()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield
    texts.translate(False)
    QApplication.removeTranslator(translator)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Not given ", "未告知"), ("未告知", "未告知"), (" 韩冬 ", "韩冬"), ("", "")],
)
def test_who_gives_no_name_is_kept_as_that_in_english_too(english, typed, kept):
    assert told_name(typed) == kept


def test_in_chinese_it_is_written_as_it_is_kept():
    assert (told_name("未告知"), told_name("Not given")) == ("未告知", "Not given")
