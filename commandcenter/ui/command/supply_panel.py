"""后勤需求: what is asked of 后勤保障组, what was approved, is there, is back."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.supply import (
    KIND_WORDS,
    STATE_WORDS,
    Kind,
    State,
)
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.queries.command.supply import (
    SupplyBoard,
    SupplyLine,
    SupplyTotal,
    supply_board,
)
from commandcenter.services.command import supply
from commandcenter.store.database import Query
from commandcenter.ui.command.supply_form import AskForm, DeliverForm, GiveBackForm
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import dotted, joined
from commandcenter.ui.support.fund_forms import ApproveForm, Money, SpendForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    State.ASKED: "warn",
    State.APPROVED: "accent",
    State.DELIVERED: "ok",
    State.REFUSED: "text_dim",
    State.WITHDRAWN: "text_faint",
    State.RETURNED: "text_faint",
}


class SupplyPanel(LinesPanel[SupplyBoard, SupplyLine]):
    """What waits first. Who keeps no stock sees what they or their group asked for."""

    object_name = "supply_panel"
    kinds = frozenset({"supply_request", "stock_item", "stock_move", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("ask_supply", self.tr("提出需求…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有后勤需求。车辆、装备、座席、人员、餐饮、场所和资金都在此提出。")
        return Ledger(self.tr("后勤需求"), self.columns(), "stock", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("类别"), 5, cell=lambda line, _: word(KIND_WORDS[line.kind])),
            self.column(self.tr("名称"), stretch=True, cell=self._item),
            self.column(
                self.tr("数量"),
                5,
                right=True,
                adds=True,
                cell=lambda x, _: f"{x.amount:,} {word(x.unit)}",
            ),
            self.column(
                self.tr("金额（元）"),
                7,
                right=True,
                adds=True,
                cell=lambda x, _: amount_text(x.money_cents),
            ),
            self.column(self.tr("需用时间"), 8, cell=self._needed),
            self.column(self.tr("提出"), 9, cell=lambda x, _: f"{x.asked_from} {x.asked_by}"),
            self.column(self.tr("状态"), 5, cell=self._state),
        ]

    def query(self) -> Query[SupplyBoard]:
        return self.asked(supply_board)

    def note(self, board: SupplyBoard) -> str:
        parts = [self._total(total) for total in board.totals]
        if board.refusal is not None:
            parts.insert(0, self.tr("只列您和本组提出的"))
        return dotted(parts)

    def _total(self, total: SupplyTotal) -> str:
        name, unit = word(KIND_WORDS[total.kind]), word(total.unit)
        if total.kind is Kind.MONEY:
            words = self.tr("资金 申请 {asked} 已批 {approved} 已支 {paid} 元")
            return words.format(
                asked=amount_text(total.money_asked),
                approved=amount_text(total.money_approved),
                paid=amount_text(total.money_paid),
            )
        counts = [(self.tr("待办"), total.waiting), (self.tr("在用"), total.there)]
        said = joined(" ", (f"{what} {n:,} {unit}".strip() for what, n in counts if n))
        return f"{name} {said}" if said else ""

    def _item(self, line: SupplyLine, _: SupplyBoard) -> Cell:
        return Cell(line.item, bold=line.state is State.ASKED)

    def _needed(self, line: SupplyLine, board: SupplyBoard) -> Cell:
        needed = when(line.needed_at, board.now)
        if line.late:
            return Cell(self.tr("{time} 已过").format(time=needed), "danger")
        return Cell(needed)

    def _state(self, line: SupplyLine, _: SupplyBoard) -> Cell:
        return Cell(word(STATE_WORDS[line.state]), INKS[line.state])

    def detail(self, line: SupplyLine, board: SupplyBoard) -> Detail:
        now = board.now
        waits = line.state is State.ASKED
        decides = self.tr("总指挥") if line.costs else self.tr("后勤保障组")
        refused = line.state is State.REFUSED
        return (
            (self.tr("需求"), f"{line.item} {line.amount:,} {word(line.unit)}"),
            (self.tr("用途"), line.reason),
            (self.tr("金额"), self._yuan(line.money_cents)),
            (self.tr("需用时间"), when(line.needed_at, now)),
            (self.tr("使用"), word(GROUP_WORDS[line.for_group]) if line.for_group else ""),
            (self.tr("提出"), f"{line.asked_from} {by_at(line.asked_by, line.asked_at, now)}"),
            (self.tr("等待"), self.tr("待{who}批准").format(who=decides) if waits else ""),
            (self.tr("批准"), by_at(line.approved_by, line.approved_at, now)),
            (self.tr("办理"), by_at(line.handled_by, line.handled_at, now)),
            (self.tr("未予批准的理由") if refused else self.tr("说明"), line.note),
            (self.tr("例外理由"), line.over_budget),
            (self.tr("支出"), self._yuan(line.spent_cents)),
            (self.tr("凭证号"), line.voucher),
            (self.tr("归还"), by_at(line.returned_by, line.returned_at, now)),
        )

    def _yuan(self, cents: int | None) -> str:
        return self.tr("{n} 元").format(n=amount_text(cents)) if cents else ""

    def acts(self, line: SupplyLine, board: SupplyBoard) -> tuple[LineAct, ...]:
        waits = line.state is State.ASKED
        words = {
            "approve": self.tr("批准…"),
            "refuse": self.tr("不予批准…") if waits else self.tr("无法落实…"),
            "withdraw": self.tr("撤回"),
            "deliver": self.tr("已落实…"),
            "give_back": self.tr("已归还"),
        }
        return line_acts(line.offers, words, primary=frozenset({"approve", "deliver"}))

    def want(self, board: SupplyBoard, key: str) -> None:
        if self.incident_id is not None:
            money = board.asks_money
            AskForm(self.over, self.incident_id, money=money).begin()

    def act(self, board: SupplyBoard, key: str, line: SupplyLine) -> None:
        match key:
            case "approve":
                self._approve(line, board)
            case "refuse":
                title, explain = self.tr("不予批准"), self._explained(line)
                wording = Wording(title, title, self.tr("理由"), explain)
                WordsForm(self.over, wording, supply.refuse, line.id).begin()
            case "deliver" if line.costs:
                SpendForm(self.over, self._explained(line), line.money_cents or 0,
                          supply.deliver, line.id, words=True).begin()  # fmt: skip
            case "deliver" if any(item.kind is line.kind for item in board.stock):
                DeliverForm(self.over, board, line).begin()
            case "deliver":
                label, explain = self.tr("车号、人员等（可不填）"), self._explained(line)
                title, primary = self.tr("已落实"), self.tr("登记")
                wording = Wording(title, primary, label, explain, needed=False)
                WordsForm(self.over, wording, supply.deliver, line.id).begin()
            case "withdraw":
                self.seat.tasks.write(self, self.seat.command(supply.withdraw, line.id))
            case "give_back" if line.from_stock:
                GiveBackForm(self.over, line).begin()
            case "give_back":
                self.seat.tasks.write(self, self.seat.command(supply.give_back, line.id))

    def _explained(self, line: SupplyLine) -> str:
        return f"{line.item} {line.amount:,} {word(line.unit)}"

    def _approve(self, line: SupplyLine, board: SupplyBoard) -> None:
        if line.costs:
            money = Money(line.item, line.money_cents or 0, line.budget_line_id)
            ApproveForm(self.over, money, board.budgets, supply.approve, line.id).begin()
            return
        what = self.tr("“{item}”{amount} {unit}").format(
            item=line.item, amount=line.amount, unit=word(line.unit)
        )
        words = self.tr("批准{what}，由后勤保障组落实。").format(what=what)
        title, primary = self.tr("批准后勤需求"), self.tr("批准")
        command = self.seat.command(supply.approve, line.id)
        Confirm(self.over, title, primary, words, command).begin()
