"""What is done to an obligation from anywhere on the desk: its act's form, or words about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.reports.report_rules import own_county
from commandcenter.late import late, late_name
from commandcenter.queries.command.next_steps import NextStep
from commandcenter.ui.command.next_steps_panel import ACT, DO
from commandcenter.ui.desk.form_places import MOVES, PAPERS, form_place
from commandcenter.ui.desk.sitters import REMIND
from commandcenter.ui.frame.seat import Over, Seat

if TYPE_CHECKING:
    from commandcenter.queries.command.call_ups import LeadToRing, lead_to_ring
    from commandcenter.queries.seat.desk_work import OwnDuty, StepView, step_view, work_view
    from commandcenter.services.command import obligations
    from commandcenter.ui.command.checklist_view import StepAction
    from commandcenter.ui.command.duty_form import CallUpForm
    from commandcenter.ui.command.step_form import AssignForm, attach
    from commandcenter.ui.drills.register_forms import mended_form
    from commandcenter.ui.frame.file_dialogs import choose_file
    from commandcenter.ui.frame.words_form import NoteForm, Wording, WordsForm
    from commandcenter.ui.reports.report_phone_form import PhoneForm
else:
    lead_to_ring = late_name("queries.command.call_ups", "lead_to_ring")
    OwnDuty = late_name("queries.seat.desk_work", "OwnDuty")
    step_view = late_name("queries.seat.desk_work", "step_view")
    work_view = late_name("queries.seat.desk_work", "work_view")
    obligations = late("services.command.obligations")
    StepAction = late_name("ui.command.checklist_view", "StepAction")
    AssignForm = late_name("ui.command.step_form", "AssignForm")
    attach = late_name("ui.command.step_form", "attach")
    NoteForm = late_name("ui.frame.words_form", "NoteForm")
    Wording = late_name("ui.frame.words_form", "Wording")
    WordsForm = late_name("ui.frame.words_form", "WordsForm")
    choose_file = late_name("ui.frame.file_dialogs", "choose_file")
    CallUpForm = late_name("ui.command.duty_form", "CallUpForm")
    mended_form = late_name("ui.drills.register_forms", "mended_form")
    PhoneForm = late_name("ui.reports.report_phone_form", "PhoneForm")


class ObligationActs(QObject):
    """Opens dialogs over `window`; each by the id of the obligation.

    Signals:
        move_wanted: An act of the head. arg: its kind
        form_wanted: The form of a view. arg: FormPlace
        paper_wanted: Make this paper of the incident. arg: its kind
        register_wanted: A paper of the register. arg: its id
        page_wanted: arg: the key of a page
        incident_wanted: Show the incident that an act is of. arg: its id
        record_wanted: The record of an act. args: its table, its id
        step_wanted: All that is known of it. arg: its id
    """

    move_wanted = Signal(str)
    form_wanted = Signal(object)
    paper_wanted = Signal(str)
    register_wanted = Signal(int)
    page_wanted = Signal(str)
    incident_wanted = Signal(int)
    record_wanted = Signal(str, int)
    step_wanted = Signal(int)

    def __init__(self, seat: Seat, window: QWidget) -> None:
        super().__init__(window)
        self.seat = seat
        self._window = window
        self._shown: int | None = None  # the incident that the desk shows
        self._waiting: tuple[StepView, int | None] | None = None  # for its own, from which

    @property
    def over(self) -> Over:
        return Over(self.seat, self._window)

    @Slot(str, object)
    def begin(self, key: str, step: NextStep) -> None:
        """A button of 下一步: DO, RING, REMIND or ACT. What was closed by hand has its words."""
        if key == DO:
            self.go(step.id)
        elif key == REMIND:
            self.remind(step.id)
        elif key != ACT:
            self.call(step.id)
        elif step.act_table and step.act_id is not None:
            self.record_wanted.emit(step.act_table, step.act_id)
        else:
            self.step_wanted.emit(step.id)

    def by_action(self) -> dict[StepAction, Callable[[int], None]]:
        """What a checklist on the desk does."""
        return {
            StepAction.GO: self.go,
            StepAction.COMPLETE: self.complete,
            StepAction.REOPEN: self.reopen,
            StepAction.APPLIES: self.applies,
            StepAction.NOT_APPLICABLE: self.not_applicable,
            StepAction.TAKE_BACK: self.take_back,
            StepAction.ASSIGN: self.assign,
            StepAction.REMIND: self.remind,
            StepAction.CALL: self.call,
            StepAction.NOTE: self.note,
            StepAction.ATTACH: self.attach,
        }

    @Slot(int)
    def go(self, obligation: int) -> None:
        """去办理: the form of the act that closes it."""
        now = self.seat.clock()
        self.seat.tasks.read(self, lambda session: work_view(session, obligation, now), self._begin)

    def _begin_own(self, own: "OwnDuty") -> None:
        """Of the bureau itself: the form of a measure, else the page where it is done."""
        if own.measure is not None:
            mended_form(self.over, own.measure, own.words).begin()
        else:
            self.page_wanted.emit(own.form)

    def _begin(self, view: "StepView | OwnDuty") -> None:
        """What no act closes asks for its sentence."""
        if isinstance(view, OwnDuty):
            self._begin_own(view)
            return
        line = view.line
        if line.code == "ring_lead":
            self.ring_lead(line.id)
            return
        if not line.form:
            self.complete(line.id)
            return
        table, _, number = line.about.partition(":")
        if table == "paper" and number.isdecimal():
            self.register_wanted.emit(int(number))
        elif line.form == "trader_talk":
            self._talk(line.id)
        elif line.form == "attendance":
            self.page_wanted.emit("people")
        elif line.code == "report_phone":
            PhoneForm(self.over, view.incident_id, own_county(self.seat.actor)).begin()
        elif view.incident_id != self._shown:  # a card of another than the one that is shown
            self._waiting = view, self._shown
            self.incident_wanted.emit(view.incident_id)
        else:
            self._begin_there(view)

    def _begin_there(self, view: "StepView") -> None:
        """The forms of the incident that is shown, which is the act's own."""
        line = view.line
        if line.code in MOVES:
            self.move_wanted.emit(MOVES[line.code].value)
        elif line.code in PAPERS:
            self.paper_wanted.emit(PAPERS[line.code])
        elif (place := form_place(line)) is not None:
            self.form_wanted.emit(place)
        else:
            self.seat.notices.info(self.tr("这一事项没有单独的表单，请在有关页面登记。"))

    def show_incident(self, incident: int | None) -> None:
        """The desk shows this one. What waits for it is begun once all parts have heard so; where a
        third one was chosen meanwhile nothing is.
        """
        self._shown = incident
        if self._waiting is None:
            return
        view, before = self._waiting
        if incident == view.incident_id:
            QTimer.singleShot(0, self, self._go_on)
        elif incident != before:
            self._waiting = None

    @Slot()
    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting[0].incident_id == self._shown:
            self._begin_there(waiting[0])

    def _talk(self, obligation: int) -> None:
        """A talk is kept with the signal or the warning it is held for; else it is said here."""
        explain = self.tr(
            "由监测提示、预警转来的事件，在提示或者预警中登记约谈，登记即办结。其他的在此写明："
            "何时何地、哪两名执法人员约谈了谁、要求和承诺了什么。"
        )
        wording = Wording(self.tr("登记约谈"), self.tr("登记"), self.tr("约谈情况"), explain)
        WordsForm(self.over, wording, obligations.close_by_hand, obligation).begin()

    @Slot(int)
    def complete(self, obligation: int) -> None:
        explain = self.tr("用一句话写明做了什么、什么时候、结果如何；登记后记入全程记录。")
        title, primary, label = self.tr("登记完成情况"), self.tr("登记"), self.tr("完成情况")
        wording = Wording(title, primary, label, explain)
        WordsForm(self.over, wording, obligations.close_by_hand, obligation).begin()

    @Slot(int)
    def reopen(self, obligation: int) -> None:
        wording = Wording(self.tr("恢复任务"), self.tr("恢复"), self.tr("原因"))
        WordsForm(self.over, wording, obligations.reopen, obligation).begin()

    @Slot(int)
    def applies(self, obligation: int) -> None:
        wording = Wording(self.tr("适用"), self.tr("列入清单"), self.tr("出现了什么情形"))
        WordsForm(self.over, wording, obligations.applies, obligation).begin()

    @Slot(int)
    def not_applicable(self, obligation: int) -> None:
        explain = self.tr("具名注明理由；以后有办理记录的，以记录为准。")
        wording = Wording(self.tr("不适用"), self.tr("注明不适用"), self.tr("理由"), explain)
        WordsForm(self.over, wording, obligations.not_applicable, obligation).begin()

    @Slot(int)
    def take_back(self, obligation: int) -> None:
        title, label = self.tr("撤回不适用"), self.tr("说明（可不填）")
        wording = Wording(title, self.tr("撤回"), label, needed=False)
        WordsForm(self.over, wording, obligations.take_back, obligation).begin()

    @Slot(int)
    def remind(self, obligation: int) -> None:
        wording = Wording(self.tr("催办"), self.tr("催办"), self.tr("催办内容"))
        WordsForm(self.over, wording, obligations.remind, obligation).begin()

    def ring_lead(self, obligation: int) -> None:
        """带班领导 on duty, with the number to ring."""

        def ring(found: "LeadToRing") -> None:
            CallUpForm(
                self.over,
                about=found.about,
                person=found.name,
                number=found.number,
                subject=("obligation", obligation),
                incident_id=found.incident_id,
            ).begin()

        query = partial(lead_to_ring, obligation_id=obligation, now=self.seat.clock())
        self.seat.tasks.read(self, query, ring)

    @Slot(int)
    def call(self, obligation: int) -> None:
        now = self.seat.clock()
        self.seat.tasks.read(self, lambda session: step_view(session, obligation, now), self._ring)

    def _ring(self, view: "StepView") -> None:
        line = view.line
        CallUpForm(
            self.over,
            about=line.title,
            person=line.person,
            number=view.number,
            subject=("obligation", line.id),
            incident_id=view.incident_id,
        ).begin()

    @Slot(int)
    def note(self, obligation: int) -> None:
        NoteForm(self.over, obligation).begin()

    @Slot(int)
    def assign(self, obligation: int) -> None:
        AssignForm(self.over, obligation).begin()

    @Slot(int)
    def attach(self, obligation: int) -> None:
        choose_file(self._window, self.tr("选择附件"), partial(self.attach_path, obligation))

    def attach_path(self, obligation: int, path: Path) -> None:
        attach(self.seat, self._window, obligation, path, self._attached)

    def _attached(self, result: object) -> None:
        self.seat.notices.info(self.tr("附件已添加。"))
