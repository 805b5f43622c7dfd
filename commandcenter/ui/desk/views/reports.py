"""信息报告 (plan 4.1(1)): clocks, reports and receipts of the city and its counties."""

from typing import Any

from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.reports.report_panel import ReportPanel
from commandcenter.ui.widgets.card import Card


class ReportsView(WorkView):
    def build(self) -> None:
        self.panel = ReportPanel(self.seat)
        self.panel.report_wanted.connect(self.acts.show_report)
        self.panel.sign_wanted.connect(self.acts.sign_report)
        self.panel.pdf_wanted.connect(self.acts.pdf_wanted)
        card = Card("", "")
        card.body.addWidget(self.panel, 1)
        self.body.addWidget(card, 1)

    def panels(self) -> list[Any]:
        return [self.panel]

    def ledgers(self) -> list[tuple[str, LinesPanel[Any, Any]]]:
        return [("", self.panel)]

    def go(self, tab: str, subject: int) -> None:
        """A clock has no line of its own: it stands in the column at the left."""
        if subject > 0:
            self.panel.ledger.choose(subject)
