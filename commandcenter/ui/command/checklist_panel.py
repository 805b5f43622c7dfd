"""The response checklist, live; and what a person is offered to do to its steps."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Rights
from commandcenter.queries.command.checklist import Checklist, StepLine, checklist
from commandcenter.store.database import Query
from commandcenter.ui.command.checklist_view import (
    LOOKED_AT,
    ChecklistView,
    MayDo,
    StepAction,
    StepActs,
)
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import ViewPanel

NEEDED = {
    StepAction.COMPLETE: Action.COMPLETE_STEP,
    StepAction.REOPEN: Action.REOPEN_STEP,
    StepAction.ASSIGN: Action.ASSIGN_PEOPLE,
    StepAction.NOTE: Action.WRITE_LOG,
    StepAction.ATTACH: Action.WRITE_LOG,
}


def may_do(rights: Rights, actor: Actor, districts: frozenset[str] | None) -> MayDo:
    """Which actions `actor` is offered. `districts`: of a Ⅳ incident, which its county leads."""

    def offered(step: StepLine, action: StepAction) -> bool:
        if action is StepAction.ASSIGN:
            return rights.allows(actor, NEEDED[action], group=step.group)
        return rights.allows(
            actor,
            NEEDED[action],
            group=step.group,
            district=districts,
            person_id=step.person_id,
        )

    return offered


class ChecklistPanel(ViewPanel[Checklist]):
    """Of one incident. It writes nothing itself: the desk knows how each act is done and undone."""

    kinds = frozenset({"step", "incident", "person"})
    ticking = True

    def __init__(
        self,
        seat: Seat,
        acts: StepActs = LOOKED_AT,
        parent: QWidget | None = None,
        *,
        incident_id: int | None = None,
    ) -> None:
        self.view = ChecklistView(acts)
        super().__init__(seat, self.view, parent)
        self.incident_id = incident_id

    def set_may_do(self, may_do: MayDo) -> None:
        self.view.set_may_do(may_do)

    def query(self) -> Query[Checklist]:
        return partial(checklist, incident_id=self.incident_id, now=self.seat.clock())

    def show_answer(self, answer: Checklist) -> None:
        self.view.set_checklist(answer)
        self.take_words()

    def tick(self, now: datetime) -> None:
        self.view.tick(now)
        self.take_words()
