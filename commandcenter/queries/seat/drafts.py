"""What people were typing in forms: the own earlier words, and who else has the form open."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now
from commandcenter.store.tables.seat.seat import ALIVE

if TYPE_CHECKING:
    from commandcenter.store.tables.seat.draft import DraftRow


BEGUN_FROM = "begun from"  # in what is kept; no field is named so


@dataclass(frozen=True, slots=True)
class Draft:
    """The person's own earlier words. `at`, `opened_at` aware UTC.

    `begun_from`: what stood in the fields when the form was opened, before anything was typed;
    empty where an earlier program kept it. `opened_at`: when that was.
    """

    data: Mapping[str, object]
    at: datetime
    begun_from: Mapping[str, object] = field(default_factory=dict)
    opened_at: datetime | None = None


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
    return Opened(
        _draft(newest) if newest else None,
        tuple(sorted(others.values(), key=lambda other: other.name)),
    )


def _draft(row: "DraftRow") -> Draft:
    data = dict(row.data)
    begun = data.pop(BEGUN_FROM, None)
    return Draft(data, row.at, begun if isinstance(begun, dict) else {}, row.opened_at)
