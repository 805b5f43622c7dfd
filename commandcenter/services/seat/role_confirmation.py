"""The second person behind a role that decides: confirmed, or not."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.role_confirmation import (
    FIRST_ROLES,
    require_another,
    require_waiting,
)
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import now
from commandcenter.store.people import holders
from commandcenter.store.seat.role_grants import grant_state
from commandcenter.store.tables.complaints.complaint import BatchRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

CLAUSE = "2.1(4)"
REASON = 500  # characters


def needs_nobody(session: Session, actor: Actor, person_id: int, role: Role) -> bool:
    """The first of its kind before the bureau has begun to work; and where nobody can confirm,
    what the owner of the database does (else nobody could ever decide there again).
    """
    if role not in FIRST_ROLES:
        return False
    if not _has_begun(session, role):
        return True
    if actor.person_id:
        return False
    at = now(session)
    return not any(p.id != person_id for each in FIRST_ROLES for p in holders(session, at, each))


def _has_begun(session: Session, role: Role) -> bool:
    """Somebody has held the role, or there is work already."""
    held = exists().where(RoleGrantRow.role == role)
    work = exists().where(IncidentRow.id.is_not(None)), exists().where(BatchRow.id.is_not(None))
    return any(session.scalar(select(each)) for each in (held, *work))


def confirm(session: Session, actor: Actor, grant_id: int) -> None:
    """It holds from now on."""
    row = _waiting(session, actor, grant_id)
    row.confirmed_at, row.confirmed_by = now(session), actor.person_id
    _record(session, actor, row, "role confirmed")


def refuse(session: Session, actor: Actor, grant_id: int, reason: str) -> None:
    """It never holds; who gave it may give it anew, and it is asked for anew."""
    row = _waiting(session, actor, grant_id)
    words, at = text_of(reason, "不予确认的理由", REASON), now(session)
    row.refused_at, row.refused_by, row.refused_why = at, actor.person_id, words
    _record(session, actor, row, "role refused")


def _waiting(session: Session, actor: Actor, grant_id: int) -> RoleGrantRow:
    row = session.get(RoleGrantRow, grant_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的角色。", id=grant_id)
    giver = session.scalar(select(PersonRow.id).where(PersonRow.login == row.granted_by)) or 0
    rights(session).require(actor, Action.CONFIRM_ROLE, author_id=giver)
    require_another(row.person_id, actor.person_id)
    require_waiting(grant_state(session, row))
    return row


def _record(session: Session, actor: Actor, row: RoleGrantRow, verb: str) -> None:
    book.record(session, actor, "person", row.person_id, verb, clause=CLAUSE)
