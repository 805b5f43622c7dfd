"""The log of an incident, kept fresh; on the desk a line can be added."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.log import LogLine, log_lines
from commandcenter.services.log import show_on_wall, write_line
from commandcenter.store.database import Query
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.log_view import LogView
from commandcenter.ui.seat import Seat
from commandcenter.ui.workers import Failure

LINES = 200


class LogPanel(LivePanel[list[LogLine]]):
    """The wall shows only what 综合协调组 ticked."""

    kinds = frozenset({"log"})

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
        incident_id: int | None = None,
        may_show: bool = False,
    ) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id = incident_id
        self.view = LogView(look, may_show=may_show)
        self.view.write.connect(self._write)
        self.view.wall_toggled.connect(self._toggle)
        self.body.addWidget(self.view, 1)

    def query(self) -> Query[list[LogLine]]:
        incident, wall = self.incident_id, self.look.wall
        return lambda session: log_lines(session, incident, LINES, wall_only=wall)

    def show_answer(self, answer: list[LogLine]) -> None:
        self.view.set_lines(answer)

    @Slot(str)
    def _write(self, words: str) -> None:
        if self.incident_id is None:
            self.view.input.refused(self.tr("没有进行中的事件，无法记动态。"))
            return
        command = partial(
            write_line, actor=self.seat.actor, incident_id=self.incident_id, words=words
        )
        self.seat.tasks.write(self, command, self._kept, self._not_kept)

    def _kept(self, _entry: object) -> None:
        self.view.input.accepted()

    def _not_kept(self, failure: Failure) -> None:
        self.view.input.refused(failure.words)

    @Slot(int, bool)
    def _toggle(self, entry_id: int, shown: bool) -> None:
        command = partial(show_on_wall, actor=self.seat.actor, entry_id=entry_id, shown=shown)
        self.seat.tasks.write(self, command)
