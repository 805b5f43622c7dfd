"""Where each kind of thing that waits is done: a page, or a view of the incident and its tab."""

from PySide6.QtCore import QObject, Signal, Slot

from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.page_tabs import BACKUPS, SEATS, SETUP, WAITING_IN
from commandcenter.ui.desk.pages import Pages
from commandcenter.ui.desk.rows import Rows

PLACES: dict[TodoKind, tuple[str, str]] = {
    TodoKind.UPPER: ("assess", ""),
    TodoKind.SIGN_ORAL: ("command", "oral"),
    TodoKind.DUE_REPORT: ("reports", ""),
    TodoKind.AMEND_REPORT: ("reports", ""),
    TodoKind.RECEIVE_REPORT: ("reports", ""),
    TodoKind.CHECK_RELEASE: ("opinion", "releases"),
    TodoKind.APPROVE_RELEASE: ("opinion", "releases"),
    TodoKind.AMEND_RELEASE: ("opinion", "releases"),
    TodoKind.PUBLISH_RELEASE: ("opinion", "releases"),
    TodoKind.OPINION: ("opinion", "items"),
    TodoKind.PRESS: ("opinion", "press"),
    TodoKind.INSTRUCTION: ("command", "instructions"),
    TodoKind.DIRECTIVE: ("command", "directives"),
    TodoKind.LIAISON: ("command", "liaison"),
    TodoKind.HANDOVER: ("command", "handovers"),
    TodoKind.LEGAL: ("inquiry", "legal"),
    TodoKind.SUPPLY: ("site", "supply"),
    TodoKind.SITE: ("site", "reports"),
    TodoKind.CASE: ("inquiry", "cases"),
    TodoKind.COMPLAINTS: ("complaints", ""),
    TodoKind.INQUIRY: ("aftermath", "inquiry"),
    TodoKind.CLOSE: ("aftermath", "closing"),
}


class TodoPlaces(QObject):
    """Signals:
    page_wanted: arg: the key of a page
    incident_wanted: arg: its id
    paper_wanted: arg: its id
    """

    page_wanted = Signal(str)
    incident_wanted = Signal(int)
    paper_wanted = Signal(int)

    def __init__(self, parts: Pages, rows: Rows) -> None:
        super().__init__(parts)
        self._pages, self._rows = parts, rows

    @Slot(object)
    def go(self, item: TodoItem) -> None:
        match item.kind:
            case TodoKind.READINESS:
                self.page_wanted.emit(page_keys.RISK)
                self._pages.risk.go(item.subject_id)
            case TodoKind.PAPER:
                self.paper_wanted.emit(item.subject_id)
            case TodoKind.FAULT:
                self._rows.faults()
            case TodoKind.CONFIRM_ROLE:
                self.page_wanted.emit(page_keys.PEOPLE)
                self._pages.people.go(item.subject_id)
            case TodoKind.SINGLE:
                self.page_wanted.emit(page_keys.SYSTEM)
                self._pages.system.show_tab(SEATS)
            case TodoKind.SETUP:
                self.page_wanted.emit(page_keys.SYSTEM)
                self._pages.system.show_tab(SETUP)
            case TodoKind.BUREAU:
                self.page_wanted.emit(item.page or page_keys.DRILL)
                if item.page == page_keys.SUPPORT:
                    self._pages.support.go(item.about)
                elif item.page == page_keys.PUBLICITY:
                    self._pages.publicity.go(item.about)
                elif item.page == page_keys.RISK:
                    self._pages.risk.show_record(item.about)
                elif item.page == page_keys.SYSTEM:
                    self._pages.system.show_tab(BACKUPS)
            case _ if item.kind in WAITING_IN:
                self.page_wanted.emit(page_keys.WARNINGS)
                self._pages.warnings.go(item)
            case _ if not item.incident_id:
                self.page_wanted.emit(page_keys.DUTY)
                self._pages.duty.go(item.subject_id)
            case _:
                view, tab = PLACES[item.kind]
                self.incident_wanted.emit(item.incident_id)
                self._pages.incident.go(view, tab, item.subject_id)
