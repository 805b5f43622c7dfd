"""A day in a field, of no hour; one that may be left out has a tick before it."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.widgets.press_row import open_by_press


class DayField(QWidget):
    """`left_out`: the words of the tick; "": it must be given."""

    def __init__(
        self, day: date | None, today: date, left_out: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        shown = day or today
        self.edit = QDateEdit(QDate(shown.year, shown.month, shown.day))
        self.edit.setDisplayFormat("yyyy-MM-dd")
        self.edit.setCalendarPopup(True)
        self.edit.setFont(look.font())
        self.edit.setMinimumWidth(look.px(140))
        self.edit.setFixedHeight(look.px(32))
        self.tick: QCheckBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self.edit)
        if left_out:
            self.tick = QCheckBox(left_out)
            self.tick.setObjectName("left_out")
            self.tick.setFont(look.font())
            self.tick.toggled.connect(self.edit.setDisabled)
            self.tick.setChecked(day is None)
            row.addWidget(self.tick)
        row.addStretch(1)
        self.setFocusProxy(self.edit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.tick is not None:
            open_by_press(event, self.edit, self.tick)

    def value(self) -> date | None:
        if self.tick is not None and self.tick.isChecked():
            return None
        day = self.edit.date()
        return date(day.year(), day.month(), day.day())

    def chosen_words(self) -> str:
        return self.edit.text() if self.value() else ""

    def kept_state(self) -> str:
        day = self.value()
        return day.isoformat() if day else ""

    def put_back(self, state: object) -> None:
        """What `kept_state` gave."""
        self.set_value(date.fromisoformat(str(state)) if state else None)

    def set_value(self, day: date | None) -> None:
        if self.tick is not None:
            self.tick.setChecked(day is None)
        if day is not None:
            self.edit.setDate(QDate(day.year, day.month, day.day))
