"""后期处置 (plan 5, 7.2): reports, liability, the recovery ledgers, the closing, a typical case."""

from commandcenter.ui.aftermath.closing_panel import ClosingPanel
from commandcenter.ui.aftermath.inquiry_panel import InquiryPanel
from commandcenter.ui.aftermath.liability_panel import LiabilityPanel
from commandcenter.ui.aftermath.recovery_panel import RecoveryPanel
from commandcenter.ui.aftermath.typical_case_panel import TypicalCasePanel
from commandcenter.ui.desk.views.base import WorkView

RETENTION, PACKAGES = "retention", "packages"  # ways to lines of the closing


class AftermathView(WorkView):
    def build(self) -> None:
        self.inquiry = InquiryPanel(self.seat)
        self.liability = LiabilityPanel(self.seat)
        self.recovery = RecoveryPanel(self.seat)
        self.closing = ClosingPanel(self.seat)
        self.case = TypicalCasePanel(self.seat)
        self.case.case_wanted.connect(self.acts.case_wanted)
        self.closing.place_wanted.connect(self.rows.view_wanted)
        self.add_tab("inquiry", self.tr("调查和评估"), self.inquiry)
        self.add_tab("liability", self.tr("责任追究"), self.liability)
        self.add_tab("recovery", self.tr("善后台账"), self.recovery)
        self.add_tab("closing", self.tr("结案"), self.closing)
        self.add_tab("case", self.tr("典型案例"), self.case)

    def go(self, tab: str, subject: int) -> None:
        """A tab; or in the closing the gate of personal data, or a package."""
        if tab not in (RETENTION, PACKAGES):
            super().go(tab, subject)
            return
        self.show_tab("closing")
        self.closing.seek(None if tab == RETENTION else subject)
