"""How slow the machine is just now: a limit of work is stretched by it, and a test judges the work.

Time of the processor is not work either: where others use the same memory, the same lines take five
times as long. So a known piece of work, a yard, is done in the same thread before and after what is
judged, and the limit, said for a quiet machine, is stretched by the slower of the two.
"""

import statistics
import time

from PySide6.QtCore import QTimer

YARD_MS = 2.4  # on a quiet machine, two cores of 2026, Python 3.11
YARDS = 5


def yard() -> float:
    """Milliseconds of this thread for making, sorting and joining six thousand small things."""
    began = time.thread_time()
    rows = [(n * 7919 % 10007, str(n)) for n in range(6_000)]
    rows.sort()
    found: dict[int, list[str]] = {}
    for number, words in rows:
        found.setdefault(number % 97, []).append(words)
    " ".join(words for key in sorted(found) for words in found[key]).split()
    return (time.thread_time() - began) * 1000


def slowness() -> float:
    """1 on a quiet machine or a faster one, 5 where all takes five times as long."""
    return max(1.0, statistics.median(yard() for _ in range(YARDS)) / YARD_MS)


class Pace:
    """Made before what is judged, asked after it."""

    def __init__(self) -> None:
        self._before = slowness()

    def stretch(self, limit: float) -> float:
        """What the limit, said for a quiet machine, comes to on this one now."""
        return limit * max(self._before, slowness())


class Pulse:
    """Beats as often as the window is free; the longest gap of its thread's work, in ms."""

    def __init__(self) -> None:
        self._last, self._longest = time.thread_time(), 0.0
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self._longest = max(self._longest, (now - self._last) * 1000)
        self._last = now

    def longest(self) -> float:
        """Since it was last asked; what is done between two askings of it is not its own."""
        found, self._longest = self._longest, 0.0
        self._last = time.thread_time()
        return found

    def stop(self) -> None:
        self._timer.stop()
