"""The forms of 应急资金: a budget and its change, a request, its approval, what was paid."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.support.fund import is_over
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.support.fund import BudgetChoice
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.money_field import cents_of
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.widgets.labels import PlainLabel

MORE, LESS = "more", "less"
Verb = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Money:
    """What is approved. `line_id`: of which budget, where that is known."""

    item: str
    cents: int
    line_id: int | None


class BudgetForm(Form):
    """设定预算: a purpose of a year."""

    object_name, kept_as, extent = "budget_form", "budget_line", (520, 420)

    def __init__(self, over: Over, year: int) -> None:
        super().__init__(over, self.tr("设定预算"), self.tr("设定"), subject=year)
        self.year = self.number("year", self.tr("年度"), year, needed=True)
        hint = self.tr("例：现场处置、检验检测、宣传培训")
        self.purpose = self.line("purpose", self.tr("用途"), hint=hint, needed=True)
        self.sum = _sum(self, self.tr("预算（元）"))
        self.note = self.line("note", self.tr("说明（可不填）"), hint=self.tr("例：批复文号"))

    def submit(self) -> None:
        self.act(
            fund.set_budget, self.year.value() or 0, self.purpose.text(), _cents(self.sum),
            self.note.text(),
        )  # fmt: skip


class ChangeBudgetForm(Form):
    """追加, 调减."""

    object_name, kept_as, extent = "change_budget_form", "budget_change", (520, 440)

    def __init__(self, over: Over, choices: Sequence[BudgetChoice], line_id: int | None) -> None:
        super().__init__(over, self.tr("调整预算"), self.tr("调整"))
        self.budget = self.choice("line", self.tr("用途"), _named(self, choices), line_id)
        ways = [(MORE, self.tr("追加")), (LESS, self.tr("调减"))]
        self.way = Chips(ways, columns=2, single=True)
        self.way.choose(MORE)
        self.add("way", self.tr("调整"), self.way, needed=True)
        self.sum = _sum(self, self.tr("金额（元）"))
        self.reason = self.text("reason", self.tr("理由"), lines=2, needed=True)

    def submit(self) -> None:
        cents = _cents(self.sum) if self.way.chosen() == (MORE,) else -_cents(self.sum)
        self.act(fund.change_budget, self.budget.currentData(), cents, self.reason.toPlainText())


class AskFundForm(Form):
    """申请资金 outside incidents."""

    object_name, kept_as, extent = "ask_fund_form", "fund_request", (560, 480)

    def __init__(self, over: Over, choices: Sequence[BudgetChoice]) -> None:
        super().__init__(
            over,
            self.tr("申请资金"),
            self.tr("提出"),
            explain=self.tr("由总指挥批准。事件处置用款在事件的“后勤需求”中提出。"),
        )
        self.budget = self.choice("line", self.tr("预算科目"), _named(self, choices))
        self.item = self.line("item", self.tr("名称"), needed=True)
        self.sum = _sum(self, self.tr("金额（元）"))
        self.reason = self.text("reason", self.tr("用途说明"), lines=3, needed=True)

    def submit(self) -> None:
        asked = Asked(
            self.budget.currentData(), self.item.text(), _cents(self.sum), self.reason.toPlainText()
        )
        self.act(fund.ask, asked)


class ApproveForm(Form):
    """批准用款: of which budget, and why, where it is more than that has.

    `verb(session, actor, *about, line_id, exception)`; of a request whose budget is `settled`
    without the line.
    """

    object_name, extent = "approve_money_form", (540, 420)

    def __init__(
        self,
        over: Over,
        money: Money,
        choices: Sequence[BudgetChoice],
        verb: Verb,
        request_id: int,
        *,
        settled: bool = False,
    ) -> None:
        super().__init__(over, self.tr("批准用款"), self.tr("批准"))
        self._money, self._verb, self._request, self._settled = money, verb, request_id, settled
        self._free = {each.id: each.free for each in choices}
        words = self.tr("“{item}”{sum} 元。批准后即可支出，不能撤回。")
        self.note = PlainLabel(words.format(item=money.item, sum=amount_text(money.cents)))
        self.note.setWordWrap(True)
        self.body.addWidget(self.note)
        none: list[tuple[object, str]] = [(None, self.tr("没有预算"))]
        named = _named(self, [x for x in choices if not settled or x.id == money.line_id])
        self.budget = self.choice(
            "line", self.tr("预算科目"), named if settled else [*named, *none],
            money.line_id if money.line_id in self._free else next(iter(self._free), None),
        )  # fmt: skip
        self.exception = self.text(
            "exception", self.tr("超出预算的理由（作为例外批准）"), lines=3,
            hint=self.tr("在预算之内的不填"),
        )  # fmt: skip
        self.demand(self._lacking, self.exception)
        self.budget.currentIndexChanged.connect(self._on_budget)

    def _is_over(self) -> bool:
        return is_over(self._free.get(self.budget.currentData()), self._money.cents)

    def _lacking(self) -> str:
        if self._is_over() and not self.exception.toPlainText().strip():
            return self.tr("这一笔超出预算，请写明理由")
        return ""

    @Slot()
    def _on_budget(self) -> None:
        self.exception.textChanged.emit()  # what is lacking is said anew

    def submit(self) -> None:
        why = self.exception.toPlainText().strip() if self._is_over() else ""
        about: tuple[Any, ...] = (self._request,)
        if not self._settled:
            about = (*about, self.budget.currentData())
        self.act(self._verb, *about, why)


class SpendForm(Form):
    """登记支出: what was paid, and its voucher. `words`: what else was provided is said, too."""

    object_name, extent = "spend_form", (520, 400)

    def __init__(
        self, over: Over, what: str, cents: int, verb: Verb, request_id: int, *, words: bool = False
    ) -> None:
        super().__init__(over, self.tr("登记支出"), self.tr("登记"), explain=what)
        self._verb, self._request = verb, request_id
        self.sum = _sum(self, self.tr("实际支出（元）"), cents)
        self.voucher = self.line("voucher", self.tr("凭证号"), needed=not words)
        self.words = (
            self.text("words", self.tr("车号、人员等（可不填）"), lines=2) if words else None
        )

    def submit(self) -> None:
        if self.words is None:
            self.act(self._verb, self._request, _cents(self.sum), self.voucher.text())
            return
        said = self.words.toPlainText().strip()
        self.act(self._verb, self._request, said, _cents(self.sum), self.voucher.text())


def _named(form: Form, choices: Sequence[BudgetChoice]) -> list[tuple[object, str]]:
    template = form.tr("{purpose}（可用 {free} 元）")
    return [
        (each.id, template.format(purpose=each.purpose, free=amount_text(each.free) or "0"))
        for each in choices
    ]


def _sum(form: Form, label: str, cents: int | None = None) -> QLineEdit:
    """A field for a sum of money, of `cents` at first."""
    told = amount_text(cents) if cents else ""
    field = form.line("money", label, told, form.tr("例：12000"), needed=True)
    form.demand(refused_by(cents_of, field), field)
    return field


def _cents(field: QLineEdit) -> int:
    return cents_of(field.text()) or 0
