"""The clock: the database's time, in the bureau's zone."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import local
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.ticker import Ticker
from commandcenter.ui.widgets.labels import PlainLabel


class Clock(PlainLabel):
    """HH:MM:SS. Costs nothing while it is hidden."""

    def __init__(
        self,
        ticker: Ticker,
        size: Size | float = Size.CLOCK,
        weight: QFont.Weight = MEDIUM,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("00:00:00", size, weight, parent=parent)
        self._ticker = ticker
        self.setObjectName("clock")
        self.setAccessibleName(self.tr("时钟"))
        self.setMinimumWidth(self.sizeHint().width())

    @Slot(object)
    def show_time(self, now: datetime) -> None:
        self.setText(f"{local(now):%H:%M:%S}")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.join(self, self.show_time)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.leave(self)
