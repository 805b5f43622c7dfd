"""The command structure, live."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.obligation import PROVING
from commandcenter.queries.command.command import CommandPicture, command_picture
from commandcenter.store.database import Query
from commandcenter.ui.command.command_view import CommandView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import ViewPanel


class CommandPanel(ViewPanel[CommandPicture]):
    """Of one incident, or (None) who is on duty now.

    Signals:
        group_clicked: arg: the value of the Group
        person_clicked: arg: id of the person
    """

    kinds = PROVING | {"obligation", "account"}
    ticking = True
    group_clicked = Signal(str)
    person_clicked = Signal(int)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        incident_id: int | None = None,
        discreet: bool = False,
    ) -> None:
        self.view = CommandView(discreet=discreet)
        super().__init__(seat, self.view, parent)
        self.incident_id = incident_id
        self.view.group_clicked.connect(self.group_clicked)
        self.view.person_clicked.connect(self.person_clicked)

    def query(self) -> Query[CommandPicture]:
        return partial(command_picture, incident_id=self.incident_id, now=self.seat.clock())

    def show_answer(self, answer: CommandPicture) -> None:
        self.view.set_picture(answer)
        self.take_words()

    def tick(self, now: datetime) -> None:
        self.view.tick(now)
