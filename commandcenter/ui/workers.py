"""Worker threads that know tickets, never widgets.

What crosses over to a worker is a function; what comes back is an `Outcome` in a
box that the GUI thread empties. So the last reference to whatever the function
holds, a widget perhaps, is never dropped by a worker.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from commandcenter.late_dataclass import dataclass

Work = Callable[[], Any]


class Trouble(StrEnum):
    REFUSED = "refused"  # the plan or the bureau's settings do not allow it
    TOO_LONG = "too long"  # the server gave the question up
    LOST = "lost"  # the database cannot be reached, or cannot do it now: to be tried again
    BUG = "bug"  # recorded, and shown by the crash dialog


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer; `words` are for the person who asked."""

    trouble: Trouble
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    value: Any = None
    error: Exception | None = None
    seconds: float = 0.0


class Pool:
    """`size` threads on one queue. `deliver(ticket, box)` is called on the worker, and so is
    `rest` when nothing waits: before the last answer is told.
    """

    def __init__(
        self,
        size: int,
        name: str,
        deliver: Callable[[int, list[Outcome]], None],
        rest: Callable[[], object] = lambda: None,
    ) -> None:
        self._queue: SimpleQueue[tuple[int, Work] | None] = SimpleQueue()
        self._deliver, self._rest = deliver, rest
        self._threads = [
            Thread(target=self._loop, name=f"{name}-{n}", daemon=True) for n in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def send(self, ticket: int, work: Work) -> None:
        self._queue.put((ticket, work))

    def drop_waiting(self) -> None:
        """Take back what no thread has begun."""
        while True:
            try:
                self._queue.get_nowait()
            except Empty:
                return

    def close(self) -> None:
        """Finish what was sent, and end."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _loop(self) -> None:
        while (item := self._next()) is not None:
            ticket, work = item
            box = [_attempt(work)]
            # Before the GUI thread is told: from then on it may hold the only reference.
            del item, work
            if self._queue.empty():
                self._rest()
            self._deliver(ticket, box)
        self._rest()

    def _next(self) -> tuple[int, Work] | None:
        try:
            return self._queue.get_nowait()
        except Empty:
            self._rest()  # another thread may have taken what still waited
            return self._queue.get()


def _attempt(work: Work) -> Outcome:
    began = time.monotonic()
    try:
        value, error = work(), None
    except Exception as caught:  # noqa: BLE001 - the outermost worker loop: told by the GUI thread
        value, error = None, caught
    return Outcome(value, error, time.monotonic() - began)


class Job(QObject):
    """Long work under way, as the GUI thread sees it.

    Signals:
        progress: How far it is. args: done, total (0: not known)
        ended: It is over: done, failed or cancelled.
    """

    progress = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stop = Event()
        self.over = False

    @property
    def cancelled(self) -> bool:
        return self.stop.is_set()

    def cancel(self) -> None:
        """Ask the work to end at the next place where it can leave nothing half done."""
        self.stop.set()

    def finish(self) -> None:
        self.over = True
        self.ended.emit()
