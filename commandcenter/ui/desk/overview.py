"""现在, the first page of an incident: what waits, how it stands, and what is next by the clock."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.late import late_name
from commandcenter.ui import look
from commandcenter.ui.command.groups_panel import GroupsPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.command.next_steps_panel import NextStepsPanel
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.side import shows_on_wall, turn_log
from commandcenter.ui.desk.sitters import is_duty, pressing
from commandcenter.ui.desk.views import is_county
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.decision_panel import DecisionPanel
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.stacking import WIDEST, Stacking

if TYPE_CHECKING:
    from commandcenter.ui.desk.duty_now_view import DutyFirst
    from commandcenter.ui.desk.quiet_city import QuietCity
    from commandcenter.ui.desk.standing import Standing
else:  # one of the three is seen
    DutyFirst = late_name("ui.desk.duty_now_view", "DutyFirst")
    QuietCity = late_name("ui.desk.quiet_city", "QuietCity")
    Standing = late_name("ui.desk.standing", "Standing")

LOG_HEIGHT, LOW_LOG = 186, 98  # with one line of the most words; with the field alone
LOW = 660  # height of the page below which everything has less room
LEAST = 540  # height of it below which the six groups are under 指挥 alone: what is next needs it
TALL = 960  # height of it from which what was done stands below what waits, not below what is next
STACKED = 1100  # height of it where what is next stands below


class Overview(QWidget):
    """Left what waits, in the middle how it stands, right what is next, who does it, and the log.

    In the duty room the telephone stands first instead. Without an incident what waits has the
    left to itself, and the city stands at the right.

    Signals:
        step_wanted: A button of 下一步. args: DO, RING, REMIND or ACT, the NextStep
    """

    step_wanted = Signal(str, object)

    def __init__(
        self,
        seat: Seat,
        acts: Acts,
        rows: Rows,
        parent: QWidget | None = None,
        *,
        engine: str = "auto",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self.seat, self.acts, self.rows = seat, acts, rows
        self.todo = DecisionPanel(seat)
        self.todo.acted.connect(acts.todo)
        self.next = NextStepsPanel(seat, pressing=pressing(seat.actor))
        self.next.wanted.connect(self.step_wanted)
        self.groups = GroupsPanel(seat)
        self.groups.tree.setHeaderHidden(True)
        self.log = LogPanel(seat, may_show=shows_on_wall(seat.actor))
        # The command of the city is nothing of a county, and the duty room has it on its page.
        self._tall_log = is_county(seat.actor) or is_duty(seat.actor)
        self.log.view.short = not self._tall_log
        self._low = self._least = self._tall = False
        self.duty = DutyFirst(seat, acts) if is_duty(seat.actor) else None
        if self.duty is not None:
            self.duty.wanted.connect(self.step_wanted)
            self.duty.numbers.number_clicked.connect(rows.number)
        self.standing = None if self.duty else Standing(seat, rows, engine=engine)
        self._lay_out()

    def _lay_out(self) -> None:
        px = look.px
        waiting = Card("", "")
        waiting.body.addWidget(self.todo, 1)
        self._stands = QWidget()
        self.right = QStackedWidget()
        self.right.addWidget(self._stands)
        inside = QHBoxLayout(self._stands)
        Stacking(self, inside).changed.connect(self._on_stacked)
        side = self._side = QVBoxLayout()
        left = self._left = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        middle = self.duty or self.standing
        assert middle is not None
        inside.addWidget(middle, 7)
        inside.addLayout(side, 5)
        side.addWidget(self.next, 3)
        side.addWidget(self.groups)
        side.addWidget(self.log)
        self._box = box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        left.addWidget(waiting, 3)
        for part in (inside, side, left, box):
            part.setSpacing(px(10))
        box.addLayout(left, 5)
        box.addWidget(self.right, 12)
        if self._tall_log:
            self.groups.hide()
            side.setStretchFactor(self.log, 2)
        else:
            self.log.setFixedHeight(px(LOG_HEIGHT))
        if self.duty is not None:  # the telephone comes first
            box.setDirection(QHBoxLayout.Direction.RightToLeft)

    @cached_property
    def quiet(self) -> "QuietCity":
        city = QuietCity(self.seat, self.rows)
        self.right.addWidget(city)
        return city

    def turn_to(self, incident_id: int | None) -> None:
        shown = self.quiet if incident_id is None else self._stands
        self.right.setCurrentWidget(shown)
        for panel in (self.next, self.groups):
            panel.incident_id = incident_id
            panel.ask_anew()
        for part in (self.standing, self.duty):
            if part is not None:
                part.turn_to(incident_id)
        turn_log(self.log, incident_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_log(tall=self.height() >= look.px(TALL))
        low, least = (self.height() < look.px(limit) for limit in (LOW, LEAST))
        if (low, least) == (self._low, self._least):
            return
        self._low, self._least = low, least
        if not self._tall_log:
            # Without the groups there is room for the newest line.
            lines = least or not low
            self.log.setFixedHeight(look.px(LOG_HEIGHT if lines else LOW_LOG))
            self.log.view.show_lines(lines)
            self.groups.setHidden(least)
        self.groups.set_low(low)
        if self.standing is not None:
            self.standing.set_low(low)

    def _place_log(self, *, tall: bool) -> None:
        """A tall window has room for it below what waits, and for the steps where it stood."""
        if self._tall_log or tall is self._tall:
            return
        self._tall = tall
        self._side.removeWidget(self.log)
        self._left.removeWidget(self.log)
        self.log.view.short = not tall
        if tall:
            self.log.setMinimumHeight(look.px(LOG_HEIGHT))
            self.log.setMaximumHeight(WIDEST)
            self._left.addWidget(self.log, 2)
        else:
            self.log.setFixedHeight(look.px(LOG_HEIGHT))
            self._side.addWidget(self.log)

    @Slot(bool)
    def _on_stacked(self, stacked: bool) -> None:
        """What is next stands below how it stands."""
        self._stands.setMinimumHeight(look.px(STACKED) if stacked else 0)
        self._box.setStretchFactor(self.right, 8 if stacked else 12)
