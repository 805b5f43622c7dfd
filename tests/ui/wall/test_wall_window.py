"""The wall as the room sees it: it settles, never scrolls or asks, and follows the incident."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollBar, QWidget
from sqlalchemy import select

from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import Matter
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident.incidents import count_by_hand
from commandcenter.services.incident.oral import sign
from commandcenter.store import journal
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.ui.command.command_cards import GroupCard
from commandcenter.ui.map.native_map import NativeMap
from commandcenter.ui.reports.pending_view import PendingView
from commandcenter.ui.wall.body import WallBody
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.heartbeat import Heartbeat
from commandcenter.ui.widgets.labels import ElidedLabel

pytestmark = pytest.mark.lot(3, "wall window")


def visible(window, kind):
    return [w for w in window.findChildren(kind) if w.isVisible()]


def colours(image):
    """How many colours there are in each ninth of a picture."""
    wide, high = image.width() // 3, image.height() // 3
    return [
        len({
            image.pixel(x, y)
            for x in range(column * wide, (column + 1) * wide, 3)
            for y in range(row * high, (row + 1) * high, 3)
        })
        for column in range(3)
        for row in range(3)
    ]  # fmt: skip


@pytest.fixture
def picture(tmp_path):
    """Keep what the wall looks like; WALL_PICTURES names a folder to keep the files in."""

    def picture(wall, name):
        folder = Path(os.environ.get("WALL_PICTURES", tmp_path))
        image = wall.grab().toImage()
        assert image.save(str(folder / f"{name}.png"))
        return image

    return picture


@pytest.mark.lot(3)
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1366, 768)])
@pytest.mark.parametrize("moment", ["D0 10:46", "D0 08:40"])
def test_the_wall_fills_its_screen_and_nothing_is_cut_off(windows, tell, picture, moment, size):
    wall = windows.wall(tell(moment).db, size=size)
    assert (wall.width(), wall.height()) == size
    for panel in wall.content.panels():
        box = panel.rect()
        top = panel.mapTo(wall, box.topLeft())
        bottom = panel.mapTo(wall, box.bottomRight())
        assert wall.rect().contains(top), panel
        assert wall.rect().contains(bottom), panel
    assert not wall.content.head.title.is_cut()
    assert [t.accessibleName() for t in visible(wall, Figure) if cut(t)] == []
    image = picture(wall, f"{moment.replace(' ', '-').replace(':', '')}-{size[0]}")
    assert (image.width(), image.height()) == size
    assert min(colours(image)) > 8


def cut(tile):
    """Whether a number or its unit does not fit."""
    return any(label.is_cut() for label in tile.findChildren(ElidedLabel) if label.isVisible())


@pytest.mark.parametrize("moment", ["D0 10:46", "D0 08:40"])
def test_nobody_can_do_anything_at_the_wall(windows, tell, moment):
    wall = windows.wall(tell(moment).db)
    assert wall.cursor().shape() is Qt.CursorShape.BlankCursor
    own = [
        w for w in wall.findChildren(QWidget) if w.testAttribute(Qt.WidgetAttribute.WA_SetCursor)
    ]
    assert [w for w in own if w.cursor().shape() is not Qt.CursorShape.BlankCursor] == []
    assert visible(wall, QScrollBar) == []
    assert visible(wall, QPushButton) == []
    assert visible(wall, QLineEdit) == []
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [wall]


def test_the_wall_turns_to_an_incident_and_back_to_the_watch(windows, tell, picture):
    story = tell("D0 08:40")
    wall = windows.wall(story.db)
    until = windows.qtbot.waitUntil
    assert wall.content.incident_id is None
    assert wall.content.head.title.text() == "澄州市市场监督管理局"
    story.go_on_to("D0 08:52")
    until(lambda: wall.content.incident_id == 1, timeout=5_000)
    windows.settle(wall)
    assert wall.content.head.title.text() == "“11·24”某健身机构闭店事件"
    assert wall.content.head.grade.isVisible()
    story.go_on_to("D0 09:25")
    until(lambda: "Ⅲ级响应" in wall.content.head.response.accessibleName(), timeout=5_000)
    windows.settle(wall)
    assert [b for b in wall.findChildren(WallBody) if b.isVisible()] == [wall.content]
    end_incident(story)
    until(lambda: wall.content.incident_id is None, timeout=5_000)
    windows.settle(wall)
    assert wall.content.head.title.text() == "澄州市市场监督管理局"
    assert not wall.content.head.grade.isVisible()
    assert wall.findChildren(WallBody) == [wall.content]  # nothing of before is kept


def end_incident(story):
    """As the later versions' service will: the incident is over."""
    with story.db.write() as session:
        session.get_one(IncidentRow, 1).state = State.ENDED
        journal.record(session, PROGRAM, "incident", 1, "ended", incident=1)


def test_new_numbers_come_by_themselves_and_the_map_keeps_its_place(windows, tell):
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    tile = wall.findChild(Figure, "number_on_site")
    assert tile.value() == "83"  # 60 of them at 城东店
    story.go_on_to("D0 10:59")  # what waited for the command is decided: its lines are gone
    strip = wall.findChild(PendingView)
    high = strip.height()
    own = "待决事项：本局：审批用款"
    windows.qtbot.waitUntil(lambda: strip.accessibleName().startswith(own), timeout=5_000)
    assert (strip.isVisible(), strip.height()) == (True, high)
    windows.settle(wall)
    before = wall.findChild(NativeMap).fits
    with story.db.write() as session:
        count_by_hand(session, story.actor("liwei"), 1, "on_site", 75, "城东店")
    windows.qtbot.waitUntil(lambda: tile.value() == "98", timeout=3_000)
    complaints = wall.findChild(Figure, "number_complaints")
    had = complaints.value()
    story.go_on_to("D0 11:05")
    windows.qtbot.waitUntil(lambda: complaints.value() != had, timeout=5_000)
    windows.settle(wall)
    assert wall.findChild(NativeMap).fits == before


def test_the_heart_beats_while_the_window_paints(windows, tell):
    wall = windows.wall(tell("D0 10:46").db)
    [heart] = wall.findChildren(Heartbeat)
    seen = set()

    def beats():
        image = heart.grab().toImage()  # held: its bits go with it
        seen.add(bytes(image.constBits()))
        return len(seen) > 1

    windows.qtbot.waitUntil(beats, timeout=5_000)


def test_at_most_three_decisions_and_none_that_shames_a_group(windows, tell, eye):
    wall = windows.wall(tell("D0 10:46").db)
    strip = wall.waiting
    assert strip.view.isVisible()
    assert strip.view.accessibleName().count("待决定") == 1
    assert "逾期" not in strip.view.accessibleName()
    assert "Ctrl" not in eye.look(wall).all


def test_no_group_is_called_late_on_the_wall(windows, tell, eye):
    """Its card says who leads it, how far it is and what comes next; the desk says what is late."""
    wall = windows.wall(tell("D0 10:46").db)
    cards = visible(wall, GroupCard)
    assert len(cards) == 6
    assert any(card.line.overdue for card in cards)
    eye.look(wall)
    for card in cards:
        assert not card.late
        assert "逾期" not in card.accessibleName()
        assert not any("逾期" in words for words in eye.look(card).painted)


@pytest.mark.lot(2)
@pytest.mark.parametrize("wide", [1920, 1366])
def test_a_level_decided_by_telephone_says_so_until_it_is_signed(windows, tell, picture, wide):
    story = tell("C D0 22:35")
    wall = windows.wall(story.db, size=(wide, wide * 9 // 16))
    head = wall.content.head
    assert head.response.text() == "Ⅲ级响应 · 口头同意，待补签"
    assert head.oral.text() == "补签时限还有 22 小时 24 分"
    assert not head.title.is_cut()
    assert not head.lead.is_cut()
    picture(wall, f"oral-{wide}")
    with story.db.write() as session:
        for row in session.scalars(select(OralDecisionRow)):
            sign(session, story.actor("chenyu"), row.id, "陈屿")
    windows.qtbot.waitUntil(lambda: head.response.text() == "Ⅲ级响应", timeout=5_000)
    assert not head.oral.isVisible()


def test_another_call_and_a_late_signature_are_told_beside_the_level(windows, tell, picture):
    story = tell("C D0 22:35")
    with story.db.write() as session:
        for row in session.scalars(select(OralDecisionRow)):
            if row.matter == Matter.ACTIVATE:
                sign(session, story.actor("chenyu"), row.id, "陈屿")
    wall = windows.wall(story.db)
    head = wall.content.head
    assert head.response.text() == "Ⅲ级响应"
    assert head.oral.text() == "定级 · 口头同意，待补签 · 补签时限还有 22 小时 22 分"
    assert not head.title.is_cut()
    picture(wall, "oral-grade")
    head.tick(story.clock() + timedelta(hours=24))
    assert head.oral.text().endswith("补签时限已过 1 小时 38 分")
