"""The pages of the desk by their keys: made once, turned to by the rail."""

from collections.abc import Callable
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.late import late_name, load_all
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui import look
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.folding import PAGE
from commandcenter.ui.desk.incident_page import IncidentPage
from commandcenter.ui.desk.moves import MoveKind, moves
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.page_keys import (
    CALLS,
    COMPLAINTS,
    DRILL,
    DUTY,
    INCIDENT,
    PAPERS,
    PEOPLE,
    PLAN,
    PUBLICITY,
    RISK,
    SUPPORT,
    SYSTEM,
    WARNINGS,
    WATCH,
    keys_of,
)
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.stacking import NARROW

if TYPE_CHECKING:
    from commandcenter.ui.desk.calls_page import CallsPage
    from commandcenter.ui.desk.complaint_page import ComplaintPageView
    from commandcenter.ui.desk.drill_page import DrillPage
    from commandcenter.ui.desk.drill_register_page import DrillRegisterPage
    from commandcenter.ui.desk.duty_page import DutyPage
    from commandcenter.ui.desk.papers_page import PapersPage
    from commandcenter.ui.desk.people_page import PeoplePage
    from commandcenter.ui.desk.plan_page import PlanPage
    from commandcenter.ui.desk.publicity_page import PublicityPage
    from commandcenter.ui.desk.risk_page import RiskPage
    from commandcenter.ui.desk.support_page import SupportPage
    from commandcenter.ui.desk.system_page import SystemPage
    from commandcenter.ui.desk.warning_page import WarningPage
    from commandcenter.ui.desk.watch_page import WatchPage
    from commandcenter.ui.drills.drill_head import DrillHead
    from commandcenter.ui.drills.ways import DrillWays
else:
    CallsPage = late_name("ui.desk.calls_page", "CallsPage")
    ComplaintPageView = late_name("ui.desk.complaint_page", "ComplaintPageView")
    DrillPage = late_name("ui.desk.drill_page", "DrillPage")
    DrillRegisterPage = late_name("ui.desk.drill_register_page", "DrillRegisterPage")
    DutyPage = late_name("ui.desk.duty_page", "DutyPage")
    PublicityPage = late_name("ui.desk.publicity_page", "PublicityPage")
    PapersPage = late_name("ui.desk.papers_page", "PapersPage")
    PeoplePage = late_name("ui.desk.people_page", "PeoplePage")
    PlanPage = late_name("ui.desk.plan_page", "PlanPage")
    RiskPage = late_name("ui.desk.risk_page", "RiskPage")
    SupportPage = late_name("ui.desk.support_page", "SupportPage")
    SystemPage = late_name("ui.desk.system_page", "SystemPage")
    WarningPage = late_name("ui.desk.warning_page", "WarningPage")
    WatchPage = late_name("ui.desk.watch_page", "WatchPage")

AHEAD_MS = 1_000
BEHIND = ("ui", "queries", "services")  # what is loaded once the first page stands
AnyPage = Page | IncidentPage
P = TypeVar("P", bound=AnyPage)


class Pages(QStackedWidget):
    """Only the page that is shown asks the database anything, but for the count of the rail.

    A page is made when it is first shown, so that the desk is there soon; or while the seat
    has nothing else to do, so that the first turn to it is as quick as any.
    """

    def __init__(
        self,
        seat: Seat,
        acts: Acts,
        parent: QWidget | None = None,
        *,
        engine: str = "auto",
        drill_ways: "DrillWays | None" = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._drill_ways = drill_ways
        self.seat, self.acts = seat, acts
        self._engine = engine
        self._made: dict[str, AnyPage] = {}
        self._incident: int | None = None
        self._turned = False  # to an incident, or to none
        self._head: DeskHead | None = None
        self._loading = False  # what the other pages and the forms are made of
        self._ahead = QTimer(self, interval=AHEAD_MS)
        self._ahead.timeout.connect(self._make_ahead)
        self._by_key: dict[str, Callable[[], AnyPage]] = {
            WATCH: lambda: self.watch,
            WARNINGS: lambda: self.warnings,
            RISK: lambda: self.risk,
            INCIDENT: lambda: self.incident,
            CALLS: lambda: self.calls,
            COMPLAINTS: lambda: self.complaints,
            DUTY: lambda: self.duty,
            PEOPLE: lambda: self.people,
            SUPPORT: lambda: self.support,
            PUBLICITY: lambda: self.publicity,
            PAPERS: lambda: self.papers,
            PLAN: lambda: self.plan,
            DRILL: lambda: self.drill,
            SYSTEM: lambda: self.system,
        }

    def build(
        self, rows: Rows, drill_head: "DrillHead | None", settled: Callable[[], bool]
    ) -> None:
        """Make the page that a desk begins with; `rows` opens the sheet that lies over them.
        `settled`: whether all that can be seen stands, so that nothing waits for what is to come.
        """
        self._rows, self._drill_head, self._settled = rows, drill_head, settled
        self.acts.case_wanted.connect(self._show_case)
        self.turn(INCIDENT)
        self._ahead.start()

    @cached_property
    def watch(self) -> WatchPage:
        page = WatchPage(self.seat, self._rows, engine=self._engine)
        return self._put_in(WATCH, page)

    @cached_property
    def warnings(self) -> WarningPage:
        return self._put_in(WARNINGS, WarningPage(self.seat, self._rows))

    @cached_property
    def risk(self) -> RiskPage:
        return self._put_in(RISK, RiskPage(self.seat, self.acts, self._rows))

    @cached_property
    def incident(self) -> IncidentPage:
        page = IncidentPage(self.seat, self.acts, self._rows, engine=self._engine)
        return self._put_in(INCIDENT, page)

    @cached_property
    def complaints(self) -> ComplaintPageView:
        page = self._put_in(COMPLAINTS, ComplaintPageView(self.seat))
        page.enter_wanted.connect(self.acts.complaint_wanted)
        page.import_wanted.connect(self.acts.import_wanted)
        page.rows.incident_clicked.connect(self.acts.incident_wanted)
        return page

    @cached_property
    def calls(self) -> CallsPage:
        page = self._put_in(CALLS, CallsPage(self.seat))
        page.calls.complaint_wanted.connect(self.acts.complaint_wanted)
        page.calls.shown_wanted.connect(self._rows.complaint)
        return page

    @cached_property
    def duty(self) -> DutyPage:
        return self._put_in(DUTY, DutyPage(self.seat, self.acts, self._rows))

    @cached_property
    def people(self) -> PeoplePage:
        page = self._put_in(PEOPLE, PeoplePage(self.seat))
        page.panel.person_clicked.connect(self._rows.person)
        page.panel.group_clicked.connect(self._rows.group)
        return page

    @cached_property
    def support(self) -> SupportPage:
        return self._put_in(SUPPORT, SupportPage(self.seat, self.acts, self._rows))

    @cached_property
    def publicity(self) -> PublicityPage:
        return self._put_in(PUBLICITY, PublicityPage(self.seat, self.acts, self._rows))

    @cached_property
    def papers(self) -> PapersPage:
        page = self._put_in(PAPERS, PapersPage(self.seat))
        page.report_wanted.connect(self.acts.show_report)
        page.incident_wanted.connect(self.acts.incident_wanted)
        page.elsewhere_wanted.connect(self._rows.view_wanted)
        return page

    @cached_property
    def plan(self) -> PlanPage:
        return self._put_in(PLAN, PlanPage(self.seat))

    @cached_property
    def drill(self) -> "DrillPage | DrillRegisterPage":
        if self._drill_head is not None:
            return self._put_in(DRILL, DrillPage(self.seat, self._drill_head, self._rows))
        page = DrillRegisterPage(self.seat, self._drill_ways)
        page.drills.paper_wanted.connect(self._rows.paper_wanted)
        page.drills.report_wanted.connect(self._report_drill)
        return self._put_in(DRILL, page)

    @cached_property
    def system(self) -> SystemPage:
        return self._put_in(SYSTEM, SystemPage(self.seat, self.acts, self._rows))

    def minimumSizeHint(self) -> QSize:
        """Where parts of the page that is shown stand below each other, all that they need."""
        shown, least = self.currentWidget(), look.px(PAGE)
        if isinstance(shown, Page | IncidentPage):
            least = max(least, shown.least_height())
        if shown is not None and self.width() < look.px(NARROW):
            least = max(least, shown.minimumSizeHint().height())
        return QSize(0, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @property
    def keys(self) -> tuple[str, ...]:
        """Of who sits here now."""
        return keys_of(self.seat)

    def nearest(self, key: str) -> str:
        """The page itself, or the first page of who may not see it."""
        if key in self.keys:
            return key
        return SYSTEM if SYSTEM in self.keys else self.keys[0]

    @Slot(int)
    def _show_case(self, case: int) -> None:
        """A typical case goes its way where all of them are."""
        self.acts.page_wanted.emit(PUBLICITY)
        self.publicity.go(f"typical_case:{case}")

    @Slot(int)
    def _report_drill(self, record: int) -> None:
        """Its 评估报告 is drafted where all papers are."""
        self.acts.page_wanted.emit(PAPERS)
        self.papers.report_drill(record)

    def _put_in(self, key: str, page: P) -> P:
        """It hears what the others have been told before."""
        self._made[key] = page
        self.addWidget(page)
        if self._turned:
            page.turn_to(self._incident)
        if self._head is not None:
            self._set_head_of(page, self._head)
        return page

    @Slot()
    def _make_ahead(self) -> None:
        """One at a time: each keeps the window busy for a tenth of a second."""
        free = self.isVisible() and self.seat.tasks.idle and self.seat.past is None
        if free and not self._loading and self._settled():
            self._loading = True
            # No task of the seat's: nobody waits for it, and a picture is settled without it.
            Thread(target=load_all, args=BEHIND, name="loading", daemon=True).start()
        elif free and self._loading and not self.all_made:
            self.page(next(key for key in self.keys if key not in self._made))
        if self.all_made:
            self._ahead.stop()

    @property
    def all_made(self) -> bool:
        return all(key in self._made for key in self.keys)

    @property
    def key(self) -> str:
        """Of the page that is shown."""
        return next(k for k, page in self._made.items() if page is self.currentWidget())

    def page(self, key: str) -> AnyPage:
        """Made now if it was not shown before."""
        return self._by_key[key]()

    @Slot(str)
    @Slot(str)
    def show_work(self, key: str) -> None:
        """Where something is to be done on a page: of the plan its work, not its text."""
        if key == PLAN:
            self.plan.show_work()

    def turn(self, key: str) -> None:
        self.setCurrentWidget(self.page(key))
        self.updateGeometry()

    def show_incident(self, incident_id: int | None) -> None:
        self._incident, self._turned = incident_id, True
        for page in self._made.values():
            page.turn_to(incident_id)

    def set_head(self, head: DeskHead) -> None:
        self._head = head
        for page in self._made.values():
            self._set_head_of(page, head)

    def _set_head_of(self, page: AnyPage, head: DeskHead) -> None:
        if isinstance(page, IncidentPage):
            page.set_head(head)
        elif page is self._made.get(COMPLAINTS):
            offered = moves(head, self.seat.actor)
            enters, imports = MoveKind.COMPLAINT in offered, MoveKind.IMPORT in offered
            cast("ComplaintPageView", page).allow(enters=enters, imports=imports)
