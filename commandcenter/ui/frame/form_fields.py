"""The fields of a form: each is added by one call, and known by its name."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.editors import MomentField, NumberField
from commandcenter.ui.frame.missing_fields import Wanting, Wrong
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.tick import Tick


class FormFields(QDialog):
    """What Form makes first: `body`, and who is asked what is still wanting."""

    seat: Seat
    body: QVBoxLayout
    _fields: list[Field]
    _ticks: list[QCheckBox]
    _wanting: Wanting

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
        editor = ChoiceBox()
        for data, words in choices:
            editor.addItem(words, data)
        if value is not None:
            editor.setCurrentIndex(max(0, editor.findData(value)))
        self.add(name, label, editor, hint, **how)
        return editor

    def chips(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        chosen: Sequence[str] = (),
        hint: str = "",
        *,
        columns: int = 4,
        single: bool = False,
        **how: Any,
    ) -> Chips:
        """`choices` are (key, words); `single`: one of them."""
        editor = Chips(choices, columns=columns, single=single)
        editor.choose(*chosen)
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

    def side_by_side(self, *editors: QWidget) -> None:
        """Put the fields of these editors, added to the body just before, into one row."""
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        for field in [f for e in editors for f in self._fields if f.editor is e]:
            self.body.removeWidget(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def tick(self, name: str, words: str, on: bool = False) -> QCheckBox:
        editor = Tick(words)
        editor.setObjectName(name)
        editor.setAccessibleName(words)
        editor.setFont(look.font())
        editor.setChecked(on)
        self._ticks.append(editor)
        self.body.addWidget(editor)
        return editor
