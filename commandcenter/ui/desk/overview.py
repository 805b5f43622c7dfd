"""现在, the first page of an incident: what waits, how it stands, and what is next by the clock."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.domain.org import Actor, Role
from commandcenter.ui import look
from commandcenter.ui.command.groups_panel import GroupsPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.command.next_steps_panel import NextStepsPanel
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.duty_now_view import DutyFirst
from commandcenter.ui.desk.quiet_city import QuietCity
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.side import shows_on_wall, turn_log
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.now_panel import NowPanel
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.look import Size
from commandcenter.ui.seat.decision_panel import DecisionPanel
from commandcenter.ui.watch.timeline_panel import TimelinePanel
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.figure import Figure

LOG_HEIGHT, LOW_LOG = 150, 142
LOW = 660  # height of the page below which everything has less room
LOW_MAP = 0.8  # size of its words there
RINGS = (Role.COMMANDER, Role.DEPUTY, Role.DUTY, Role.LEAD_DUTY)


def decides(actor: Actor) -> bool:
    return actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY)


def is_duty(actor: Actor) -> bool:
    """Who sits in the duty room, and decides nothing: the telephone is their first page."""
    return actor.has(Role.DUTY) and not decides(actor)


class Standing(QWidget):
    """The middle: 当前态势 with its tiles, the map, the curve; of one incident."""

    def __init__(self, seat: Seat, rows: Rows, *, engine: str) -> None:
        super().__init__()
        self.now = NowPanel(seat)
        self.numbers = NumbersPanel(seat)
        self.numbers.number_clicked.connect(rows.number)
        self.now.body.addWidget(self.numbers)
        self.map = MapPanel(seat, engine=engine)
        self.map.clicked.connect(rows.place)
        self.timeline = TimelinePanel(seat)
        self.timeline.bin_clicked.connect(rows.bin)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self.now)
        box.addWidget(self.map, 5)
        box.addWidget(self.timeline, 3)

    def set_low(self, low: bool) -> None:
        self.timeline.view.set_low(low)
        self.map.map.set_scale(look.size(Size.TEXT) / 14 * (LOW_MAP if low else 1))
        for tile in self.numbers.view.findChildren(Figure):
            pad, edge = look.pad(), look.px(4 if low else 10)
            tile.outer.setContentsMargins(pad, edge, pad, edge)

    def turn_to(self, incident_id: int | None) -> None:
        for panel in (self.now, self.numbers, self.map, self.timeline):
            panel.incident_id = incident_id
            panel.refresh()


class Overview(QWidget):
    """Left what waits, in the middle how it stands, right what is next, who does it, and the log.

    In the duty room the telephone stands first instead. Without an incident what waits has the
    left to itself, and the city stands at the right.

    Signals:
        step_wanted: A button of 下一步. args: DO, RING or ACT, the NextStep
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
        self.next = NextStepsPanel(seat, rings=any(seat.actor.has(role) for role in RINGS))
        self.next.wanted.connect(self.step_wanted)
        self.groups = GroupsPanel(seat)
        self.groups.tree.setHeaderHidden(True)
        self.log = LogPanel(seat, may_show=shows_on_wall(seat.actor))
        self.log.setFixedHeight(look.px(LOG_HEIGHT))
        self._low = False
        self.quiet = QuietCity(seat, rows)
        self.duty = DutyFirst(seat, acts) if is_duty(seat.actor) else None
        if self.duty is not None:
            self.duty.wanted.connect(self.step_wanted)
        self.standing = None if self.duty else Standing(seat, rows, engine=engine)
        self._lay_out()

    def _lay_out(self) -> None:
        px = look.px
        waiting = Card("", "")
        waiting.body.addWidget(self.todo, 1)
        stands = QWidget()
        self.right = QStackedWidget()
        self.right.addWidget(stands)
        self.right.addWidget(self.quiet)
        inside, side = QHBoxLayout(stands), QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        middle = self.duty or self.standing
        assert middle is not None
        inside.addWidget(middle, 7)
        inside.addLayout(side, 5)
        side.addWidget(self.next, 1)
        side.addWidget(self.groups)
        side.addWidget(self.log)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (inside, side, box):
            part.setSpacing(px(10))
        box.addWidget(waiting, 5)
        box.addWidget(self.right, 12)
        if self.duty is not None:  # the telephone comes first
            self.groups.hide()
            box.setDirection(QHBoxLayout.Direction.RightToLeft)

    def turn_to(self, incident_id: int | None) -> None:
        self.right.setCurrentIndex(1 if incident_id is None else 0)
        for panel in (self.next, self.groups):
            panel.incident_id = incident_id
            panel.refresh()
        for part in (self.standing, self.duty):
            if part is not None:
                part.turn_to(incident_id)
        turn_log(self.log, incident_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < look.px(LOW)
        if low == self._low:
            return
        self._low = low
        self.log.setFixedHeight(look.px(LOW_LOG if low else LOG_HEIGHT))
        if self.standing is not None:
            self.standing.set_low(low)
