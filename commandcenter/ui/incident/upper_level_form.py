"""Ⅱ and Ⅰ are decided above the city: 初判, 报请, and the upper body's decision as it came."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from commandcenter.domain.incident.notices import Order, initial_paper, request_paper
from commandcenter.domain.incident.offered_words import BODIES_ABOVE
from commandcenter.domain.level import Level
from commandcenter.domain.times import short_zh
from commandcenter.offices.progress import Progress, in_thousandths
from commandcenter.queries.incident.grading import GradeSheet, GradeStep, grade_sheet
from commandcenter.queries.incident.level_forms import LevelForm, level_form
from commandcenter.services.incident.levels import (
    Initial,
    Request,
    UpperDecision,
    register_upper,
    request_upper,
    sign_initial,
)
from commandcenter.services.incident.upper_paper import register_with_paper
from commandcenter.store.database import Query
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.signed_form import SignedForm, typed
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.incident.advice_card import AdviceCard
from commandcenter.ui.incident.upper_proof_fields import UpperProofFields
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import unstopped
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel

UPPER = (Level.I, Level.II)
Basis = tuple[GradeSheet, LevelForm]


def _basis(seat: Seat, incident: int) -> Query[Basis]:
    actor, now = seat.actor, seat.clock()
    return lambda s: (grade_sheet(s, incident, now), level_form(s, actor, incident, now))


class _UpperPaper(SignedForm):
    """What 初判 and 报请 share: the facts, the reason, the paper as it will be signed."""

    proposes = True

    def ask(self, incident: int) -> None:
        self.seat.tasks.read(self, _basis(self.seat, incident), self._show)

    def _show(self, found: Basis) -> None:
        raise NotImplementedError

    @staticmethod
    def order(form: LevelForm, level: Level, reason: str) -> Order:
        """Until the body above decides, who leads now leads on (as
        services.incident.levels has it).
        """
        lead = form.leads[form.response or Level.III]
        why = typed(reason)
        return Order(title=form.title, level=level, lead=lead, reason=why, office=form.office)


class InitialForm(_UpperPaper):
    """Signals:
    signed: The 初判 is signed. arg: its id
    """

    signed = Signal(object)

    object_name, kept_as = "initial_form", "initial"

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("初判意见"), self.tr("签署初判")
        explain = self.tr(
            "Ⅱ级、Ⅰ级由省级、国家层面决定（预案 1.4.2、4.2）：本局签署初判，随后报请上级。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._sheet: GradeSheet | None = None
        self._form: LevelForm | None = None
        self.advice = AdviceCard()
        self.body.addWidget(self.advice)
        self.levels = LevelChoice()
        self.levels.changed.connect(self._on_level)
        self.add("levels", self.tr("初步判断的等级"), self.levels, needed=True)
        self.reason = self.text("reason", self.tr("初判理由"), lines=3, needed=True)
        self.reason.textChanged.connect(self._write)
        self.add_text(self.tr("初判全文"))
        self.kept.connect(self.signed)
        self.reread()

    def reread(self) -> None:
        self.ask(self._incident)

    def _show(self, found: Basis) -> None:
        first = self._sheet is None
        self._sheet, self._form = found
        sheet = self._sheet
        self.advice.show_sheet(sheet)
        titles = {level: word(level.grade_title) for level in Level}
        words = {level: said.plan_words(sheet.words[level]) for level in Level}
        self.levels.set_words(titles, words)
        for level in Level:
            own = self.tr("由本局直接定级，不用初判")
            self.levels.allow(level, "" if level in UPPER else own)
        if first and sheet.suggestion and sheet.suggestion.level in UPPER:
            self.levels.choose(sheet.suggestion.level)
            if not self.reason.toPlainText():
                self.reason.setPlainText(sheet.suggestion.reason)
            self._first = self._typed()
        self._write()

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        self.primary.setText(self.tr("初判为{grade}").format(grade=word(level.grade_title)))
        self._write()

    @Slot()
    def _write(self) -> None:
        level, form = self.levels.level, self._form
        if level is None or form is None:
            return
        consequence = self.tr(
            "签署后接着报请上级。上级决定前，等级和响应级别都不变，市里继续按现有级别处置。"
        )
        self.show_text(
            initial_paper(self.order(form, level, self.reason.toPlainText())), consequence
        )

    def submit(self) -> None:
        level, sheet = self.levels.level, self._sheet
        assert level
        assert sheet
        paper = Initial(
            level=level,
            reason=self.reason.toPlainText(),
            signature=self.signature.text(),
            facts=sheet.record,
            suggestion_id=sheet.suggestion.id if sheet.suggestion else None,
            notice=self.notice,
        )
        self.act(sign_initial, self._incident, paper)


class RequestForm(_UpperPaper):
    """报请: which body is asked, on what grounds. `initial_id`: the 初判 it rests on."""

    object_name, kept_as, extent = "request_form", "upper_request", (780, 700)

    def __init__(self, over: Over, incident_id: int, initial_id: int) -> None:
        title, primary = self.tr("报请上级研定"), self.tr("签署报请")
        explain = self.tr(
            "预案 4.2。报请后继续按现有级别处置；收到上级决定后登记机关、文号和时间。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident, self._initial = incident_id, initial_id
        self._step: GradeStep | None = None
        self._form: LevelForm | None = None
        self.organ = WordBox(BODIES_ABOVE)
        self.add("organ", self.tr("报请的上级机关"), self.organ, needed=True)
        hint = self.tr("有文号的填写，可以不填")
        self.document = self.line("document", self.tr("本局文号"), hint=hint)
        self.reason = self.text("reason", self.tr("有关情况和理由"), lines=4, needed=True)
        self.organ.currentTextChanged.connect(self._write)
        self.reason.textChanged.connect(self._write)
        self.add_text(self.tr("报请全文"))
        self.reread()

    def reread(self) -> None:
        self.ask(self._incident)

    def _show(self, found: Basis) -> None:
        sheet, self._form = found
        first = self._step is None
        self._step = next((step for step in sheet.history if step.id == self._initial), None)
        if first and self._step and not self.reason.toPlainText():
            self.reason.setPlainText(self._step.reason)
            self._first = self._typed()
        self._write()

    @Slot()
    def _write(self) -> None:
        if self._step is None or self._form is None:
            return
        order = self.order(self._form, self._step.level, self.reason.toPlainText())
        consequence = self.tr("签署后由文秘编号报送；报送方式、回执在“信息报告”中登记。")
        self.show_text(request_paper(order, typed(self.organ.written())), consequence)

    def submit(self) -> None:
        paper = Request(
            initial_id=self._initial,
            organ=self.organ.written(),
            reason=self.reason.toPlainText(),
            signature=self.signature.text(),
            document=self.document.text(),
            notice=self.notice,
        )
        self.act(request_upper, paper)


KEEP, END = "", "end"


class RegisterUpper(Form):
    """The decision of the body above: organ, number, time; its grade, its level, or the end."""

    object_name, kept_as, extent = "upper_form", "upper_decision", (760, 800)
    proposes = True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("登记上级决定"), self.tr("登记并执行")
        explain = self.tr(
            "照上级来文登记，机关、文号、时间缺一不可，并附来文或写明电话记录；登记后本市即按它执行。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._request: GradeStep | None = None
        self._form: LevelForm | None = None
        self._build()
        self.seat.tasks.read(self, _basis(self.seat, incident_id), self._show)

    def _build(self) -> None:
        self._asked = PlainLabel("", Size.SMALL, ink="text_dim")
        self._asked.setObjectName("asked")
        self._asked.setWordWrap(True)
        self.body.addWidget(self._asked)
        self.organ = WordBox(BODIES_ABOVE)
        self.organ.setCurrentIndex(-1)
        self.add("organ", self.tr("作出决定的机关"), self.organ, needed=True)
        self.document = self.line("document", self.tr("决定的文号"), needed=True)
        label, now = self.tr("决定的时间"), self.seat.clock()
        self.decided = self.moment("decided_at", label, now, needed=True)
        self.words = self.text("words", self.tr("决定的内容（照原文）"), lines=3, needed=True)
        self.proof = UpperProofFields(self)
        self.grade = self.choice("grade", self.tr("事件等级"), self._grades())
        self.effect = self.choice("effect", self.tr("响应级别"), self._effects())
        self.days = self.number("days", self.tr("预计期限"), unit=self.tr("天"), needed=True)
        label, hint = self.tr("应急处置措施"), self.tr("本市执行的措施")
        self.measures = self.text("measures", label, hint=hint, lines=3, needed=True)
        self._items = [f for f in self._fields if f.editor in (self.days, self.measures)]
        self.effect.currentIndexChanged.connect(self._on_effect)
        self._on_effect()

    def _grades(self) -> list[tuple[object, str]]:
        named: list[tuple[object, str]] = [(lv, word(lv.grade_title)) for lv in Level]
        return [(None, self.tr("来文没有涉及")), *named]

    def _effects(self) -> list[tuple[object, str]]:
        template = self.tr("启动或调整为{response}")
        named: list[tuple[object, str]] = [
            (level.value, template.format(response=word(level.response_title))) for level in Level
        ]
        return [(KEEP, self.tr("来文没有涉及")), *named, (END, self.tr("终止响应"))]

    def _show(self, found: Basis) -> None:
        sheet, self._form = found
        newest = next((step for step in sheet.history if step.axis.value == "grade"), None)
        self._request = newest if newest and newest.step == "request" else None
        if self._request is None:
            self._asked.setText(self.tr("本事件没有等待答复的报请；上级主动作出的决定也在此登记。"))
            return
        step = self._request
        template = self.tr("答复 {by} {time} 向{organ}报请的{grade}。")
        self._asked.setText(
            template.format(
                by=step.by,
                time=short_zh(step.at, sheet.now),
                organ=step.organ,
                grade=word(step.level.grade_title),
            )
        )
        if not self.organ.currentText():
            self.organ.set_written(step.organ)
        self._on_effect()
        self._first = self._typed()

    @Slot()
    def _on_effect(self) -> None:
        effect = self.effect.currentData()
        for field in self._items:
            field.setVisible(effect not in (KEEP, END))
        if self._form is None:
            return
        if effect in (KEEP, END):
            ends = self.tr("登记后响应即终止，续报停止，终报和总结报告开始计时。")
            self.show_consequence(ends if effect == END else "")
            return
        level = Level(effect)
        item = self._form.responses[level]
        kept = {each.measures for each in self._form.responses.values()} | {""}
        if self.measures.toPlainText() in kept:
            self.measures.setPlainText(item.measures)
            self.days.edit.setText(str(item.expected_days))
        after = self._form.steps[level]
        template = self.tr(
            "登记后：{lead}；任务清单按{response}重新排定"
            "（新增 {new} 项，取消 {dropped} 项）。{sheet}"
        )
        sheet = self.tr("同时生成级别交接单，列明未了事项，由上级接收人签收。")
        self.show_consequence(
            template.format(
                lead=unstopped(self._form.leads[level]),
                response=word(level.response_title),
                new=len(after.new),
                dropped=len(after.dropped),
                sheet=sheet if level in UPPER else "",
            )
        )

    def submit(self) -> None:
        effect, decided = self.effect.currentData(), self.decided.value()
        assert isinstance(decided, datetime)
        decision = UpperDecision(
            organ=self.organ.written(),
            document=self.document.text(),
            decided_at=decided,
            words=self.words.toPlainText(),
            grade=self.grade.currentData(),
            response=None if effect in (KEEP, END) else Level(effect),
            ends=effect == END,
            expected_days=self.days.value() or 0,
            measures=self.measures.toPlainText(),
            answers=self._request.id if self._request and self.grade.currentData() else None,
            proof=self.proof.call(),
        )
        if self.proof.path is None:
            self.act(register_upper, self._incident, decision)
        else:
            self._send(decision, self.proof.path)

    def _send(self, decision: UpperDecision, path: Path) -> None:
        """The paper goes first; what was sent stays, so that it goes on where it ended."""
        tasks, actor, incident = self.seat.tasks, self.seat.actor, self._incident

        def work(progress: Progress) -> None:
            on_progress = in_thousandths(progress)
            register_with_paper(tasks.db, actor, incident, decision, path, on_progress)

        self.say("")
        tasks.work(self, work, self.finish, self.refuse, busy=self.busy)
