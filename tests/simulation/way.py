"""The way of a client to the database, and all that goes wrong on it.

One engine serves all clients of the one thread: whose statement it is, the world knows. A fault
is hung on an act and strikes at one statement of it, or at a commit.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from commandcenter.store.database import Database, Lost

TIMED_OUT_S = 3.0  # a seat that freezes with the pen in its hand loses it
NEVER = 1 << 30
PAGES = 1_073_741_823


class Killed(BaseException):
    """The process is gone: no line of it runs any more, and nothing catches this."""


@dataclass
class Fault:
    """`kind` strikes before the statement of number `at` of the act, or at the first commit (0)."""

    kind: str
    at: int = 0
    seconds: float = 0.0
    struck: bool = False

    def __str__(self):
        place = f"at statement {self.at}" if self.at else "at the commit"
        return f"{self.kind} {place}" + (f" for {self.seconds:.0f} s" if self.seconds else "")


@dataclass(frozen=True)
class WayIn(Database):
    """A client's database: reached only while it can be, and each commit is told to the world."""

    world: Any = None
    client: Any = None

    @contextmanager
    def read(self):
        self.world.reach(self.client)
        with super().read() as session:
            yield session

    @contextmanager
    def _begun(self):
        self.world.reach(self.client)
        with super()._begun() as session:
            yield session
        self.world.committed(self.client)


class Faults:
    """Listens to an engine, and lets the fault of the act that is at work strike."""

    def __init__(self, world, engine):
        self.world, self.engine, self.full = world, engine, None
        event.listen(engine, "connect", quick)
        event.listen(engine, "before_cursor_execute", self.statement)
        event.listen(engine, "commit", self.commit)

    def statement(self, connection, *_):
        act = self.world.act
        if act is None or act.fault is None or self.world.looking:
            return
        if act.dead:
            raise Killed
        act.statements += 1
        if act.fault.at == act.statements and not act.fault.struck:
            self.strike(connection, act)

    def commit(self, connection):
        act = self.world.act
        if act is None or self.world.looking or act.fault is None:
            return
        if act.dead:
            raise Killed
        if act.fault.at == 0 and not act.fault.struck and act.fault.kind != "answer lost":
            self.strike(connection, act)

    def strike(self, connection, act):
        fault = act.fault
        fault.struck = True
        self.world.note(f"  {act.client.name}: {fault}")
        match fault.kind:
            case "killed":
                act.die()
            case "frozen":
                self.freeze(connection, act)
            case "slow disk":
                self.world.meanwhile(act, min(fault.seconds, TIMED_OUT_S - 1))
            case "link cut":
                act.client.cut(fault.seconds)
                raise Lost("cut")
            case "disk full":
                raw = connection.connection.driver_connection
                raw.execute("PRAGMA max_page_count=1")  # no smaller than it is: no page more
                self.full = raw
                if fault.at == 0:
                    raise disk_full()

    def freeze(self, connection, act):
        """With the pen in its hand it loses it, and what it had begun, after a while."""
        raw = connection.connection.driver_connection
        seconds, holds = act.fault.seconds, writing(connection)
        if holds and seconds > TIMED_OUT_S:
            self.world.meanwhile(act, TIMED_OUT_S)
            raw.execute("ROLLBACK")
            self.world.meanwhile(act, seconds - TIMED_OUT_S)
            raise Lost("terminated")
        self.world.meanwhile(act, seconds)

    def done(self):
        """The act is over: the disk is as it was."""
        if self.full is not None:
            self.full.execute(f"PRAGMA max_page_count={PAGES}")
            self.full = None


def writing(connection):
    """Whether it holds the pen."""
    options = connection.get_execution_options()
    return bool(options.get("writes")) and connection.connection.driver_connection.in_transaction


def quick(connection, _record):
    """Nobody waits in real time for the pen, and nothing outlives the run."""
    connection.execute("PRAGMA busy_timeout=0")
    connection.execute("PRAGMA synchronous=OFF")


def disk_full():
    return OperationalError("COMMIT", None, sqlite.OperationalError("database or disk is full"))
