from datetime import UTC, datetime

import shiboken6
from PySide6.QtCore import QObject, Slot

from commandcenter.ui.ticker import Ticker


class Listener(QObject):
    def __init__(self):
        super().__init__()
        self.heard = []

    @Slot(object)
    def hear(self, now):
        self.heard.append(now)


def at(microsecond):
    return lambda: datetime(2026, 11, 24, 2, 46, 8, microsecond, tzinfo=UTC)


def test_it_tells_the_time_at_once_and_each_second(qtbot):
    ticker, listener = Ticker(at(990_000)), Listener()
    ticker.join(listener, listener.hear)
    assert len(listener.heard) == 1
    qtbot.waitUntil(lambda: len(listener.heard) >= 3)
    ticker.leave(listener)


def test_it_waits_for_the_next_full_second(qtbot):
    ticker, listener = Ticker(at(250_000)), Listener()
    ticker.join(listener, listener.hear)
    assert ticker._timer.interval() == 755
    ticker.leave(listener)


def test_it_stops_when_the_last_has_left(qtbot):
    ticker, one, other = Ticker(at(0)), Listener(), Listener()
    ticker.join(one, one.hear)
    ticker.join(other, other.hear)
    ticker.leave(one)
    assert ticker.running
    ticker.leave(other)
    assert not ticker.running


def test_one_who_was_destroyed_is_forgotten(qtbot):
    ticker, listener = Ticker(at(990_000)), Listener()
    ticker.join(listener, listener.hear)
    shiboken6.delete(listener)
    qtbot.waitUntil(lambda: not ticker.running)


def test_joining_twice_is_joining_once(qtbot):
    ticker, listener = Ticker(at(0)), Listener()
    ticker.join(listener, listener.hear)
    ticker.join(listener, listener.hear)
    assert len(listener.heard) == 1
    ticker.leave(listener)
    assert not ticker.running
