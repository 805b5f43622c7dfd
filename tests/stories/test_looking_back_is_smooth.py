"""回看: while the moment jumps the window goes on; nothing holds it for a tenth of a second.

As in tests/ui/desk/test_speed.py it is the work that is measured, time of the processor in the
thread of the window: what a machine does beside it would else decide.
"""

import time

import pytest
from PySide6.QtCore import QTimer

from commandcenter.db.demo.moment import parse

LIMIT_MS = 100
MOMENTS = ("D0 09:00", "D0 09:30", "D0 10:00", "D0 08:55", "D0 10:30", "D0 09:46", "D0 10:10")


class Pulse:
    """Beats as often as the window is free; knows its longest gap in ms since it was asked."""

    def __init__(self):
        self._last, self._longest = time.thread_time(), 0.0
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self):
        now = time.thread_time()
        self._longest = max(self._longest, (now - self._last) * 1000)
        self._last = now

    def longest(self):
        found, self._longest = self._longest, 0.0
        return found

    def stop(self):
        self._timer.stop()


@pytest.fixture
def looking_back(windows, tell):
    """A desk in the past of scenario A."""
    desk = windows.desk(tell("D0 10:46").db, "chenyu")
    desk.show_panels()
    windows.settle(desk)
    desk.ways.look_back()
    windows.qtbot.waitUntil(lambda: shown(desk), timeout=20_000)
    windows.settle(desk)
    return desk


def shown(desk):
    return desk.replayer.active and desk.replayer.settled and desk.settled()


@pytest.mark.lot(6, "clock of the demo")
@pytest.mark.timing
@pytest.mark.parametrize("view", ["panels", "mine", "complaints"])
def test_no_jump_holds_the_window_for_long(windows, looking_back, view):
    desk = looking_back
    desk.pages.incident.show_view(view)
    windows.settle(desk)
    pulse, gaps = Pulse(), {}
    for words in MOMENTS:
        pulse.longest()
        desk.replayer.go(parse(words).at)
        windows.qtbot.waitUntil(lambda: shown(desk), timeout=20_000)
        windows.settle(desk)
        gaps[words] = round(pulse.longest())
    pulse.stop()
    assert max(gaps.values()) < LIMIT_MS, gaps
