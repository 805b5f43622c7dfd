"""The SQL that makes a row's image: JSON text of its columns, the same on both databases."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Column, Table
from sqlalchemy.dialects import postgresql

from commandcenter.store.types import UtcTime


def row_key(table: Table, row: str, cast: str = "") -> str:
    return " || '/' || ".join(f'{row}."{c.name}"{cast}' for c in table.primary_key)


def embedded_image(names: Iterable[str], row: str) -> str:
    parts = ", ".join(f"'{name}', {row}.\"{name}\"" for name in names)
    return f"json_object({parts})"


def server_image(columns: Iterable[Column[Any]], row: str) -> str:
    parts = " || ',' || ".join(_member(c, row) for c in columns)
    return f"'{{' || {parts} || '}}'"


def _member(column: Column[Any], row: str) -> str:
    value = f'{row}."{column.name}"'
    if isinstance(column.type, UtcTime):
        value = f"journal_micros({value})"
    elif isinstance(column.type.dialect_impl(postgresql.dialect()), Boolean):  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
        value = f"{value}::integer"
    return f"'\"{column.name}\":' || coalesce(to_json({value})::text, 'null')"
