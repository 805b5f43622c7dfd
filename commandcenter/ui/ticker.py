"""One timer for everything on screen that counts seconds."""

from collections.abc import Callable
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

LATE_MS = 5  # after the full second, so that rounding never shows the one before


class Ticker(QObject):
    """Ticks just after each full second of `clock` while somebody who joined is there.

    Signals:
        second: Another second. arg: the time of `clock`
    """

    second = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._joined: dict[int, tuple[QObject, Callable[[datetime], object]]] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def join(self, owner: QObject, slot: Callable[[datetime], object]) -> None:
        """Call `slot` (a bound method of `owner`) now and each second, until `leave`."""
        if id(owner) in self._joined:
            return
        self._joined[id(owner)] = (owner, slot)
        self.second.connect(slot)
        if not self._timer.isActive():
            self._wait()
        slot(self._clock())

    def leave(self, owner: QObject) -> None:
        joined = self._joined.pop(id(owner), None)
        if joined is not None:
            self.second.disconnect(joined[1])
        if not self._joined:
            self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        # Qt has cut the connections of the destroyed; here they only have to be forgotten.
        self._joined = {k: v for k, v in self._joined.items() if shiboken6.isValid(v[0])}
        if not self._joined:
            return
        self._wait()
        self.second.emit(self._clock())

    def _wait(self) -> None:
        self._timer.start(1000 - self._clock().microsecond // 1000 + LATE_MS)
