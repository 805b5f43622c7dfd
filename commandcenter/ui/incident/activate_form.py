"""启动响应: the four items the law asks for, the whole notice, and the own name as signature."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QSpinBox

from commandcenter.domain.incident.notices import Order, activation_notice, matter_of
from commandcenter.domain.level import Level
from commandcenter.domain.rights import Action
from commandcenter.queries.incident.level_forms import LevelForm, level_form
from commandcenter.services.incident.response import Activation, activate
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm, typed
from commandcenter.ui.texts import refusal, word

LONGEST = 365  # days


def consequence(basis: LevelForm, level: Level) -> str:
    """What follows when the response is started."""
    words = QCoreApplication.translate(
        "Activate",
        "签发后：{n} 项任务按时限下达各组，其中必办 {must} 项；大屏显示{response}；"
        "报告时限按该级别计算。启动后片刻内、无人据此办理前可以撤回，此后只能调整级别或终止。",
    )
    after = basis.steps[level]
    response = word(level.response_title)
    return words.format(n=len(after.new), must=after.must, response=response)


class Activate(SignedForm):
    """What is signed stands in full above the signature, and follows every change."""

    object_name, kept_as = "activate", "activate"
    proposes = True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("启动响应"), self.tr("签发并启动")
        explain = self.tr(
            "预案 4.1(2)；突发事件应对法第 72 条：级别、事项、预计期限、措施缺一不可。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._basis: LevelForm | None = None
        self._build()
        self.add_text()
        self.reread()

    def _build(self) -> None:
        self.levels = LevelChoice()
        self.levels.changed.connect(self._on_level)
        label = self.tr("响应级别（右侧为牵头单位，预案 4.2）")
        self.add("levels", label, self.levels, needed=True)
        self.matter = self.line("matter", self.tr("响应事项"), needed=True)
        self.days = QSpinBox()
        self.days.setRange(1, LONGEST)
        self.days.setSuffix(self.tr(" 天"))
        self.add("days", self.tr("预计期限"), self.days)
        label, hint = self.tr("应急处置措施"), self.tr("按预案预填，请按实际修改")
        self.measures = self.text("measures", label, hint=hint, needed=True, lines=3)
        self.matter.textChanged.connect(self._write)
        self.days.valueChanged.connect(self._write)
        self.measures.textChanged.connect(self._write)

    def reread(self) -> None:
        query = self.seat.query(level_form, self._incident, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, basis: LevelForm) -> None:
        first, self._basis = self._basis is None, basis
        titles = {level: word(level.response_title) for level in Level}
        words = {
            level: self.tr("{words}（{clause}）").format(words=r.words, clause=r.clause)
            for level, r in basis.responses.items()
        }
        self.levels.set_words(titles, words)
        for level in Level:
            broken = basis.refusals.get((Action.ACTIVATE, level))
            self.levels.allow(level, refusal(broken) if broken else "")
        if first:
            self._propose(basis)
        self._write()

    def _propose(self, basis: LevelForm) -> None:
        """The level of the same name as the grade, if the actor may decide it: a person chooses."""
        if not self.matter.text():
            self.matter.setText(matter_of(basis.title))
        allowed = basis.grade and (Action.ACTIVATE, basis.grade) not in basis.refusals
        if basis.grade and allowed and self.levels.level is None:
            self.levels.choose(basis.grade)
        self._first = self._typed()

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        if self._basis is None:  # a draft was quicker than what it is about
            return
        response = self._basis.responses[level]
        kept = {r.measures for r in self._basis.responses.values()}
        if self.measures.toPlainText() in kept | {""}:
            self.measures.setPlainText(response.measures)
            self.days.setValue(response.expected_days)
        self._write()

    @Slot()
    def _write(self) -> None:
        level, basis = self.levels.level, self._basis
        if level is None or basis is None:
            return
        words = self.tr("签发并启动{response}").format(response=word(level.response_title))
        self.primary.setText(words)
        order = Order(
            office=basis.office,
            title=basis.title,
            level=level,
            lead=basis.leads[level],
            grade=basis.grade,
            matter=typed(self.matter.text()),
            expected_days=self.days.value(),
            measures=typed(self.measures.toPlainText()),
        )
        self.show_text(activation_notice(order), consequence(basis, level))

    def submit(self) -> None:
        level = self.levels.level
        assert level
        assert self._basis
        order = Activation(
            matter=self.matter.text(),
            level=level,
            expected_days=self.days.value(),
            measures=self.measures.toPlainText(),
            signature=self.signature.text(),
            notice=self.notice,
            facts=self._basis.record,
        )
        self.act(activate, self._incident, order)
