"""This window says that it is there, and hears who else is."""

import platform
import secrets
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from commandcenter import __version__
from commandcenter.queries.seat.seats import Seats, seats
from commandcenter.queries.watch.watch_state import WatchState, watch_state
from commandcenter.services.seat.seats import Sign, beat, leave
from commandcenter.ui.frame.behind import Behind
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.workers import Failure

EVERY_MS = 10_000


class Presence(QObject):
    """Beats unless it only `looks` (the wall, which may write nothing).

    Signals:
        changed: A new answer. arg: the Seats
        watched: How the watch does, with each answer. arg: the WatchState
    """

    changed = Signal(object)
    watched = Signal(object)

    def __init__(self, seat: Seat, parent: QObject, *, looks: bool = False) -> None:
        super().__init__(parent)
        self._seat, self._looks = seat, looks
        self.id = secrets.token_hex(8)
        self.shown: Seats | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.beat)
        self._first: Behind | None = None

    def start(self) -> None:
        """Said at once, so that no list is without this seat; heard once the first page stands."""
        self._timer.start()
        self._say()
        if self._looks:
            self._hear()
        else:
            self._first = Behind(self, self._seat.tasks, self._hear)

    def stop(self) -> None:
        """The window closes: its seat is free."""
        self._timer.stop()
        if self._first is not None:
            self._first.stop()
        if not self._looks:
            self._seat.tasks.note(partial(leave, seat=self.id))

    @Slot()
    def beat(self) -> None:
        self._say()
        self._hear()

    def _say(self) -> None:
        if not (self._looks or self._seat.past):
            self._seat.tasks.note(partial(beat, actor=self._seat.actor, sign=self._sign()))

    def _hear(self) -> None:
        if self._seat.past:
            return  # the seats of then are not known
        self._seat.tasks.read(self, seats, self._on_seats, self._unheard)
        self._seat.tasks.read(self, watch_state, self._watched, self._unheard)

    def _sign(self) -> Sign:
        feed, skew = self._seat.feed, self._seat.tasks.db.skew
        return Sign(
            seat=self.id,
            kind="desk",
            machine=platform.node(),
            version=__version__,
            heard=feed.heard,
            age_ms=int(1000 * feed.age()),
            skew_ms=None if skew is None else int(1000 * skew.total_seconds()),
        )

    def _on_seats(self, found: Seats) -> None:
        if found != self.shown:
            self.shown = found
            self.changed.emit(found)

    def _watched(self, state: WatchState) -> None:
        self.watched.emit(state)

    def _unheard(self, failure: Failure) -> None:
        """A lost database is told elsewhere."""
