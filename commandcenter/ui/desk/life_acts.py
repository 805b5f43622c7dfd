"""The acts of an incident's life, from the header, a card or the view 定级研判: each a dialog."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.incident.decided_above import asked_level
from commandcenter.domain.level import Level
from commandcenter.domain.rights import Action, Matter
from commandcenter.late import late, late_name
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui.desk.moves import MoveKind
from commandcenter.ui.frame.seat import Over, Seat

if TYPE_CHECKING:
    from commandcenter.services.incident import incident_moves, levels, pinning
    from commandcenter.ui.frame.confirm import Confirm
    from commandcenter.ui.frame.form import Form
    from commandcenter.ui.frame.signed_form import offer_amend
    from commandcenter.ui.frame.words_form import Wording, WordsForm
    from commandcenter.ui.incident.activate_form import Activate
    from commandcenter.ui.incident.amend_form import Amend
    from commandcenter.ui.incident.change_level_form import ChangeLevel
    from commandcenter.ui.incident.decide_form import DecideForm
    from commandcenter.ui.incident.dispose_form import Dismiss, Merge, TransferForm, Unmerge
    from commandcenter.ui.incident.end_response_form import EndResponse
    from commandcenter.ui.incident.grade_form import GradeForm
    from commandcenter.ui.incident.oral_form import OralForm
    from commandcenter.ui.incident.register_form import RegisterIncident
    from commandcenter.ui.incident.start_form import StartForm
    from commandcenter.ui.incident.state_facts_form import StateFacts
    from commandcenter.ui.incident.upper_level_form import InitialForm, RegisterUpper, RequestForm
else:
    incident_moves = late("services.incident.incident_moves")
    levels = late("services.incident.levels")
    pinning = late("services.incident.pinning")
    Confirm = late_name("ui.frame.confirm", "Confirm")
    offer_amend = late_name("ui.frame.signed_form", "offer_amend")
    Wording = late_name("ui.frame.words_form", "Wording")
    WordsForm = late_name("ui.frame.words_form", "WordsForm")
    Activate = late_name("ui.incident.activate_form", "Activate")
    Amend = late_name("ui.incident.amend_form", "Amend")
    ChangeLevel = late_name("ui.incident.change_level_form", "ChangeLevel")
    DecideForm = late_name("ui.incident.decide_form", "DecideForm")
    Dismiss = late_name("ui.incident.dispose_form", "Dismiss")
    Merge = late_name("ui.incident.dispose_form", "Merge")
    TransferForm = late_name("ui.incident.dispose_form", "TransferForm")
    Unmerge = late_name("ui.incident.dispose_form", "Unmerge")
    EndResponse = late_name("ui.incident.end_response_form", "EndResponse")
    GradeForm = late_name("ui.incident.grade_form", "GradeForm")
    OralForm = late_name("ui.incident.oral_form", "OralForm")
    RegisterIncident = late_name("ui.incident.register_form", "RegisterIncident")
    StartForm = late_name("ui.incident.start_form", "StartForm")
    StateFacts = late_name("ui.incident.state_facts_form", "StateFacts")
    InitialForm = late_name("ui.incident.upper_level_form", "InitialForm")
    RegisterUpper = late_name("ui.incident.upper_level_form", "RegisterUpper")
    RequestForm = late_name("ui.incident.upper_level_form", "RequestForm")

UPPER = (Level.I, Level.II)


class LifeActs(QObject):
    """Opens dialogs over `window`. A head is given where it is of another incident."""

    def __init__(self, seat: Seat, window: QWidget) -> None:
        super().__init__(window)
        self.seat = seat
        self._window, self.over = window, Over(seat, window)
        self.head: DeskHead | None = None

    @Slot(object)
    def set_head(self, head: DeskHead) -> None:
        self.head = head

    @property
    def incident_id(self) -> int | None:
        return self.head.situation.head.id if self.head and self.head.situation else None

    def known(self) -> dict[MoveKind, Callable[[], object]]:
        return {
            MoveKind.VERIFY: self.verify,
            MoveKind.AMEND: partial(self._open, Amend),
            MoveKind.FACTS: partial(self._open, StateFacts),
            MoveKind.SUGGEST: partial(self.grade, decides=False),
            MoveKind.GRADE: self.decide,
            MoveKind.INITIAL: self.initial,
            MoveKind.REQUEST: self.request,
            MoveKind.UPPER: partial(self._open, RegisterUpper),
            MoveKind.ACTIVATE: self.activate,
            MoveKind.RAISE: partial(self.change, raises=True),
            MoveKind.LOWER: partial(self.change, raises=False),
            MoveKind.END: partial(self._open, EndResponse),
            MoveKind.ORAL: partial(self._open, OralForm),
            MoveKind.MERGE: partial(self._open, Merge),
            MoveKind.UNMERGE: partial(self._open, Unmerge),
            MoveKind.DISMISS: partial(self._open, Dismiss),
            MoveKind.TRANSFER: partial(self._open, TransferForm),
            MoveKind.AFTERMATH: self.aftermath,
            MoveKind.PIN: partial(self._at_once, pinning.pin),
            MoveKind.UNPIN: partial(self._at_once, pinning.unpin),
        }

    def _open(self, form: Callable[..., "Form"]) -> None:
        """A dialog that needs only the incident's number."""
        if self.incident_id is not None:
            form(self.over, self.incident_id).begin()

    def _at_once(self, verb: Callable[..., object]) -> None:
        """What is seen at once and taken back as easily needs no dialog."""
        if self.incident_id is not None:
            self.seat.tasks.write(self, self.seat.command(verb, self.incident_id))

    def register(self, done: Callable[[Any], object]) -> None:
        form = RegisterIncident(self.over)
        form.kept.connect(done)
        form.begin()

    def verify(self) -> None:
        if self.incident_id is None or self.head is None or self.head.situation is None:
            return
        words = self.tr(
            "{incident}核实后进入研判，可以定级和起草首报；报告时限从接报时间起算，不能撤回。"
        ).format(incident=self.head.situation.head.title)
        command = self.seat.command(incident_moves.verify_report, self.incident_id)
        title, primary = self.tr("核实接报"), self.tr("情况属实，开始研判")
        Confirm(self.over, title, primary, words, command).begin()

    def grade(self, head: DeskHead | None = None, *, decides: bool) -> None:
        """A suggestion of Ⅱ or Ⅰ is answered by the 初判, not by a decision of one's own."""
        shown = head or self.head
        if shown is None or shown.situation is None:
            return
        if decides and shown.suggestion and shown.suggestion.level in UPPER:
            self.initial(shown)
        else:
            GradeForm(self.over, shown, decides=decides).begin()

    def decide(self, head: DeskHead | None = None) -> None:
        """Both texts that the 定级建议 comes to, where it is the actor's to answer; the form
        with all fields on 修改.
        """
        shown = head or self.head
        suggestion = shown.suggestion if shown else None
        if shown is None or suggestion is None or not self._answers(shown, suggestion.level):
            self.grade(shown, decides=True)
            return
        form = DecideForm(self.over, suggestion.id)
        offer_amend(form, self.tr("修改…"), partial(self.grade, shown, decides=True))
        form.begin()

    def _answers(self, head: DeskHead, level: Level) -> bool:
        if level in UPPER:
            return False
        was = head.situation.head.grade if head.situation else None
        matter = Matter(districts=head.districts, level=asked_level(was, level))
        return head.rights.refusal(self.seat.actor, Action.DECIDE_GRADE, matter) is None

    def initial(self, head: DeskHead | None = None) -> None:
        """初判, and then at once the 报请, which it is for."""
        shown = head or self.head
        if shown is None or shown.situation is None:
            return
        incident = shown.situation.head.id
        form = InitialForm(self.over, incident)
        form.signed.connect(partial(self.request, incident=incident))
        form.begin()

    @Slot()
    def request(self, initial: int | None = None, *, incident: int | None = None) -> None:
        chosen = incident or self.incident_id
        step = self.head.grade_step if self.head else None
        if initial is None and step and step.step == "initial":
            initial = step.id
        if chosen is not None and initial is not None:
            RequestForm(self.over, chosen, initial).begin()

    def activate(self, head: DeskHead | None = None) -> None:
        """The whole notice at once; the form with all fields on 修改."""
        shown = head or self.head
        if shown is None or shown.situation is None:
            return
        incident = shown.situation.head.id
        form = StartForm(self.over, incident)
        offer_amend(form, self.tr("修改…"), lambda: Activate(self.over, incident).begin())
        form.begin()

    def change(self, *, raises: bool) -> None:
        if self.incident_id is not None:
            ChangeLevel(self.over, self.incident_id, raises=raises).begin()

    def send_back(self, suggestion: int) -> None:
        """退回会商, from the card of the suggestion."""
        explain = self.tr("建议、所附事实和您的意见一并存档；综合协调组再次会商后重新提出。")
        title, primary, label = self.tr("退回会商"), self.tr("退回"), self.tr("要补充什么")
        wording = Wording(title, primary, label, explain)
        WordsForm(self.over, wording, levels.return_suggestion, suggestion).begin()

    def aftermath(self) -> None:
        if self.incident_id is None:
            return
        explain = self.tr(
            "预案第5章：事件调查、责任追究、恢复重建。每件投诉仍按各自的法定期限办理，不能撤回。"
        )
        title, label = self.tr("转入后期处置"), self.tr("说明（可不填）")
        wording = Wording(title, title, label, explain, needed=False)
        WordsForm(self.over, wording, incident_moves.begin_aftermath, self.incident_id).begin()
