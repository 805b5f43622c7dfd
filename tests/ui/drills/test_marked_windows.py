"""The windows at a drill's store have the edge; those at a real one have none."""

import dataclasses

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QWidget

from commandcenter.program.windows import THE_WALL
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.drills import drill_head
from commandcenter.ui.drills.edge import EDGE, Strip, inner_share
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.wall.wall_window import WallWindow
from tests.city import KEY
from tests.ui.drills.boards import BOARD, MARK
from tests.ui.drills.edges import has_edge


@pytest.fixture
def drill_db(small_city):
    return dataclasses.replace(small_city.db, drill=MARK)


@pytest.fixture
def opened(qtbot, themed, drill_db, monkeypatch, tmp_path):
    """Windows at the store of a drill, whose board is made by hand."""
    monkeypatch.setattr(drill_head, "drill_board", lambda _session, _actor: BOARD)
    made = []

    def opened(make, actor):
        seat = open_seat(actor, drill_db, after=0)
        window = make(seat)
        made.append((seat, window))
        window.show()
        qtbot.waitUntil(window.settled)
        return window

    yield opened
    for seat, window in made:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices, seat.edges):
            shiboken6.delete(part)


def desk_of(tmp_path):
    kept = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    return lambda seat: DeskWindow(seat, key=KEY, settings=kept, engine="native")


def test_desk_and_lock_screen_keep_the_edge(qtbot, opened, small_city, tmp_path):
    window = opened(desk_of(tmp_path), small_city.chenyu)
    assert has_edge(window)
    window.locker.set_locks(True)
    window.locker.lock()
    assert window.locker.locked
    strips = [s for s in window.children() if isinstance(s, Strip)]
    order = [c for c in window.children() if isinstance(c, QWidget)]
    assert min(order.index(s) for s in strips) > order.index(window.locker.screen)


def test_the_wall_is_drawn_within_the_edge(opened):
    wall = opened(lambda seat: WallWindow(seat, engine="native"), THE_WALL)
    wall.resize(1920, 1080)
    assert has_edge(wall)
    inside = wall.contentsRect()
    assert inside.contains(wall.top.geometry())
    assert inside.contains(wall.footer.geometry())
    assert inside.contains(wall.content.geometry())
    assert wall.footer.geometry().bottom() == inside.bottom()
    assert inner_share(1080) == (1080 - 2 * EDGE) / 1080


def test_a_desk_of_a_real_store_has_none(at_desk):
    desk = at_desk("chenyu")
    assert desk.window.findChildren(Strip) == []
    assert not desk.window.windowTitle().startswith("演练")
    assert desk.window.drill_head is None


def test_a_slow_answer_is_waited_for(opened, small_city, tmp_path, monkeypatch):
    """Asked anew each second, one that takes two would never be shown."""
    window = opened(desk_of(tmp_path), small_city.chenyu)
    head, asked = window.drill_head, []
    monkeypatch.setattr(window.seat.tasks, "read", lambda *_, **__: asked.append(1))
    head.refresh()
    for _ in range(3):
        head._again_s = -1_000.0
        head.tick(window.seat.clock())
        QCoreApplication.processEvents()
    assert asked == [1]
