"""提高 and 降低 of a response: why, who leads from now on, and what becomes of the tasks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSpinBox

from commandcenter.domain.incident.notices import Order, change_notice
from commandcenter.domain.level import Level
from commandcenter.domain.rights import Action
from commandcenter.queries.incident.level_forms import LevelForm, StepsAfter, level_form
from commandcenter.queries.incident.standdown import Evidence, stand_down
from commandcenter.queries.seat.drafts import Draft
from commandcenter.services.incident.response import Change, lower_level, raise_level
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm, typed
from commandcenter.ui.incident.activate_form import LONGEST
from commandcenter.ui.incident.evidence_box import EvidenceBox
from commandcenter.ui.phrases import clauses, enumerated, unstopped
from commandcenter.ui.texts import refusal, word

NAMED = 4  # titles of steps that are named one by one


def names(titles: Sequence[str], rest: str) -> str:
    """The first few by name; `rest` says of how many."""
    shown = enumerated(titles[:NAMED])
    return rest.format(names=shown, n=len(titles)) if len(titles) > NAMED else shown


class ChangeLevel(SignedForm):
    """One form for both ways; lowering shows the evidence too. Ⅱ and Ⅰ are not the city's."""

    object_name = "change_level"
    proposes = True

    def __init__(self, over: Over, incident_id: int, *, raises: bool) -> None:
        self.kept_as = "raise_level" if raises else "lower_level"
        title = self.tr("提高响应级别") if raises else self.tr("降低响应级别")
        explain = self.tr(
            "预案 4.2；突发事件应对法第 71、72 条。牵头单位随级别改变；Ⅱ级、Ⅰ级由上级决定。"
        )
        primary = self.tr("签发并调整")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident, self._raises = incident_id, raises
        self._basis: LevelForm | None = None
        self._build()
        self.add_text()
        self.reread()

    def _build(self) -> None:
        self.levels = LevelChoice()
        self.levels.changed.connect(self._on_level)
        self.add("levels", self.tr("调整为（右侧为牵头单位）"), self.levels, needed=True)
        self.evidence = EvidenceBox()
        self.evidence.setVisible(not self._raises)
        self.evidence.changed.connect(self._write)
        self.body.addWidget(self.evidence)
        self.reason = self.text("reason", self.tr("调整理由"), lines=3, needed=True)
        self.days = QSpinBox()
        self.days.setRange(1, LONGEST)
        self.days.setSuffix(self.tr(" 天"))
        self.add("days", self.tr("预计期限（自调整起）"), self.days)
        label, hint = self.tr("应急处置措施"), self.tr("按预案预填，请按实际修改")
        self.measures = self.text("measures", label, hint=hint, needed=True, lines=3)
        self.reason.textChanged.connect(self._write)
        self.days.valueChanged.connect(self._write)
        self.measures.textChanged.connect(self._write)

    def reread(self) -> None:
        actor, incident, now = self.seat.actor, self._incident, self.seat.clock()
        self.seat.tasks.read(
            self,
            lambda s: (level_form(s, actor, incident, now), stand_down(s, incident, now)),
            self._show,
        )

    def _show(self, found: tuple[LevelForm, Evidence]) -> None:
        basis, evidence = found
        first, self._basis = self._basis is None, basis
        titles = {level: word(level.response_title) for level in Level}
        words = {level: self._lead_words(basis, level) for level in Level}
        self.levels.set_words(titles, words)
        for level in Level:
            self.levels.allow(level, self._reason_against(basis, level))
        self.evidence.show_evidence(evidence)
        open_ones = [level for level in Level if not self._reason_against(basis, level)]
        if first and len(open_ones) == 1 and self.levels.level is None:
            self.levels.choose(open_ones[0])
        if first:
            self._first = self._typed()
        none = self.tr("事件不在响应中，不能调整级别。")
        self.forbid("" if basis.response else none)
        self._write()

    def _lead_words(self, basis: LevelForm, level: Level) -> str:
        now = self.tr("（现在）") if level is basis.response else ""
        return f"{basis.leads[level]}{now}"

    def _reason_against(self, basis: LevelForm, level: Level) -> str:
        now = basis.response
        if now is None:
            return self.tr("事件不在响应中，不能调整级别。")
        if level is now:
            return self.tr("现在的级别：{lead}").format(lead=basis.leads[level])
        if self._raises != level.graver_than(now):
            return self.tr("须更重") if self._raises else self.tr("须更轻")
        action = Action.RAISE_LEVEL if self._raises else Action.LOWER_LEVEL
        broken = basis.refusals.get((action, level if self._raises else now))
        return refusal(broken) if broken else ""

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        if self._basis is None:  # a draft was quicker than what it is about
            return
        item = self._basis.responses[level]
        kept = {r.measures for r in self._basis.responses.values()} | {"", self._basis.measures}
        if self.measures.toPlainText() in kept:
            self.measures.setPlainText(item.measures)
            self.days.setValue(item.expected_days)
        self._write()

    @Slot()
    def _write(self) -> None:
        level, basis = self.levels.level, self._basis
        if level is None or basis is None or basis.response is None:
            return
        words = self.tr("签发并调整为{response}").format(response=word(level.response_title))
        self.primary.setText(words)
        order = Order(
            office=basis.office,
            title=basis.title,
            level=level,
            lead=basis.leads[level],
            before=basis.response,
            reason=typed(self.reason.toPlainText()),
            expected_days=self.days.value(),
            measures=typed(self.measures.toPlainText()),
        )
        self.show_text(change_notice(order), self._consequence(basis, level))

    def _consequence(self, basis: LevelForm, level: Level) -> str:
        words = self.tr("签发后：{lead}；{tasks}。报告时限从现在起按新级别计算。调整不能撤回。")
        return words.format(
            lead=unstopped(basis.leads[level]), tasks=self._tasks(basis.steps[level])
        )

    def _tasks(self, after: StepsAfter) -> str:
        rest = self.tr("{names}等 {n} 项")
        parts = [
            self.tr("已办结的 {n} 项任务保留").format(n=after.done),
            self.tr("{n} 项按新级别重新计时").format(n=after.kept),
        ]
        if after.new:
            template = self.tr("新增 {n} 项：{names}")
            parts.append(template.format(n=len(after.new), names=names(after.new, rest)))
        if after.dropped:
            template = self.tr("取消 {n} 项并注明原因：{names}")
            parts.append(template.format(n=len(after.dropped), names=names(after.dropped, rest)))
        return clauses(parts)

    def _draft_state(self) -> dict[str, Any]:
        return super()._draft_state() | {"evidence": self.evidence.judgements()}

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        super()._on_draft(draft)
        self.evidence.put_back(draft.data.get("evidence"))

    def submit(self) -> None:
        level = self.levels.level
        assert level
        assert self._basis
        lines = {} if self._raises else {"evidence": list(self.evidence.lines())}
        order = Change(
            level=level,
            reason=self.reason.toPlainText(),
            expected_days=self.days.value(),
            measures=self.measures.toPlainText(),
            signature=self.signature.text(),
            notice=self.notice,
            facts=self._basis.record | lines,
        )
        verb = raise_level if self._raises else lower_level
        self.act(verb, self._incident, order)
