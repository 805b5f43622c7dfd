"""演练 in a real store: the register of drills, and what is to be mended after them."""

from PySide6.QtWidgets import QWidget

from commandcenter.ui.desk.card_tabs import CardTabs
from commandcenter.ui.desk.page import Page
from commandcenter.ui.drills.register_panel import DrillsPanel, MeasuresPanel
from commandcenter.ui.drills.ways import DrillWays
from commandcenter.ui.frame.seat import Seat


class DrillRegisterPage(Page):
    def __init__(self, seat: Seat, ways: DrillWays | None, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("演练"), parent)
        self.setObjectName("drill_register_page")
        self.drills = DrillsPanel(seat, ways)
        self.measures = MeasuresPanel(seat)
        self.tabs = CardTabs("drill_tabs")
        self.tabs.setAccessibleName(self.tr("演练"))
        self.tabs.add("drills", self.drills, self.tr("演练登记"))
        self.tabs.add("measures", self.measures, self.tr("整改措施"))
        self.body.addWidget(self.tabs)

    @property
    def tab(self) -> str:
        return self.tabs.key

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)
