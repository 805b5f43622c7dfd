"""并案 and 拆分: one incident is carried on in another, and taken out again as it came."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import CLOSED, STATE_WORDS, Held, State, require_to_hold
from commandcenter.domain.org import Actor
from commandcenter.services.complaints import joining
from commandcenter.services.guard import incident_of, text_of
from commandcenter.services.incident.incident_moves import (
    REASON,
    add_move,
    change_state,
    require_to_dispose,
)
from commandcenter.services.incident.warrant import record
from commandcenter.store.database import now
from commandcenter.store.incident.decided_above import require_to_carry_on
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow

CLAUSE = "4.1(1)"


def merge(session: Session, actor: Actor, source_id: int, target_id: int, reason: str) -> None:
    """Carry `source` on in `target`: its complaints join there, its own work stands still."""
    source, target = incident_of(session, source_id), incident_of(session, target_id)
    require_to_dispose(session, actor, source)
    require_to_dispose(session, actor, target)
    require_to_hold(_held(source), _held(target))
    require_to_carry_on(session, source, target)
    words = text_of(reason, "并案理由", REASON)
    change_state(session, actor, source, State.MERGED, words, CLAUSE, other=target.id)
    source.merged_into = target.id
    record(session, actor, source, "merged", CLAUSE)
    _note(session, actor, target, source, words, "took in")
    joining.join(session, actor, target, joining.held_by(session, source.id), via=source.id)


def unmerge(session: Session, actor: Actor, source_id: int, reason: str) -> None:
    """Take `source` out again: just the complaints that came by it leave, and it goes on."""
    source = incident_of(session, source_id)
    require_to_dispose(session, actor, source)
    if source.state is not State.MERGED or source.merged_into is None:
        raise RuleBroken("事件没有并入其他事件，无需拆分。")
    target = incident_of(session, source.merged_into)
    require_to_dispose(session, actor, target)
    if target.state is State.MERGED:
        raise RuleBroken("“{title}”已并入别的事件，请先拆分它。", title=target.title)
    if target.state in CLOSED:
        words = STATE_WORDS[target.state]
        raise RuleBroken("“{title}”已{state}，不能再拆分。", title=target.title, state=words)
    words = text_of(reason, "拆分理由", REASON)
    came = _came_by(session, target.id, source.id)
    back = _before(session, source)
    add_move(session, source, back, words, CLAUSE, now(session), actor.name, target.id)
    source.state, source.merged_into = back, None
    record(session, actor, source, "taken out", CLAUSE)
    _note(session, actor, target, source, words, "let go")
    joining.leave(session, actor, target, came, words)
    joining.join(session, actor, source, came)


def _held(row: IncidentRow) -> Held:
    return Held(row.id, row.title, row.state, row.response)


def _note(
    session: Session,
    actor: Actor,
    target: IncidentRow,
    source: IncidentRow,
    words: str,
    verb: str,
) -> None:
    """In the life of the other one too; its state stays."""
    at = now(session)
    add_move(session, target, target.state, words, CLAUSE, at, actor.name, source.id)
    record(session, actor, target, verb, CLAUSE)


def _came_by(session: Session, target: int, source: int) -> list[int]:
    """The complaints that are in `target` only by the merge."""
    rows = session.scalars(
        select(IncidentComplaintRow.complaint_id)
        .where(
            IncidentComplaintRow.incident_id == target,
            IncidentComplaintRow.via_incident == source,
            IncidentComplaintRow.removed_at.is_(None),
        )
        .order_by(IncidentComplaintRow.complaint_id)
    )
    return list(rows)


def _before(session: Session, source: IncidentRow) -> State:
    """Where it stood when it was merged."""
    found = session.scalar(
        select(IncidentMoveRow.from_state)
        .where(IncidentMoveRow.incident_id == source.id, IncidentMoveRow.to_state == State.MERGED)
        .order_by(IncidentMoveRow.id.desc())
        .limit(1)
    )
    return found or State.REPORTED
