"""One timer for everything on screen that counts seconds."""

from collections.abc import Callable
from datetime import datetime
from weakref import WeakKeyDictionary, WeakMethod

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
        # Weak: a panel of a closed window is not kept for the rest of its second.
        self._joined: WeakKeyDictionary[QObject, WeakMethod[Callable[[datetime], object]]] = (
            WeakKeyDictionary()
        )
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def join(self, owner: QObject, slot: Callable[[datetime], object]) -> None:
        """Call `slot` (a bound method of `owner`) now and each second, until `leave`."""
        if owner in self._joined:
            return
        self._joined[owner] = WeakMethod(slot)
        self.second.connect(slot)
        if not self._timer.isActive():
            self._wait()
        slot(self._clock())

    def leave(self, owner: QObject) -> None:
        joined = self._joined.pop(owner, None)
        slot = joined() if joined is not None else None
        if slot is not None:
            self.second.disconnect(slot)
        if not self._joined:
            self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        # Qt has cut the connections of the destroyed; here they only have to be forgotten.
        for owner in [each for each in self._joined if not shiboken6.isValid(each)]:
            del self._joined[owner]
        if not self._joined:
            return
        self._wait()
        self.second.emit(self._clock())

    def _wait(self) -> None:
        self._timer.start(1000 - self._clock().microsecond // 1000 + LATE_MS)
