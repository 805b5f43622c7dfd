"""What a desk knows of its alarms: the board, its own lines, what is on the bar and what sounds."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.domain.alarms.alarm import AlarmSound, Priority
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.alarms.board import AlarmBoard, AlarmLine, EngineState
from commandcenter.ui.alarms.alarm_words import waits
from commandcenter.ui.alarms.local_lines import ENGINE, LINK, LocalLines, is_local
from commandcenter.ui.alarms.sound import Sounder
from commandcenter.ui.frame.seat import Seat

LOST_AFTER_S = 5.0  # a link that comes back sooner is nobody's alarm
SILENT_AFTER_S = 6.0  # its beat is asked every three seconds: a dead one is seen within ten
BEGINS_S = 20.0  # of a desk that has just opened: its own engine may be the one
SOUNDS: dict[Priority, AlarmSound] = {
    Priority.HIGH: AlarmSound.HIGH,
    Priority.MEDIUM: AlarmSound.MEDIUM,
    Priority.LOW: AlarmSound.LOW,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """`top`: what stands on the bar; `more`: how many besides it; `waiting`: how many nobody
    has acknowledged. `lines`: all that concern who sits here, the desk's own first.
    """

    top: AlarmLine | None
    more: int
    waiting: int
    lines: tuple[AlarmLine, ...]


NOTHING = Shown(None, 0, 0, ())


def arrange(lines: tuple[AlarmLine, ...], own: tuple[AlarmLine, ...]) -> Shown:
    """The first that waits stands on the bar, else the first; a lost link explains all others:
    nobody knows how they stand."""
    everything = (*own, *lines)
    shown = tuple(line for line in own if line.kind == LINK) or everything
    top = next((line for line in shown if waits(line)), shown[0] if shown else None)
    more = max(0, len(everything) - 1)
    return Shown(top, more, sum(waits(line) for line in shown), everything)


class Alarms(QObject):
    """Its clock is the present's, whatever the window looks back at.

    Signals:
        changed: Something else is shown. arg: Shown
        second: Another second. arg: the database's time
    """

    changed = Signal(object)
    second = Signal(object)

    def __init__(
        self,
        seat: Seat,
        sounder: Sounder,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.seat, self._sounder = seat, sounder
        self._db = seat.past or seat.tasks.db  # what it is asked of (see AlarmPanel)
        self._own = LocalLines(seat.actor.name, clock)
        self._mono, self._begun = clock, clock()
        self._beat: datetime | None = None  # the engine's last, and when it was heard here
        self._beat_s = self._begun
        self.board: AlarmBoard | None = None
        self._engine: EngineState | None = None
        self.shown = NOTHING
        seat.feed.stale.connect(self._on_stale)

    def now(self) -> datetime:
        return self._db.clock()

    def start(self) -> None:
        """With all else that counts seconds: what they change is painted at once."""
        self.seat.ticker.join(self, self._on_second)

    def stop(self) -> None:
        """The window closes."""
        self.seat.ticker.leave(self)
        self._sounder.silence()

    def set_board(self, board: AlarmBoard) -> None:
        self.board = board
        self.set_engine(board.engine)

    def set_engine(self, engine: EngineState) -> None:
        """How the engine does, also between two boards."""
        self._engine = engine
        if engine.last != self._beat:
            self._beat, self._beat_s = engine.last, self._mono()
        self.look()

    def acknowledge_here(self, line: AlarmLine) -> None:
        """One of the desk's own lines: nothing is written, and no row of the bureau's is seen."""
        assert is_local(line)
        self._own.acknowledge(line, self.now())
        self.look()

    @Slot(object)
    def _on_second(self, _now: datetime) -> None:
        self.look()

    @Slot()
    def look(self) -> None:
        """What holds now; asked each second, and whenever something was heard."""
        now = self.now()
        self._own.set(LINK, self._lost_since(now), now)
        if self._engine is not None:
            self._own.set(ENGINE, self._silent_since(self._engine, now), now)
        shown = arrange(self.board.lines if self.board else (), self._own.lines())
        self._sound(shown)
        if shown != self.shown:
            self.shown = shown
            self.changed.emit(shown)
        self.second.emit(now)

    def _lost_since(self, now: datetime) -> datetime | None:
        feed = self.seat.feed
        if not feed.is_stale or feed.age() < LOST_AFTER_S:
            return None
        return now - timedelta(seconds=feed.age())

    def _silent_since(self, engine: EngineState, now: datetime) -> datetime | None:
        """By this machine's own clock: the database's may jump, or run faster as in a drill.

        While the link is lost nobody knows.
        """
        if self.seat.feed.is_stale:
            self._beat_s = self._mono()
            return None
        if self._mono() - self._begun < BEGINS_S:
            return None
        beats = engine.last is None or self._mono() - self._beat_s < SILENT_AFTER_S
        if engine.alive and beats:
            return None
        return now - timedelta(seconds=self._mono() - self._beat_s)

    def _sound(self, shown: Shown) -> None:
        lost = any(line.kind == LINK for line in shown.lines)
        self._sounder.hear(
            (line.key, line.version, SOUNDS[line.priority])
            for line in shown.lines
            if line.sounds and (line.kind == LINK or not lost)
        )

    @Slot(bool)
    def _on_stale(self, stale: bool) -> None:
        self.look()
