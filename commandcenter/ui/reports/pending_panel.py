"""待决事项, live."""

from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.reports.pending_view import PendingView


class PendingPanel(LivePanel[Situation]):
    """What waits for a decision on one incident; takes no room while nothing does."""

    kinds = frozenset({"incident", "report", "release"})

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, incident_id: int) -> None:
        super().__init__(seat, parent)
        self.incident_id = incident_id
        self.view = PendingView()
        self.body.addWidget(self.view)

    def query(self) -> Query[Situation]:
        return partial(situation, incident_id=self.incident_id, now=self.seat.clock())

    def show_answer(self, answer: Situation) -> None:
        self.view.set_pending(answer.pending)
