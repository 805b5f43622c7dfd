"""定级: the facts, the plan's words, what was suggested, a level and the reason."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.level import Axis, Level
from commandcenter.domain.plan_items import GradeItem
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.queries.desk import DeskHead, GradeBasis, grade_basis
from commandcenter.services.incidents import decide_grade, suggest_grade
from commandcenter.ui.dialogs.facts import Facts, situation_facts
from commandcenter.ui.dialogs.form import Form
from commandcenter.ui.dialogs.level_choice import LevelChoice
from commandcenter.ui.look import DESK, Look, Size
from commandcenter.ui.seat import Seat
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.labels import PlainLabel


class GradeForm(Form):
    """Suggests a grade (after consultation), or decides it; `decides` says which."""

    def __init__(
        self,
        seat: Seat,
        head: DeskHead,
        parent: QWidget | None = None,
        *,
        decides: bool,
        look: Look = DESK,
    ) -> None:
        title = self.tr("定级") if decides else self.tr("定级建议")
        primary = self.tr("定级并签名") if decides else self.tr("提交建议")
        super().__init__(seat, title, primary, parent, look=look, size=(760, 640))
        assert head.situation
        self.setObjectName("grade_form")
        self._head = head
        self._decides = decides
        self._basis: GradeBasis | None = None
        self.explain.setText(self._explanation())
        self.explain.show()
        self.facts = Facts(look)
        self.body.addWidget(self.facts)
        self._said = PlainLabel("", look, Size.SMALL, ink="text_dim")
        self._said.setObjectName("suggested")
        self._said.setWordWrap(True)
        self._said.hide()
        self.body.addWidget(self._said)
        self.levels = LevelChoice(look)
        self.levels.changed.connect(self._on_level)
        self.add("levels", self.tr("级别（右侧为预案 1.4.2 原文）"), self.levels, needed=True)
        label = self.tr("定级理由") if decides else self.tr("会商意见和理由")
        self.reason = self.text("reason", label, needed=True, lines=3)
        self.body.addStretch(1)
        incident, now = head.situation.head.id, seat.clock()
        seat.tasks.read(self, lambda session: grade_basis(session, incident, now), self._show)

    def _explanation(self) -> str:
        if self._decides:
            return self.tr(
                "由您决定并签名，理由一并存档。定级不等于启动响应：启动须另行签发（预案 4.1(2)）。"
                "Ⅱ级、Ⅰ级由上级决定，本局签署初判和报请。"
            )
        return self.tr("综合协调组会商后提出，附当前数字，报总指挥决定。")

    def _show(self, basis: GradeBasis) -> None:
        self._basis = basis
        self.facts.set_facts(situation_facts(basis.situation))
        titles = {level: word(level.grade_title) for level in Level}
        words = {level: _plan_words(basis.plan.grades[level]) for level in Level}
        self.levels.set_words(titles, words)
        for level in Level:
            self.levels.allow(level, self._reason_against(level))
        self._show_history(basis)
        self._first = self._typed()

    def _reason_against(self, level: Level) -> str:
        action = Action.DECIDE_GRADE if self._decides else Action.DRAFT_GRADE
        matter = Matter(districts=self._head.districts, level=level)
        broken = self._head.rights.refusal(self.seat.actor, action, matter)
        return refusal(broken) if broken else ""

    def _show_history(self, basis: GradeBasis) -> None:
        lines = []
        for entry in basis.history:
            if entry.axis is not Axis.GRADE:
                continue
            template = (
                self.tr("{by} {time} 建议{grade}：{reason}")
                if entry.step == "suggestion"
                else self.tr("{by} {time} 定为{grade}：{reason}")
            )
            time = short_zh(entry.at, basis.situation.now)
            grade = word(entry.level.grade_title)
            lines.append(template.format(by=entry.by, time=time, grade=grade, reason=entry.reason))
        self._said.setText("\n".join(lines[:3]))
        self._said.setVisible(bool(lines))
        if self._decides and basis.suggestion and not self._reason_against(basis.suggestion.level):
            self.levels.choose(basis.suggestion.level)
            self.reason.setPlainText(self.tr("同意会商意见。"))

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        template = self.tr("定为{grade}并签名") if self._decides else self.tr("建议{grade}")
        self.primary.setText(template.format(grade=word(level.grade_title)))

    def submit(self) -> None:
        level = self.levels.level
        assert level
        assert self._head.situation
        actor, incident = self.seat.actor, self._head.situation.head.id
        reason = self.reason.toPlainText()
        if self._decides:
            answers = self._basis.suggestion if self._basis else None
            self.send(
                lambda session: decide_grade(
                    session, actor, incident, level, reason, answers.id if answers else None
                )
            )
        else:
            facts = self._facts()
            self.send(lambda s: suggest_grade(s, actor, incident, level, reason, facts))

    def _facts(self) -> dict[str, object]:
        """The numbers that the suggestion rests on, kept with it."""
        if self._basis is None:
            return {}
        shown = self._basis.situation
        facts: dict[str, object] = {
            "complaints": shown.counts.complaints,
            "person_times": shown.counts.person_times,
            "people": shown.counts.people,
            "amount_cents": shown.counts.amount_cents,
            "as_of": shown.now.isoformat(),
        }
        if shown.on_site:
            facts["on_site"] = shown.on_site.value
        return facts


def _plan_words(item: GradeItem) -> str:
    template = QCoreApplication.translate("GradeForm", "{range}，{harm}，{effect}；{layer}。")
    return template.format(
        range=item.range_words,
        harm=item.harm_words,
        effect=item.effect_words,
        layer=item.layer_words,
    )
