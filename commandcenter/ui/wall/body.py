"""What stands on the wall between head and foot: of an incident, or of the quiet city."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.command.checklist_panel import ChecklistPanel
from commandcenter.ui.command.command_panel import CommandPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.command.map_panel import MapPanel
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.reports.pending_panel import PendingPanel
from commandcenter.ui.wall.head import WallHead
from commandcenter.ui.wall.quiet import DutyPanel, TopCategories
from commandcenter.ui.wall.watch_lists import SignalsPanel, WarningsPanel
from commandcenter.ui.watch.timeline_panel import TimelinePanel

LEFT, RIGHT = 953, 472  # shares of the width, as on the sketch
MAP, TIMELINE = 355, 198  # shares of the height
COMMAND, CHECKLIST, LOG = 210, 218, 125
SIGNALS, WARNINGS, DUTY = 280, 160, 113  # in quiet times
QUIET_MAP = 575  # of LEFT: what is left is enough for a list beside it


class WallBody(QWidget):
    """All panels of one incident, or (None) of the quiet city."""

    def __init__(
        self,
        seat: Seat,
        incident_id: int | None,
        *,
        engine: str = "auto",
        reception: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.incident_id = incident_id
        self.head = WallHead(seat, incident_id)
        self.map = MapPanel(seat, incident_id=incident_id, engine=engine, discreet=reception)
        self.timeline = TimelinePanel(seat, incident_id=incident_id)
        self.command = self._command(seat, incident_id, reception)
        self.numbers = NumbersPanel(seat, incident_id=incident_id, discreet=reception)
        self.strip: list[LivePanel[Any]] = []
        self.side: list[LivePanel[Any]] = []
        self.beside_map: list[LivePanel[Any]] = []
        if incident_id is None:
            self.side = [
                SignalsPanel(seat, discreet=reception),
                WarningsPanel(seat),
            ]
            self.beside_map = [TopCategories(seat)]
        elif reception:
            self.side = [LogPanel(seat, incident_id=incident_id, discreet=True)]
        else:
            self.strip = [PendingPanel(seat, incident_id=incident_id)]
            self.side = [
                ChecklistPanel(seat, incident_id=incident_id),
                LogPanel(seat, incident_id=incident_id),
            ]
        self._arrange()

    def _command(self, seat: Seat, incident_id: int | None, reception: bool) -> LivePanel[Any]:
        """Nobody is expected in quiet times: then only who is on duty matters."""
        if incident_id is None:
            return DutyPanel(seat, discreet=reception)
        return CommandPanel(seat, incident_id=incident_id, discreet=reception)

    def panels(self) -> list[LivePanel[Any]]:
        return [
            self.head,
            self.numbers,
            self.map,
            self.timeline,
            self.command,
            *self.side,
            *self.beside_map,
        ]

    def settled(self) -> bool:
        """Whether every panel has shown its first answer, and the map its picture."""
        return all(panel.as_of is not None for panel in self.panels()) and self.map.is_drawn()

    def _arrange(self) -> None:
        px = look.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        for strip in self.strip:
            outer.addWidget(strip)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(20), px(14), px(20), px(8))
        inner.setSpacing(px(14))
        outer.addLayout(inner, 1)
        inner.addWidget(self.numbers)
        columns = QHBoxLayout()
        columns.setSpacing(px(14))
        inner.addLayout(columns, 1)
        columns.addLayout(self._left(), LEFT)
        columns.addLayout(self._right(), RIGHT)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.px(14))
        if self.beside_map:
            above = QHBoxLayout()
            above.setSpacing(look.px(14))
            above.addWidget(self.map, QUIET_MAP)
            for panel in self.beside_map:
                above.addWidget(panel, LEFT - QUIET_MAP)
            column.addLayout(above, MAP)
        else:
            column.addWidget(self.map, MAP)
        column.addWidget(self.timeline, TIMELINE)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.px(14))
        if self.incident_id is None:
            parts = [*zip(self.side, (SIGNALS, WARNINGS), strict=True), (self.command, DUTY)]
        else:
            shares = (CHECKLIST, LOG) if len(self.side) == 2 else (CHECKLIST + LOG,)
            parts = [(self.command, COMMAND), *zip(self.side, shares, strict=True)]
        for panel, share in parts:
            column.addWidget(panel, share)
        return column
