"""Complainants where the database shows them to nobody: alike or not, without being read.

Under a person's login (PostgreSQL) the table is hidden; what the rules must know of it they learn
from digests under a salt of this moment. Elsewhere there is nothing to learn here.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from commandcenter.domain.releases.release_text import mark

PAGE = 5_000
HIDDEN = text("SELECT row_security_active('public.complainant')")
MARKS = text(
    "SELECT complaint_id, name, phone, id_type, id_number, address, digits, letters "
    "FROM rights.complainant_marks(:ids, :salt)"
)
RESTORE = text("SELECT rights.restore_complainant(:id, :line, :fields)")


@dataclass(frozen=True, slots=True)
class Marks:
    """`rows`: digest of each column by complaint; `digits` of a phone, `letters` of an address."""

    salt: str
    rows: Mapping[int, Mapping[str, str]]

    def same(self, complaint_id: int, column: str, value: str) -> bool:
        row = self.rows.get(complaint_id)
        return row is not None and row[column] == mark(self.salt, value)


def hidden(session: Session) -> bool:
    if session.get_bind().dialect.name != "postgresql":
        return False
    return bool(session.scalar(HIDDEN))


def marks_of(session: Session, complaint_ids: Sequence[int]) -> Marks | None:
    """None where the rows themselves can be read."""
    if not hidden(session):
        return None
    salt = secrets.token_hex(16)
    rows = {}
    for page in _pages(complaint_ids):
        for row in session.execute(MARKS, {"ids": list(page), "salt": salt}).mappings():
            rows[row["complaint_id"]] = dict(row)
    return Marks(salt, rows)


def restore(session: Session, complaint_id: int, line: int, fields: Sequence[str]) -> None:
    """Put back what a line of an import changed, from its image."""
    session.execute(RESTORE, {"id": complaint_id, "line": line, "fields": list(fields)})


def _pages(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), PAGE):
        yield values[start : start + PAGE]
