"""Forms of an item of the stock: what it is, and what a check of it showed (plan 6.2)."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCompleter, QWidget

from commandcenter.domain.support.stock import STOCK_KIND_WORDS, NewItem, StockKind
from commandcenter.queries.support.stock import StockBoard, StockLine
from commandcenter.services.support import stock
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


class ItemForm(Form):
    """`line`: to be corrected; None: a new one, with what lies there already."""

    object_name, extent = "stock_item_form", (620, 640)

    def __init__(self, over: Over, board: StockBoard, line: StockLine | None = None) -> None:
        new = line is None
        self.kept_as = "stock_item" if new else ""
        title = self.tr("新增物资品种") if new else self.tr("更正物资品种")
        primary = self.tr("新增") if new else self.tr("保存更正")
        super().__init__(over, title, primary)
        self._line = line
        self._add_head(board, line)
        self._add_limits(line)
        self._add_vehicle(line)
        self._show_kind()

    def _add_head(self, board: StockBoard, line: StockLine | None) -> None:
        self.name = self.line("item_name", self.tr("名称"), line.name if line else "", needed=True)
        kinds = [(each, word(STOCK_KIND_WORDS[each])) for each in StockKind]
        self.kind = self.choice(
            "stock_kind", self.tr("类别"), kinds, line.kind if line else StockKind.PROTECTION
        )
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.side_by_side(self.name, self.kind)
        store = line.store if line else (board.stores[0] if len(board.stores) == 1 else "")
        self.store = self.line("stock_store", self.tr("库房"), store, needed=True)
        completer = QCompleter(list(board.stores), self.store)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.store.setCompleter(completer)
        unit = line.unit if line else ""
        self.unit = self.line("stock_unit", self.tr("单位"), unit, needed=True)
        self.unit.setPlaceholderText(self.tr("例：部、套、张、辆"))
        self.side_by_side(self.store, self.unit)
        self.used_up = self.tick(
            "used_up", self.tr("消耗品，领用后不归还"), bool(line and line.used_up)
        )

    def _add_limits(self, line: StockLine | None) -> None:
        minimum = line.minimum if line else 0
        self.minimum = self.number("minimum", self.tr("最低数量"), minimum)
        self.opening = self.number("opening", self.tr("现有数量"), None if line else 0)
        months = self.tr("个月")
        self.months = self.number(
            "check_months", self.tr("检查周期（不定期检查的不填）"),
            line.check_months if line else None, unit=months,
        )  # fmt: skip
        self.valid = self.moment(
            "valid_until", self.tr("有效期至"), line.valid_until if line else None
        )
        self.side_by_side(self.minimum, self.opening)
        self.side_by_side(self.months, self.valid)
        self._field(self.opening).setVisible(line is None)

    def _add_vehicle(self, line: StockLine | None) -> None:
        self.plate = self.line(
            "plate", self.tr("车牌号"), line.plate if line else "", needed=self._is_vehicle
        )
        self.driver = self.line("driver", self.tr("驾驶员"), line.driver if line else "")
        self.side_by_side(self.plate, self.driver)
        self.inspected = self.moment(
            "inspected_until", self.tr("年检有效期至"), line.inspected_until if line else None
        )

    def _is_vehicle(self) -> bool:
        return bool(self.kind.currentData() == StockKind.VEHICLE)

    def _field(self, editor: QWidget) -> QWidget:
        return next(field for field in self._fields if field.editor is editor)

    @Slot()
    def _show_kind(self) -> None:
        vehicle = self._is_vehicle()
        for editor in (self.plate, self.driver, self.inspected):
            self._field(editor).setVisible(vehicle)
        self.used_up.setVisible(not vehicle)

    def submit(self) -> None:
        vehicle = self._is_vehicle()
        new = NewItem(
            name=self.name.text(),
            kind=StockKind(self.kind.currentData()),
            store=self.store.text(),
            unit=self.unit.text(),
            used_up=self.used_up.isChecked() and not vehicle,
            minimum=self.minimum.value() or 0,
            valid_until=self.valid.value(),
            check_months=self.months.value() or None,
            plate=self.plate.text() if vehicle else "",
            driver=self.driver.text() if vehicle else "",
            inspected_until=self.inspected.value() if vehicle else None,
        )
        if self._line is None:
            self.act(stock.add, new, self.opening.value() or 0)
        else:
            self.act(stock.edit, self._line.id, new, self._line.edited_at)


class CheckForm(Form):
    """登记检查: what was found, and until when it is good now."""

    object_name, extent, keeps = "stock_check_form", (520, 420), False

    def __init__(self, over: Over, line: StockLine) -> None:
        self.kept_as = f"stock_check {line.id}"
        title = self.tr("登记检查：{name}").format(name=line.called)
        super().__init__(over, title, self.tr("登记"))
        self._line = line
        self.words = self.text("check_words", self.tr("检查情况"), lines=3, needed=True)
        self.inspected = self.moment("inspected_until", self.tr("新的年检有效期"))
        self.valid = self.moment("valid_until", self.tr("新的有效期"))
        vehicle = line.kind is StockKind.VEHICLE
        for editor, shown in ((self.inspected, vehicle), (self.valid, not vehicle)):
            next(field for field in self._fields if field.editor is editor).setVisible(shown)

    def submit(self) -> None:
        vehicle = self._line.kind is StockKind.VEHICLE
        done = stock.Check(
            self.words.toPlainText(),
            self.inspected.value() if vehicle else None,
            None if vehicle else self.valid.value(),
        )
        self.act(stock.check, self._line.id, done)
