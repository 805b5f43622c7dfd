"""Open the shared database and hand out sessions.

There are two ways in. `read()` gives a session that sees one moment. `write()`
gives the pen: one seat writes at a time, on SQLite and on PostgreSQL alike, so
journal numbers become visible in order and a rule checked inside `write()` still
holds when it commits. A lost database raises `Lost` from either, whatever the
driver calls it: for a seat that is a state, not an error. An embedded file that was
deleted or replaced is lost too: what is written to it would be gone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import DrillMark
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import recording
from commandcenter.late import collecting_later
from commandcenter.late_dataclass import dataclass
from commandcenter.store.address import Link
from commandcenter.store.clock import Clock, ServerClock, SimulatedClock, clock_of
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.embedded_file import EmbeddedFile
from commandcenter.store.engines import PEN_WAIT_MS, make_engine, server_engine
from commandcenter.store.lost import Lost as Lost
from commandcenter.store.lost import TooLong as TooLong
from commandcenter.store.lost import Unable as Unable
from commandcenter.store.tables import load_every
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.trouble import is_damaged, lost_of
from commandcenter.store.types import UtcTime

if TYPE_CHECKING:
    from commandcenter.store.fence import Fence

T = TypeVar("T")
Query = Callable[[Session], T]  # what a panel asks: runs on a worker, with a session
Command = Query[Any]  # what a panel orders: the same, inside write()

# The pen is the lock on the one row of table "pen". Only writing roles may lock it;
# an advisory lock could be taken, and kept, by any reader.
TAKE_PEN = select(PenRow.id).with_for_update()
# A seat's: if it freezes with the pen in hand it loses it after a while; the others wait longer.
FROZEN_AFTER_MS = 3000
SEAT_TAKES_PEN = text(
    "WITH terms AS MATERIALIZED (SELECT"
    " set_config('idle_in_transaction_session_timeout', :frozen, true),"
    f" set_config('lock_timeout', '{PEN_WAIT_MS}', true))"
    " SELECT pen.id FROM terms, pen FOR UPDATE OF pen"
)
# While the bureau has decided to go on with one server (store.standby) no commit waits for the
# other. Looked up with the pen in hand: it may have been decided while one waited for it.
SINGLE_SERVER = text(
    "SELECT set_config('synchronous_commit', 'local', true) FROM setting"
    " WHERE key = 'single_server' AND value = 'true'"
)
ONE_MOMENT = "one moment"  # in the info of a session that sees nothing change
NOW = "now"  # of such a session, once it was asked
# What is volatile waits for no standby; what is bulk does so with the commit that tells of it.
VOLATILE_TERMS = text("SET LOCAL synchronous_commit = local")


@dataclass(frozen=True)
class Database:
    engine: Engine
    clock: Clock
    drill: DrillMark | None = None  # of a drill's own store, read once when it is opened
    reader: Engine | None = None  # of a file, for who sees a part of it (store.seat.narrowed)

    @property
    def embedded(self) -> bool:
        """Whether this is a file on this machine (SQLite)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        self.require_file()
        level = "REPEATABLE READ" if not self.embedded else "SERIALIZABLE"
        engine = (self.reader or self.engine).execution_options(isolation_level=level)
        info = {"clock": self.clock, ONE_MOMENT: True}
        with lost_is_lost(), Session(engine, info=info) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        load_every()
        with self._begun() as session:
            if not self.embedded:
                session.execute(SEAT_TAKES_PEN, {"frozen": str(FROZEN_AFTER_MS)}).one()
                session.execute(SINGLE_SERVER)
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """For volatile tables only (drafts, file parts): a transaction without the pen."""
        with self._begun() as session:
            if not self.embedded:
                session.execute(VOLATILE_TERMS)
            yield session

    @contextmanager
    def _begun(self) -> Iterator[Session]:
        self.require_file()
        engine = self.engine.execution_options(writes=True)
        with (
            lost_is_lost(),
            recording(),  # what is kept is Chinese, whoever's thread writes it
            Session(engine, info={"clock": self.clock}) as session,
            session.begin(),
        ):
            yield session
        self.require_file()  # else it was committed to a file that is gone

    def require_file(self) -> None:
        """Raise Lost once when the file is another one than before, and while there is none."""
        moved = [engine for engine in (self.engine, self.reader) if engine and _is_moved(engine)]
        for engine in moved:
            engine.dispose()
            engine.get_execution_options()["place"].accept()
        if moved:
            raise Lost("moved")

    def keep_private(self) -> None:
        """Close an embedded file to others: once it is known to be this program's own."""
        place: EmbeddedFile | None = self.engine.get_execution_options().get("place")
        if place:
            place.keep_private()

    @property
    def link(self) -> Link | None:
        """How new connections are made to a server; None for an embedded file."""
        found: Link | None = self.engine.get_execution_options().get("link")
        return found

    @property
    def skew(self) -> timedelta | None:
        """How far this machine's clock is before the server's; None where there is no server."""
        return server.ahead if (server := self.server_clock) else None

    @property
    def server_clock(self) -> ServerClock | None:
        """What is known of the server's clock, below that of a drill."""
        clock = self.clock.real if isinstance(self.clock, SimulatedClock) else self.clock
        return clock if isinstance(clock, ServerClock) else None

    def passed_over(self) -> bool:
        """Whether the last answer came from a server that another has been promoted over."""
        return bool(self._fence and self._fence.refused)

    def cut(self) -> None:
        """End every link to a server that does not answer, so that nobody waits for it."""
        if self._fence:
            self._fence.cut()

    @property
    def _fence(self) -> "Fence | None":
        found: Fence | None = self.engine.get_execution_options().get("fence")
        return found

    def again(self) -> "Database":
        """The same database with connections of its own."""
        link = self.link
        if link is None:
            return open_database(self.engine.url.render_as_string(hide_password=False))
        return _opened(server_engine(link.again()))

    def beside(self, database: str) -> "Database":
        """Another database of the same server, with the same login."""
        link = self.link
        assert link is not None  # an embedded file has none beside it
        return _opened(server_engine(link.to(replace(link.address, database=database))))

    def close(self) -> None:
        self.engine.dispose()


def _is_moved(engine: Engine) -> bool:
    place: EmbeddedFile | None = engine.get_execution_options().get("place")
    return place is not None and place.moved()


def now(session: Session) -> datetime:
    """The database's time, aware UTC: the server's own on PostgreSQL.

    Of a session that reads it stands still with all else.
    """
    if not session.info.get(ONE_MOMENT):
        return _asked(session)
    if NOW not in session.info:
        session.info[NOW] = _asked(session)
    kept: datetime = session.info[NOW]
    return kept


def real_now(session: Session) -> datetime:
    """The server's time, or this machine's, also where a drill's or demo's clock runs otherwise."""
    if session.get_bind().dialect.name == "postgresql":
        server: datetime = session.execute(select(func.clock_timestamp(type_=UtcTime))).scalar_one()
        return server
    clock: Clock = session.info["clock"]
    return clock.real() if isinstance(clock, SimulatedClock) else clock()


def beat_now(session: Session) -> datetime:
    """By which seats are heard of: a drill's clock would let them fall silent, or never."""
    clock: Clock | None = session.info.get("clock")
    drills = isinstance(clock, SimulatedClock) and clock.followed
    return real_now(session) if drills else now(session)


def _asked(session: Session) -> datetime:
    clock: Clock | None = session.info.get("clock")
    if isinstance(clock, SimulatedClock):
        return clock.asked(session) if clock.followed else clock()
    return real_now(session)


def apart(session: Session, query: Query[T]) -> T:
    """In a savepoint: a statement that fails spoils nothing else of the transaction."""
    with session.begin_nested():
        return query(session)


@contextmanager
def lost_is_lost() -> Iterator[None]:
    """Turn what the drivers raise for a lost database into Lost."""
    try:
        yield
    except DBAPIError as error:
        if lost := lost_of(error):
            raise lost from error
        raise
    except NoneFree as error:  # all links wait for a server that does not answer
        raise Lost("no link free") from error


def open_database(url: str, password: str | None = None) -> Database:
    """Open `url` (sqlite:///FILE or postgresql://…). Raises RuleBroken for what cannot be one."""
    return _opened(make_engine(url, password))


def _opened(engine: Engine) -> Database:
    try:
        with collecting_later():  # the first statement makes every table known for good
            clock = clock_of(engine)
        drills = isinstance(clock, SimulatedClock) and clock.followed
        with Session(engine) as session:
            return Database(engine, clock, mark_of(session) if drills else None)
    except DBAPIError as error:
        engine.dispose()
        if (lost := lost_of(error)) and not is_damaged(error):
            raise lost from error
        raise RuleBroken("“{url}”不是本程序的数据库。", url=_shown(engine)) from error


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)
