"""A day, a week or a month that a paper is of, and what it is compared with."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.phrase import phrase
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass


class PeriodKind(StrEnum):
    WEEK = "week"  # Monday to Sunday, numbered as ISO 8601 does
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, first and last among them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        return day_start(self.first)

    @property
    def end(self) -> datetime:
        """Where the day after the last begins."""
        return day_start(self.last + timedelta(days=1))

    def cut(self, days: int) -> "Span":
        """Its first days only."""
        return Span(self.first, min(self.last, self.first + timedelta(days=days - 1)))


@dataclass(frozen=True, slots=True)
class Period:
    """`number`: 202647 is week 47 of 2026, 202610 October 2026, 20261124 a day of it."""

    kind: PeriodKind
    number: int

    @property
    def year(self) -> int:
        return self.number // (10_000 if self.kind is PeriodKind.DAY else 100)

    @property
    def place(self) -> int:
        """Of the week or the month in its year, of the day in its month."""
        return self.number % 100

    @property
    def words(self) -> str:
        if self.kind is PeriodKind.DAY:
            month = self.number // 100 % 100
            return phrase("{year}年{month}月{day}日", year=self.year, month=month, day=self.place)
        if self.kind is PeriodKind.WEEK:
            return phrase("{year}年第{week}周", year=self.year, week=self.place)
        return phrase("{year}年{month}月", year=self.year, month=self.place)

    @property
    def span(self) -> Span:
        if self.kind is PeriodKind.WEEK:
            first = date.fromisocalendar(self.year, self.place, 1)
            return Span(first, first + timedelta(days=6))
        if self.kind is PeriodKind.DAY:
            day = date(self.year, self.number // 100 % 100, self.place)
            return Span(day, day)
        first = date(self.year, self.place, 1)
        return Span(first, _month(first, 1) - timedelta(days=1))

    @property
    def before(self) -> Span:
        """环比: the day, week or month before."""
        first = self.span.first
        if self.kind is PeriodKind.DAY:
            return Span(first - timedelta(days=1), first - timedelta(days=1))
        if self.kind is PeriodKind.WEEK:
            return Span(first - timedelta(days=7), first - timedelta(days=1))
        return Span(_month(first, -1), first - timedelta(days=1))

    @property
    def year_before(self) -> Span:
        """同比: the month of last year; of a week or a day the same weekdays 52 weeks earlier."""
        span = self.span
        if self.kind is not PeriodKind.MONTH:
            gone = timedelta(days=364)
            return Span(span.first - gone, span.last - gone)
        first = date(self.year - 1, self.place, 1)
        return Span(first, _month(first, 1) - timedelta(days=1))

    @property
    def next(self) -> "Period":
        """The day, week or month that follows."""
        day = self.span.last + timedelta(days=1)
        if self.kind is PeriodKind.DAY:
            return day_of(day)
        if self.kind is PeriodKind.WEEK:
            year, week, _ = day.isocalendar()
            return Period(self.kind, year * 100 + week)
        return Period(self.kind, day.year * 100 + day.month)

    def known(self, now: datetime) -> Span:
        """The days of it that are over. Raises RuleBroken while there is none."""
        span, today = self.span, local(now).date()
        if span.first >= today:
            raise RuleBroken("{period}还没有过完一天，没有可以统计的数据。", period=self.words)
        return Span(span.first, min(span.last, today - timedelta(days=1)))


def day_of(day: date) -> Period:
    return Period(PeriodKind.DAY, day.year * 10_000 + day.month * 100 + day.day)


def _month(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


_WRITTEN = {
    PeriodKind.WEEK: re.compile(r"(20\d\d)-?W(\d\d)"),
    PeriodKind.MONTH: re.compile(r"(20\d\d)-(\d\d)"),
    PeriodKind.DAY: re.compile(r"(20\d\d)-(\d\d)-(\d\d)"),
}
_REFUSALS = {
    PeriodKind.WEEK: "周应写作 2026-W47，不能是“{words}”。",
    PeriodKind.MONTH: "月份应写作 2026-10，不能是“{words}”。",
    PeriodKind.DAY: "日期应写作 2026-11-24，不能是“{words}”。",
}


def period_of(kind: PeriodKind, words: str) -> Period:
    """2026-W47, 2026-10 or 2026-11-24. Raises AskedWrongly for what is none of the kind."""
    found = _WRITTEN[kind].fullmatch(words.strip().upper())
    if found is None:
        raise AskedWrongly(_REFUSALS[kind], words=words)
    return numbered(kind, int("".join(found.groups())))


def numbered(kind: PeriodKind, number: int) -> Period:
    """Raises AskedWrongly for a day, week or month that no year has."""
    period = Period(kind, number)
    try:
        _ = period.span
    except ValueError:
        raise AskedWrongly("没有{period}。", period=period.words) from None
    return period
