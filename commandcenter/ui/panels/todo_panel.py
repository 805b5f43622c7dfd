"""待我处理 of the person at this seat, kept fresh."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.todo import TodoItem, todo
from commandcenter.store.database import Query
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.todo_view import TodoView
from commandcenter.ui.seat import Seat


class TodoPanel(LivePanel[list[TodoItem]]):
    """Signals: acted as of TodoView."""

    kinds = frozenset({"incident", "report", "instruction", "step", "person"})
    ticking = True
    acted = Signal(str, int, str)

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, look: Look = DESK) -> None:
        super().__init__(seat, parent, look=look)
        self.view = TodoView(look)
        self.view.acted.connect(self.acted)
        self.body.addWidget(self.view, 1)

    def query(self) -> Query[list[TodoItem]]:
        actor, now = self.seat.actor, self.seat.clock()
        return lambda session: todo(session, actor, now)

    def show_answer(self, answer: list[TodoItem]) -> None:
        self.view.set_items(answer, self.seat.clock())

    def tick(self, now: datetime) -> None:
        self.view.tick(now)
