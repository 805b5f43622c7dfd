"""What time it is for this database: the server's, this machine's, or that of a demo or a drill.

A seat asks `Database.clock()` freely: no query is made. On PostgreSQL it is this
machine's clock moved by the offset measured when the database was opened, and with
each beat of a seat again; on SQLite it is this machine's clock. In a demo and in a drill it is
simulated: one row of the database says from which moment on it runs how fast, and all processes
share it. That of a drill is changed while it runs: each session that asks what time it is reads
it anew (store/database.py), and so does each seat that hears of an act of the conductor.
"""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import UtcTime, from_micros, to_micros

Clock = Callable[[], datetime]
HAS_CLOCK = text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :name")
HAS_TABLE = text("SELECT to_regclass(:name)")
_COLUMNS = (
    SimulatedClockRow.real_micros,
    SimulatedClockRow.simulated_micros,
    SimulatedClockRow.speed,
)
ANCHORS = select(*_COLUMNS)
SERVER_ANCHORS = select(*_COLUMNS, func.clock_timestamp(type_=UtcTime).label("at"))
TRIPS = 8  # round trips of which the quickest counts


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class HandClock:
    """A clock that stands where it is put: while a demo or a drill is made."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Anchors:
    """simulated = from + speed x (real - since); with speed 0 it stands."""

    real_micros: int
    simulated_micros: int
    speed: int

    def at(self, real: datetime) -> datetime:
        return from_micros(
            self.simulated_micros + self.speed * (to_micros(real) - self.real_micros)
        )


class SimulatedClock:
    """The clock of a demo or a drill, on the real one below it.

    `followed`: its anchors may be moved while it runs, as in a drill.
    """

    def __init__(self, real: Clock, anchors: Anchors, *, followed: bool = False) -> None:
        self.real, self.anchors, self.followed = real, anchors, followed

    def __call__(self) -> datetime:
        return self.anchors.at(self.real())

    def asked(self, session: Session) -> datetime:
        """What time it is by the anchors that stand now, and by the database's own clock."""
        if session.get_bind().dialect.name == "postgresql":
            since, simulated, speed, real = session.execute(SERVER_ANCHORS).one()
        else:
            since, simulated, speed = session.execute(ANCHORS).one()
            real = self.real()
        self.anchors = Anchors(since, simulated, speed)
        return self.anchors.at(real)


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
        return simulated_clock(engine, clock) or clock
    return simulated_clock(engine, system_clock) or system_clock


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


def simulated_clock(engine: Engine, real: Clock) -> Clock | None:
    """The clock of a demo or a drill, if this database has one."""
    with engine.connect() as connection:
        if not _has(connection, SimulatedClockRow.__tablename__):
            return None
        row = connection.execute(ANCHORS).first()
        if row is None:
            return None
        drill = _has(connection, DrillRow.__tablename__)
        drill = drill and connection.scalar(select(DrillRow.__table__.c.id)) is not None
    return SimulatedClock(real, Anchors(*row), followed=drill)


def _has(connection: Connection, name: str) -> bool:
    if connection.dialect.name == "postgresql":
        return connection.scalar(HAS_TABLE, {"name": name}) is not None
    return bool(connection.scalar(HAS_CLOCK, {"name": name}))
