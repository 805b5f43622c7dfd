"""责任追究 (plan 5.2) as a person may see it; of officials others get no hint."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import KEEPERS, LiableKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.incident.counts import belonging
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class LiableLine:
    """An operator's case, or the referral of an official (`name`: the clue in words)."""

    id: int
    kind: LiableKind
    name: str
    basis: str
    case_number: str
    decision: str
    penalty_cents: int | None
    decided_at: datetime | None
    referred_to: str
    referred_at: datetime | None
    result: str
    subject_id: int | None
    settled_at: datetime | None
    settled_by: str
    at: datetime
    by: str
    version: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class LiabilityBoard:
    """`subjects`, `cases`: what a form offers. `penalty_cents`: of the lines shown."""

    lines: tuple[LiableLine, ...]  # open ones first
    penalty_cents: int
    subjects: tuple[tuple[int, str], ...]
    cases: tuple[str, ...]
    offers: tuple[Offer, ...]  # register, refer
    refusal: RuleBroken | None
    sees_officials: bool
    now: datetime


def liability_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> LiabilityBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    rights = plan_of(session).rights
    if incident is None:
        return LiabilityBoard((), 0, (), (), (), None, False, now)
    operators = operators_refusal(rights, actor, incident)
    officials = rights.allows(actor, Action.SEE_OFFICIALS)
    kinds = [LiableKind.OPERATOR] if operators is None else []
    kinds += [LiableKind.OFFICIAL] if officials else []
    rows = session.scalars(
        select(AccountabilityRow)
        .where(AccountabilityRow.incident_id == incident.id, AccountabilityRow.kind.in_(kinds))
        .order_by(AccountabilityRow.settled_at.is_not(None), AccountabilityRow.id)
    )
    lines = tuple(_line(row, rights, actor, incident) for row in rows)
    return LiabilityBoard(
        lines=lines,
        penalty_cents=sum(line.penalty_cents or 0 for line in lines),
        subjects=_subjects(session, incident),
        cases=tuple(_cases(session, incident)),
        offers=(
            *_write("register", rights, actor, incident),
            *_refer("refer", rights, actor, incident),
        ),
        refusal=None if kinds else operators,
        sees_officials=officials,
        now=now,
    )


def operators_refusal(rights: Rights, actor: Actor, incident: IncidentRow) -> RuleBroken | None:
    """Why the actor sees no operator's line: it is the ledger of two groups."""
    return rights.refusal(actor, Action.LEDGER_READ, _about(actor, incident))


def _about(actor: Actor, incident: IncidentRow) -> Matter:
    """The actor's group where it keeps the ledger, else the group that does."""
    own = [group for group in KEEPERS if group in actor.groups()]
    return Matter(group=own[0] if own else KEEPERS[0], districts=frozenset(incident.districts))


def _write(key: str, rights: Rights, actor: Actor, incident: IncidentRow) -> tuple[Offer, ...]:
    alive = partial(require_open, incident.state)
    return only(offer(key, rights, actor, Action.LEDGER_WRITE, _about(actor, incident), alive))


def _refer(key: str, rights: Rights, actor: Actor, incident: IncidentRow) -> tuple[Offer, ...]:
    alive = partial(require_open, incident.state)
    return only(offer(key, rights, actor, Action.REFER_OFFICIAL, Matter(), alive))


def _line(
    row: AccountabilityRow, rights: Rights, actor: Actor, incident: IncidentRow
) -> LiableLine:
    offers: tuple[Offer, ...] = ()
    if row.settled_at is None and row.kind == LiableKind.OPERATOR:
        offers = (
            *_write("settle", rights, actor, incident),
            *_write("amend", rights, actor, incident),
        )
    elif row.settled_at is None:
        offers = _refer("result", rights, actor, incident)
    return LiableLine(
        id=row.id,
        kind=LiableKind(row.kind),
        name=row.name,
        basis=row.basis,
        case_number=row.case_number,
        decision=row.decision,
        penalty_cents=row.penalty_cents,
        decided_at=row.decided_at,
        referred_to=row.referred_to,
        referred_at=row.referred_at,
        result=row.result,
        subject_id=row.subject_id,
        settled_at=row.settled_at,
        settled_by=row.settled_by or "",
        at=row.at,
        by=row.by,
        version=row.version,
        offers=offers,
    )


def _subjects(session: Session, incident: IncidentRow) -> tuple[tuple[int, str], ...]:
    about = select(ComplaintRow.subject_id).where(belonging(incident.id))
    rows = session.execute(
        select(SubjectRow.id, SubjectRow.name)
        .where(SubjectRow.id.in_(about))
        .order_by(SubjectRow.id)
    )
    return tuple((number, name) for number, name in rows)


def _cases(session: Session, incident: IncidentRow) -> Iterator[str]:
    """The numbers of the cases that were filed."""
    rows = session.scalars(
        select(CaseFileRow.number)
        .where(CaseFileRow.incident_id == incident.id, CaseFileRow.number != "")
        .order_by(CaseFileRow.id)
    )
    yield from rows
