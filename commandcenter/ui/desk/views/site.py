"""现场: places and their clocks, all reports, and what is asked of 后勤保障组."""

from commandcenter.ui.command.site_panel import SiteHistoryPanel, SitePanel
from commandcenter.ui.command.supply_panel import SupplyPanel
from commandcenter.ui.desk.views.base import WorkView


class SiteView(WorkView):
    def build(self) -> None:
        self.places = SitePanel(self.seat)
        self.history = SiteHistoryPanel(self.seat)
        self.supply = SupplyPanel(self.seat)
        self.add_tab("reports", self.tr("现场各点"), self.places)
        self.add_tab("history", self.tr("报告记录"), self.history)
        self.add_tab("supply", self.tr("后勤需求"), self.supply)
