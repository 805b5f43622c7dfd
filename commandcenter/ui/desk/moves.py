"""Which acts the head of the desk offers: by right they are shown, by state enabled."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident import State, require_move
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.desk import DeskHead


class MoveKind(StrEnum):
    REGISTER = "register"
    VERIFY = "verify"
    SUGGEST = "suggest"
    GRADE = "grade"
    ACTIVATE = "activate"
    INSTRUCT = "instruct"
    COUNT = "count"
    FIRST_REPORT = "first_report"
    BRIEF = "brief"
    COMPLAINT = "complaint"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Move:
    """An act that is shown; with a refusal it is disabled and says why."""

    kind: MoveKind
    refusal: RuleBroken | None = None


ACTIONS = {
    MoveKind.REGISTER: Action.REGISTER_INCIDENT,
    MoveKind.VERIFY: Action.REGISTER_INCIDENT,
    MoveKind.SUGGEST: Action.DRAFT_GRADE,
    MoveKind.GRADE: Action.DECIDE_GRADE,
    MoveKind.ACTIVATE: Action.ACTIVATE,
    MoveKind.INSTRUCT: Action.GIVE_INSTRUCTION,
    MoveKind.COUNT: Action.WRITE_LOG,
    MoveKind.FIRST_REPORT: Action.DRAFT_REPORT,
    MoveKind.BRIEF: Action.SEE_PICTURE,
    MoveKind.COMPLAINT: Action.TAKE_IN_COMPLAINTS,
    MoveKind.IMPORT: Action.TAKE_IN_COMPLAINTS,
}
WITHOUT_INCIDENT = frozenset({MoveKind.REGISTER, MoveKind.COMPLAINT, MoveKind.IMPORT})


def moves(head: DeskHead, actor: Actor) -> dict[MoveKind, Move]:
    """The acts this person is shown, in the order of MoveKind."""
    return {
        kind: Move(kind, _refusal(kind, head, actor))
        for kind in MoveKind
        if head.rights.scope(actor, ACTIONS[kind]) is not None and _fits(kind, head)
    }


def _fits(kind: MoveKind, head: DeskHead) -> bool:
    """Whether the act belongs to where the incident stands now, or to no incident."""
    if kind in WITHOUT_INCIDENT:
        return True
    if head.situation is None:
        return False
    state = head.situation.head.state
    match kind:
        case MoveKind.VERIFY:
            return state is State.REPORTED
        case MoveKind.ACTIVATE:
            return state in (State.REPORTED, State.ASSESSING)
        case MoveKind.SUGGEST | MoveKind.GRADE | MoveKind.FIRST_REPORT:
            return state in (State.REPORTED, State.ASSESSING, State.RESPONDING)
    return True


def _refusal(kind: MoveKind, head: DeskHead, actor: Actor) -> RuleBroken | None:
    if kind in WITHOUT_INCIDENT or head.situation is None:
        return None
    early = EARLY.get(kind)
    reason = early(head) if early else None
    if reason or kind in LEVELS_CHOSEN_LATER:
        return reason
    grade = head.situation.head.grade
    matter = Matter(districts=head.districts, level=grade, involved=bool(actor.groups()))
    if kind in (MoveKind.COUNT, MoveKind.INSTRUCT, MoveKind.BRIEF):
        return None  # how far the right reaches is told when it is known for whom
    return head.rights.refusal(actor, ACTIONS[kind], matter)


LEVELS_CHOSEN_LATER = frozenset({MoveKind.SUGGEST, MoveKind.GRADE})


def _not_verified(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    if head.situation.head.state is State.REPORTED:
        return RuleBroken("接报尚未核实，不能定级。")
    return None


def _not_graded(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    if head.situation.head.grade is None:
        return RuleBroken("尚未定级，不能启动响应（预案 4.1(2)）。")
    try:
        require_move(head.situation.head.state, State.RESPONDING)
    except RuleBroken as refused:
        return refused
    return None


def _no_first_report(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    if head.situation.head.verified_at is None:
        return RuleBroken("接报尚未核实，不能起草首报。")
    if head.has_first_report:
        return RuleBroken("本事件已有首报，有新情况请写续报。")
    return None


EARLY: dict[MoveKind, Callable[[DeskHead], RuleBroken | None]] = {
    MoveKind.SUGGEST: _not_verified,
    MoveKind.GRADE: _not_verified,
    MoveKind.ACTIVATE: _not_graded,
    MoveKind.FIRST_REPORT: _no_first_report,
}


def may_decide(head: DeskHead, actor: Actor, level: Level) -> RuleBroken | None:
    """Why this person may not decide this grade; None when he may."""
    matter = Matter(districts=head.districts, level=level)
    return head.rights.refusal(actor, Action.DECIDE_GRADE, matter)
