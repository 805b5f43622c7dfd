"""The column at the right of the panels: what waits for this person, and the running log."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.domain.org import Actor, Group
from commandcenter.ui import look
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.todo_panel import TodoPanel

WIDTH = 318


def shows_on_wall(actor: Actor) -> bool:
    """Whether the actor chooses what the wall shows (上屏); the service has the last word."""
    return Group.COORDINATION in actor.groups()


def turn_log(log: LogPanel, incident_id: int | None) -> None:
    log.incident_id = incident_id
    log.view.input.setEnabled(incident_id is not None)
    log.ask_anew()


class Side(Ground):
    def __init__(self, seat: Seat, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__("head", Qt.Edge.LeftEdge, parent)
        self.setObjectName("side")
        self.setFixedWidth(look.px(WIDTH))
        self.todo = TodoPanel(seat)
        self.todo.acted.connect(acts.todo)
        self.log = LogPanel(seat, may_show=shows_on_wall(seat.actor))
        px = look.px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(14), px(12), px(10), px(10))
        box.setSpacing(px(10))
        box.addWidget(self.todo, 5)
        box.addWidget(self.log, 4)

    def turn_to(self, incident_id: int | None) -> None:
        turn_log(self.log, incident_id)
