"""A period of the working-day calendar: days of rest, or of work in place of rest."""

from datetime import date, timedelta

from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """Days of rest, or of work in place of rest, from `first` to `last`."""

    code: str
    title: str
    rest: bool
    first: date
    last: date
    source: str
    clause: str = ""
    proposal: bool = False

    def days(self) -> frozenset[date]:
        length = (self.last - self.first).days + 1
        return frozenset(self.first + timedelta(n) for n in range(length))
