"""What people are typing in forms is kept until it is sent.

Volatile: no pen, no journal line. Kept words are the person's own; others learn only
who has the same form open.
"""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from commandcenter.store.database import now
from commandcenter.store.tables.seat.draft import DraftRow
from commandcenter.store.tables.seat.seat import ALIVE


def keep(
    session: Session,
    person: tuple[int, str],
    form: str,
    subject: int,
    data: Mapping[str, object],
    *,
    is_open: bool = True,
) -> None:
    """Keep what `person` (id, name) has typed; empty `data` only says that it is open."""
    row, at = _own(session, person[0], form, subject), now(session)
    if row is None:
        row = DraftRow(person_id=person[0], person=person[1], form=form, subject=subject)
        row.open, row.at, row.opened_at = False, at, None
        session.add(row)
    if is_open and not (row.open and row.at >= at - ALIVE):
        row.opened_at = at
    row.data, row.at, row.open = dict(data), at, is_open


def drop(session: Session, person_id: int, form: str, subject: int) -> None:
    """It was sent, or the person does not want it any more."""
    session.execute(
        delete(DraftRow).where(
            DraftRow.person_id == person_id, DraftRow.form == form, DraftRow.subject == subject
        )
    )


def _own(session: Session, person_id: int, form: str, subject: int) -> DraftRow | None:
    return session.scalars(
        select(DraftRow).where(
            DraftRow.person_id == person_id, DraftRow.form == form, DraftRow.subject == subject
        )
    ).first()
