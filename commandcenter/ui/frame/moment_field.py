"""A moment on the bureau's clock in a field, to the minute; always given out as aware UTC."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from commandcenter.domain.times import from_local, local


def same_minute(one: datetime, other: datetime) -> bool:
    """A field knows minutes only: whether it still says what it was given."""
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


class MomentEdit(QDateTimeEdit):
    """Shown and typed as 2026-11-24 10:46, in Shanghai, whatever zone this machine is in."""

    def __init__(self, at: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.setCalendarPopup(True)
        self.setTimeZone(QTimeZone.utc())  # of no zone: an hour that this machine skips is one here
        self.set_moment(at)

    def set_moment(self, at: datetime) -> None:
        t = local(at)
        day, time = QDate(t.year, t.month, t.day), QTime(t.hour, t.minute)
        self.setDateTime(QDateTime(day, time, QTimeZone.utc()))

    def moment(self) -> datetime:
        day, time = self.date(), self.time()
        return from_local(day.year(), day.month(), day.day(), time.hour(), time.minute())

    def chosen_words(self) -> str:
        return self.text()
