"""Files come into a screen by one way: chosen, dropped or pasted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui.frame.file_way import LIST_FILES, FileWay, Wanted
from tests.ui.dropping import drag, drop, files, paste, picture

AT = datetime(2026, 11, 24, 2, 46, 5, tzinfo=UTC)
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Screen(QWidget):
    """What has one button for files, and fields for words."""

    def __init__(self, wanted):
        super().__init__()
        self.taken, self.refused = [], []
        self.button, self.line, self.text = QPushButton("选择文件…"), QLineEdit(), QPlainTextEdit()
        box = QVBoxLayout(self)
        for part in (self.button, self.line, self.text):
            box.addWidget(part)
        self.way = FileWay(self, wanted, self.taken.extend, self.refused.append,
                           button=self.button, clock=lambda: AT)  # fmt: skip


@pytest.fixture
def screen(qtbot, themed):
    def screen(**wanted):
        made = Screen(Wanted("选择文件", **wanted))
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    yield screen
    QGuiApplication.clipboard().clear()


@pytest.fixture
def made(tmp_path):
    def made(*names):
        for name in names:
            (tmp_path / name).write_bytes(b"x")
        return [tmp_path / name for name in names]

    return made


def test_a_file_is_dropped_and_pasted(qtbot, screen, made):
    shown, (file,) = screen(), made("现场.pdf")
    assert drop(shown, files(file))
    paste(qtbot, shown, files(file))
    assert shown.taken == [file, file]


@pytest.mark.parametrize("field", ["line", "text"])
def test_a_file_over_a_field_of_words_is_no_words(qtbot, screen, made, field):
    shown, (file,) = screen(), made("现场.pdf")
    editor = getattr(shown, field)
    target = editor.viewport() if field == "text" else editor
    assert drop(target, files(file))
    paste(qtbot, editor, files(file))
    assert shown.taken == [file, file]
    assert not (editor.text() if field == "line" else editor.toPlainText())


def test_words_are_pasted_into_a_field_as_ever(qtbot, screen):
    shown, data = screen(), QMimeData()
    data.setText("第一现场")
    paste(qtbot, shown.line, data)
    assert (shown.line.text(), shown.taken, shown.refused) == ("第一现场", [], [])


def test_a_file_of_another_kind_is_refused_in_words(screen, made):
    shown = screen(words="名单文件", kinds=LIST_FILES)
    drop(shown, files(*made("名单.pdf")))
    assert shown.refused == ["“名单.pdf”不是名单文件（.csv、.tsv、.txt、.xlsx）。"]
    drop(shown, files(*made("名单.XLSX")))
    assert [path.name for path in shown.taken] == ["名单.XLSX"]


def test_several_are_taken_only_where_several_are_wanted(screen, made):
    paths = made("甲.pdf", "乙.pdf")
    one, many = screen(), screen(several=True)
    drop(one, files(*paths))
    drop(many, files(*paths))
    assert (one.taken, one.refused) == ([], ["这里只要一个文件，放入了 2 个。"])
    assert many.taken == paths


def test_a_folder_is_refused(screen, tmp_path):
    shown = screen()
    drop(shown, files(tmp_path))
    assert shown.refused == [f"“{tmp_path.name}”是文件夹，请放入文件。"]


def test_a_picture_of_the_clipboard_becomes_a_file_of_its_own(qtbot, screen):
    shown = screen()
    paste(qtbot, shown, picture())
    paste(qtbot, shown, picture("blue"))
    first, second = shown.taken
    assert (first.name, second.name) == ("图片 20261124-104605.png", "图片 20261124-104605-2.png")
    assert QImage(str(first)).size().toTuple() == (30, 20)
    assert first.stat().st_mode & 0o077 == 0
    shown.way._clear()
    assert not Path(first).exists()


def test_a_picture_is_refused_where_a_list_is_wanted(qtbot, screen):
    shown = screen(words="名单文件", kinds=LIST_FILES)
    paste(qtbot, shown, picture())
    assert shown.refused == ["这里要名单文件，不要图片。"]


def test_nothing_is_taken_while_the_button_is_off(qtbot, screen, made):
    shown, paths = screen(), made("现场.pdf")
    shown.button.setEnabled(False)
    assert not drag(shown, files(*paths))
    paste(qtbot, shown, files(*paths))
    assert (shown.taken, shown.refused) == ([], [])


def test_an_empty_clipboard_is_said(qtbot, screen):
    shown = screen()
    paste(qtbot, shown, QMimeData())
    assert shown.refused == ["没有可放入的文件或图片。"]


def test_a_screen_says_that_what_is_held_over_it_can_be_let_go(screen, made):
    shown = screen()
    drag(shown, files(*made("现场.pdf")))
    mark = shown.findChild(QWidget, "drop_mark")
    assert mark.isVisible()
    drop(shown, files(*made("现场.pdf")))
    assert not mark.isVisible()
