"""Where an alarm is acted on: the form of its obligation, or the page of what it is about."""

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.incident_page import MINE
from commandcenter.ui.desk.page_tabs import CALL_UPS
from commandcenter.ui.desk.pages import Pages
from commandcenter.ui.desk.rows import Rows

OBLIGATION = "/obligation:"
VIEWS = {"command": "command", "reports": "reports"}  # by `act`: a view of the incident


class AlarmPlaces(QObject):
    """Signals:
    page_wanted: arg: the key of a page
    incident_wanted: arg: its id
    seat_wanted: Something of the seat's menu. arg: its key
    """

    page_wanted = Signal(str)
    incident_wanted = Signal(int)
    seat_wanted = Signal(str)

    def __init__(self, acts: Acts, parts: Pages, rows: Rows) -> None:
        super().__init__(parts)
        self._acts, self._pages, self._rows = acts, parts, rows

    @Slot(object)
    def go(self, line: AlarmLine) -> None:
        if line.incident_id is not None and line.incident_id != self._acts.incident_id:
            self.incident_wanted.emit(line.incident_id)
        if OBLIGATION in line.key and line.act_id is not None:
            self._acts.steps.go(line.act_id)
            return
        match line.act:
            case "signals" | "warnings":
                self._warnings(line)
            case "duty" | "call_ups":
                self._duty(line.act == "call_ups")
            case "support":
                self.page_wanted.emit(page_keys.SUPPORT)
                self._pages.support.tabs.show_item(line.act_id or 0)
            case "server" if page_keys.SYSTEM in self._pages.keys:
                self.page_wanted.emit(page_keys.SYSTEM)
            case "server":
                self.seat_wanted.emit("seats")
            case "journal":
                self._rows.faults()
            case _:
                self._other(line)

    def _warnings(self, line: AlarmLine) -> None:
        self.page_wanted.emit(page_keys.WARNINGS)
        if line.act_id is None:
            return
        if line.act == "signals":
            self._pages.warnings.show_signal(line.act_id)
        else:
            self._pages.warnings.show_warning(line.act_id)

    def _duty(self, calls: bool) -> None:
        self.page_wanted.emit(page_keys.DUTY)
        if calls:
            self._pages.duty.tabs.show_tab(CALL_UPS)

    def _other(self, line: AlarmLine) -> None:
        """A page by its key, a view of the incident, or what waits for the person."""
        if line.act in {entry.key for entry in page_keys.entries()}:
            self.page_wanted.emit(line.act)
            return
        self.page_wanted.emit(page_keys.INCIDENT)
        if line.act in VIEWS and line.incident_id is not None:
            self._pages.incident.go(VIEWS[line.act], "", line.act_id or 0)
        else:
            self._pages.incident.show_view(MINE)
