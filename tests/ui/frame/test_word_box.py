"""What is chosen in another language is kept in Chinese."""

from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from commandcenter import ui
from commandcenter.domain.phrase import word
from commandcenter.ui import texts
from commandcenter.ui.frame.editors import restore, state_of
from commandcenter.ui.frame.word_box import WordBox

ROOT = Path(ui.__file__).parent
# What these offer are names and places as people wrote them, in no language but their own.
NAMES = {
    "aftermath/liability_form.py",
    "command/evidence_form.py",
    "command/site_form.py",
    "frame/pickers.py",
    "frame/word_box.py",
    "incident/spot_field.py",
    "incident/tally_form.py",
}


class English(QTranslator):
    WORDS: ClassVar = {("words", "电话"): "Telephone", ("words", "公函"): "Official letter"}

    def translate(self, context, source, disambiguation=None, n=-1):
        return self.WORDS.get((context, source), "")

    def isEmpty(self):
        return False


@pytest.fixture
def english(themed):
    translator = English()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield
    texts.translate(False)
    QApplication.removeTranslator(translator)


@pytest.fixture
def box(english, qtbot):
    box = WordBox((word("电话"), word("公函")))
    qtbot.addWidget(box)
    return box


def test_what_is_offered_is_shown_in_the_language_and_kept_in_chinese(box):
    assert [box.itemText(n) for n in range(2)] == ["Telephone", "Official letter"]
    box.setCurrentIndex(1)
    assert box.written() == "公函"
    assert type(box.written()) is str


def test_what_is_typed_as_it_is_offered_is_the_same(box):
    box.setEditText("Telephone")
    assert box.written() == "电话"


def test_what_a_person_writes_stays_as_it_was_written(box):
    box.setEditText("By hand 面交")
    assert box.written() == "By hand 面交"


def test_what_a_record_has_is_shown_as_it_is_offered_and_kept_again(box):
    box.set_written("公函")
    assert (box.currentText(), box.written()) == ("Official letter", "公函")
    box.set_written("政务内网")
    assert (box.currentText(), box.written()) == ("政务内网", "政务内网")


def test_a_draft_keeps_chinese(box):
    box.setCurrentIndex(0)
    assert state_of(box) == "电话"
    restore(box, "公函")
    assert box.currentText() == "Official letter"


def test_what_offers_words_for_a_record_is_such_a_box():
    open_ = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if "setEditable(True)" in path.read_text("utf-8")
    }
    assert open_ == NAMES
