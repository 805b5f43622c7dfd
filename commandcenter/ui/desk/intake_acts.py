"""How complaints are taken in from the desk: one by hand, or a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.late import late, late_name
from commandcenter.ui.frame.seat import Over, Seat

if TYPE_CHECKING:
    from commandcenter.services.complaints import arrivals
    from commandcenter.ui.complaints.enter_complaint_form import EnterComplaint
    from commandcenter.ui.complaints.take_in_form import TakeIn
else:
    arrivals = late("services.complaints.arrivals")
    EnterComplaint = late_name("ui.complaints.enter_complaint_form", "EnterComplaint")
    TakeIn = late_name("ui.complaints.take_in_form", "TakeIn")


class IntakeActs(QObject):
    """`key` tells people apart without naming them; None: the database's own, when it is needed."""

    def __init__(self, seat: Seat, window: QWidget, key: bytes | None = None) -> None:
        super().__init__(window)
        self.seat, self.key = seat, key
        self._window, self.over = window, Over(seat, window)

    @Slot()
    def enter(self) -> None:
        form = EnterComplaint(Over(self.seat, self._window), self.key)
        form.kept.connect(self._entered)
        form.begin()

    @Slot(object)
    def _entered(self, complaint: object) -> None:
        self.seat.notices.info(self.tr("投诉已登记。"))
        if isinstance(complaint, int) and not self.seat.tasks.db.embedded:
            self.seat.tasks.write(self, self.seat.command(arrivals.follow_entered, complaint))

    @Slot()
    def take_in(self) -> None:
        TakeIn(Over(self.seat, self._window), self.key).begin()
