"""The bar of a window, live."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Actor, Role
from commandcenter.ui.alarms.bar import AlarmBar
from commandcenter.ui.alarms.board_panel import BoardPanel
from commandcenter.ui.alarms.hub import Alarms
from commandcenter.ui.frame.seat import Seat


class AlarmPanel(BoardPanel):
    def __init__(self, seat: Seat, alarms: Alarms, parent: QWidget | None = None) -> None:
        super().__init__(seat, alarms, parent)
        self.bar = AlarmBar(alarms)
        self.body.addWidget(self.bar)
        self._keep(seat.actor)
        seat.sitting.changed.connect(self._keep)

    @Slot(object)
    def _keep(self, actor: Actor) -> None:
        """On the duty seat its height is kept free."""
        self.bar.keep(actor.has(Role.DUTY) or actor.has(Role.LEAD_DUTY))
