"""What people were typing in forms: the own earlier words, and who else has the form open."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now
from commandcenter.store.tables.seat.seat import ALIVE


@dataclass(frozen=True, slots=True)
class Draft:
    """The person's own earlier words. `at` aware UTC."""

    data: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody else who has the form open. `since` aware UTC; None where it is not known."""

    name: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form is told when it opens: the own draft, and who else has it open, by name."""

    own: Draft | None
    others: tuple[Opener, ...]


def opened(session: Session, person_id: int, form: str, subject: int) -> Opened:
    """The own draft, and the others who have the same form open now."""
    # no start reads it
    from commandcenter.store.tables.seat.draft import DraftRow

    rows = session.scalars(
        select(DraftRow).where(DraftRow.form == form, DraftRow.subject == subject)
    ).all()
    since = now(session) - ALIVE
    own = [r for r in rows if r.person_id == person_id and r.data]
    others = {
        r.person_id: Opener(r.person, r.opened_at)
        for r in rows
        if r.person_id != person_id and r.open and r.at >= since
    }
    newest = max(own, key=lambda r: r.at, default=None)
    draft = Draft(dict(newest.data), newest.at) if newest else None
    return Opened(draft, tuple(sorted(others.values(), key=lambda other: other.name)))
