"""责任追究 (plan 5.2): operators with case and penalty; of officials only the referral.

The lines of both kinds have the same words in the journal: it does not tell that an
official was referred.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import KEEPERS, LiableKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.aftermath.recovery import require_seen
from commandcenter.services.guard import open_incident, rights, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow
from commandcenter.store.tables.incident.incident import IncidentRow

MOST_CENTS = 10**14


@dataclass(frozen=True, slots=True)
class Liable:
    """An operator's case. `penalty_cents` in 分."""

    name: str
    basis: str
    case_number: str = ""
    decision: str = ""
    penalty_cents: int | None = None
    decided_at: datetime | None = None
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What an operator's case ended with. `penalty_cents` in 分, None: no penalty of money."""

    words: str
    decided_at: datetime
    penalty_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """What is kept of an official: what was referred, to whom, when."""

    matter: str
    basis: str
    referred_to: str
    referred_at: datetime


def register_operator(session: Session, actor: Actor, incident_id: int, liable: Liable) -> int:
    """Add an operator to the ledger; return the line's id."""
    incident = open_incident(session, incident_id)
    _require_keeper(session, actor, incident)
    row = _new(session, actor, incident, LiableKind.OPERATOR)
    _fill(session, row, liable)
    return _added(session, actor, row)


def amend_operator(session: Session, actor: Actor, line_id: int, liable: Liable, seen: int) -> None:
    """Change an open line. `seen`: the version that was on the screen."""
    row = _row(session, actor, line_id, LiableKind.OPERATOR)
    _require_keeper(session, actor, open_incident(session, row.incident_id))
    require_seen(row.version, seen)
    _fill(session, row, liable)
    _record(session, actor, row, "amended")


def settle_operator(
    session: Session, actor: Actor, line_id: int, decision: Decision, *, seen: int | None = None
) -> None:
    """The case has its decision; the line is closed. `seen`: the version that was on the screen."""
    row = _row(session, actor, line_id, LiableKind.OPERATOR)
    _require_keeper(session, actor, open_incident(session, row.incident_id))
    if seen is not None:
        require_seen(row.version, seen)
    _require_decided(session, decision.decided_at, decision.penalty_cents)
    row.decision = text_of(decision.words, "处理决定", 1_000)
    row.decided_at, row.penalty_cents = decision.decided_at, decision.penalty_cents
    _settle(session, actor, row)


def refer_official(session: Session, actor: Actor, incident_id: int, referral: Referral) -> int:
    """Note that a clue about an official was referred; return the line's id."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.REFER_OFFICIAL)
    if referral.referred_at > now(session):
        raise RuleBroken("移送时间不能晚于现在。")
    row = _new(session, actor, incident, LiableKind.OFFICIAL)
    row.name = text_of(referral.matter, "线索概述", 200)
    row.basis = text_of(referral.basis, "依据", 500)
    row.referred_to = text_of(referral.referred_to, "受移送单位", 100)
    row.referred_at = referral.referred_at
    return _added(session, actor, row)


def note_result(session: Session, actor: Actor, line_id: int, result: str) -> None:
    """What the receiver of the referral answered; the line is closed."""
    rights(session).require(actor, Action.REFER_OFFICIAL)
    row = _row(session, actor, line_id, LiableKind.OFFICIAL)
    open_incident(session, row.incident_id)
    row.result = text_of(result, "处理结果", 1_000)
    _settle(session, actor, row)


def _new(
    session: Session, actor: Actor, incident: IncidentRow, kind: LiableKind
) -> AccountabilityRow:
    return AccountabilityRow(
        incident_id=incident.id, kind=kind, name="", basis="", at=now(session), by=actor.name
    )


def _fill(session: Session, row: AccountabilityRow, liable: Liable) -> None:
    _require_decided(session, liable.decided_at, liable.penalty_cents)
    row.name = text_of(liable.name, "经营者", 200)
    row.basis = text_of(liable.basis, "依据", 500)
    row.case_number = text_if_any(liable.case_number, "案号", 100)
    row.decision = text_if_any(liable.decision, "处理决定", 1_000)
    row.penalty_cents, row.decided_at = liable.penalty_cents, liable.decided_at
    row.subject_id = liable.subject_id


def _require_decided(session: Session, decided_at: datetime | None, cents: int | None) -> None:
    if cents is not None and not 0 <= cents <= MOST_CENTS:
        raise RuleBroken("罚没金额不在允许的范围内。")
    if decided_at is not None and decided_at > now(session):
        raise RuleBroken("决定时间不能晚于现在。")


def _settle(session: Session, actor: Actor, row: AccountabilityRow) -> None:
    row.settled_at, row.settled_by = now(session), actor.name
    row.settler_id = actor.person_id
    _record(session, actor, row, "settled")


def _require_keeper(session: Session, actor: Actor, incident: IncidentRow) -> None:
    """The actor's own group where it keeps the ledger, else the group that does."""
    own = [group for group in KEEPERS if group in actor.groups()]
    rights(session).require(
        actor,
        Action.LEDGER_WRITE,
        group=own[0] if own else KEEPERS[0],
        district=frozenset(incident.districts),
    )


def _row(session: Session, actor: Actor, line_id: int, kind: LiableKind) -> AccountabilityRow:
    """An open line of the kind. A line of the other kind is not there for the asker."""
    row = session.get(AccountabilityRow, line_id)
    if row is None or row.kind != kind:
        raise RuleBroken("没有编号为 {id} 的责任追究事项。", id=line_id)
    if row.settled_at is not None:
        raise RuleBroken("该事项已办结（{who}），不能再改。", who=row.settled_by)
    return row


def _added(session: Session, actor: Actor, row: AccountabilityRow) -> int:
    session.add(row)
    session.flush()
    _record(session, actor, row, "registered")
    return row.id


def _record(session: Session, actor: Actor, row: AccountabilityRow, verb: str) -> None:
    book.record(
        session, actor, "accountability", row.id, verb, incident=row.incident_id, clause="5.2"
    )
