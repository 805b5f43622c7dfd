"""后勤需求: what is asked of 后勤保障组, what was approved, is there, is back."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.supply import (
    KIND_WORDS,
    RETURNED,
    STATE_WORDS,
    UNITS,
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
from commandcenter.ui.command.supply_form import AskForm
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import WordsForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

INKS = {
    State.ASKED: "warn",
    State.APPROVED: "accent",
    State.DELIVERED: "ok",
    State.REFUSED: "text_dim",
    State.WITHDRAWN: "text_faint",
    State.RETURNED: "text_faint",
}
ASK = "ask_supply"


class SupplyPanel(LedgerPanel[SupplyBoard]):
    """What waits first. Who keeps no stock sees what he or his group asked for."""

    kinds = frozenset({"supply_request", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("supply_panel")
        self._board: SupplyBoard | None = None
        self._ask = self.ledger.add_button(ASK, self.tr("提出需求…"), "add", primary=True)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("后勤需求"),
            [
                Column(self.tr("类别"), 5),
                Column(self.tr("名称"), stretch=True),
                Column(self.tr("数量"), 5, right=True),
                Column(self.tr("金额（元）"), 7, right=True),
                Column(self.tr("需用时间"), 8),
                Column(self.tr("提出"), 9),
                Column(self.tr("状态"), 5),
            ],
            "stock",
            self.tr("还没有后勤需求。车辆、装备、座席、人员、餐饮、场所和资金都在此提出。"),
        )

    def query(self) -> Query[SupplyBoard]:
        return partial(
            supply_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: SupplyBoard) -> None:
        self._board = answer
        self._ask.setVisible(answer.asks)
        self._ask.forbid(why(answer.closed))
        self.ledger.set_note(self._note(answer))
        super().show_answer(answer)

    def _note(self, board: SupplyBoard) -> str:
        parts = [self._total(total) for total in board.totals]
        if board.refusal is not None:
            parts.insert(0, self.tr("只列您和本组提出的"))
        return " · ".join(part for part in parts if part)

    def _total(self, total: SupplyTotal) -> str:
        name, unit = word(KIND_WORDS[total.kind]), word(UNITS[total.kind])
        if total.kind is Kind.MONEY:
            words = self.tr("资金 申请 {asked} 已批 {approved} 已支 {paid} 元")
            return words.format(
                asked=amount_text(total.money_asked),
                approved=amount_text(total.money_approved),
                paid=amount_text(total.money_paid),
            )
        counts = [(self.tr("待办"), total.waiting), (self.tr("在用"), total.there)]
        said = " ".join(f"{what} {n} {unit}" for what, n in counts if n)
        return f"{name} {said}" if said else ""

    def lines(self, answer: SupplyBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: SupplyLine, board: SupplyBoard) -> Line:
        needed = when(line.needed_at, board.now)
        cells = (
            word(KIND_WORDS[line.kind]),
            Cell(line.item, bold=line.state is State.ASKED),
            f"{line.amount:,} {line.unit}",
            amount_text(line.money_cents),
            Cell(self.tr("{time} 已过").format(time=needed) if line.late else needed,
                 "danger" if line.late else ""),
            f"{line.asked_from} {line.asked_by}",
            Cell(word(STATE_WORDS[line.state]), INKS[line.state]),
        )  # fmt: skip
        return Line(line.id, cells, self._detail(line, board.now), self._acts(line, board))

    def _detail(self, line: SupplyLine, now: datetime) -> tuple[tuple[str, str], ...]:
        waits = line.state is State.ASKED
        decides = self.tr("总指挥") if line.costs else self.tr("后勤保障组")
        refused = line.state is State.REFUSED
        return (
            (self.tr("需求"), f"{line.item} {line.amount:,} {line.unit}"),
            (self.tr("用途"), line.reason),
            (self.tr("金额"), self._yuan(line.money_cents)),
            (self.tr("需用时间"), when(line.needed_at, now)),
            (self.tr("使用"), word(GROUP_WORDS[line.for_group]) if line.for_group else ""),
            (self.tr("提出"), f"{line.asked_from} {by_at(line.asked_by, line.asked_at, now)}"),
            (self.tr("等待"), self.tr("待{who}批准").format(who=decides) if waits else ""),
            (self.tr("批准"), by_at(line.approved_by, line.approved_at, now)),
            (self.tr("办理"), by_at(line.handled_by, line.handled_at, now)),
            (self.tr("未予批准的理由") if refused else self.tr("说明"), line.note),
            (self.tr("归还"), by_at(line.returned_by, line.returned_at, now)),
        )

    def _yuan(self, cents: int | None) -> str:
        return self.tr("{n} 元").format(n=amount_text(cents)) if cents else ""

    def _acts(self, line: SupplyLine, board: SupplyBoard) -> tuple[LineAct, ...]:
        """Only what his role may do; after the record was closed, with the reason."""
        closed = why(board.closed)
        decides = (board.no_approval if line.costs else board.no_stock) is None
        delivers = (board.no_money if line.kind is Kind.MONEY else board.no_stock) is None
        acts: list[LineAct] = []
        if line.state is State.ASKED and decides:
            acts.append(LineAct("approve", self.tr("批准…"), closed, primary=True))
            acts.append(LineAct("refuse", self.tr("不予批准…"), closed))
        if line.state is State.ASKED and line.own:
            acts.append(LineAct("withdraw", self.tr("撤回"), closed))
        if line.state is State.APPROVED and delivers:
            acts.append(LineAct("deliver", self.tr("已落实…"), closed, primary=True))
            acts.append(LineAct("refuse", self.tr("无法落实…"), closed))
        if line.state is State.DELIVERED and delivers and line.kind in RETURNED:
            acts.append(LineAct("give_back", self.tr("已归还"), closed))
        return tuple(acts)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is not None and self._board is not None:
            money = self._board.no_money is None
            AskForm(self.over, self.incident_id, money=money).begin()

    @Slot(str, int)
    def _on_act(self, key: str, request_id: int) -> None:
        lines = self._board.lines if self._board else ()
        line = next((x for x in lines if x.id == request_id), None)
        if line is None:
            return
        match key:
            case "approve":
                self._approve(line)
            case "refuse" | "deliver":
                self._with_words(key, line)
            case "withdraw" | "give_back":
                verb = supply.withdraw if key == "withdraw" else supply.give_back
                self.seat.tasks.write(
                    self, partial(verb, actor=self.seat.actor, request_id=request_id)
                )

    def _approve(self, line: SupplyLine) -> None:
        what = self.tr("“{item}”{amount} {unit}").format(
            item=line.item, amount=line.amount, unit=line.unit
        )
        if line.costs:
            words = self.tr("批准{what}，金额 {money}。批准后后勤保障组即可支出，不能撤回。")
            words = words.format(what=what, money=self._yuan(line.money_cents))
        else:
            words = self.tr("批准{what}，由后勤保障组落实。").format(what=what)
        Confirm(
            self.seat,
            self.tr("批准后勤需求"),
            self.tr("批准"),
            words,
            partial(supply.approve, actor=self.seat.actor, request_id=line.id),
            self.window(),
        ).begin()

    def _with_words(self, key: str, line: SupplyLine) -> None:
        refuses = key == "refuse"
        verb = supply.refuse if refuses else supply.deliver
        label = self.tr("理由") if refuses else self.tr("车号、人员、凭证号等（可不填）")
        WordsForm(
            self.seat,
            self.tr("不予批准") if refuses else self.tr("已落实"),
            self.tr("不予批准") if refuses else self.tr("登记"),
            label,
            partial(_move, verb, self.seat.actor, line.id),
            self.window(),
            explain=f"{line.item} {line.amount:,} {line.unit}",
            needed=refuses,
        ).begin()


def _move(verb: object, actor: object, request_id: int, session: object, words: str) -> None:
    verb(session, actor, request_id, words)  # type: ignore[operator]  # one of two services
