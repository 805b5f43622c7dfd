"""物资装备 (plan 6.2): what lies where, what is out, and what must be seen to first."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.stock import (
    BACK_WORDS,
    IN_WORDS,
    MOVE_WORDS,
    STOCK_KIND_WORDS,
    StockKind,
    StockMove,
    item_of,
)
from commandcenter.domain.times import date_zh, dated_zh, local
from commandcenter.queries.support.stock import MoveLine, Need, StockBoard, StockLine, stock_board
from commandcenter.queries.support.when_words import day_words
from commandcenter.services.support import stock
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.line_order import DatedWords, MomentWords
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import dotted, joined, listed, with_note
from commandcenter.ui.support.stock_item_form import CheckForm, ItemForm
from commandcenter.ui.support.stock_move_forms import (
    BackForm,
    CountForm,
    InForm,
    OutForm,
    RemindForm,
    ScrapForm,
)
from commandcenter.ui.support.stock_sheets import LabelsForm, ledger_sheet
from commandcenter.ui.texts import refusal, said, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

EDGES = {Need.NOW: "danger", Need.SOON: "warn", Need.NONE: ""}
ALL, FIRST, OUT, VEHICLES = "all", "first", "out", "vehicles"


class StockPanel(LinesPanel[StockBoard, StockLine]):
    """A scanner types the code of a label into the field of the heading, and Enter."""

    object_name = "stock_panel"
    kinds = frozenset({"stock_item", "stock_move", "person", "incident", "plan"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self._filter = self.ledger.set_filter([
            (ALL, self.tr("全部")),
            (FIRST, self.tr("先办")),
            (OUT, self.tr("领用在外")),
            (VEHICLES, self.tr("车辆")),
        ])  # fmt: skip
        self.ledger.filtered.connect(self._on_filter)
        self.scan = QLineEdit()
        self.scan.setObjectName("scan")
        self.scan.setAccessibleName(self.tr("扫标签"))
        self.scan.setPlaceholderText(self.tr("扫标签或输编码"))
        self.scan.setFont(look.font(Size.SMALL))
        self.scan.setFixedWidth(look.px(132))
        self.scan.returnPressed.connect(self._on_scan)
        self.ledger.heading.addWidget(self.scan)
        self.offer_button("labels", self.tr("标签…"), "print")
        self.offer_button("ledger", self.tr("台账…"), "paper")
        self.offer_button("add", self.tr("新增品种…"), "add")
        self.offer_button("back", self.tr("归还…"))
        self.offer_button("out", self.tr("领用…"), primary=True)

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("物资装备"), self.columns(), "stock", self._nothing())

    def _nothing(self) -> str:
        return self.tr("还没有物资。新增品种，登记现有数量，此后出入库都在这里。")

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("名称"), stretch=True, cell=self._name),
            self.column(self.tr("库房"), 6, cell=lambda line, _: line.store),
            self.column(self.tr("在库"), 4, cell=self._on_hand, right=True),
            self.column(self.tr("领用"), 3, cell=self._lent, right=True),
            self.column(self.tr("最低"), 3, cell=lambda x, _: f"{x.minimum:,}", right=True),
            self.column(self.tr("应还"), 9, cell=self._due),
            self.column(self.tr("检查到期"), 7, cell=self._check),
        ]

    def query(self) -> Query[StockBoard]:
        return self.seat.query(stock_board, self.seat.clock())

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self.refresh()

    def show_filter(self, key: str) -> None:
        self._filter.choose(key)
        self._show_again()

    def rows(self, board: StockBoard) -> tuple[StockLine, ...]:
        match self._filter.key:
            case "first":
                return tuple(line for line in board.lines if line.need is not Need.NONE)
            case "out":
                return tuple(line for line in board.lines if line.lent)
            case "vehicles":
                return tuple(line for line in board.lines if line.kind is StockKind.VEHICLE)
        return board.lines

    def show_answer(self, answer: StockBoard) -> None:
        self.scan.setVisible(answer.refusal is None)
        shut = answer.refusal
        self.ledger.empty.set_text(self._nothing() if shut is None else refusal(shut))
        super().show_answer(answer)

    def note(self, board: StockBoard) -> str:
        if board.refusal is not None:
            return ""
        found = board.figures
        return dotted((
            self.tr("品种 {n}").format(n=found.kinds),
            self.tr("领用在外 {n} 件").format(n=f"{found.lent:,}"),
            self.tr("逾期未还 {n} 件").format(n=f"{found.late:,}"),
            self.tr("低于最低 {n} 种").format(n=found.short),
        ))  # fmt: skip

    def edge(self, line: StockLine, board: StockBoard) -> str:
        return EDGES[line.need]

    def _name(self, line: StockLine, _: StockBoard) -> Cell:
        words = line.called if line.plate else with_note(line.name, line.unit)
        return Cell(words, tip=f"{line.called}  {line.code}")

    def _on_hand(self, line: StockLine, _: StockBoard) -> Cell:
        short = line.short > 0
        return Cell(f"{line.on_hand:,}", "danger" if short else "", bold=short)

    def _lent(self, line: StockLine, _: StockBoard) -> str:
        return "—" if line.used_up else f"{line.lent:,}"

    def _due(self, line: StockLine, board: StockBoard) -> Cell:
        if line.used_up:
            return Cell(self.tr("消耗品"), "text_dim")
        if line.due_at is None:
            return Cell("—", "text_dim")
        day, whole = said(day_words(line.due_at, board.now)), str(dated_zh(line.due_at))
        if line.late:
            late = self.tr("{day} 逾期 {n} {unit}")
            words, whole = (
                late.format(day=each, n=line.late, unit=line.unit) for each in (day, whole)
            )
            return Cell(DatedWords.that(words, whole), "danger", bold=True)
        return Cell(MomentWords.of(day, line.due_at))

    def _check(self, line: StockLine, board: StockBoard) -> Cell:
        ends = [at for at in (line.check_due, line.valid_until) if at]
        if not ends:
            return Cell("—", "text_dim")
        first = min(ends)
        if first > board.soon:
            there = local(first)
            words = self.tr("{year}年{month}月").format(year=there.year, month=there.month)
            return Cell(words, tip=date_zh(first))
        ink = "danger" if first <= board.now else "warn"
        return Cell(MomentWords.of(said(day_words(first, board.now)), first), ink, bold=True)

    def detail(self, line: StockLine, board: StockBoard) -> Detail:
        now = board.now
        months = self.tr("每 {n} 个月").format(n=line.check_months) if line.check_months else ""
        outs = joined("\n", self._out_words(line, board))
        km = self.tr("{n} 公里").format(n=f"{line.mileage:,}") if line.mileage is not None else ""
        valid = date_zh(line.valid_until) if line.valid_until else ""
        moves = (self._move(move, line, board) for move in line.moves)
        return (
            (self.tr("物资"), f"{line.called}  {line.code}"),
            (self.tr("类别、库房"), listed([word(STOCK_KIND_WORDS[line.kind]), line.store])),
            (self.tr("驾驶员、里程"), listed([line.driver, km])),
            (self.tr("未还"), outs),
            (self.tr("有效期至"), valid),
            (self.tr("检查"), listed([months, by_at(line.checked_by, line.checked_at, now)])),
            (
                self.tr("年检有效期至"),
                date_zh(line.inspected_until) if line.inspected_until else "",
            ),
            *moves,
            (self.tr("更正"), by_at(line.edited_by, line.edited_at, now)),
        )

    def _out_words(self, line: StockLine, board: StockBoard) -> list[str]:
        return [
            listed([
                f"{out.left} {line.unit}",
                with_note(out.taker, out.taker_unit),
                self.tr("应还 {time}").format(time=when(out.due_at, board.now)),
                out.incident,
            ])
            for out in line.outs
        ]  # fmt: skip

    def _move(self, move: MoveLine, line: StockLine, board: StockBoard) -> tuple[str, str]:
        head = f"{word(MOVE_WORDS[move.kind])}　{by_at(move.by, move.at, board.now)}"
        moved = move.kind not in (StockMove.CHECK, StockMove.REMINDED)
        parts = [f"{move.amount:,} {line.unit}"] if moved else []
        parts += [word(IN_WORDS[move.came])] if move.came else []
        parts += [word(BACK_WORDS[move.returned_as])] if move.returned_as else []
        parts += [with_note(move.taker, move.taker_unit)] if move.taker else []
        if move.mileage is not None:
            parts.append(self.tr("里程 {n}").format(n=f"{move.mileage:,}"))
        left = self.tr("在库 {n}").format(n=f"{move.on_hand:,}") if moved else ""
        return head, listed([*parts, move.driver, move.incident, move.words, left])

    def acts(self, line: StockLine, board: StockBoard) -> tuple[LineAct, ...]:
        words = {
            "out": self.tr("领用…"),
            "back": self.tr("归还…"),
            "remind": self.tr("催还…"),
            "in": self.tr("入库…"),
            "count": self.tr("盘点…"),
            "check": self.tr("登记检查…"),
            "scrap": self.tr("报废…"),
            "edit": self.tr("更正…"),
            "retire": self.tr("停用…"),
        }
        return line_acts(line.offers, words, frozenset({"retire"}))

    def want(self, board: StockBoard, key: str) -> None:
        match key:
            case "add":
                ItemForm(self.over, board).begin()
            case "out":
                OutForm(self.over, board).begin()
            case "back":
                BackForm(self.over, board).begin()
            case "labels":
                self._output.open(LabelsForm(self.over, board))
            case "ledger":
                words = self.tr("按库房列出在库、领用、应还和检查到期，写明截至时间。")
                self._output.begin(ledger_sheet(self.seat.actor), words)

    def act(self, board: StockBoard, key: str, line: StockLine) -> None:
        match key:
            case "out":
                OutForm(self.over, board, line).begin()
            case "back":
                BackForm(self.over, board, line).begin()
            case "edit":
                ItemForm(self.over, board, line).begin()
            case "retire":
                self._retire(line)
            case _:
                forms = {
                    "in": InForm, "count": CountForm, "scrap": ScrapForm, "check": CheckForm,
                    "remind": RemindForm,
                }  # fmt: skip
                forms[key](self.over, line).begin()

    def _retire(self, line: StockLine) -> None:
        title, primary = self.tr("停用"), self.tr("停用")
        words = self.tr("“{name}”停用后不再列出，不能恢复；出入库台账仍然保留。")
        command = self.seat.command(stock.retire, line.id)
        Confirm(self.over, title, primary, words.format(name=line.called), command).begin()

    @Slot()
    def _on_scan(self) -> None:
        """Go to the item of the label, for what is done with it now."""
        code = self.scan.text()
        self.scan.clear()
        try:
            number = item_of(code)
        except RuleBroken as broken:
            self.seat.notices.refused(refusal(broken))
            return
        if self._filter.key != ALL:
            self._filter.choose(ALL)
            self._show_again()
        if not self.ledger.choose(number):
            words = self.tr("台账中没有编码为 {code} 的物资。").format(code=code.strip())
            self.seat.notices.refused(words)

    def _show_again(self) -> None:
        if self.board is not None:
            self.show_answer(self.board)
