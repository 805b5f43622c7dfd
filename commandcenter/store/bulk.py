"""Many rows at once: tuples straight to the driver, past the ORM, in the caller's transaction.

Ids of tables filled this way are given here, under the pen, on both databases:
`next_id` is one more than the greatest, so a chunk knows its range before it is
written and the journal line can name it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from commandcenter.store.tables.base import Base

Row = Sequence[Any]


def next_id(session: Session, row_class: type[Base]) -> int:
    """The first free id. Only true while the caller holds the pen."""
    column = row_class.__table__.c.id
    greatest: int | None = session.scalar(select(func.max(column)))
    return (greatest or 0) + 1


def insert_rows(session: Session, row_class: type[Base], rows: Sequence[Row]) -> None:
    """Insert `rows`, each with a value for every column of the table, in its order.

    Values are those of the model (aware times, enums, degrees): each is bound as
    the column's type binds it.
    """
    if not rows:
        return
    table: Table = row_class.__table__  # type: ignore[assignment]
    binders = _binders(session, table)
    bound = [
        tuple(v if b is None else b(v) for b, v in zip(binders, row, strict=True)) for row in rows
    ]
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    if session.get_bind().dialect.name == "postgresql":
        _copy(session, table.name, names, bound)
    else:
        marks = ", ".join("?" * len(binders))
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
        session.connection().exec_driver_sql(statement, bound)


def _binders(session: Session, table: Table) -> list[Callable[[Any], Any] | None]:
    dialect = session.get_bind().dialect
    return [c.type.dialect_impl(dialect).bind_processor(dialect) for c in table.columns]


def _copy(session: Session, table: str, names: str, rows: Sequence[Row]) -> None:
    driver = session.connection().connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
