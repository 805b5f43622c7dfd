"""One file, read and checked whole before anything is written: `read_file`.

The database writer then takes the checked records from local disk in chunks and
needs no file, no mapping and no patience with either.
"""

import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.complaints.complaint import NewComplaint, Source, guessed
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import enumerated, phrase
from commandcenter.intake.check import (
    ROW_FIELDS,
    Checker,
    Reject,
    Row,
    picked,
)
from commandcenter.intake.doubts import NOTE_WORDS, Note
from commandcenter.intake.mapping import (
    Mapping,
    guess_mapping,
    load_mappings,
    no_mapping,
)
from commandcenter.intake.places import Crs, Gazetteer
from commandcenter.intake.records import as_columns, complaint_of
from commandcenter.intake.spool import Spool
from commandcenter.intake.tables import Batch, open_table
from commandcenter.intake.values import as_datetime
from commandcenter.late_dataclass import dataclass

HEADER_WITHIN = 10  # rows; exports put a title and a date above the header
PROGRESS_ROWS = 5_000
PREVIEW_ROWS = 20
DOUBLED_KEPT = 100

NO_HEADER = "文件“{name}”里没有表头。"
NO_TIMES = "“{name}”的登记日期大多（{rows} 行中 {n} 行）未填或无法辨认，没有导入；请检查列的对应。"
FEW_ROWS = 20  # below that the rows of a file may well all be odd ones

UNUSED_SHOWN = 20

Progress = Callable[[int, float], None]


class Stopped(Exception):
    """The person cancelled; nothing of the reading is left."""


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What a reading found. `rows` = accepted + duplicates + rejected, without header and blanks.

    `exported_to`: how far each source's data go: the column 导出时间 where there is one,
    else the latest 登记日期, never later than the reading. `given`: fields that it has columns
    for; `unused`: names of columns that the mapping makes no use of.
    """

    file_name: str
    sha256: str
    mapping: str
    encoding: str
    rows: int
    accepted: int
    duplicates: int  # of a 登记编号 that came before in the file; the first counts
    rejected: int
    exported_to: dict[Source, datetime]
    notes: dict[Note, int]
    given: frozenset[str] = frozenset()
    unused: tuple[str, ...] = ()

    def warnings(self) -> list[str]:
        """Sentences about what was odd and kept."""
        notes = (NOTE_WORDS[note].format(count=f"{n:,}") for note, n in self.notes.items())
        return [phrase("{note}。", note=note) for note in notes]

    def unused_words(self) -> str:
        """Which columns were left out; "" where none was."""
        if not self.unused:
            return ""
        names, n = enumerated(self.unused[:UNUSED_SHOWN]), len(self.unused)
        if n > UNUSED_SHOWN:
            names = phrase("{names} 等 {n} 列", names=names, n=n)
        return phrase("未使用的列：{columns}。", columns=names)


class FileRead:
    """A file that was read: its facts, and its records and rejects on local disk until closed.

    `seconds`: what the reading took. `doubled`: records whose 登记编号 came before in the file, the
    first of them.
    """

    def __init__(
        self,
        facts: ReadFacts,
        header: Sequence[str],
        rows: Spool,
        rejects: Spool,
        seconds: float,
        doubled: Sequence[NewComplaint] = (),
    ) -> None:
        self.facts, self.header, self.seconds = facts, tuple(header), seconds
        self._rows, self._rejects = rows, rejects
        self.doubled = doubled

    def __enter__(self) -> "FileRead":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._rows.close()
        self._rejects.close()

    def rows(self) -> Iterator[Row]:
        """Checked records as tuples in the order of ROW_FIELDS, of the file's order."""
        for columns in self._rows.columns():
            yield from zip(*columns, strict=True)

    def complaints(self) -> Iterator[NewComplaint]:
        return map(complaint_of, self.rows())

    def columns(self, size: int) -> Iterator[Columns]:
        """The same by column, `size` at a time."""
        waiting: list[list[Any]] = []
        for columns in self._rows.columns():
            if not waiting:
                waiting = columns
            else:
                for before, column in zip(waiting, columns, strict=True):
                    before += column
            while len(waiting[0]) > size:
                yield as_columns([column[:size] for column in waiting])
                waiting = [column[size:] for column in waiting]
            if len(waiting[0]) == size:
                yield as_columns(waiting)
                waiting = []
        if waiting:
            yield as_columns(waiting)

    def rejects(self) -> Iterator[Reject]:
        for frame in self._rejects.frames():
            for row_number, number, reason, raw in frame:
                yield Reject(row_number, number, pickle.loads(reason), raw)


def read_file(
    path: Path,
    *,
    now: datetime,
    mapping: Mapping | None = None,
    mappings: Sequence[Mapping] | None = None,
    crs: Crs = Crs.WGS84,
    gazetteer: Gazetteer | None = None,
    encoding: str | None = None,
    spool_folder: Path | None = None,
    on_progress: Progress = lambda rows, fraction: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> FileRead:
    """Read and check a whole CSV, TSV, XLSX, XLS or ODS file.

    Without a `mapping` the best of `mappings` (the program's own) is taken. The spool
    may be as large as the file: on Debian /tmp is memory, so give a `spool_folder` on
    disk. `on_progress` gets rows and the fraction of the file. Close what is returned.
    Raises RuleBroken for a file that cannot be read, Stopped when `should_stop` says so.
    """
    known = [mapping] if mapping else load_mappings() if mappings is None else mappings
    started, reading = time.monotonic(), _Reading(spool_folder)
    try:
        with open_table(path, encoding, should_stop) as table:
            for batch in table.batches:
                if should_stop():
                    raise Stopped
                if reading.checker is None:
                    batch = reading.begin(path.name, batch, known, crs, gazetteer, now)
                reading.take(batch, on_progress)
            if should_stop():
                raise Stopped
            reading.end(path.name)
            facts = reading.facts(path.name, table.sha256(), table.encoding, now)
        on_progress(facts.rows, 1.0)
        seconds = time.monotonic() - started
        doubled = list(map(complaint_of, reading.doubled))
        return FileRead(facts, reading.header, reading.rows, reading.rejects, seconds, doubled)
    except BaseException:
        reading.close()
        raise


class _Reading:
    """What grows while a file is read."""

    def __init__(self, folder: Path | None) -> None:
        self.rows = Spool(folder)
        self.rejects = Spool(folder)
        # What came without a time or kind of its own: after all others, for one of the same
        # number that has both goes first.
        self._guessed = Spool(folder)
        self.checker: Checker | None = None
        self.header: Sequence[str] = ()
        self._mapping = ""
        self.doubled: list[Row] = []
        self._seen: set[str] = set()
        self._latest: dict[str, int] = {}
        self._count = self._duplicates = self._rejected = self._told = 0

    def close(self) -> None:
        self.rows.close()
        self.rejects.close()
        self._guessed.close()

    def begin(
        self, name: str, batch: Batch, mappings: Sequence[Mapping], crs: Crs,
        gazetteer: Gazetteer | None, now: datetime,
    ) -> Batch:  # fmt: skip
        """Find the header in the first batch; return what follows it."""
        index, mapping = find_header(name, batch.rows, mappings)
        self.header, self._mapping = batch.rows[index], mapping.code
        self.checker = Checker(mapping, self.header, crs, gazetteer, now)
        return Batch(batch.first + index + 1, batch.rows[index + 1 :], batch.fraction)

    def take(self, batch: Batch, on_progress: Progress) -> None:
        assert self.checker is not None
        columns, rejects = self.checker.columns(batch.first, batch.rows)
        found = len(columns[0]) if columns else 0
        self._count += found + len(rejects)
        self._rejected += len(rejects)
        if columns:
            own, guesses = _apart(columns)
            self._note_times(own, self.checker.now)
            self._keep(own)
            self._guessed.write_columns(guesses)
        # A reason is a phrase, which the spool's `marshal` does not know.
        self.rejects.write(
            [(r.row_number, r.number, pickle.dumps(r.reason), r.raw) for r in rejects]
        )
        if self._count - self._told >= PROGRESS_ROWS:
            self._told = self._count
            on_progress(self._count, batch.fraction)

    def end(self, name: str) -> None:
        """All of the file was taken. Raises RuleBroken where the times of most rows are guesses:
        a column was taken for the time that is none, and a cluster of today would come of it.
        """
        guesses = self.checker.notes[Note.NO_TIME] if self.checker else 0
        if self._count >= FEW_ROWS and guesses * 2 > self._count:
            raise RuleBroken(NO_TIMES, name=name, n=guesses, rows=self._count)
        for columns in self._guessed.columns():
            self._keep(columns)
        self._guessed.close()

    def _keep(self, columns: Sequence[Sequence[Any]]) -> None:
        fresh = self._fresh(columns) if columns else columns
        self._duplicates += (len(columns[0]) if columns else 0) - (len(fresh[0]) if fresh else 0)
        self.rows.write_columns(fresh)

    def _fresh(self, columns: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """The records whose number did not come before; none: no column."""
        seen, column = self._seen, columns[0]
        numbers = set(column)
        if len(numbers) == len(column) and seen.isdisjoint(numbers):
            seen |= numbers
            return columns
        fresh = []
        for place, number in enumerate(column):
            if number not in seen:
                seen.add(number)
                fresh.append(place)
            elif len(self.doubled) < DOUBLED_KEPT:
                self.doubled.append(tuple(each[place] for each in columns))
        return picked(columns, fresh) if fresh else []

    def _note_times(self, columns: Sequence[Sequence[Any]], now: int) -> None:
        if not columns:
            return
        sources, times = (columns[ROW_FIELDS.index(name)] for name in ("source", "registered_at"))
        for source in set(sources):
            at = max(
                (at for at, own in zip(times, sources, strict=True) if own == source and at <= now),
                default=0,
            )
            if at:
                self._latest[source] = max(at, self._latest.get(source, 0))

    def facts(self, name: str, sha256: str, encoding: str, now: datetime) -> ReadFacts:
        assert self.checker is not None
        until = {**self._latest, **self.checker.exported_at}
        moments = {Source(code): min(as_datetime(seconds), now) for code, seconds in until.items()}
        taken = self._count - self._duplicates - self._rejected
        return ReadFacts(
            name, sha256, self._mapping, encoding, self._count, taken, self._duplicates,
            self._rejected, moments, dict(self.checker.notes), self.checker.given,
            self.checker.unused,
        )  # fmt: skip


def _apart(columns: list[Sequence[Any]]) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
    """Records whose time and kind are their own, and those for which a guess stands."""
    unread = columns[ROW_FIELDS.index("unread")]
    guesses = [n for n, words in enumerate(unread) if words and guessed(words)]
    if not guesses:
        return columns, []
    places = set(guesses)
    own = [n for n in range(len(unread)) if n not in places]
    return picked(columns, own) if own else [], picked(columns, guesses)


def find_header(
    name: str, rows: Sequence[Sequence[str]], mappings: Sequence[Mapping]
) -> tuple[int, Mapping]:
    """Index of the header among the first rows, and its mapping.

    Raises RuleBroken, naming the columns that are missing, if there is none.
    """
    start = [(index, row) for index, row in enumerate(rows[:HEADER_WITHIN]) if any(row)]
    for index, row in start:
        if any(not mapping.missing(row) for mapping in mappings):
            return index, guess_mapping(row, mappings)
    if not start:
        raise RuleBroken(NO_HEADER, name=name)
    _, likely = max(start, key=lambda each: max(len(m.places(each[1])) for m in mappings))
    raise no_mapping(likely, mappings)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they would be read, for the person to judge the encoding by."""

    encoding: str  # "" for a workbook
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping | None  # None: no mapping fits, `problem` says what is missing
    problem: str = ""


def preview(
    path: Path, mappings: Sequence[Mapping] | None = None, encoding: str | None = None
) -> Preview:
    """Raises RuleBroken for a file that cannot be read at all."""
    known = load_mappings() if mappings is None else mappings
    with open_table(path, encoding) as table:
        batch = next(table.batches, Batch(1, (), 1.0))
        rows = tuple(tuple(row) for row in batch.rows[:PREVIEW_ROWS])
        try:
            return Preview(table.encoding, rows, find_header(path.name, rows, known)[1])
        except RuleBroken as refusal:
            return Preview(table.encoding, rows, None, str(refusal))
