"""启动响应: the four items the law asks for, the whole text, and the own name as signature."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from commandcenter.domain.level import Level
from commandcenter.domain.plan import PlanData, steps_for
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import minute_zh
from commandcenter.queries.desk import DeskHead, plan_in_force
from commandcenter.services.incidents import Activation, activate
from commandcenter.ui.dialogs.form import Form
from commandcenter.ui.dialogs.level_choice import LevelChoice
from commandcenter.ui.look import DESK, MEDIUM, Look, Size
from commandcenter.ui.seat import Seat
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel


class Activate(Form):
    """What is signed stands in full above the signature, and follows every change."""

    def __init__(
        self, seat: Seat, head: DeskHead, parent: QWidget | None = None, *, look: Look = DESK
    ) -> None:
        super().__init__(
            seat,
            self.tr("启动响应"),
            self.tr("签发并启动"),
            parent,
            look=look,
            explain=self.tr(
                "预案 4.1(2)；突发事件应对法第 72 条：级别、事项、预计期限、措施缺一不可。"
            ),
            size=(760, 800),
        )
        assert head.situation
        self.setObjectName("activate")
        self._head, self._shown = head, head.situation.head
        self._plan: PlanData | None = None
        self._measures_typed = False
        self._build()
        self._build_text()
        incident = self._shown.id
        seat.tasks.read(self, lambda s: plan_in_force(s, incident), self._show)

    def _build(self) -> None:
        self.levels = LevelChoice(self.look)
        self.levels.changed.connect(self._on_level)
        self.add(
            "levels", self.tr("响应级别（右侧为牵头单位，预案 4.2）"), self.levels, needed=True
        )
        matter = self.tr("{title}应急响应").format(title=self._shown.title)
        self.matter: QLineEdit = self.line("matter", self.tr("响应事项"), matter, needed=True)
        self.days = QSpinBox()
        self.days.setRange(1, 365)
        self.days.setSuffix(self.tr(" 天"))
        self.add("days", self.tr("预计期限"), self.days)
        self.measures: QPlainTextEdit = self.text(
            "measures",
            self.tr("应急处置措施"),
            hint=self.tr("按预案预填，请按实际修改"),
            needed=True,
            lines=3,
        )
        self.matter.textChanged.connect(self._write)
        self.days.valueChanged.connect(self._write)
        self.measures.textChanged.connect(self._write)

    def _build_text(self) -> None:
        card = Card(self.tr("签发全文"), "", self.look, ground="surface_2")
        self.whole = PlainLabel("", self.look)
        self.whole.setObjectName("whole_text")
        self.whole.setWordWrap(True)
        self.consequence = PlainLabel("", self.look, Size.SMALL, MEDIUM, ink="warn")
        self.consequence.setObjectName("consequence")
        self.consequence.setWordWrap(True)
        card.body.addWidget(self.whole)
        card.body.addWidget(self.consequence)
        self.body.addWidget(card)
        hint = self.tr("请输入本人姓名“{name}”").format(name=self.seat.actor.name)
        self.signature: QLineEdit = self.line("signature", self.tr("签名"), "", hint, needed=True)
        self.body.addStretch(1)

    def _show(self, plan: PlanData) -> None:
        self._plan = plan
        titles = {level: word(level.response_title) for level in Level}
        words = {
            level: self.tr("{words}（{clause}）").format(words=r.words, clause=r.clause)
            for level, r in plan.responses.items()
        }
        self.levels.set_words(titles, words)
        for level in Level:
            matter = Matter(districts=self._head.districts, level=level)
            broken = self._head.rights.refusal(self.seat.actor, Action.ACTIVATE, matter)
            self.levels.allow(level, refusal(broken) if broken else "")
        if self._shown.grade:
            self.levels.choose(self._shown.grade)
        self._first = self._typed()

    @Slot(object)
    def _on_level(self, level: Level) -> None:
        assert self._plan
        response = self._plan.responses[level]
        kept = {r.measures for r in self._plan.responses.values()}
        if self.measures.toPlainText() in kept | {""}:
            self.measures.setPlainText(response.measures)
        self.days.setValue(response.expected_days)
        words = self.tr("签发并启动{response}").format(response=word(level.response_title))
        self.primary.setText(words)
        self._write()

    @Slot()
    def _write(self) -> None:
        level = self.levels.level
        if level is None or self._plan is None:
            return
        template = self.tr(
            "{matter}。经研判，本事件定为{grade}，决定自签发时（{time}）起启动{response}，"
            "预计期限 {days} 天。应急处置措施：{measures}"
        )
        grade = word(self._shown.grade.grade_title) if self._shown.grade else "—"
        self.whole.setText(
            template.format(
                matter=self.matter.text().rstrip("。"),
                grade=grade,
                time=minute_zh(self.seat.clock()),
                response=word(level.response_title),
                days=self.days.value(),
                measures=self.measures.toPlainText(),
            )
        )
        steps = steps_for(self._plan, level)
        must = sum(step.must for step in steps)
        consequence = self.tr(
            "签发后：{n} 项任务按时限下达各组，其中必办 {must} 项；大屏显示{response}；"
            "报告时限按该级别计算。启动不能撤回，只能调整级别或终止。"
        )
        response = word(level.response_title)
        self.consequence.setText(consequence.format(n=len(steps), must=must, response=response))

    def submit(self) -> None:
        level = self.levels.level
        assert level
        order = Activation(
            matter=self.matter.text(),
            level=level,
            expected_days=self.days.value(),
            measures=self.measures.toPlainText(),
            signature=self.signature.text(),
        )
        self.send(partial(activate, actor=self.seat.actor, incident_id=self._shown.id, order=order))
