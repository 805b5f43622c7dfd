"""Readiness for known dates (plan 3.1): 3·15, festivals of buying, holidays, sessions.

The expected wave is what the same days brought in earlier years, over what is usual; where
no earlier year is known, the factor of the plan data.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from zlib import crc32

from commandcenter.domain.org import Group
from commandcenter.domain.phrase import put_in
from commandcenter.domain.times import years_on
from commandcenter.late_dataclass import dataclass

USUAL_DAYS = 28  # the days before a period that say what is usual: four whole weeks


@dataclass(frozen=True, slots=True)
class KnownDate:
    """`factor`: per cent of a usual day. `earlier`: first days in earlier years, where the
    date moves; else the same days of the calendar. `seats`: duty seats more than usual.
    """

    code: str
    title: str
    first: date
    last: date
    factor: int
    source: str
    remind_days: int = 14
    seats: int = 0
    earlier: tuple[date, ...] = ()
    clause: str = ""
    proposal: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def source_name(self) -> str:
        """The source without what is said about it: 建议值：待核 is 建议值."""
        return self.source.partition("：")[0]

    @property
    def number(self) -> int:
        """Of the code, for what knows things by numbers; it fits 31 bits."""
        return crc32(self.code.encode()) >> 1

    def before(self, years: int) -> tuple[date, ...]:
        """First days of the same period in so many earlier years, the nearest first."""
        if self.earlier:
            return tuple(sorted((d for d in self.earlier if d < self.first), reverse=True))[:years]
        return tuple(years_on(self.first, -n) for n in range(1, years + 1))


@dataclass(frozen=True, slots=True)
class StandbyItem:
    """A line of the standby list. `days_before` the first day it is due; `dates`: of which
    known dates (none named: of all). `title` may name the {seats}.
    """

    code: str
    title: str
    detail: str
    group: Group
    days_before: int
    source: str
    dates: tuple[str, ...] = ()
    clause: str = ""
    proposal: bool = False


class DateState(StrEnum):
    PAST = "past"
    NOW = "now"
    NEAR = "near"  # within its days of reminding
    AHEAD = "ahead"


def state_of(known: KnownDate, today: date) -> DateState:
    if today > known.last:
        return DateState.PAST
    if today >= known.first:
        return DateState.NOW
    near = today >= known.first - timedelta(days=known.remind_days)
    return DateState.NEAR if near else DateState.AHEAD


@dataclass(frozen=True, slots=True)
class PastWave:
    """The same days of an earlier year: complaints, and of a usual day then."""

    first: date
    complaints: int
    usual_day: float

    def factor(self, days: int) -> float:
        """How many times the usual."""
        return self.complaints / days / self.usual_day


@dataclass(frozen=True, slots=True)
class Wave:
    """What is expected, and why. `factor`: times the usual; `past` empty: of the plan data."""

    usual_day: float
    factor: float
    days: int
    past: tuple[PastWave, ...]

    @property
    def expected(self) -> int:
        return round(self.usual_day * self.factor * self.days)

    @property
    def expected_day(self) -> float:
        return self.usual_day * self.factor


def expected_wave(known: KnownDate, usual_day: float, past: Sequence[PastWave]) -> Wave:
    """The mean of the earlier years' factors; a year without anything usual says nothing."""
    told = tuple(wave for wave in past if wave.usual_day > 0)
    factors = [wave.factor(known.days) for wave in told]
    factor = sum(factors) / len(factors) if factors else known.factor / 100
    return Wave(usual_day, factor, known.days, told)


def standby_of(items: Mapping[str, StandbyItem], known: KnownDate) -> tuple[StandbyItem, ...]:
    """Its list, by when each line is due."""
    family = known.code.partition(".")[2] or known.code
    own = [i for i in items.values() if not i.dates or known.code in i.dates or family in i.dates]
    return tuple(sorted(own, key=lambda item: -item.days_before))


def title_of(item: StandbyItem, known: KnownDate) -> str:
    return put_in(item.title, seats=known.seats)
