"""物资台账 by store, and a sheet of labels (plan 6.2)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from commandcenter.domain.support.stock import SHEET_WORDS, SheetKind
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import in_lines, journal_words
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    CodeLabel,
    Column,
    Document,
    Figure,
    Heading,
    LabelRow,
    Meta,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.labels import A_ROW
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.support.stock import StockLine
from commandcenter.queries.support.stock_sheet import StockSheet

HIGH = 4  # grid lines of a row of labels


def stock_ledger(sheet: StockSheet) -> Document:
    return Document(
        meta=_meta(sheet, SheetKind.LEDGER),
        title=SHEET_WORDS[SheetKind.LEDGER],
        blocks=(Para(_summary(sheet)), *_stores(sheet)),
        drill=sheet.drill,
    )


def stock_labels(sheet: StockSheet) -> Document:
    lines = sheet.lines
    rows = (lines[n : n + A_ROW] for n in range(0, len(lines), A_ROW))
    return Document(
        meta=_meta(sheet, SheetKind.LABELS),
        title="",
        blocks=tuple(Figure(_row(row), "", HIGH) for row in rows),
        drill=sheet.drill,
    )


def _meta(sheet: StockSheet, kind: SheetKind) -> Meta:
    return Meta(
        author=sheet.org,
        subject=SHEET_WORDS[kind],
        at=sheet.at,
        journal=journal_words(sheet.journal),
    )


def _row(lines: Sequence[StockLine]) -> LabelRow:
    return LabelRow(
        tuple(CodeLabel(line.code, one_line(line.called), one_line(line.store)) for line in lines)
    )


def _summary(sheet: StockSheet) -> str:
    found = sheet.figures
    words = f"截至{minute_zh(sheet.at)}，登记物资 {found.kinds} 种，领用在外 {found.lent:,} 件"
    late = f"，其中逾期未还 {found.late:,} 件" if found.late else ""
    short = f"；低于最低数量 {found.short} 种" if found.short else ""
    return f"{words}{late}{short}。"


def _stores(sheet: StockSheet) -> Iterator[Block]:
    made = f"注：{one_line(sheet.org)}{minute_zh(sheet.at)}编制。"
    stores = [(name, list(lines)) for name, lines in groupby(sheet.lines, lambda x: x.store)]
    for number, (store, lines) in enumerate(stores, 1):
        yield Heading(1, one_line(store))
        yield TableBlock(
            columns=(
                Column("编码", 3.6, Align.CENTER),
                Column("名称", 7.0),
                Column("单位", 2.4, Align.CENTER),
                Column("在库", 2.8, Align.RIGHT),
                Column("领用", 2.8, Align.RIGHT),
                Column("最低", 2.8, Align.RIGHT),
                Column("应还", 5.4, Align.CENTER),
                Column("检查、有效期至", 5.8, Align.CENTER),
            ),
            rows=tuple(_line(line) for line in lines),
            note=made if number == len(stores) else "",
        )


def _line(line: StockLine) -> tuple[Cell | str, ...]:
    ends = [at for at in (line.check_due, line.valid_until) if at]
    due = in_lines(line.due_at) if line.due_at else "—"
    late = f"（逾期{line.late}）" if line.late else ""
    return (
        line.code,
        one_line(line.called),
        one_line(line.unit),
        f"{line.on_hand:,}",
        "—" if line.used_up else f"{line.lent:,}",
        f"{line.minimum:,}",
        "消耗品" if line.used_up else f"{due}{late}",
        date_zh(min(ends)) if ends else "—",
    )
