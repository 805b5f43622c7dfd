"""What people were typing in forms: the own earlier words, and who else has the form open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
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
