"""演练 in a real store: the register of drills, and what is to be mended after them."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.desk.page import Page
from commandcenter.ui.drills.register_panel import DrillsPanel, MeasuresPanel
from commandcenter.ui.drills.ways import DrillWays
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.card import Card


class DrillRegisterPage(Page):
    def __init__(self, seat: Seat, ways: DrillWays | None, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("演练"), parent)
        self.setObjectName("drill_register_page")
        self.drills = DrillsPanel(seat, ways)
        self.measures = MeasuresPanel(seat)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("drill_tabs")
        self._keys = ("drills", "measures")
        for panel, title in (
            (self.drills, self.tr("演练登记")),
            (self.measures, self.tr("整改措施")),
        ):
            card = Card("", "")
            card.body.addWidget(panel)
            around = QWidget()
            box = QVBoxLayout(around)
            box.setContentsMargins(0, look.px(10), 0, 0)
            box.addWidget(card)
            self.tabs.addTab(around, title)
        self.body.addWidget(self.tabs)

    def show_place(self, tab: str, book: str) -> None:
        self.tabs.setCurrentIndex(self._keys.index(tab))
