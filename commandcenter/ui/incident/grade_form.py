"""定级建议 and 定级: what is known, the plan's words, a level, and the reason for it."""

from datetime import datetime

from PySide6.QtCore import Slot

from commandcenter.domain.errors import refusal_of
from commandcenter.domain.incident.decided_above import asked_level, require_own
from commandcenter.domain.incident.grading import AGREED
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.grading import GradeSheet, GradeStep, grade_sheet
from commandcenter.queries.incident.level_forms import Held, consultations
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.services.incident.levels import (
    decide_grade,
    return_suggestion,
    suggest_grade,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.incident.advice_card import AdviceCard
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

EARLIER = 3  # steps of the history that are shown


class GradeForm(Form):
    """Suggests a grade (after consultation), or decides it; `decides` says which.

    A decision answers the suggestion that waits; it can be sent back to the 会商 instead.
    """

    object_name, extent = "grade_form", (860, 760)
    proposes = True

    def __init__(self, over: Over, head: DeskHead, *, decides: bool) -> None:
        assert head.situation
        self._decides = decides
        self.kept_as = "grade" if decides else "grade_suggestion"
        self._head, self._incident = head, head.situation.head.id
        title = self.tr("定级") if decides else self.tr("定级建议")
        primary = self.tr("定级并签名") if decides else self.tr("提交建议")
        explain = self._explanation()
        super().__init__(over, title, primary, explain=explain, subject=self._incident)
        self._sheet: GradeSheet | None = None
        self._build()
        self._read()

    def _read(self) -> None:
        query = _basis(self._incident, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def refuse(self, failure: Failure) -> None:
        """With what stands now: somebody may have decided meanwhile."""
        super().refuse(failure)
        if self._decides:
            self._read()

    def _explanation(self) -> str:
        if self._decides:
            return self.tr(
                "由您决定并签名，理由一并存档。定级不等于启动响应：启动须另行签发（预案 4.1(2)）。"
                "Ⅱ级、Ⅰ级由上级决定，本局签署初判和报请。"
            )
        return self.tr("综合协调组会商后提出，附当前数字，报总指挥决定。")

    def _build(self) -> None:
        self.advice = AdviceCard()
        self.body.addWidget(self.advice)
        self._said = PlainLabel("", Size.SMALL, ink="text_dim")
        self._said.setObjectName("suggested")
        self._said.setWordWrap(True)
        self._said.hide()
        self.body.addWidget(self._said)
        self.levels = LevelChoice()
        self.levels.changed.connect(self._on_level)
        self.add("levels", self.tr("级别（右侧为预案 1.4.2 原文）"), self.levels, needed=True)
        if not self._decides:
            self.held = self.choice("held", self.tr("依据的会商记录"), ())
        label = self.tr("定级理由") if self._decides else self.tr("会商意见和理由")
        self.reason = self.text("reason", label, needed=True, lines=3)
        self.send_back = Button(self.tr("退回会商…"), Kind.PLAIN)
        self.send_back.setObjectName("send_back")
        self.send_back.setAutoDefault(False)
        self.send_back.clicked.connect(self._return)
        self.send_back.hide()
        self.foot.insertWidget(1, self.send_back)

    def _show(self, found: tuple[GradeSheet, tuple[Held, ...]]) -> None:
        sheet, held = found
        self._sheet = sheet
        self.advice.show_sheet(sheet)
        titles = {level: word(level.grade_title) for level in Level}
        words = {level: said.plan_words(sheet.words[level]) for level in Level}
        self.levels.set_words(titles, words)
        for level in Level:
            self.levels.allow(level, self._reason_against(level))
        if not self._decides:
            self._show_held(held, sheet)
        self._show_history(sheet)
        if self._decides and sheet.suggestion:
            self._propose(sheet.suggestion)
        self._first = self._typed()

    def _show_held(self, held: tuple[Held, ...], sheet: GradeSheet) -> None:
        for each in held:
            time = short_zh(each.held_at, sheet.now)
            words = self.tr("{time}  {chair}：{conclusion}").format(
                time=time, chair=each.chair, conclusion=each.conclusion[:40]
            )
            self.held.addItem(words, each.id)
        none = self.tr("没有会商记录；可先在“指挥”视图登记")
        self.held.addItem(self.tr("不引用会商记录") if held else none, None)

    def _propose(self, suggestion: GradeStep) -> None:
        """Chooses the suggested level if the actor may decide it; fills an empty reason."""
        self.send_back.setVisible(True)
        if self._reason_against(suggestion.level):
            return
        if self.levels.level is None:  # else it is that of the draft
            self.levels.choose(suggestion.level)
        if not self.reason.toPlainText():
            self.reason.setPlainText(AGREED)

    def _reason_against(self, level: Level) -> str:
        head = self._head
        action = Action.DECIDE_GRADE if self._decides else Action.DRAFT_GRADE
        asked = asked_level(self._grade(), level) if self._decides else level
        matter = Matter(districts=head.districts, level=asked)
        broken = head.rights.refusal(self.seat.actor, action, matter)
        if broken is None and self._decides:
            broken = refusal_of(lambda: require_own(head.above.get(Axis.GRADE), level))
        return refusal(broken) if broken else ""

    def _grade(self) -> Level | None:
        now = self._head.situation
        return now.head.grade if now else None

    def _show_history(self, sheet: GradeSheet) -> None:
        steps = [step for step in sheet.history if step.axis is Axis.GRADE][:EARLIER]
        lines = [self._step_words(step, sheet) for step in steps]
        self._said.setText(joined("\n", lines))
        self._said.setVisible(bool(lines))

    def _step_words(self, step: GradeStep, sheet: GradeSheet) -> str:
        template = {
            "suggestion": self.tr("{by} {time} 建议{grade}：{reason}"),
            "returned": self.tr("{by} {time} 退回{grade}的建议：{reason}"),
            "initial": self.tr("{by} {time} 初判{grade}：{reason}"),
            "request": self.tr("{by} {time} 报请{grade}：{reason}"),
            TAKEN_BACK: self.tr("{by} {time} 定为{grade}，已撤回"),
        }.get(step.step, self.tr("{by} {time} 定为{grade}：{reason}"))
        return template.format(
            by=step.by,
            time=short_zh(step.at, sheet.now),
            grade=word(step.level.grade_title),
            reason=step.reason,
        )

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        template = self.tr("定为{grade}并签名") if self._decides else self.tr("建议{grade}")
        self.primary.setText(template.format(grade=word(level.grade_title)))

    @Slot()
    def _return(self) -> None:
        """退回会商: with the words of the reason field, which then say what is wanted."""
        assert self._sheet
        assert self._sheet.suggestion
        words = self.reason.toPlainText().strip()
        if not words or words == AGREED:
            self.reason.clear()
            words = self.tr("退回会商：请在理由栏写明要补充什么，再按“退回会商”。")
            self.point_to(self.reason, words)
            return
        self.act(return_suggestion, self._sheet.suggestion.id, words)

    def submit(self) -> None:
        level, reason = self.levels.level, self.reason.toPlainText()
        assert level
        record = self._sheet.record if self._sheet else {}
        if self._decides:
            suggestion = self._sheet.suggestion if self._sheet else None
            answers = suggestion.id if suggestion else None
            history = self._sheet.history if self._sheet else ()
            steps = (s.id for s in history if s.axis is Axis.GRADE and s.step != TAKEN_BACK)
            seen = next(steps, 0)  # the newest comes first
            self.act(decide_grade, self._incident, level, reason, answers, record, seen=seen)
        else:
            held = self.held.currentData()
            self.act(suggest_grade, self._incident, level, reason, record, held)


def _basis(incident: int, now: datetime) -> Query[tuple[GradeSheet, tuple[Held, ...]]]:
    return lambda session: (
        grade_sheet(session, incident, now),
        consultations(session, incident),
    )
