"""Who came to a session: a tick for each person, and one for whom did not pass."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from commandcenter.domain.support.training import TrainingResult
from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import headed
from commandcenter.ui.widgets.labels import PlainLabel

COLUMNS = 3  # people in a row


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str


class Attendance(QWidget):
    """`groups`: people under the name of each; a person stands once.

    Signals:
        changed: A tick was set or taken away.
    """

    changed = Signal()

    def __init__(
        self,
        groups: Sequence[tuple[str, Sequence[Person]]],
        results: Mapping[int, TrainingResult],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._came: dict[int, QCheckBox] = {}
        self._failed: dict[int, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(4))
        row = 0
        for title, people in groups:
            if not people:
                continue
            self._grid.addWidget(
                PlainLabel(title, Size.SMALL, ink="text_faint"), row, 0, 1, 2 * COLUMNS
            )
            for number, person in enumerate(people):
                self._add(person, row + 1 + number // COLUMNS, 2 * (number % COLUMNS), results)
            row += 1 + (len(people) + COLUMNS - 1) // COLUMNS
        for column in range(1, 2 * COLUMNS, 2):
            self._grid.setColumnStretch(column, 1)
        if self._came:
            self.setFocusProxy(next(iter(self._came.values())))

    def _add(
        self, person: Person, row: int, column: int, results: Mapping[int, TrainingResult]
    ) -> None:
        result = results.get(person.id, TrainingResult.ABSENT)
        came, failed = QCheckBox(person.name), QCheckBox(self.tr("不合格"))
        came.setObjectName(f"came_{person.id}")
        failed.setObjectName(f"failed_{person.id}")
        failed.setAccessibleName(headed(person.name, self.tr("不合格")))
        came.setChecked(result is not TrainingResult.ABSENT)
        failed.setChecked(result is TrainingResult.FAILED)
        failed.setEnabled(came.isChecked())
        came.toggled.connect(failed.setEnabled)
        for box in (came, failed):
            box.setFont(look.font())
            box.toggled.connect(self.changed)
        self._grid.addWidget(came, row, column)
        self._grid.addWidget(failed, row, column + 1)
        self._came[person.id], self._failed[person.id] = came, failed

    def results(self) -> dict[int, TrainingResult]:
        """Of those who came."""
        return {
            person: TrainingResult.FAILED
            if self._failed[person].isChecked()
            else TrainingResult.PASSED
            for person, box in self._came.items()
            if box.isChecked()
        }

    def chosen_words(self) -> str:
        return " ".join(f"{person}{result}" for person, result in self.results().items())
