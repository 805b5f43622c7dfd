"""What time it is for this database: the server's, this machine's, or the demo's.

A seat asks `Database.clock()` freely: no query is made. On PostgreSQL it is this
machine's clock moved by the offset measured when the database was opened; on
SQLite it is this machine's clock; in the demo it is the simulated clock that all
processes on the file share.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, inspect, select

from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import UtcTime, from_micros, to_micros

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_of(engine: Engine) -> Clock:
    if engine.dialect.name == "postgresql":
        return server_clock(engine)
    return simulated_clock(engine) or system_clock


def server_clock(engine: Engine) -> Clock:
    """This machine's clock, corrected by the best of three round trips to the server."""
    best: tuple[timedelta, timedelta] | None = None
    with engine.connect() as connection:
        for _ in range(3):
            before = system_clock()
            server = connection.execute(select(func.clock_timestamp(type_=UtcTime))).scalar_one()
            after = system_clock()
            trip, offset = after - before, server - before - (after - before) / 2
            if best is None or trip < best[0]:
                best = trip, offset
    shift = best[1] if best else timedelta()
    return lambda: system_clock() + shift


def simulated_clock(engine: Engine) -> Clock | None:
    """The demo's clock, if this file has one."""
    if not inspect(engine).has_table(SimulatedClockRow.__tablename__):
        return None
    columns = SimulatedClockRow.__table__.c
    with engine.connect() as connection:
        row = connection.execute(
            select(columns.real_micros, columns.simulated_micros, columns.speed)
        ).first()
    if row is None:
        return None
    real, simulated, speed = row

    def now() -> datetime:
        return from_micros(simulated + speed * (to_micros(system_clock()) - real))

    return now
