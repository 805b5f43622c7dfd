"""The whole record checked: chain, every row, counts and schema, each held against the journal.

The chain alone is walked by store/verify.py. Here each image is replayed as well, so that a row
that was changed behind the journal is found and named. Everything is read at one moment, a page
at a time; nothing is changed.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.store import digest
from commandcenter.store.check_parts import EVERYTHING, Part
from commandcenter.store.check_source import Image, Source, source_of
from commandcenter.store.command.book_check import BookFault, check_books
from commandcenter.store.complaints import rollup_check
from commandcenter.store.complaints.complainants import hidden
from commandcenter.store.ledger import Ledger
from commandcenter.store.row_check import Difference, RowCheck
from commandcenter.store.schema_parts import PartFault, unreadable
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.triggers import journalled_tables
from commandcenter.store.verify import BadLine, decisions, fault_of_head, line_fault

if TYPE_CHECKING:
    from commandcenter.store import schema_check, schema_check_server
else:  # lays one anew
    schema_check = late("store.schema_check")
    schema_check_server = late("store.schema_check_server")

STEP = 2_000  # lines in memory
REFUSED = "您的登录名没有校验全程记录的权限。"
MAY = text("SELECT rights.may_verify()")
# A person's login is cut off where it is idle for seconds inside a transaction; this one only
# reads, and a slow machine computes for longer than that between two statements.
UNHURRIED = text("SET LOCAL idle_in_transaction_session_timeout = '10min'")
Progress = Callable[[int, int], None]  # done, of how much


@dataclass(frozen=True, slots=True)
class Chain:
    """`erased`: images taken out by decision, `decided_by` the numbers of those lines."""

    lines: int = 0
    images: int = 0
    erased: int = 0
    decided_by: tuple[int, ...] = ()
    head: str = digest.GENESIS
    bad: BadLine | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """`rows`: compared. Up to the line `undigested_until` rows that came in bulk had no digests:
    of what they were then only whether they are there is known."""

    chain: Chain
    rows: int = 0
    erased_rows: int = 0
    undigested_until: int = 0
    differences: tuple[Difference, ...] = ()
    counts: rollup_check.Check = field(default_factory=lambda: rollup_check.Check(0, ()))
    parts: tuple[PartFault, ...] = ()
    books: tuple[BookFault, ...] = ()

    @property
    def sound(self) -> bool:
        wrong = (self.differences, self.counts.differences, self.parts, self.books)
        return not (self.chain.bad or any(wrong))


def check(
    session: Session,
    on_progress: Progress = lambda done, total: None,
    parts: frozenset[Part] = EVERYTHING,
) -> Whole:
    """Raises RuleBroken for a login that may not have the record checked, and what `on_progress`
    raises to end it."""
    if not may(session):
        raise RuleBroken(REFUSED)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(UNHURRIED)
    faults = _faults_of_schema(session) if Part.SCHEMA in parts else ()
    broken = unreadable(faults)
    if broken:
        return Whole(Chain(), parts=faults)
    books = check_books(session) if Part.OBLIGATIONS in parts else ()
    if not parts & {Part.RECORDS, Part.COMPLAINTS}:
        return Whole(Chain(), counts=_counts(session, parts), parts=faults, books=books)
    with closing(Ledger()) as ledger:
        source = source_of(session)
        rows = RowCheck(source, ledger)
        only = _tables(parts)
        count = _Count(on_progress, _total(session, only))
        chain = _walk(session, source, rows, count)
        rows.finish(count.add, only)
    return Whole(
        chain,
        rows.compared,
        rows.erased,
        rows.undigested_until,
        tuple(rows.first.values()),
        _counts(session, parts),
        faults,
        books,
    )


def may(session: Session) -> bool:
    """Whether the session's login may have the record checked."""
    return not hidden(session) or bool(session.scalar(MAY))


@dataclass
class _Count:
    tell: Progress
    total: int
    done: int = 0

    def add(self, more: int) -> None:
        self.done = min(self.done + more, self.total)
        self.tell(self.done, self.total)


def _tables(parts: frozenset[Part]) -> frozenset[str]:
    found = set()
    for table, ops in journalled_tables():
        kind = Part.RECORDS if "insert" in ops else Part.COMPLAINTS
        if kind in parts:
            found.add(table.name)
    return frozenset(found)


def _total(session: Session, only: frozenset[str]) -> int:
    total = session.scalar(select(PenRow.number)) or 0
    for table, _ in journalled_tables():
        if table.name in only and table.name != "complainant":  # hidden from a person
            total += session.scalar(select(func.count()).select_from(table)) or 0
    return max(1, total)


def _faults_of_schema(session: Session) -> tuple[PartFault, ...]:
    if session.get_bind().dialect.name == "postgresql":
        return tuple(schema_check_server.faults(session))
    return schema_check.faults(session)


def _counts(session: Session, parts: frozenset[Part]) -> rollup_check.Check:
    if Part.COUNTS not in parts:
        return rollup_check.Check(0, ())
    return rollup_check.check(session)


def _walk(session: Session, source: Source, rows: RowCheck, count: _Count) -> Chain:
    """The chain from the first line to the head; each image is handed on to the check of rows.

    A chain that is broken is walked to its end: what is compared then is what images say that are
    themselves whole.
    """
    previous, lines, images, erased = digest.GENESIS, 0, 0, 0
    bad: BadLine | None = None
    decided, used = decisions(session), set[int]()
    for line, its in _lines(session, source):
        lines += 1
        images += len(its)
        by = {image.erased_by for image in its if image.erased_by is not None}
        erased += sum(image.erased_by is not None for image in its)
        used |= by
        if bad is None:
            holds = all(image.holds for image in its) and decided.issuperset(by)
            why = line_fault(line, holds, [image.digest for image in its], previous, lines)
            bad = BadLine(line.number, why) if why else None
        for image in its:
            rows.take(image, line.verb)
        previous = line.hash
        if lines % STEP == 0:
            count.add(STEP)
    count.add(lines % STEP)
    bad = bad or fault_of_head(session, lines, previous)
    return Chain(lines, images, erased, tuple(sorted(used)), previous, bad)


def _lines(session: Session, source: Source) -> Iterator[tuple[Row[Any], list[Image]]]:
    line = JournalLineRow.__table__.c
    after = -1
    while True:
        lines = session.execute(
            select(*line).where(line.number > after).order_by(line.number).limit(STEP)
        ).all()
        if not lines:
            return
        first, after = lines[0].number, lines[-1].number
        images = source.images(first, after)
        by_line = {number: list(group) for number, group in groupby(images, lambda i: i.line)}
        for row in lines:
            yield row, by_line.get(row.number, [])
