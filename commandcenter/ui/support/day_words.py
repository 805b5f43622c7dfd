"""Days of certificates, agreements and training in words."""

from datetime import date

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    return QCoreApplication.translate("DayWords", text)


def full_day(day: date) -> str:
    return tr("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def month_of(day: date) -> str:
    """2028年3月."""
    return tr("{year}年{month}月").format(year=day.year, month=day.month)


def day_in(day: date, year: int, *, whole_month: bool = False) -> str:
    """11月30日, or 11月; of another year than the one that runs its month: 2028年3月."""
    if day.year != year:
        return month_of(day)
    words = tr("{month}月") if whole_month else tr("{month}月{day}日")
    return words.format(month=day.month, day=day.day)
