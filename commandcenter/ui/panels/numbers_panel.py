"""The six numbers of an incident, or of the quiet city, kept fresh."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.situation import (
    QuietSituation,
    Situation,
    quiet_situation,
    situation,
)
from commandcenter.store.database import Query
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.numbers_view import NumbersView
from commandcenter.ui.seat import Seat

AGAIN_MS = 60_000  # “the last hour” moves on by itself


class NumbersPanel(LivePanel[Situation | QuietSituation]):
    """Signals: number_clicked as of NumbersView."""

    kinds = frozenset({"incident", "incident_complaint", "batch", "tally", "report"})
    ticking = True
    number_clicked = Signal(str)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
        incident_id: int | None = None,
    ) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id = incident_id
        self.view = NumbersView(look)
        self.view.number_clicked.connect(self.number_clicked)
        self.body.addWidget(self.view)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.refresh)

    def query(self) -> Query[Situation | QuietSituation]:
        self._again.start()
        incident, now = self.incident_id, self.seat.clock()
        if incident is None:
            return lambda session: quiet_situation(session, now)
        return lambda session: situation(session, incident, now)

    def show_answer(self, answer: Situation | QuietSituation) -> None:
        if isinstance(answer, QuietSituation):
            self.view.set_quiet(answer)
        else:
            self.view.set_situation(answer)

    def tick(self, now: datetime) -> None:
        self.view.tick(now)
