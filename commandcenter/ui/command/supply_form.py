"""A request to 后勤保障组, and what it is given from the stock (plan 6.2)."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.command.supply import KIND_WORDS, UNITS, Kind
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.support.stock import BACK_WORDS, BackState
from commandcenter.queries.command.supply import Stocked, SupplyBoard, SupplyLine
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support.moving import HandOut
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.money_field import cents_of
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.typed import in_chinese
from commandcenter.ui.texts import word


class AskForm(Form):
    """`money`: the actor may ask for money itself. The unit follows the kind until changed."""

    object_name, kept_as, extent = "ask_supply_form", "supply_request", (600, 640)

    def __init__(self, over: Over, incident_id: int, *, money: bool = False) -> None:
        super().__init__(
            over,
            self.tr("提出后勤需求"),
            self.tr("提出"),
            explain=self.tr("由后勤保障组落实；需要花钱的由总指挥批准。"),
            subject=incident_id,
        )
        self._incident = incident_id
        kinds = [k for k in Kind if money or k is not Kind.MONEY]
        self.kind = Chips([(k.value, word(KIND_WORDS[k])) for k in kinds], columns=4, single=True)
        self.kind.choose(Kind.VEHICLE.value)
        self.add("kind", self.tr("类别"), self.kind, needed=True)
        self.item = self.line("item", self.tr("名称"), needed=True)
        self._add_amounts()
        self.reason = self.text("reason", self.tr("用途"), lines=3, needed=True)
        self.needed_at = self.moment("needed_at", self.tr("需用时间"))
        groups: list[tuple[Group | None, str]] = [(None, self.tr("不限"))]
        groups += [(group, word(GROUP_WORDS[group])) for group in Group]
        self.group = self.choice("for_group", self.tr("由哪个组使用"), groups)
        self.kind.changed.connect(self._on_kind)

    def _add_amounts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        columns = [QVBoxLayout(), QVBoxLayout(), QVBoxLayout()]
        for column in columns:
            row.addLayout(column, 1)
        self.amount = self.number("amount", self.tr("数量"), 1, needed=True, into=columns[0])
        self.unit = self.line(
            "unit", self.tr("单位"), word(UNITS[Kind.VEHICLE]), needed=True, into=columns[1]
        )
        self.money = self.line(
            "money", self.tr("预计费用（元）"), hint=self.tr("不花钱的不填"), into=columns[2]
        )
        self.demand(refused_by(cents_of, self.money), self.money)
        for column in columns:
            column.addStretch(1)
        self.body.addLayout(row)

    def _on_kind(self) -> None:
        if (chosen := self.kind.chosen()) and self._unit() in UNITS.values():
            self.unit.setText(word(UNITS[Kind(chosen[0])]))

    def _unit(self) -> str:
        return in_chinese(self.unit.text(), UNITS.values())

    def submit(self) -> None:
        cents = cents_of(self.money.text())
        wanted = Wanted(
            kind=Kind(self.kind.chosen()[0]),
            item=self.item.text(),
            amount=self.amount.value() or 0,
            unit=self._unit(),
            reason=self.reason.toPlainText(),
            money_cents=cents,
            needed_at=self.needed_at.value(),
            for_group=self.group.currentData(),
        )
        self.act(supply.ask, incident_id=self._incident, wanted=wanted)


SHIFT = timedelta(hours=8)  # when it is back, until somebody says otherwise
ELSEWHERE = 0  # not from the stock


class DeliverForm(Form):
    """已落实: from the stock in the same act, or otherwise. Of vehicles several, each one."""

    object_name, extent, keeps = "deliver_form", (620, 560), False

    def __init__(self, over: Over, board: SupplyBoard, line: SupplyLine) -> None:
        self.kept_as = f"deliver {line.id}"
        explain = self.tr("需求：{item} {n} {unit}。从库存发放的同时记入物资台账。")
        explain = explain.format(item=line.item, n=f"{line.amount:,}", unit=word(line.unit))
        super().__init__(over, self.tr("落实后勤需求"), self.tr("登记"), explain=explain)
        self._request, self._vehicles = line, line.kind is Kind.VEHICLE
        self._items = {item.id: item for item in board.stock if item.kind is line.kind}
        self.cars = Chips([(str(x.id), self._called(x)) for x in self._items.values()], columns=2)
        self.add("cars", self.tr("从库存发放的车辆（不经库存的不选）"), self.cars)
        choices: list[tuple[object, str]] = [(ELSEWHERE, self.tr("不经库存"))]
        choices += [(item.id, self._called(item)) for item in self._items.values()]
        like = next((x.id for x in self._items.values() if x.name == line.item), ELSEWHERE)
        self.item = self.choice("item", self.tr("从库存发放"), choices, like)
        self.amount = self.number("amount", self.tr("数量"), line.amount, unit=word(line.unit))
        self.side_by_side(self.item, self.amount)
        taker = line.asked_by
        self.taker = self.line("taker", self.tr("领用人"), taker, needed=self._from_stock)
        self.due = self.moment("due", self.tr("应还时间"), self.seat.clock() + SHIFT)
        self.side_by_side(self.taker, self.due)
        self.words = self.text("words", self.tr("驾驶员、人员等（可不填）"), lines=2)
        self._show(self.cars, self._vehicles)
        for editor in (self.item, self.amount):
            self._show(editor, not self._vehicles)
        self.item.currentIndexChanged.connect(self._on_item)
        self.cars.changed.connect(self._on_item)
        self._on_item()

    def _called(self, item: Stocked) -> str:
        words = self.tr("{name}（{store}，在库 {n} {unit}）")
        name = f"{item.name} {item.plate}".strip()
        return words.format(name=name, store=item.store, n=item.on_hand, unit=item.unit)

    def _show(self, editor: QWidget, shown: bool) -> None:
        next(field for field in self._fields if field.editor is editor).setVisible(shown)

    def _chosen(self) -> list[Stocked]:
        if self._vehicles:
            return [self._items[int(number)] for number in self.cars.chosen()]
        item = self._items.get(self.item.currentData())
        return [item] if item else []

    def _from_stock(self) -> bool:
        return bool(self._chosen())

    @Slot()
    def _on_item(self) -> None:
        chosen = self._chosen()
        self._show(self.taker, bool(chosen))
        self._show(self.due, bool(chosen) and not any(item.used_up for item in chosen))

    def _outs(self) -> Sequence[HandOut]:
        group = self._request.for_group
        return [
            HandOut(
                item_id=item.id,
                amount=1 if self._vehicles else self.amount.value() or 0,
                taker=self.taker.text(),
                taker_unit=GROUP_WORDS[group] if group else "",
                due_at=None if item.used_up else self.due.value(),
            )
            for item in self._chosen()
        ]

    def submit(self) -> None:
        words = self.words.toPlainText()
        self.act(supply.deliver, self._request.id, words, outs=self._outs())


class GiveBackForm(Form):
    """已归还: all that is out for the request comes back to the stock, in one state."""

    object_name, extent, keeps = "give_back_form", (520, 380), False

    def __init__(self, over: Over, line: SupplyLine) -> None:
        self.kept_as = f"give_back {line.id}"
        explain = self.tr("“{item}”全部归还入库；状态不一的，请在“保障·物资装备”分次归还。")
        title = self.tr("归还")
        super().__init__(over, title, title, explain=explain.format(item=line.note or line.item))
        self._request = line
        states = [(each, word(BACK_WORDS[each])) for each in BackState]
        self.state = self.choice("back_state", self.tr("状态"), states, BackState.WHOLE)
        self.words = self.text("words", self.tr("说明（可不填）"), lines=3)

    def submit(self) -> None:
        state, words = BackState(self.state.currentData()), self.words.toPlainText()
        self.act(supply.give_back, self._request.id, state, words)
