"""履职对照: the sheet of duties with the records behind each."""

from commandcenter.ui.command.duties_panel import DutiesPanel
from commandcenter.ui.desk.views.base import WorkView


class DutiesView(WorkView):
    def build(self) -> None:
        self.panel = DutiesPanel(self.seat)
        self.panel.clause_clicked.connect(self.rows.clause)
        self.panel.journal_wanted.connect(self.rows.journal)
        self.panel.record_wanted.connect(self.rows.record)
        self.add_tab("duties", self.tr("履职对照"), self.panel)
