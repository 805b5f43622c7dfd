"""Notices: short sentences inside the window, where others would put a dialog.

Anybody may tell one at any time; they are kept until a window listens.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.late_dataclass import dataclass


class Level(StrEnum):
    INFO = "info"
    WARNING = "warning"
    REFUSED = "refused"  # stays until it is put away


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done about it, as an undo: the word on the button, and the call."""

    word: str
    call: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    level: Level
    text: str
    action: Action | None = None


class Notices(QObject):
    """Where notices are told, and where a window hears them.

    Signals:
        told: arg: the Notice
    """

    posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: list[Notice] = []
        self._listening = False

    def listen(self, slot: Callable[[Notice], object]) -> None:
        """Call `slot` (a bound method of a QObject) for each notice, the kept ones now."""
        self.posted.connect(slot)
        self._listening = True
        kept, self._kept = self._kept, []
        for notice in kept:
            self.posted.emit(notice)

    @Slot(str)
    def info(self, text: str, action: Action | None = None) -> None:
        self.post(Notice(Level.INFO, text, action))

    @Slot(str)
    def warn(self, text: str, action: Action | None = None) -> None:
        self.post(Notice(Level.WARNING, text, action))

    @Slot(str)
    def refused(self, text: str) -> None:
        self.post(Notice(Level.REFUSED, text))

    def post(self, notice: Notice) -> None:
        if self._listening:
            self.posted.emit(notice)
        else:
            self._kept.append(notice)
