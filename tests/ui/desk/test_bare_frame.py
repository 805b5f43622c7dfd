"""The desk's frame, which is seen before what stands in it."""

import pytest

from commandcenter.ui.desk.bare_frame import BareFrame
from commandcenter.ui.desk.main_window import DeskWindow


@pytest.fixture
def bare(at_desk, qtbot, tmp_path):
    """A second window of the same seat, not shown yet."""
    desk = at_desk("chenyu")
    window = DeskWindow(desk.window.seat, settings=desk.window.settings, engine="native", bare=True)
    qtbot.addWidget(window)
    yield window
    window.close()


def test_what_stands_in_it_comes_once_the_frame_is_seen(bare, qtbot):
    assert bare.findChild(BareFrame) is not None
    assert not bare.settled()
    assert not bare.rail.isEnabled()  # there is no page to turn to yet
    with qtbot.waitSignal(bare.furnished):
        bare.show()
    qtbot.waitUntil(bare.settled)
    assert bare.rail.isEnabled()
    assert bare.rail.key == bare.pages.key


def test_nothing_moves_when_it_comes(bare, qtbot):
    before = {}
    frame = bare.findChild(BareFrame)
    frame.painted.connect(lambda: before.update(bars=_bars(frame), rail=bare.rail.geometry()))
    with qtbot.waitSignal(bare.furnished):
        bare.show()
    qtbot.waitUntil(bare.settled)
    assert bare.rail.geometry() == before["rail"]
    head, foot = (part.mapTo(bare, part.rect().topLeft()) for part in (bare.head, bare.status))
    assert [head, foot] == before["bars"]


def _bars(frame):
    """Where head and foot begin, in the window."""
    window = frame.window()
    inside = frame.layout()
    parts = (inside.itemAt(0).widget(), inside.itemAt(2).widget())
    return [part.mapTo(window, part.rect().topLeft()) for part in parts]


def test_it_can_be_closed_before_anything_stands_in_it(bare):
    bare.show()
    bare.close()
    assert not bare.isVisible()
