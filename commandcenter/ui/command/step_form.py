"""One obligation in full: what it asks, what closed it, what people left on it, who has it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from commandcenter.domain.command.obligation import PROVING, STATE_WORDS
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.checklist import FileLine, NoteLine, StepLine
from commandcenter.queries.command.command import MemberLine
from commandcenter.queries.seat.desk_work import StepView, step_view
from commandcenter.services.command import obligations
from commandcenter.services.command.attachments import attach as send_and_link
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.checklist_model import due_text, title_of, verdict
from commandcenter.ui.command.checklist_panel import may_do
from commandcenter.ui.command.checklist_view import StepAction, StepActs, fits
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import dotted, headed, with_note
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import PlainLabel

MB = 1 << 20
IN_A_ROW = 3
FIRST = (StepAction.GO, StepAction.COMPLETE)


class AssignForm(Form):
    """Chooses among the people of the step's group."""

    object_name = "assign_form"
    kept_as = "assign_step"
    extent = (480, 240)
    keeps = False

    def __init__(self, over: Over, step_id: int) -> None:
        super().__init__(over, self.tr("分派任务"), self.tr("分派"), subject=step_id)
        self._step, self._seen = step_id, 0
        self.person = ChoiceBox()
        self.add("person", self.tr("交给"), self.person, needed=True)
        now = self.seat.clock()
        self.seat.tasks.read(self, lambda session: step_view(session, step_id, now), self._show)

    def _show(self, view: StepView) -> None:
        self.explain.setText(f"{title_of(view.line)} · {word(view.line.office)}")
        self.explain.show()
        self.person.addItem(self.tr("组长（收回分派）"), None)
        for member in view.members:
            self.person.addItem(self._member_words(member), member.id)
        self._seen = view.line.person_id or 0
        self.person.setCurrentIndex(max(0, self.person.findData(view.line.person_id)))
        self._first = self._typed()

    def _member_words(self, member: MemberLine) -> str:
        there = self.tr("到岗") if member.present else self.tr("未签到")
        words = self.tr("{name}  {post} · {there} · 在办 {n} 项")
        return words.format(name=member.name, post=member.post, there=there, n=member.open_steps)

    def submit(self) -> None:
        self.act(obligations.assign, self._step, self.person.currentData(), self._seen)


def attach(
    seat: Seat, owner: QWidget, step_id: int, path: Path, done: Callable[[Any], object]
) -> None:
    """Send a file in the long pool and link it to the step; trouble is told as a notice."""
    seat.tasks.work(
        owner, lambda progress: send_and_link(seat.tasks.db, seat.actor, step_id, path), done
    )


class StepSheet(LivePanel[StepView]):
    """For the sheet at the side: live, so that what another seat does to it is seen."""

    kinds = PROVING | {"obligation"}

    def __init__(
        self, seat: Seat, step_id: int, acts: StepActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self.setObjectName("step_sheet")
        self._step, self._acts = step_id, acts
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
        self._left.setObjectName("step_state")
        self._left.setWordWrap(True)
        self._act = Button("", Kind.LINK, icon="right", size=Size.SMALL)
        self._act.setObjectName("sheet_act")
        self._act.clicked.connect(self._on_act)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(look.px(8))
        self.body.setSpacing(look.px(12))
        self.body.addWidget(self._title)
        self.body.addWidget(self._detail)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._clause, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._left)
        self.body.addWidget(self._act, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._build_buttons())
        self.body.addWidget(PlainLabel(self.tr("备注和附件"), Size.TITLE, BOLD))
        self.body.addLayout(self._notes)

    def _build_buttons(self) -> QGridLayout:
        words = {
            StepAction.GO: self.tr("去办理"),
            StepAction.COMPLETE: self.tr("登记完成情况…"),
            StepAction.REOPEN: self.tr("恢复…"),
            StepAction.APPLIES: self.tr("适用…"),
            StepAction.NOT_APPLICABLE: self.tr("不适用…"),
            StepAction.TAKE_BACK: self.tr("撤回不适用"),
            StepAction.ASSIGN: self.tr("分派…"),
            StepAction.REMIND: self.tr("催办…"),
            StepAction.CALL: self.tr("叫应…"),
            StepAction.NOTE: self.tr("备注…"),
            StepAction.ATTACH: self.tr("附件…"),
        }
        self.buttons: dict[StepAction, Button] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(8))
        for action, said in words.items():
            button = Button(said, Kind.PRIMARY if action in FIRST else Kind.PLAIN)
            button.setParent(self)  # not in the grid as long as it is not offered
            button.setObjectName(f"sheet_{action.value}")
            if action is not StepAction.ATTACH:
                button.clicked.connect(partial(self._do, action))
            button.hide()  # until it is known how it stands
            self.buttons[action] = button
        wanted = Wanted(self.tr("选择附件"))
        FileWay(self, wanted, one(partial(self._acts.bring, self._step)), self.seat.notices.refused,
                button=self.buttons[StepAction.ATTACH], clock=self.seat.clock)  # fmt: skip
        return self._grid

    def query(self) -> Query[StepView]:
        step, now = self._step, self.seat.clock()
        return lambda session: step_view(session, step, now)

    def show_answer(self, answer: StepView) -> None:
        self._view = answer
        line = answer.line
        self._title.setText(title_of(line))
        self._detail.setText(line.detail)
        self._detail.setVisible(bool(line.detail))
        parts = [f"{word(line.office)} {line.person}".strip(), line.basis]
        self._clause.setText(self.tr("预案 {clause}").format(clause=line.clause))
        self._clause.setVisible(bool(line.clause))
        self._facts.setText(dotted(parts))
        self._show_state(line)
        self._show_notes(answer.notes)
        self._show_buttons(answer)

    def _show_state(self, line: StepLine) -> None:
        now = self.seat.clock()
        self._act.setVisible(bool(line.act_table))
        self._act.setText(line.act)
        if line.done_at is not None:
            words = self.tr("{by} {time} 办结").format(
                by=line.done_by, time=short_zh(line.done_at, now)
            )
            words = with_note(words, verdict(line, now))
            if line.words:
                words = headed(words, line.words)
            self._left.set_ink("warn" if line.added_at else "ok")
        elif line.undone:
            words = due_text(line, now)
            if line.provisional and line.level:
                words = dotted((words, self.tr("暂按{level}级计时").format(level=line.level.sign)))
            self._left.set_ink("danger" if line.overdue else "text_dim")
        else:
            words = with_note(word(STATE_WORDS[line.state]), line.why)
            self._left.set_ink("text_dim")
        self._left.setText(words)

    def _show_buttons(self, answer: StepView) -> None:
        """Three in a row, as many as fit how it stands and who looks."""
        allowed = may_do(answer.rights, self.seat.actor, answer.districts)
        shown = [a for a in self.buttons if fits(answer.line, a) and allowed(answer.line, a)]
        for action, button in self.buttons.items():
            self._grid.removeWidget(button)
            button.setVisible(False)
            if action in shown:
                at = shown.index(action)
                self._grid.addWidget(button, at // IN_A_ROW, at % IN_A_ROW)
                button.setVisible(True)

    def _show_notes(self, notes: tuple[NoteLine, ...]) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not notes:
            words = self.tr("还没有备注。办理经过、联系记录、凭证都可以记在这里。")
            self._notes.addWidget(PlainLabel(words, Size.SMALL, ink="text_faint"))
        for note in notes:
            self._notes.addWidget(self._note_row(note))
            if note.file is not None:
                self._add_file(note, note.file)

    def _note_row(self, note: NoteLine) -> QWidget:
        row = QWidget()
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        time = short_zh(note.at, self.seat.clock())
        box.addWidget(PlainLabel(f"{time}  {note.by}", Size.SMALL, ink="text_faint"))
        words = PlainLabel(self._file_words(note.text, note.file) if note.file else note.text)
        words.setWordWrap(True)
        if note.file and note.file.removed_at:
            font = words.font()
            font.setStrikeOut(True)
            words.setFont(font)
        box.addWidget(words)
        return row

    def _file_words(self, name: str, file: FileLine) -> str:
        size = f"{file.size / MB:.1f} MB" if file.size >= MB else f"{file.size / 1024:.0f} KB"
        return self.tr("附件：{name}（{size}）").format(name=name, size=size)

    def _add_file(self, note: NoteLine, file: FileLine) -> None:
        """Who struck it out and why; else the way to do so, for who may."""
        if file.removed_at is not None:
            words = self.tr("已撤出（{who} {time}）：{why}").format(
                who=file.removed_by, time=short_zh(file.removed_at, self.seat.clock()),
                why=file.removed_why,
            )  # fmt: skip
            gone = PlainLabel(words, Size.SMALL, ink="text_dim")
            gone.setWordWrap(True)
            self._notes.addWidget(gone)
        elif self._may_take_out(file):
            button = Button(self.tr("撤出附件…"), Kind.LINK, size=Size.SMALL)
            button.setObjectName(f"take_out_file_{file.id}")
            button.forbid(refusal(file.refusal) if file.refusal else "")
            button.clicked.connect(partial(self._on_take_out, note.text, file.id))
            self._notes.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _may_take_out(self, file: FileLine) -> bool:
        view, actor = self._view, self.seat.actor
        if view is None or file.by_id == actor.person_id:
            return view is not None
        return may_do(view.rights, actor, view.districts)(view.line, StepAction.ATTACH)

    def _on_take_out(self, name: str, number: int) -> None:
        explain = self.tr("误传的“{name}”划去，不再计数；文件和记录都保留。").format(name=name)
        label = self.tr("撤出的理由")
        wording = Wording(self.tr("撤出附件"), self.tr("撤出"), label, explain)
        WordsForm(self.over, wording, obligations.take_out_file, number).begin()

    def _do(self, action: StepAction) -> None:
        self._acts.carry_out[action](self._step)

    @Slot()
    def _on_act(self) -> None:
        line = self._view.line if self._view else None
        if line is not None and line.act_table and line.act_id is not None:
            self._acts.show_act(line.act_table, line.act_id)

    @Slot()
    def _on_clause(self) -> None:
        if self._view:
            self._acts.show_clause(self._view.line.clause)
