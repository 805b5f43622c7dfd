"""Who was first: the other person whose act is why a command was refused, and when that was.

A refusal says what is wrong now. Where somebody else changed the same thing since the asker saw
it, the asker is told so; the journal knows, whichever service refuses.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import inspect, select, text, tuple_
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import DELETED, JournalImageRow
from commandcenter.store.tables.person import PersonRow

Thing = tuple[str, int]  # kind and subject of lines of the journal
ABOUT = "about"
# Lines about a row are of the kind that its table is called by and have its id, but for these.
OTHERWISE = {
    "log_entry": ("log", "id"),
    "level_decision": ("incident", "incident_id"),
    "incident_move": ("incident", "incident_id"),
    "paper": ("document", "id"),
    "report_receipt": ("report", "report_id"),
    "role_grant": ("person", "person_id"),
    "absence": ("attendance", "person_id"),
}
# Everybody's, or what is only looked up: not the thing itself.
NEVER = frozenset({"person", "plan_item", "plan_version", "journal", "pen", "setting", "district"})


@dataclass(frozen=True, slots=True)
class First:
    """`at` aware UTC."""

    name: str
    at: datetime


def about(session: Session, kind: str, *subjects: int) -> None:
    """A service that loads no row of the thing says here which it is."""
    session.info.setdefault(ABOUT, set()).update((kind, subject) for subject in subjects)


def about_deleted(session: Session, table: str, key: int) -> None:
    """The same of a row that is gone: what the journal says of its end was about it."""
    image, line = JournalImageRow, JournalLineRow
    found = session.execute(
        select(line.kind, line.subject)
        .join(image, image.line == line.number)
        .where(image.table_name == table, image.row_key == str(key), text(DELETED))
    )
    for kind, subject in found:
        about(session, kind, subject)


def looked_at(session: Session) -> frozenset[Thing]:
    """What a command had in hand when it was refused. Call it where the refusal is caught."""
    found: set[Thing] = set(session.info.get(ABOUT, ()))
    for row in list(session.identity_map.values()):
        state = inspect(row)
        table = state.mapper.local_table.name
        kind, name = OTHERWISE.get(table, (table, ""))
        if table in NEVER or not state.identity or len(state.identity) != 1:
            continue
        subject = state.dict.get(name) if name else state.identity[0]
        if isinstance(subject, int):
            found.add((kind, subject))
    return frozenset(found)


def first_of(
    session: Session, things: Collection[Thing], since: datetime, login: str
) -> First | None:
    """The newest change of one of `things` since then by another person than `login`."""
    if not things:
        return None
    line = JournalLineRow
    row = session.execute(
        select(PersonRow.name, line.at)
        .join(PersonRow, PersonRow.login == line.actor)
        .where(
            line.at >= since,
            line.actor != login,
            tuple_(line.kind, line.subject).in_(sorted(things)),
        )
        .order_by(line.number.desc())
        .limit(1)
    ).first()
    return First(*row) if row else None
