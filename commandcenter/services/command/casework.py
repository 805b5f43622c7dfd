"""Cases of the incident and their acts with limits of law (plan 4.1(4), 4.1(6)).

Formal evidence stays in the bureau's case system: here are its 案号, states and limits.
A state begins and ends its own limit (核查立案, 处罚决定, 公示); people register the other acts.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.casework import (
    ACT_WORDS,
    BEGINS,
    BY_HAND,
    CLOCKS,
    ENDS,
    SETTLED_BY_STATE,
    STATE_WORDS,
    URGENT_CLOCK,
    ActKind,
    CaseState,
    require_after,
    require_extension,
    require_move,
    require_nothing_open,
    require_papers,
    require_running,
    require_settled_by_hand,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.legal_time import due
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    open_incident,
    rights,
    storable,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.complaints.complaint import SubjectRow

CLAUSE = "4.1(4)"


@dataclass(frozen=True, slots=True)
class NewCase:
    """`found_at`: when the clue came; the limit to decide on filing runs from it."""

    party: str
    cause: str
    found_at: datetime
    handlers: tuple[str, ...] = ()
    number: str = ""
    subject_id: int | None = None


def register_case(session: Session, actor: Actor, incident_id: int, new: NewCase) -> int:
    """A case under check; return its id."""
    open_incident(session, incident_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    at = now(session)
    if new.found_at > at:
        raise RuleBroken("收到线索的时间不能晚于现在。")
    if new.subject_id is not None and session.get(SubjectRow, new.subject_id) is None:
        raise RuleBroken("没有编号为 {id} 的经营主体。", id=new.subject_id)
    row = CaseFileRow(
        incident_id=incident_id,
        number=text_if_any(new.number, "案号", 60),
        subject_id=new.subject_id,
        party=text_of(new.party, "当事人", 100),
        cause=text_of(new.cause, "案由", 200),
        handlers=_names(new.handlers),
        filed_at=None,
        state=CaseState.CHECKING.value,
        result="",
        registered_by=actor.name,
        at=at,
    )
    _require_new_number(session, row)
    session.add(row)
    session.flush()
    _begin(session, actor, row, ActKind.CHECK, new.found_at)
    _record(session, actor, row, "registered")
    return row.id


@dataclass(frozen=True, slots=True)
class CaseMove:
    """The next state of a case, and what it must have there. `at`: when, in the case system."""

    to: CaseState
    at: datetime
    number: str = ""
    handlers: tuple[str, ...] = ()
    result: str = ""


def move_case(session: Session, actor: Actor, case_id: int, move: CaseMove) -> None:
    """立案, 不予立案, 决定, 移送公安, 结案: limits that this ends are settled, the next begins."""
    row = _case(session, case_id)
    carried_incident(session, row.incident_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    require_move(CaseState(row.state), move.to)
    if move.at > now(session):
        raise RuleBroken("时间不能晚于现在。")
    require_after(_since(session, row), CaseState(row.state), move.at)
    number = text_if_any(move.number, "案号", 60) or row.number
    handlers = _names(move.handlers) or row.handlers
    result = text_if_any(move.result, "处理结果", 1_000)
    require_papers(move.to, number, handlers, result)
    row.number, row.handlers, row.state = number, handlers, move.to.value
    # Why it was not filed, or 公安 had it, is no result of what is filed now.
    row.result = result if move.to is CaseState.FILED else result or row.result
    if move.to is CaseState.FILED and row.filed_at is None:
        row.filed_at = move.at  # one that 公安 sent back was filed when it was filed first
    _require_new_number(session, row)
    _settle_ended(session, actor, row, move)
    if move.to is CaseState.CLOSED:
        require_nothing_open(len(_open_acts(session, row)))
    begun = BEGINS.get(move.to)
    if begun is not None:
        _begin(session, actor, row, begun, move.at)
    _record(session, actor, row, move.to.value.replace("_", " "))


@dataclass(frozen=True, slots=True)
class NewAct:
    """`urgent`: a preservation taken before it was approved; `clock` is then two clocks."""

    kind: ActKind
    done_at: datetime
    words: str
    document: str = ""
    urgent: bool = False


def register_act(session: Session, actor: Actor, case_id: int, new: NewAct) -> list[int]:
    """Register an act with the limit that the law sets it; return its ids, one a limit."""
    case = _case(session, case_id)
    carried_incident(session, case.incident_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    if new.kind not in BY_HAND:
        raise RuleBroken("“{kind}”随案件状态自动登记。", kind=ACT_WORDS[new.kind])
    if case.state == CaseState.CLOSED:
        raise RuleBroken("案件处于“{now}”，不能再登记措施。", now=STATE_WORDS[CaseState.CLOSED])
    if new.done_at > now(session):
        raise RuleBroken("采取措施的时间不能晚于现在。")
    words = text_of(new.words, "措施内容", 500)
    document = text_if_any(new.document, "文书号", 60)
    clocks = [CLOCKS[new.kind]]
    if new.urgent and new.kind is ActKind.PRESERVE:
        clocks.append(URGENT_CLOCK)
    return [
        _add_act(session, actor, case, new.kind, clock, new.done_at, words, document)
        for clock in clocks
    ]


@dataclass(frozen=True, slots=True)
class Extension:
    """Who approved it (the bureau's head), when, and under which paper."""

    approver: str
    approved_at: datetime
    document: str


def extend_act(session: Session, actor: Actor, act_id: int, extension: Extension) -> datetime:
    """The limit is extended once, as far as the law lets it; return the new end."""
    row = _act(session, act_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    require_running(row.settled_at is not None, row.outcome)
    title = ACT_WORDS[ActKind(row.kind)]
    approver = text_of(extension.approver, "批准人", 60)
    at = extension.approved_at
    require_extension(title, row.extended_by, (row.done_at, row.due_at), at, now(session))
    row.due_at = due(plan_of(session), row.clock, row.done_at, extended=True)
    row.extended_by, row.extended_at = approver, at
    row.document = _joined(row.document, text_of(extension.document, "批准文书号", 60))
    _record_act(session, actor, row, "extended")
    return row.due_at


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act. `at` None: now. `approved`: of 报批移送公安, that the bureau's head lets
    it go. `document`: the number of a paper that came with it.
    """

    words: str
    at: datetime | None = None
    approved: bool = False
    document: str = ""


def settle_act(session: Session, actor: Actor, act_id: int, outcome: Outcome) -> None:
    """The act is over: decided, released, sent, reported. A transfer to the police that was
    approved begins: it is sent within the limit that runs from the approval.
    """
    row = _act(session, act_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    require_running(row.settled_at is not None, row.outcome)
    require_settled_by_hand(ActKind(row.kind))
    at = now(session)
    if outcome.at is not None and not row.done_at <= outcome.at <= at:
        raise RuleBroken("办结时间应在采取措施之后，且不晚于现在。")
    row.outcome = text_of(outcome.words, "办理结果", 500)
    row.document = _joined(row.document, text_if_any(outcome.document, "文书号", 60))
    row.settled_at, row.settled_by = outcome.at or at, actor.name
    _record_act(session, actor, row, "settled")
    if outcome.approved and ActKind(row.kind) is ActKind.POLICE_ASK:
        _begin(session, actor, _case(session, row.case_id), ActKind.POLICE, row.settled_at)


def _settle_ended(session: Session, actor: Actor, case: CaseFileRow, move: CaseMove) -> None:
    for row in _open_acts(session, case):
        if ActKind(row.kind) in ENDS[move.to]:
            said = storable(move.result).strip()  # it stays here when the case goes on
            row.outcome = f"{STATE_WORDS[move.to]}：{said}" if said else STATE_WORDS[move.to]
            row.settled_at, row.settled_by = move.at, actor.name
            _record_act(session, actor, row, "settled")


def _since(session: Session, case: CaseFileRow) -> datetime:
    """When the case came into its state: an act began with it then, or was settled by it."""
    of_states = CaseActRow.kind.not_in(BY_HAND)
    acts = session.scalars(select(CaseActRow).where(CaseActRow.case_id == case.id, of_states)).all()
    begun = [act.done_at for act in acts]
    by_state = [act.settled_at for act in acts if act.kind in SETTLED_BY_STATE]
    return max(filter(None, (*begun, *by_state)))


def _open_acts(session: Session, case: CaseFileRow) -> Sequence[CaseActRow]:
    return session.scalars(
        select(CaseActRow)
        .where(CaseActRow.case_id == case.id, CaseActRow.settled_at.is_(None))
        .order_by(CaseActRow.id)
    ).all()


def _begin(
    session: Session, actor: Actor, case: CaseFileRow, kind: ActKind, start: datetime
) -> None:
    """A limit that a state brings with it."""
    _add_act(session, actor, case, kind, CLOCKS[kind], start, ACT_WORDS[kind], "")


def _add_act(
    session: Session,
    actor: Actor,
    case: CaseFileRow,
    kind: ActKind,
    clock: str,
    start: datetime,
    words: str,
    document: str,
) -> int:
    row = CaseActRow(
        incident_id=case.incident_id,
        case_id=case.id,
        kind=kind.value,
        document=document,
        words=words,
        done_at=start,
        clock=clock,
        due_at=due(plan_of(session), clock, start) if clock else None,
        extended_by="",
        outcome="",
        registered_by=actor.name,
        at=now(session),
    )
    session.add(row)
    session.flush()
    _record_act(session, actor, row, "registered")
    return row.id


def _case(session: Session, case_id: int) -> CaseFileRow:
    row = session.get(CaseFileRow, case_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的案件。", id=case_id)
    return row


def _act(session: Session, act_id: int) -> CaseActRow:
    row = session.get(CaseActRow, act_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的措施。", id=act_id)
    carried_incident(session, row.incident_id)
    return row


def _require_new_number(session: Session, row: CaseFileRow) -> None:
    """A 案号 is registered once in an incident."""
    if not row.number:
        return
    with session.no_autoflush:
        others = session.scalar(
            select(func.count())
            .select_from(CaseFileRow)
            .where(
                CaseFileRow.incident_id == row.incident_id,
                CaseFileRow.number == row.number,
                CaseFileRow.id != (row.id or 0),
            )
        )
    if others:
        raise RuleBroken("案号“{number}”在本事件中已登记。", number=row.number)


def _joined(*numbers: str) -> str:
    return "、".join(filter(None, numbers))


def _names(names: Sequence[str]) -> list[str]:
    kept = (text_if_any(name, "承办人", 20) for name in names)
    return list(dict.fromkeys(name for name in kept if name))


def _record(session: Session, actor: Actor, row: CaseFileRow, verb: str) -> None:
    book.record(session, actor, "case_file", row.id, verb, incident=row.incident_id, clause=CLAUSE)


def _record_act(session: Session, actor: Actor, row: CaseActRow, verb: str) -> None:
    book.record(session, actor, "case_act", row.id, verb, incident=row.incident_id, clause=CLAUSE)
