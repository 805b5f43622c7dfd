"""Looks a workbook over before anything parses it: no bombs, DTDs, far-off cells, passwords.

One cell at XFD1048576 makes calamine ask for half a terabyte and abort the whole
process (tafia/calamine #693), so the check comes first and the reading is done in
a child process of its own (`workbook`). In an .ods one cell may say that it stands a million times,
and where its elements do not end calamine goes on for ever: they are looked at first.
Of an .xls, which is not zipped, only the size can be told: its parser is left to the child and
its limits. Nothing but RuleBroken leaves `check`.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_content import BROKEN_ZIP
from commandcenter.domain.phrase import phrase, word
from commandcenter.late_dataclass import dataclass

CELL = re.compile(rb"""\br=["']([A-Z]{1,4})([0-9]{1,8})["']""")
# A tag first, then what stands in it: in one go a tag that does not end would take hours.
TABLE_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^<>]*>")
REPEATED = re.compile(rb"""number-columns-repeated=["']([0-9]{1,9})["']""")
TAIL = 2_000  # bytes of a block before, so that no tag is cut in two
ENCRYPTED_PART = b"encryption-data"
ZIP_MAGIC = b"PK\x03\x04"
BLOCK = 1 << 20
RATIO_FROM = 20 << 20  # bytes; small parts may compress as well as they like

DAMAGED = word(
    "工作簿“{name}”已损坏或内容与扩展名不符。请在电子表格里重新另存为 .xlsx 或 CSV 后再导入。"
)
LOCKED = word("工作簿“{name}”有密码保护。请去掉密码、另存后再导入。")
TOO_LARGE = word("工作簿“{name}”太大（{what}）。请另存为 CSV，或分成几个文件导入。")
SUSPECT = word(
    "工作簿“{name}”的内容不正常（{what}），已拒绝。请在电子表格里把数据复制到新表后再导入。"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a file that is refused; each has {name}, the last two {what} too."""

    damaged: str
    locked: str
    too_large: str
    suspect: str


WORKBOOK = Words(DAMAGED, LOCKED, TOO_LARGE, SUSPECT)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, parts and cells that a workbook may have."""

    file: int = 64 << 20
    unpacked: int = 600 << 20
    part: int = 400 << 20
    ratio: int = 100
    parts: int = 2000
    columns: int = 256
    rows: int = 1_048_576
    cells: int = 64_000_000


LIMITS = Limits()
_NOT_A_WORKBOOK = (
    *BROKEN_ZIP, OSError, KeyError, IndexError, OverflowError, ValueError
)  # fmt: skip


def check(
    path: Path, limits: Limits = LIMITS, should_stop: Callable[[], bool] = lambda: False
) -> None:
    """Raise RuleBroken for anything that is not a plain, small enough workbook.

    Returns early when `should_stop` says so.
    """
    try:
        look = _Look(path.name, limits, should_stop, WORKBOOK)
        size = path.stat().st_size
        if path.suffix.lower() == ".xls" and not _is_zip(path):
            look.small_enough(size)
        else:
            look.over(path, size)
    except _NOT_A_WORKBOOK as error:
        raise RuleBroken(DAMAGED, name=path.name) from error


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(ZIP_MAGIC)) == ZIP_MAGIC


def check_bytes(data: bytes, name: str, limits: Limits, words: Words) -> None:
    """The same for a zipped file in memory that is no workbook."""
    try:
        _Look(name, limits, lambda: False, words).over(BytesIO(data), len(data))
    except _NOT_A_WORKBOOK as error:
        raise RuleBroken(words.damaged, name=name) from error


@dataclass(slots=True)
class _Look:
    name: str
    limits: Limits
    should_stop: Callable[[], bool]
    words: Words
    unsound: bool = (
        False  # a part whose elements do not end, told when all are seen: it may be locked
    )

    def small_enough(self, size: int) -> None:
        if size > self.limits.file:
            raise self._too_large(phrase("超过 {n} MB", n=self.limits.file >> 20))

    def over(self, file: Path | BytesIO, size: int) -> None:
        limits = self.limits
        self.small_enough(size)
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > limits.parts:
                raise self._suspect(word("组成部分过多"))
            total = 0
            for part in parts:
                if part.flag_bits & 1:
                    raise RuleBroken(self.words.locked, name=self.name)
                if part.file_size > limits.part:
                    raise self._too_large(phrase("展开后超过 {n} MB", n=limits.part >> 20))
                total = self._part(archive, part, total)
                if self.should_stop():
                    return
        if self.unsound:
            raise RuleBroken(self.words.damaged, name=self.name)

    def _part(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, total: int) -> int:
        """Unpack one part without keeping it; return the bytes unpacked so far, over all parts."""
        size, limits, area = 0, self.limits, _Area(self.name, self.limits)
        is_sheet, tail = part.filename.startswith("xl/worksheets/"), b""
        elements = expat.ParserCreate()
        with archive.open(part) as stream:
            while (block := stream.read(BLOCK)) and not self.should_stop():
                if size == 0 and (b"<!DOCTYPE" in block[:4096] or b"<!ENTITY" in block[:4096]):
                    raise self._suspect(word("含有文档类型定义"))
                size += len(block)
                if size > limits.part or total + size > limits.unpacked:
                    raise self._too_large(word("展开后过大"))
                if size > RATIO_FROM and size > limits.ratio * max(1, part.compress_size):
                    raise self._suspect(word("压缩比过高"))
                if is_sheet:
                    area.see(block)
                elif part.filename == "content.xml":
                    self._sound(elements, block)
                    self._repeats(tail + block)
                elif part.filename == "META-INF/manifest.xml" and ENCRYPTED_PART in tail + block:
                    raise RuleBroken(self.words.locked, name=self.name)
                tail = block[-TAIL:]
        if part.filename == "content.xml":
            self._sound(elements, b"")
        return total + size

    def _sound(self, elements: expat.XMLParserType, block: bytes) -> None:
        """Whether each element ends; the last block is empty."""
        if self.unsound or self.should_stop():
            return
        try:
            elements.Parse(block, not block)
        except (expat.ExpatError, LookupError, ValueError):
            self.unsound = True

    def _repeats(self, text: bytes) -> None:
        """What fills the rest of a line stands a thousand times, and says nothing."""
        for cell in TABLE_CELL.finditer(text):
            if b"value-type" not in cell[0]:
                continue
            for times in REPEATED.finditer(cell[0]):
                if int(times[1]) > self.limits.columns:
                    raise self._suspect(phrase("一格重复 {n} 列", n=int(times[1])))

    def _too_large(self, what: str) -> RuleBroken:
        return RuleBroken(self.words.too_large, name=self.name, what=what)

    def _suspect(self, what: str) -> RuleBroken:
        return RuleBroken(self.words.suspect, name=self.name, what=what)


class _Area:
    """The corner of the used area of a sheet, from the cell references as they pass by."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._tail = b""
        self._columns = self._rows = 0

    def see(self, block: bytes) -> None:
        for match in CELL.finditer(self._tail + block):
            letters, row = match.group(1), int(match.group(2))
            if len(letters) > 2 or row > self._limits.rows:
                cell = f"{letters.decode()}{row}"
                raise RuleBroken(
                    SUSPECT, name=self._name, what=phrase("单元格 {cell} 超出范围", cell=cell)
                )
            self._columns = max(self._columns, column_number(letters))
            self._rows = max(self._rows, row)
        self._tail = block[-40:]
        too_wide = self._columns > self._limits.columns
        if too_wide or self._columns * self._rows > self._limits.cells:
            what = phrase(
                "表格区域 {columns} 列 × {rows} 行", columns=self._columns, rows=self._rows
            )
            raise RuleBroken(SUSPECT, name=self._name, what=what)


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
