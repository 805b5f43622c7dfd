"""How far each person has seen the journal: volatile, without pen and line."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.seat.seat import SeenRow


@dataclass(frozen=True, slots=True)
class Seen:
    """Up to which line, and when the person left."""

    number: int
    at: datetime


def seen(session: Session, person_id: int) -> Seen | None:
    """None for a person who has never left a seat."""
    row = session.get(SeenRow, person_id)
    return Seen(row.number, row.at) if row else None


def mark_seen(session: Session, person_id: int, at: datetime) -> None:
    """The person has seen everything until `at`; never less than before."""
    last = seen(session, person_id)
    newest = select(func.max(JournalLineRow.number)).where(JournalLineRow.at <= at)
    reached = session.scalar(newest) or 0
    if last is not None and last.number >= reached and last.at >= at:
        return
    values = {"number": max(reached, last.number if last else 0), "at": at}
    table: Table = SeenRow.__table__  # type: ignore[assignment]  # a Table, as of every model
    insert: Any = _insert(session)(table)
    session.execute(
        insert.values(person_id=person_id, **values).on_conflict_do_update(
            index_elements=[table.c.person_id], set_=values
        )
    )


def _insert(session: Session) -> Any:
    """Of this database."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # much to load, and only for who leaves a seat

        return postgresql.insert
    from sqlalchemy.dialects import sqlite  # as above

    return sqlite.insert
