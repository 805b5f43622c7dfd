"""The first rows of a file as a mapping would take them in: what each becomes, or why not."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.phrase import enumerated, phrase
from commandcenter.domain.times import local
from commandcenter.intake.check import ROW_FIELDS, Checker
from commandcenter.intake.mapping import FIELD_WORDS, Mapping, missing_words
from commandcenter.intake.places import Crs, Gazetteer
from commandcenter.intake.read import HEADER_WITHIN, PREVIEW_ROWS
from commandcenter.intake.tables import Batch, open_table
from commandcenter.intake.values import as_datetime
from commandcenter.late_dataclass import dataclass

# What is shown of a record, in this order: the field of the mapping, and of the record.
SHOWN = (
    ("number", "number"), ("registered_at", "registered_at"), ("kind", "kind"),
    ("source", "source"), ("channel", "channel"), ("title", "title"), ("text", "text"),
    ("subject_name", "subject_name"), ("subject_code", "subject_code"),
    ("region", "district"), ("problem", "problem"), ("category", "category"),
    ("amount", "amount_cents"), ("person_name", "person_name"), ("person_phone", "person_phone"),
    ("status", "status"), ("finished_at", "finished_at"), ("outcome", "outcome"),
    ("recovered", "recovered_cents"), ("office", "office"),
)  # fmt: skip
MOST_WORDS = 12
CHOICES: dict[str, dict[str, str]] = {
    "kind": {key.value: words for key, words in KIND_WORDS.items()},
    "source": {key.value: words for key, words in SOURCE_WORDS.items()},
    "channel": {key.value: words for key, words in CHANNEL_WORDS.items()},
}


@dataclass(frozen=True, slots=True)
class Head:
    """A file's own columns, with the first cells under each. `row`: index of the header."""

    row: int
    names: tuple[str, ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """`reason`: why it is refused, "" when it is taken. `cells` in the order of the heads."""

    number: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """`problem`: what the mapping lacks; then there are no rows."""

    heads: tuple[str, ...]
    rows: tuple[TrialRow, ...]
    problem: str = ""

    @property
    def refused(self) -> int:
        return sum(bool(row.reason) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Start:
    """The first rows of a file, a thousand at most: each change of the mapping is tried on them."""

    name: str
    encoding: str  # "" for a workbook
    first: int
    rows: tuple[tuple[str, ...], ...]


def start_of(path: Path) -> Start:
    """Raises RuleBroken for a file that cannot be read at all."""
    with open_table(path) as table:
        batch = next(table.batches, Batch(1, (), 1.0))
        return Start(path.name, table.encoding, batch.first, tuple(map(tuple, batch.rows)))


def words_under(start: Start, head: Head, column: int) -> tuple[str, ...]:
    """The words of a column in these rows, the most frequent first."""
    below = start.rows[head.row + 1 :]
    found = Counter(row[column].strip() for row in below if column < len(row))
    return tuple(word for word, _ in found.most_common(MOST_WORDS + 1) if word)[:MOST_WORDS]


def head_of(start: Start, known: Sequence[Mapping]) -> Head:
    """The row that most looks like a header: known names first, else the fullest."""
    if not start.rows:
        return Head(0, (), ())

    def likely(index: int) -> tuple[int, int, int]:
        row = start.rows[index]
        names = max((len(mapping.places(row)) for mapping in known), default=0)
        return names, sum(bool(cell.strip()) for cell in row), -index

    row = max(range(min(HEADER_WITHIN, len(start.rows))), key=likely)
    names = start.rows[row]
    below = start.rows[row + 1 :]
    samples = tuple(
        next((line[n] for line in below if n < len(line) and line[n].strip()), "")
        for n in range(len(names))
    )
    return Head(row, names, samples)


def tried(
    start: Start, head: Head, mapping: Mapping, gazetteer: Gazetteer | None, now: datetime
) -> Trial:
    """At most PREVIEW_ROWS rows below the header, as they would be taken in."""
    if missing := mapping.missing(head.names):
        words = missing_words(mapping, head.names) if mapping.columns else ""
        named = words or enumerated(FIELD_WORDS[name] for name in missing)
        return Trial((), (), phrase("还缺少{columns}。", columns=named))
    checker = Checker(mapping, head.names, Crs.WGS84, gazetteer, now)
    first = start.first + head.row + 1
    lines = start.rows[head.row + 1 :][:PREVIEW_ROWS]
    found: list[TrialRow] = []
    for number, line in enumerate(lines, first):
        records, rejects = checker.check(number, [line])
        found += [TrialRow(number, "", _cells(record)) for record in records]
        found += [TrialRow(number, reject.reason, _raw(mapping, head, line)) for reject in rejects]
    return Trial(tuple(FIELD_WORDS[name] for name, _ in SHOWN), tuple(found))


def _cells(record: tuple[Any, ...]) -> tuple[str, ...]:
    values = dict(zip(ROW_FIELDS, record, strict=True))
    values["amount_cents"] = values["amount_words"] or values["amount_cents"]
    return tuple(_words(name, values[field]) for name, field in SHOWN)


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name in ("registered_at", "finished_at"):
        return f"{local(as_datetime(value)):%Y-%m-%d %H:%M}"
    if name in ("amount", "recovered") and isinstance(value, int):
        return f"{value / 100:,.2f}"
    return CHOICES.get(name, {}).get(value, str(value))


def _raw(mapping: Mapping, head: Head, line: Sequence[str]) -> tuple[str, ...]:
    """The cells of a refused row as they stand in the file."""
    where = mapping.places(head.names)
    cells = []
    for name, _ in SHOWN:
        index = where.get(name)
        cells.append(line[index] if index is not None and index < len(line) else "")
    return tuple(cells)
