"""The command structure of an incident, kept fresh."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.queries.command import CommandPicture, command_picture
from commandcenter.store.database import Query
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.command_view import CommandView
from commandcenter.ui.seat import Seat


class CommandPanel(LivePanel[CommandPicture]):
    """Signals: group_clicked and person_clicked as of CommandView."""

    kinds = frozenset({"incident", "person", "duty", "attendance", "step"})
    ticking = True
    group_clicked = Signal(str)
    person_clicked = Signal(int)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
        incident_id: int | None = None,
    ) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id = incident_id
        self.view = CommandView(look)
        self.view.group_clicked.connect(self.group_clicked)
        self.view.person_clicked.connect(self.person_clicked)
        self.body.addWidget(self.view, 1)

    def query(self) -> Query[CommandPicture]:
        incident, now = self.incident_id, self.seat.clock()
        return lambda session: command_picture(session, incident, now)

    def show_answer(self, answer: CommandPicture) -> None:
        self.view.set_picture(answer)

    def tick(self, now: datetime) -> None:
        self.view.tick(now)
