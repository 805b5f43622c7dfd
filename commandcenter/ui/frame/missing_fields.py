"""What a form still lacks: marked at its fields, and said in one line beside the button."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QWidget

from commandcenter.domain.errors import refusal_of
from commandcenter.late_dataclass import dataclass
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.editors import on_change, words_in
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.tab_order import first_stop
from commandcenter.ui.phrases import enumerated, sentences
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.fields import Field

NAMED = 4  # fields that are named in the line; of more, how many
Wrong = Callable[[], str]  # what is wrong in words, "" if nothing is


def refused_by(read: Callable[[str], object], editor: QLineEdit) -> Wrong:
    """What `read` cannot make of the words typed; it raises RuleBroken."""

    def wrong() -> str:
        broken = refusal_of(lambda: read(editor.text()))
        return refusal(broken) if broken else ""

    return wrong


@dataclass(frozen=True, slots=True)
class Fault:
    field: Field | None
    words: str
    missing: bool = False


class Wanting(QObject):
    """A field that is not shown is not asked for, unless it is only folded away.

    Signals:
        said: The line is another one; "" when nothing is wrong any more. arg: str
    """

    said = Signal(str)

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._fields: list[Field] = []
        self._rules: list[tuple[Field | None, Wrong]] = []
        self._watched: set[Field] = set()
        self._shown = False
        self._pointed: Field | None = None

    def add(self, field: Field) -> None:
        self._fields.append(field)

    def rule(self, wrong: Wrong, field: Field | None) -> None:
        """One without a field is asked when all fields are right."""
        self._rules.append((field, wrong))

    def complete(self) -> bool:
        """Mark what is missing and go there; say whether nothing is."""
        faults = self._mark()
        self._shown, self._pointed = bool(faults), None
        if faults:
            self._watch()
            self.said.emit(self._line(faults))
            self._go_to(faults[0].field)
        return not faults

    def point_to(self, editor: QWidget, words: str) -> None:
        """Only another button asks for it: it is marked until it is changed."""
        field = next(field for field in self._fields if field.editor is editor)
        self.rest()
        field.set_error(words)
        self._pointed = field
        self._watch()
        self.said.emit(words)
        self._go_to(field)

    def rest(self) -> None:
        """Something else is said in its place."""
        self._shown, self._pointed = False, None

    def _watch(self) -> None:
        for field in self._fields:
            if field not in self._watched:
                self._watched.add(field)
                on_change(field.editor, self._on_change)

    @Slot()
    def _on_change(self) -> None:
        """Brought up to date as the person fills in."""
        pointed = self._pointed
        if pointed is not None and words_in(pointed.editor).strip():
            self._pointed = None
            pointed.set_error("")
            self.said.emit("")
        if self._shown:
            faults = self._mark()
            self._shown = bool(faults)
            self.said.emit(self._line(faults))

    def _mark(self) -> list[Fault]:
        faults = list(self._at_fields())
        wrong = {fault.field: fault.words for fault in faults}
        for field in self._fields:
            words = wrong.get(field, "")
            if words or field.error:
                field.set_error(words)
        if faults:
            return faults
        rest = (wrong() for field, wrong in self._rules if field is None)
        return [Fault(None, words) for words in rest if words]

    def _at_fields(self) -> Iterator[Fault]:
        for field in self._fields:
            if not self._is_asked(field):
                continue
            if field.needed and not words_in(field.editor).strip():
                yield Fault(field, self._empty(field.editor), missing=True)
                continue
            said = (wrong() for at, wrong in self._rules if at is field)
            if words := next(filter(None, said), ""):
                yield Fault(field, words)

    def _empty(self, editor: QWidget) -> str:
        boxes = isinstance(editor, QComboBox) and not editor.isEditable()
        chosen = boxes or isinstance(editor, Chips | LevelChoice)
        return self.tr("请选择") if chosen else self.tr("请填写")

    def _is_asked(self, field: Field) -> bool:
        part: QWidget | None = field
        while part is not None and part is not self._form:
            above = part.parentWidget()
            if part.isHidden() and not isinstance(above, Fold):
                return False
            part = above
        return True

    def _line(self, faults: list[Fault]) -> str:
        names = [_name(f.field) for f in faults if f.field and f.missing]
        words = list(dict.fromkeys(f.words for f in faults if not f.missing))
        if len(names) > NAMED:
            rest = self.tr("还缺 {n} 项：{names}等。")
            words.insert(0, rest.format(n=len(names), names=enumerated(names[:NAMED])))
        elif names:
            words.insert(0, self.tr("还缺：{names}。").format(names=enumerated(names)))
        return sentences(*words)

    def _go_to(self, field: Field | None) -> None:
        if field is None:
            return
        areas = []
        part = field.parentWidget()
        while part is not None and part is not self._form:
            if isinstance(part, Fold):
                part.button.setChecked(True)
            if isinstance(part, QScrollArea):
                areas.append(part)
            part = part.parentWidget()
        for area in areas:
            _bring_into_view(area, field)
        stop = field.editor.focusProxy() or field.editor
        if stop.focusPolicy() is Qt.FocusPolicy.NoFocus:
            stop = first_stop(field.editor) or stop
        stop.setFocus(Qt.FocusReason.OtherFocusReason)


def _name(field: Field) -> str:
    """What stands in brackets behind a label explains it."""
    bracket = QCoreApplication.translate("Wanting", "（")
    return field.label.partition(bracket)[0].strip() or field.label


def _bring_into_view(area: QScrollArea, field: Field) -> None:
    """The words under the fields have just made them higher: that is laid out first."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    area.ensureWidgetVisible(field, 0, 12)
