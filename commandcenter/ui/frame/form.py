"""The base of the dialogs: fields, one primary button, and a refusal that loses nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.org import Actor
from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.drafts import Draft, Opener
from commandcenter.services.seat.additions import Added, Body
from commandcenter.services.seat.outgoing import Sent
from commandcenter.store.database import Command
from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.frame.draft_keeper import DraftKeeper
from commandcenter.ui.frame.editors import MomentField, is_only_read, restore, state_of, words_in
from commandcenter.ui.frame.foot import Foot
from commandcenter.ui.frame.form_body import BESIDE, FormBody, Whole
from commandcenter.ui.frame.form_fields import FormFields
from commandcenter.ui.frame.form_head import FormHead
from commandcenter.ui.frame.missing_fields import Wanting
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.tab_order import first_stop, go_on
from commandcenter.ui.phrases import enumerated, sentences
from commandcenter.ui.seat_words import editor_names
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.workers import Failure

WIDTH, HEIGHT = 640, 600
NO_LIST = -1  # of a choice whose list had not come yet
MINUTES = timedelta(minutes=2)  # what a proposed moment may be off by
P = ParamSpec("P")


class Form(FormFields):
    """A subclass says what it is, adds its fields after `super().__init__`, and gives `submit()`.

    `object_name` is what it is found by, `extent` how large it is wanted; `danger` for what
    cannot be undone. `submit` carries out one verb of a service with `act`. Ctrl+Enter presses
    the primary button.

    With `kept_as` (its kind, and `subject`, what it is about) others who have the same form open
    are named, and what is typed is kept as a draft and given back the next time. Where an old
    draft would hide what was changed since, `keeps` is False: then, and without `kept_as`, Esc
    asks once more while something typed would be lost. It deletes itself when it is closed.

    With `fills` its fields are filled from a record by an answer that comes later; then it calls
    `filled()`. With `proposes` they are proposals for a new record, and nobody's to change.

    Where one of these depends on what the form is about, it is set on `self` before
    `super().__init__`.

    Signals:
        kept: The command was carried out. arg: its result
    """

    object_name: str = ""
    kept_as: str = ""
    keeps: bool = True
    fills: bool = False
    proposes: bool = False
    extent: tuple[int, int] = (WIDTH, HEIGHT)
    danger: bool = False

    kept = Signal(object)

    def __init__(
        self, over: Over, title: str, primary: str, *, explain: str = "", subject: int = 0
    ) -> None:
        super().__init__(over.window)
        self.seat = over.seat
        self.setObjectName(self.object_name)
        self._drafts: DraftKeeper | None = None
        if self.kept_as:
            self._keep_drafts(subject)
        self._fields: list[Field] = []
        self._signatures: list[Field] = []
        self._ticks: list[QCheckBox] = []
        self._first = self._forbidden = ""
        self._warned = False
        self._seen_at = self.seat.clock()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._lay_out(title, explain)
        self._add_foot(primary)
        self._fit()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.primary.click)

    def _keep_drafts(self, subject: int) -> None:
        self._drafts = DraftKeeper(
            self.seat, self.kept_as, subject, self._draft_state, self, keeps=self.keeps,
            begun=self._begun_state,
        )  # fmt: skip
        self._drafts.found.connect(self._on_draft)
        self._drafts.others.connect(self._on_others)

    @property
    def over(self) -> Over:
        """For a form that opens over this one."""
        return Over(self.seat, self)

    def _lay_out(self, title: str, explain: str) -> None:
        px = look.px
        head = FormHead(title, explain)
        self.form_title, self.explain = head.title, head.explain
        self._note, self._others = head.note, head.others
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(px(24), px(4), px(24), px(16))
        self.body.setSpacing(px(14))
        area = FormBody(inside)
        area.setAccessibleName(title)
        Whole(head)
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

    def _add_foot(self, primary: str) -> None:
        self._foot = Foot(primary, danger=self.danger)
        self.foot = self._foot.row  # for further buttons
        self.cancel, self.primary = self._foot.cancel, self._foot.primary
        self.cancel.clicked.connect(self.reject)
        self.primary.clicked.connect(self._on_primary)
        self._outer.addWidget(self._foot)
        Whole(self._foot)
        self._wanting = Wanting(self)
        self._wanting.said.connect(self._show_word)

    def _fit(self) -> None:
        """As large as wanted, but never larger than the screen."""
        room = self.screen().availableSize()
        width = min(look.px(self.extent[0]), room.width() - BESIDE)
        height = min(look.px(self.extent[1]), room.height() - 60)
        self.resize(width, height)

    @property
    def refusal(self) -> str:
        return self._foot.word.text()

    def add_signature(self, label: str = "") -> QLineEdit:
        """The own name, typed. It stands in the foot, and is never kept as a draft."""
        field, editor = self._foot.add_signature(label, self.seat.actor.name)
        self._fields.append(field)
        self._signatures.append(field)
        self._wanting.add(field)
        return editor

    def show_consequence(self, words: str) -> None:
        """What happens on pressing: it stands in the foot, beside what it is signed with."""
        self._foot.show_consequence(words)

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
        self._fill_up()
        self._first = self._typed()
        if self._drafts and not self.fills:
            self._drafts.begin()
        first = first_stop(self)
        if first is not None and self.focusWidget() is None:
            first.setFocus()
        self.open()

    def _fill_up(self) -> None:
        """The fields stand at the top, unless one of them takes the room that is left."""
        if not any(self.body.stretch(place) for place in range(self.body.count())):
            self.body.addStretch(1)

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's name
        return go_on(self, next)

    def complete(self) -> bool:
        """Mark what is missing and go there; say whether nothing is."""
        return self._wanting.complete()

    def act(
        self,
        verb: Callable[Concatenate[Any, Actor, P], object],
        *values: P.args,
        **named: P.kwargs,
    ) -> None:
        """Carry out a verb of a service as who sits here: `verb(session, actor, *values)`."""
        self.send(self.seat.command(verb, *values, **named))

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

    def _begun_state(self) -> dict[str, object]:
        """What stands in the fields before anything is typed, by the names of `_draft_state`."""
        return {} if self.proposes else self._draft_state()

    def _kept_editors(self) -> list[QWidget]:
        fields = [field.editor for field in self._fields if field not in self._signatures]
        typed = [editor for editor in fields if not is_only_read(editor)]  # else as it is now
        return [*typed, *self._ticks]

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        """What was typed earlier comes back, and can be thrown away."""
        met, taken = [], []
        for editor in self._kept_editors():
            name = editor.objectName()
            mine, begun, now = draft.data.get(name), draft.begun_from.get(name), state_of(editor)
            said = next((f for f in self._fields if f.editor is editor), None)
            if said:
                said.show_present("")
            if mine is None:
                continue
            if begun in (None, NO_LIST, now) or self._goes_with_clock(editor, draft):
                restore(editor, mine)
            elif mine == begun:
                taken.append(said.label if said else editor.accessibleName())
            else:
                if said and mine != now:
                    met.append(said.label)
                    said.show_present(self.present_words(words_in(editor)))
                    self.leave_unsettled(name, begun)
                restore(editor, mine)
        self.tell_draft(draft, met, taken)

    def tell_draft(self, draft: Draft, met: Sequence[str], taken: Sequence[str] = ()) -> None:
        """That it came back; which fields others changed meanwhile. `met`: the own words stand
        there, theirs beside; `taken`: only theirs, for nothing had been typed.
        """
        when = short_zh(draft.at, self.seat.clock())
        parts = [self.tr("已恢复 {time} 未提交的内容。").format(time=when)]
        if met:
            words = self.tr("此后他人改过：{names}。您填写的保留，现值注在旁边，请核对后再提交。")
            parts.append(words.format(names=enumerated(met)))
        if taken:
            words = self.tr("您没有改的{names}已按他人改过的现值显示。")
            parts.append(words.format(names=enumerated(taken)))
        self.remark(sentences(*parts))

    def present_words(self, words: str) -> str:
        return self.tr("现为：{value}").format(value=words.strip() or self.tr("（空）"))

    def leave_unsettled(self, name: str, begun: object) -> None:
        if self._drafts:
            self._drafts.leave_unsettled(name, begun)

    def filled(self) -> None:
        """What the fields show of the record has come: an earlier draft is held against it."""
        self._first = self._typed()
        if self._drafts and self.fills:
            self.fills = False
            self._drafts.begin()

    def _goes_with_clock(self, editor: QWidget, draft: Draft) -> bool:
        """A moment that the form proposes (this minute, in two hours) is another each time."""
        if not isinstance(editor, MomentField | MomentEdit) or draft.opened_at is None:
            return False
        now, begun = state_of(editor), draft.begun_from.get(editor.objectName())
        if not (isinstance(now, str) and now and isinstance(begun, str) and begun):
            return False
        moved = datetime.fromisoformat(now) - datetime.fromisoformat(begun)
        return abs(moved - (self._seen_at - draft.opened_at)) < MINUTES

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
        return "\0".join(words_in(f.editor) for f in self._fields if not is_only_read(f.editor))

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
