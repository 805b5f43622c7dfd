"""Limits of law counted in the bureau's calendar of 2026."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.legal_time import due, end_of, estimated, started_before
from commandcenter.domain.plan.plan_items import CalendarPeriod
from commandcenter.domain.times import day_start, from_local, local

DAYS_OF_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def last_day(plan, clock, start, **how):
    return local(due(plan, clock, from_local(2026, *start), **how)).date()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ((11, 24, 9, 45), (12, 3)),  # Tuesday: 25 26 27 30 1 2 3
        ((11, 27, 23, 59), (12, 8)),  # Friday, a minute before midnight
        ((11, 28, 0, 0), (12, 8)),  # Saturday: counted from Monday
        ((1, 2, 10, 0), (1, 12)),  # Sunday 4 January is worked, 5–9, 12
        ((2, 10, 10, 0), (2, 26)),  # 11 12 13, Saturday the 14th is worked, 24 25 26
        ((2, 13, 10, 0), (3, 2)),  # 14, 24–27, Saturday the 28th is worked, Monday
        ((4, 30, 10, 0), (5, 13)),  # 6 7 8, Saturday the 9th is worked, 11 12 13
        ((9, 18, 10, 0), (9, 29)),  # Sunday the 20th is worked, 21–24, 28 29
        ((9, 30, 10, 0), (10, 15)),  # 8 9, Saturday the 10th is worked, 12–15
    ],
)
def test_seven_working_days_follow_rest_and_make_up_days(plan, start, expected):
    assert last_day(plan, "accept", start) == date(2026, *expected)


def test_a_limit_ends_with_the_last_second_of_its_day(plan):
    end = due(plan, "accept", from_local(2026, 11, 24, 9, 45))
    assert end == from_local(2026, 12, 3, 23, 59, 59) == end_of(date(2026, 12, 3))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ((3, 2), date(2026, 5, 6)),  # 1 May is a holiday, until the 5th
        ((8, 2), date(2026, 10, 8)),  # 1 October is a holiday, until the 7th
        ((7, 28), date(2026, 9, 28)),  # 26 September: Mid-Autumn, until the 27th
        ((7, 1), date(2026, 8, 30)),  # a Sunday like others is no statutory holiday
        ((11, 24), date(2027, 1, 23)),
    ],
)
def test_sixty_days_run_through_weekends_and_end_after_a_holiday(plan, start, expected):
    assert last_day(plan, "mediation", start) == expected


def test_testing_time_is_not_counted(plan):
    pause = (from_local(2026, 6, 1, 9), from_local(2026, 6, 11, 17))
    plain, longer = (last_day(plan, "mediation", (5, 20), paused=p) for p in ((), (pause,)))
    assert longer - plain == timedelta(days=10)


def test_two_tests_at_once_are_not_counted_twice(plan):
    first = (from_local(2026, 6, 1, 9), from_local(2026, 6, 11, 17))
    second = (from_local(2026, 6, 5, 9), from_local(2026, 6, 15, 17))
    plain, longer = (last_day(plan, "mediation", (5, 20), paused=p) for p in ((), (first, second)))
    assert longer - plain == timedelta(days=14)


def test_a_test_after_the_end_moves_nothing(plan):
    late = (from_local(2026, 9, 1, 9), from_local(2026, 9, 11, 17))
    assert last_day(plan, "mediation", (5, 20), paused=(late,)) == date(2026, 7, 19)


def test_an_extension_adds_its_working_days(plan):
    assert last_day(plan, "decide_case", (11, 2)) == date(2026, 11, 23)
    assert last_day(plan, "decide_case", (11, 2), extended=True) == date(2026, 12, 14)


def test_an_extension_that_the_law_has_not_is_refused(plan):
    with pytest.raises(RuleBroken, match="没有规定可以延长"):
        due(plan, "accept", from_local(2026, 11, 2), extended=True)


def test_hours_run_to_the_minute_and_stand_still_while_paused(plan):
    start = from_local(2026, 11, 24, 21, 10)
    assert due(plan, "preserve_report", start) == start + timedelta(hours=24)
    pause = (start + timedelta(hours=1), start + timedelta(hours=3))
    assert due(plan, "preserve_report", start, paused=[pause]) == start + timedelta(hours=26)


def test_years_end_on_the_same_day(plan):
    assert due(plan, "platform_data", from_local(2028, 2, 29)) == end_of(date(2031, 2, 28))
    four = replace(plan.clocks["platform_data"], amount=4)
    leap = replace(plan, clocks={**plan.clocks, "platform_data": four})
    assert due(leap, "platform_data", from_local(2028, 2, 29)) == end_of(date(2032, 2, 29))


def test_an_unknown_clock_is_a_mistake_of_the_caller(plan):
    with pytest.raises(KeyError):
        due(plan, "nothing", from_local(2026, 11, 24))


def test_a_calendar_without_a_working_day_is_refused_in_words(plan):
    forever = CalendarPeriod("x", "长假", True, date(2026, 1, 1), date(2090, 1, 1), "录入错误")
    broken = replace(plan, calendar={"x": forever})
    with pytest.raises(RuleBroken, match="日历"):
        due(broken, "accept", from_local(2026, 11, 24))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (
            (2027, 1, 29),
            date(2027, 2, 11),
        ),  # 1–4, then the law's four (Friday to Monday), 9–11
        ((2027, 9, 28), date(2027, 10, 8)),  # 29 30, then the law's three days, 4–8
        ((2019, 9, 27), date(2019, 10, 12)),  # Sunday the 29th and Saturday the 12th were worked
    ],
)
def test_a_year_without_the_bureaus_calendar_has_what_was_announced_or_the_law(
    plan, start, expected
):
    ends = due(plan, "accept", from_local(*start, 10))
    assert local(ends).date() == expected


def test_what_is_counted_over_a_year_without_its_notice_is_marked(plan):
    def years(start, end):
        return estimated(plan, from_local(*start), from_local(*end))

    assert years((2026, 11, 24), (2026, 12, 3)) == ()
    assert years((2019, 1, 1), (2026, 12, 31)) == ()
    assert years((2026, 12, 20), (2027, 1, 5)) == (2027,)
    assert years((2026, 12, 20), (2028, 1, 5)) == (2027, 2028)


@pytest.mark.parametrize("clock", ["accept", "mediation", "decide_case", "preserve_report"])
@given(day=DAYS_OF_2026, later=st.integers(0, 30))
def test_a_later_start_is_never_due_earlier(plan, clock, day, later):
    first, second = day_start(day), day_start(day + timedelta(days=later))
    assert due(plan, clock, first) <= due(plan, clock, second)


@pytest.mark.parametrize("clock", ["accept", "mediation", "decide_case", "preserve_report"])
@given(day=DAYS_OF_2026, minute=st.integers(0, 24 * 60 - 1))
def test_one_moment_tells_apart_what_is_due_by_then(plan, clock, day, minute):
    at = day_start(day) + timedelta(minutes=minute)
    edge = started_before(plan, clock, at)
    assert due(plan, clock, edge - timedelta(microseconds=1)) <= at < due(plan, clock, edge)


START = from_local(2026, 11, 24, 21, 10)  # of a limit of 24 hours


def hours(first, last):
    return START + timedelta(hours=first), START + timedelta(hours=last)


@pytest.mark.parametrize(
    ("paused", "later"),
    [
        ([], 0),
        ([hours(-5, -1)], 0),
        ([hours(-5, 0)], 0),
        ([hours(-5, 2)], 2),
        ([hours(23, 25)], 2),
        ([hours(24, 30)], 0),
        ([hours(1, 3), hours(2, 5)], 4),
        ([hours(1, 10), hours(2, 5)], 9),
        ([hours(1, 3), hours(3, 5)], 4),
        ([hours(6, 8), hours(1, 3)], 4),
        ([hours(20, 24), hours(26, 27)], 5),
    ],
)
def test_hours_that_are_paused_are_not_counted_nor_any_of_them_twice(plan, paused, later):
    ends = START + timedelta(hours=24 + later)
    assert due(plan, "preserve_report", START, paused=paused) == ends


def test_a_limit_does_not_end_while_a_test_goes_on_after_a_holiday(plan):
    until_the_ninth = (from_local(2026, 10, 7, 9), from_local(2026, 10, 9, 17))
    assert last_day(plan, "mediation", (8, 2)) == date(2026, 10, 8)
    assert last_day(plan, "mediation", (8, 2), paused=[until_the_ninth]) == date(2026, 10, 10)


@pytest.mark.parametrize("clock", ["accept", "mediation", "decide_case", "platform_data"])
def test_what_is_due_at_the_very_moment_is_due(plan, clock):
    start = from_local(2026, 11, 24)
    at = due(plan, clock, start)
    second = timedelta(seconds=1)
    assert started_before(plan, clock, at - second) <= start < started_before(plan, clock, at)


@pytest.mark.parametrize(
    ("start", "end"), [((2027, 2, 28), (2030, 2, 28)), ((2028, 3, 29), (2031, 3, 29))]
)
def test_only_the_twenty_ninth_of_february_becomes_the_day_before(plan, start, end):
    assert due(plan, "platform_data", from_local(*start)) == end_of(date(*end))
