"""What time it is for this database: the server's, this machine's, or the demo's.

A seat asks `Database.clock()` freely: no query is made. On PostgreSQL it is this
machine's clock moved by the offset measured when the database was opened, and with
each beat of a seat again; on SQLite it is this machine's clock; in the demo it is the
simulated clock that all processes on the file share.
"""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select, text

from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import UtcTime, from_micros, to_micros

Clock = Callable[[], datetime]
HAS_CLOCK = text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :name")
TRIPS = 8  # round trips of which the quickest counts


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_of(engine: Engine) -> Clock:
    if engine.dialect.name == "postgresql":
        clock = ServerClock()
        with engine.connect() as connection:
            for _ in range(TRIPS):
                clock.measure(
                    lambda: connection.execute(
                        select(func.clock_timestamp(type_=UtcTime))
                    ).scalar_one()
                )
        return clock
    return simulated_clock(engine) or system_clock


class ServerClock:
    """This machine's clock, corrected by the best of the last round trips to the server.

    It is wrong by at most half that trip. `here` is this machine's clock.
    """

    def __init__(self, here: Clock = system_clock) -> None:
        self._here = here
        self._trips: deque[tuple[timedelta, timedelta]] = deque(maxlen=TRIPS)
        self.ahead = timedelta()  # how far this machine's clock is before the server's

    def __call__(self) -> datetime:
        return self._here() - self.ahead

    def measure(self, ask: Callable[[], datetime]) -> None:
        """One more round trip: `ask` gets the server's time. From one thread at a time."""
        before = self._here()
        server = ask()
        after = self._here()
        self._trips.append((after - before, before + (after - before) / 2 - server))
        self.ahead = min(self._trips)[1]


def simulated_clock(engine: Engine) -> Clock | None:
    """The demo's clock, if this file has one."""
    columns = SimulatedClockRow.__table__.c
    with engine.connect() as connection:
        if not connection.scalar(HAS_CLOCK, {"name": SimulatedClockRow.__tablename__}):
            return None
        row = connection.execute(
            select(columns.real_micros, columns.simulated_micros, columns.speed)
        ).first()
    if row is None:
        return None
    real, simulated, speed = row

    def now() -> datetime:
        return from_micros(simulated + speed * (to_micros(system_clock()) - real))

    return now
