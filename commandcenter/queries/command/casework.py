"""Cases of the incident and what runs out when, the most pressing first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.casework import ActKind, CaseState, Urgency, urgency
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.command.evidence import case_label
from commandcenter.queries.incident.closed import closed
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.evidence import CaseActRow, CaseFileRow
from commandcenter.store.tables.incident.incident import IncidentRow

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act and its limit. `limit`: the clock's title; `law`: where it stands."""

    id: int
    case_id: int
    case: str
    kind: ActKind
    document: str
    words: str
    done_at: datetime
    limit: str
    law: str
    due_at: datetime | None
    urgency: Urgency
    extendable: bool
    extended_by: str
    extended_at: datetime | None
    settled_at: datetime | None
    settled_by: str
    outcome: str
    registered_by: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """`due_at`: the nearest open limit of the case."""

    id: int
    number: str
    party: str
    cause: str
    handlers: tuple[str, ...]
    filed_at: datetime | None
    state: CaseState
    result: str
    registered_by: str
    at: datetime
    open_acts: int
    due_at: datetime | None
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class CaseBoard:
    """`refusal`: why he sees none of it; `no_writing`: why he may register nothing.

    `closed`: why nobody does any more.
    """

    acts: tuple[ActLine, ...]  # overdue first, then by limit, settled ones last
    cases: tuple[CaseLine, ...]  # the same order, by the nearest limit
    overdue: int
    soon: int
    refusal: RuleBroken | None
    no_writing: RuleBroken | None
    now: datetime
    closed: RuleBroken | None = None


def case_board(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> CaseBoard:
    plan = plan_of(session)
    refusal = plan.rights.refusal(actor, Action.EVIDENCE_READ, Matter())
    no_writing = plan.rights.refusal(actor, Action.EVIDENCE_WRITE, Matter())
    if refusal is not None or incident_id is None:
        return CaseBoard((), (), 0, 0, refusal, no_writing, now)
    cases = session.scalars(
        select(CaseFileRow).where(CaseFileRow.incident_id == incident_id).order_by(CaseFileRow.id)
    ).all()
    labels = {case.id: case_label(case) for case in cases}
    rows = session.scalars(
        select(CaseActRow).where(CaseActRow.incident_id == incident_id).order_by(CaseActRow.id)
    )
    acts = sorted((_act(row, labels[row.case_id], plan, now) for row in rows), key=_order)
    lines = [_case(case, [a for a in acts if a.case_id == case.id], now) for case in cases]
    return CaseBoard(
        acts=tuple(acts),
        cases=tuple(sorted(lines, key=lambda c: (*_place(c.urgency, c.due_at), c.id))),
        overdue=sum(act.urgency is Urgency.OVERDUE for act in acts),
        soon=sum(act.urgency is Urgency.SOON for act in acts),
        refusal=None,
        no_writing=no_writing,
        now=now,
        closed=closed(session.get(IncidentRow, incident_id)),
    )


def _act(row: CaseActRow, case: str, plan: PlanData, now: datetime) -> ActLine:
    clock = plan.clocks.get(row.clock)
    article = f"第{clock.article}条" if clock and clock.article else ""
    return ActLine(
        id=row.id,
        case_id=row.case_id,
        case=case,
        kind=ActKind(row.kind),
        document=row.document,
        words=row.words,
        done_at=row.done_at,
        limit=clock.title if clock else "",
        law=f"{clock.law}{article}" if clock else "",
        due_at=row.due_at,
        urgency=urgency(row.due_at, row.settled_at is not None, now),
        extendable=bool(clock and clock.extension) and not row.extended_by,
        extended_by=row.extended_by,
        extended_at=row.extended_at,
        settled_at=row.settled_at,
        settled_by=row.settled_by or "",
        outcome=row.outcome,
        registered_by=row.registered_by,
    )


def _order(line: ActLine) -> tuple[bool, float, int]:
    if line.settled_at is not None:
        return True, -line.settled_at.timestamp(), -line.id
    return (*_place(line.urgency, line.due_at), line.id)


def _place(urgent: Urgency, due_at: datetime | None) -> tuple[bool, float]:
    return urgent is Urgency.SETTLED, (due_at or FAR).timestamp()


def _case(row: CaseFileRow, acts: list[ActLine], now: datetime) -> CaseLine:
    open_acts = [act for act in acts if act.settled_at is None]
    due = min((act.due_at for act in open_acts if act.due_at), default=None)
    closed = row.state == CaseState.CLOSED
    return CaseLine(
        id=row.id,
        number=row.number,
        party=row.party,
        cause=row.cause,
        handlers=tuple(row.handlers),
        filed_at=row.filed_at,
        state=CaseState(row.state),
        result=row.result,
        registered_by=row.registered_by,
        at=row.at,
        open_acts=len(open_acts),
        due_at=due,
        urgency=urgency(due, closed, now),
    )
