"""Rows that a line of the journal is about, with the words that tell of them."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, select

from commandcenter.domain.support.stock import BACK_WORDS, StockMove
from commandcenter.domain.times import dated_zh
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.tables.command.command import MeetingRow
from commandcenter.store.tables.incident.cases import CaseReportRow
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

LONG = 90  # characters of a row's own text
Rows = Select[*tuple[Any, ...]]


def cases(ids: Sequence[int]) -> Rows:
    row = CaseReportRow
    return select(row.id, row.treated, row.source, row.as_of).where(row.id.in_(ids))


def case_words(row: Any) -> str:
    return f"就医{row.treated}人，截至{dated_zh(row.as_of)}（{row.source}）"


def meetings(ids: Sequence[int]) -> Rows:
    row = MeetingRow
    return select(row.id, row.meets_at, row.matter).where(row.id.in_(ids))


def meeting_words(row: Any) -> str:
    return f"{dated_zh(row.meets_at)}：{short(row.matter, LONG)}"


def stock_items(ids: Sequence[int]) -> Rows:
    row = StockItemRow
    return select(row.id, row.name, row.plate, row.store).where(row.id.in_(ids))


def stock_item_words(row: Any) -> str:
    plate = f" {row.plate}" if row.plate else ""
    return f"{row.name}{plate}（{row.store}）"


def stock_moves(ids: Sequence[int]) -> Rows:
    row = StockMoveRow
    return select(
        row.id, row.item, row.unit, row.kind, row.amount, row.taker, row.returned_as, row.words
    ).where(row.id.in_(ids))


def stock_move_words(row: Any) -> str:
    """对讲机 4 部，石军: a name of the register is no secret in the bureau."""
    moved = row.kind not in (StockMove.CHECK, StockMove.REMINDED)
    amount = f" {row.amount} {row.unit}" if moved else ""
    parts = [f"{row.item}{amount}", row.taker]
    parts += [BACK_WORDS[row.returned_as]] if row.returned_as else []
    parts += [short(row.words, LONG)] if row.words else []
    return "，".join(filter(None, parts))


TOLD: dict[str, tuple[Callable[[Sequence[int]], Rows], Callable[[Any], str]]] = {
    "case_report": (cases, case_words),
    "meeting": (meetings, meeting_words),
    "stock_item": (stock_items, stock_item_words),
    "stock_move": (stock_moves, stock_move_words),
}
