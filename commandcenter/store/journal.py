"""The journal: what every seat did, and how every seat hears of it.

One line per change, written in the change's own transaction. It is the audit
trail, and its numbers are the cursor that the other seats read from. A
notification only says "look": what happened is always read from the journal, so a
lost one costs a moment and never a change.

What it hides: who numbers and hashes a line (this module on SQLite, triggers on
PostgreSQL), how a seat is woken, and that a lost database is tried again.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, bindparam, func, insert, outerjoin, select, text, true, update
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.store import digest
from commandcenter.store.database import Database, Lost, lost_is_lost, now
from commandcenter.store.link_trouble import driver_errors
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.types import canonical, to_micros

if TYPE_CHECKING:
    import psycopg

    from commandcenter.store import bulk_digests
else:  # needs every table
    bulk_digests = late("store.bulk_digests")

CHANNEL = "commandcenter"
EVERYTHING = "*"  # kind of the one change that stands for too many to tell apart
MOVES_CLOCK = (
    "drill",
    EVERYTHING,
)  # kinds of lines: the clock of a drill is moved by its conductor
PAGE = 1_000
GAP = 5_000  # a reader further behind than this asks for everything afresh
LOOK_EVERY_S = 0.05  # SQLite: how often to ask whether the file changed
CALM_AFTER_S, CALM_LOOK_S = 5.0, 0.2  # where nothing did for so long: a quarter as often
RETRY_S = 1.0
BEAT_S = 1.0
LOOK_AGAIN_S = 5.0  # PostgreSQL: look even when nobody called
HEED_S = 0.2  # PostgreSQL: how often to ask whether to stop
# What every line asks, built once and past the ORM: building took longer than the database does.
_LINES, _IMAGES, _PEN = (
    Base.metadata.tables[row.__tablename__] for row in (JournalLineRow, JournalImageRow, PenRow)
)
HEAD = select(_PEN.c.number, _PEN.c.hash)
IMAGES_OF = (
    select(*(_IMAGES.c[name] for name in ("id", "table_name", "row_key", "op", "before", "after")))
    .where(_IMAGES.c.line == bindparam("of"))
    .order_by(_IMAGES.c.id)
)
SEAL = text("UPDATE journal_row SET salt = :s, digest = :d WHERE id = :row")
ADD, MOVE_PEN = insert(_LINES), update(_PEN)
ADD_ON_SERVER = insert(_LINES).returning(_LINES.c.number)
CALL = select(func.pg_notify(CHANNEL, ""))


@dataclass(frozen=True, slots=True)
class Change:
    number: int
    kind: str
    subject: int
    verb: str
    actor: str
    incident: int | None


@dataclass(frozen=True, slots=True)
class Bulk:
    """New rows that leave no image of their own: table, first and last id, and what came."""

    table: str
    first: int
    last: int
    facts: dict[str, object]


def record(
    session: Session,
    actor: Actor,
    kind: str,
    subject: int,
    verb: str,
    *,
    incident: int | None = None,
    clause: str = "",
    bulk: Bulk | None = None,
) -> int:
    """Add the line that announces the changes made since the last one; return its number.

    `clause` is the plan's, as `4.1(3)`. No free text and no personal data: every
    seat reads every line. It names a row that was changed, or its kind changes none
    (db/postgres/lines.txt): a server refuses another, and writes none where nothing was changed.
    """
    session.flush()
    line = {
        "actor": actor.login,
        "kind": kind,
        "subject": subject,
        "incident_id": incident,
        "verb": verb,
        "clause": clause,
    }
    if session.get_bind().dialect.name == "postgresql":
        return _record_on_server(session, line, bulk)
    return _record_embedded(session, line, bulk)


def _record_on_server(session: Session, line: dict[str, object], bulk: Bulk | None) -> int:
    if bulk:
        image = func.journal_bulk(bulk.table, bulk.first, bulk.last, canonical(bulk.facts))
        session.execute(select(image))
    connection = session.connection()
    number: int | None = connection.execute(ADD_ON_SERVER, line).scalar_one_or_none()
    if number is None:  # nothing was changed: there is nothing to announce
        return latest(session)
    connection.execute(CALL)
    return number


def _record_embedded(session: Session, line: dict[str, object], bulk: Bulk | None) -> int:
    connection = session.connection()
    head = connection.execute(HEAD).one()
    number: int = head.number + 1
    if bulk:
        _add_bulk(connection, number, bulk)
    at = now(session)
    rows_digest = _seal_images(connection, number)
    line_hash = digest.line_hash(
        head.hash,
        number,
        to_micros(at),
        str(line["actor"]),
        str(line["kind"]),
        int(str(line["subject"])),
        line["incident_id"],  # type: ignore[arg-type]  # int or None, by record()
        str(line["verb"]),
        str(line["clause"]),
        rows_digest,
    )
    sealed = {"number": number, "at": at, "digest": rows_digest, "hash": line_hash}
    connection.execute(ADD, line | sealed)
    connection.execute(MOVE_PEN, {"number": number, "hash": line_hash})
    return number


def _add_bulk(connection: Connection, number: int, bulk: Bulk) -> None:
    facts, kept = bulk_digests.sealed(connection, bulk.table, bulk.first, bulk.last, bulk.facts)
    image = insert(JournalImageRow).values(
        line=number,
        table_name=bulk.table,
        row_key=f"{bulk.first}-{bulk.last}",
        op="bulk",
        after=canonical(facts),
    )
    image_id: int = connection.execute(image.returning(_IMAGES.c.id)).scalar_one()
    bulk_digests.keep(connection, image_id, kept)


def _seal_images(connection: Connection, number: int) -> str:
    """Salt and digest the images of line `number`; return the digest over them all."""
    rows = connection.execute(IMAGES_OF, {"of": number}).all()
    sealed = []
    for row in rows:
        salt = secrets.token_hex(16)
        value = digest.image_digest(salt, *row[1:])
        sealed.append({"row": row.id, "s": salt, "d": value})
    if sealed:
        connection.execute(SEAL, sealed)
    return digest.rows_digest([str(s["d"]) for s in sealed])


def bulks(session: Session, kind: str, subject: int, verb: str) -> list[Bulk]:
    """What the lines of this kind, subject and verb named in bulk, oldest first."""
    line, image = JournalLineRow.__table__.c, JournalImageRow.__table__.c
    rows = session.execute(
        select(image.table_name, image.row_key, image.after)
        .join(JournalLineRow, line.number == image.line)
        .where(line.kind == kind, line.subject == subject, line.verb == verb, image.op == "bulk")
        .order_by(image.id)
    )
    found = []
    for table, key, facts in rows:
        first, last = key.split("-")
        found.append(Bulk(table, int(first), int(last), json.loads(facts)))
    return found


def latest(session: Session) -> int:
    """The number of the newest line that this session can see; 0 in an empty journal."""
    return session.scalar(select(PenRow.number)) or 0


def changes_after(session: Session, number: int, limit: int = PAGE) -> list[Change]:
    """The lines after `number`, oldest first, at most `limit`."""
    columns = JournalLineRow.__table__.c
    rows = session.execute(
        select(
            columns.number, columns.kind, columns.subject, columns.verb, columns.actor,
            columns.incident_id,
        )
        .where(columns.number > number)
        .order_by(columns.number)
        .limit(limit)
    )  # fmt: skip
    return [Change(*row) for row in rows]


def _next_batch(session: Session, after: int) -> list[Change]:
    """In one question: every seat asks it after every change of any seat."""
    columns = JournalLineRow.__table__.c
    newer = (
        select(
            columns.number, columns.kind, columns.subject, columns.verb, columns.actor,
            columns.incident_id,
        )
        .where(columns.number > after)
        .order_by(columns.number)
        .limit(PAGE)
        .subquery()
    )  # fmt: skip
    rows = session.execute(
        select(PenRow.number, newer)
        .select_from(outerjoin(PenRow, newer, true()))
        .order_by(newer.c.number)
    ).all()
    newest = rows[0][0] if rows else 0
    if not 0 <= newest - after <= GAP:  # behind: the file was replaced by a backup
        return [Change(newest, EVERYTHING, 0, "", "", None)]
    return [Change(*row[1:]) for row in rows if row[1] is not None]


def follow(
    db: Database,
    after: int,
    stop: Event,
    on_link: Callable[[bool], None] = lambda up: None,
    on_beat: Callable[[], None] = lambda: None,
) -> Iterator[list[Change]]:
    """Yield each batch of changes after number `after`, from any seat, until `stop`.

    Blocks between batches, so call it from a thread of its own. If the database
    goes away it says so through `on_link`, tries again, and misses nothing.
    `on_beat` is called whenever the database has answered.
    """
    waiting = _file_waiter if db.embedded else _call_waiter
    while not stop.is_set():
        try:
            with waiting(db, stop, on_beat) as (read, wait):
                on_link(True)
                while not stop.is_set():
                    with read() as session:
                        batch = _next_batch(session, after)
                        if any(change.kind in MOVES_CLOCK for change in batch):
                            now(session)  # its clock may have been moved
                    on_beat()
                    if batch:
                        after = batch[-1].number
                        yield batch
                    if len(batch) < PAGE:  # what comes from now on wakes the waiter
                        wait()
        except broken():
            on_link(False)
            stop.wait(RETRY_S)


def broken() -> tuple[type[Exception], ...]:
    """What is raised where the database is out of reach, by whichever driver."""
    return (Lost, sqlite.Error, *driver_errors())


Ways = tuple[Callable[[], AbstractContextManager[Session]], Callable[[], None]]


@contextmanager
def _file_waiter(db: Database, stop: Event, on_beat: Callable[[], None]) -> Iterator[Ways]:
    raw = db.engine.raw_connection()
    try:
        cursor = raw.cursor()
        seen: int | None = None
        changed = time.monotonic()

        def wait() -> None:
            nonlocal seen, changed
            while True:
                calm = time.monotonic() - changed > CALM_AFTER_S
                if stop.wait(CALM_LOOK_S if calm else LOOK_EVERY_S):
                    return
                db.require_file()
                version = cursor.execute("PRAGMA data_version").fetchone()[0]
                on_beat()
                if version != seen:
                    seen, changed = version, time.monotonic()
                    return

        yield db.read, wait
    finally:
        raw.close()


@contextmanager
def _call_waiter(db: Database, stop: Event, on_beat: Callable[[], None]) -> Iterator[Ways]:
    """One link of the seat's own listens, beats each second and reads the journal.

    So neither waits behind what the seat's panels ask.
    """
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with lost_is_lost(), engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        try:
            raw.execute(f"LISTEN {CHANNEL}")

            measured = time.monotonic()

            def wait() -> None:
                nonlocal measured
                end = time.monotonic() + LOOK_AGAIN_S
                called: list[psycopg.Notify] = []
                while not (called or stop.is_set() or time.monotonic() > end):
                    # Run the generator to its end: left suspended it holds the connection's lock.
                    called = list(raw.notifies(timeout=HEED_S, stop_after=1))
                    if time.monotonic() - measured >= BEAT_S:  # calls may come all the time
                        _measure(db, raw)
                        on_beat()
                        measured = time.monotonic()

            yield lambda: Session(connection, info={"clock": db.clock}), wait
        finally:
            connection.invalidate()  # nobody else gets a link that listens


def _measure(db: Database, raw: "psycopg.Connection[Any]") -> None:
    """Ask the server what time it is: that it answers, and how far this machine is off."""

    def ask() -> datetime:
        [at] = raw.execute("SELECT clock_timestamp()").fetchone() or (None,)
        assert isinstance(at, datetime)
        return at

    if server := db.server_clock:
        server.measure(ask)
    else:
        ask()
