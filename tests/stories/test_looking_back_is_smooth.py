"""回看: while the moment jumps the window goes on; nothing holds it for a tenth of a second.

As in tests/ui/desk/test_speed.py it is the work that is measured, time of the processor in the
thread of the window beside a known piece of work: what a machine does else would decide.
"""

import pytest

from commandcenter.db.demo.moment import parse
from tests.pace import Pace, Pulse

LIMIT_MS = 100
TOURS = 4
MOMENTS = ("D0 09:00", "D0 09:30", "D0 10:00", "D0 08:55", "D0 10:30", "D0 09:46", "D0 10:10")


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


@pytest.mark.lot(12, "clock of the demo")
@pytest.mark.timing
@pytest.mark.parametrize("view", ["panels", "mine", "complaints"])
def test_no_jump_holds_the_window_for_long(windows, looking_back, view):
    desk = looking_back
    desk.pages.incident.show_view(view)
    windows.settle(desk)
    pulse, slow = Pulse(), MOMENTS
    for _ in range(TOURS):  # what holds the window each time is the jump, and not its neighbours
        gaps = {words: held(windows, desk, pulse, words) for words in slow}
        slow = tuple(words for words, gap in gaps.items() if gap > LIMIT_MS)
        if not slow:
            break
    pulse.stop()
    assert not slow, gaps


def held(windows, desk, pulse, words):
    """How long a jump held the window, in ms of a quiet machine."""
    pace = Pace()
    pulse.longest()
    desk.replayer.go(parse(words).at)
    windows.qtbot.waitUntil(lambda: shown(desk), timeout=20_000)
    windows.settle(desk)
    return round(pulse.longest() / pace.stretch(1))
