"""A desk whose board of alarms is made by hand, and a loudspeaker that notes what it is asked."""

import pytest

from commandcenter.store.journal import Change
from commandcenter.ui.alarms import board_panel, lines_panel
from tests.ui.alarms.made import NOW, board, moved
from tests.ui.desk.conftest import at_desk, small_city

__all__ = ["at_desk", "small_city"]


class Speaker:
    """Stands for the sound device: what was asked of it, in order."""

    def __init__(self):
        self.asked = []
        self.sounding = False

    def play(self, sound, volume):
        self.asked.append((sound, volume))
        self.sounding = True
        return True

    def stop(self):
        self.sounding = False


class Notes:
    """Stands for the desktop's notifications."""

    def __init__(self):
        self.shown = []

    def notify(self, title, words):
        self.shown.append((title, words))


class Engine:
    """What the engine would have written: the board that every desk reads."""

    def __init__(self, db):
        self._db, self.board = db, board()

    def write(self, desk, *lines, **parts):
        """Lines of the time NOW, as if that were this moment; each desk hears of it."""
        now = self._db.clock()
        self.board = board(*(moved(line, now - NOW) for line in lines), now=now, **parts)
        desk.window.seat.feed.changed.emit([Change(1, "alarm", 1, "raised", "", None)])

    def answer(self, session, actor):
        return self.board


@pytest.fixture
def engine(small_city, monkeypatch):
    engine = Engine(small_city.db)
    for module in (board_panel, lines_panel):
        monkeypatch.setattr(module, "alarm_board", engine.answer)
    monkeypatch.setattr(board_panel, "engine_state", lambda session: engine.board.engine)
    return engine


@pytest.fixture
def alarmed(at_desk, engine):
    """A desk at which alarms are heard: (desk, speaker, notes)."""

    def alarmed(login="maxiao", **how):
        desk, speaker, notes = at_desk(login, **how), Speaker(), Notes()
        desk.window.alarms.reach_by(speaker, notes)
        return desk, speaker, notes

    return alarmed
