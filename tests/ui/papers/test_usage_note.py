"""Below a text that is written: what is wrong in it, and one press that writes it right."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage import usage_for
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import plan_from_items, plan_items
from commandcenter.ui.papers.usage_note import UsageNote


@pytest.fixture(scope="module")
def usage():
    lists = plan_from_items(plan_items(RESOURCES / "plan")).word_lists.values()
    return usage_for(lists, PaperKind.FIRST, {})


@pytest.fixture
def noted(qtbot, themed, usage):
    window = QWidget()
    editor, box = QPlainTextEdit(), QVBoxLayout(window)
    note = UsageNote(editor, usage)
    box.addWidget(editor)
    box.addWidget(note)
    qtbot.addWidget(window)
    window.show()
    yield editor, note
    window.close()


def test_what_is_wrong_is_named_and_all_of_it_is_mended_by_one_press(qtbot, noted):
    editor, note = noted
    assert not note.isVisible()
    editor.setPlainText("𬭚店已按布署登记,截止11月24日共1,086件。")
    qtbot.waitUntil(note.isVisible)
    assert "“布署”宜作“部署”（错别字）。" in note.words.text()
    assert note.words.text().endswith("另有 1 处。")
    note.adopt.click()
    assert editor.toPlainText() == "𬭚店已按部署登记，截至11月24日共1086件。"
    assert not note.isVisible()
    editor.undo()
    assert editor.toPlainText() == "𬭚店已按布署登记,截止11月24日共1,086件。"


def test_who_may_not_write_is_told_and_offered_nothing(qtbot, noted):
    editor, note = noted
    editor.setReadOnly(True)
    editor.setPlainText("已按布署登记。")
    qtbot.waitUntil(note.isVisible)
    assert not note.adopt.isVisible()
