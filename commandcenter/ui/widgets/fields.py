"""Fields of a form: a label, what is filled in, and what is wrong with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import look, theme
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.texts import said
from commandcenter.ui.widgets.labels import PlainLabel, restyle

HINT = 240  # as wide as a line is made for its hint: a longer one ends with an ellipsis
AROUND = 26  # of the words in a line


class Field(QWidget):
    """A label over its editor; under it a hint, or in its place what is wrong.

    The label is tied to the editor: for the keyboard, and for who hears the screen.
    `needed` may depend on other fields. `in_a_row`: all three in one line.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        needed: bool | Callable[[], bool] = False,
        in_a_row: bool = False,
    ) -> None:
        super().__init__(parent)
        self.editor, self.label = editor, label
        self._needed, self._hint = needed, hint
        shown = said(label).replace("&", "&&")  # of a label with a buddy it marks a key
        self._label = PlainLabel(shown, Size.SMALL, MEDIUM, ink="text_dim")
        self._label.setBuddy(editor)
        self._below = PlainLabel(hint, Size.SMALL, ink="text_faint")
        self._below.setObjectName("below")
        self._below.setWordWrap(True)
        self._present: PlainLabel | None = None
        star = PlainLabel("*", Size.SMALL, MEDIUM, ink="danger")
        head = QGridLayout()
        head.setSpacing(look.px(3))
        head.addWidget(self._label, 0, 0)
        head.addWidget(star, 0, 1)
        head.setColumnStretch(2, 1)
        self._box = box = QHBoxLayout(self) if in_a_row else QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10 if in_a_row else 3))
        box.addLayout(head)
        box.addWidget(editor)
        box.addWidget(self._below, 1 if in_a_row else 0)
        # Only now: a label that is shown without a parent is a window and takes the focus.
        star.setVisible(bool(needed))
        self._below.setVisible(bool(hint))
        editor.setFont(look.font())
        if isinstance(editor, QDateTimeEdit):
            _give_calendar(editor)
        elif isinstance(editor, QSpinBox):
            # WORKAROUND: a style sheet's left padding does not reach the line of a spin box.
            editor.lineEdit().setTextMargins(look.px(9), 0, 0, 0)
        editor.setAccessibleName(label)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the label goes to what it is the label of."""
        at = event.position().toPoint()
        if self._label.geometry().contains(at) and self.editor.isEnabled():
            self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @property
    def needed(self) -> bool:
        return self._needed() if callable(self._needed) else self._needed

    @property
    def error(self) -> str:
        return self._below.text() if self.editor.property("wrong") == "true" else ""

    def set_error(self, error: str) -> None:
        """Say what is wrong; "" takes it back."""
        restyle(self.editor, "wrong", "true" if error else "false")
        self.editor.setAccessibleDescription(error)
        self._below.set_ink("danger" if error else "text_faint")
        self._below.setText(error or self._hint)
        self._below.setVisible(bool(error or self._hint))

    def show_present(self, words: str) -> None:
        """What another wrote there meanwhile, beside the own words; "" takes it back."""
        if self._present is None:
            if not words:
                return
            self._present = PlainLabel("", Size.SMALL, ink="warn")
            self._present.setObjectName("present")
            self._present.setWordWrap(True)
            self._box.addWidget(self._present)
        self._present.setText(words)
        self._present.setVisible(bool(words))


def put_hint(line: QLineEdit, words: str) -> None:
    """Stands in an empty line, which is never so short that nobody could read it."""
    line.setPlaceholderText(words)
    wide = line.fontMetrics().horizontalAdvance(line.placeholderText()) + look.px(AROUND)
    line.setMinimumWidth(min(wide, look.px(HINT)))


def _give_calendar(editor: QDateTimeEdit) -> None:
    editor.setCalendarPopup(True)
    calendar = editor.calendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    weekend = QTextCharFormat()  # Qt's own red is too dark for the dark theme
    weekend.setForeground(theme.color("text_faint"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
