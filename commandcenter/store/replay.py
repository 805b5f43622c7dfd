"""The past of an incident, computed: its rows as they stood at a moment, in memory.

The rows of today are copied once; a moment is a copy of that copy, in which the images of
the journal's later lines are undone, newest first, and what came in bulk (complaints,
their links and counts) is cut by the time at which it came. The same queries give the
same answers there as they gave then. Nothing is stored twice, and nothing here changes
the shared database; a moment cannot be written to.
"""

import json
import secrets
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import cache, partial
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Table, create_engine, event, exists, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import settle
from commandcenter.store.complaints.complainants import hidden
from commandcenter.store.database import Database
from commandcenter.store.read_rules import OPEN
from commandcenter.store.replay_copy import PAGE, Scope, around, copy_present, standing
from commandcenter.store.replay_counts import counts_back
from commandcenter.store.stamp_rules import Value, read_stamps
from commandcenter.store.tables.base import GIVEN_LATER, ONLY_GROWS
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.types import to_micros

PROTECTED = ComplaintRow.reporter_protected.key
SEATS = 4  # connections to a moment at a time: the workers that read, and one to keep it

# What came in bulk has no images: it is cut by time, after the batches stand as they stood.
CUTS = (
    "DELETE FROM incident_complaint WHERE at > :at",
    "DELETE FROM complaint WHERE recorded_at > :at",
    "DELETE FROM complainant WHERE complaint_id NOT IN (SELECT id FROM complaint)",
    "DELETE FROM rollup WHERE batch_id <> 0"
    " AND batch_id NOT IN (SELECT id FROM batch WHERE state = 'closed')",
    "DELETE FROM rollup WHERE count <= 0",
    "DELETE FROM journal_row WHERE line > :line",
    "DELETE FROM journal WHERE number > :line",
    "DELETE FROM pen",
    "INSERT INTO pen(id, number, hash) VALUES (1, :line, :hash)",
)
# Images of the duty log are hidden from a person's login, for names and numbers stand in them:
# what it says of itself, and the lines of the journal, tell what was there.
CUT_DUTY = (
    "UPDATE duty_log SET closed_at = NULL, closed_by = NULL, closed_words = NULL"
    " WHERE closed_at > :at",
    "UPDATE duty_log SET incident_id = NULL WHERE incident_id IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM journal WHERE kind = 'duty_log' AND subject = duty_log.id"
    " AND incident_id = duty_log.incident_id AND number <= :line)",
)
# Complaints that belonged to no incident yet were nobody's then; those of before stay, for they
# say what is usual.
CUT_STRANGERS = (
    "DELETE FROM complaint WHERE registered_at >= :since"
    " AND id NOT IN (SELECT complaint_id FROM incident_complaint)"
)


@dataclass(frozen=True, slots=True)
class _Undo:
    """What puts one row back as it was before a line."""

    line: int
    statement: str
    values: tuple[Any, ...]


class Replay:
    """The past of an incident (or of the city at a moment): copied once, asked many times.

    Opening it reads the shared database; it takes a worker's time. `at` takes little.
    It knows nothing of what comes after it was opened. Close it after use.
    """

    def __init__(self, db: Database, scope: Scope) -> None:
        self._keeper = sqlite.connect(":memory:", check_same_thread=False)
        self._scope = scope
        self._engine = create_engine(
            "sqlite://", module=sqlite, creator=lambda: self._keeper, poolclass=StaticPool
        )
        Base.metadata.create_all(self._engine)
        with db.read() as session:
            with self._engine.begin() as copy:
                copy_present(session, copy, scope)
            self.first = _first_line(session, scope)
            self._heads = _heads(session, line_at(session, scope.since))
            floor = self._heads[0][1]
            undos = [*_undo_all(session, floor, scope), *_counts(session, floor)]
            self._undo = tuple(sorted(undos, key=lambda undo: -undo.line))
            self._hidden = hidden(session)
        self.until = db.clock()

    @classmethod
    def of_incident(cls, db: Database, incident_id: int) -> "Replay":
        """Every moment since the incident was received, with what else was open beside it."""
        with db.read() as session:
            scope = around(session, incident_id)
        return cls(db, scope)

    @classmethod
    def of_moment(cls, db: Database, at: datetime) -> "Replay":
        """One moment of the whole city, as the wall showed it."""
        with db.read() as session:
            scope = standing(session, at)
        return cls(db, scope)

    @property
    def since(self) -> datetime:
        return self._scope.since

    def at(self, moment: datetime) -> Database:
        """A database in memory that answers as the shared one would have answered then.

        Its clock stands at the moment; writing to it is refused. Close it after use.
        """
        address = f"file:/{secrets.token_hex(8)}?vfs=memdb"
        keeper = _connect(address)
        self._keeper.backup(keeper)
        line, digest = self._head_at(moment)
        for undo in self._undo:
            if undo.line <= line:
                break
            keeper.execute(undo.statement, undo.values)
        since = to_micros(self._scope.since)
        values = {"at": to_micros(moment), "since": since, "line": line, "hash": digest}
        for cut in self._cuts():
            keeper.execute(cut, values)
        keeper.commit()
        _settle_old_books(address, self._scope, moment)
        return Database(_readers(address, keeper), lambda: moment)

    def _cuts(self) -> Iterator[str]:
        if self._hidden:
            yield from (*_cut_by_entry(), *CUT_DUTY)
        yield from CUTS if self._scope.city else (*CUTS[:2], CUT_STRANGERS, *CUTS[2:])

    def _head_at(self, moment: datetime) -> tuple[int, str]:
        micros = to_micros(moment)
        place = bisect_right(self._heads, micros, key=lambda head: head[0])
        return self._heads[max(0, place - 1)][1:]

    def close(self) -> None:
        self._engine.dispose()
        self._keeper.close()


def _settle_old_books(address: str, scope: Scope, moment: datetime) -> None:
    """Of incidents that had no book yet then: what it would have said is worked out from the acts.

    Before the steps of an earlier version were carried over there were no rows.
    """
    engine = create_engine("sqlite://", module=sqlite, creator=partial(_connect, address))
    there = exists().where(ObligationRow.incident_id == IncidentRow.id)
    lacking = select(IncidentRow.id).where(IncidentRow.id.in_(scope.ids), ~there)
    with Session(engine) as session, session.begin():
        for number in session.scalars(lacking).all():
            settle(session, number, moment)
    engine.dispose()


def line_at(session: Session, at: datetime) -> int:
    """The number of the last line written until a moment; 0 before the first."""
    newest = select(func.max(JournalLineRow.number)).where(JournalLineRow.at <= at)
    return session.scalar(newest) or 0


@cache
def _cut_by_entry() -> tuple[str, ...]:
    """For a login from which images are hidden: by when the database says that rows came."""
    stamps = (stamp for name, each in read_stamps().items() if name not in OPEN for stamp in each)
    return tuple(
        f'DELETE FROM "{stamp.table}" WHERE "{stamp.column}" > :at'
        for stamp in stamps
        if stamp.value is Value.NOW and stamp.fixed and not stamp.condition
    )


def _connect(address: str) -> Any:
    return sqlite.connect(address, uri=True, check_same_thread=False)


def _readers(address: str, keeper: Any) -> Any:
    """An engine whose connections can only read; the memory goes with its last one."""

    def reader() -> Any:
        connection = _connect(address)
        connection.execute("PRAGMA query_only=ON")
        return connection

    engine = create_engine(
        "sqlite://", module=sqlite, creator=reader, poolclass=QueuePool, pool_size=SEATS
    )

    @event.listens_for(engine, "engine_disposed")
    def _gone(_engine: Any) -> None:
        keeper.close()

    return engine


def _first_line(session: Session, scope: Scope) -> datetime:
    """When the first of the incidents was written down."""
    line = JournalLineRow.__table__.c
    first = select(func.min(line.at)).where(line.incident_id.in_(scope.ids))
    return session.scalar(first) or scope.since


def _heads(session: Session, floor: int) -> list[tuple[int, int, str]]:
    """(time as whole microseconds, number, hash) of the lines from `floor` on."""
    line = JournalLineRow.__table__.c
    rows = session.execute(
        select(line.at, line.number, line.hash).where(line.number >= floor).order_by(line.number)
    )
    heads = [(to_micros(at), number, digest) for at, number, digest in rows]
    return heads if heads and floor else [(0, 0, ""), *heads]


def _undo_all(session: Session, floor: int, scope: Scope) -> Iterator[_Undo]:
    """What undoes the lines after `floor`, newest first."""
    image = JournalImageRow.__table__.c
    later = (
        select(image.line, image.table_name, image.row_key, image.op, image.before)
        .where(image.line > floor, image.op != "bulk")
        .order_by(image.id.desc())
    )
    for row in session.execute(later.execution_options(yield_per=PAGE)):
        undo = _undo(row, scope)
        if undo is not None:
            yield undo


def _counts(session: Session, floor: int) -> Iterator[_Undo]:
    return (_Undo(*each) for each in counts_back(session, floor))


def _undo(image: Any, scope: Scope) -> _Undo | None:
    """Images hold values as SQLite keeps them."""
    table = Base.metadata.tables[image.table_name]
    names = table.primary_key.columns.keys()
    keys = tuple(image.row_key.split("/"))
    if image.op == "insert":
        return _Undo(image.line, _delete(table, names), keys)
    if image.before is None:  # erased by decision: the row stays as it is
        return None
    before = lift(table, json.loads(image.before))
    if not scope.holds(table, before):
        return _Undo(image.line, _delete(table, names), keys)
    return _Undo(image.line, _put_back(table, names, tuple(before)), tuple(before.values()))


def _delete(table: Table, names: list[str]) -> str:
    where = " AND ".join(f'"{name}" = ?' for name in names)
    return f'DELETE FROM "{table.name}" WHERE {where}'


def _put_back(table: Table, names: list[str], columns: tuple[str, ...]) -> str:
    """Change the row where it is, else make it: it may have come into the incident later."""
    into = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    keys = ", ".join(f'"{name}"' for name in names)
    sets = ", ".join(f'"{name}" = {_earlier(table, name)}' for name in columns)
    return (
        f'INSERT INTO "{table.name}" ({into}) VALUES ({marks}) '
        f"ON CONFLICT ({keys}) DO UPDATE SET {sets}"
    )


def _earlier(table: Table, name: str) -> str:
    """What a column is put back to; one that only grows stays as it is today: who is protected
    now is not shown by a look at the past."""
    before, today = f'excluded."{name}"', f'"{table.name}"."{name}"'
    if table.c[name].info == GIVEN_LATER:
        return today
    return f"max({today}, {before})" if table.c[name].info == ONLY_GROWS else before


def lift(table: Table, image: dict[str, Any]) -> dict[str, Any]:
    """An image as the table is now: columns that are gone left out.

    A column that came after the image keeps what the copied row has. Of a complaint that is gone
    its kind alone tells whether its reporter is protected.
    """
    lifted = {name: value for name, value in image.items() if name in table.c}
    if table is ComplaintRow.__table__ and PROTECTED not in image:
        lifted[PROTECTED] = int(image["kind"] == ComplaintKind.REPORT)
    later = {c.name: "" for c in table.c if c.info == GIVEN_LATER}
    return later | lifted
