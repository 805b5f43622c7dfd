"""待决事项, live: of all incidents, each with its tag where two are live, else of the bureau."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.obligation import OF_BUREAU, PROVING
from commandcenter.queries.incident.live import (
    WaitingDecision,
    WaitingDecisions,
    waiting_decisions,
)
from commandcenter.queries.reports.pending import PendingDecision
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.reports.pending_view import PendingView


class PendingPanel(LivePanel[WaitingDecisions]):
    """What waits for a decision of the command; as high whether anything does or not."""

    kinds = PROVING | OF_BUREAU | {"obligation"}

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.view = PendingView()
        self.body.addWidget(self.view)

    @Slot(bool)
    def leave_right(self, leaves: bool) -> None:
        """Whether its right end lies under something else: then no words stand there."""
        self.view.leave_right(leaves)

    def query(self) -> Query[WaitingDecisions]:
        return waiting_decisions

    def show_answer(self, answer: WaitingDecisions) -> None:
        tagged = answer.live > 1 and all(each.incident_id for each in answer.decisions)
        levels = [each.level for each in answer.decisions] if tagged else None
        named = [self._named(each, answer.live) for each in answer.decisions]
        self.view.set_pending(named, levels)

    def _named(self, each: WaitingDecision, live: int) -> PendingDecision:
        """What is of no incident says so while there is one."""
        name = self.tr("本局") if live and each.incident_id is None else each.name
        if not name:
            return each.decision
        words = self.tr("{name}：{text}").format(name=name, text=each.decision.text)
        return replace(each.decision, text=words)
