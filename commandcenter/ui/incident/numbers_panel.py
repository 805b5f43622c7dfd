"""The six numbers, live: of one incident, or of the quiet city."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.incident.situation import (
    QuietSituation,
    Situation,
    quiet_situation,
    situation,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.incident.numbers_view import NumbersView


class NumbersPanel(LivePanel[Situation | QuietSituation]):
    """Of one incident, or (None) of the city.

    Signals:
        number_clicked: arg: which number, see NumbersView
    """

    kinds = frozenset(
        {
            "batch",
            "complaint",
            "incident",
            "incident_complaint",
            "tally",
            "report",
            "level_decision",
            "fact",
            "site_report",
            "case_report",
        }
    )
    ticking = True
    number_clicked = Signal(str)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        incident_id: int | None = None,
        discreet: bool = False,
        view: NumbersView | None = None,
    ) -> None:
        super().__init__(seat, parent)
        self.incident_id = incident_id
        self._seconds = 0
        self.view = view or NumbersView(discreet=discreet)
        self.view.number_clicked.connect(self.number_clicked)
        self.body.addWidget(self.view)

    def query(self) -> Query[Situation | QuietSituation]:
        now = self.seat.clock()
        if self.incident_id is None:
            return partial(quiet_situation, now=now)
        return partial(situation, incident_id=self.incident_id, now=now)

    def show_answer(self, answer: Situation | QuietSituation) -> None:
        self._seconds = 0
        if isinstance(answer, Situation):
            self.view.set_situation(answer)
        else:
            self.view.set_quiet(answer)

    def tick(self, now: datetime) -> None:
        """“近 1 时” shrinks with the time alone, so it is asked for anew now and then."""
        self.view.tick(now)
        self._seconds += 1
        if self._seconds >= AGAIN_S:
            self._seconds = 0
            self.refresh()
