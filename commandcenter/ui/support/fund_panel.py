"""应急资金: what is left of the year's budget, by purpose and by incident, and every request."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.org import Actor
from commandcenter.domain.support.fund import FUND_STATE_WORDS, FundState, Spending
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.support.fund import (
    BudgetLine,
    FundBoard,
    FundLine,
    IncidentCost,
    fund_board,
)
from commandcenter.services.command import supply
from commandcenter.services.support import fund
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.papers.sheet_output import Sheet, SheetOutput
from commandcenter.ui.support.fund_forms import (
    ApproveForm,
    AskFundForm,
    BudgetForm,
    ChangeBudgetForm,
    Money,
    SpendForm,
)
from commandcenter.ui.support.fund_head import KINDS, FundHead, left
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    FundState.ASKED: "warn",
    FundState.APPROVED: "accent",
    FundState.SPENT: "ok",
    FundState.REFUSED: "text_dim",
    FundState.WITHDRAWN: "text_faint",
}
TOP_HEIGHT = 212
UNDER_WAY = (FundState.ASKED, FundState.APPROVED)


class BudgetPanel(LinesPanel[FundBoard, BudgetLine]):
    """预算科目."""

    object_name = "budget_panel"
    kinds = KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.year: int | None = None
        self.offer_button("change", self.tr("调整…"))
        self.offer_button("set", self.tr("设定预算…"), "add")

    def make_ledger(self) -> Ledger:
        words = self.tr("这一年还没有预算。设定后，已支、申请中和可用在此算出。")
        return Ledger(self.tr("预算科目"), self.columns(), "stock", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("预算科目"), stretch=True, cell=lambda x, _: x.purpose),
            self.column(
                self.tr("预算"), 6, right=True, adds=True, cell=lambda x, _: yuan(x.spending.budget)
            ),
            self.column(
                self.tr("已支"), 6, right=True, adds=True, cell=lambda x, _: yuan(x.spending.spent)
            ),
            self.column(
                self.tr("申请中"), 6, right=True, adds=True,
                cell=lambda x, _: yuan(x.spending.asked + x.spending.approved),
            ),
            self.column(
                self.tr("可用"), 6, right=True, adds=True, cell=lambda x, _: _free(x.spending)
            ),
        ]  # fmt: skip

    def query(self) -> Query[FundBoard]:
        return self.seat.query(fund_board, self.year, self.seat.clock())

    def note(self, board: FundBoard) -> str:
        return self.tr("单位：元")

    def want(self, board: FundBoard, key: str) -> None:
        if key == "set":
            BudgetForm(self.over, board.year).begin()
        else:
            chosen = self.ledger.chosen_id
            ChangeBudgetForm(self.over, board.choices_of_year(), chosen).begin()


class CostPanel(LinesPanel[FundBoard, IncidentCost]):
    """What each incident has cost."""

    object_name = "cost_panel"
    kinds = KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.year: int | None = None

    def make_ledger(self) -> Ledger:
        words = self.tr("这一年没有事件用款。申请和支出后，按事件汇总在此。")
        return Ledger(self.tr("按事件"), self.columns(), "incident", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("按事件"), stretch=True, cell=lambda x, _: x.title),
            self.column(
                self.tr("申请中"), 6, right=True, adds=True,
                cell=lambda x, _: yuan(x.spending.asked + x.spending.approved),
            ),
            self.column(
                self.tr("已支"), 6, right=True, adds=True, cell=lambda x, _: yuan(x.spending.spent)
            ),
        ]  # fmt: skip

    def rows(self, board: FundBoard) -> tuple[IncidentCost, ...]:
        return board.incidents

    def number(self, line: IncidentCost) -> int:
        return line.incident_id

    def query(self) -> Query[FundBoard]:
        return self.seat.query(fund_board, self.year, self.seat.clock())

    def note(self, board: FundBoard) -> str:
        return self.tr("单位：元")


class FundPanel(LinesPanel[FundBoard, FundLine]):
    """Every request: what waits first.

    Signals:
        readable: arg: whether the money may be read
    """

    object_name = "fund_panel"
    kinds = KINDS
    readable = Signal(bool)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.year: int | None = None
        self._output = SheetOutput(seat, self)
        self._filter = self.ledger.set_filter([
            ("all", self.tr("全部")),
            ("waiting", self.tr("申请中")),
            ("spent", self.tr("已支")),
            ("over", self.tr("例外")),
        ])  # fmt: skip
        self.ledger.filtered.connect(self.show_filter)
        self.offer_button("print", self.tr("使用情况…"), "print")
        self.offer_button("ask", self.tr("申请资金…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("用款申请和支出"), self.columns(), "stock", self._nothing())

    def _nothing(self) -> str:
        return self.tr("这一年还没有用款申请。事件处置用款在事件的“后勤需求”中提出。")

    def show_answer(self, answer: FundBoard) -> None:
        shut = answer.refusal
        self.ledger.empty.set_text(self._nothing() if shut is None else refusal(shut))
        self.readable.emit(shut is None)
        super().show_answer(answer)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("名称"), stretch=True, cell=self._item),
            self.column(self.tr("事件"), 8, cell=lambda x, _: x.incident or self.tr("本局")),
            self.column(self.tr("预算科目"), 6, cell=self._purpose),
            self.column(
                self.tr("金额（元）"), 5, right=True, adds=True, cell=lambda x, _: yuan(x.cents)
            ),
            self.column(
                self.tr("支出（元）"),
                5,
                right=True,
                adds=True,
                cell=lambda x, _: amount_text(x.spent_cents),
            ),
            self.column(self.tr("提出"), 8, cell=lambda x, b: when(x.asked_at, b.now)),
            self.column(self.tr("状态"), 5, cell=self._state),
        ]

    @Slot(str)
    def show_filter(self, key: str) -> None:
        self._filter.choose(key)
        if self.board is not None:
            self.show_answer(self.board)

    def rows(self, board: FundBoard) -> tuple[FundLine, ...]:
        match self._filter.key:
            case "waiting":
                return tuple(x for x in board.requests if x.state in UNDER_WAY)
            case "spent":
                return tuple(x for x in board.requests if x.state is FundState.SPENT)
            case "over":
                return tuple(x for x in board.requests if x.over_budget)
        return board.requests

    def number(self, line: FundLine) -> int:
        return line.key

    def query(self) -> Query[FundBoard]:
        return self.seat.query(fund_board, self.year, self.seat.clock())

    def note(self, board: FundBoard) -> str:
        waiting = sum(x.state is FundState.ASKED for x in board.requests)
        return self.tr("{n} 笔待批准").format(n=waiting) if waiting else ""

    def _item(self, line: FundLine, _: FundBoard) -> Cell:
        return Cell(line.item, bold=line.state is FundState.ASKED)

    def _purpose(self, line: FundLine, _: FundBoard) -> Cell:
        return Cell(line.purpose) if line.purpose else Cell(self.tr("未列"), "warn")

    def _state(self, line: FundLine, _: FundBoard) -> Cell:
        return Cell(word(FUND_STATE_WORDS[line.state]), INKS[line.state])

    def detail(self, line: FundLine, board: FundBoard) -> Detail:
        now, refused = board.now, line.state is FundState.REFUSED
        template = self.tr("{sum} 元")
        waits = line.state is FundState.ASKED
        return (
            (self.tr("用款"), self.tr("{item}，{sum} 元").format(
                item=line.item, sum=yuan(line.cents))),
            (self.tr("用途"), line.reason),
            (self.tr("事件"), line.incident),
            (self.tr("预算科目"), line.purpose or self.tr("未列")),
            (self.tr("提出"), f"{line.asked_from} {by_at(line.asked_by, line.asked_at, now)}"),
            (self.tr("等待"), self.tr("待总指挥批准") if waits else ""),
            (self.tr("批准"), by_at(line.approved_by, line.approved_at, now)),
            (self.tr("例外理由"), line.over_budget),
            (self.tr("支出"), template.format(sum=amount_text(line.spent_cents))
             if line.spent_cents is not None else ""),
            (self.tr("凭证号"), line.voucher),
            (self.tr("办理"), by_at(line.handled_by, line.handled_at, now)),
            (self.tr("未予批准的理由") if refused else self.tr("说明"), line.note),
        )  # fmt: skip

    def acts(self, line: FundLine, board: FundBoard) -> tuple[LineAct, ...]:
        waits = line.state is FundState.ASKED
        words = {
            "approve": self.tr("批准…"),
            "refuse": self.tr("不予批准…") if waits else self.tr("不再支出…"),
            "withdraw": self.tr("撤回"),
            "spend": self.tr("登记支出…"),
        }
        return line_acts(line.offers, words, primary=frozenset({"approve", "spend"}))

    def _spend(self, line: FundLine) -> None:
        verb = fund.spend if line.own else supply.deliver
        form = SpendForm(self.over, line.item, line.cents, verb, line.id, words=not line.own)
        form.begin()

    def want(self, board: FundBoard, key: str) -> None:
        if key == "print":
            words = self.tr("预算、支出和凭证号、各事件用款、例外批准，都按制作的时刻。")
            name = self.tr("{year}年应急经费使用情况").format(year=board.year)
            query = self.seat.query(_document, board.year)
            self._output.begin(Sheet(name, query), words)
        else:
            AskFundForm(self.over, board.choices).begin()

    def act(self, board: FundBoard, key: str, line: FundLine) -> None:
        match key:
            case "approve":
                money = Money(line.item, line.cents, line.line_id)
                choices = board.choices_of_year() if line.own else board.choices
                ApproveForm(
                    self.over,
                    money,
                    choices,
                    fund.approve if line.own else supply.approve,
                    line.id,
                    settled=line.own,
                ).begin()
            case "refuse":
                title = self.tr("不予批准")
                wording = Wording(title, title, self.tr("理由"), line.item)
                verb = fund.refuse if line.own else supply.refuse
                WordsForm(self.over, wording, verb, line.id).begin()
            case "withdraw":
                back = fund.withdraw if line.own else supply.withdraw
                self.seat.tasks.write(self, self.seat.command(back, line.id))
            case "spend":
                self._spend(line)


def _document(session: Any, actor: Actor, year: int) -> Document:
    from commandcenter.offices.fund_sheet import fund_document  # pages, for a sheet only

    return fund_document(session, actor, year)


def yuan(cents: int) -> str:
    return amount_text(cents) or "0"


def _free(spending: Spending) -> Cell:
    return Cell(yuan(left(spending)), "danger" if left(spending) < 0 else "")


class FundView(QWidget):
    """The tab: sums, purposes and incidents above, the requests below; all of one year."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fund_view")
        self.head, self.budgets = FundHead(seat), BudgetPanel(seat)
        self.costs, self.requests = CostPanel(seat), FundPanel(seat)
        self._sums = QWidget()
        top = QHBoxLayout(self._sums)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(look.px(16))
        for panel, share in ((self.head, 2), (self.budgets, 4), (self.costs, 3)):
            panel.setFixedHeight(look.px(TOP_HEIGHT))
            top.addWidget(panel, share)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self._sums)
        box.addWidget(self.requests, 1)
        self.head.year_chosen.connect(self._on_year)
        # Who may not read the money is told so once, and no sum that would be none of the bureau's.
        self.requests.readable.connect(self._sums.setVisible)

    @property
    def ledger(self) -> Ledger:
        """Where a request is chosen from elsewhere."""
        return self.requests.ledger

    @Slot(int)
    def _on_year(self, year: int) -> None:
        for panel in (self.head, self.budgets, self.costs, self.requests):
            panel.year = year
            panel.refresh()
