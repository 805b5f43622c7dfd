"""待我处理, live."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.seat.todo import TodoItem, todo
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.todo_view import TodoView

ASK_AGAIN = timedelta(minutes=1)


class TodoPanel(LivePanel[list[TodoItem]]):
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

    def query(self) -> Query[list[TodoItem]]:
        return partial(todo, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: list[TodoItem]) -> None:
        self.view.set_items(answer, self.seat.clock())
        if len(answer) != self._count:
            self._count = len(answer)
            self.counted.emit(self._count)

    def tick(self, now: datetime) -> None:
        """What comes near its deadline appears without anybody's change."""
        self.view.tick(now)
        if self.as_of is not None and now - self.as_of >= ASK_AGAIN:
            self._ask_soon()
