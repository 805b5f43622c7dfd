"""保障: people and training, stock and vehicles, money (plan 6)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.support.first_line import FirstKind
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.support.first_panel import FirstPanel
from commandcenter.ui.support.stock_panel import StockPanel

FIRST = "first"


class SupportTabs(WorkView):
    """A book a tab; only the one that is shown asks the database anything."""

    def build(self) -> None:
        self.first = FirstPanel(self.seat)
        self.first.wanted.connect(self._on_first)
        self.add_tab(FIRST, self.tr("总览"), self.first)
        self.stock = StockPanel(self.seat)
        self.add_tab(FirstKind.STOCK, self.tr("物资装备"), self.stock)

    @Slot(str, int, str)
    def _on_first(self, kind: str, subject: int, key: str) -> None:
        """To the line of its book, with the form of its act open. A book's tab is its kind."""
        self.begin(kind, subject, key)

    def show_item(self, item_id: int) -> None:
        """Of an alarm about the stock."""
        self.go(FirstKind.STOCK, item_id)


class SupportPage(Page):
    """Of the whole bureau: another incident changes nothing of it."""

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("support_page")
        self.setAccessibleName(self.tr("保障"))
        self.tabs = SupportTabs(seat, acts, rows)
        self.body.addWidget(self.tabs, 1)
