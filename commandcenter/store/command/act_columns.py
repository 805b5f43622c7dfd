"""The columns that every act is told in, and the SQL that both databases need for them.

An act is one row of a union over many tables. On a server the union is a view (acts_view.py),
so nothing in it may be a parameter: constants are written out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    Table,
    Text,
    case,
    cast,
    literal_column,
    null,
    select,
    true,
    type_coerce,
)
from sqlalchemy.ext import compiler as dialects
from sqlalchemy.sql.functions import FunctionElement

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.base import Base
from commandcenter.store.types import UtcTime

# The incident of what is of none: the bureau's own book runs under it (lives.OWN_BOOK).
OF_NONE: ColumnElement[int] = literal_column("0", Integer)
NOT_KEPT: ColumnElement[Any] = null()
COLUMNS = ("sign", "table", "id", "about", "at", "by", "incident", "finished", "amount",
           "entered_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The acts of some signs: `select` yields them all, in COLUMNS. `kind`: of journal line."""

    kind: str
    signs: tuple[str, ...]
    select: Select[Any]


def word(text: str) -> ColumnElement[str]:
    """A constant, written out."""
    assert "'" not in text
    return literal_column(f"'{text}'", Text)


def plain(column: Any) -> ColumnElement[str]:
    """A column of choices as the text that it is kept as."""
    return type_coerce(column, Text)


def chosen(column: Any, words: Mapping[Any, str]) -> ColumnElement[str]:
    """The word for each choice; of the last for all others."""
    *whens, (_, last) = ((plain(column) == word(str(key)), word(w)) for key, w in words.items())
    return case(*whens, else_=last) if whens else last


def numbered(table: str, key: Any) -> ColumnElement[str]:
    """directive:12, as keys of obligations name a row."""
    return word(f"{table}:").concat(cast(key, Text))


def told(
    sign: str | ColumnElement[str],
    row: type[Base],
    at: Any,
    by: Any = None,
    *,
    about: Any = None,
    key: Any = None,
    incident: Any = None,
    finished: Any = None,
    amount: Any = None,
    entered: Any = None,
) -> Select[Any]:
    """An act for each row, its time `at`, who did it `by` (None: nobody is named).

    `entered`: when it was entered, where `at` is what people say (NOT_KEPT: the row has it not).

    `key`, `incident`: of the record, where they are not the row's own.
    """
    table = row.__table__
    assert isinstance(table, Table)
    c = table.c
    values: tuple[tuple[Any, Any], ...] = (
        (word(sign) if isinstance(sign, str) else sign, Text),
        (word(table.name), Text),
        (c.id if key is None else key, Integer),
        (word("") if about is None else about, Text),
        (at, UtcTime()),
        (word("") if by is None else by, Text),
        (c.incident_id if incident is None else incident, Integer),
        (true() if finished is None else finished, Boolean),
        (literal_column("1") if amount is None else amount, Integer),
        (at if entered is None else entered, UtcTime()),
    )
    shown: list[ColumnElement[Any]] = [
        type_coerce(value, of).label(name)
        for (value, of), name in zip(values, COLUMNS, strict=True)
    ]
    return select(*shown)


def signs(prefix: str, words: Iterable[str], suffix: str = "") -> tuple[str, ...]:
    return tuple(f"{prefix}{each}{suffix}" for each in words)


class json_text(FunctionElement[str]):  # noqa: N801  # as SQL functions are named
    """A text value of a JSON object that is kept as its text: (column, key)."""

    inherit_cache = True
    type = Text()


@dialects.compiles(json_text, "sqlite")
def _embedded_text(element: Any, compiler: Any, **named: Any) -> str:
    column, key = (compiler.process(each, **named) for each in element.clauses)
    return f"({column} ->> {key})"


@dialects.compiles(json_text, "postgresql")
def _server_text(element: Any, compiler: Any, **named: Any) -> str:
    column, key = (compiler.process(each, **named) for each in element.clauses)
    return f"(({column})::json ->> {key})"


class json_words(FunctionElement[str]):  # noqa: N801  # as SQL functions are named
    """The texts of a JSON list that is kept as its text; a row each, in the column `value`."""

    inherit_cache = True


@dialects.compiles(json_words, "sqlite")
def _embedded_words(element: Any, compiler: Any, **named: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **named)})"


@dialects.compiles(json_words, "postgresql")
def _server_words(element: Any, compiler: Any, **named: Any) -> str:
    return f"json_array_elements_text(({compiler.process(element.clauses, **named)})::json)"
