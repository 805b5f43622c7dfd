"""What the hotline's own system has inserted and nobody has taken in yet."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from commandcenter.store.complaints.handling import among
from commandcenter.store.tables.complaints.intake import HotlineRow

Waiting = tuple[int, datetime, dict[str, str]]  # id, received, field → text


def waiting(session: Session, limit: int) -> list[Waiting]:
    """The oldest first."""
    rows = session.execute(
        select(HotlineRow.id, HotlineRow.received_at, HotlineRow.data)
        .where(HotlineRow.taken_at.is_(None))
        .order_by(HotlineRow.id)
        .limit(limit)
    )
    return [(number, at, data or {}) for number, at, data in rows]


def still_waiting(session: Session, ids: Collection[int]) -> set[int]:
    """Asked under the pen: which of these nobody else has taken meanwhile."""
    here = among(HotlineRow.__table__.c.id, ids)
    return set(session.scalars(select(HotlineRow.id).where(here, HotlineRow.taken_at.is_(None))))


def mark(
    session: Session,
    batch_id: int,
    at: datetime,
    taken: Collection[int],
    refused: Mapping[int, str],
) -> None:
    """What is in is needed here no more; what was refused stays as it came, with the reason."""
    if taken:
        session.execute(
            update(HotlineRow)
            .where(among(HotlineRow.__table__.c.id, taken))
            .values(taken_at=at, batch_id=batch_id, data=None)
            .execution_options(synchronize_session=False)
        )
    for number, reason in refused.items():
        session.execute(
            update(HotlineRow)
            .where(HotlineRow.id == number)
            .values(taken_at=at, batch_id=batch_id, reason=reason)
            .execution_options(synchronize_session=False)
        )
