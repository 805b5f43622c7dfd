"""The running log, live, with the field to write a line."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.late import late_name
from commandcenter.queries.command.running_log import LogPage, log_page
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Sent
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.log_view import LogView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import ViewPanel
from commandcenter.ui.texts import refusal
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.services.command.running_log import show_on_wall
else:
    show_on_wall = late_name("services.command.running_log", "show_on_wall")

ON_DESK, ON_WALL = 200, 12


class LogPanel(ViewPanel[LogPage]):
    """Of one incident. Without one there is nothing to write to, and the field is off; of one that
    is closed it says so.
    """

    kinds = frozenset({"log", "incident"})

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        incident_id: int | None = None,
        may_show: bool = False,
        discreet: bool = False,
    ) -> None:
        """`discreet` (接待模式): only lines that visitors may read."""
        self.view = LogView(may_show=may_show)
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(seat, self.view, parent)
        self.incident_id = incident_id
        self._wanted: int | None = None
        self._discreet = discreet
        if not look.is_wall():
            self.view.input.setEnabled(incident_id is not None)
            self.view.write.connect(self._on_write)
            self.view.wall_toggled.connect(self._on_wall)

    def query(self) -> Query[LogPage]:
        wall = self.wall
        limit = ON_WALL if wall else ON_DESK
        return partial(
            log_page,
            incident_id=self.incident_id,
            limit=limit,
            wall_only=wall,
            for_visitors=self._discreet,
        )

    def show_answer(self, answer: LogPage) -> None:
        self.view.set_lines(answer.lines)
        if not self.wall and self.incident_id is not None:
            self.view.input.forbid(refusal(answer.shut) if answer.shut else "")
        self.take_words()
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None

    def go(self, number: int) -> None:
        """To a line, now or once it is here."""
        self._wanted = None if self.view.choose(number) else number

    @Slot(str)
    def _on_write(self, words: str) -> None:
        if self.incident_id is None:
            return
        courier = self.seat.courier
        line = courier.new(Added.LOG_LINE, additions.log_line(self.incident_id, words), words)
        courier.send(self, line, self._kept, self._refused)

    def _kept(self, sent: Sent) -> None:
        self.view.input.accepted()

    def _refused(self, failure: Failure) -> None:
        self.view.input.refused(failure.words)

    @Slot(int, bool)
    def _on_wall(self, entry_id: int, shown: bool) -> None:
        command = partial(show_on_wall, actor=self.seat.actor, entry_id=entry_id, shown=shown)
        self.seat.tasks.write(self, command)
