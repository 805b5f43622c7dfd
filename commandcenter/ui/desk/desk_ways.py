"""Where a press leads that is heard by the whole desk: to a page, a view, a form, a sheet."""

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.desk_parts import Desk
from commandcenter.ui.desk.form_places import FormPlace
from commandcenter.ui.desk.incident_page import MINE
from commandcenter.ui.desk.outbox_sheet import OutboxSheet
from commandcenter.ui.desk.search_ways import SearchWays
from commandcenter.ui.manual.keys import manual_key


class DeskWays(QObject):
    """Of one window, whose parts are made before it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.search = SearchWays(desk, self)
        self.search.seat_act_wanted.connect(self.seat_act)

    @Slot(object)
    def look_back(self, at: datetime | None = None) -> None:
        """回看 of the incident that is shown."""
        if self._desk.acts.incident_id is not None:
            self._desk.show_page(page_keys.INCIDENT)
            self._desk.replayer.start(self._desk.acts.incident_id, at)

    @Slot(int)
    def show_course(self, incident_id: int) -> None:
        self._desk.show_incident(incident_id)
        self._desk.pages.incident.go("timeline", "", 0)

    @Slot()
    def show_todo(self) -> None:
        self._desk.show_page(page_keys.INCIDENT)
        self._desk.pages.incident.show_view(MINE)

    @Slot()
    def write_log(self) -> None:
        """动态 of the incident that is shown, from wherever somebody is."""
        if self._desk.acts.incident_id is None:
            self._desk.seat.notices.warn(self.tr("请先选择或登记事件。"))
            return
        self._desk.show_page(page_keys.INCIDENT)
        self._desk.pages.incident.begin_log()

    @Slot(int)
    def show_paper(self, paper_id: int) -> None:
        self._desk.show_page(page_keys.PAPERS)
        self._desk.pages.papers.open_paper(paper_id)

    @Slot(str, str, int)
    def show_view(self, view: str, tab: str, subject: int) -> None:
        self._desk.show_page(page_keys.INCIDENT)
        self._desk.pages.incident.go(view, tab, subject)

    @Slot(object)
    def show_form(self, place: FormPlace) -> None:
        """去办理: the view, at its line, with its form open."""
        self._desk.show_page(page_keys.INCIDENT)
        self._desk.pages.incident.begin(place)

    @Slot(str)
    def make_paper(self, kind: str) -> None:
        self._desk.show_page(page_keys.PAPERS)
        self._desk.pages.papers.make(kind)

    @Slot(int)
    def save_report(self, report_id: int) -> None:
        self._desk.pages.papers.save_report(report_id)

    @Slot(str)
    def show_clause_page(self, code: str) -> None:
        self._desk.show_page(page_keys.PLAN)
        self._desk.pages.plan.show_clause(code)

    @Slot()
    def show_outbox(self) -> None:
        """What was added here and is not in the database yet."""
        content = OutboxSheet(self._desk.seat)
        self._desk.sheet.show_content(self.tr("本机暂存"), content)

    def manual_places(self) -> tuple[str, ...]:
        """What is on the screen, what lies over the rest first: see ui.manual.keys."""
        desk = self._desk
        if desk.locker.screen.isVisible():
            return ("lock",)
        if desk.palette_of.isVisible():
            return ("search",)
        page, content = desk.pages.key, desk.sheet.content
        tab = desk.pages.page(page).tab
        over = (f"sheet:{type(content).__name__}",) if content is not None else ()
        return (*over, f"{page}:{tab}" if tab else page)

    @Slot(str)
    def seat_act(self, key: str) -> None:
        incident = self._desk.pages.incident
        match key:
            case "lock":
                self._desk.locker.lock()
            case "arrange":
                incident.docks.toggle_arranging()
            case "arrange_again":
                incident.docks.stand()
            case "replay":
                self.look_back()
            case "since":
                self._desk.since.show()
            case "outbox":
                self.show_outbox()
            case "alarms":
                self._desk.alarms.show_list()
            case "alarm_sound":
                self._desk.alarms.set_sound()
            case "seats":
                self._desk.menu_of_seat.show_seats(self._desk.presence, self._desk.sheet)
            case "upgrade":
                self._desk.menu_of_seat.show_upgrade(self._desk.status.upgrade, self._desk.sheet)
            case "tour":
                self._desk.touring.begin()
            case "manual":
                manual_key().open(self._desk.sheet.window())
            case _:
                self._desk.menu_of_seat.do(key)
