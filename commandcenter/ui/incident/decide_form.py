"""定级 and 启动 as they are signed: both texts in full, one name, one button."""

from PySide6.QtCore import Slot

from commandcenter.queries.seat.decision_texts import Decision, decision
from commandcenter.services.incident.grade_and_start import grade_and_start
from commandcenter.services.incident.levels import decide_grade
from commandcenter.services.incident.response import Activation
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure


class DecideForm(Form):
    """What a 定级建议 comes to when it is agreed to, read before it is signed.

    Who opens it offers the form with all its fields instead (see `offer_amend`).
    """

    object_name, kept_as, extent, keeps = "decide_form", "decide", (820, 780), False

    def __init__(self, over: Over, suggestion_id: int) -> None:
        title, primary = self.tr("定级并启动响应"), self.tr("签署并启动")
        explain = self.tr("以下是您签署的全文；要改级别、期限或者措施，请点“修改…”。")
        super().__init__(over, title, primary, explain=explain, subject=suggestion_id)
        self._suggestion = suggestion_id
        self._found: Decision | None = None
        self.basis = PlainLabel("", Size.SMALL, ink="text_dim")
        self.basis.setObjectName("decide_basis")
        self.basis.setWordWrap(True)
        self.body.addWidget(self.basis)
        self.grade_text = self._add_text(self.tr("一、定级"), "grade_text")
        self.notice_text = self._add_text(self.tr("二、启动响应"), "whole_text")
        self.signature = self.add_signature()
        self.demand(self._unread)
        self.reread()

    def _add_text(self, title: str, name: str) -> PlainLabel:
        card = Card(title, "", ground="surface_2")
        text = PlainLabel(self.tr("正在读取…"))
        text.setObjectName(name)
        text.setWordWrap(True)
        card.body.addWidget(text)
        self.body.addWidget(card)
        return text

    def _unread(self) -> str:
        """Nobody signs what was not on their screen."""
        return "" if self._found else self.tr("全文尚未载入，请稍候。")

    @Slot()
    def reread(self) -> None:
        query = self.seat.query(decision, self._suggestion, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, found: Decision) -> None:
        self._found = found
        grade, response = word(found.level.grade_title), word(found.level.response_title)
        self.grade_text.setText(found.grade_text)
        self.notice_text.setText(found.notice)
        starts = bool(found.notice)
        card = self.notice_text.parentWidget()
        if card is not None:
            card.setVisible(starts)
        self.primary.setText(
            self.tr("签署并启动") if starts else self.tr("定为{grade}并签名").format(grade=grade)
        )
        self.basis.setText(self._basis(found))
        words = self.tr(
            "签署后：定为{grade}，启动{response}；任务按时限下达各组，大屏显示{response}，"
            "报告时限按该级别计算。启动后片刻内、无人据此办理前可以撤回，此后只能调整级别或终止。"
        )
        if not starts:
            words = self.tr("签署后定为{grade}，时限按该级别计算。启动响应须另行签发。")
        self.show_consequence(words.format(grade=grade, response=response))

    def _basis(self, found: Decision) -> str:
        facts = [f for f in found.sheet.facts.values() if f.held is not None]
        known = [f"{f.title} {said.value_words(f)}" for f in facts if f.value is not None]
        unknown = [f.title for f in facts if f.value is None]
        parts = [self.tr("依据：{facts}").format(facts=enumerated(known))] if known else []
        if unknown:
            parts.append(self.tr("正在核查：{facts}").format(facts=enumerated(unknown)))
        return joined("\n", parts)

    def submit(self) -> None:
        found = self._found
        assert found
        if not found.notice:
            if self.signature.text().strip() != self.seat.actor.name:
                self.say(self.tr("签名与您的姓名不符。"))
                return
            self.act(
                decide_grade, found.incident_id, found.level, found.reason,
                found.suggestion, found.sheet.record,
            )  # fmt: skip
            return
        order = Activation(
            matter=found.matter,
            level=found.level,
            expected_days=found.expected_days,
            measures=found.measures,
            signature=self.signature.text(),
            notice=found.notice,
            facts=found.form.record,
        )
        self.act(
            grade_and_start, found.incident_id, found.level, found.reason,
            found.suggestion, found.sheet.record, order,
        )  # fmt: skip

    def refuse(self, failure: Failure) -> None:
        super().refuse(failure)
        self.reread()
