"""Many rows at once: tuples straight to the driver, past the ORM, in the caller's transaction.

Ids of tables filled this way are given here, under the pen, on both databases:
`next_id` is one more than the greatest, so a chunk knows its range before it is
written and the journal line can name it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Dialect, Select, Table, Text, any_, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine

from commandcenter.domain.complaints.columns import Seconds
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.base import Base
from commandcenter.store.types import Choice, Degrees, canonical

Row = Sequence[Any]
Bound = list[Any] | tuple[Any, ...] | range
MICROS = 1_000_000  # of a second
ONCE = (Choice, Boolean, Degrees)  # types whose values repeat
GUARDED = text("SELECT row_security_active(to_regclass(:table))")
NEXT_ID = text("SELECT rights.next_id(:table)")


def next_id(session: Session, row_class: type[Base]) -> int:
    """The first free id. Only true while the caller holds the pen."""
    if guarded(session, row_class.__tablename__):  # the row with the greatest may be hidden
        return session.scalar(NEXT_ID, {"table": row_class.__tablename__}) or 1
    column = row_class.__table__.c.id
    greatest: int | None = session.scalar(select(func.max(column)))
    return (greatest or 0) + 1


def guarded(session: Session, table: str) -> bool:
    """Whether row policies stand between this session and the table: a person's login."""
    if session.get_bind().dialect.name != "postgresql":
        return False
    named = {"table": f"public.{table}"}
    return read_once(session, ("guarded", table), lambda: bool(session.scalar(GUARDED, named)))


def present(
    session: Session, column: InstrumentedAttribute[str], values: Sequence[str]
) -> set[str]:
    """Which of `values` the column has: one parameter, however many values."""
    wanted: Select[str]
    if not values:
        return set()
    if session.get_bind().dialect.name == "postgresql":
        wanted = select(column).where(column == any_(bindparam("values", type_=ARRAY(Text))))
        return set(session.scalars(wanted, {"values": list(values)}))
    least, most = min(values), max(values)
    near = select(column).where(column.between(least, most)).limit(len(values) + 1)
    here = session.scalars(near).all()  # an export's numbers follow each other: mostly none
    if len(here) <= len(values):
        return set(here).intersection(values)
    each = func.json_each(bindparam("values", type_=Text)).table_valued("value")
    wanted = select(column).where(column.in_(select(each.c.value)))
    return set(session.scalars(wanted, {"values": canonical(list(values))}))


def insert_rows(session: Session, row_class: type[Base], rows: Sequence[Row]) -> None:
    """Insert `rows`, each with a value for every column of the table, in its order."""
    if rows:
        names = [c.name for c in row_class.__table__.columns]
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        insert_columns(session, row_class, len(rows), columns)


def insert_columns(
    session: Session, row_class: type[Base], count: int, columns: Mapping[str, object]
) -> None:
    """Insert `count` rows given by column: a list or range of values, or one value for all rows.

    Values are those of the model (aware times, enums, degrees): each is bound as
    the column's type binds it. Every column of the table must be given.
    """
    table: Table = row_class.__table__  # type: ignore[assignment]  # a Table, as of every model
    dialect = session.get_bind().dialect
    bound = [_bound(c.type, columns[c.name], count, dialect) for c in table.columns]
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    if dialect.name == "postgresql":
        _send(session, table, names, list(zip(*bound, strict=True)))
        return
    said = [_literal(values, count) for values in bound]
    rows = list(zip(*(v for v, words in zip(bound, said, strict=True) if not words), strict=True))
    marks = ", ".join(words or "?" for words in said)
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    session.connection().exec_driver_sql(statement, rows or [()] * count)


def _literal(values: Bound, count: int) -> str:
    """What an embedded file's statement itself says of a column whose values are all one and say
    little: a third of what an insert costs is to hand its values over. "" of any other."""
    first = values[0]
    if first != values[-1] or values.count(first) < count:
        return ""
    if first is None:
        return "NULL"
    if type(first) is int:
        return str(first)
    plain = type(first) is str and (not first or first.isalnum())
    return f"'{first}'" if plain else ""


def _bound(kind: TypeEngine[Any], values: object, count: int, dialect: Dialect) -> Bound:
    """`count` values as the driver takes them; of few different ones each is bound once."""
    bind = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(values, Seconds) and dialect.name == "sqlite":
        return [None if at is None else at * MICROS for at in values.seconds]
    if not isinstance(values, list | tuple | range | Seconds):
        return [bind(values) if bind else values] * count
    if bind is None:
        return values  # type: ignore[return-value]  # a time is always bound
    if isinstance(kind, ONCE):
        known = {value: bind(value) for value in set(values)}
        return [known[value] for value in values]
    return [bind(value) for value in values]


def _send(session: Session, table: Table, names: str, rows: Sequence[Row]) -> None:
    """By COPY; a person's login is under row policies, where the server takes no COPY."""
    if guarded(session, table.name):
        _unnest(session, table, names, rows)
    else:
        _copy(session, table.name, names, rows)


def _unnest(session: Session, table: Table, names: str, rows: Sequence[Row]) -> None:
    """Column by column: one statement for all rows. Past the covers that stand before a table."""
    dialect = session.get_bind().dialect
    arrays = ", ".join(f"%s::{c.type.compile(dialect)}[]" for c in table.columns)
    session.connection().exec_driver_sql(
        f'INSERT INTO public."{table.name}" ({names}) SELECT * FROM unnest({arrays})',
        tuple(list(column) for column in zip(*rows, strict=True)),
    )


def _copy(session: Session, table: str, names: str, rows: Sequence[Row]) -> None:
    driver = session.connection().connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
