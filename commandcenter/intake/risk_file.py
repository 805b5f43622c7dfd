"""A file of inspections or surveys as records, and the rows that cannot be read with the reason.

Unlike the complaints' files these are small (MOST rows): they are read whole.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import enumerated, phrases
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult
from commandcenter.intake.check import Reject
from commandcenter.intake.mapping import header_key, word_key
from commandcenter.intake.tables import open_table
from commandcenter.intake.values import (
    as_datetime,
    moment,
    number_problem,
    plain,
    registration_number,
    subject_code,
    tidy,
    tidy_lines,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES

FILE = RESOURCES / "intake" / "risk_records.toml"
MOST = 20_000
HEADER_WITHIN = 10
NEEDED = ("number", "held_at", "result")

NO_HEADER = "文件“{name}”里没有找到表头：须有编号、日期、结果三列。"
NO_COLUMNS = "文件“{name}”缺少列：{missing}。可用的列名：{names}。"
TOO_MANY = "文件“{name}”超过 {most} 行，请分开导入。"
WORDS = phrases({"number": "编号", "held_at": "日期", "result": "结果"})


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns and words of the files mean, by field."""

    names: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, RecordKind]
    results: Mapping[str, RecordResult]


@dataclass(frozen=True, slots=True)
class RiskFile:
    """A file that was read: `records` as they may be stored, `rejects` with their reason."""

    name: str
    header: tuple[str, ...]
    records: tuple[NewRecord, ...]
    rows: tuple[int, ...]  # where in the file each record stood
    raw: tuple[tuple[str, ...], ...]  # and as it stood there
    rejects: tuple[Reject, ...]


@cache
def columns() -> Columns:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Columns(
        {field: tuple(map(header_key, names)) for field, names in data["columns"].items()},
        {word_key(w): RecordKind(kind) for kind, words in data["kinds"].items() for w in words},
        {word_key(w): RecordResult(r) for r, words in data["results"].items() for w in words},
    )


def read_records(
    path: Path,
    *,
    kind: RecordKind,
    system: str,
    districts: Mapping[str, str],
    should_stop: Callable[[], bool] = lambda: False,
) -> RiskFile:
    """Read a whole CSV, TSV or XLSX. `kind`: where no column says another; `system`: who
    owns the numbers; `districts`: code by name. Raises RuleBroken for no such file.
    """
    rows: list[tuple[int, tuple[str, ...]]] = []
    with open_table(path, None, should_stop) as table:
        for batch in table.batches:
            rows += [(batch.first + n, tuple(row)) for n, row in enumerate(batch.rows) if any(row)]
            if len(rows) > MOST + HEADER_WITHIN:
                raise RuleBroken(TOO_MANY, name=path.name, most=f"{MOST:,}")
    start, places = _find_header(path.name, rows)
    reader = _Reader(places, kind, system, districts)
    found: list[tuple[NewRecord, int, tuple[str, ...]]] = []
    rejects: list[Reject] = []
    for number, row in rows[start + 1 :]:
        try:
            found.append((reader.record(row), number, row))
        except RuleBroken as broken:
            rejects.append(Reject(number, reader.cell(row, "number"), broken.words, row))
    records, numbers, raw = zip(*found, strict=True) if found else ((), (), ())
    return RiskFile(path.name, rows[start][1], records, numbers, raw, tuple(rejects))


def _find_header(
    name: str, rows: Sequence[tuple[int, tuple[str, ...]]]
) -> tuple[int, dict[str, int]]:
    """Which of the first rows is the header, and the place of each field in it."""
    best: dict[str, int] = {}
    for index, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        places = _places(row)
        if all(field in places for field in NEEDED):
            return index, places
        best = max(best, places, key=len)
    if not best:
        raise RuleBroken(NO_HEADER, name=name)
    missing = [field for field in NEEDED if field not in best]
    raise RuleBroken(
        NO_COLUMNS,
        name=name,
        missing=enumerated(WORDS[field] for field in missing),
        names=enumerated(columns().names[missing[0]]),
    )


def _places(row: Sequence[str]) -> dict[str, int]:
    """The first column of each field's names, in the order of the names."""
    keys = [header_key(cell) for cell in row]
    found: dict[str, int] = {}
    for field, names in columns().names.items():
        at = next((keys.index(n) for n in names if n in keys), None)
        if at is not None and at not in found.values():
            found[field] = at
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    places: Mapping[str, int]
    kind: RecordKind
    system: str
    districts: Mapping[str, str]

    def cell(self, row: Sequence[str], field: str) -> str:
        at = self.places.get(field)
        return tidy(row[at]) if at is not None and at < len(row) else ""

    def record(self, row: Sequence[str]) -> NewRecord:
        """Raises RuleBroken, saying what of the row cannot be read."""
        number = registration_number(self.cell(row, "number"))
        if problem := number_problem(number, WORDS["number"]):
            raise RuleBroken("{problem}。", problem=problem)
        held_at = self._moment(row, "held_at")
        if held_at is None:
            raise RuleBroken("缺日期。")
        subject = self.cell(row, "subject_name")
        return NewRecord(
            kind=self._kind(row),
            title=self.cell(row, "title") or subject or self.cell(row, "category"),
            held_at=held_at,
            result=self._result(row),
            number=number,
            system=self.system,
            subject_name=subject,
            credit_code=subject_code(self.cell(row, "credit_code")),
            category=self.cell(row, "category"),
            district=self._district(row),
            officers=self.cell(row, "officers"),
            problems=self._count(row, "problems"),
            asked=self._count(row, "asked"),
            unhappy=self._count(row, "unhappy"),
            findings=self._findings(row),
            follow_up_at=self._moment(row, "follow_up_at"),
        )

    def _findings(self, row: Sequence[str]) -> str:
        at = self.places.get("findings")
        return tidy_lines(row[at]) if at is not None and at < len(row) else ""

    def _kind(self, row: Sequence[str]) -> RecordKind:
        return columns().kinds.get(word_key(self.cell(row, "kind")), self.kind)

    def _result(self, row: Sequence[str]) -> RecordResult:
        words = self.cell(row, "result")
        found = columns().results.get(word_key(words))
        if found is None:
            raise RuleBroken("看不懂结果“{words}”。", words=words[:20])
        return found

    def _moment(self, row: Sequence[str], field: str) -> datetime | None:
        words = self.cell(row, field)
        seconds = moment(words) if words else None
        if words and seconds is None:
            raise RuleBroken("看不懂日期“{words}”。", words=words[:20])
        return None if seconds is None else as_datetime(seconds)

    def _count(self, row: Sequence[str], field: str) -> int | None:
        words = plain(self.cell(row, field)).replace(",", "")
        if not words:
            return None
        if not (words.isascii() and words.isdecimal() and len(words) <= 9):
            raise RuleBroken("看不懂数字“{words}”。", words=words[:20])
        return int(words)

    def _district(self, row: Sequence[str]) -> str | None:
        words = self.cell(row, "district")
        if not words:
            return None
        for name, code in self.districts.items():
            if words == code or name in words:
                return code
        raise RuleBroken("没有县区“{words}”。", words=words[:20])
