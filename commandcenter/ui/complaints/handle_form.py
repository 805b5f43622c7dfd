"""An act of law on one complaint or on many: when, on which ground, approved by whom."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from commandcenter.domain.complaints.handling import ACT_WORDS, NEEDS_WORDS, Done, HandlingAct
from commandcenter.queries.complaints.handling_choices import (
    Ground,
    HandlingChoices,
    handling_choices,
)
from commandcenter.services.complaints import handling
from commandcenter.services.complaints.handling import Handled
from commandcenter.ui.frame.editors import MomentField
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.money_field import cents_of
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import PlainLabel

GROUNDED = (HandlingAct.DECLINE, HandlingAct.END)
SIZES = {HandlingAct.ASSIGN: 280, HandlingAct.ACCEPT: 320, HandlingAct.TELL: 320}


class HandleForm(Form):
    """Sends one act for all complaints; those that it does not fit come back with the reason."""

    object_name = "handle_form"

    def __init__(self, over: Over, act: HandlingAct, complaint_ids: Sequence[int]) -> None:
        name = word(ACT_WORDS[act])
        one = complaint_ids[0] if len(complaint_ids) == 1 else 0
        self.extent = (560, SIZES.get(act, 440))
        self.kept_as = f"handle_{act.value}" if one or act in NEEDS_WORDS else ""
        self.keeps = act in NEEDS_WORDS
        super().__init__(over, name, name, subject=one)
        self._act, self._ids = act, tuple(complaint_ids)
        self._ground: QComboBox | None = None
        self._handler: QComboBox | None = None
        self._approved: QLineEdit | None = None
        self._money: QLineEdit | None = None
        self._words: QPlainTextEdit | None = None
        self._on: MomentField | None = None
        self._show_count()
        self._add_fields()
        if act in (*GROUNDED, HandlingAct.ASSIGN):
            query = partial(handling_choices, actor=self.seat.actor, now=self.seat.clock())
            self.seat.tasks.read(self, query, self._show_choices)

    def _show_count(self) -> None:
        words = self.tr(
            "共 {n} 件。现在不适用的不会改动，并逐项说明原因。法定期限以全国12315平台为准。"
        )
        self.explain.setText(words.format(n=f"{len(self._ids):,}"))
        self.explain.show()

    def _add_fields(self) -> None:
        act = self._act
        if act is HandlingAct.ASSIGN:
            self._handler = ChoiceBox()
            self.add("handler", self.tr("交给"), self._handler, needed=True)
            return
        if act in GROUNDED:
            self._ground = ChoiceBox()
            self.add("ground", self.tr("法定情形"), self._ground, needed=True)
            self._source = PlainLabel("", Size.SMALL, ink="text_faint")
            self._source.setObjectName("ground_source")
            self._source.setWordWrap(True)
            self.body.addWidget(self._source)
            self._ground.currentIndexChanged.connect(self._show_source)
        needed = act in NEEDS_WORDS and act not in GROUNDED
        self._words = self.text("words", self._label(), lines=3, needed=needed)
        if act is HandlingAct.EXTEND:
            self._approved = self.line("approved_by", self.tr("批准的负责人"), needed=True)
        if act is HandlingAct.CLOSE:
            hint = self.tr("每件各记这个数；没有挽回的不填")
            self._money = self.line("recovered", self.tr("每件挽回金额（元）"), hint=hint)
            self.demand(refused_by(cents_of, self._money), self._money)
        self._on = self.moment("done_on", self.tr("办理时间"), self.seat.clock(), needed=True)

    def _label(self) -> str:
        return {
            HandlingAct.ACCEPT: self.tr("说明"),
            HandlingAct.DECLINE: self.tr("具体情形和告知的其他途径"),
            HandlingAct.TEST: self.tr("检验、鉴定事项和机构"),
            HandlingAct.TESTED: self.tr("检验、鉴定结果"),
            HandlingAct.END: self.tr("具体情形"),
            HandlingAct.TELL: self.tr("告知方式"),
            HandlingAct.CLUE: self.tr("发现的违法线索"),
            HandlingAct.CHECKED: self.tr("核查结果"),
            HandlingAct.EXTEND: self.tr("延长的理由"),
            HandlingAct.FILE: self.tr("案号、案由"),
            HandlingAct.NOT_FILE: self.tr("不予立案的理由"),
            HandlingAct.CLOSE: self.tr("办理结果、调解协议要点"),
        }.get(self._act, self.tr("说明"))

    def _show_choices(self, found: HandlingChoices) -> None:
        if self._handler is not None:
            for person in found.people:
                self._handler.addItem(f"{person.name}  {person.office}", person.id)
        if self._ground is not None:
            grounds = found.decline if self._act is HandlingAct.DECLINE else found.end
            self._ground.setPlaceholderText(self.tr("请选择"))
            for ground in grounds:
                self._ground.addItem(ground.title, ground)
            self._ground.setCurrentIndex(-1)
        self._first = self._typed()

    def _show_source(self) -> None:
        assert self._ground is not None
        ground = self._ground.currentData()
        if isinstance(ground, Ground):
            self._source.setText(f"{ground.title}\n{ground.source}")

    def submit(self) -> None:
        actor = self.seat.actor
        if self._handler is not None:
            person: int = self._handler.currentData()
            self.send(
                partial(handling.assign, actor=actor, complaint_ids=self._ids, person_id=person)
            )
            return
        self.send(
            partial(handling.carry_out, actor=actor, complaint_ids=self._ids, done=self._done())
        )

    def _done(self) -> Done:
        at = self._on.value() if self._on else None
        done = Done(self._act, at or self.seat.clock(), words=self._said())
        if self._approved is not None:
            done = replace(done, approved_by=self._approved.text())
        if self._money is not None:
            done = replace(done, recovered_cents=cents_of(self._money.text()))
        return done

    def _said(self) -> str:
        words = self._words.toPlainText().strip() if self._words else ""
        ground = self._ground.currentData() if self._ground else None
        if not isinstance(ground, Ground):
            return words
        named = self.tr("{title}（{source}）").format(title=ground.title, source=ground.source)
        if not words:
            return named
        return self.tr("{ground}；{words}").format(ground=named, words=words)


class TakeBackForm(Form):
    """Takes the last act of each back, as long as nothing followed it since it was shown."""

    object_name, extent, keeps = "take_back_form", (520, 320), False

    def __init__(self, over: Over, records: Sequence[int]) -> None:
        title = word(ACT_WORDS[HandlingAct.UNDO])
        one = records[0] if len(records) == 1 else 0
        self.kept_as = "take_back_handling" if one else ""
        super().__init__(over, title, title, subject=one)
        self._records = tuple(records)
        template = self.tr("共 {n} 件。上一步留在记录中，期限恢复到它之前。")
        self.explain.setText(template.format(n=f"{len(self._records):,}"))
        self.explain.show()
        self.words = self.text("words", self.tr("撤回的理由"), needed=True)

    def submit(self) -> None:
        words = self.words.toPlainText()
        self.act(handling.take_back, records=self._records, words=words)


class HandledForm(Form):
    """What came of an act on many, where not all could be done: how many, how many not, and why."""

    object_name, extent = "handled_form", (560, 320)

    def __init__(self, over: Over, act: HandlingAct, result: Handled) -> None:
        name = word(ACT_WORDS[act])
        super().__init__(over, self.tr("{act}：办理结果").format(act=name), self.tr("知道了"))
        self.cancel.hide()
        refused = sum(count for _, count in result.refused)
        self.explain.setText(
            self.tr(
                "已办 {done} 件，{refused} 件没有办理；没有办理的保持原样，仍处于选中。"
            ).format(done=f"{len(result.complaints):,}", refused=f"{refused:,}")
        )
        self.explain.show()
        for number, (broken, count) in enumerate(result.refused):
            words = self.tr("{n} 件：{why}").format(n=f"{count:,}", why=refusal(broken))
            label = PlainLabel(words)
            label.setObjectName(f"refused_{number}")
            label.setWordWrap(True)
            self.body.addWidget(label)

    def submit(self) -> None:
        self.finish()
