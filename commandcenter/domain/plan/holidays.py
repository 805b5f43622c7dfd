"""Rest or work, of any day: the bureau's calendar first, then what was announced, then the law.

Where a year is neither announced nor set by the bureau, the holidays of the law and the weekends
are all that is known: what is counted over such a year is an estimate and is marked as one.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache

from commandcenter.domain.plan.announced_days import announced
from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.domain.plan.holiday_law import legal_days

Calendar = Mapping[str, CalendarPeriod]


class Basis(StrEnum):
    """What the days of a year go by."""

    OWN = "own"  # the bureau has set its festivals
    ANNOUNCED = "announced"  # the notice of the State Council, which the program brings
    LAW = "law"  # the law's holidays and the weekends: make-up days are not known


def rests_by_itself(day: date) -> bool:
    """Saturday and Sunday."""
    return day.weekday() >= 5


def usual_period(day: date) -> CalendarPeriod | None:
    """What the notice of the year or else the law says of a day, but for its weekday."""
    return _usual_days(day.year).get(day)


@cache
def _usual_days(year: int) -> Mapping[date, CalendarPeriod]:
    """A notice speaks of the last days of the year before, too."""
    notices = announced()
    own = notices[year].periods if year in notices else legal_days(year)
    later = notices[year + 1].periods if year + 1 in notices else ()
    return {day: period for period in (*later, *own) for day in period.days() if day.year == year}


def period_of(calendar: Calendar, day: date) -> CalendarPeriod | None:
    """What is said of this day other than its weekday."""
    own = next((p for p in calendar.values() if p.first <= day <= p.last), None)
    return own or usual_period(day)


def rests(calendar: Calendar, day: date) -> bool:
    period = period_of(calendar, day)
    return rests_by_itself(day) if period is None else period.rest


def usually_rests(day: date) -> bool:
    """Without the bureau's calendar."""
    return rests({}, day)


def basis_of(calendar: Calendar, year: int) -> Basis:
    """Of a year that the program does not know: whether the bureau has entered its notice, which
    gives all festivals of the law."""
    festivals = [p.first for p in legal_days(year)]
    resting = [p for p in calendar.values() if p.rest]
    if festivals and all(any(p.first <= day <= p.last for p in resting) for day in festivals):
        return Basis.OWN
    return Basis.ANNOUNCED if year in announced() else Basis.LAW


def estimated_years(calendar: Calendar, first: date, last: date) -> tuple[int, ...]:
    """The years from one day to another whose make-up days nobody has told yet."""
    years = range(first.year, last.year + 1)
    return tuple(year for year in years if basis_of(calendar, year) is Basis.LAW)
