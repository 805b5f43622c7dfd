"""议定事项 in a form: rows of who, what and by when; a new one is there once one is filled."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.orders import Addressees
from commandcenter.services.command.consultations import Agreed
from commandcenter.ui import look
from commandcenter.ui.frame.editors import MomentField
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.fields import put_hint

GROUP, PERSON = "group", "person"


@dataclass(frozen=True, slots=True)
class _Row:
    to: QComboBox
    words: QLineEdit
    due: MomentField

    @property
    def is_empty(self) -> bool:
        return not self.words.text().strip()


class AgreedRows(QWidget):
    """`due`: what is offered as the limit.

    Signals:
        changed: Something else stands there.
    """

    changed = Signal()

    def __init__(self, due: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._due = due
        self._choices: list[tuple[str, str]] = []
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(6))
        self._grid.setColumnStretch(1, 1)
        self._add_row()

    def set_addressees(self, found: Addressees) -> None:
        """Whom this person may order to do something; those chosen already stay chosen."""
        groups = [(f"{GROUP}:{g.value}", word(GROUP_WORDS[g])) for g, no in found.groups if not no]
        people = [(f"{PERSON}:{p.id}", p.name) for p in found.people if p.refusal is None]
        self._choices = [*groups, *people]
        for row in self._rows:
            self._fill(row.to, row.to.currentData())

    @property
    def nobody(self) -> bool:
        """Whether there is nobody whom this person may order."""
        return not self._choices

    def agreed(self) -> tuple[Agreed, ...]:
        """The rows with words in them, in their order."""
        return tuple(self._agreed(row) for row in self._rows if not row.is_empty)

    @staticmethod
    def _agreed(row: _Row) -> Agreed:
        kind, _, code = str(row.to.currentData() or "").partition(":")
        group = Group(code) if kind == GROUP else None
        person = int(code) if kind == PERSON else None
        return Agreed(row.words.text(), group, person, row.due.value())

    def problem(self) -> str:
        """What is wanting in a row that was begun."""
        unnamed = any(not row.is_empty and not row.to.currentData() for row in self._rows)
        return self.tr("请选择议定事项由谁办理。") if unnamed else ""

    def chosen_words(self) -> str:
        return "\n".join(row.words.text() for row in self._rows if not row.is_empty)

    def kept_state(self) -> list[list[str]]:
        """For a draft: [to, words, due]."""
        return [
            [str(row.to.currentData() or ""), row.words.text(), at.isoformat() if at else ""]
            for row in self._rows
            if not row.is_empty
            for at in (row.due.value(),)
        ]

    def put_back(self, state: Any) -> None:
        for to, words, due in state if isinstance(state, list) else ():
            row = self._rows[-1]
            self._fill(row.to, to)
            row.due.set_value(datetime.fromisoformat(due) if due else None)
            row.words.setText(words)  # the next row is there now

    def _fill(self, box: QComboBox, chosen: object) -> None:
        box.clear()
        box.addItem(self.tr("由谁办理"), "")
        for code, name in self._choices:
            box.addItem(name, code)
        if chosen and box.findData(chosen) < 0:
            box.addItem(str(chosen), chosen)  # of a draft, before the names have come
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _add_row(self) -> None:
        at, now = len(self._rows), self._due
        row = _Row(ChoiceBox(), QLineEdit(), MomentField(now, now))
        self._fill(row.to, "")
        names = (self.tr("由谁办理"), self.tr("议定事项"), self.tr("办理时限"))
        for column, (part, name) in enumerate(
            zip((row.to, row.words, row.due), names, strict=True)
        ):
            part.setObjectName(f"{('agreed_to', 'agreed_words', 'agreed_due')[column]}_{at}")
            part.setAccessibleName(name)
            part.setFont(look.font())
            self._grid.addWidget(part, at, column)
            part.show()
        row.to.setMinimumWidth(look.px(130))
        put_hint(row.words, self.tr("办什么"))
        row.words.textChanged.connect(self._on_typed)
        row.to.currentIndexChanged.connect(self.changed)
        self._rows.append(row)

    @Slot()
    def _on_typed(self) -> None:
        if not self._rows[-1].is_empty:
            self._add_row()
        self.changed.emit()
