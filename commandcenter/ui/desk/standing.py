"""当前态势 of an incident, the map and the curve: the middle of 现在."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from commandcenter.domain.org import Role
from commandcenter.ui import look
from commandcenter.ui.command.county_panel import CountyPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.command.own_group_panel import OwnGroupPanel, own_group
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.sitters import decides
from commandcenter.ui.desk.views import is_county
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.now_panel import NowPanel
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.incident.numbers_view import NumbersView
from commandcenter.ui.look import Size
from commandcenter.ui.watch.timeline_panel import OF_INCIDENT, TimelinePanel
from commandcenter.ui.widgets.figure import Figure

TILE_SIZE = 22  # of the numbers of 当前态势
LOW_MAP = 0.8  # size of its words there


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
            self._grid.setColumnStretch(column, 7 if part is self.own else 6)
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
                panel.ask_anew()


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
