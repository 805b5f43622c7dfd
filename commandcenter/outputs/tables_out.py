"""Tables as files for spreadsheets: CSV and XLSX in which text stays text and numbers stay numbers.

What people wrote is never run as a formula: in CSV by an apostrophe, in XLSX by the
cell's own type and its quote prefix, which shows nothing. Beside each column of moments, which
spreadsheets show without a zone, stands one with ISO 8601 and the offset.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.spreadsheet import safe_cell, starts_formula
from commandcenter.domain.times import iso, local, minute_zh

Cell = str | int | float | bool | datetime | date | None

MAX_ROWS = 1_048_576
MAX_CELL = 32_767  # characters of one cell in Excel
SHEET = "数据"
CUT_MARK = "…（已截短）"
ISO = "（ISO 8601）"  # behind the head of a column of moments, of the one beside it

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def as_of_line(as_of: datetime) -> str:
    return f"数据截至：{minute_zh(as_of)}"


def with_iso(
    rows: Iterable[Sequence[Cell]], header: Sequence[str], moments: Collection[str] = ()
) -> tuple[list[str], Iterator[Sequence[Cell]]]:
    """Header and rows with 2026-11-24T09:45:00+08:00 behind each moment.

    `moments`: the heads of columns that may hold one, so that a file without any has the same
    columns; a column that holds one is found without it.
    """
    lines = list(rows)
    those = {n for n, name in enumerate(header) if name in moments}
    those.update(n for row in lines for n, cell in enumerate(row) if isinstance(cell, datetime))
    heads = [
        head
        for n, name in enumerate(header)
        for head in ((name, f"{name}{ISO}") if n in those else (name,))
    ]
    return heads, (_with_iso(row, those) for row in lines) if those else iter(lines)


def _with_iso(row: Sequence[Cell], those: Collection[int]) -> Sequence[Cell]:
    cells: list[Cell] = []
    for n, cell in enumerate(row):
        cells.append(cell)
        if n in those:
            cells.append(iso(cell) if isinstance(cell, datetime) else None)
    return cells


def write_csv(
    rows: Iterable[Sequence[Cell]],
    header: Sequence[str],
    as_of: datetime,
    *,
    plain: bool = False,
    moments: Collection[str] = (),
) -> bytes:
    """UTF-8 with BOM: the as-of line, the header, the rows; every text in double quotes.

    `plain`: without the as-of line, for what reads the first line as the header. `moments`: see
    with_iso.
    """
    header, rows = with_iso(rows, header, moments)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    if not plain:
        writer.writerow([as_of_line(as_of)])
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str | int | float:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return safe_cell(_text(cell))
    return cell


def _text(cell: Cell) -> str:
    """Text as shown: times on Shanghai's clock to the second, yes and no in words."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return f"{local(cell):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, StrEnum):
        return cell.value
    return "" if cell is None else _CONTROL.sub("", str(cell))


def write_xlsx(
    rows: Iterable[Sequence[Cell]],
    header: Sequence[str],
    as_of: datetime,
    *,
    moments: Collection[str] = (),
) -> bytes:
    """One sheet: the as-of line, the header (bold, frozen, with filters), the rows.

    `moments`: see with_iso. Raises RuleBroken for more rows than a sheet has, or without room for
    its temporary files.
    """
    import xlsxwriter  # for a workbook only: every list of the desk knows this module
    from xlsxwriter.exceptions import FileCreateError  # the same

    header, rows = with_iso(rows, header, moments)
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    try:
        with xlsxwriter.Workbook(out, options) as book:
            sheet = _Sheet(book, header)
            sheet.begin(as_of)
            for row in rows:
                sheet.add(row)
            sheet.end()
    except (FileCreateError, OSError) as error:
        raise RuleBroken("临时文件夹中空间不足或不可写，无法生成工作簿。") from error
    return out.getvalue()


class _Sheet:
    """The sheet as it grows, a row at a time."""

    def __init__(self, book: Any, header: Sequence[str]) -> None:
        self._header, self._at = header, 2
        self._sheet = book.add_worksheet(SHEET)
        self._quoted = book.add_format({"quote_prefix": True})
        self._bold = book.add_format({"bold": True, "quote_prefix": True})
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})

    def begin(self, as_of: datetime) -> None:
        for column, name in enumerate(self._header):
            self._sheet.set_column(column, column, max(12, min(40, 2 * len(name) + 4)))
        self._sheet.freeze_panes(2, 0)
        self._sheet.write_string(0, 0, as_of_line(as_of))
        for column, name in enumerate(self._header):
            self._sheet.write_string(1, column, name, self._bold)

    def add(self, row: Sequence[Cell]) -> None:
        if self._at >= MAX_ROWS:
            raise RuleBroken("超过一张工作表的 1,048,576 行，请缩小范围，或改为导出 CSV。")
        for column, cell in enumerate(row):
            self._write(column, cell)
        self._at += 1

    def _write(self, column: int, cell: Cell) -> None:
        if isinstance(cell, datetime):
            self._sheet.write_datetime(
                self._at, column, local(cell).replace(tzinfo=None), self._time
            )
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._at, column, cell, self._day)
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
            self._sheet.write_number(self._at, column, cell)
        elif text := _text(cell):
            if len(text) > MAX_CELL:
                text = text[: MAX_CELL - len(CUT_MARK)] + CUT_MARK
            self._sheet.write_string(
                self._at, column, text, self._quoted if starts_formula(text) else None
            )

    def end(self) -> None:
        if self._at > 2 and self._header:
            self._sheet.autofilter(1, 0, self._at - 1, len(self._header) - 1)
