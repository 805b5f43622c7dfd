"""值班: the duty room on one page: who is on, the telephone, the log, 叫应, 交接班, the roster."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.command.call_up_panel import CallUpPanel
from commandcenter.ui.command.duty_form import CallUpForm
from commandcenter.ui.command.duty_log_panel import DutyLogPanel
from commandcenter.ui.command.duty_now import DutyNowPanel
from commandcenter.ui.command.handover_panel import ShiftPanel
from commandcenter.ui.command.roster_panel import RosterPanel
from commandcenter.ui.complaints.phone_calls_panel import PhoneCallsPanel
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.page_tabs import CALL_UPS, CALLS, LOG, ROSTER, SHIFTS
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat

LEFT = 296


class DutyTabs(WorkView):
    """The books of the duty room, and what the telephones of 12315 took."""

    def build(self) -> None:
        seat = self.seat
        self.log = DutyLogPanel(seat)
        self.log.incident_wanted.connect(self.acts.incident_wanted)
        calls, call_ups = PhoneCallsPanel(seat), CallUpPanel(seat)
        calls.complaint_wanted.connect(self.acts.complaint_wanted)
        calls.shown_wanted.connect(self.rows.complaint)
        shifts, roster = ShiftPanel(seat), RosterPanel(seat)
        self.add_tab(LOG, self.tr("值班日志"), self.log)
        self.add_tab(CALLS, self.tr("12315来电"), calls)
        self.add_tab(CALL_UPS, self.tr("叫应"), call_ups)
        self.add_tab(SHIFTS, self.tr("交接班"), shifts)
        self.add_tab(ROSTER, self.tr("值班表"), roster)


class DutyPage(Page):
    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("duty_page")
        self.setAccessibleName(self.tr("值班"))
        self.seat, self.acts = seat, acts
        self.now = DutyNowPanel(seat)
        self.now.setFixedWidth(look.px(LEFT))
        self.now.wanted.connect(self._on_wanted)
        self.tabs = DutyTabs(seat, acts, rows)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(self.now)
        row.addWidget(self.tabs, 1)
        self.body.addLayout(row, 1)
        # A hidden page hears no key: on every other page F2 is free.
        QShortcut(QKeySequence("F2"), self).activated.connect(self._on_call_key)

    def show_place(self, tab: str, book: str) -> None:
        self.tabs.show_place(tab, book)

    def turn_to(self, incident_id: int | None) -> None:
        self.now.incident_id = incident_id
        self.now.refresh()
        self.tabs.turn_to(incident_id)

    @property
    def tab(self) -> str:
        return self.tabs.tab

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)

    def go(self, subject: int) -> None:
        """To the hand-over that waits for its second signature."""
        self.tabs.go(SHIFTS, subject)

    @Slot()
    def _on_call_key(self) -> None:
        if self.now.may_call:
            self.tabs.log.take_call()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        match key:
            case "call":
                self.tabs.show_tab(LOG)
                self.tabs.log.take_call()
            case "register":
                self.acts.register()
            case "count":
                self.acts.count()
            case "call_up":
                CallUpForm(self.acts.over).begin()
