"""All rows of an incident in several tables, those that tell its course, in one statement.

One statement a table would be thirty, each a way to the server and back. What is read stands
alone: it is not followed by the session, and changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Integer,
    String,
    Table,
    Text,
    TextClause,
    text,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from commandcenter.domain.command.duties import Proof
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.store.people import names
from commandcenter.store.read_once import keep, read_once
from commandcenter.store.tables import load_every
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.types import UtcTime

if TYPE_CHECKING:
    from commandcenter.store.command import course_rows
else:  # a desk shows a part of it first
    course_rows = late("store.command.course_rows")

R = TypeVar("R", bound=Base)

Kinds = tuple[type[Base], ...]


@dataclass(frozen=True, slots=True)
class IncidentRows:
    """`names`: by id, of the people that an instruction was given to."""

    found: Mapping[type[Base], Sequence[Any]]
    names: Mapping[int, str]

    def of(self, kind: type[R]) -> Sequence[R]:
        """In the order of their ids."""
        return self.found[kind]


Teller = Callable[[IncidentRows, IncidentRow], Iterator[Proof]]


def incident_rows(session: Session, incident_id: int, kinds: Kinds | None = None) -> IncidentRows:
    """Of these kinds; without them, of all that tell its course."""
    kinds = kinds or course_rows.KINDS
    key = ("rows of", incident_id, kinds)
    return read_once(session, key, lambda: _read(session, incident_id, kinds))


def _read(session: Session, incident_id: int, kinds: Kinds) -> IncidentRows:
    statement, places = _statement(kinds, session.get_bind().dialect)
    found: dict[type[Base], list[Any]] = {kind: [] for kind in kinds}
    for number, *values in session.execute(statement, {"incident": incident_id}):
        kind = kinds[number]
        found[kind].append(kind(**{p.name: p.value(values) for p in places[kind]}))
    for kind, rows in found.items():
        rows.sort(key=lambda row: row.id)
        keep(session, (kind, incident_id), rows)  # see rows_of_incident
    given = any(row.to_person for row in found.get(InstructionRow, ()))
    return IncidentRows(found, names(session).by_id if given else {})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the value of an attribute stands in what is read, as the database has it."""

    name: str
    at: int
    read: Callable[[Any], Any] | None  # makes it what it is; None where it is that already

    def value(self, values: Sequence[Any]) -> Any:
        value = values[self.at]
        return self.read(value) if self.read else value


@lru_cache(64)
def _statement(kinds: Kinds, dialect: Dialect) -> tuple[TextClause, dict[type[Base], list[_Place]]]:
    """Each table's columns stand in common places, as many of each type as one table needs.

    It is written, not built: of four hundred names each was looked at a dozen times over, which
    made it the longest of all that a desk asks first.
    """
    laid = {kind: _laid_out(kind) for kind in kinds}
    widths = {
        common: max(len(columns.get(common, ())) for columns in laid.values()) for common in COMMON
    }
    places = {kind: _places(columns, widths, dialect) for kind, columns in laid.items()}
    empty = {name: f"CAST(NULL AS {of.compile(dialect)})" for name, of in COMMON.items()}
    quoted = dialect.identifier_preparer.quote
    parts = []
    for number, (kind, columns) in enumerate(laid.items()):
        shown, table = [str(number)], quoted(kind.__tablename__)
        for common, width in widths.items():
            own = [f"{table}.{quoted(column.name)}" for column in columns.get(common, ())]
            shown += [*own, *(empty[common] for _ in range(width - len(own)))]
        parts.append(f"SELECT {', '.join(shown)} FROM {table} WHERE incident_id = :incident")
    return text(" UNION ALL ".join(parts)), places


# What the types of all columns are kept as: a place of a union is of one of these.
COMMON: dict[str, TypeEngine[Any]] = {
    "time": UtcTime(), "text": Text(), "flag": Boolean(), "number": BigInteger(),
}  # fmt: skip
Laid = dict[str, list[Column[Any]]]


def _laid_out(kind: type[Base]) -> Laid:
    table = kind.__table__
    assert isinstance(table, Table)
    columns: Laid = {}
    if any(isinstance(column.type, NullType) for column in table.c):
        load_every()  # a column is of the type of what it refers to
    for column in table.c:
        columns.setdefault(_common(column.type), []).append(column)
    return columns


def _common(of: TypeEngine[Any]) -> str:
    kept = of.impl_instance if isinstance(of, TypeDecorator) else of
    if isinstance(of, UtcTime):
        return "time"
    if isinstance(kept, Boolean):
        return "flag"
    if isinstance(kept, Integer):
        return "number"
    assert isinstance(kept, String), f"{of!r} has no place in a union"
    return "text"


def _places(columns: Laid, widths: Mapping[str, int], dialect: Dialect) -> list[_Place]:
    places, start = [], 0
    for common, width in widths.items():
        for n, column in enumerate(columns.get(common, ())):
            read = column.type.dialect_impl(dialect).result_processor(dialect, None)
            places.append(_Place(column.key, start + n, read))
        start += width
    return places
