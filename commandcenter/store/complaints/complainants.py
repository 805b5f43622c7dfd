"""Complainants where the database shows them to nobody: alike or not, without being read.

Under a person's login (PostgreSQL) the table is hidden; what the rules must know of it the server
tells, and of nothing that could still be taken back: see db/postgres/rights_journal.sql. Elsewhere
there is nothing to ask here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release_text import Lookup
from commandcenter.late_dataclass import dataclass
from commandcenter.store.trouble import state_of

PAGE = 5_000
TOO_OFTEN = "53400"
HIDDEN = text("SELECT row_security_active('public.complainant')")
ALIKE = text("SELECT complaint_id, name, letters FROM rights.complainants_alike(:ids)")
ASK = text(
    "SELECT rights.ask_complainants(:ids, :names, :phones, :id_types, :id_numbers, :addresses)"
)
TOLD = text("SELECT complaint_id, fields FROM rights.told_complainants(:ids)")
PRIVATE = text("SELECT rights.private_in(:ids, :incident, :said, :numbers)")
RESTORE = text("SELECT rights.restore_complainant(:id, :line, :fields)")

Told = Mapping[int, Collection[str]]  # by complaint the columns that differ from what was asked


@dataclass(frozen=True, slots=True)
class Alike:
    """Stands for a name, and for the letters and numbers of an address: equal where those are."""

    name: str
    letters: str


def hidden(session: Session) -> bool:
    if session.get_bind().dialect.name != "postgresql":
        return False
    return bool(session.scalar(HIDDEN))


def alike(session: Session, complaint_ids: Sequence[int]) -> Mapping[int, Alike] | None:
    """None where the rows themselves can be read. What is not committed yet is not among them."""
    if not hidden(session):
        return None
    rows = session.execute(ALIKE, {"ids": list(complaint_ids)}).all()
    return {number: Alike(name, letters) for number, name, letters in rows}


def ask(session: Session, said: Mapping[int, Complainant]) -> None:
    """Whether these complaints' people are others than is said. The caller writes the line."""
    columns = zip(*(astuple(person) for person in said.values()), strict=True)
    names, phones, id_types, id_numbers, addresses = map(list, columns)
    session.execute(
        ASK,
        {
            "ids": list(said), "names": names, "phones": phones, "id_types": id_types,
            "id_numbers": id_numbers, "addresses": addresses,
        },
    )  # fmt: skip


def told(session: Session, complaint_ids: Sequence[int]) -> Told | None:
    """In a later transaction: what differs. None where the rows themselves can be read; one that
    was asked about too often is not among them."""
    if not hidden(session):
        return None
    found: dict[int, Collection[str]] = {}
    for page in _pages(complaint_ids):
        found |= {row.complaint_id: row.fields for row in session.execute(TOLD, {"ids": page})}
    return found


def lookup(session: Session, complaint_ids: Sequence[int], callers_of: int | None = None) -> Lookup:
    """What of a text is the name or the number of one of these, or of who called about an incident;
    asked once for each text."""
    known: dict[str, frozenset[str]] = {}

    def of_text(said: str, numbers: Collection[str]) -> frozenset[str]:
        if said not in known:
            asked = {"ids": list(complaint_ids), "incident": callers_of, "said": said}
            known[said] = _private_in(session, asked | {"numbers": sorted(numbers)})
        return known[said]

    return of_text


def _private_in(session: Session, asked: Mapping[str, object]) -> frozenset[str]:
    try:
        return frozenset(session.scalars(PRIVATE, asked))
    except DBAPIError as error:
        if state_of(error) == TOO_OFTEN:
            raise RuleBroken(
                "一小时内核对投诉人的次数已到上限，请稍后再试；上限由预案管理员在“本局设定”中调整。"
            ) from error
        raise


def restore(session: Session, complaint_id: int, line: int, fields: Sequence[str]) -> None:
    """Put back what a line of an import changed, from its image."""
    session.execute(RESTORE, {"id": complaint_id, "line": line, "fields": list(fields)})


def _pages(values: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(values), PAGE):
        yield list(values[start : start + PAGE])
