"""投诉办理: each complaint of the incident carried through the law's acts, one or many at once."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from commandcenter.domain.complaints.handling import ACT_WORDS, HandlingAct
from commandcenter.queries.complaints.follow_detail import last_records, open_flags
from commandcenter.services.complaints import flags, handling
from commandcenter.services.complaints.flags import Flagged, Reviewed
from commandcenter.services.complaints.handling import Handled
from commandcenter.services.incident import incidents
from commandcenter.ui.complaints import follow_bars
from commandcenter.ui.complaints.follow_panel import FollowPanel
from commandcenter.ui.complaints.follow_words import UNMASK
from commandcenter.ui.complaints.forms_output import FormsOutput
from commandcenter.ui.complaints.handle_form import HandledForm, HandleForm, TakeBackForm
from commandcenter.ui.complaints.join_complaints_form import Joined, JoinForm
from commandcenter.ui.complaints.personal_data_form import PersonalData
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.notices import Action
from commandcenter.ui.phrases import sentences
from commandcenter.ui.texts import refusal, word


class ComplaintsView(WorkView):
    """One panel, no tabs."""

    def build(self) -> None:
        self.panel = FollowPanel(self.seat)
        self.body.addWidget(self.panel, 1)
        self._forms = FormsOutput(self.seat, self)
        view = self.panel.view
        view.acted.connect(self._on_act)
        view.line_acted.connect(self._on_line_act)
        view.join_wanted.connect(self._join)
        view.review_wanted.connect(self._review)
        view.number_pressed.connect(self.rows.number)

    def panels(self) -> list[Any]:
        return [self.panel]

    def go(self, tab: str, subject: int) -> None:
        """Show what is near or over its limit."""
        self.panel.go_near()

    @Slot(str)
    def _on_act(self, key: str) -> None:
        self._act(key, [row.id for row in self.panel.view.picked()])

    @Slot(str)
    def _on_line_act(self, key: str) -> None:
        if self.panel.view.current is None:
            return
        if key == UNMASK:
            self._unmask()
        else:
            self._act(key, [self.panel.view.current])

    def _act(self, key: str, ids: Sequence[int]) -> None:
        if not ids:
            return
        match key:
            case follow_bars.FLAG:
                self._flag(ids)
            case follow_bars.LIFT:
                self.acts.ask(partial(open_flags, complaint_ids=tuple(ids)), self._lift)
            case follow_bars.FORMS:
                self._forms.begin(tuple(ids))
            case follow_bars.LEAVE:
                self._leave(ids)
            case HandlingAct.UNDO.value:
                self.acts.ask(partial(last_records, complaint_ids=tuple(ids)), self._take_back)
            case _:
                self._handle(HandlingAct(key), ids)

    def _handle(self, act: HandlingAct, ids: Sequence[int]) -> None:
        form = HandleForm(self.over, act, ids)
        form.kept.connect(partial(self._handled, act, tuple(ids)))
        form.begin()

    def _take_back(self, records: Sequence[int]) -> None:
        if not records:
            self.seat.notices.warn(self.tr("所选的投诉都还没有办理过，没有可以撤回的。"))
            return
        form = TakeBackForm(self.over, records)
        form.kept.connect(partial(self._handled, HandlingAct.UNDO, ()))
        form.begin()

    def _handled(self, act: HandlingAct, asked: tuple[int, ...], result: Handled) -> None:
        """What was done can be taken back from the notice; what was not stays chosen."""
        words = self.tr("{act}：已办 {n} 件。").format(
            act=word(ACT_WORDS[act]), n=f"{len(result.complaints):,}"
        )
        undo = Action(self.tr("撤销"), partial(self._undo, result.records))
        self.seat.notices.info(words, None if act is HandlingAct.UNDO else undo)
        if result.refused:
            self.panel.view.pick(set(asked) - set(result.complaints))
            HandledForm(self.over, act, result).begin()

    def _undo(self, records: tuple[int, ...]) -> None:
        words = self.tr("办理后即时撤销")
        command = partial(handling.take_back, actor=self.seat.actor, records=records, words=words)
        self.acts.do(command, partial(self._handled, HandlingAct.UNDO, ()))

    def _flag(self, ids: Sequence[int]) -> None:
        explain = self.tr("共 {n} 件。标注不影响计数和法定期限；其中的举报仍须核查。").format(
            n=len(ids)
        )
        title, label = self.tr("标注疑似异常"), self.tr("异常的情形")
        wording = Wording(title, self.tr("标注"), label, explain)
        flag = partial(flags.flag, incident_id=self.incident_id)
        form = WordsForm(self.over, wording, flag, tuple(ids))
        form.kept.connect(partial(self._flagged, self.tr("已标注 {n} 件。")))
        form.begin()

    def _lift(self, found: Sequence[int]) -> None:
        if not found:
            self.seat.notices.warn(self.tr("所选的投诉没有疑似异常标注。"))
            return
        explain = self.tr("共 {n} 条标注。解除后留在记录中。").format(n=len(found))
        title, label = self.tr("解除疑似异常标注"), self.tr("核实的情况和理由")
        wording = Wording(title, self.tr("解除"), label, explain)
        form = WordsForm(self.over, wording, flags.lift, tuple(found))
        form.kept.connect(partial(self._flagged, self.tr("已解除 {n} 条标注。")))
        form.begin()

    def _flagged(self, template: str, result: Flagged) -> None:
        words = template.format(n=f"{len(result.flags):,}")
        refused = sum(count for _, count in result.refused)
        if refused:
            why = refusal(result.refused[0][0])
            words = sentences(
                words, self.tr("另有 {n} 条没有改动：{why}").format(n=refused, why=why)
            )
        self.seat.notices.info(words)

    @Slot()
    def _review(self) -> None:
        if self.incident_id is not None:
            command = partial(flags.review, actor=self.seat.actor, incident_id=self.incident_id)
            self.acts.do(command, self._reviewed)

    def _reviewed(self, result: Reviewed) -> None:
        template = self.tr("核对完毕：新标注 {a} 条，不再符合的 {b} 条。")
        self.seat.notices.info(template.format(a=result.added, b=result.ended))

    @Slot()
    def _join(self) -> None:
        if self.incident_id is not None:
            form = JoinForm(self.over, self.incident_id)
            form.kept.connect(self._joined)
            form.begin()

    def _joined(self, result: Joined) -> None:
        words = self.tr("已并入 {n} 件，法定期限照常计算。").format(n=f"{result.count:,}")
        self.seat.notices.info(words)

    def _leave(self, ids: Sequence[int]) -> None:
        if self.incident_id is None:
            return
        explain = self.tr("移出后不再计入本事件，法定期限照常计算；可以在“已移出”中查到。")
        primary = self.tr("移出 {n} 件").format(n=len(ids))
        wording = Wording(self.tr("移出本事件"), primary, self.tr("移出的原因"), explain)
        verb = incidents.detach_complaints
        form = WordsForm(self.over, wording, verb, self.incident_id, tuple(ids))
        form.kept.connect(self._left)
        form.begin()

    def _left(self, count: int) -> None:
        self.seat.notices.info(self.tr("已移出 {n} 件。").format(n=f"{count:,}"))

    def _unmask(self) -> None:
        line = self.panel.view.line(self.panel.view.current or 0)
        if line is not None:
            PersonalData(self.over, line.id, line.number).begin()
