"""Which acts the head of the desk offers: by right they are shown, by state enabled."""

from collections.abc import Callable
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.decided_above import require_own
from commandcenter.domain.incident.incident import (
    LIVE,
    OPEN,
    State,
    require_endable,
    require_gradable,
    require_move,
    require_open,
    require_responding,
    require_startable,
)
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.desk import DeskHead


class MoveKind(StrEnum):
    REGISTER = "register"
    VERIFY = "verify"
    AMEND = "amend"
    FACTS = "facts"
    SUGGEST = "suggest"
    GRADE = "grade"
    INITIAL = "initial"
    REQUEST = "request"
    UPPER = "upper"
    ACTIVATE = "activate"
    RAISE = "raise"
    LOWER = "lower"
    END = "end"
    ORAL = "oral"
    INSTRUCT = "instruct"
    COUNT = "count"
    CASES = "cases"
    FIRST_REPORT = "first_report"
    BRIEF = "brief"
    MERGE = "merge"
    UNMERGE = "unmerge"
    DISMISS = "dismiss"
    TRANSFER = "transfer"
    AFTERMATH = "aftermath"
    PIN = "pin"
    UNPIN = "unpin"
    COMPLAINT = "complaint"
    IMPORT = "import"


# Where a new part of the menu begins: the grade, the response, the records, the end, intake.
STARTS = (
    MoveKind.REGISTER,
    MoveKind.FACTS,
    MoveKind.ACTIVATE,
    MoveKind.ORAL,
    MoveKind.MERGE,
    MoveKind.COMPLAINT,
)


def part(kind: MoveKind) -> int:
    """The part of the menu that an act stands in, whichever of its acts are offered."""
    order = list(MoveKind)
    return sum(order.index(start) <= order.index(kind) for start in STARTS)


@dataclass(frozen=True, slots=True)
class Move:
    """An act that is shown; with a refusal it is disabled and says why."""

    kind: MoveKind
    refusal: RuleBroken | None = None


ACTIONS = {
    MoveKind.REGISTER: Action.REGISTER_INCIDENT,
    MoveKind.VERIFY: Action.REGISTER_INCIDENT,
    MoveKind.AMEND: Action.REGISTER_INCIDENT,
    MoveKind.FACTS: Action.WRITE_LOG,
    MoveKind.SUGGEST: Action.DRAFT_GRADE,
    MoveKind.GRADE: Action.DECIDE_GRADE,
    MoveKind.INITIAL: Action.SIGN_INITIAL_ASSESSMENT,
    MoveKind.REQUEST: Action.SIGN_UPPER_REQUEST,
    MoveKind.UPPER: Action.REGISTER_UPPER_DECISION,
    MoveKind.ACTIVATE: Action.ACTIVATE,
    MoveKind.RAISE: Action.RAISE_LEVEL,
    MoveKind.LOWER: Action.LOWER_LEVEL,
    MoveKind.END: Action.END_RESPONSE,
    MoveKind.ORAL: Action.REGISTER_ORAL_DECISION,
    MoveKind.INSTRUCT: Action.GIVE_INSTRUCTION,
    MoveKind.COUNT: Action.WRITE_LOG,
    MoveKind.CASES: Action.WRITE_LOG,
    MoveKind.FIRST_REPORT: Action.DRAFT_REPORT,
    MoveKind.BRIEF: Action.SEE_PICTURE,
    MoveKind.MERGE: Action.DISPOSE_INCIDENT,
    MoveKind.UNMERGE: Action.DISPOSE_INCIDENT,
    MoveKind.DISMISS: Action.DISPOSE_INCIDENT,
    MoveKind.TRANSFER: Action.DISPOSE_INCIDENT,
    MoveKind.AFTERMATH: Action.DISPOSE_INCIDENT,
    MoveKind.PIN: Action.SHOW_ON_WALL,
    MoveKind.UNPIN: Action.SHOW_ON_WALL,
    MoveKind.COMPLAINT: Action.ENTER_COMPLAINT,
    MoveKind.IMPORT: Action.TAKE_IN_COMPLAINTS,
}
WITHOUT_INCIDENT = frozenset({MoveKind.REGISTER, MoveKind.COMPLAINT, MoveKind.IMPORT})

# In which states an act belongs to an incident at all; in the others it is not offered.
STATES: dict[MoveKind, tuple[State, ...]] = {
    MoveKind.VERIFY: (State.REPORTED,),
    MoveKind.AMEND: OPEN,
    MoveKind.FACTS: OPEN,
    MoveKind.SUGGEST: LIVE,
    MoveKind.GRADE: LIVE,
    MoveKind.INITIAL: LIVE,
    MoveKind.REQUEST: LIVE,
    MoveKind.UPPER: LIVE,
    MoveKind.ACTIVATE: (State.REPORTED, State.ASSESSING),
    MoveKind.RAISE: LIVE,
    MoveKind.LOWER: LIVE,
    MoveKind.END: LIVE,
    MoveKind.ORAL: OPEN,
    MoveKind.FIRST_REPORT: LIVE,
    MoveKind.MERGE: LIVE,
    MoveKind.UNMERGE: (State.MERGED,),
    MoveKind.DISMISS: LIVE,
    MoveKind.TRANSFER: LIVE,
    MoveKind.AFTERMATH: (State.RESPONDING, State.ENDED),
    MoveKind.PIN: LIVE,
    MoveKind.UNPIN: LIVE,
}
# How far the right reaches is told when it is known for whom, or at which level.
TOLD_LATER = frozenset(
    {
        MoveKind.FACTS,
        MoveKind.SUGGEST,
        MoveKind.GRADE,
        MoveKind.INSTRUCT,
        MoveKind.COUNT,
        MoveKind.CASES,
        MoveKind.BRIEF,
    }
)


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
    if kind in (MoveKind.PIN, MoveKind.UNPIN) and head.pinned is (kind is MoveKind.PIN):
        return False
    if kind is MoveKind.CASES and not head.situation.has_cases:
        return False
    return kind not in STATES or head.situation.head.state in STATES[kind]


def _refusal(kind: MoveKind, head: DeskHead, actor: Actor) -> RuleBroken | None:
    if kind in WITHOUT_INCIDENT or head.situation is None:
        return None
    early = EARLY.get(kind)
    reason = early(head) if early else None
    if reason or kind in TOLD_LATER:
        return reason
    matter = Matter(
        districts=head.districts, level=_level(kind, head), involved=bool(actor.groups())
    )
    return head.rights.refusal(actor, ACTIONS[kind], matter)


def _level(kind: MoveKind, head: DeskHead) -> Level | None:
    """The level that the right to an act is asked for, as its service asks it."""
    assert head.situation
    now = head.situation.head
    match kind:
        case MoveKind.RAISE if now.response:
            return list(Level)[max(0, now.response.rank - 2)]
        case MoveKind.LOWER | MoveKind.END:
            return now.response
        case MoveKind.INITIAL | MoveKind.REQUEST:
            step = head.grade_step
            return step.level if step and step.level in UPPER else Level.II
        case MoveKind.VERIFY | MoveKind.AMEND | MoveKind.UPPER | MoveKind.ORAL:
            return None
    if ACTIONS[kind] is Action.DISPOSE_INCIDENT:
        return head.last_response or now.grade
    return now.grade


UPPER = (Level.I, Level.II)  # decided above the city


def _state(head: DeskHead) -> State:
    assert head.situation
    return head.situation.head.state


def _gradable(head: DeskHead) -> RuleBroken | None:
    return refusal_of(lambda: require_gradable(_state(head)))


def _no_initial(head: DeskHead) -> RuleBroken | None:
    if broken := _gradable(head):
        return broken
    if head.grade_step is None or head.grade_step.step != "initial":
        return RuleBroken("请先签署Ⅱ级或Ⅰ级的初判，再报请上级。")
    return None


def _startable(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    now = head.situation.head
    return refusal_of(lambda: require_startable(now.state, now.grade))


def _raisable(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    broken = refusal_of(lambda: require_responding(_state(head)))
    if broken is None and head.situation.head.response is Level.I:
        return RuleBroken("已是Ⅰ级响应，不能再提高。")
    return broken


def _lowerable(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    broken = refusal_of(lambda: require_responding(_state(head)))
    if broken is None and head.situation.head.response is Level.IV:
        return RuleBroken("已是Ⅳ级响应，平息后请终止响应。")
    now = head.situation.head.response
    return broken or _bound(head, list(Level)[now.rank] if now else None)


def _endable(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    now = head.situation.head
    broken = refusal_of(lambda: require_endable(now.state, now.response))
    return broken or _bound(head, None)


def _bound(head: DeskHead, level: Level | None) -> RuleBroken | None:
    """Where the body above decided the level, it alone goes below it or ends it."""
    return refusal_of(lambda: require_own(head.above.get(Axis.RESPONSE), level))


def _recordable(head: DeskHead) -> RuleBroken | None:
    return refusal_of(lambda: require_open(_state(head)))


def _leads_to(state: State) -> Callable[[DeskHead], RuleBroken | None]:
    return lambda head: refusal_of(lambda: require_move(_state(head), state))


def _mergeable(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    if broken := _leads_to(State.MERGED)(head):
        return broken
    own = head.situation.head.id
    if not any(line.id != own and line.state in LIVE for line in head.lines):
        return RuleBroken("没有其他进行中的事件可以并入。")
    return None


def _no_first_report(head: DeskHead) -> RuleBroken | None:
    assert head.situation
    if head.situation.head.verified_at is None:
        return RuleBroken("接报尚未核实，不能起草首报。")
    if head.has_first_report:
        return RuleBroken("本事件已有首报，有新情况请写续报。")
    return None


EARLY: dict[MoveKind, Callable[[DeskHead], RuleBroken | None]] = {
    MoveKind.SUGGEST: _gradable,
    MoveKind.GRADE: _gradable,
    MoveKind.INITIAL: _gradable,
    MoveKind.REQUEST: _no_initial,
    MoveKind.UPPER: _gradable,
    MoveKind.ACTIVATE: _startable,
    MoveKind.RAISE: _raisable,
    MoveKind.LOWER: _lowerable,
    MoveKind.END: _endable,
    MoveKind.ORAL: _recordable,
    MoveKind.FIRST_REPORT: _no_first_report,
    MoveKind.MERGE: _mergeable,
    MoveKind.DISMISS: _leads_to(State.FALSE_ALARM),
    MoveKind.TRANSFER: _leads_to(State.TRANSFERRED),
    MoveKind.AFTERMATH: _leads_to(State.AFTERMATH),
}
