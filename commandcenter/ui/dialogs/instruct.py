"""指令: given to a group or a person with a deadline; received and reported back on."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.queries.desk import DeskHead
from commandcenter.queries.desk_work import Instruction, instruction
from commandcenter.services import instructions
from commandcenter.ui.dialogs.chips import Chips
from commandcenter.ui.dialogs.form import Form
from commandcenter.ui.dialogs.moments import MomentEdit
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.seat import Seat
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.labels import PlainLabel

USUAL_LIMIT = timedelta(hours=2)


class GiveInstruction(Form):
    """To one of the six groups."""

    def __init__(
        self, seat: Seat, head: DeskHead, parent: QWidget | None = None, *, look: Look = DESK
    ) -> None:
        super().__init__(
            seat, self.tr("下达指令"), self.tr("下达"), parent, look=look, size=(600, 420)
        )
        assert head.situation
        self.setObjectName("give_instruction")
        self._incident = head.situation.head.id
        self.words: QPlainTextEdit = self.text("words", self.tr("指令内容"), needed=True)
        groups = [(g.value, word(GROUP_WORDS[g])) for g in Group]
        self.group = Chips(groups, look, columns=3, single=True)
        for group in Group:
            matter = Matter(group=group, districts=head.districts)
            broken = head.rights.refusal(seat.actor, Action.GIVE_INSTRUCTION, matter)
            self.group.allow(group.value, refusal(broken) if broken else "")
        self.add("group", self.tr("下达给"), self.group, needed=True)
        self.limited = QCheckBox(self.tr("要求在此之前回报"))
        self.limited.setObjectName("limited")
        self.limited.setFont(look.font())
        self.limited.setChecked(True)
        self.until = MomentEdit(seat.clock() + USUAL_LIMIT)
        self.until.setObjectName("until")
        self.until.setAccessibleName(self.tr("回报时限"))
        self.until.setFont(look.font())
        self.limited.toggled.connect(self.until.setEnabled)
        row = QHBoxLayout()
        row.addWidget(self.limited)
        row.addWidget(self.until)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                instructions.give,
                actor=self.seat.actor,
                incident_id=self._incident,
                words=self.words.toPlainText(),
                to_group=Group(self.group.chosen()[0]),
                deadline_at=self.until.moment() if self.limited.isChecked() else None,
            )
        )


class ReportBack(Form):
    """Shows the instruction, and takes the report on it."""

    def __init__(
        self, seat: Seat, instruction_id: int, parent: QWidget | None = None, *, look: Look = DESK
    ) -> None:
        super().__init__(
            seat, self.tr("回报指令"), self.tr("回报"), parent, look=look, size=(560, 380)
        )
        self.setObjectName("report_back")
        self._id = instruction_id
        self._asked = PlainLabel("", look)
        self._asked.setObjectName("asked")
        self._asked.setWordWrap(True)
        self.body.addWidget(self._asked)
        self.words: QPlainTextEdit = self.text("words", self.tr("回报内容"), needed=True)
        self.body.addStretch(1)
        seat.tasks.read(self, lambda s: instruction(s, instruction_id), self._show)

    def _show(self, given: Instruction) -> None:
        self._asked.setText(given.text)
        now = self.seat.clock()
        words = self.tr("{by} {time} 下达").format(by=given.given_by, time=short_zh(given.at, now))
        if given.deadline_at:
            due = short_zh(given.deadline_at, now)
            words += self.tr(" · {time} 前回报").format(time=due)
        self.explain.setText(words)
        self.explain.show()

    def submit(self) -> None:
        self.send(
            partial(
                instructions.report_back,
                actor=self.seat.actor,
                instruction_id=self._id,
                words=self.words.toPlainText(),
            )
        )
