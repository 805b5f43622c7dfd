"""How it stands with a grant of a role that decides."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.seat.role_confirmation import GrantState
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.person import RoleGrantRow
from commandcenter.store.tables.setting import SchemaInfoRow


def grants_before(session: Session) -> int:
    """The last grant that stood there before any had to be confirmed; 0: none did."""
    wanted = select(func.max(SchemaInfoRow.grants_before))
    return read_once(session, "grants before", lambda: session.scalar(wanted) or 0)


def grant_state(session: Session, row: RoleGrantRow) -> GrantState:
    """Of one that needs confirming, whatever its time."""
    if row.refused_at is not None:
        return GrantState.REFUSED
    if row.confirmed_by is not None:
        return GrantState.CONFIRMED
    if row.confirmed_at is not None:
        return GrantState.FIRST
    return GrantState.EARLIER if row.id <= grants_before(session) else GrantState.WAITING
