"""Past complaints as if each had been known when it was registered, for the watch to run over.

A database of its own, in a file without a name that only this process can read and that goes with
it. In it are complaints, traders, the city and the plan, and nobody's personal data; the watch
writes there what it finds. The shared database is only read.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, case, create_engine, event, func, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from commandcenter.late_dataclass import dataclass
from commandcenter.store.clock import HandClock
from commandcenter.store.complaints import rollups
from commandcenter.store.database import Database
from commandcenter.store.plan.plan import add_version
from commandcenter.store.plan.plan_files import PlanItem
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow, SubjectRow
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.transfer import put_in, rows_of
from commandcenter.store.types import EPOCH, to_micros

PAGE = 5_000
# Whole tables: the city, its traders.
ALL = tuple(row.__tablename__ for row in (CityRow, DistrictRow, TownRow, SubjectRow))
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class PastCopy:
    """`complaints`: how many are in it. Close it after use."""

    db: Database
    clock: HandClock
    complaints: int

    def close(self) -> None:
        self.db.close()


def copy_past(
    db: Database,
    span: Span,
    items: Iterable[PlanItem],
    *,
    as_registered: bool,
    on_progress: Callable[[int], None] = lambda done: None,
) -> PastCopy:
    """Complaints registered in a span of time, of imports that are whole now.

    `items`: the plan. `as_registered`: as if each had been known when it was registered; else
    when its import was whole. `on_progress` gets the complaints copied so far, and may raise to
    end it.
    """
    since, _ = span
    clock = HandClock(since)
    copy = Database(_engine(), clock)
    try:
        with db.read() as session, copy.engine.begin() as target:
            for name in ALL:
                table = Base.metadata.tables[name]
                put_in(target, table, rows_of(session.connection(), table))
            target.execute(insert(PenRow).values(id=1, number=0, hash=""))
            _imports(session, target, as_registered)
            count = _complaints(session, target, span, as_registered, on_progress)
        with copy.write() as session:
            add_version(session, "回测", items, since, "")
            _count(session)
    except BaseException:
        copy.close()
        raise
    return PastCopy(copy, clock, count)


def _engine() -> Any:
    keeper = sqlite.connect("", check_same_thread=False)
    keeper.isolation_level = None
    keeper.execute("PRAGMA cache_size=-65536")
    engine = create_engine(
        "sqlite://", module=sqlite, creator=lambda: keeper, poolclass=StaticPool,
        hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "engine_disposed")
    def _gone(_engine: Any) -> None:
        keeper.close()

    Base.metadata.create_all(engine)
    return engine


def _complaints(
    session: Session,
    target: Connection,
    span: Span,
    as_registered: bool,
    on_progress: Callable[[int], None],
) -> int:
    source, table = session.connection(), Base.metadata.tables[ComplaintRow.__tablename__]
    since, until = (_literal(source, at) for at in span)
    where = (
        f"registered_at > {since} AND registered_at <= {until}"
        " AND batch_id NOT IN (SELECT id FROM batch WHERE state <> 'closed')"
    )
    instead = {"recorded_at": '"registered_at"'} if as_registered else {}
    count = 0
    rows = rows_of(source, table, where, instead)
    while page := list(islice(rows, PAGE)):
        put_in(target, table, page)
        count += len(page)
        on_progress(count)
    return count


def _literal(connection: Connection, at: datetime) -> str:
    if connection.dialect.name == "postgresql":
        return f"'{at.isoformat()}'::timestamptz"
    return str(to_micros(at))


def _imports(session: Session, target: Connection, as_registered: bool) -> None:
    """Whole from the beginning, if each complaint is to be known when it was registered."""
    source, table = session.connection(), Base.metadata.tables[BatchRow.__tablename__]
    instead = {"opener_id": "NULL"}
    if as_registered:
        instead |= {"closed_at": _literal(source, EPOCH), "opened_at": _literal(source, EPOCH)}
        instead |= {"platform_to": "NULL", "hotline_to": "NULL"}
    put_in(target, table, rows_of(source, table, "state = 'closed'", instead))


def _count(session: Session) -> None:
    """The counts by day and hour, which the watch reads for the years before."""
    c = ComplaintRow.__table__.c
    facts = select(c.batch_id, c.registered_at, c.channel, c.district, c.category, c.problem)
    for part in session.execute(facts.order_by(c.id)).partitions(PAGE):
        by_import: dict[int, list[rollups.Facts]] = {}
        for batch, *told in part:
            by_import.setdefault(batch, []).append(tuple(told))
        for batch, rows in by_import.items():
            rollups.add(session, batch, rows)


def known_then(session: Session, at: datetime, since: datetime) -> tuple[int, int]:
    """Complaints registered between two moments, of imports that are whole now: how many were here
    at the later moment, and how many came after it."""
    row, batch = ComplaintRow, BatchRow
    known = func.count(case((batch.closed_at <= at, 1)))
    counted = (
        select(known, func.count() - known)
        .select_from(row)
        .join(batch, batch.id == row.batch_id)
        .where(row.registered_at > since, row.registered_at <= at, batch.state == "closed")
    )
    here, later = session.execute(counted).one()
    return here, later
