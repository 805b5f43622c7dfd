"""Any table file as batches of rows of text, each with the number of its first row.

Row numbers are those a person sees in a spreadsheet: the first row is 1, blank rows
count. What kind a file is, is told by its name and its first bytes together; they
must agree.
"""

import csv
import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, word
from commandcenter.intake import guard, workbook
from commandcenter.intake.encoding import BLOCK, Source, find_encoding, open_binary
from commandcenter.late_dataclass import dataclass

MAX_FIELD = 100_000  # characters of one CSV field
MAX_COLUMNS = 256
BATCH_ROWS = 1000
STEP_ROWS = 50
BATCH_BYTES = 2 << 20
DELIMITERS = ",;\t"
SNIFF_ROWS = 20

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
WORKBOOK_SUFFIXES = {".xlsx": (ZIP_MAGIC,), ".ods": (ZIP_MAGIC,), ".xls": (OLE_MAGIC, ZIP_MAGIC)}
OTHER_MAGICS = (ZIP_MAGIC, OLE_MAGIC, b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x89PNG")

WPS_WORKBOOK = "“{name}”是 WPS 的 .et 表格。请用 WPS 打开，另存为 .xlsx 或“CSV UTF-8”后再导入。"
NOT_SUPPORTED = (
    "不支持“{name}”这种文件。请另存为 .xlsx、.xls、.ods、.csv 或 .txt（制表符分隔）后再导入。"
)
NOT_WHAT_IT_SAYS = (
    "“{name}”的内容与扩展名不符，不是{kind}。请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 后再导入。"
)
BAD_CSV = "第 {row} 行附近不是正确的 CSV：{reason}。请检查引号是否配对，或另存为 .xlsx 后再导入。"
CHANGED = "“{name}”在读取时被改写，没有导入。请等文件写完再导入。"
TOO_WIDE = "第 {row} 行有 {count} 列，超过 {limit} 列，不像投诉表格，已拒绝。"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as they stand in the file; `fraction` of the file read so far, 0 to 1."""

    first: int  # row number of rows[0]
    rows: Sequence[Sequence[str]]
    fraction: float


@dataclass(slots=True)
class Table:
    """An open file: iterate `batches` once; `sha256` is of the whole file when they have ended, and
    raises RuleBroken where that is no longer the file whose rows these are."""

    batches: Generator[Batch, None, None]
    sha256: Callable[[], str]
    encoding: str  # "" for a workbook


@contextmanager
def open_table(
    path: Path, encoding: str | None = None, should_stop: Callable[[], bool] = lambda: False
) -> Iterator[Table]:
    """The rows of a CSV, TSV, XLSX, XLS or ODS file. Raises RuleBroken for whatever else it is."""
    if is_workbook(path):
        digest = file_digest(path)
        batches = _workbook_batches(path, should_stop)
        try:
            yield Table(batches, partial(_require_unchanged, path, digest), "")
        finally:
            batches.close()
        return
    codec = encoding or find_encoding(path)
    delimiter = find_delimiter(path, codec)
    with Source(path, codec) as source:
        yield Table(_text_batches(source, delimiter), lambda: source.sha256, codec)


def is_workbook(path: Path) -> bool:
    """True for .xlsx, .xls and .ods, False for text.

    Raises RuleBroken, saying what to do, for other files. An .xls that is an .xlsx inside, as some
    systems write them, is one.
    """
    with open_binary(path) as file:
        start = file.read(8)
    suffix, name = path.suffix.lower(), path.name
    if suffix == ".et":
        raise RuleBroken(WPS_WORKBOOK, name=name)
    if suffix in WORKBOOK_SUFFIXES:
        if suffix == ".xlsx" and start.startswith(OLE_MAGIC):
            raise RuleBroken(guard.LOCKED, name=name)
        if not start.startswith(WORKBOOK_SUFFIXES[suffix]):
            raise RuleBroken(NOT_WHAT_IT_SAYS, name=name, kind=word("工作簿"))
        return True
    if suffix not in TEXT_SUFFIXES:
        raise RuleBroken(NOT_SUPPORTED, name=name)
    if start.startswith(OTHER_MAGICS):
        raise RuleBroken(NOT_WHAT_IT_SAYS, name=name, kind=word("文本表格"))
    return False


def _require_unchanged(path: Path, digest: str) -> str:
    """The digest of a workbook, whose rows another process read from the same path since."""
    if file_digest(path) != digest:
        raise RuleBroken(CHANGED, name=path.name)
    return digest


def file_digest(path: Path) -> str:
    with open_binary(path) as file:
        digest = hashlib.sha256()
        while block := file.read(BLOCK):
            digest.update(block)
        return digest.hexdigest()


def find_delimiter(path: Path, codec: str) -> str:
    """Of comma, semicolon and tab, the one that parts the first rows into most columns."""
    with Source(path, codec) as source:
        start = list(islice(source.lines(), SNIFF_ROWS))
    return max(DELIMITERS, key=lambda mark: _widest(start, mark))


def _widest(lines: Sequence[str], delimiter: str) -> int:
    try:
        return max(map(len, csv.reader(lines, delimiter=delimiter)), default=0)
    except csv.Error:
        return 0


def _text_batches(source: Source, delimiter: str) -> Generator[Batch, None, None]:
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(source.lines(), delimiter=delimiter, strict=True)
    first, start = 1, 0
    rows: list[list[str]] = []
    try:
        while not _ended(rows, reader):
            if len(rows) >= BATCH_ROWS or source.taken - start > BATCH_BYTES:
                yield _batch(first, rows, source.taken / source.size)
                source.settle()
                first, rows, start = first + len(rows), [], source.taken
    except csv.Error as error:
        raise RuleBroken(BAD_CSV, row=first + len(rows), reason=_csv_reason(error)) from error
    yield _batch(first, rows, 1.0)


def _ended(rows: list[list[str]], reader: Iterator[list[str]]) -> bool:
    """Add some rows; whether there were none. What came before an error is kept."""
    before = len(rows)
    rows.extend(islice(reader, STEP_ROWS))
    return len(rows) == before


def _csv_reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return phrase("有一格超过 {n} 万字", n=MAX_FIELD // 10_000)
    return word("引号没有配对") if "end of data" in str(error) else word("引号后面还有别的字")


def _workbook_batches(path: Path, should_stop: Callable[[], bool]) -> Generator[Batch, None, None]:
    first = 1
    for rows, fraction in workbook.read_rows(path, should_stop):
        yield _batch(first, rows, fraction)
        first += len(rows)


def _batch(first: int, rows: Sequence[Sequence[str]], fraction: float) -> Batch:
    widest = max(map(len, rows), default=0)
    if widest > MAX_COLUMNS:
        row = next(n for n, r in enumerate(rows, first) if len(r) > MAX_COLUMNS)
        raise RuleBroken(TOO_WIDE, row=row, count=widest, limit=MAX_COLUMNS)
    return Batch(first, rows, fraction)
