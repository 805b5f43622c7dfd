"""Rows that a line of the journal is about, with the words that tell of them."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, select

from commandcenter.domain.phrase import headed, joined, listed, phrase, with_note, word
from commandcenter.domain.support.stock import BACK_WORDS, StockMove
from commandcenter.domain.times import dated_zh
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.tables.command.duty_log import CallUpRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.incident.cases import CaseReportRow
from commandcenter.store.tables.papers.paper import PaperRow, PaperStepRow
from commandcenter.store.tables.papers.paper_number import PaperNumberRow
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow

LONG = 90  # characters of a row's own text
Rows = Select[*tuple[Any, ...]]


def cases(ids: Sequence[int]) -> Rows:
    row = CaseReportRow
    return select(row.id, row.treated, row.source, row.as_of).where(row.id.in_(ids))


def case_words(row: Any) -> str:
    return phrase(
        "就医{n}人，截至{at}（{source}）",
        n=row.treated, at=dated_zh(row.as_of), source=row.source,
    )  # fmt: skip


def meetings(ids: Sequence[int]) -> Rows:
    row = MeetingRow
    return select(row.id, row.meets_at, row.matter).where(row.id.in_(ids))


def meeting_words(row: Any) -> str:
    return headed(dated_zh(row.meets_at), short(row.matter, LONG))


def stock_items(ids: Sequence[int]) -> Rows:
    row = StockItemRow
    return select(row.id, row.name, row.plate, row.store).where(row.id.in_(ids))


def stock_item_words(row: Any) -> str:
    return with_note(f"{row.name} {row.plate}" if row.plate else row.name, row.store)


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
    return listed(parts)


def quoted(title: str) -> str:
    return phrase("“{title}”", title=title)


def papers(ids: Sequence[int]) -> Rows:
    return select(PaperRow.id, PaperRow.title, PaperRow.number).where(PaperRow.id.in_(ids))


def paper_steps(ids: Sequence[int]) -> Rows:
    return (
        select(PaperStepRow.id, PaperRow.title, PaperRow.number)
        .join(PaperRow, PaperRow.id == PaperStepRow.paper_id)
        .where(PaperStepRow.id.in_(ids))
    )


def paper_words(row: Any) -> str:
    return with_note(quoted(word(short(row.title))), row.number)


def paper_numbers(ids: Sequence[int]) -> Rows:
    row = PaperNumberRow
    return select(row.id, row.written, row.title).where(row.id.in_(ids))


def paper_number_words(row: Any) -> str:
    return joined("", (row.written, quoted(word(short(row.title)))))


def calls(ids: Sequence[int]) -> Rows:
    row = CallUpRow
    return select(row.id, row.person, row.about, row.rung_at).where(row.id.in_(ids))


def call_words(row: Any) -> str:
    return headed(listed((row.person, dated_zh(row.rung_at))), short(row.about))


TOLD: dict[str, tuple[Callable[[Sequence[int]], Rows], Callable[[Any], str]]] = {
    "case_report": (cases, case_words),
    "meeting": (meetings, meeting_words),
    "paper": (papers, paper_words),
    "paper_step": (paper_steps, paper_words),
    "paper_number": (paper_numbers, paper_number_words),
    "call_up": (calls, call_words),
    "stock_item": (stock_items, stock_item_words),
    "stock_move": (stock_moves, stock_move_words),
}
