"""Limits of law in the bureau's calendar: when a clock of the plan's deadlines runs out.

投诉举报处理办法 Art. 45: the day it starts is not counted, and a last day that is a
statutory holiday moves to the first day after. Weekends and make-up days count for
working days; for natural days only the calendar's days of rest move the end, so that a
limit is never shown later than the strictest reading of the law. Over a year that has not been
announced yet the holidays of the law are counted, and `estimated` says so.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.holidays import estimated_years, period_of
from commandcenter.domain.plan.plan import PlanData, is_working_day
from commandcenter.domain.plan.plan_items import LegalClock, TimeUnit
from commandcenter.domain.times import day_start, local, years_on

Span = tuple[datetime, datetime]  # aware; the time between is not counted

DAY = timedelta(days=1)
HORIZON = 3_660  # days; a calendar that rests longer than this is an error of entry


def due(
    plan: PlanData,
    clock_code: str,
    start: datetime,
    *,
    extended: bool = False,
    paused: Sequence[Span] = (),
) -> datetime:
    """The last second of the last day (Shanghai), aware UTC; hours run to the minute.

    `paused`: testing time. The day a pause begins still counts, the day it ends no more.
    Raises KeyError for an unknown clock, RuleBroken for an extension that the law has not.
    """
    clock = plan.clocks[clock_code]
    if extended and not clock.extension:
        raise RuleBroken("“{title}”的期限，法律没有规定可以延长。", title=clock.title)
    amount = clock.amount + (clock.extension if extended else 0)
    if clock.unit is TimeUnit.HOUR:
        return _after_hours(start, amount, paused)
    if clock.unit is TimeUnit.YEAR:
        return end_of(_past_rest(plan, years_on(local(start).date(), amount), frozenset()))
    return end_of(_last_day(plan, clock, local(start).date(), amount, _days_of(paused)))


def end_of(day: date) -> datetime:
    """23:59:59 of a day in Shanghai, aware UTC."""
    return day_start(day + DAY) - timedelta(seconds=1)


def started_before(plan: PlanData, clock_code: str, at: datetime) -> datetime:
    """What starts before this moment is due at `at` or earlier; what starts later is not.

    The limit never falls as the start grows, so one moment tells them apart in SQL.
    """
    clock = plan.clocks[clock_code]
    if clock.unit is TimeUnit.HOUR:
        return at - timedelta(hours=clock.amount) + timedelta(microseconds=1)
    # no limit ends earlier than as many days after its start
    days = (local(at).date() - DAY * n for n in count(clock.amount))
    return day_start(next(d for d in days if due(plan, clock_code, day_start(d)) <= at) + DAY)


def estimated(plan: PlanData, start: datetime, end: datetime) -> tuple[int, ...]:
    """The years between two moments whose make-up days nobody has told yet: what was counted over
    them may end otherwise."""
    return estimated_years(plan.calendar, local(start).date(), local(end).date())


def _after_hours(start: datetime, hours: int, paused: Sequence[Span]) -> datetime:
    end = start + timedelta(hours=hours)
    for first, last in _merged(paused):
        if first < end:
            end += max(last, start) - max(first, start)
    return end


def _merged(paused: Sequence[Span]) -> list[Span]:
    """The pauses in order, those that overlap made one."""
    merged: list[Span] = []
    for first, last in sorted(paused):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _days_of(paused: Sequence[Span]) -> frozenset[date]:
    """The days that do not count: after the day a pause began, up to the day it ended."""
    days: set[date] = set()
    for first, last in paused:
        begin = local(first).date()
        days.update(begin + DAY * n for n in range(1, (local(last).date() - begin).days + 1))
    return frozenset(days)


def _last_day(
    plan: PlanData, clock: LegalClock, start: date, amount: int, uncounted: frozenset[date]
) -> date:
    working = clock.unit is TimeUnit.WORKING_DAY
    for day in _forward_from(start):
        if day not in uncounted and (not working or is_working_day(plan, day)):
            amount -= 1
        if amount <= 0:
            return _past_rest(plan, day, uncounted)
    raise _calendar_broken()


def _past_rest(plan: PlanData, day: date, uncounted: frozenset[date]) -> date:
    """The day itself, or the first one after the holiday that it falls in."""
    for later in _forward_from(day - DAY):
        if later not in uncounted and not _in_holiday(plan, later):
            return later
    raise _calendar_broken()


def _in_holiday(plan: PlanData, day: date) -> bool:
    period = period_of(plan.calendar, day)
    return period is not None and period.rest


def _forward_from(day: date) -> Iterator[date]:
    """The days after `day`."""
    return (day + DAY * n for n in range(1, HORIZON))


def _calendar_broken() -> RuleBroken:
    return RuleBroken("工作日历里的休息日连续超过十年，算不出期限，请先更正日历。")
