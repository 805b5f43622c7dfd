"""保障: people and training, stock and vehicles, money (plan 6)."""

from PySide6.QtWidgets import QWidget

from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.support.fund_panel import FundView

FUND = "fund"


class SupportTabs(WorkView):
    """A book a tab; only the one that is shown asks the database anything."""

    def build(self) -> None:
        self.fund = FundView(self.seat)
        self.add_tab(FUND, self.tr("资金"), self.fund)


class SupportPage(Page):
    """Of the whole bureau: another incident changes nothing of it."""

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("support_page")
        self.setAccessibleName(self.tr("保障"))
        self.tabs = SupportTabs(seat, acts, rows)
        self.body.addWidget(self.tabs, 1)
