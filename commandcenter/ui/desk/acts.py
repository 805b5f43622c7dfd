"""What can be begun or opened from anywhere on the desk: one place that knows the dialogs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.reports.report_rules import own_county
from commandcenter.late import late, late_name
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.queries.seat.todo import TodoKind
from commandcenter.store.database import Command, Query
from commandcenter.ui.desk.life_acts import LifeActs
from commandcenter.ui.desk.moves import MoveKind
from commandcenter.ui.desk.step_acts import ObligationActs
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.seat.todo_card import RECALL

if TYPE_CHECKING:
    from commandcenter.queries.incident.case_choices import case_choices
    from commandcenter.queries.incident.orals import oral_line
    from commandcenter.queries.releases.releases import release_line
    from commandcenter.queries.reports.reports import ReportText, report_text
    from commandcenter.queries.seat.desk import desk_head, incident_of_suggestion
    from commandcenter.services.command import instructions, obligations
    from commandcenter.services.incident import oral, taking_back
    from commandcenter.services.releases import release_gates
    from commandcenter.services.reports import reports
    from commandcenter.ui.command.instruction_form import GiveInstruction, ReportBack
    from commandcenter.ui.frame.signed_form import offer_amend
    from commandcenter.ui.frame.words_form import Wording, WordsForm
    from commandcenter.ui.incident.case_form import CaseForm
    from commandcenter.ui.incident.oral_form import SignOral
    from commandcenter.ui.incident.tally_form import TallyForm
    from commandcenter.ui.releases.release_judge_form import open_judge
    from commandcenter.ui.reports.report_form import ReportForm
    from commandcenter.ui.reports.report_sign_form import SignReport
else:
    case_choices = late_name("queries.incident.case_choices", "case_choices")
    oral_line = late_name("queries.incident.orals", "oral_line")
    release_line = late_name("queries.releases.releases", "release_line")
    report_text = late_name("queries.reports.reports", "report_text")
    desk_head = late_name("queries.seat.desk", "desk_head")
    incident_of_suggestion = late_name("queries.seat.desk", "incident_of_suggestion")
    instructions = late("services.command.instructions")
    obligations = late("services.command.obligations")
    oral = late("services.incident.oral")
    taking_back = late("services.incident.taking_back")
    release_gates = late("services.releases.release_gates")
    reports = late("services.reports.reports")
    offer_amend = late_name("ui.frame.signed_form", "offer_amend")
    Wording = late_name("ui.frame.words_form", "Wording")
    WordsForm = late_name("ui.frame.words_form", "WordsForm")
    GiveInstruction = late_name("ui.command.instruction_form", "GiveInstruction")
    ReportBack = late_name("ui.command.instruction_form", "ReportBack")
    CaseForm = late_name("ui.incident.case_form", "CaseForm")
    SignOral = late_name("ui.incident.oral_form", "SignOral")
    TallyForm = late_name("ui.incident.tally_form", "TallyForm")
    open_judge = late_name("ui.releases.release_judge_form", "open_judge")
    ReportForm = late_name("ui.reports.report_form", "ReportForm")
    SignReport = late_name("ui.reports.report_sign_form", "SignReport")


def _recalls() -> dict[TodoKind, Callable[..., object]]:
    """The counter-act of each card that can be taken back; its subject is the card's."""
    return {
        TodoKind.GRADE: taking_back.take_back_grade,
        TodoKind.ACTIVATE: taking_back.take_back_start,
        TodoKind.SIGN_ORAL: oral.take_back,
        TodoKind.SIGN_REPORT: reports.take_back,
        TodoKind.CHECK_RELEASE: release_gates.take_back,
        TodoKind.APPROVE_RELEASE: release_gates.take_back,
        TodoKind.STEP: obligations.reopen,
    }


class Acts(QObject):
    """Opens dialogs over `window`.

    Signals:
        incident_wanted: Show this incident. arg: its id
        page_wanted: Turn to this page. arg: its key
        paper_wanted: Make this paper of the chosen incident. arg: its kind
        pdf_wanted: Keep this information report as a PDF file. arg: its id
        case_wanted: Show this typical case among all of them. arg: its id
        complaint_wanted, import_wanted: Take complaints in: one by hand, a file.
    """

    incident_wanted = Signal(int)
    page_wanted = Signal(str)
    paper_wanted = Signal(str)
    pdf_wanted = Signal(int)
    case_wanted = Signal(int)
    complaint_wanted = Signal()
    import_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, seat: Seat, window: QWidget) -> None:
        super().__init__(window)
        self.seat = seat
        self._window, self.over = window, Over(seat, window)
        self.life = LifeActs(seat, window)
        self.steps = ObligationActs(seat, window)
        self.steps.move_wanted.connect(self.move)
        self.steps.paper_wanted.connect(self.paper_wanted)
        self.steps.page_wanted.connect(self.page_wanted)
        self.steps.incident_wanted.connect(self.incident_wanted)
        self.steps.step_wanted.connect(self.step_wanted)
        self.head: DeskHead | None = None

    @property
    def incident_id(self) -> int | None:
        return self.head.situation.head.id if self.head and self.head.situation else None

    @property
    def has_cases(self) -> bool:
        """Whether the chosen incident is of a kind with 病例通报."""
        return bool(self.head and self.head.situation and self.head.situation.has_cases)

    @Slot(object)
    def set_head(self, head: DeskHead) -> None:
        self.head = head
        self.life.set_head(head)
        self.steps.show_incident(self.incident_id)

    def ask(self, query: Query[Any], done: Callable[[Any], object]) -> None:
        self.seat.tasks.read(self, query, done)

    def do(self, command: Command, done: Callable[[Any], object] | None = None) -> None:
        self.seat.tasks.write(self, command, done)

    @Slot(str)
    def move(self, kind: str) -> None:
        """Begin an act of the head: the value of a MoveKind."""
        if self.head is None:
            return
        begin: dict[MoveKind, Callable[[], object]] = {
            MoveKind.REGISTER: self.register,
            MoveKind.INSTRUCT: self.instruct,
            MoveKind.COUNT: self.count,
            MoveKind.CASES: self.report_cases,
            MoveKind.FIRST_REPORT: self.draft_first,
            MoveKind.BRIEF: partial(self.paper_wanted.emit, "briefing"),
            MoveKind.COMPLAINT: self.complaint_wanted.emit,
            MoveKind.IMPORT: self.import_wanted.emit,
        }
        (begin | self.life.known())[MoveKind(kind)]()

    def register(self) -> None:
        self.life.register(self._registered)

    @Slot(object)
    def _registered(self, incident: int) -> None:
        self.incident_wanted.emit(incident)

    def instruct(self) -> None:
        if self.incident_id is not None:
            GiveInstruction(Over(self.seat, self._window), self.incident_id).begin()

    def count(self) -> None:
        if self.incident_id is not None:
            TallyForm(self.over, self.incident_id).begin()

    @Slot()
    def report_cases(self) -> None:
        """病例通报: with what was told last to begin with."""
        incident = self.incident_id
        if incident is not None:
            query = partial(case_choices, incident_id=incident, now=self.seat.clock())
            self.ask(query, lambda found: CaseForm(self.over, incident, found).begin())

    def draft_first(self) -> None:
        if self.incident_id is not None:
            county = own_county(self.seat.actor)
            command = self.seat.command(reports.draft_first, self.incident_id, county)
            self.do(command, self.show_report)

    @Slot(int)
    def show_report(self, report_id: int) -> None:
        """The report in full, in whatever state it is."""
        form = ReportForm(self.over, report_id)
        form.pdf_wanted.connect(self.pdf_wanted)
        form.begin()

    def sign_report(self, report_id: int) -> None:
        """Its whole text and one button, where it may be signed; its elements on 修改."""
        query = self.seat.query(report_text, report_id, self.seat.clock())
        self.ask(query, self._show_signing)

    def _show_signing(self, text: "ReportText") -> None:
        report = text.line.id
        if not any(offer.key == "sign" and not offer.refusal for offer in text.line.offers):
            self.show_report(report)  # it says there why not
            return
        form = SignReport(self.over, text)
        offer_amend(form, self.tr("修改…"), partial(self.show_report, report))
        form.begin()

    def _with_head(self, incident: Query[int], done: Callable[[DeskHead], object]) -> None:
        actor, now = self.seat.actor, self.seat.clock()
        self.ask(lambda session: desk_head(session, actor, incident(session), now), done)

    @Slot(str, int, str)
    def todo(self, kind: str, subject: int, action: str) -> None:
        """A button of a card of 待我处理 (see TodoView.acted)."""
        if action == RECALL:
            self._recall(TodoKind(kind), subject)
            return
        match TodoKind(kind):
            case TodoKind.SIGN_ORAL:
                self._todo_oral(subject)
            case TodoKind.ACTIVATE:
                self._todo_activate(subject, action)
            case TodoKind.GRADE:
                self._todo_grade(subject, action)
            case TodoKind.SIGN_REPORT | TodoKind.SEND_REPORT:
                self._todo_report(subject, action)
            case TodoKind.INSTRUCTION:
                self._todo_instruction(subject, action)
            case TodoKind.CHECK_RELEASE | TodoKind.APPROVE_RELEASE:
                self._todo_release(subject)
            case TodoKind.STEP | TodoKind.BUREAU if action == "do":
                self.steps.go(subject)
            case TodoKind.RING if action == "call":
                self.steps.ring_lead(subject)
            case TodoKind.STEP | TodoKind.RING:
                self.step_wanted.emit(subject)

    def _recall(self, kind: TodoKind, subject: int) -> None:
        """What was closed by a sentence is opened again with one, too."""
        words = (self.tr("登记后随即撤回"),) if kind is TodoKind.STEP else ()
        self.do(self.seat.command(_recalls()[kind], subject, *words))

    def _todo_oral(self, oral_id: int) -> None:
        """The record in full, to be signed; who has an objection says so where it stands."""
        query = self.seat.query(oral_line, oral_id, self.seat.clock())
        self.ask(query, lambda line: SignOral(self.over, line).begin())

    def _todo_release(self, release: int) -> None:
        """Before who judges it now; it may have gone on since the card was drawn."""
        actor, now = self.seat.actor, self.seat.clock()
        self.ask(
            lambda session: release_line(session, actor, release, now),
            lambda line: open_judge(self.seat, line, self._window),
        )

    def _todo_activate(self, incident: int, action: str) -> None:
        if action == "activate":
            self._with_head(lambda _: incident, self.life.activate)
        else:
            self.incident_wanted.emit(incident)

    def _todo_grade(self, suggestion: int, action: str) -> None:
        def incident(session: Any) -> int:
            return incident_of_suggestion(session, suggestion)

        if action == "return":
            self.life.send_back(suggestion)
        else:
            self._with_head(incident, self.life.decide)

    def _todo_report(self, report: int, action: str) -> None:
        known = {"sign": self.sign_report, "pdf": self.pdf_wanted.emit}
        if action != "return":
            known.get(action, self.show_report)(report)
            return
        self.ask(self.seat.query(report_text, report, self.seat.clock()), self._send_back)

    def _send_back(self, text: "ReportText") -> None:
        """The draft as it is when the form opens."""
        wording = Wording(self.tr("退回修改"), self.tr("退回拟稿人"), self.tr("退回意见"))
        verb = partial(reports.send_back, seen=text.line.version)
        WordsForm(self.over, wording, verb, text.line.id).begin()

    def _todo_instruction(self, instruction: int, action: str) -> None:
        if action == "receive":
            self.do(
                partial(instructions.receive, actor=self.seat.actor, instruction_id=instruction)
            )
        else:
            ReportBack(self.over, instruction).begin()
