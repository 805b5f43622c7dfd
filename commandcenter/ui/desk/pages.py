"""The pages of the desk by their keys: made once, turned to by the rail."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.offices.paper_tools import Press
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.complaint_page import ComplaintPageView
from commandcenter.ui.desk.duty_page import DutyPage
from commandcenter.ui.desk.incident_page import IncidentPage
from commandcenter.ui.desk.moves import MoveKind, moves
from commandcenter.ui.desk.page import LaterPage, Page
from commandcenter.ui.desk.papers_page import PapersPage
from commandcenter.ui.desk.people_page import PeoplePage
from commandcenter.ui.desk.plan_page import PlanPage
from commandcenter.ui.desk.rail import Entry
from commandcenter.ui.desk.risk_page import RiskPage
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.warning_page import WarningPage
from commandcenter.ui.desk.watch_page import WatchPage
from commandcenter.ui.frame.seat import Seat

Paper = Press  # how papers are made
WATCH, WARNINGS, INCIDENT, COMPLAINTS, DUTY, PEOPLE = (
    "watch", "warnings", "incident", "complaints", "duty", "people"
)  # fmt: skip
RISK = "risk"
STOCK, PAPERS, PLAN, DRILL = "stock", "papers", "plan", "drill"
OF_INCIDENT = frozenset({INCIDENT, PEOPLE, PAPERS, PLAN})  # what its past has, too


def entries() -> tuple[Entry, ...]:
    """The rail from top to bottom."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Pages", text)

    return (
        Entry(WATCH, tr("监测"), "watch"),
        Entry(WARNINGS, tr("预警"), "warning"),
        Entry(RISK, tr("风险"), "risk"),
        Entry(INCIDENT, tr("事件"), "incident"),
        Entry(COMPLAINTS, tr("投诉"), "complaint"),
        Entry(DUTY, tr("值班"), "phone"),
        Entry(PEOPLE, tr("队伍"), "people"),
        Entry(STOCK, tr("物资"), "stock"),
        Entry(PAPERS, tr("公文"), "paper"),
        Entry(PLAN, tr("预案"), "plan"),
        Entry(DRILL, tr("演练"), "drill"),
    )


class Pages(QStackedWidget):
    """Only the page that is shown asks the database anything."""

    def __init__(
        self,
        seat: Seat,
        acts: Acts,
        parent: QWidget | None = None,
        *,
        paper: Paper | None = None,
        engine: str = "auto",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.seat, self.acts = seat, acts
        self._paper, self._engine = paper, engine
        self._by_key: dict[str, Page | IncidentPage] = {}

    def build(self, rows: Rows) -> None:
        """Make the pages; `rows` opens the sheet that lies over them."""
        seat, acts, engine = self.seat, self.acts, self._engine
        self.watch = WatchPage(seat, rows, engine=engine)
        self.warnings = WarningPage(seat, rows)
        self.incident = IncidentPage(seat, acts, rows, engine=engine)
        self.complaints = ComplaintPageView(seat)
        self.duty = DutyPage(seat, acts, rows)
        self.people = PeoplePage(seat)
        self.risk = RiskPage(seat, acts, rows)
        self.papers = PapersPage(seat, self._paper)
        self.plan = PlanPage(seat)
        self._by_key = {
            WATCH: self.watch,
            WARNINGS: self.warnings,
            RISK: self.risk,
            INCIDENT: self.incident,
            COMPLAINTS: self.complaints,
            DUTY: self.duty,
            PEOPLE: self.people,
            STOCK: self._later(self.tr("物资"), "stock", self.tr(
                "防护用品、车辆和通信设备的在库、领用、归还将在这里登记。"
            )),
            PAPERS: self.papers,
            PLAN: self.plan,
            DRILL: self._later(self.tr("演练"), "drill", self.tr(
                "用过去的事件或情景脚本组织演练、按条款评分将在这里进行。"
            )),
        }  # fmt: skip
        for page in self._by_key.values():
            self.addWidget(page)
        self._connect(rows)

    def _later(self, title: str, icon: str, words: str) -> Page:
        return LaterPage(title, icon, words)

    def _connect(self, rows: Rows) -> None:
        acts = self.acts
        self.complaints.enter_wanted.connect(acts.complaint_wanted)
        self.complaints.import_wanted.connect(acts.import_wanted)
        self.complaints.rows.incident_clicked.connect(acts.incident_wanted)
        self.people.panel.person_clicked.connect(rows.person)
        self.people.panel.group_clicked.connect(rows.group)
        self.papers.report_wanted.connect(acts.show_report)
        self.papers.incident_wanted.connect(acts.incident_wanted)
        self.papers.elsewhere_wanted.connect(rows.view_wanted)

    @property
    def key(self) -> str:
        """Of the page that is shown."""
        return next(k for k, page in self._by_key.items() if page is self.currentWidget())

    @Slot(str)
    def turn(self, key: str) -> None:
        self.setCurrentWidget(self._by_key[key])

    def show_incident(self, incident_id: int | None) -> None:
        for page in self._by_key.values():
            page.turn_to(incident_id)

    def hear(self, head: DeskHead) -> None:
        self.incident.hear(head)
        self.complaints.allow(MoveKind.COMPLAINT in moves(head, self.seat.actor))
