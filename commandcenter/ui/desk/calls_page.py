"""来电: what a 话务员 has before them: the calls they took, and the two ways to keep one."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from commandcenter.ui.complaints.phone_calls_panel import PhoneCallsPanel
from commandcenter.ui.desk.page import Page
from commandcenter.ui.frame.seat import Seat


class CallsPage(Page):
    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("calls_page")
        self.setAccessibleName(self.tr("来电"))
        self.calls = PhoneCallsPanel(seat)
        self.body.addWidget(self.calls, 1)
        buttons = (("F2", "complaint", self.calls.complaint), ("F3", "call", self.calls.call))
        for key, act, button in buttons:
            button.setText(f"{button.text()} {key}")
            # A hidden page hears no key: on every other page these are free.
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.calls.begin, act))
