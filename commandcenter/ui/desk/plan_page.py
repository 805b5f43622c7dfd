"""预案: the plan's clauses as a tree with their text, and the bureau's own settings."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.plan import PlanData
from commandcenter.domain.plan_items import Clause, Setting
from commandcenter.queries.desk import plan_in_force
from commandcenter.store.database import Query
from commandcenter.ui.desk.page import Page
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import BOLD, DESK, Look, Size
from commandcenter.ui.seat import Seat
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel

CODE = Qt.ItemDataRole.UserRole


def parent_code(code: str) -> str:
    """4.1(3) stands under 4.1, 4.1 under 4; a chapter under nothing."""
    if "(" in code:
        return code[: code.rindex("(")]
    return code.rpartition(".")[0]


class PlanPanel(LivePanel[PlanData]):
    """The plan in force."""

    kinds = frozenset({"plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, look: Look = DESK) -> None:
        super().__init__(seat, parent, look=look)
        self._plan: PlanData | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._wanted = ""
        self.tabs = QTabWidget()
        self.tabs.setObjectName("plan_tabs")
        self.tabs.addTab(self._build_clauses(), self.tr("条款"))
        self.tabs.addTab(self._build_settings(), self.tr("本局设定"))
        self.body.addWidget(self.tabs)

    def _build_clauses(self) -> QWidget:
        self.tree = QTreeWidget()
        self.tree.setObjectName("clauses")
        self.tree.setAccessibleName(self.tr("条款"))
        self.tree.setHeaderHidden(True)
        self.tree.setFont(self.look.font())
        self.tree.setProperty("plain", "true")
        self.tree.currentItemChanged.connect(self._on_item)
        self._title = PlainLabel("", self.look, Size.HEAD, BOLD)
        self._title.setObjectName("clause_title")
        self._title.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setObjectName("clause_text")
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("条款原文"))
        self._text.setFont(self.look.font(16))
        self._text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        left, right = Card("", "", self.look), Card("", "", self.look)
        left.body.addWidget(self.tree)
        right.body.addWidget(self._title)
        right.body.addWidget(self._text, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(self.look.px(10))
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([self.look.px(420), self.look.px(900)])
        return _padded(split, self.look)

    def _build_settings(self) -> QWidget:
        self.settings = QTreeWidget()
        self.settings.setObjectName("settings")
        self.settings.setAccessibleName(self.tr("本局设定"))
        self.settings.setFont(self.look.font())
        self.settings.setRootIsDecorated(False)
        self.settings.setHeaderLabels(
            [self.tr("设定"), self.tr("数值"), self.tr("状态"), self.tr("补预案"), self.tr("来源")]
        )
        for column, width in enumerate((220, 110, 100, 90)):
            self.settings.setColumnWidth(column, self.look.px(width))
        self.settings.header().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        card = Card("", "", self.look)
        words = self.tr(
            "预案没有写到的地方由本局设定补上，每一项注明来源；“建议值”经本局批准后使用。"
        )
        card.body.addWidget(PlainLabel(words, self.look, Size.SMALL, ink="text_dim"))
        card.body.addWidget(self.settings)
        return _padded(card, self.look)

    def query(self) -> Query[PlanData]:
        return plan_in_force

    def show_answer(self, answer: PlanData) -> None:
        self._plan = answer
        self._fill_clauses(answer.clauses)
        self._fill_settings(answer.settings)
        self.show_clause(self._wanted or next(iter(answer.clauses), ""))

    def _fill_clauses(self, clauses: Mapping[str, Clause]) -> None:
        self.tree.clear()
        self._items = {}
        for clause in clauses.values():
            item = QTreeWidgetItem([f"{clause.code}  {clause.title}"])
            item.setData(0, CODE, clause.code)
            parent = self._items.get(parent_code(clause.code))
            if parent is None:
                self.tree.addTopLevelItem(item)
                item.setFont(0, self.look.font(Size.TEXT, BOLD))
            else:
                parent.addChild(item)
            self._items[clause.code] = item
        self.tree.expandAll()

    def _fill_settings(self, settings: Mapping[str, Setting]) -> None:
        self.settings.clear()
        for setting in settings.values():
            value = f"{setting.value} {setting.unit}".strip()
            state = self.tr("建议值") if setting.proposal else self.tr("已定")
            columns = [setting.title, value, state, setting.clause, setting.source]
            item = QTreeWidgetItem(columns)
            item.setToolTip(4, setting.source)
            self.settings.addTopLevelItem(item)

    def show_clause(self, code: str) -> None:
        """Turn to a clause; before the plan is here, once it is."""
        self._wanted = code
        item = self._items.get(code)
        if item is not None:
            self.tabs.setCurrentIndex(0)
            self.tree.setCurrentItem(item)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        if item is None or self._plan is None:
            return
        clause = self._plan.clauses[item.data(0, CODE)]
        self._title.setText(f"{clause.code}  {clause.title}")
        self._text.setPlainText("\n\n".join(self._lines(clause.code)))

    def _lines(self, code: str) -> list[str]:
        """The text of a clause, then of all that stand under it, with their titles."""
        assert self._plan
        clause = self._plan.clauses[code]
        lines = [clause.text] if clause.text else []
        for below in self._plan.clauses.values():
            if parent_code(below.code) == code:
                lines += [f"{below.code}  {below.title}", *self._lines(below.code)]
        return lines


def _padded(widget: QWidget, look: Look) -> QWidget:
    around = QWidget()
    box = QVBoxLayout(around)
    box.setContentsMargins(0, look.px(10), 0, 0)
    box.addWidget(widget)
    return around


class PlanPage(Page):
    def __init__(self, seat: Seat, look: Look = DESK, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("预案"), look, parent)
        self.setObjectName("plan_page")
        self.panel = PlanPanel(seat, look=look)
        self.body.addWidget(self.panel)
