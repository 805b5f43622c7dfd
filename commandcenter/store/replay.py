"""The past of an incident, computed: its rows as they stood at a moment, in memory.

The rows of today are copied, then the images of the journal's later lines are
undone, newest first; what came in bulk (complaints, their links and counts) is cut
by the time at which it came. The same queries give the same answers there as they
gave then. Nothing is stored twice, and nothing here changes the shared database.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import ColumnElement, Connection, Select, Table, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from commandcenter.store.database import Database
from commandcenter.store.tables.base import Base, Journalled
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.complaint import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    RollupRow,
    SubjectRow,
)
from commandcenter.store.tables.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.journal import JournalImageRow, JournalLineRow, PenRow
from commandcenter.store.tables.step import StepRow

PAGE = 2_000
PLACES = (CityRow, DistrictRow, TownRow)  # never journalled row by row, and never changing
# Their rows come in bulk without images: they are cut by time, not undone.
BULK = (ComplaintRow, ComplainantRow, IncidentComplaintRow, RollupRow, SubjectRow)


def past(db: Database, incident_id: int, at: datetime) -> Database:
    """A database in memory that answers as `db` would have answered at `at` (aware).

    It holds one incident and all people; its clock stands at `at`. Close it after use.
    """
    engine = create_engine("sqlite://", module=sqlite, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with db.read() as session, engine.begin() as copy:
        number = line_at(session, at)
        _copy_everyday(session, copy, incident_id)
        _copy_bulk(session, copy, incident_id, at)
        for image in _later_images(session, number):
            _undo(copy, image, incident_id)
        _copy_journal(session, copy, incident_id, number)
    return Database(engine, lambda: at)


def line_at(session: Session, at: datetime) -> int:
    """The number of the last line written until a moment; 0 before the first."""
    newest = select(func.max(JournalLineRow.number)).where(JournalLineRow.at <= at)
    return session.scalar(newest) or 0


def _everyday() -> Iterator[Table]:
    """The tables whose every change has an image, parents first."""
    classes = {m.local_table: m.class_ for m in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        row_class = classes[table]
        if row_class.journalled is Journalled.ALL or row_class in PLACES:
            yield table


def _copy_everyday(session: Session, copy: Connection, incident_id: int) -> None:
    for table in _everyday():
        rows = select(table)
        scope = _scope(table, incident_id)
        _copy(session, copy, table, rows if scope is None else rows.where(scope))


def _scope(table: Table, incident_id: int) -> ColumnElement[bool] | None:
    """Which rows of a table belong to the incident; None: all."""
    columns = table.c
    if table is IncidentRow.__table__:
        return columns.id == incident_id
    if "incident_id" in columns:
        return columns.incident_id == incident_id
    if "step_id" in columns:
        steps = select(StepRow.id).where(StepRow.incident_id == incident_id)
        return columns.step_id.in_(steps)
    return None


def _copy_bulk(session: Session, copy: Connection, incident_id: int, at: datetime) -> None:
    links, here = IncidentComplaintRow, select(BatchRow.id).where(BatchRow.closed_at <= at)
    joined = select(links.complaint_id).where(links.incident_id == incident_id, links.at <= at)
    of_links = select(links.__table__).where(links.incident_id == incident_id, links.at <= at)
    complaints = select(ComplaintRow.__table__).where(ComplaintRow.id.in_(joined))
    subjects = select(ComplaintRow.subject_id).where(ComplaintRow.id.in_(joined))
    people = select(ComplainantRow.__table__).where(ComplainantRow.complaint_id.in_(joined))
    for row_class, rows in (
        (SubjectRow, select(SubjectRow.__table__).where(SubjectRow.id.in_(subjects))),
        (ComplaintRow, complaints),
        (ComplainantRow, people),
        (IncidentComplaintRow, of_links),
        (RollupRow, select(RollupRow.__table__).where(RollupRow.batch_id.in_(here))),
    ):
        _copy(session, copy, row_class.__table__, rows)  # type: ignore[arg-type]


def _copy_journal(session: Session, copy: Connection, incident_id: int, number: int) -> None:
    """The incident's lines until then, and the head as it was."""
    lines = JournalLineRow.__table__
    until = select(lines).where(lines.c.number <= number, lines.c.incident_id == incident_id)
    _copy(session, copy, lines, until)  # type: ignore[arg-type]
    _copy(session, copy, JournalImageRow.__table__, _image_keys(until))  # type: ignore[arg-type]
    head = session.scalar(select(lines.c.hash).where(lines.c.number == number))
    values = {"id": 1, "number": number, "hash": head or ""}
    copy.execute(PenRow.__table__.insert(), values)  # type: ignore[attr-defined]


def _image_keys(lines: Select[Any]) -> Select[Any]:
    """Which rows the lines changed, without what stood in them."""
    image, numbers = JournalImageRow.__table__.c, lines.subquery().c.number
    keys = select(image.id, image.line, image.table_name, image.row_key, image.op)
    return keys.where(image.line.in_(select(numbers)))


def _copy(session: Session, copy: Connection, table: Table, rows: Select[Any]) -> None:
    for part in session.execute(rows).mappings().partitions(PAGE):
        copy.execute(table.insert(), [dict(row) for row in part])


def _later_images(session: Session, number: int) -> Iterator[Any]:
    """The images after a line, newest first."""
    columns = JournalImageRow.__table__.c
    wanted = select(columns.table_name, columns.row_key, columns.op, columns.before)
    later = wanted.where(columns.line > number, columns.op != "bulk")
    yield from session.execute(later.order_by(columns.id.desc()).execution_options(yield_per=PAGE))


def _undo(copy: Connection, image: Any, incident_id: int) -> None:
    """Put one row back as it was. Images hold values as SQLite keeps them."""
    table = Base.metadata.tables[image.table_name]
    keys = dict(zip(table.primary_key.columns.keys(), image.row_key.split("/"), strict=True))
    where = " AND ".join(f'"{name}" = ?' for name in keys)
    if image.op == "insert":
        copy.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE {where}', tuple(keys.values()))
        return
    if image.before is None:  # erased by decision: the row stays as it is
        return
    before = lift(table, json.loads(image.before))
    if image.op == "update":
        sets = ", ".join(f'"{name}" = ?' for name in before)
        statement = f'UPDATE "{table.name}" SET {sets} WHERE {where}'
        copy.exec_driver_sql(statement, (*before.values(), *keys.values()))
    elif before.get("incident_id", incident_id) == incident_id:
        names = ", ".join(f'"{name}"' for name in before)
        marks = ", ".join("?" * len(before))
        statement = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'
        copy.exec_driver_sql(statement, tuple(before.values()))


def lift(table: Table, image: dict[str, Any]) -> dict[str, Any]:
    """An image as the table is now: columns that are gone left out.

    A column that came after the image keeps what the copied row has.
    """
    return {name: value for name, value in image.items() if name in table.c}
