"""The wall's window: the frame around the panels, and which incident it shows."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.queries.incident.incidents import current_incident
from commandcenter.store.database import Query
from commandcenter.ui import theme
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.wall.body import WallBody
from commandcenter.ui.wall.footer import WallFooter
from commandcenter.ui.wall.stale import StaleBanner


class _Subject(LivePanel[int | None]):
    """Knows which incident is the wall's. Shows nothing itself.

    Signals:
        chosen: Another incident, or none (0), is the wall's now.
    """

    kinds = frozenset({"incident"})
    chosen = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(seat, parent)
        self._shown: int | None = -1
        self.setFixedHeight(0)

    def query(self) -> Query[int | None]:
        return current_incident

    def show_answer(self, answer: int | None) -> None:
        if answer != self._shown:
            self._shown = answer
            self.chosen.emit(answer or 0)


class WallWindow(QWidget):
    """The whole wall. No pointer, no dialog, no scroll bar; it changes when the incident does."""

    def __init__(
        self,
        seat: Seat,
        *,
        engine: str = "auto",
        reception: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self._engine, self._reception = engine, reception
        self.setObjectName("wall")
        self.setWindowTitle(self.tr("应急指挥大屏"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.content: WallBody | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._subject = _Subject(seat, self)
        self._subject.chosen.connect(self._choose)
        self.banner = StaleBanner(seat)
        self.footer = WallFooter(seat)
        self._outer.addWidget(self._subject)
        self._outer.addWidget(self.banner)
        self._outer.addWidget(self.footer)

    @Slot(int)
    def _choose(self, incident_id: int) -> None:
        """Build the body anew for another incident; the same one only refreshes."""
        old = self.content
        with theme.unstyled():
            self.content = WallBody(
                self.seat, incident_id or None, engine=self._engine, reception=self._reception
            )
        self._outer.insertWidget(2, self.content, 1)
        if old:
            self._outer.removeWidget(old)
            old.hide()
            old.deleteLater()

    def settled(self) -> bool:
        """Whether all that is seen has shown its first answer."""
        return self.content is not None and self.content.settled()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("ground"))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
