"""四个面板 of an incident: the map, the steps, the timeline and the command, in docks."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from commandcenter.domain.level import Level
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui import look
from commandcenter.ui.command.checklist_panel import ChecklistPanel, may_do
from commandcenter.ui.command.command_panel import CommandPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.desk.docks import COMMAND, MAP, STEPS, TIMELINE, DockArea
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.watch.timeline_panel import TimelinePanel

MAP_LEAST = 220  # below, its words have no room beside each other: the page scrolls instead


class FourPanels(DockArea):
    """`titles` by MAP, STEPS, TIMELINE, COMMAND; `engine` chooses the map (see MapView)."""

    def __init__(
        self,
        seat: Seat,
        rows: Rows,
        titles: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        engine: str = "auto",
    ) -> None:
        self._seat = seat
        self.map = MapPanel(seat, engine=engine)
        self.map.map.setMinimumHeight(look.px(MAP_LEAST))
        self.steps = ChecklistPanel(seat, rows.step_acts())
        self.timeline = TimelinePanel(seat)
        self.command = CommandPanel(seat)
        panels: dict[str, QWidget] = {
            MAP: self.map, STEPS: self.steps, TIMELINE: self.timeline, COMMAND: self.command,
        }  # fmt: skip
        super().__init__({key: (titles[key], panel) for key, panel in panels.items()}, parent)
        self.map.clicked.connect(rows.place)
        self.timeline.bin_clicked.connect(rows.bin)
        self.timeline.onset_clicked.connect(rows.onset)
        self.command.group_clicked.connect(rows.group)
        self.command.person_clicked.connect(rows.person)

    def turn_to(self, incident_id: int | None) -> None:
        for panel in (self.map, self.steps, self.timeline, self.command):
            panel.incident_id = incident_id
            panel.ask_anew()

    def allow(self, head: DeskHead) -> None:
        """What this person is offered to do to the steps; at level Ⅳ the county leads."""
        response = head.situation.head.response if head.situation else None
        districts = head.districts if response is Level.IV else None
        self.steps.set_may_do(may_do(head.rights, self._seat.actor, districts))
