"""风险: the ledger of risks, inspections and surveys, readiness for known dates (plan 3.1)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.risk import Measure, Scope
from commandcenter.queries.watch.inspection_lines import TargetLine
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.support.books import Books
from commandcenter.ui.watch.assessment_panel import AssessmentPanel, JudgedPanel
from commandcenter.ui.watch.inspection_panel import FindingPanel, InspectionPanel, TargetPanel
from commandcenter.ui.watch.readiness_panel import ReadinessPanel
from commandcenter.ui.watch.record_panel import RecordPanel
from commandcenter.ui.watch.risk_panel import RiskPanel
from commandcenter.ui.watch.risk_rows_panel import RiskRowsPanel
from commandcenter.ui.watch.survey_panel import SurveyPanel

RISKS, ASSESSMENTS, INSPECTIONS = "risks", "assessments", "inspections"
RECORDS, READINESS = "records", "readiness"
PLANS, TARGETS, FINDINGS = "plans", "targets", "findings"  # books of the inspections
# Of what waits, by the table of its record: the tab, and its book.
TABS = {
    "assessed": (ASSESSMENTS, ""),
    "risk_assessment": (ASSESSMENTS, ""),
    "inspection_plan": (INSPECTIONS, PLANS),
    "risk_finding": (INSPECTIONS, FINDINGS),
}


class RiskTabs(WorkView):
    """The books of the risk work; only the one that is shown asks the database anything."""

    def build(self) -> None:
        seat = self.seat
        self.risks = RiskPanel(seat)
        self.assessments = AssessmentPanel(seat)
        self.records = RecordPanel(seat)
        self.readiness = ReadinessPanel(seat)
        self.risks.complaints_wanted.connect(self.rows.show_rows)
        self.risks.rows_wanted.connect(self._show_rows)
        self.assessments.lines_wanted.connect(self._show_assessment)
        self.records.answers_wanted.connect(self._show_answers)
        self.add_tab(RISKS, self.tr("风险清单"), self.risks)
        self.add_tab(ASSESSMENTS, self.tr("定期评估"), self.assessments)
        self._add_inspections()
        self.add_tab(RECORDS, self.tr("巡查与调查"), self.records)
        self.add_tab(READINESS, self.tr("节点备勤"), self.readiness)

    def _add_inspections(self) -> None:
        plans, self._targets = InspectionPanel(self.seat), TargetPanel(self.seat)
        self._findings = FindingPanel(self.seat)
        self.inspections = Books(
            (PLANS, self.tr("计划"), plans),
            (TARGETS, self.tr("巡查对象"), self._targets),
            (FINDINGS, self.tr("整改任务"), self._findings),
        )
        plans.targets_wanted.connect(self._show_targets)
        self._targets.result_wanted.connect(self._enter_result)
        self.add_tab(INSPECTIONS, self.tr("巡查计划"), self.inspections)

    @Slot(int)
    def _show_targets(self, plan: int) -> None:
        self.inspections.show_book(TARGETS)
        self._targets.show_plan(plan)

    @Slot(object)
    def _enter_result(self, target: TargetLine) -> None:
        self.records.begin_result(target)

    @Slot(str, int)
    def _show_assessment(self, title: str, assessment: int) -> None:
        self.rows.sheet.show_content(title, JudgedPanel(self.seat, assessment), wide=True)

    @Slot(str, int)
    def _show_answers(self, title: str, record: int) -> None:
        self.rows.sheet.show_content(title, SurveyPanel(self.seat, record), wide=True)

    def show_record(self, about: str) -> None:
        """To the record that waits: risk_finding:12."""
        table, _, number = about.partition(":")
        tab, book = TABS.get(table, (RISKS, ""))
        self.show_tab(tab)
        if book:
            self.inspections.show_book(book)
        ledger = {PLANS: self.inspections.ledger, FINDINGS: self._findings.ledger}.get(
            book, self.assessments.ledger
        )
        if number.isdecimal():
            ledger.choose(int(number))

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

    @property
    def tab(self) -> str:
        return self.tabs.tab

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)

    def show_place(self, tab: str, book: str) -> None:
        self.tabs.show_place(tab, book)

    def go(self, number: int) -> None:
        """To the standby list of the date of this number."""
        self.tabs.show_tab(READINESS)
        self.tabs.readiness.choose(number)

    def show_record(self, about: str) -> None:
        self.tabs.show_record(about)
