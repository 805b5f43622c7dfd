"""What is asked once the first page stands: it is no part of that, and would only delay it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.ui.tasks import Tasks

EVERY_MS = 500
ROUNDS = 20  # then it is asked all the same


class Behind(QObject):
    """Calls `ask` once, when nobody waits for an answer any more."""

    def __init__(self, owner: QObject, tasks: Tasks, ask: Callable[[], object]) -> None:
        super().__init__(owner)
        self._tasks, self._ask, self._rounds = tasks, ask, 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def waits(self) -> bool:
        return self._timer.isActive()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        self._rounds += 1
        if self._tasks.idle or self._rounds >= ROUNDS:
            self._timer.stop()
            self._ask()


def all_asked(window: QWidget) -> bool:
    """Whether nothing is still to be asked: a picture that is kept shows that, too."""
    return not any(each.waits for each in window.findChildren(Behind))
