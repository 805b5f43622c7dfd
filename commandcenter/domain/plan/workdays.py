"""One day of the working-day calendar set to rest or to work: what of the periods changes."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.holiday_notice import is_of_notice
from commandcenter.domain.plan.holidays import usually_rests
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_items import CalendarPeriod

DAY = timedelta(days=1)


def own_period(calendar: Mapping[str, CalendarPeriod], day: date) -> CalendarPeriod | None:
    """What the bureau itself has set for this day."""
    return next((p for p in calendar.values() if p.first <= day <= p.last), None)


def set_day(
    calendar: Mapping[str, CalendarPeriod],
    day: date,
    *,
    rest: bool,
    title: str,
    source: str,
    proposal: bool,
) -> dict[str, CalendarPeriod]:
    """The calendar with this day as rest or work; a longer period around it is cut there.

    A day that is as notice, law and weekday have it needs no entry and gets none.
    """
    if not date(2000, 1, 1) <= day <= date(2100, 12, 31):
        raise RuleBroken("日期应在 2000 年至 2100 年之间。")
    after = {code: p for code, p in calendar.items() if not p.first <= day <= p.last}
    covering = own_period(calendar, day)
    if covering:
        after |= _without(covering, {day}, set(after))
    if rest != usually_rests(day):
        code = _free(f"{day.year}.d{day:%m%d}", set(after))
        after[code] = CalendarPeriod(code, title, rest, day, day, source, proposal=proposal)
    return dict(sorted(after.items(), key=lambda pair: pair[1].first))


def _without(
    period: CalendarPeriod, gone: Container[date], taken: set[str]
) -> dict[str, CalendarPeriod]:
    """What is left of a period, in as many parts as these days cut it into."""
    parts: dict[str, CalendarPeriod] = {}
    last = None
    for day in sorted(each for each in period.days() if each not in gone):
        if last is not None and last.last == day - DAY:
            last = replace(last, last=day)
        else:
            code = period.code if last is None else _free(f"{period.code}.b", taken | parts.keys())
            last = replace(period, code=code, first=day, last=day)
        parts[last.code] = last
    return parts


def _free(code: str, taken: set[str]) -> str:
    found, number = code, 2
    while found in taken:
        found, number = f"{code}.{number}", number + 1
    return found


def set_year(
    calendar: Mapping[str, CalendarPeriod], year: int, periods: Sequence[CalendarPeriod]
) -> dict[str, CalendarPeriod]:
    """The calendar with the notice of a year instead of what it has of that year and those days.

    What an earlier text of the notice gave goes with the days of the year before, too; of what
    the bureau set itself the days beyond the year's edge stay.
    """
    told = {day for period in periods for day in period.days()}
    kept: dict[str, CalendarPeriod] = {}
    for own in calendar.values():
        if not is_of_notice(own, year):
            gone = told | {day for day in own.days() if day.year == year}
            kept |= _without(own, gone, set(calendar) | set(kept))
    for period in periods:
        kept[_free(period.code, set(kept))] = replace(period, code=_free(period.code, set(kept)))
    return dict(sorted(kept.items(), key=lambda pair: pair[1].first))


def calendar_changes(
    before: Mapping[str, CalendarPeriod], after: Mapping[str, CalendarPeriod]
) -> tuple[ItemChange, ...]:
    """What has to be changed to come from one calendar to the other."""
    gone = [ItemChange("calendar", code, None) for code in before if code not in after]
    new = [
        ItemChange("calendar", code, _fields(period))
        for code, period in after.items()
        if before.get(code) != period
    ]
    return (*gone, *new)


def _fields(period: CalendarPeriod) -> dict[str, object]:
    return {
        "title": period.title,
        "rest": period.rest,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "source": period.source,
        "proposal": period.proposal,
    }
