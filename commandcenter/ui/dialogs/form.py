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
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.times import short_zh
from commandcenter.queries.drafts import Draft, Opener
from commandcenter.services.additions import Added, Body
from commandcenter.services.outgoing import Sent
from commandcenter.store.database import Command
from commandcenter.ui.desk.ground import Ground
from commandcenter.ui.dialogs.draft_keeper import DraftKeeper
from commandcenter.ui.dialogs.editors import (
    MomentField,
    NumberField,
    restore,
    state_of,
    words_in,
)
from commandcenter.ui.dialogs.tab_order import first_stop, go_on
from commandcenter.ui.look import BOLD, DESK, Look, Size
from commandcenter.ui.seat import Seat
from commandcenter.ui.seat_words import editor_names
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel
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
        look: Look = DESK,
        explain: str = "",
        size: tuple[int, int] = (WIDTH, HEIGHT),
        danger: bool = False,
        form: str = "",
        subject: int = 0,
        keeps: bool = True,
    ) -> None:
        super().__init__(parent)
        self.seat, self.look = seat, look
        self._drafts: DraftKeeper | None = None
        if form:
            self._drafts = DraftKeeper(seat, form, subject, self._draft_state, self, keeps=keeps)
            self._drafts.found.connect(self._on_draft)
            self._drafts.others.connect(self._on_others)
        self._fields: list[Field] = []
        self._needed: list[Field] = []
        self._ticks: list[QCheckBox] = []
        self._first = ""
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
        px = self.look.px
        self.form_title = PlainLabel(title, self.look, Size.HEAD, BOLD)
        self.explain = PlainLabel(explain, self.look, Size.SMALL, ink="text_dim")
        self.explain.setObjectName("explain")
        self.explain.setWordWrap(True)
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
        top = QVBoxLayout()
        top.setContentsMargins(px(24), px(18), px(24), px(8))
        top.setSpacing(px(4))
        self._note = PlainLabel("", self.look, Size.SMALL, ink="accent")
        self._note.setObjectName("draft_note")
        self._others = PlainLabel("", self.look, Size.SMALL, ink="warn")
        self._others.setObjectName("other_editors")
        top.addWidget(self.form_title)
        for label in (self.explain, self._note, self._others):
            label.setWordWrap(True)
            top.addWidget(label)
        ground = Ground("surface")
        box = QVBoxLayout(ground)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(area, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(ground, 1)
        self.explain.setVisible(bool(explain))
        self._note.hide()
        self._others.hide()

    def _add_foot(self, primary: str, danger: bool) -> None:
        px = self.look.px
        self._trouble = PlainLabel("", self.look, Size.SMALL, ink="danger")
        self._trouble.setObjectName("refusal")
        self._trouble.setWordWrap(True)
        self._trouble.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.cancel = Button(self.tr("取消"), Kind.PLAIN, self.look)
        self.cancel.setObjectName("cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.primary = Button(primary, Kind.DANGER if danger else Kind.PRIMARY, self.look)
        self.primary.setObjectName("primary")
        self.primary.setAutoDefault(False)
        self.primary.clicked.connect(self._on_primary)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(px(24), px(12), px(24), px(14))
        self.foot.setSpacing(px(10))
        self.foot.addWidget(self._trouble, 1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.primary)
        bar = Ground("surface_2", Qt.Edge.TopEdge)
        bar.setLayout(self.foot)
        self._outer.addWidget(bar)

    def _fit(self, size: tuple[int, int]) -> None:
        """As large as wanted, but never larger than the screen."""
        room = self.screen().availableSize()
        width = min(self.look.px(size[0]), room.width() - 40)
        height = min(self.look.px(size[1]), room.height() - 60)
        self.resize(width, height)
        self.setMinimumWidth(min(width, self.look.px(420)))

    @property
    def refusal(self) -> str:
        return self._trouble.text()

    def add(
        self,
        name: str,
        label: str,
        editor: QWidget,
        hint: str = "",
        *,
        needed: bool = False,
        into: QVBoxLayout | None = None,
    ) -> Field:
        """Put a labelled editor into the body; `needed` ones must not stay empty."""
        editor.setObjectName(name)
        field = Field(label, editor, hint, self.look, needed=needed)
        self._fields.append(field)
        if needed:
            self._needed.append(field)
        (self.body if into is None else into).addWidget(field)
        return field

    def line(self, name: str, label: str, text: str = "", hint: str = "", **how: Any) -> QLineEdit:
        editor = QLineEdit(text)
        self.add(name, label, editor, hint, **how)
        return editor

    def text(
        self, name: str, label: str, text: str = "", hint: str = "", lines: int = 4, **how: Any
    ) -> QPlainTextEdit:
        editor = QPlainTextEdit(text)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(self.look.line() * lines + self.look.px(16))
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
        editor = MomentField(at, self.seat.clock(), self.look, needed=needed)
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
        editor = NumberField(value, unit, self.look)
        self.add(name, label, editor, hint, **how)
        return editor

    def beside(self, *editors: QWidget) -> None:
        """Put the fields of these editors, added to the body just before, into one row."""
        row = QHBoxLayout()
        row.setSpacing(self.look.px(12))
        for field in [f for e in editors for f in self._fields if f.editor is e]:
            self.body.removeWidget(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def tick(self, name: str, words: str, on: bool = False) -> QCheckBox:
        editor = QCheckBox(words)
        editor.setObjectName(name)
        editor.setAccessibleName(words)
        editor.setFont(self.look.font())
        editor.setChecked(on)
        self._ticks.append(editor)
        self.body.addWidget(editor)
        return editor

    def say(self, words: str) -> None:
        """Show why it was not done; "" takes it back."""
        self._trouble.setText(words)

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
        missing = [field for field in self._needed if not words_in(field.editor).strip()]
        for field in self._needed:
            field.set_error(self.tr("请填写") if field in missing else "")
        if missing:
            missing[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not missing

    def send(self, command: Command, done: Callable[[Any], object] | None = None) -> None:
        """Carry out; when it is done, `done` (default: close) gets the result."""
        self.say("")
        self.seat.tasks.write(
            self, command, done or self.finish, self.refuse,
            busy=self.primary.setDisabled, since=self._seen_at,
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
            busy=self.primary.setDisabled,
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
        editors = [field.editor for field in self._fields] + self._ticks
        return {editor.objectName(): state_of(editor) for editor in editors}

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        """What was typed earlier comes back, and can be thrown away."""
        for editor in [*(field.editor for field in self._fields), *self._ticks]:
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
