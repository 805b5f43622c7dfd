"""预案: the plan's clauses as a tree with their text, and what the bureau has set beside it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_clause_changes import parent_code
from commandcenter.domain.plan.plan_items import Clause
from commandcenter.queries.seat.desk import plan_in_force
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.desk.card_tabs import CardTabs, padded
from commandcenter.ui.desk.page import Page
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.plan.calendar_panel import CalendarPanel
from commandcenter.ui.plan.gap_panel import GapPanel
from commandcenter.ui.plan.plan_alarms_panel import AlarmValuesPanel
from commandcenter.ui.plan.plan_papers_panel import PaperValuesPanel
from commandcenter.ui.plan.plan_risk_panel import RiskValuesPanel
from commandcenter.ui.plan.plan_support_panel import SupportValuesPanel
from commandcenter.ui.plan.plan_values_panel import (
    LimitsPanel,
    PlanValuesPanel,
    SettingsPanel,
    ThresholdsPanel,
    VersionsPanel,
)
from commandcenter.ui.plan.revision_panel import ReviewsPanel, RevisionPanel
from commandcenter.ui.plan.rules_panel import RulesPanel
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel

CODE = Qt.ItemDataRole.UserRole


class PlanPanel(LivePanel[PlanData]):
    """The plan in force."""

    kinds = frozenset({"plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._plan: PlanData | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._wanted = ""
        self.body.addWidget(self._build_clauses())

    def _build_clauses(self) -> QWidget:
        self.tree = QTreeWidget()
        self.tree.setObjectName("clauses")
        self.tree.setAccessibleName(self.tr("条款"))
        self.tree.setHeaderHidden(True)
        self.tree.setFont(look.font())
        self.tree.setProperty("plain", "true")
        self.tree.currentItemChanged.connect(self._on_item)
        self._title = PlainLabel("", Size.HEAD, BOLD)
        self._title.setObjectName("clause_title")
        self._title.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setObjectName("clause_text")
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("条款原文"))
        self._text.setFont(look.font(16))
        self._text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        left, right = Card("", ""), Card("", "")
        left.body.addWidget(self.tree)
        right.body.addWidget(self._title)
        right.body.addWidget(self._text, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(look.px(10))
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([look.px(420), look.px(900)])
        return padded(split)

    def query(self) -> Query[PlanData]:
        return plan_in_force

    def show_answer(self, answer: PlanData) -> None:
        self._plan = answer
        self._fill_clauses(answer.clauses)
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
                item.setFont(0, look.font(Size.TEXT, BOLD))
            else:
                parent.addChild(item)
            self._items[clause.code] = item
        self.tree.expandAll()

    def show_clause(self, code: str) -> None:
        """Turn to a clause; before the plan is here, once it is."""
        self._wanted = code
        item = self._items.get(code)
        if item is not None:
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


class PlanPage(Page):
    """The plan's text, and what the bureau has set: each in its own tab."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("预案"), parent)
        self.setObjectName("plan_page")
        self.seat = seat
        self.panel = PlanPanel(seat)
        self.thresholds = ThresholdsPanel(seat)
        self.limits = LimitsPanel(seat)
        self.settings = SettingsPanel(seat)
        self.calendar = CalendarPanel(seat)
        self.revisions = RevisionPanel(seat)
        self.reviews = ReviewsPanel(seat)
        self.versions = VersionsPanel(seat)
        self.risks = RiskValuesPanel(seat)
        self.papers = PaperValuesPanel(seat)
        self.alarms = AlarmValuesPanel(seat)
        self.support = SupportValuesPanel(seat)
        self.gaps = GapPanel(seat)
        self.rules = RulesPanel(seat)
        self.tabs = CardTabs("plan_tabs")
        self.tabs.setAccessibleName(self.tr("预案"))
        self.tabs.add_plain("clauses", self.panel, self.tr("条款"))
        for key, panel, title in (
            ("thresholds", self.thresholds, self.tr("分级参考条件")),
            ("limits", self.limits, self.tr("时限")),
            ("settings", self.settings, self.tr("本局设定")),
            ("calendar", self.calendar, self.tr("工作日历")),
            ("versions", self.versions, self.tr("版本")),
            ("revisions", self.revisions, self.tr("修订")),
            ("reviews", self.reviews, self.tr("评估")),
            ("gaps", self.gaps, self.tr("预案缺口")),
            ("rules", self.rules, self.tr("县区细则")),
            ("risks", self.risks, self.tr("风险与节点")),
            ("alarms", self.alarms, self.tr("告警")),
            ("papers", self.papers, self.tr("公文")),
            ("support", self.support, self.tr("保障和宣传")),
        ):
            self.tabs.add(key, panel, title)
        self.body.addWidget(self.tabs)

    def show_place(self, tab: str, book: str) -> None:
        self.show_tab(tab)
        panel = self.tabs.panels[tab]
        if book and isinstance(panel, PlanValuesPanel):
            panel.show_list(book)

    def show_value(self, name: str, number: int) -> None:
        """A value that the bureau sets: of this list, at this place in it."""
        self.show_tab("calendar")  # the days stand there, the rest in lists
        for key, panel in self.tabs.panels.items():
            if isinstance(panel, PlanValuesPanel) and name in panel.shown:
                self.show_tab(key)
                panel.go(name, number)

    def turn_to(self, incident_id: int | None) -> None:
        self.gaps.incident_id = incident_id

    @property
    def tab(self) -> str:
        return self.tabs.key

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)

    def show_clause(self, code: str) -> None:
        self.tabs.setCurrentWidget(self.panel)
        self.panel.show_clause(code)

    def show_work(self) -> None:
        """Where the bureau's own book sends: a county to its rules, the others to the revisions."""
        self.tabs.show_tab("rules" if self.seat.actor.districts() else "revisions")
