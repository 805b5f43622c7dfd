"""The desk's frame, which is seen before what stands in it."""

import pytest
from PySide6.QtCore import QEvent, QObject

from commandcenter.ui.desk.bare_frame import BareFrame
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame import at_once


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


def test_its_first_picture_comes_at_once(bare, qtbot):
    painted = []
    with qtbot.waitSignal(bare.furnished):
        bare.show()
    bare.inside.installEventFilter(note := Paints(painted, bare))
    qtbot.waitUntil(bare.settled)
    qtbot.waitUntil(bare.updatesEnabled)
    qtbot.waitUntil(lambda: painted != [])
    assert painted[0] is True  # all had its answer by then
    bare.inside.removeEventFilter(note)


class Paints(QObject):
    """Whether the window was settled each time it was painted."""

    def __init__(self, found, window):
        super().__init__(window)
        self._found, self._window = found, window

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self._found.append(self._window.settled())
        return False


def test_who_waits_long_sees_what_is_there(bare, qtbot, monkeypatch):
    monkeypatch.setattr(at_once, "PATIENCE_MS", 50)
    monkeypatch.setattr(DeskWindow, "settled", lambda window: False)
    with qtbot.waitSignal(bare.furnished):
        bare.show()
    qtbot.waitUntil(bare.updatesEnabled)


def test_a_window_of_another_size_is_painted(bare, qtbot, monkeypatch):
    monkeypatch.setattr(at_once, "PATIENCE_MS", 600_000)
    monkeypatch.setattr(DeskWindow, "settled", lambda window: False)
    with qtbot.waitSignal(bare.furnished):
        bare.show()
    assert not bare.updatesEnabled()
    bare.resize(bare.width() - 40, bare.height() - 40)
    qtbot.waitUntil(bare.updatesEnabled)
