"""What a line of 下一步 begins: the form of its act, the sentence that closes it, a call."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from commandcenter.domain.reports.report_rules import own_county
from commandcenter.queries.command.next_steps import NextStep
from commandcenter.services.command import obligations
from commandcenter.ui.command.duty_form import CallUpForm
from commandcenter.ui.command.next_steps_panel import ACT, DO
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.moves import MoveKind
from commandcenter.ui.desk.pages import PAPERS, PEOPLE
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.reports.report_phone_form import PhoneForm

# The view and tab where the form of an act is begun that needs more than its incident.
VIEWS: dict[str, tuple[str, str]] = {
    "level": ("assess", "basis"),
    "grade": ("assess", "basis"),
    "oral": ("command", "oral"),
    "instruction": ("command", "instructions"),
    "directive": ("command", "directives"),
    "liaison": ("command", "liaison"),
    "handover": ("command", "handovers"),
    "report": ("reports", ""),
    "release": ("opinion", "releases"),
    "press": ("opinion", "press"),
    "opinion": ("opinion", "items"),
    "site_report": ("site", "reports"),
    "team": ("site", "teams"),
    "trader_talk": ("site", "reports"),
    "supply": ("site", "supply"),
    "evidence": ("inquiry", "evidence"),
    "case": ("inquiry", "cases"),
    "legal": ("inquiry", "legal"),
    "complaints": ("complaints", ""),
    "inquiry": ("aftermath", "inquiry"),
    "recovery": ("aftermath", "recovery"),
    "retention": ("aftermath", "retention"),
    "archive": ("aftermath", "packages"),
    "close": ("aftermath", "closing"),
}
# Of some obligations the act itself is begun at once.
MOVES: dict[str, MoveKind] = {
    "verify": MoveKind.VERIFY,
    "suggest_grade": MoveKind.SUGGEST,
    "grade_decide": MoveKind.GRADE,
    "start_response": MoveKind.ACTIVATE,
    "register_desk": MoveKind.COUNT,
}


class ObligationActs(QObject):
    """Of the incident that is shown."""

    def __init__(self, acts: Acts, rows: Rows) -> None:
        super().__init__(acts)
        self._acts, self._rows = acts, rows

    @Slot(str, object)
    def begin(self, key: str, step: NextStep) -> None:
        """`key`: DO, RING or ACT of the next steps."""
        if key == ACT:
            self._show_act(step)
        elif key == DO:
            self._do(step)
        else:
            self._ring(step)

    def _do(self, step: NextStep) -> None:
        begin: dict[str, Callable[[NextStep], object]] = {
            "ring_lead": self._ring,
            "report_phone": self._phone,
            "report_first": self._first_report,
        }
        if step.code in begin:
            begin[step.code](step)
        elif step.code in MOVES:
            self._acts.move(MOVES[step.code].value)
        elif not step.form:
            self._close_by_hand(step)
        else:
            self._show_place(step)

    def _show_place(self, step: NextStep) -> None:
        if step.form == "paper":
            self._acts.page_wanted.emit(PAPERS)
        elif step.form == "attendance":
            self._acts.page_wanted.emit(PEOPLE)
        elif step.form == "tally":
            self._acts.count()
        elif step.form in VIEWS:
            self._rows.view_wanted.emit(*VIEWS[step.form], _row_of(step))

    def _close_by_hand(self, step: NextStep) -> None:
        wording = Wording(
            self.tr("登记完成情况"), self.tr("办结"), self.tr("做了什么（一句话）"), step.title
        )
        WordsForm(self._acts.over, wording, obligations.close_by_hand, step.id).begin()

    def _ring(self, step: NextStep) -> None:
        """Who is rung is the person of the step; for 叫应带班领导 it is 带班领导."""
        person = "" if step.code == "ring_lead" else step.person
        CallUpForm(
            self._acts.over,
            about=step.title,
            person=person,
            subject=("obligation", step.id),
            incident_id=self._acts.incident_id,
        ).begin()

    def _phone(self, step: NextStep) -> None:
        if self._acts.incident_id is not None:
            county = own_county(self._acts.seat.actor)
            PhoneForm(self._acts.over, self._acts.incident_id, county).begin()

    def _first_report(self, step: NextStep) -> None:
        head = self._acts.head
        if head is not None and head.has_first_report:
            self._rows.view_wanted.emit("reports", "", 0)
        else:
            self._acts.draft_first()

    def _show_act(self, step: NextStep) -> None:
        """The record that closed it; what was closed by hand stands in the timeline."""
        if step.act_table and step.act_id is not None:
            self._rows.record(step.act_table, step.act_id)
        else:
            self._rows.view_wanted.emit("timeline", "", 0)


def _row_of(step: NextStep) -> int:
    """The row that asks for it, where it is one: directive:12."""
    number = step.about.rpartition(":")[2]
    return int(number) if number.isdigit() else 0
