"""The editor: pages follow typing, edits are marked and taken back, foreign text stays plain."""

import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel

from commandcenter.outputs.pdf.document import Document, Heading, Meta, Para
from commandcenter.outputs.pdf.parts import Role, parts
from commandcenter.ui.papers.items import Passage
from commandcenter.ui.papers.paragraph import ParagraphRow
from tests.pace import Pace

FOLLOWS_MS = 300
BLOCKED_MS = 100
KEYS = 8


def fresh(writing):
    view = writing.preview.view
    return view.count > 0 and writing.proofer.idle and not view.wanted_now()


def shown(qtbot, writing, document, texts=None):
    writing.show_document(document, texts or {})
    qtbot.waitUntil(lambda: fresh(writing) and not writing.paragraphs.building, timeout=15_000)


def paragraphs(writing, role=Role.PARA):
    return [
        writing.paragraphs.row(item.key)
        for item in writing.paragraphs.items
        if isinstance(item, Passage) and item.part.part.role is role
    ]


@pytest.fixture
def longest_wait(themed):
    """How long the window did not answer, in ms, at most since it was last asked."""
    gaps, last = [0.0], [time.monotonic()]

    def beat():
        gaps.append((time.monotonic() - last[0]) * 1000)
        last[0] = time.monotonic()

    timer = QTimer(interval=2)
    timer.timeout.connect(beat)
    timer.start()

    def longest():
        found = max(gaps)
        gaps[:] = [0.0]
        return found

    yield longest
    timer.stop()


@pytest.mark.timing
def test_the_page_follows_typing_and_the_window_goes_on_answering(
    qtbot, writing, the_briefing, longest_wait
):
    shown(qtbot, writing, the_briefing)
    row = paragraphs(writing)[0]
    writing.paragraphs.go_to(row.key)
    qtbot.waitUntil(lambda: fresh(writing))
    took, waits, pace = [], [], Pace()
    for _ in range(KEYS):
        laid = []
        writing.laid.connect(laid.append)
        longest_wait()
        began, worked = time.monotonic(), time.process_time()
        row.edit.insertPlainText("并")
        qtbot.waitUntil(lambda laid=laid: bool(laid) and fresh(writing))
        took.append(min(time.monotonic() - began, time.process_time() - worked) * 1000)
        waits.append(longest_wait())
        writing.laid.disconnect(laid.append)
    assert sorted(took)[KEYS // 2] <= pace.stretch(FOLLOWS_MS)
    assert sorted(waits)[KEYS // 2] <= pace.stretch(BLOCKED_MS)


def test_of_what_is_typed_while_a_page_is_set_only_the_last_is_set(qtbot, writing, the_briefing):
    shown(qtbot, writing, the_briefing)
    row = paragraphs(writing)[0]
    sets = []
    writing.laid.connect(sets.append)
    for letter in "一二三四五六七八":
        row.edit.insertPlainText(letter)
    qtbot.waitUntil(lambda: fresh(writing) and bool(sets))
    assert len(sets) <= 3
    assert "一二三四五六七八" in document_text(writing.proofer.proof.document)


def document_text(document):
    return "".join(part.text for part in parts(document))


def test_an_edited_paragraph_is_marked_and_can_say_again_what_the_data_say(
    qtbot, writing, the_briefing
):
    shown(qtbot, writing, the_briefing)
    row = paragraphs(writing)[0]
    made = row.edit.toPlainText()
    row.edit.setPlainText("由人改写。")
    assert row.edited
    assert writing.paragraphs.texts == {row.key: (made, "由人改写。")}
    restore = writing.findChild(QObject, f"restore_{row.key}")
    qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert row.edit.toPlainText() == made
    assert not row.edited
    assert writing.paragraphs.texts == {}


def test_typing_what_the_data_say_is_no_edit(qtbot, writing, the_briefing):
    shown(qtbot, writing, the_briefing)
    row = paragraphs(writing)[0]
    row.edit.insertPlainText("多")
    assert writing.paragraphs.texts
    row.edit.undo()
    assert writing.paragraphs.texts == {}


def test_new_data_reach_what_nobody_edited_and_are_told_beside_what_somebody_did(qtbot, writing):
    before = the_paper("现场约60人。", "登记96人。")
    shown(qtbot, writing, before)
    first, second = paragraphs(writing)
    first.edit.setPlainText("现场约60人，秩序正常。")
    shown(qtbot, writing, the_paper("现场约80人。", "登记97人。"), writing.paragraphs.texts)
    first, second = paragraphs(writing)
    assert first.edit.toPlainText() == "现场约60人，秩序正常。"
    assert first.item.part.overtaken
    assert "现场约80人。" in first.findChild(QLabel, "data_says").text()
    assert second.edit.toPlainText() == "登记97人。"


META = Meta("某局", "通知", datetime(2026, 11, 24, tzinfo=UTC))


def the_paper(*texts):
    return Document(META, "关于某事的通知", (Heading(1, "情况"), *(Para(t) for t in texts)))


def test_the_page_goes_to_what_is_edited_and_a_click_on_it_comes_back(qtbot, writing, the_briefing):
    shown(qtbot, writing, the_briefing)
    last = paragraphs(writing)[-1]
    writing.paragraphs.go_to(last.key)
    qtbot.waitUntil(lambda: fresh(writing))
    view = writing.preview.view
    [mark] = view.marks
    assert mark.page == writing.proofer.proof.places[last.key][0].page
    assert mark.page in [wanted.page for wanted in view.seen_now()]
    place = writing.proofer.proof.places[paragraphs(writing)[0].key][0]
    view.pressed.emit(place.page, (place.top + place.bottom) / 2)
    assert writing.paragraphs.current == paragraphs(writing)[0].key


def test_the_arrows_lead_from_paragraph_to_paragraph(qtbot, writing, the_briefing):
    shown(qtbot, writing, the_briefing)
    rows = [r for r in map(writing.paragraphs.row, keys(writing)) if isinstance(r, ParagraphRow)]
    writing.paragraphs.go_to(rows[0].key)
    qtbot.keyClick(rows[0].edit, Qt.Key.Key_Down)
    assert writing.paragraphs.current == rows[1].key


def keys(writing):
    return [item.key for item in writing.paragraphs.items]


HOSTILE = "<b>粗</b><img src='file:///etc/passwd'>{{x}}\u202e倒\x00&amp;"


def test_hostile_text_stays_text(qtbot, writing):
    shown(qtbot, writing, the_paper(HOSTILE, "好。"))
    row = paragraphs(writing)[0]
    assert "<b>粗</b>" in row.edit.toPlainText()
    row.edit.setPlainText(f"{HOSTILE}改")
    qtbot.waitUntil(lambda: fresh(writing))
    for label in writing.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


def test_an_edit_whose_paragraph_is_gone_is_not_lost(qtbot, writing):
    shown(qtbot, writing, the_paper("现场约60人。", "登记96人，排队62人。"))
    key = paragraphs(writing)[1].key
    texts = {key: ("登记96人，排队62人。", "登记96人。")}
    shown(qtbot, writing, the_paper("现场约60人。"), texts)
    assert writing.paragraphs.orphans == texts
    assert writing.paragraphs.texts == texts


def test_pages_are_white_paper_and_are_drawn_anew_when_they_are_enlarged(
    qtbot, writing, the_briefing
):
    shown(qtbot, writing, the_briefing)
    view = writing.preview.view
    picture = view.picture(0)
    assert picture.pixelColor(2, 2).name() == "#ffffff"
    small = picture.scaledToWidth(80, Qt.TransformationMode.SmoothTransformation)
    inks = {small.pixelColor(x, y).lightness() for x in range(80) for y in range(small.height())}
    assert min(inks) < 200
    before = view.percent()
    view.zoom(1)
    qtbot.waitUntil(lambda: fresh(writing))
    assert view.percent() > before
    assert view.picture(view.current).width() > picture.width()
