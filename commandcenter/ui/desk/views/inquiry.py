"""调查: the evidence shelf, cases with their limits of law, legal questions."""

from commandcenter.ui.command.case_panel import CasePanel
from commandcenter.ui.command.evidence_panel import EvidencePanel
from commandcenter.ui.command.legal_panel import LegalPanel
from commandcenter.ui.desk.views.base import WorkView

CASE_FILES = "case_files"  # a way to the line of a case; "cases" is the way to that of an act


class InquiryView(WorkView):
    def build(self) -> None:
        self.evidence = EvidencePanel(self.seat)
        self.cases = CasePanel(self.seat)
        self.legal = LegalPanel(self.seat)
        self.add_tab("evidence", self.tr("证据"), self.evidence)
        self.add_tab("cases", self.tr("案件和期限"), self.cases)
        self.add_tab("legal", self.tr("法律问答"), self.legal)

    def go(self, tab: str, subject: int) -> None:
        if tab == CASE_FILES:
            tab, subject = "cases", -subject
        super().go(tab, subject)
