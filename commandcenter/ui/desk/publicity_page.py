"""宣传: the year's plan and activities, typical cases, partners and research (plan 7, 6.3)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.queries.support.first_line import FirstKind
from commandcenter.ui import look
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.publicity.activity_panel import ActivityPanel
from commandcenter.ui.publicity.cases_panel import CasesPanel
from commandcenter.ui.publicity.cover_panel import CoverPanel
from commandcenter.ui.publicity.first import PublicityFirst
from commandcenter.ui.publicity.research_panel import ResearchPanel
from commandcenter.ui.support.partner_panel import PartnerPanel

FIRST, PARTNERS = "first", "partners"
# Of what waits, by the table of its record: the tab.
TABS = {
    "publicity": FirstKind.PUBLICITY,
    "typical_case": FirstKind.CASES,
    "research": FirstKind.RESEARCH,
}


class Overview(QWidget):
    """What must be seen to, above; which risk is answered, below."""

    def __init__(self, first: PublicityFirst, cover: CoverPanel) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(12))
        box.addWidget(first)
        box.addWidget(cover, 1)


class PublicityTabs(WorkView):
    """A book a tab; only the one that is shown asks the database anything."""

    def build(self) -> None:
        self.first, self.cover = PublicityFirst(self.seat), CoverPanel(self.seat)
        self.first.wanted.connect(self._on_first)
        self.cover.plan_wanted.connect(self._plan_for)
        self.add_tab(FIRST, self.tr("总览"), Overview(self.first, self.cover))
        self.activities = ActivityPanel(self.seat)
        self.add_tab(FirstKind.PUBLICITY, self.tr("计划和活动"), self.activities)
        self.cases = CasesPanel(self.seat)
        self.cases.incident_wanted.connect(self.acts.incident_wanted)
        self.add_tab(FirstKind.CASES, self.tr("典型案例"), self.cases)
        self.add_tab(PARTNERS, self.tr("合作单位"), PartnerPanel(self.seat))
        self.add_tab(FirstKind.RESEARCH, self.tr("科研合作"), ResearchPanel(self.seat))

    @Slot(str, int, str)
    def _on_first(self, kind: str, subject: int, key: str) -> None:
        """To the line of its book, with the form of its act open. A book's tab is its kind."""
        self.begin(kind, subject, key)

    @Slot(str)
    def _plan_for(self, category: str) -> None:
        self.show_tab(FirstKind.PUBLICITY)
        self.activities.plan_for(category)


class PublicityPage(Page):
    """Of the whole bureau: another incident changes nothing of it."""

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("publicity_page")
        self.setAccessibleName(self.tr("宣传"))
        self.tabs = PublicityTabs(seat, acts, rows)
        self.body.addWidget(self.tabs, 1)

    @property
    def tab(self) -> str:
        return self.tabs.tab

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)

    def show_place(self, tab: str, book: str) -> None:
        self.tabs.show_place(tab, book)

    def go(self, about: str) -> None:
        """To the record that waits: publicity:12."""
        table, _, number = about.partition(":")
        if number.isdecimal():
            self.tabs.go(TABS[table], int(number))
