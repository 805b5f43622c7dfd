"""The complaints in memory, kept up with the journal: for charts over millions of rows.

Filled once, in a thread of its own, when a database has grown large; until then, and for small
databases, there is none and the rows are asked. What it answers is what the session that asks
would read: it is brought up to that session's moment first, by the lines of the journal.
"""

from collections.abc import Iterable
from dataclasses import field
from threading import Lock, Thread
from typing import Any

import numpy as np
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store import journal
from commandcenter.store.database import lost_is_lost
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.watch import mirror_size
from commandcenter.store.watch.mirror_rows import (
    CODED,
    EMPTY,
    EPOCH_2000,
    Names,
    Part,
    Snapshot,
    by_time,
    seconds32,
    together,
)  # fmt: skip

LEAST_ROWS = 50_000  # below, the rows are asked quickly enough
ROW_BYTES = 16
PAGE = 200_000  # ids that are read at once
TAIL = 100_000  # rows that came since, before they are put among the many
SEPARATOR, ROW_END = "\x1f", "\x1e"  # what is taken in has no control characters

Ranges = list[tuple[int, int]]  # first and last id


_mirrors: dict[str, "_Mirror"] = {}
_guard = Lock()


def forget() -> None:
    """Give the memory back."""
    with _guard:
        _mirrors.clear()


mirror_size.heed(forget)


def snapshot(session: Session) -> Snapshot | None:
    """All settled complaints as this session sees them; None: ask the rows.

    The first call for a large database begins to fill the mirror and does not wait for it.
    """
    url = _address(session)
    greatest = session.scalar(select(func.max(ComplaintRow.id))) or 0
    if url is None or greatest < LEAST_ROWS or greatest * ROW_BYTES > mirror_size.allowed():
        return None
    with _guard:
        mirror = _mirrors.setdefault(url, _Mirror())
    return mirror.at(session)


def fill(session: Session) -> Snapshot:
    """Fill it now, in this session, and keep it. Takes half a second for a million rows."""
    found = _read_all(session)
    url = _address(session)
    if url is not None:
        with _guard:
            _mirrors[url] = _Mirror(found)
    return found


def _address(session: Session) -> str | None:
    """None for a database that only is in the memory of this process."""
    url = session.get_bind().engine.url
    return url.render_as_string(hide_password=False) if url.database else None


@dataclass
class _Mirror:
    kept: Snapshot | None = None
    filling: bool = False
    lock: Lock = field(default_factory=Lock)

    def at(self, session: Session) -> Snapshot | None:
        with self.lock:
            if self.kept is None:
                self._begin(session.get_bind().engine)
                return None
            newest = journal.latest(session)
            if newest < self.kept.line:  # a session that began earlier
                return None
            if _hash(session, self.kept.line) != self.kept.hash:  # another file in its place
                self.kept = None
                return None
            if newest > self.kept.line:
                self.kept = _catch_up(session, self.kept, newest)
            return self.kept

    def _begin(self, engine: Engine) -> None:
        if not self.filling:
            self.filling = True
            Thread(target=self._fill, args=(engine,), name="mirror", daemon=True).start()

    def _fill(self, engine: Engine) -> None:
        """Without the lock: whoever asks meanwhile asks the rows. Lost: tried at the next ask."""
        found = None
        try:
            with lost_is_lost(), Session(_reading(engine)) as session:
                found = _read_all(session)
        except journal.broken():
            found = None
        finally:
            with self.lock:
                self.kept, self.filling = found, False


def _reading(engine: Engine) -> Engine:
    postgres = engine.dialect.name == "postgresql"
    level = "REPEATABLE READ" if postgres else "SERIALIZABLE"
    return engine.execution_options(isolation_level=level)


def _hash(session: Session, line: int) -> str:
    return session.scalar(select(JournalLineRow.hash).where(JournalLineRow.number == line)) or ""


def _read_all(session: Session) -> Snapshot:
    line = journal.latest(session)
    names = {name: Names() for name in CODED}
    greatest = session.scalar(select(func.max(ComplaintRow.id))) or 0
    pages = [(first, first + PAGE - 1) for first in range(1, greatest + 1, PAGE)]
    part, names = _read(session, pages, names)
    return Snapshot(line, _hash(session, line), (part, EMPTY), names)


def _read(
    session: Session, ranges: Ranges, names: dict[str, Names]
) -> tuple[Part, dict[str, Names]]:
    """The settled rows of some ranges of ids, by time, and the names with those they brought."""
    postgres = session.get_bind().dialect.name == "postgresql"
    seconds = "registered_at / 1000000"  # no complaint is from before 1970
    if postgres:
        seconds = "floor(extract(epoch FROM registered_at))::bigint"
    numbers_of = f"id || ',' || ({seconds}) || ',' || coalesce(subject_id, 0)"
    names_of = f" || '{SEPARATOR}' || ".join(
        ["channel", "coalesce(district, '')", "category", "problem"]
    )
    aggregate = "string_agg" if postgres else "group_concat"
    statement = text(
        f"SELECT {aggregate}({numbers_of}, ','), {aggregate}({names_of}, '{ROW_END}') "
        "FROM complaint WHERE id BETWEEN :first AND :last "
        "AND batch_id NOT IN (SELECT id FROM batch WHERE state = 'open')"
    )
    known = _Numbered()
    pages = []
    for first, last in ranges:
        numbers, told = session.execute(statement, {"first": first, "last": last}).one()
        if numbers:
            pages.append(_columns(numbers, told, known))
    if not pages:
        return EMPTY, names
    ids, at, subject, told_by = map(np.concatenate, zip(*pages, strict=True))
    return _coded(ids, at, subject, told_by, list(known), names)


class _Numbered(dict[str, int]):
    """Gives each combination of names a number of its own, the first time that it is seen."""

    def __missing__(self, combination: str) -> int:
        return self.setdefault(combination, len(self))


def _columns(numbers: str, told: str, known: _Numbered) -> tuple[Any, ...]:
    """Of a page as two texts: row by row it would take twice as long."""
    ids, at, subject = np.fromstring(numbers, np.int64, sep=",").reshape(-1, 3).T
    codes = list(map(known.__getitem__, told.split(ROW_END)))
    return (
        ids.astype(np.int32),
        seconds32(at - EPOCH_2000),
        subject.astype(np.int32),
        np.array(codes, dtype=np.int32),
    )


def _coded(
    ids: Any, at: Any, subject: Any, told: Any, combinations: list[str], names: dict[str, Names]
) -> tuple[Part, dict[str, Names]]:
    columns = zip(*(each.split(SEPARATOR) for each in combinations), strict=True)
    found, codes = {}, {}
    for name, values in zip(CODED, columns, strict=True):
        known = names[name].with_these(values)
        number = {each: n for n, each in enumerate(known.names)}
        lookup = np.array([number[each] for each in values], dtype=known.width)
        found[name], codes[name] = known, lookup[told]
    return by_time(Part(at, ids, subject, codes)), found


def _catch_up(session: Session, kept: Snapshot, newest: int) -> Snapshot:
    ranges = _touched(session, kept.line, newest)
    if ranges is None:
        return _read_all(session)
    many, few = kept.parts
    if ranges:
        fresh, names = _read(session, ranges, dict(kept.names))
        many, few = many.without(ranges), together(few.without(ranges), fresh)
        if len(few) > TAIL:
            many, few = together(many, few), EMPTY
        kept = kept.changed(kept.line, kept.hash, (many, few), names)
    return kept.changed(newest, _hash(session, newest), kept.parts, kept.names)


def _touched(session: Session, after: int, newest: int) -> Ranges | None:
    """Ids of complaints that came, went or changed since a line; None: too many to tell."""
    if newest - after > journal.GAP:
        return None
    line, image = JournalLineRow.__table__.c, JournalImageRow.__table__.c
    keys = session.scalars(
        select(image.row_key).where(
            image.line > after, image.line <= newest, image.table_name == "complaint"
        )
    )
    batches = session.scalars(
        select(line.subject)
        .where(line.number > after, line.number <= newest, line.kind == "batch")
        .distinct()
    )
    ranges = [_range(key) for key in keys]
    ranges += [
        (bulk.first, bulk.last)
        for batch in batches
        for bulk in journal.bulks(session, "complaint", batch, "stored")
    ]
    return _joined(ranges)


def _range(key: str) -> tuple[int, int]:
    first, _, last = key.partition("-")
    return int(first), int(last or first)


def _joined(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The same ids in as few ranges as can be, none longer than PAGE."""
    found: Ranges = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1 and last - found[-1][0] < PAGE:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        elif not found or last > found[-1][1]:
            found.append((max(first, found[-1][1] + 1) if found else first, last))
    return found
