"""现在, the first page of an incident: what waits, how it stands, and what is next by the clock."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.domain.org import Actor, Role
from commandcenter.ui import look
from commandcenter.ui.command.county_panel import CountyPanel
from commandcenter.ui.command.groups_panel import GroupsPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.command.next_steps_panel import NextStepsPanel
from commandcenter.ui.command.own_group_panel import OwnGroupPanel, own_group
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.duty_now_view import DutyFirst
from commandcenter.ui.desk.quiet_city import QuietCity
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.side import shows_on_wall, turn_log
from commandcenter.ui.desk.views import is_county
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.now_panel import NowPanel
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.incident.numbers_view import NumbersView
from commandcenter.ui.look import Size
from commandcenter.ui.seat.decision_panel import DecisionPanel
from commandcenter.ui.watch.timeline_panel import OF_INCIDENT, TimelinePanel
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.figure import Figure

LOG_HEIGHT, LOW_LOG = 150, 98
TILE_SIZE = 22  # of the numbers of 当前态势
LOW = 660  # height of the page below which everything has less room
LOW_MAP = 0.8  # size of its words there
RINGS = (Role.COMMANDER, Role.DEPUTY, Role.DUTY, Role.LEAD_DUTY)


def decides(actor: Actor) -> bool:
    return actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY)


def is_duty(actor: Actor) -> bool:
    """Who sits in the duty room, and decides nothing: the telephone is their first page."""
    return actor.has(Role.DUTY) and not decides(actor)


class Standing(QWidget):
    """The middle: 当前态势 with its tiles, the map, the curve; of one incident.

    What is the reader's own stands beside the map: to a county its part, to a group its people.
    On a low screen the curve stands beside the map, where nothing else does.
    """

    def __init__(self, seat: Seat, rows: Rows, *, engine: str) -> None:
        super().__init__()
        self.now = NowPanel(seat)
        self.numbers = NumbersPanel(seat, view=NumbersView(size=TILE_SIZE))
        self.numbers.number_clicked.connect(rows.number)
        self.now.body.addWidget(self.numbers)
        self.own = _own_part(seat, rows)
        self.map = MapPanel(seat, engine=engine)
        self.map.clicked.connect(rows.place)
        self.timeline = TimelinePanel(seat, length=OF_INCIDENT)
        self.timeline.bin_clicked.connect(rows.bin)
        self.timeline.onset_clicked.connect(rows.onset)
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(10))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self.now)
        box.addLayout(self._grid, 1)
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        self.timeline.view.set_low(low)
        self.map.map.set_scale(look.size(Size.TEXT) / 14 * (LOW_MAP if low else 1))
        for tile in self.numbers.view.findChildren(Figure):
            edge = look.px(4 if low else 10)
            tile.outer.setContentsMargins(look.px(10), edge, look.px(8), edge)
        if isinstance(self.own, OwnGroupPanel):
            self.own.set_low(low)
        # Where there is no room, 当前态势 says of when it all is.
        self.map.set_low(low, note=not low and self.own is None)
        self._arrange(low)

    def _arrange(self, low: bool) -> None:
        upper = [part for part in (self.own, self.map) if part is not None]
        beside = low and self.own is None
        for column, part in enumerate([*upper, self.timeline] if beside else upper):
            self._grid.addWidget(part, 0, column)
            self._grid.setColumnStretch(column, 1)
        if not beside:
            self._grid.addWidget(self.timeline, 1, 0, 1, len(upper))
            self._grid.setColumnStretch(len(upper), 0)
        self.timeline.setVisible(beside or not low)
        self._grid.setRowStretch(0, 4)
        self._grid.setRowStretch(1, 0 if low else 3)

    def turn_to(self, incident_id: int | None) -> None:
        for panel in (self.now, self.numbers, self.map, self.timeline, self.own):
            if panel is not None:
                panel.incident_id = incident_id
                panel.refresh()


def _own_part(seat: Seat, rows: Rows) -> CountyPanel | OwnGroupPanel | None:
    actor = seat.actor
    group = own_group(actor)
    if decides(actor) or actor.has(Role.DUTY):
        return None
    if group is not None:
        people = OwnGroupPanel(seat, group)
        people.person_clicked.connect(rows.person)
        return people
    if not is_county(actor):
        return None
    county = CountyPanel(seat)
    county.rows_wanted.connect(rows.county_rows)
    county.handling_wanted.connect(lambda: rows.view_wanted.emit("complaints", "", 0))
    return county


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
        # The command of the city is nothing of a county, and the duty room has it on its page.
        self._tall_log = is_county(seat.actor) or is_duty(seat.actor)
        self.log.view.short = not self._tall_log
        self._low = False
        self.quiet = QuietCity(seat, rows)
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
        side.addWidget(self.next, 3)
        side.addWidget(self.groups)
        side.addWidget(self.log)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (inside, side, box):
            part.setSpacing(px(10))
        box.addWidget(waiting, 5)
        box.addWidget(self.right, 12)
        if self._tall_log:
            self.groups.hide()
            side.setStretchFactor(self.log, 2)
        else:
            self.log.setFixedHeight(px(LOG_HEIGHT))
        if self.duty is not None:  # the telephone comes first
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
        if not self._tall_log:
            self.log.setFixedHeight(look.px(LOW_LOG if low else LOG_HEIGHT))
            self.log.view.show_lines(not low)
        self.groups.set_low(low)
        if self.standing is not None:
            self.standing.set_low(low)
