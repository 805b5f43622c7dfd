"""风险: the ledger of risks, inspections and surveys, readiness for known dates (plan 3.1)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.risk import Measure, Scope
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.watch.readiness_panel import ReadinessPanel
from commandcenter.ui.watch.record_panel import RecordPanel
from commandcenter.ui.watch.risk_panel import RiskPanel
from commandcenter.ui.watch.risk_rows_panel import RiskRowsPanel

RISKS, RECORDS, READINESS = "risks", "records", "readiness"


class RiskTabs(WorkView):
    """The three books."""

    def build(self) -> None:
        seat = self.seat
        self.risks = RiskPanel(seat)
        self.records = RecordPanel(seat)
        self.readiness = ReadinessPanel(seat)
        self.risks.complaints_wanted.connect(self.rows.show_rows)
        self.risks.rows_wanted.connect(self._show_rows)
        self.add_tab(RISKS, self.tr("风险清单"), self.risks)
        self.add_tab(RECORDS, self.tr("巡查与调查"), self.records)
        self.add_tab(READINESS, self.tr("节点备勤"), self.readiness)

    @Slot(str, object, str, object)
    def _show_rows(self, title: str, scope: Scope, key: str, measure: Measure) -> None:
        content = RiskRowsPanel(self.seat, scope, key, measure)
        self.rows.sheet.show_content(title, content, wide=True)


class RiskPage(Page):
    """Of the whole city: another incident changes nothing of it."""

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("risk_page")
        self.setAccessibleName(self.tr("风险"))
        self.tabs = RiskTabs(seat, acts, rows)
        self.body.addWidget(self.tabs, 1)

    def go(self, number: int) -> None:
        """To the standby list of the date of this number."""
        self.tabs.show_tab(READINESS)
        self.tabs.readiness.choose(number)
