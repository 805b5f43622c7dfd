"""One step of the checklist in full: what it asks, what people left on it, who has it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.checklist import NoteLine
from commandcenter.queries.command.command import MemberLine
from commandcenter.queries.seat.desk_work import StepView, step_view
from commandcenter.services.command import checklist
from commandcenter.services.command.attachments import attach as send_and_link
from commandcenter.store.database import Command, Query
from commandcenter.ui import look
from commandcenter.ui.frame.countdown import left_text
from commandcenter.ui.frame.file_dialogs import choose_file
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

MB = 1 << 20


class AssignForm(Form):
    """Chooses among the people of the step's group."""

    object_name = "assign_form"
    kept_as = "assign_step"
    extent = (480, 240)
    keeps = False

    def __init__(self, over: Over, step_id: int) -> None:
        super().__init__(over, self.tr("分派任务"), self.tr("分派"), subject=step_id)
        self._step = step_id
        self.person = QComboBox()
        self.add("person", self.tr("交给"), self.person, needed=True)
        now = self.seat.clock()
        self.seat.tasks.read(self, lambda session: step_view(session, step_id, now), self._show)

    def _show(self, view: StepView) -> None:
        self.explain.setText(f"{view.line.title} · {word(GROUP_WORDS[view.line.group])}")
        self.explain.show()
        self.person.addItem(self.tr("组长（收回分派）"), None)
        for member in view.members:
            self.person.addItem(self._member_words(member), member.id)
        self.person.setCurrentIndex(max(0, self.person.findData(view.line.person_id)))
        self._first = self._typed()

    def _member_words(self, member: MemberLine) -> str:
        there = self.tr("到岗") if member.present else self.tr("未签到")
        words = self.tr("{name}  {post} · {there} · 在办 {n} 项")
        return words.format(name=member.name, post=member.post, there=there, n=member.open_steps)

    def submit(self) -> None:
        self.act(checklist.assign_step, step_id=self._step, person_id=self.person.currentData())


def attach(
    seat: Seat, owner: QWidget, step_id: int, path: Path, done: Callable[[Any], object]
) -> None:
    """Send a file in the long pool and link it to the step; trouble is told as a notice."""
    seat.tasks.work(
        owner, lambda progress: send_and_link(seat.tasks.db, seat.actor, step_id, path), done
    )


class StepSheet(LivePanel[StepView]):
    """For the sheet at the side: live, so that what another seat does to the step is seen.

    Signals:
        note_wanted, reopen_wanted: arg: id of the step
        clause_clicked: arg: the clause
    """

    kinds = frozenset({"step"})
    note_wanted = Signal(int)
    reopen_wanted = Signal(int)
    clause_clicked = Signal(str)

    def __init__(self, seat: Seat, step_id: int, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("step_sheet")
        self._step = step_id
        self._view: StepView | None = None
        self._facts = PlainLabel("", ink="text_dim")
        self._facts.setObjectName("step_facts")
        self._facts.setWordWrap(True)
        self._title = PlainLabel("", Size.TITLE, BOLD)
        self._title.setWordWrap(True)
        self._detail = PlainLabel("")
        self._detail.setWordWrap(True)
        self._clause = Button("", Kind.LINK, icon="clause", size=Size.SMALL)
        self._clause.setObjectName("sheet_clause")
        self._clause.clicked.connect(self._on_clause)
        self._left = PlainLabel("", Size.SMALL)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(look.px(8))
        self.body.setSpacing(look.px(12))
        self.body.addWidget(self._title)
        self.body.addWidget(self._detail)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._clause, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._left)
        self.body.addLayout(self._build_buttons())
        self.body.addWidget(PlainLabel(self.tr("备注和附件"), Size.TITLE, BOLD))
        self.body.addLayout(self._notes)

    def _build_buttons(self) -> QHBoxLayout:
        self.complete = Button(self.tr("办结"), Kind.PRIMARY)
        self.reopen = Button(self.tr("恢复…"), Kind.PLAIN)
        self.assign = Button(self.tr("分派…"), Kind.PLAIN)
        self.note = Button(self.tr("备注…"), Kind.PLAIN)
        self.attach = Button(self.tr("附件…"), Kind.PLAIN)
        row = QHBoxLayout()
        for name in ("complete", "reopen", "assign", "note", "attach"):
            button: Button = getattr(self, name)
            button.setObjectName(f"sheet_{name}")
            button.hide()  # until it is known how the step stands
            row.addWidget(button)
        row.addStretch(1)
        self.complete.clicked.connect(self._on_complete)
        self.assign.clicked.connect(self._on_assign)
        self.attach.clicked.connect(self._on_attach)
        self.note.clicked.connect(partial(self.note_wanted.emit, self._step))
        self.reopen.clicked.connect(partial(self.reopen_wanted.emit, self._step))
        return row

    def query(self) -> Query[StepView]:
        step, now = self._step, self.seat.clock()
        return lambda session: step_view(session, step, now)

    def show_answer(self, answer: StepView) -> None:
        self._view = answer
        line, now = answer.line, self.seat.clock()
        self._title.setText(line.title)
        self._detail.setText(answer.detail)
        self._detail.setVisible(bool(answer.detail))
        group = word(GROUP_WORDS[line.group])
        parts = [f"{group} {line.person}", line.basis]
        self._clause.setText(self.tr("预案 {clause}").format(clause=line.clause))
        self._clause.setVisible(bool(line.clause))
        self._facts.setText(" · ".join(part for part in parts if part))
        self._show_state(answer)
        self._show_notes(answer.notes)
        self._show_rights(answer)
        if line.deadline_at and line.state is StepState.OPEN:
            self._left.setText(left_text(line.deadline_at, now))
            self._left.set_ink("danger" if line.overdue else "text_dim")

    def _show_state(self, answer: StepView) -> None:
        line = answer.line
        done = line.state is StepState.DONE
        if done and line.done_at:
            time = short_zh(line.done_at, self.seat.clock())
            words = self.tr("{by} {time} 办结").format(by=line.done_by, time=time)
            self._left.setText(words)
            self._left.set_ink("ok")
        else:
            self._left.setText("")

    def _show_rights(self, answer: StepView) -> None:
        wanted = {
            self.complete: Action.COMPLETE_STEP,
            self.reopen: Action.REOPEN_STEP,
            self.assign: Action.ASSIGN_PEOPLE,
            self.note: Action.WRITE_LOG,
            self.attach: Action.WRITE_LOG,
        }
        done = answer.line.state is StepState.DONE
        fitting = {self.complete: not done, self.assign: not done, self.reopen: done}
        for button, action in wanted.items():
            held = answer.rights.scope(self.seat.actor, action) is not None
            button.setVisible(held and fitting.get(button, True))
            broken = answer.rights.refusal(self.seat.actor, action, matter_of(answer))
            button.forbid(refusal(broken) if broken else "")

    def _show_notes(self, notes: tuple[NoteLine, ...]) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not notes:
            words = self.tr("还没有备注。办理经过、联系记录、凭证都可以记在这里。")
            self._notes.addWidget(PlainLabel(words, Size.SMALL, ink="text_faint"))
        for note in notes:
            self._notes.addWidget(self._note_row(note))

    def _note_row(self, note: NoteLine) -> QWidget:
        row = QWidget()
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        time = short_zh(note.at, self.seat.clock())
        box.addWidget(PlainLabel(f"{time}  {note.by}", Size.SMALL, ink="text_faint"))
        text = note.text
        if note.sha256:
            size = f"{note.size / MB:.1f} MB" if note.size >= MB else f"{note.size / 1024:.0f} KB"
            text = self.tr("附件：{name}（{size}）").format(name=note.text, size=size)
        words = PlainLabel(text)
        words.setWordWrap(True)
        box.addWidget(words)
        return row

    @Slot()
    def _on_complete(self) -> None:
        command: Command = partial(
            checklist.complete_step, actor=self.seat.actor, step_id=self._step
        )
        self.seat.tasks.write(self, command, busy=self.complete.setDisabled)

    @Slot()
    def _on_clause(self) -> None:
        if self._view:
            self.clause_clicked.emit(self._view.line.clause)

    @Slot()
    def _on_assign(self) -> None:
        AssignForm(self.over, self._step).begin()

    @Slot()
    def _on_attach(self) -> None:
        choose_file(self.window(), self.tr("选择附件"), self.attach_path)

    def attach_path(self, path: Path) -> None:
        attach(self.seat, self, self._step, path, self._attached)

    def _attached(self, result: object) -> None:
        self.seat.notices.info(self.tr("附件已添加。"))


def matter_of(view: StepView) -> Matter:
    return Matter(
        group=view.line.group,
        districts=view.districts or frozenset(),
        person_id=view.line.person_id,
    )
