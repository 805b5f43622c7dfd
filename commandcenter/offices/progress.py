"""What long work is given to tell how far it is, and to hear that it must stop."""

import time
from collections.abc import Callable
from threading import Event

PARTS = 1_000  # of a progress bar
TELL_EVERY_S = 0.1


class Cancelled(Exception):
    """Raised inside long work when its `Progress` is told to go on after `Job.cancel()`."""


class Progress:
    """What long work is given: a place to tell how far it is, and to hear that it must stop."""

    def __init__(self, told: Callable[[int, int], None], stop: Event) -> None:
        self._told = told
        self._stop = stop
        self._last = 0.0

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Cancelled if a person wants it to end. Call it where nothing is half done."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int) -> None:
        """`done` of `total` (0: not known). Cheap: passed on ten times a second at most."""
        now = time.monotonic()
        if now - self._last >= TELL_EVERY_S or done == total:
            self._last = now
            self._told(done, total)

    def part(self, number: int, parts: int) -> "Progress":
        """Of work in so many parts of one length: the progress of one of them."""

        def told(done: int, total: int) -> None:
            self._told(PARTS * number + PARTS * done // max(1, total), PARTS * parts)

        return Progress(told, self._stop)


UNHEARD = Progress(lambda done, total: None, Event())  # of work that nobody waits for


def in_thousandths(progress: Progress) -> Callable[[int, int], None]:
    """As thousandths: the bytes of a large file are more than a signal's number holds."""

    def on_progress(done: int, total: int) -> None:
        progress.check()
        progress.report(PARTS * done // max(1, total), PARTS)

    return on_progress
