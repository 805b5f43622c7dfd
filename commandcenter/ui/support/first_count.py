"""How much is late or short on a page of books, for the rail: asked behind every page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.support.first import FirstBoard, first_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.support.first_panel import FirstPanel


class FirstCount(LivePanel[FirstBoard]):
    """It takes no room.

    Signals:
        counted: args: key of the page, how many of its lines are red
    """

    kinds = FirstPanel.kinds
    rests = True
    counted = Signal(str, int)
    page = "support"

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setFixedSize(0, 0)

    def query(self) -> Query[FirstBoard]:
        return self.seat.query(first_board, self.seat.clock())

    def show_answer(self, answer: FirstBoard) -> None:
        self.counted.emit(self.page, len(answer.late))
