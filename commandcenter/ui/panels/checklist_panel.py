"""The response checklist of an incident, kept fresh; a tick closes a step at once."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.checklist import Checklist, checklist
from commandcenter.services.checklist import complete_step
from commandcenter.store.database import Query
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.checklist_view import ChecklistView, MayDo, anything
from commandcenter.ui.seat import Seat


class ChecklistPanel(LivePanel[Checklist]):
    """Completes steps by itself; what needs words is asked for by its owner.

    Signals:
        reopen, assign, add_note, attach: arg: id of the step
        clause_clicked: arg: the clause
        step_opened: arg: id of the step
    """

    kinds = frozenset({"step", "incident", "person"})
    ticking = True
    reopen = Signal(int)
    assign = Signal(int)
    add_note = Signal(int)
    attach = Signal(int)
    clause_clicked = Signal(str)
    step_opened = Signal(int)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
        incident_id: int | None = None,
        may_do: MayDo = anything,
    ) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id = incident_id
        self.view = ChecklistView(look, may_do)
        self.view.complete.connect(self._complete)
        for name in ("reopen", "assign", "add_note", "attach", "clause_clicked", "step_opened"):
            getattr(self.view, name).connect(getattr(self, name))
        self.body.addWidget(self.view, 1)

    def query(self) -> Query[Checklist]:
        incident, now = self.incident_id, self.seat.clock()
        return lambda session: checklist(session, incident, now)

    def show_answer(self, answer: Checklist) -> None:
        self.view.set_checklist(answer)

    def tick(self, now: datetime) -> None:
        self.view.tick(now)

    @Slot(int)
    def _complete(self, step_id: int) -> None:
        command = partial(complete_step, actor=self.seat.actor, step_id=step_id)
        self.seat.tasks.write(self, command)
