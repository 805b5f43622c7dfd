"""The watched folder of a duty seat: looked into every few seconds, what came of it is told."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from commandcenter.domain.org import Actor
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.workers import Failure, Trouble

EVERY_MS = 3_000

Told = tuple[str, bool]  # a sentence about a file, and whether it was taken in
Look = Callable[[Actor], Sequence[Told]]


class FolderLook(QObject):
    """Calls `look` on a worker, for whoever sits here at the moment."""

    def __init__(self, seat: Seat, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._look_into = seat, look
        self._looking = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        look, actor = self._look_into, self._seat.actor
        self._seat.tasks.work(self, lambda _progress: look(actor), self._looked, self._not_looked)

    def _looked(self, told: Sequence[Told]) -> None:
        self._looking = False
        for words, taken in told:
            tell = self._seat.notices.info if taken else self._seat.notices.refused
            tell(words)

    def _not_looked(self, failure: Failure) -> None:
        """A database that is away is asked again; a folder that is not there is told once."""
        self._looking = False
        if failure.trouble is not Trouble.LOST:
            self._timer.stop()
            self._seat.notices.refused(failure.words)
