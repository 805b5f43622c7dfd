"""What an act leaves behind, in words: the rows it adds, changes and takes away, column by column.

Said the same on any day: a moment is `now`, `before` or `after`, a row's number is `id`, digits in
a text are `#`, who acts is `{actor}`. Of a new row what is empty, nought or false is not said.
Of the book only which of its lines; the seals of the journal are held by its own tests.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.times import local
from commandcenter.store.tables.base import Base

Rows = Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]]  # by table and key
MADE_UP = re.compile(r"\b[0-9a-f]{16,}\b|\$argon2.*", re.DOTALL)  # by chance, or of the contents
DIGITS = re.compile(r"\d+")
LONGEST = 60  # characters of a text
UNSAID = ("journal_row", "pen")
NUMBERS = ("subject", "row_key", "line")  # of rows, of the journal too
SEALS = ("digest", "hash", "salt")
# Of these only so much: the rest is what the plan says of them.
BRIEF = {
    "obligation": ("key", "state", "done_at", "done_by", "act_table", "act_id", "skip_why"),
    "plan_item": ("kind",),
}
UNCOUNTED = "+ plan_item"  # so many as the plan has


def everything(session: Session) -> Rows:
    session.flush()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in UNSAID]
    return {table.name: _rows(session, table) for table in tables}


def _rows(session: Session, table: Table) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    keys = [column.name for column in table.primary_key]
    rows = session.execute(select(table)).mappings()
    return {tuple(row[key] for key in keys): dict(row) for row in rows}


def left_behind(before: Rows, after: Rows, actor: Actor, at: datetime) -> Iterator[str]:
    """A line for each row that is another now; of those that read the same one, with how many."""
    lines = Counter(_lines(before, after, actor, at))
    counted = {line: n > 1 and not line.startswith(UNCOUNTED) for line, n in lines.items()}
    yield from sorted(f"{line} × {lines[line]}" if so else line for line, so in counted.items())


def _lines(before: Rows, after: Rows, actor: Actor, at: datetime) -> Iterator[str]:
    for name, new in after.items():
        table, old = Base.metadata.tables[name], before[name]
        for key, row in new.items():
            was = old.get(key)
            parts = list(_changed(table, was, row, actor, at))
            if was is None:
                yield f"+ {table.name}: {', '.join(parts)}"
            elif parts:
                yield f"~ {table.name}: {', '.join(parts)}"
        if gone := len(old.keys() - new.keys()):
            yield f"- {table.name}: {gone}"


def _changed(
    table: Table, was: Mapping[str, Any] | None, row: Mapping[str, Any], actor: Actor, at: datetime
) -> Iterator[str]:
    names = BRIEF.get(table.name)
    for column in table.columns:
        value = row[column.name]
        if column.name in SEALS or (names and column.name not in names):
            continue
        if (value if was is None else value != was[column.name]) and not column.primary_key:
            yield f"{column.name}={said(column, value, actor, at)}"


def said(column: Column[Any], value: Any, actor: Actor, at: datetime) -> str:
    if value is None or isinstance(value, bool):
        return str(value)
    if column.foreign_keys or column.name.endswith("_id") or column.name in NUMBERS:
        return "id"
    if column.name == "clause":
        return str(value)
    if isinstance(value, datetime):
        return _when(value, at, "now")
    if isinstance(value, date):
        return _when(value, local(at).date(), "today")
    if isinstance(value, int):
        return "year" if value == local(at).year else str(value)
    return _text(str(value), actor) if not isinstance(value, bytes) else "bytes"


def _when(value: Any, at: Any, now: str) -> str:
    return now if value == at else "before" if value < at else "after"


def _text(value: str, actor: Actor) -> str:
    plain = DIGITS.sub("#", MADE_UP.sub("…", value).replace(actor.name, "{actor}"))
    return repr(plain[:LONGEST])[1:-1]
