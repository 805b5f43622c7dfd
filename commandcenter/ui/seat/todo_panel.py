"""待我处理, live."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.seat.done_lately import Cards, cards
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.todo_view import TodoView

ASK_AGAIN = timedelta(minutes=1)


class TodoPanel(LivePanel[Cards]):
    """What waits for the person of this seat, of every live incident.

    Signals:
        acted: args: kind, subject id, action; see TodoView
        went: arg: the TodoItem that is wanted where it is done
        counted: arg: how many things wait, when that changes
    """

    rests = True
    kinds = EVERY_KIND  # there is hardly a change that nobody waits for
    deaf_to = frozenset({"log"})  # the most frequent one, and nobody waits for it
    ticking = True
    acted = Signal(str, int, str)
    went = Signal(object)
    counted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._count: int | None = None
        self.view = TodoView()
        self.view.acted.connect(self.acted)
        self.view.went.connect(self.went)
        self.body.addWidget(self.view, 1)

    def query(self) -> Query[Cards]:
        return self.seat.query(cards, self.view.shown(), self.seat.clock())

    def show_answer(self, answer: Cards) -> None:
        items = [each.item for each in answer.waiting]
        self.view.set_items(items, self.seat.clock(), answer.done)
        if len(items) != self._count:
            self._count = len(items)
            self.counted.emit(self._count)

    def tick(self, now: datetime) -> None:
        """What comes near its deadline appears without anybody's change."""
        self.view.tick(now)
        if self.as_of is not None and now - self.as_of >= ASK_AGAIN:
            self._ask_soon()
