"""Cases of the incident and what runs out when, the most pressing first."""

from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.casework import (
    ActKind,
    CaseState,
    Urgency,
    require_extendable,
    require_not_closed,
    require_settled_by_hand,
    urgency,
)
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, soon_end
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.legal_time import estimated
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.evidence import case_label
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, Rule, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.evidence import CaseFileRow
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
    extended_by: str
    extended_at: datetime | None
    settled_at: datetime | None
    settled_by: str
    outcome: str
    registered_by: str
    offers: tuple[Offer, ...]
    estimated: bool = False  # the limit: over a year whose make-up days nobody has told yet


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
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class CaseBoard:
    """`refusal`: why none of it is seen."""

    acts: tuple[ActLine, ...]  # overdue first, then by limit, settled ones last
    cases: tuple[CaseLine, ...]  # the same order, by the nearest limit
    overdue: int
    soon: int
    refusal: RuleBroken | None
    offers: tuple[Offer, ...]
    now: datetime


def case_board(session: Session, actor: Actor, incident_id: int | None, now: datetime) -> CaseBoard:
    plan = plan_of(session)
    incident = session.get(IncidentRow, incident_id) if incident_id is not None else None
    asks = _Asking(plan, actor, closed(incident), now)
    refusal = plan.rights.refusal(actor, Action.EVIDENCE_READ, Matter())
    offers = only(asks.offer("new_case"))
    if refusal is not None or incident is None:
        return CaseBoard((), (), 0, 0, refusal, offers, now)
    cases = session.scalars(
        select(CaseFileRow).where(CaseFileRow.incident_id == incident_id).order_by(CaseFileRow.id)
    ).all()
    labels = {case.id: case_label(case) for case in cases}
    rows = session.scalars(
        select(CaseActRow).where(CaseActRow.incident_id == incident_id).order_by(CaseActRow.id)
    )
    acts = sorted((asks.act(row, labels[row.case_id]) for row in rows), key=_order)
    lines = [asks.case(case, [a for a in acts if a.case_id == case.id]) for case in cases]
    return CaseBoard(
        acts=tuple(acts),
        cases=tuple(sorted(lines, key=lambda c: (*_place(c.urgency, c.due_at), c.id))),
        overdue=sum(act.urgency is Urgency.OVERDUE for act in acts),
        soon=sum(act.urgency is Urgency.SOON for act in acts),
        refusal=None,
        offers=offers,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """`shut`: why nobody registers anything any more."""

    plan: PlanData
    actor: Actor
    shut: RuleBroken | None
    now: datetime

    @property
    def soon(self) -> datetime:
        """What ends by then ends soon."""
        return soon_end(self.now, self.plan.number(SOON_DAYS))

    def offer(self, key: str, *rules: Rule) -> Offer | None:
        asks = (self.plan.rights, self.actor, Action.EVIDENCE_WRITE, Matter())
        return offer(key, *asks, *rules, shut=self.shut)

    def act(self, row: CaseActRow, case: str) -> ActLine:
        clock, kind = self.plan.clocks.get(row.clock), ActKind(row.kind)
        law = word(clock.law) if clock else ""
        if clock and clock.article:
            law = phrase("{law}第{article}条", law=law, article=clock.article)
        settled, by_law = row.settled_at is not None, bool(clock and clock.extension)
        offers = only(
            self.offer("settle", partial(require_settled_by_hand, kind)),
            self.offer("extend", partial(require_extendable, row.extended_by, by_law)),
        )
        return ActLine(
            id=row.id,
            case_id=row.case_id,
            case=case,
            kind=kind,
            document=row.document,
            words=row.words,
            done_at=row.done_at,
            limit=clock.title if clock else "",
            law=law,
            due_at=row.due_at,
            urgency=urgency(row.due_at, settled, self.now, self.soon),
            extended_by=row.extended_by,
            extended_at=row.extended_at,
            settled_at=row.settled_at,
            settled_by=row.settled_by or "",
            outcome=row.outcome,
            registered_by=row.registered_by,
            offers=() if settled else offers,
            estimated=bool(row.due_at and estimated(self.plan, row.done_at, row.due_at)),
        )

    def case(self, row: CaseFileRow, acts: list[ActLine]) -> CaseLine:
        open_acts, state = [act for act in acts if act.settled_at is None], CaseState(row.state)
        due = min((act.due_at for act in open_acts if act.due_at), default=None)
        rule = partial(require_not_closed, state)
        return CaseLine(
            id=row.id,
            number=row.number,
            party=row.party,
            cause=row.cause,
            handlers=tuple(row.handlers),
            filed_at=row.filed_at,
            state=state,
            result=row.result,
            registered_by=row.registered_by,
            at=row.at,
            open_acts=len(open_acts),
            due_at=due,
            urgency=urgency(due, state is CaseState.CLOSED, self.now, self.soon),
            offers=only(self.offer("move", rule), self.offer("act", rule)),
        )


def _order(line: ActLine) -> tuple[bool, float, int]:
    if line.settled_at is not None:
        return True, -line.settled_at.timestamp(), -line.id
    return (*_place(line.urgency, line.due_at), line.id)


def _place(urgent: Urgency, due_at: datetime | None) -> tuple[bool, float]:
    return urgent is Urgency.SETTLED, (due_at or FAR).timestamp()
