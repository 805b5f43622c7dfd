"""The stock leaving the screen on paper: labels to be stuck on things, the ledger (plan 6.2)."""

from collections.abc import Callable, Collection
from typing import Any

from commandcenter.domain.org import Actor
from commandcenter.domain.support.stock import SHEET_WORDS, SheetKind
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.support.stock import StockBoard
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.papers.sheet_output import Sheet, SheetForm


def stock_document(
    actor: Actor, kind: SheetKind, ids: Collection[int] | None = None
) -> Callable[[Any], Document]:
    """`ids`: of these items only."""

    def document(session: Any) -> Document:
        from commandcenter.offices.stock_sheets import sheet_of  # pages, for a sheet only

        return sheet_of(session, actor, kind, ids)

    return document


def ledger_sheet(actor: Actor) -> Sheet:
    return Sheet(SHEET_WORDS[SheetKind.LEDGER], stock_document(actor, SheetKind.LEDGER))


class LabelsForm(SheetForm):
    """For which items; at first for all."""

    object_name, extent = "stock_labels_form", (620, 620)

    def __init__(self, over: Over, board: StockBoard) -> None:
        self._board = board
        kind = SheetKind.LABELS
        explain = self.tr("每页 15 枚，剪开贴在物资上，扫码即找到台账。")
        sheet = Sheet(SHEET_WORDS[kind], stock_document(over.seat.actor, kind))
        super().__init__(over, sheet, explain)

    def add_choices(self) -> None:
        choices = [(str(line.id), line.called) for line in self._board.lines]
        self.items = Chips(choices, columns=3)
        self.items.choose(*(key for key, _ in choices))
        self.add("items", self.tr("哪些物资"), self.items, needed=True)

    def submit(self) -> None:
        ids = frozenset(map(int, self.items.chosen()))
        actor, kind = self.seat.actor, SheetKind.LABELS
        self.sheet = Sheet(self.sheet.name, stock_document(actor, kind, ids))
        super().submit()
