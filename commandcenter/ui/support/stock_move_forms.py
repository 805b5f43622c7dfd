"""Forms of what moves in the stock: in, out, back, scrapped, counted, reminded of (plan 6.2)."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.support.stock import BACK_WORDS, IN_WORDS, BackState, InWay, StockKind
from commandcenter.queries.support.stock import OutLine, StockBoard, StockLine
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import with_note
from commandcenter.ui.texts import word

EVERYDAY = 0  # of no incident
SHIFT = timedelta(hours=8)  # when it is back, until somebody says otherwise


class MoveForm(Form):
    """What those about one item share: its name and how much of it is there."""

    keeps = False
    extent = (520, 420)

    def _named(self, line: StockLine) -> str:
        words = self.tr("{name}（{store}），在库 {n} {unit}")
        return words.format(name=line.called, store=line.store, n=line.on_hand, unit=line.unit)

    def _show(self, editor: QWidget, shown: bool) -> None:
        next(field for field in self._fields if field.editor is editor).setVisible(shown)


class InForm(MoveForm):
    object_name = "stock_in_form"

    def __init__(self, over: Over, line: StockLine) -> None:
        self.kept_as = f"stock_in {line.id}"
        super().__init__(over, self.tr("入库"), self.tr("入库"), explain=self._named(line))
        self._line = line
        ways = [(each, word(IN_WORDS[each])) for each in InWay if each is not InWay.OPENING]
        self.amount = self.number(
            "amount", self.tr("数量"), line.short or None, unit=line.unit, needed=True
        )
        self.came = self.choice("came", self.tr("方式"), ways, InWay.BOUGHT)
        self.side_by_side(self.amount, self.came)
        self.words = self.text("words", self.tr("来源、凭证号（可不填）"), lines=3)

    def submit(self) -> None:
        came, words = InWay(self.came.currentData()), self.words.toPlainText()
        self.act(stock.take_in, self._line.id, self.amount.value() or 0, came, words)


class OutForm(MoveForm):
    """`line`: what it is opened for, of all that lies there."""

    object_name, extent = "stock_out_form", (620, 620)

    def __init__(self, over: Over, board: StockBoard, line: StockLine | None = None) -> None:
        self.kept_as = "stock_out"
        explain = self.tr("用于事件的，同时登记为该事件的后勤需求；全部归还时需求随之办结。")
        super().__init__(over, self.tr("领用"), self.tr("领用"), explain=explain)
        self._items = {each.id: each for each in board.lines if each.on_hand}
        items = [(each.id, self._named(each)) for each in self._items.values()]
        self.item = self.choice(
            "item", self.tr("物资"), items, line.id if line else None, needed=True
        )
        self.item.currentIndexChanged.connect(self._show_item)
        self.amount = self.number("amount", self.tr("数量"), 1, needed=True)
        self.due = self.moment("due", self.tr("应还时间"), self.seat.clock() + SHIFT)
        self.side_by_side(self.amount, self.due)
        self.taker = PersonBox()
        self.add("taker", self.tr("领用人（在册人员，或者写明）"), self.taker, needed=True)
        self.taker.set_people([(each.id, each.words, each.note) for each in board.people])
        self.taker_unit = self.line("taker_unit", self.tr("单位、工作组"))
        self.side_by_side(self.taker, self.taker_unit)
        self.driver = self.line("driver", self.tr("驾驶员"))
        self.mileage = self.number("mileage", self.tr("出车里程"), unit=self.tr("公里"))
        self.side_by_side(self.driver, self.mileage)
        uses: list[tuple[object, str]] = [(EVERYDAY, self.tr("日常工作"))]
        uses += [(each.id, each.words) for each in board.incidents]
        self.incident = self.choice("for_incident", self.tr("用于"), uses)
        self.words = self.text("words", self.tr("用途"), lines=2, needed=self._of_incident)
        self._show_item()

    def _of_incident(self) -> bool:
        return bool(self.incident.currentData())

    @Slot()
    def _show_item(self) -> None:
        line = self._items.get(self.item.currentData())
        vehicle = line is not None and line.kind is StockKind.VEHICLE
        self._show(self.due, line is None or not line.used_up)
        self._show(self.driver, vehicle)
        self._show(self.mileage, vehicle)
        if line is not None and vehicle:
            self.driver.setText(line.driver)
            self.mileage.set_value(line.mileage)

    def submit(self) -> None:
        line = self._items[self.item.currentData()]
        vehicle = line.kind is StockKind.VEHICLE
        person = self.taker.person()
        out = HandOut(
            item_id=line.id,
            amount=self.amount.value() or 0,
            taker="" if person else self.taker.currentText(),
            taker_unit=self.taker_unit.text(),
            person_id=person,
            due_at=None if line.used_up else self.due.value(),
            driver=self.driver.text() if vehicle else "",
            mileage=self.mileage.value() if vehicle else None,
            words=self.words.toPlainText(),
        )
        self.act(stock.hand_out, out, self.incident.currentData() or None)


class _OfOut(MoveForm):
    """About one hand-out that is not all back."""

    def _choose(self, lines: Sequence[StockLine], *, late: bool) -> None:
        self._lines = {line.id: line for line in lines}
        self._outs = {
            out.id: out for line in lines for out in line.outs if out.late or not late
        }  # fmt: skip
        choices = [(out.id, self._said(out)) for out in self._outs.values()]
        self.out = self.choice("out", self.tr("哪次领用"), choices, needed=True)

    def _said(self, out: OutLine) -> str:
        line = self._lines[out.item_id]
        due = self.tr("应还 {time}").format(time=when(out.due_at, self.seat.clock()))
        what = f"{line.called} {out.left} {line.unit}"
        return with_note(f"{what}　{out.taker}", due if out.due_at else "")

    def _chosen(self) -> int:
        return int(self.out.currentData())


class BackForm(_OfOut):
    object_name = "stock_back_form"

    def __init__(self, over: Over, board: StockBoard, line: StockLine | None = None) -> None:
        self.kept_as = "stock_back"
        explain = self.tr("状态不同的分次登记；损坏、遗失的不回到在库，修复后另行入库。")
        super().__init__(over, self.tr("归还"), self.tr("归还"), explain=explain)
        self._choose([line] if line else board.lines, late=False)
        self.out.currentIndexChanged.connect(self._show_out)
        self.amount = self.number("amount", self.tr("数量"), needed=True)
        states = [(each, word(BACK_WORDS[each])) for each in BackState]
        self.state = self.choice("back_state", self.tr("状态"), states, BackState.WHOLE)
        self.side_by_side(self.amount, self.state)
        self.mileage = self.number("mileage", self.tr("收车里程"), unit=self.tr("公里"))
        self.words = self.text("words", self.tr("说明（可不填）"), lines=2)
        self._show_out()

    @Slot()
    def _show_out(self) -> None:
        out = self._outs.get(self.out.currentData())
        self.amount.set_value(out.left if out else None)
        line = self._lines.get(out.item_id) if out else None
        self._show(self.mileage, line is not None and line.kind is StockKind.VEHICLE)

    def submit(self) -> None:
        back = Back(
            amount=self.amount.value() or 0,
            state=BackState(self.state.currentData()),
            mileage=self.mileage.value(),
            words=self.words.toPlainText(),
        )
        self.act(stock.take_back, self._chosen(), back)


class RemindForm(_OfOut):
    object_name = "stock_remind_form"

    def __init__(self, over: Over, line: StockLine) -> None:
        self.kept_as = f"stock_remind {line.id}"
        explain = self.tr("催过谁、怎么答复，记入出入库台账。")
        super().__init__(over, self.tr("登记催还"), self.tr("登记"), explain=explain)
        self._choose([line], late=True)
        self.words = self.text("words", self.tr("催还的方式和答复"), lines=3, needed=True)

    def submit(self) -> None:
        self.act(stock.remind, self._chosen(), self.words.toPlainText())


class ScrapForm(MoveForm):
    object_name = "stock_scrap_form"
    danger = True

    def __init__(self, over: Over, line: StockLine) -> None:
        self.kept_as = f"stock_scrap {line.id}"
        super().__init__(over, self.tr("报废"), self.tr("报废"), explain=self._named(line))
        self._line = line
        self.amount = self.number("amount", self.tr("数量"), unit=line.unit, needed=True)
        self.words = self.text("words", self.tr("报废的原因"), lines=3, needed=True)

    def submit(self) -> None:
        amount, words = self.amount.value() or 0, self.words.toPlainText()
        self.act(stock.scrap, self._line.id, amount, words)


class CountForm(MoveForm):
    object_name = "stock_count_form"

    def __init__(self, over: Over, line: StockLine) -> None:
        self.kept_as = f"stock_count {line.id}"
        super().__init__(over, self.tr("盘点"), self.tr("登记盘点"), explain=self._named(line))
        self._line = line
        self.counted = self.number("counted", self.tr("盘点数"), unit=line.unit, needed=True)
        self.words = self.text(
            "words", self.tr("差异原因（与账面相符的不填）"), lines=3, needed=self._differs
        )

    def _differs(self) -> bool:
        number = self.counted.value()
        return number is not None and number != self._line.on_hand

    def submit(self) -> None:
        number, words = self.counted.value(), self.words.toPlainText()
        self.act(stock.count, self._line.id, number or 0, words)
