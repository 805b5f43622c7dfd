"""All rows of a database copied into an empty one of either kind, and compared afterwards.

Between two kinds the values change their shape (microseconds and timestamps, 0/1 and booleans)
and nothing else: numbers, images, salts and hashes of the journal stay as they are. While the
rows go in no trigger acts, for each change has its image and its line already. Both sides
are digested row by row in the form that SQLite keeps them in.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
import pysqlite3.dbapi2 as sqlite
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    delete,
    inspect,
    text,
)
from sqlalchemy.dialects import postgresql

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import triggers
from commandcenter.store.tables.every import Base, WordIndexRow
from commandcenter.store.types import from_micros, to_micros

OWN_OF_A_FILE = {WordIndexRow.__tablename__}  # how far its index reaches: each database's own
ROWS, PARTS = 2_000, 8  # that are in memory at once; of tables with whole megabytes in a row
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so

Row = tuple[Any, ...]
Change = Callable[[Any], Any]


def tables() -> list[Table]:
    """In an order in which each row finds those that it points at."""
    return [table for table in Base.metadata.sorted_tables if table.name not in OWN_OF_A_FILE]


def copy_all(source: Connection, target: Connection) -> None:
    """Fill `target`, whose fixed first rows give way, in its open transaction.

    Raises RuleBroken when a value cannot be kept there, or something differs afterwards.
    """
    with triggers.silenced(target), _in_words():
        for table in reversed(tables()):
            target.execute(delete(table))
        seen = {table.name: _copy(source, target, table) for table in tables()}
        if _on_server(target):
            _set_sequences(target)
    for table in tables():
        if digest_of(target, table) != seen[table.name]:
            raise RuleBroken("表“{table}”搬过去后与原来不一致，没有恢复。", table=table.name)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (psycopg.DataError, psycopg.IntegrityError, sqlite.IntegrityError) as error:
        raise RuleBroken(
            "备份中有目标数据库存不下的内容（{kind}），没有恢复。", kind=type(error).__name__
        ) from error


def _on_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _copy(source: Connection, target: Connection, table: Table) -> tuple[int, str]:
    """The number of rows and their digest, as they were read."""
    digest = _Digest()
    rows = (digest.took(row) for row in rows_of(source, table))
    if _on_server(target):
        _pour(target, table, rows)
    else:
        put_in(target, table, rows)
    return digest.count, digest.text


def put_in(target: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Rows as SQLite keeps them into an embedded database."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    raw: Any = target.connection.driver_connection
    raw.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)


def _pour(target: Connection, table: Table, rows: Iterable[Row]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    changes = [TO_SERVER.get(_shape(column)) for column in table.columns]
    raw: Any = target.connection.driver_connection
    statement = f'COPY "{table.name}" ({names}) FROM STDIN'
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(_changed(row, changes))


def _changed(row: Row, changes: list[Change | None]) -> Row:
    return tuple(
        value if value is None or change is None else change(value)
        for value, change in zip(row, changes, strict=True)
    )


def digest_of(connection: Connection, table: Table) -> tuple[int, str]:
    digest = _Digest()
    for row in rows_of(connection, table):
        digest.took(row)
    return digest.count, digest.text


class _Digest:
    """Over rows in the order of their keys."""

    def __init__(self) -> None:
        self.count = 0
        self._hash = hashlib.sha256()

    def took(self, row: Row) -> Row:
        self.count += 1
        self._hash.update(repr(row).encode("utf-8", "surrogatepass"))
        return row

    @property
    def text(self) -> str:
        return self._hash.hexdigest()


def rows_of(
    connection: Connection, table: Table, where: str = "", instead: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """Each row as SQLite keeps it, in the order of the keys, a few at a time.

    `where`: of these rows only, in SQL; `instead`: of a column another one's value, or a number.
    """
    server, other = _on_server(connection), instead or {}
    names = ", ".join(other.get(column.name, f'"{column.name}"') for column in table.columns)
    order = ", ".join(
        f'"{key.name}"' + (' COLLATE "C"' if server and not _is_number(key) else "")
        for key in table.primary_key
    )
    chosen = f" WHERE {where}" if where else ""
    statement = f'SELECT {names} FROM "{table.name}"{chosen} ORDER BY {order}'
    changes = [FROM_SERVER.get(_shape(column)) if server else None for column in table.columns]
    many = ROWS
    if any(isinstance(column.type, LargeBinary) for column in table.columns):
        many = PARTS
    for row in _read(connection, statement, many):
        yield _changed(row, changes)


def _read(connection: Connection, statement: str, many: int) -> Iterator[Row]:
    raw: Any = connection.connection.driver_connection
    if not _on_server(connection):
        cursor = raw.execute(statement)
        while rows := cursor.fetchmany(many):
            yield from rows
        return
    with raw.cursor(name="copy_out") as cursor:
        cursor.itersize = many
        yield from cursor.execute(statement)


def _kind(column: Column[Any]) -> Any:
    """The type that the server keeps it in."""
    return column.type.dialect_impl(DIALECT)


def _is_number(column: Column[Any]) -> bool:
    kind = _kind(column)
    inner = getattr(kind, "impl_instance", kind)
    return isinstance(inner, Integer | Boolean | Date | DateTime)


def _shape(column: Column[Any]) -> str:
    kind = _kind(column)
    inner = getattr(kind, "impl_instance", kind)
    for shape in (Boolean, DateTime, Date):
        if isinstance(inner, shape):
            return shape.__name__
    return ""


TO_SERVER: dict[str, Change] = {
    "Boolean": bool,
    "DateTime": from_micros,
    "Date": date.fromisoformat,
}
FROM_SERVER: dict[str, Change] = {
    "Boolean": int,
    "DateTime": to_micros,
    "Date": date.isoformat,
}


def _set_sequences(target: Connection) -> None:
    """The next new row comes after the greatest."""
    for table in tables():
        for key in table.primary_key:
            named = {"table": f'"{table.name}"', "column": key.name}
            asked = text("SELECT pg_get_serial_sequence(:table, :column)")
            sequence = target.scalar(asked, named) if _is_number(key) else None
            if sequence:
                target.exec_driver_sql(
                    f"SELECT setval('{sequence}', greatest(max(\"{key.name}\"), 1), "
                    f'max("{key.name}") IS NOT NULL) FROM "{table.name}"'
                )


def is_empty(connection: Connection) -> bool:
    """Whether nobody has worked in it: no line in the journal, and no row but the fixed ones.

    Its schema may be an older one, which has fewer tables.
    """
    fixed = {"pen", "schema_info", "alembic_version"}
    there = set(inspect(connection).get_table_names())
    return all(
        connection.exec_driver_sql(f'SELECT 1 FROM "{table.name}" LIMIT 1').first() is None
        for table in tables()
        if table.name in there - fixed
    )
