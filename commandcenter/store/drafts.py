"""What people are typing in forms: kept until it is sent, and shown to other editors.

Volatile: no pen, no journal line. Kept words are the person's own; others learn only
who has the same form open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from commandcenter.store.database import now
from commandcenter.store.tables.seat import DraftRow

ALIVE = timedelta(seconds=75)  # an open form says so every half minute


@dataclass(frozen=True, slots=True)
class Draft:
    """The person's own earlier words. `at` aware UTC."""

    data: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form is told when it opens: the own draft, and who else has it open."""

    own: Draft | None
    others: tuple[str, ...]


def opened(session: Session, person_id: int, form: str, subject: int) -> Opened:
    """The own draft, and the names of others who have the same form open now."""
    rows = session.scalars(
        select(DraftRow).where(DraftRow.form == form, DraftRow.subject == subject)
    ).all()
    since = now(session) - ALIVE
    own = [r for r in rows if r.person_id == person_id and r.data]
    others = {r.person for r in rows if r.person_id != person_id and r.open and r.at >= since}
    newest = max(own, key=lambda r: r.at, default=None)
    draft = Draft(dict(newest.data), newest.at) if newest else None
    return Opened(draft, tuple(sorted(others)))


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
        row.data, row.at, row.open = dict(data), at, is_open
        session.add(row)
    else:
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
