"""The stock leaving the screen on paper: labels to be stuck on things, the ledger (plan 6.2)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.domain.support.stock import SHEET_WORDS, SheetKind
from commandcenter.offices import typesetting
from commandcenter.offices.progress import Progress
from commandcenter.offices.typesetting import PDF
from commandcenter.queries.support.stock import StockBoard
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.output import PaperOutput
from commandcenter.ui.papers.printing import PrintJob

PRINT, SAVE = "print", "save"


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """`way`: PRINT or SAVE."""

    title: str
    way: str
    data: bytes
    pages: int


class SheetForm(Form):
    """`kept` tells the MadeSheet."""

    extent = (560, 320)

    def __init__(self, over: Over, title: str, kind: SheetKind, explain: str = "") -> None:
        super().__init__(over, title, self.tr("制作"), explain=explain)
        self._warned = True  # a few choices are nothing to lose
        self._kind = kind

    def _add_way(self) -> None:
        ways = [(PRINT, self.tr("打印")), (SAVE, self.tr("另存为 PDF"))]
        self.way = self.choice("way", self.tr("输出"), ways, PRINT)

    def _make(self, ids: Collection[int] | None) -> None:
        work = partial(self._typesetting(), ids, str(self.way.currentData()))
        self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)

    def _typesetting(self) -> Callable[[Collection[int] | None, str, Progress], MadeSheet]:
        db, actor, kind = self.seat.tasks.db, self.seat.actor, self._kind

        def typeset(ids: Collection[int] | None, way: str, progress: Progress) -> MadeSheet:
            from commandcenter.offices.stock_sheets import sheet_of  # pages, for a form only

            document = sheet_of(db, actor, kind, ids)
            progress.check()
            done = typesetting.pdf(document)
            return MadeSheet(SHEET_WORDS[kind], way, done.data, done.pages)

        return typeset


class LabelsForm(SheetForm):
    """For which items; at first for all."""

    object_name, extent = "stock_labels_form", (620, 620)

    def __init__(self, over: Over, board: StockBoard) -> None:
        title, explain = (
            self.tr("物资标签"),
            self.tr("每页 15 枚，剪开贴在物资上，扫码即找到台账。"),
        )
        super().__init__(over, title, SheetKind.LABELS, explain)
        choices = [(str(line.id), line.called) for line in board.lines]
        self.items = Chips(choices, columns=3)
        self.items.choose(*(key for key, _ in choices))
        self.add("items", self.tr("哪些物资"), self.items, needed=True)
        self._add_way()

    def submit(self) -> None:
        self._make(frozenset(map(int, self.items.chosen())))


class LedgerForm(SheetForm):
    object_name = "stock_ledger_form"

    def __init__(self, over: Over) -> None:
        explain = self.tr("按库房列出在库、领用、应还和检查到期，写明截至时间。")
        super().__init__(over, self.tr("物资台账"), SheetKind.LEDGER, explain)
        self._add_way()

    def submit(self) -> None:
        self._make(None)


class SheetOutput(QObject):
    """What the forms made: to a printer, or into a file. `owner` gives the window."""

    def __init__(self, seat: Seat, owner: QWidget) -> None:
        super().__init__(owner)
        self.seat = seat
        self._output = PaperOutput(seat, owner)

    @Slot(object)
    def take(self, made: MadeSheet) -> None:
        if made.way == PRINT:
            self._output.print_sheets(PrintJob(made.title, made.data, made.pages))
            return
        drill = self.seat.tasks.db.drill is not None
        name = paper_file_name("", made.title, self.seat.clock(), PDF, drill=drill)
        self._output.save_bytes(name, made.data)
