"""A field of lines, each a name and a number: a new line is there as soon as one is filled."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look
from commandcenter.ui.frame.tab_order import go_on
from commandcenter.ui.phrases import joined
from commandcenter.ui.widgets.choice_box import ChoiceBox

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class CountLine:
    """As typed; `number` None: left empty. `choice`: what was chosen beside it, "" nothing."""

    label: str
    number: int | None
    choice: str = ""


class _Cell(QLineEdit):
    """Enter goes on to the next field; with Ctrl it is the form's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            go_on(self.window(), True)
            event.accept()
        else:
            super().keyPressEvent(event)


class CountRows(QWidget):
    """`hints`: shown in an empty name and number. `choices`: of a list beside each line.

    Signals:
        changed: Something else stands there.
    """

    changed = Signal()

    def __init__(
        self,
        hints: tuple[str, str],
        choices: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hints, self._choices = hints, choices
        self._rows: list[tuple[QLineEdit, QLineEdit, QComboBox | None]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(6))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 2 if choices else 0)
        self._add_row()

    def lines(self) -> tuple[CountLine, ...]:
        """Those that are not wholly empty."""
        found = []
        for label, number, choice in self._rows:
            name, count = label.text().strip(), number.text().strip()
            code = choice.currentData() if choice is not None else ""
            if name or count:
                found.append(CountLine(name, int(count) if count else None, code or ""))
        return tuple(found)

    def set_lines(self, lines: tuple[CountLine, ...]) -> None:
        """In place of what stands there; an empty line comes after them."""
        while len(self._rows) <= len(lines):
            self._add_row()
        rest = [CountLine("", None)] * (len(self._rows) - len(lines))
        for (label, number, choice), line in zip(self._rows, (*lines, *rest), strict=True):
            label.setText(line.label)
            number.setText("" if line.number is None else str(line.number))
            if choice is not None:
                choice.setCurrentIndex(max(0, choice.findData(line.choice)))

    def set_last(self, last: tuple[str, ...]) -> None:
        """What each number was before, shown where none is typed yet."""
        for (_, number, _), words in zip(self._rows, last, strict=False):
            number.setPlaceholderText(words)

    def total(self) -> int:
        return sum(line.number or 0 for line in self.lines())

    def chosen_words(self) -> str:
        return joined("\n", (f"{x.label} {x.number} {x.choice}" for x in self.lines()))

    def _add_row(self) -> tuple[QLineEdit, QLineEdit, QComboBox | None]:
        at = len(self._rows)
        label, number = _Cell(), _Cell()
        for editor, hint, name in zip(
            (label, number), self._hints, ("row_name", "row_number"), strict=True
        ):
            editor.setPlaceholderText(hint)
            editor.setObjectName(f"{name}_{at}")
            editor.setAccessibleName(hint)
            editor.setFont(look.font())
            editor.textChanged.connect(self._on_typed)
        number.setValidator(QIntValidator(0, MOST, number))
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        choice = self._choice(at)
        row = label, number, choice
        for column, part in enumerate(row):
            if part is not None:
                part.setMinimumWidth(look.px(72 if part is number else 1))
                self._grid.addWidget(part, at, column)
                part.show()  # at once: Enter goes on to it
        self._rows.append(row)
        return row

    def _choice(self, at: int) -> QComboBox | None:
        if not self._choices:
            return None
        box = ChoiceBox()
        box.setFont(look.font())
        box.setObjectName(f"row_choice_{at}")
        box.setAccessibleName(self.tr("县区"))
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on with names and numbers
        for code, name in (("", "—"), *self._choices):
            box.addItem(name, code)
        return box

    @Slot()
    def _on_typed(self) -> None:
        label, number, _ = self._rows[-1]
        if label.text().strip() or number.text().strip():
            self._add_row()
        self.changed.emit()
