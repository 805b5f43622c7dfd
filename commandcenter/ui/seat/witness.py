"""The seat's memory of the journal, held against it at the start, after each loss, each minute."""

from PySide6.QtCore import QObject, QTimer, Slot

from commandcenter.queries.seat.remembered import contradiction
from commandcenter.ui.frame.seat import Seat

EVERY_MS = 60_000


class Witness(QObject):
    """Says once for each loss of the link what does not agree: it is not to be talked away."""

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._said = seat, ""
        seat.feed.link.connect(self._on_link)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot(bool)
    def _on_link(self, up: bool) -> None:
        if up:
            self._said = ""
            self.look()

    @Slot()
    def look(self) -> None:
        if self._seat.feed.up:
            self._seat.tasks.read(self, contradiction, self._warn_once)

    def _warn_once(self, words: str) -> None:
        if words and words != self._said:
            self._said = words
            self._seat.notices.refused(words)
