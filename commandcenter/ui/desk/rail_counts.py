"""What is late on pages that are not shown, for the rail: asked once the first page stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.late import late_name
from commandcenter.ui.frame.behind import Behind
from commandcenter.ui.frame.seat import Seat

if TYPE_CHECKING:
    from commandcenter.ui.publicity.first import PublicityCount
    from commandcenter.ui.support.first_count import FirstCount
else:  # the first page has nothing of them
    PublicityCount = late_name("ui.publicity.first", "PublicityCount")
    FirstCount = late_name("ui.support.first_count", "FirstCount")


class RailCounts(QObject):
    """Signals:
    counted: args: key of the page, how many of its lines are red
    """

    counted = Signal(str, int)

    def __init__(self, seat: Seat, place: QWidget) -> None:
        super().__init__(place)
        self._seat, self._place = seat, place
        Behind(self, seat.tasks, self._begin)

    def _begin(self) -> None:
        for panel in (FirstCount(self._seat, self._place), PublicityCount(self._seat, self._place)):
            panel.counted.connect(self.counted)
            panel.show()  # in no layout: it takes no room
