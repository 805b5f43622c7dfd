"""What stands on the wall between its upper and its last line: incidents, or the quiet city."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.ui import look, theme
from commandcenter.ui.command.checklist_panel import ChecklistPanel
from commandcenter.ui.command.command_panel import CommandPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.incident.numbers_view import TILES, NumbersView
from commandcenter.ui.wall.frame import (
    GAP,
    MAP_WIDTH,
    SPLIT,
    VALUE,
    Box,
    Frame,
    above,
    beside,
    crowded,
    plan,
    tile_height,
)
from commandcenter.ui.wall.head import WallHead
from commandcenter.ui.wall.next_steps import MeasuresPanel, NextSteps
from commandcenter.ui.wall.pages import WallPage
from commandcenter.ui.wall.quiet import DutyPanel, TopCategories
from commandcenter.ui.wall.side_incident import SideIncidents
from commandcenter.ui.wall.watch_lists import SignalsPanel, WarningsPanel
from commandcenter.ui.watch.timeline_panel import TimelinePanel

COMMAND = 262  # heights at the side
MEASURES, GROUPS = 330, 300  # of a food case: what is done against it, who is there
QUIET = (314, 186, 128)  # signals, warnings, who is on duty; the categories have the rest
TURN_S = 20  # where map, timeline and command structure stand one after the other
LINE = 2
Panel = LivePanel[Any]


class WallBody(Frame):
    """The main incident with the `others` at its side, or (None) the quiet city.

    With one incident its four panels stand beside each other; with more its timeline and command
    structure take the map's place in turn, and its next steps stand beside them. Where the room
    asks for type that leaves them no place (`crowded`), an incident has its timeline and its tasks:
    a map so low cannot be read, and the groups stand at the desks.
    """

    def __init__(
        self,
        seat: Seat,
        incident_id: int | None,
        others: tuple[int, ...] = (),
        *,
        food: bool = False,
        engine: str = "auto",
        reception: bool = False,
        page: WallPage = WallPage.WHOLE,
        parent: QWidget | None = None,
    ) -> None:
        self._plan = plan()
        super().__init__(self._plan.body[2:], parent)
        self.incident_id, self.others, self._page = incident_id, others, page
        self._seat, self._reception = seat, reception
        self._since: datetime | None = None
        self.held = False  # an alarm of the room waits: nothing turns
        self.head = WallHead(seat, incident_id)
        self.map = MapPanel(seat, self, incident_id=incident_id, engine=engine, discreet=reception)
        self.timeline = TimelinePanel(seat, incident_id=incident_id)
        self.command = self._command(seat, incident_id, reception)
        for panel in (self.map, self.command):
            panel.hide()  # until it has a place
        columns, places = (1, self._under_each_other()) if page is WallPage.MAP else (3, TILES)
        view = NumbersView(discreet=reception, columns=columns, places=places, size=VALUE)
        self.numbers = NumbersPanel(seat, incident_id=incident_id, view=view)
        self.side: list[Panel] = []
        self.band: list[Panel] = []  # beside the map's place
        self.turning = QStackedWidget()
        self.turning.setObjectName("wall_turning")
        self.beside: SideIncidents | None = None
        self.put(self.head, self._plan.head)
        self.put(self.numbers, self._plan.numbers)
        self._map_box, self._band_box = beside(self._plan.band, MAP_WIDTH[food])
        self.put(self.turning, self._map_box)
        if page is WallPage.MAP or incident_id is None or not crowded():
            self.turning.addWidget(self.map)
        self._fill(others, food)

    def _command(self, seat: Seat, incident_id: int | None, reception: bool) -> Panel:
        """Nobody is expected in quiet times: then only who is on duty matters."""
        if incident_id is None:
            return DutyPanel(seat, self, discreet=reception)
        return CommandPanel(seat, self, incident_id=incident_id, discreet=reception)

    def panels(self) -> list[Panel]:
        """All that can be seen now."""
        shown = self.turning.currentWidget()
        placed = [widget for widget, _ in self._places]
        turns = self.turning in placed
        parts: list[Panel] = [self.numbers, self.map, self.timeline, self.command]
        return [
            self.head,
            *(panel for panel in parts if panel in placed or (turns and panel is shown)),
            *self.side,
            *self.band,
            *(self.beside.panels() if self.beside else []),
        ]

    def settled(self) -> bool:
        """Whether every panel has shown its first answer, and the map its picture."""
        drawn = self.map not in self.panels() or self.map.is_drawn()
        return all(panel.as_of is not None for panel in self.panels()) and drawn

    def _fill(self, others: tuple[int, ...], food: bool) -> None:
        if self._page is WallPage.MAP:
            self._fill_map()
        elif self.incident_id is not None and self._page is WallPage.TASKS:
            self._fill_tasks(self.incident_id)
        elif self.incident_id is None:
            self._fill_quiet()
        elif others:
            self._fill_several(self.incident_id, others)
        else:
            self._fill_alone(self.incident_id, food)

    def _whole(self) -> Box:
        """Below the head, over the main part and the side."""
        x, y, _, high = self._plan.head
        top = y + high + GAP
        return x, top, self._plan.body[2] - 2 * x, self._plan.body[3] - top - GAP

    def _under_each_other(self) -> int:
        """How many figures have room below each other."""
        return min(TILES, (self._whole()[3] + GAP) // (tile_height(VALUE) + GAP))

    def _fill_map(self) -> None:
        """The figures that have room stand at its side, one below the other."""
        width = self._plan.side[2]
        x, y, whole, high = self._whole()
        self.put(self.turning, (x, y, whole - width - GAP, high))
        self.put(self.numbers, (x + whole - width, y, width, high))

    def _fill_tasks(self, incident: int) -> None:
        """As many as have room in the main part; the groups and the timeline beside them."""
        width = self._plan.side[2]
        x, y, whole, high = self._whole()
        self.take_out([self.numbers, self.turning])
        self.numbers.hide()
        self.turning.hide()
        self.side = [self._tasks(incident)]
        self.put(self.side[0], (x, y, whole - width - GAP, high))
        upper, lower = above((x + whole - width, y, width, high), COMMAND)
        self.put(self.command, upper)
        self.put(self.timeline, lower)

    def _fill_quiet(self) -> None:
        seat, categories = self._seat, TopCategories(self._seat)
        self.side = [SignalsPanel(seat, discreet=self._reception), WarningsPanel(seat)]
        self.band = [categories]
        self._place_timeline()
        rest = _at_side(self._plan.side)
        for panel, height in zip((*self.side, self.command), QUIET, strict=True):
            upper, rest = above(rest, height)
            self.put(panel, upper)
        self.put(categories, rest)

    def _fill_alone(self, incident: int, food: bool) -> None:
        discreet = self._reception
        self._place_timeline()
        if food and not discreet:
            self._fill_food(incident)
            return
        if crowded():
            self.side = [self._tasks(incident)]
            self.put(self.side[0], _at_side(self._plan.side))
            return
        upper, lower = above(_at_side(self._plan.side), COMMAND)
        self.side = [self._tasks(incident)]
        self.put(self.command, upper)
        self.put(self.side[0], lower)

    def _place_timeline(self) -> None:
        """Beside the map; where both would be too small, in its place in turn."""
        if crowded():
            self.put(self.turning, self._plan.band)
            self.turning.addWidget(self.timeline)
        else:
            self.put(self.timeline, self._band_box)

    def _tasks(self, incident: int) -> Panel:
        if self._reception:
            return LogPanel(self._seat, incident_id=incident, discreet=True)
        return ChecklistPanel(self._seat, incident_id=incident)

    def _fill_food(self, incident: int) -> None:
        """控制措施, 下一步, and who is there."""
        self.side = [
            MeasuresPanel(self._seat, incident, rows=6), NextSteps(self._seat, incident, rows=3),
        ]  # fmt: skip
        upper, rest = above(_at_side(self._plan.side), MEASURES)
        middle, lower = above(rest, rest[3] - GROUPS - GAP)
        for panel, box in zip((*self.side, self.command), (upper, middle, lower), strict=True):
            self.put(panel, box)

    def _fill_several(self, incident: int, others: tuple[int, ...]) -> None:
        discreet = self._reception
        self.turning.addWidget(self.timeline)
        if not crowded():
            self.turning.addWidget(self.command)
        steps: Panel = (
            LogPanel(self._seat, incident_id=incident, discreet=True)
            if discreet
            else NextSteps(self._seat, incident, rows=6)
        )
        self.band = [steps]
        self.put(steps, self._band_box)
        self.beside = SideIncidents(self._seat, others, discreet=discreet, parent=self)
        self.put(self.beside, _at_side(self._plan.side))

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        """Each has the map's place for its time; while the link is lost, or an alarm of the room
        waits, nothing turns."""
        if self._since is None or self._seat.feed.is_stale or self.held:
            self._since = now
        elif (now - self._since).total_seconds() >= TURN_S:
            self._since = now
            self.turn()

    def turn(self) -> None:
        """Show the next of what shares the map's place."""
        self.turning.setCurrentIndex((self.turning.currentIndex() + 1) % self.turning.count())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.turning.count() > 1:
            self._seat.ticker.join(self, self._on_second)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._seat.ticker.leave(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line between the main part and the side; a page of one part has none."""
        if self._page in (WallPage.MAP, WallPage.TASKS):
            return
        painter = QPainter(self)
        left = self.width() * SPLIT / self._plan.body[2]
        edge = look.px(14)
        box = QRectF(left, edge, LINE, self.height() - 2 * edge)
        painter.fillRect(box, theme.color("line_strong"))


def _at_side(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return (SPLIT + box[0], *box[1:])
