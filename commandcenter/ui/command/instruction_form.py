"""指令: given to groups and people with a deadline; reported back on."""

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit

from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.queries.command.orders import Addressee, Addressees, addressees
from commandcenter.queries.seat.desk_work import Instruction, instruction
from commandcenter.services.command import instructions
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.pickers import Choice, Names, PersonBox
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import dotted, enumerated
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.labels import PlainLabel

USUAL_LIMIT = timedelta(hours=2)


class GiveInstruction(Form):
    """To several groups and people at once: each signs for it and reports back on their own."""

    object_name, kept_as, extent = "give_instruction", "instruction", (640, 540)

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(
            over,
            self.tr("下达指令"),
            self.tr("下达"),
            explain=self.tr("每个工作组、每个人各自签收、各自回报。"),
            subject=incident_id,
        )
        self._incident = incident_id
        self.words: QPlainTextEdit = self.text("words", self.tr("指令内容"), needed=True)
        groups = [(g.value, word(GROUP_WORDS[g])) for g in Group]
        self.groups = Chips(groups, columns=3)
        self.add("groups", self.tr("下达给工作组（可多选）"), self.groups)
        self.person = PersonBox()
        self.add("person", self.tr("下达给个人"), self.person, self.tr("输入姓名，回车选定"))
        self.people = Names()
        label = self.tr("已选人员（再点一次取消）")
        self._chosen = self.add("people", label, self.people)
        self._chosen.hide()
        self.people.changed.connect(self._on_people)
        self.person.picked.connect(self._add_person)
        self._add_limit()
        self.demand(self._person_problem, self.person)
        self.demand(self._nowhere, self.groups)
        self.seat.tasks.read(self, self._asked(), self._show)

    def _asked(self) -> "partial[Addressees]":
        return partial(
            addressees,
            actor=self.seat.actor,
            incident_id=self._incident,
            now=self.seat.clock(),
        )

    def _add_limit(self) -> None:
        self.limited: QCheckBox = self.tick("limited", self.tr("要求在此之前回报"), on=True)
        self.until = MomentEdit(self.seat.clock() + USUAL_LIMIT)
        self.until.setObjectName("until")
        self.until.setAccessibleName(self.tr("回报时限"))
        self.until.setFont(look.font())
        self.limited.toggled.connect(self.until.setEnabled)
        self.body.removeWidget(self.limited)
        row = QHBoxLayout()
        row.addWidget(self.limited)
        row.addWidget(self.until)
        row.addStretch(1)
        self.body.addLayout(row)

    def _show(self, found: Addressees) -> None:
        for group, broken in found.groups:
            self.groups.allow(group.value, refusal(broken) if broken else "")
        people = [person_choice(p) for p in found.people if p.refusal is None]
        self.person.set_people(people)
        self.people.set_people(people)
        self._on_people()

    def _add_person(self, person: int) -> None:
        self.people.add_person(person)
        self.person.setCurrentIndex(-1)
        self.person.clearEditText()

    @Slot(object)
    def _on_draft(self, draft: Any) -> None:
        super()._on_draft(draft)
        self._on_people()

    @Slot()
    def _on_people(self) -> None:
        self._chosen.setVisible(bool(self.people.people()))

    def _person_problem(self) -> str:
        name = self.person.currentText().strip()
        if not name or self.person.person() is not None:
            return ""
        return self.tr("没有叫“{name}”的人，请从名单中选择。").format(name=name)

    def _nowhere(self) -> str:
        some = self.groups.chosen() or self.people.people() or self.person.currentText().strip()
        return "" if some else self.tr("请选择下达给哪些工作组或者个人。")

    def finish(self, result: Any = None) -> None:
        """It went: to whom, and by when they report back."""
        groups = [word(GROUP_WORDS[Group(key)]) for key in self.groups.chosen()]
        to = enumerated([*groups, *self.people.names()])
        words = self.tr("指令已下达{to}，已列入下一步。").format(to=to)
        if self.limited.isChecked():
            short = Moments(self.seat.clock(), named=True).short
            words = self.tr("指令已下达{to}，{time} 前回报，已列入下一步。")
            words = words.format(to=to, time=short(self.until.moment()))
        self.seat.notices.info(words)
        super().finish(result)

    def submit(self) -> None:
        if (typed := self.person.person()) is not None:
            self._add_person(typed)
        self.act(
            instructions.give_to_all,
            incident_id=self._incident,
            words=self.words.toPlainText(),
            groups=[Group(key) for key in self.groups.chosen()],
            people=self.people.people(),
            deadline_at=self.until.moment() if self.limited.isChecked() else None,
        )


def person_choice(person: Addressee) -> Choice:
    where = word(GROUP_WORDS[person.group]) if person.group else person.post
    return person.id, person.name, where


class ReportBack(Form):
    """Shows the instruction, and takes the report on it."""

    object_name, kept_as, extent = "report_back", "report_back", (560, 380)

    def __init__(self, over: Over, instruction_id: int) -> None:
        super().__init__(over, self.tr("回报指令"), self.tr("回报"), subject=instruction_id)
        self._id = instruction_id
        self._asked = PlainLabel("")
        self._asked.setObjectName("asked")
        self._asked.setWordWrap(True)
        self.body.addWidget(self._asked)
        self.words: QPlainTextEdit = self.text("words", self.tr("回报内容"), needed=True)
        self.seat.tasks.read(self, lambda s: instruction(s, instruction_id), self._show)

    def _show(self, given: Instruction) -> None:
        self._asked.setText(given.text)
        now = self.seat.clock()
        short = Moments(now, named=True).short
        words = self.tr("{by} {time} 下达").format(by=given.given_by, time=short(given.at))
        if given.deadline_at:
            due = short(given.deadline_at)
            words = dotted((words, self.tr("{time} 前回报").format(time=due)))
        self.explain.setText(words)
        self.explain.show()

    def submit(self) -> None:
        self.act(instructions.report_back, instruction_id=self._id, words=self.words.toPlainText())
