"""The base of the dialogs: fields, one primary button, and a refusal that loses nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.drafts import Draft, Opener
from commandcenter.services.seat.additions import Added, Body
from commandcenter.services.seat.outgoing import Sent
from commandcenter.store.database import Command
from commandcenter.ui import look
from commandcenter.ui.desk.ground import Ground
from commandcenter.ui.frame.draft_keeper import DraftKeeper
from commandcenter.ui.frame.editors import MomentField, NumberField, restore, state_of, words_in
from commandcenter.ui.frame.foot import Foot
from commandcenter.ui.frame.form_head import FormHead
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.tab_order import first_stop, go_on
from commandcenter.ui.frame.wanting import Wanting, Wrong
from commandcenter.ui.seat_words import editor_names
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.workers import Failure

WIDTH, HEIGHT = 640, 600
Editor = QLineEdit | QPlainTextEdit | QComboBox


class Form(QDialog):
    """A subclass fills `body` and sends one command with `send`.

    Ctrl+Enter presses the primary button. With `form` (its kind, and `subject`, what it
    is about) others who have the same form open are named, and what is typed is kept as a
    draft and given back the next time. Where an old draft would hide what was changed since,
    `keeps` is False: then, and without `form`, Esc asks once more while something typed
    would be lost. It deletes itself when it is closed.

    Signals:
        kept: The command was carried out. arg: its result
    """

    kept = Signal(object)

    def __init__(
        self,
        seat: Seat,
        title: str,
        primary: str,
        parent: QWidget | None = None,
        *,
        explain: str = "",
        size: tuple[int, int] = (WIDTH, HEIGHT),
        danger: bool = False,
        form: str = "",
        subject: int = 0,
        keeps: bool = True,
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self._drafts: DraftKeeper | None = None
        if form:
            self._drafts = DraftKeeper(seat, form, subject, self._draft_state, self, keeps=keeps)
            self._drafts.found.connect(self._on_draft)
            self._drafts.others.connect(self._on_others)
        self._fields: list[Field] = []
        self._signatures: list[Field] = []
        self._ticks: list[QCheckBox] = []
        self._first = self._forbidden = ""
        self._warned = False
        self._seen_at = seat.clock()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._lay_out(title, explain)
        self._add_foot(primary, danger)
        self._fit(size)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.primary.click)

    def _lay_out(self, title: str, explain: str) -> None:
        px = look.px
        head = FormHead(title, explain)
        self.form_title, self.explain = head.title, head.explain
        self._note, self._others = head.note, head.others
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(px(24), px(4), px(24), px(16))
        self.body.setSpacing(px(14))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it follows the field that has the focus
        area.setWidget(inside)
        ground = Ground("surface")
        box = QVBoxLayout(ground)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(area, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(ground, 1)

    def _add_foot(self, primary: str, danger: bool) -> None:
        self._foot = Foot(primary, danger=danger)
        self.foot = self._foot.row  # for further buttons
        self.cancel, self.primary = self._foot.cancel, self._foot.primary
        self.cancel.clicked.connect(self.reject)
        self.primary.clicked.connect(self._on_primary)
        self._outer.addWidget(self._foot)
        self._wanting = Wanting(self)
        self._wanting.said.connect(self._show_word)

    def _fit(self, size: tuple[int, int]) -> None:
        """As large as wanted, but never larger than the screen."""
        room = self.screen().availableSize()
        width = min(look.px(size[0]), room.width() - 40)
        height = min(look.px(size[1]), room.height() - 60)
        self.resize(width, height)
        self.setMinimumWidth(min(width, look.px(420)))

    @property
    def refusal(self) -> str:
        return self._foot.word.text()

    def add(
        self,
        name: str,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        needed: bool | Callable[[], bool] = False,
        into: QVBoxLayout | None = None,
    ) -> Field:
        """Put a labelled editor into the body; `needed` ones must not stay empty."""
        editor.setObjectName(name)
        field = Field(label, editor, hint, needed=needed)
        self._fields.append(field)
        self._wanting.add(field)
        (self.body if into is None else into).addWidget(field)
        return field

    def demand(self, wrong: Wrong, editor: QWidget | None = None) -> None:
        """It is not sent while `wrong` gives words: shown at `editor` and beside the button."""
        at = next((f for f in self._fields if f.editor is editor), None)
        self._wanting.rule(wrong, at)

    def point_to(self, editor: QWidget, words: str) -> None:
        """Another button than the primary needs this field: say so there, and go there."""
        self._wanting.point_to(editor, words)

    def add_signature(self, label: str = "") -> QLineEdit:
        """The own name, typed. It stands in the foot, and is never kept as a draft."""
        field, editor = self._foot.add_signature(label, self.seat.actor.name)
        self._fields.append(field)
        self._signatures.append(field)
        self._wanting.add(field)
        return editor

    def say_consequence(self, words: str) -> None:
        """What happens on pressing: it stands in the foot, beside what it is signed with."""
        self._foot.say_consequence(words)

    def line(self, name: str, label: str, text: str = "", hint: str = "", **how: Any) -> QLineEdit:
        editor = QLineEdit(text)
        self.add(name, label, editor, hint, **how)
        return editor

    def text(
        self, name: str, label: str, text: str = "", hint: str = "", lines: int = 4, **how: Any
    ) -> QPlainTextEdit:
        editor = QPlainTextEdit(text)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(look.line() * lines + look.px(16))
        self.add(name, label, editor, hint, **how)
        return editor

    def choice(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[object, str]],
        value: object = None,
        hint: str = "",
        **how: Any,
    ) -> QComboBox:
        """`choices` are (value, words); the chosen value is the editor's currentData()."""
        editor = QComboBox()
        for data, words in choices:
            editor.addItem(words, data)
        if value is not None:
            editor.setCurrentIndex(max(0, editor.findData(value)))
        self.add(name, label, editor, hint, **how)
        return editor

    def moment(
        self, name: str, label: str, at: datetime | None = None, hint: str = "", **how: Any
    ) -> MomentField:
        needed = bool(how.get("needed"))
        editor = MomentField(at, self.seat.clock(), needed=needed)
        self.add(name, label, editor, hint, **how)
        return editor

    def number(
        self,
        name: str,
        label: str,
        value: int | None = None,
        hint: str = "",
        unit: str = "",
        **how: Any,
    ) -> NumberField:
        editor = NumberField(value, unit)
        self.add(name, label, editor, hint, **how)
        return editor

    def beside(self, *editors: QWidget) -> None:
        """Put the fields of these editors, added to the body just before, into one row."""
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        for field in [f for e in editors for f in self._fields if f.editor is e]:
            self.body.removeWidget(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def tick(self, name: str, words: str, on: bool = False) -> QCheckBox:
        editor = QCheckBox(words)
        editor.setObjectName(name)
        editor.setAccessibleName(words)
        editor.setFont(look.font())
        editor.setChecked(on)
        self._ticks.append(editor)
        self.body.addWidget(editor)
        return editor

    def say(self, words: str) -> None:
        """Show why it was not done; "" takes it back."""
        self._wanting.rest()
        self._show_word(words)

    @Slot(str)
    def _show_word(self, words: str) -> None:
        self._foot.say(words, self._forbidden)

    def forbid(self, reason: str) -> None:
        """The primary button is disabled and the reason stands beside it; "" allows it."""
        said = self.refusal in ("", self._forbidden)
        self._forbidden = reason
        self.primary.forbid(reason)
        if said:
            self._show_word("")

    def busy(self, busy: bool) -> None:
        self.primary.setDisabled(busy or bool(self._forbidden))

    def begin(self) -> None:
        """Show it over its window, as it is filled now; what is typed after this is not lost.

        While the seat looks back nothing can be filled in.
        """
        if self.seat.past:
            self.seat.notices.refused(self.tr("正在回看，不能办理；请先按 Esc 回到现在。"))
            self.deleteLater()
            return
        self._first = self._typed()
        if self._drafts:
            self._drafts.begin()
        first = first_stop(self)
        if first is not None and self.focusWidget() is None:
            first.setFocus()
        self.open()

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's name
        return go_on(self, next)

    def complete(self) -> bool:
        """Mark what is missing and go there; say whether nothing is."""
        return self._wanting.complete()

    def send(self, command: Command, done: Callable[[Any], object] | None = None) -> None:
        """Carry out; when it is done, `done` (default: close) gets the result."""
        self.say("")
        self.seat.tasks.write(
            self, command, done or self.finish, self.refuse,
            busy=self.busy, since=self._seen_at,
        )  # fmt: skip

    def send_addition(
        self, kind: Added, body: Body, words: str, done: Callable[[Sent], object] | None = None
    ) -> None:
        """Like `send`, for what waits on this machine while the database is away."""
        self.say("")
        courier = self.seat.courier
        courier.send(
            self,
            courier.new(kind, body, words),
            done or self._added,
            self.refuse,
            busy=self.busy,
        )

    def _added(self, sent: Sent) -> None:
        self.finish(sent.subject)

    def finish(self, result: Any = None) -> None:
        if self._drafts:
            self._drafts.forget()
        self.kept.emit(result)
        self.accept()

    def refuse(self, failure: Failure) -> None:
        self.say(failure.words)

    def submit(self) -> None:
        """What the primary button does once nothing is missing."""
        raise NotImplementedError

    @Slot()
    def _on_primary(self) -> None:
        if self.complete():
            self.submit()

    def _draft_state(self) -> dict[str, object]:
        return {editor.objectName(): state_of(editor) for editor in self._kept_editors()}

    def _kept_editors(self) -> list[QWidget]:
        fields = [field.editor for field in self._fields if field not in self._signatures]
        return [*fields, *self._ticks]

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        """What was typed earlier comes back, and can be thrown away."""
        for editor in self._kept_editors():
            if (state := draft.data.get(editor.objectName())) is not None:
                restore(editor, state)
        when = short_zh(draft.at, self.seat.clock())
        self.remark(self.tr("已恢复 {time} 未提交的内容。").format(time=when))

    @Slot(object)
    def _on_others(self, others: tuple[Opener, ...]) -> None:
        words = self.tr("{names}正在填写同一份表单。")
        names = editor_names(others, self.seat.clock())
        self._others.setText(words.format(names=names) if others else "")
        self._others.setVisible(bool(others))

    def remark(self, words: str) -> None:
        """A remark under the title that is no refusal."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _typed(self) -> str:
        return "\0".join(words_in(f.editor) for f in self._fields)

    def _may_go(self) -> bool:
        """Once more, if words would be lost."""
        kept = self._drafts is not None and self._drafts.keeps
        if kept or self._warned or self._typed() == self._first:
            if self._drafts:
                self._drafts.put_away()
            return True
        self._warned = True
        self.say(self.tr("填写的内容还没有保存。再按一次即放弃。"))
        return False

    def reject(self) -> None:
        if self._may_go():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and not self._may_go():
            event.ignore()
        else:
            super().closeEvent(event)
