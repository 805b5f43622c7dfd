"""The response checklist, live; and what a person is offered to do to its steps."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.directive import chase_refusal
from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
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
    StepAction.NOT_APPLICABLE: Action.WAIVE_LINE,
    StepAction.TAKE_BACK: Action.WAIVE_LINE,
    StepAction.ASSIGN: Action.ASSIGN_PEOPLE,
    StepAction.REMIND: Action.GIVE_INSTRUCTION,
    StepAction.CALL: Action.CALL_UP,
    StepAction.NOTE: Action.WRITE_LOG,
    StepAction.ATTACH: Action.WRITE_LOG,
}


def may_do(rights: Rights, actor: Actor, districts: frozenset[str] | None) -> MayDo:
    """Which actions `actor` is offered. `districts`: of a Ⅳ incident, which its county leads."""

    def allowed(step: StepLine, action: Action) -> bool:
        return rights.allows(
            actor, action, group=step.group, district=districts, person_id=step.person_id
        )

    def offered(step: StepLine, action: StepAction) -> bool:
        match action:
            case StepAction.GO:  # the form says what its act needs; here: whose it is
                return concerns(actor, step) or allowed(step, Action.COMPLETE_STEP)
            case StepAction.APPLIES:
                said = rights.allows(actor, Action.WAIVE_LINE)
                return said or allowed(step, Action.COMPLETE_STEP)
            case StepAction.NOT_APPLICABLE | StepAction.TAKE_BACK:
                return rights.allows(actor, NEEDED[action])
            case StepAction.CALL:
                return rights.scope(actor, NEEDED[action]) is not None
            case StepAction.REMIND:
                about = Matter(group=step.group, districts=districts or frozenset())
                return chase_refusal(rights, actor, about, NEEDED[action]) is None
            case StepAction.ASSIGN:
                return rights.allows(actor, NEEDED[action], group=step.group)
            case _:
                return allowed(step, NEEDED[action])

    return offered


def concerns(actor: Actor, step: StepLine) -> bool:
    """Whether it is theirs to do: their group's, their role's, their county's, or their own."""
    if step.person_id is not None and step.person_id == actor.person_id:
        return True
    if step.district is not None:
        return step.district in actor.districts()
    if step.group is not None and step.group in actor.groups():
        return True
    return step.role is not None and actor.has(step.role)


class ChecklistPanel(ViewPanel[Checklist]):
    """Of one incident. It writes nothing itself: the desk knows how each act is done and undone."""

    kinds = PROVING | {"obligation"}
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
