"""Editors that forms share: a moment that may be left out, a number with its unit."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIntValidator, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from commandcenter.domain.level import Level
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.press_row import open_by_press

MOST = 2_000_000_000


class MomentField(QWidget):
    """A moment to the minute; one that may be left out has a tick before it."""

    def __init__(
        self,
        at: datetime | None,
        now: datetime,
        parent: QWidget | None = None,
        *,
        needed: bool = False,
    ) -> None:
        super().__init__(parent)
        self.edit = MomentEdit(at or now)
        self.edit.setFont(look.font())
        self.edit.setMinimumWidth(look.px(180))
        self.tick: QCheckBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        if not needed:
            self.tick = QCheckBox()
            self.tick.setObjectName("given")
            self.tick.setAccessibleName(self.tr("填写这个时间"))
            self.tick.setChecked(at is not None)
            self.tick.toggled.connect(self.edit.setEnabled)
            self.edit.setEnabled(at is not None)
            row.addWidget(self.tick)
        row.addWidget(self.edit)
        row.addStretch(1)
        self.setFocusProxy(self.tick or self.edit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.tick is not None:
            open_by_press(event, self.edit, self.tick)

    def value(self) -> datetime | None:
        """Aware UTC; None where it was left out."""
        return None if self.tick and not self.tick.isChecked() else self.edit.moment()

    def set_value(self, at: datetime | None) -> None:
        if at is not None:
            self.edit.set_moment(at)
        if self.tick:
            self.tick.setChecked(at is not None)

    def chosen_words(self) -> str:
        return self.edit.text() if self.value() else ""


class NumberField(QWidget):
    """A whole number of 0 or more, with its unit behind it."""

    def __init__(
        self, value: int | None = None, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edit = QLineEdit("" if value is None else str(value))
        self.edit.setValidator(QIntValidator(0, MOST, self.edit))
        self.edit.setFont(look.font())
        self.edit.setFixedWidth(look.px(140))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self.edit)
        row.addWidget(PlainLabel(unit, ink="text_dim"))
        row.addStretch(1)
        self.setFocusProxy(self.edit)

    def value(self) -> int | None:
        text = self.edit.text().strip()
        return int(text) if text else None

    def set_value(self, value: int | None) -> None:
        self.edit.setText("" if value is None else str(value))

    def chosen_words(self) -> str:
        return self.edit.text()


def words_in(editor: QWidget) -> str:
    """What a person typed or chose in an editor."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QCheckBox):
        return "1" if editor.isChecked() else ""
    chosen = getattr(editor, "chosen_words", None)
    return str(chosen()) if chosen else ""


def is_only_read(editor: QWidget) -> bool:
    """It shows a text that nobody types."""
    return isinstance(editor, QLineEdit | QPlainTextEdit) and editor.isReadOnly()


def state_of(editor: QWidget) -> object:
    """What to keep of an editor in a draft; None for one that is not kept."""
    match editor:
        case QLineEdit():
            return editor.text()
        case QPlainTextEdit():
            return editor.toPlainText()
        case WordBox():
            return editor.written()
        case QComboBox():
            return editor.currentText() if editor.isEditable() else editor.currentIndex()
        case QCheckBox():
            return editor.isChecked()
        case NumberField():
            return editor.edit.text()
        case MomentField():
            at = editor.value()
            return at.isoformat() if at else ""
        case MomentEdit():
            return editor.moment().isoformat()
        case Chips():
            return list(editor.chosen())
        case QSpinBox():
            return editor.value()
        case LevelChoice():
            return editor.chosen_words()
    kept = getattr(editor, "kept_state", None)
    return kept() if kept else None


def restore(editor: QWidget, state: Any) -> None:
    """Put back what `state_of` gave; what does not fit any more is left as it is."""
    match editor:
        case QLineEdit() if isinstance(state, str):
            editor.setText(state)
        case QPlainTextEdit() if isinstance(state, str):
            editor.setPlainText(state)
        case WordBox() if isinstance(state, str):
            editor.set_written(state)
        case QComboBox() if isinstance(state, str) and editor.isEditable():
            editor.setEditText(state)
        case QComboBox() if isinstance(state, int) and state < editor.count():
            editor.setCurrentIndex(state)
        case QCheckBox() if isinstance(state, bool):
            editor.setChecked(state)
        case NumberField() if isinstance(state, str):
            editor.edit.setText(state)
        case MomentField() if isinstance(state, str):
            editor.set_value(datetime.fromisoformat(state) if state else None)
        case MomentEdit() if isinstance(state, str) and state:
            editor.set_moment(datetime.fromisoformat(state))
        case QSpinBox() if isinstance(state, int):
            editor.setValue(state)
        case LevelChoice() if state in [level.value for level in Level]:
            editor.choose(Level(state))
        case Chips() if isinstance(state, list):
            with QSignalBlocker(editor):
                editor.choose(*map(str, state))
        case _ if (put_back := getattr(editor, "put_back", None)) is not None:
            put_back(state)


def on_change(editor: QWidget, slot: Callable[[], object]) -> None:
    """Call `slot` whenever what stands in an editor, or in one of its parts, is changed."""
    whole = isinstance(editor, QLineEdit | QPlainTextEdit | QComboBox | QAbstractButton)
    for part in (editor,) if whole else (editor, *editor.findChildren(QWidget)):
        match part:
            case QLineEdit() | QPlainTextEdit():
                part.textChanged.connect(slot)
            case QComboBox():
                part.currentTextChanged.connect(slot)
            case QAbstractButton():
                part.toggled.connect(slot)
    if (changed := getattr(editor, "changed", None)) is not None:
        changed.connect(slot)
