"""The wall says what the room must do, moves nothing for it, and turns nothing until it is seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect

from commandcenter.queries.incident.live import WallIncidents
from commandcenter.store.journal import Change
from commandcenter.ui.alarms import board_panel
from commandcenter.ui.wall.body import TURN_S
from commandcenter.ui.wall.wall_window import kept_main
from tests.ui.alarms.made import NOW, board, line, moved, seen
from tests.ui.wall.several import poisoning


@pytest.fixture
def room(monkeypatch):
    """What the room is told: `room(story, wall, *lines)`."""
    told = [board()]
    monkeypatch.setattr(board_panel, "alarm_board", lambda session, actor: told[0])

    def tell(story, wall, *lines):
        by = story.db.clock() - NOW
        rooms = (replace(moved(each, by), room=each.room) for each in lines)
        told[0] = board(*rooms, now=story.db.clock())
        wall.seat.feed.changed.emit([Change(1, "alarm", 1, "raised", "", None)])

    return tell


def places(wall):
    body = wall.content
    parts = (wall.top, wall.waiting, wall.footer, body, body.head, body.numbers, body.turning)
    return [QRect(part.mapTo(wall, QPoint(0, 0)), part.size()) for part in parts]


LEADERLESS = line(1, title="现场处置组没有组长", kind="leaderless", room=True)


def test_only_what_the_room_must_do_is_on_the_wall_and_nothing_moves(windows, tell, room):
    story = tell("D0 10:46")
    wall = windows.wall(story.db)
    before = places(wall)
    room(story, wall, line(2, title="某组逾期", room=False))
    windows.qtbot.wait(200)
    assert wall.room.line is None
    room(story, wall, LEADERLESS, line(2, title="某组逾期", room=False))
    windows.qtbot.waitUntil(lambda: wall.room.line is not None)
    assert wall.room.title.text() == "现场处置组没有组长"
    assert wall.room.below.text().startswith("已响 ")
    assert places(wall) == before
    windows.settle(wall)
    for label in (wall.room.title, wall.room.below):
        assert not label.is_cut()
        assert label.font().pixelSize() >= 24
    assert wall.room.geometry().right() <= wall.width()
    room(story, wall, seen(LEADERLESS))
    windows.qtbot.waitUntil(lambda: wall.room.line is None)
    assert places(wall) == before


def test_nothing_turns_while_one_waits(windows, tell, room):
    story = tell("D0 10:46")
    poisoning(story)
    wall = windows.wall(story.db)
    room(story, wall, LEADERLESS)
    windows.qtbot.waitUntil(lambda: wall.content.held)
    now, shown = story.db.clock(), wall.content.turning.currentWidget()
    for seconds in range(0, 3 * TURN_S, TURN_S // 2):
        wall.content._on_second(now + timedelta(seconds=seconds))
    assert wall.content.turning.currentWidget() is shown
    room(story, wall)
    windows.qtbot.waitUntil(lambda: not wall.content.held)
    wall.content._on_second(now + timedelta(seconds=5 * TURN_S))
    assert wall.content.turning.currentWidget() is not shown


def test_the_main_incident_stays_it_while_one_waits(windows, tell, room):
    story = tell("D0 10:46")
    other = poisoning(story)
    wall = windows.wall(story.db)
    main, [beside] = wall.content.incident_id, wall.content.others
    assert other in (main, beside)
    room(story, wall, LEADERLESS)
    windows.qtbot.waitUntil(lambda: wall.content.held)
    wall._choose(WallIncidents(beside, (main,)))
    assert wall.content.incident_id == main
    room(story, wall)
    windows.qtbot.waitUntil(lambda: wall.content.incident_id == beside)


def test_one_that_has_ended_is_not_kept():
    shown = WallIncidents(1, (2,), True)
    assert kept_main(WallIncidents(2, (1, 3)), shown) == WallIncidents(1, (2, 3), True)
    assert kept_main(WallIncidents(2, (3,)), shown) == WallIncidents(2, (3,))
    assert kept_main(WallIncidents(None), shown) == WallIncidents(None)


def test_who_pins_an_incident_or_lets_it_go_has_it_so_at_once():
    shown, pinned = WallIncidents(1, (2,)), WallIncidents(2, (1,), pinned=True)
    assert kept_main(pinned, shown) == pinned
    assert kept_main(shown, pinned) == shown


def test_visitors_are_told_nothing_and_nothing_turns_either(windows, tell, room):
    story = tell("D0 10:46")
    wall = windows.wall(story.db, reception=True)
    room(story, wall, LEADERLESS)
    windows.qtbot.waitUntil(lambda: wall.content.held)
    assert wall.room.line is None
    assert not wall.room.inside.isVisible()
