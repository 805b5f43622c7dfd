"""The decision on personal data after the response (突发事件应对法 85), and its carrying out."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.retention import (
    Retention,
    Scope,
    Verdict,
    require_after_response,
    require_decided,
)
from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, rights, storable, text_of
from commandcenter.store.aftermath import erasure
from commandcenter.store.aftermath.closing import retention_in_force
from commandcenter.store.database import now
from commandcenter.store.tables.aftermath.aftermath import RetentionRow
from commandcenter.store.tables.incident.incident import IncidentRow


def decide(
    session: Session,
    actor: Actor,
    incident_id: int,
    verdict: Verdict,
    *,
    decided: int | None = None,
) -> int:
    """Decide, and where the decision is to erase, erase at once; return the decision's id.

    `decided`: how many decisions had been taken as it was shown; what is erased comes back no
    more, so one taken meanwhile stops this one.
    What a legal handling or another open incident still needs stays until `erase_rest`.
    """
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.DECIDE_RETENTION)
    require_after_response(incident.state)
    at = now(session)
    require_decided(verdict, at)
    require_signature(verdict.signature, actor.name)
    if decided is not None:
        taken = select(func.count()).where(RetentionRow.incident_id == incident.id)
        require_unmoved(decided, session.scalar(taken), "个人信息的处理决定")
    row = RetentionRow(
        incident_id=incident.id,
        decision=verdict.decision,
        scope=sorted(verdict.scope),
        reason=text_of(verdict.reason, "决定的理由", 1_000),
        lawful=storable(verdict.lawful).strip(),
        necessary=storable(verdict.necessary).strip(),
        secure=storable(verdict.secure).strip(),
        keep_until=verdict.keep_until if verdict.decision is Retention.KEEP else None,
        signature=actor.name,
        decided_by=actor.name,
        at=at,
    )
    session.add(row)
    session.flush()
    line = _record(session, actor, row, "decided")
    row.line = line
    if verdict.decision is Retention.ERASE:
        _carry_out(session, actor, incident, row)
    else:
        _record(session, actor, row, "kept")
    return row.id


def erase_rest(session: Session, actor: Actor, incident_id: int) -> None:
    """Erase what had to stay at the decision and may go now."""
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.DECIDE_RETENTION)
    row = retention_in_force(session, incident.id)
    if row is None or row.decision != Retention.ERASE:
        raise RuleBroken("没有生效的删除决定。")
    if not (row.erased or {}).get("stays"):
        raise RuleBroken("按决定应删除的已全部删除。")
    _carry_out(session, actor, incident, row)


def _carry_out(session: Session, actor: Actor, incident: IncidentRow, row: RetentionRow) -> None:
    """Blank, announce it, then take out the images: those of the blanking among them."""
    assert row.line is not None
    why = erasure.why_they_stay(session, incident.id)
    free = [number for number, reason in why.items() if reason is None]
    scope = frozenset(map(Scope, row.scope))
    counts = erasure.blank(session, incident.id, free, scope)
    staying = Counter(reason.value for reason in why.values() if reason)
    row.erased_at = now(session)
    row.erased = {"counts": counts, "stays": dict(staying)}
    _record(session, actor, row, "erased")
    erasure.erase_images(session, incident.id, free, scope, row.line)


def _record(session: Session, actor: Actor, row: RetentionRow, verb: str) -> int:
    return book.record(
        session, actor, "retention", row.id, verb, incident=row.incident_id, clause="5.3"
    )
