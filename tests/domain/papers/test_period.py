"""Days, weeks and months of papers: their days, what they are compared with, how they are written.

The figures are those of the calendar: 2026 begins on a Thursday, so it has a week 53; 2028 has a
29 February.
"""

from datetime import date

import pytest

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.papers.period import (
    Period,
    PeriodKind,
    Span,
    day_of,
    numbered,
    period_of,
)
from commandcenter.domain.times import from_local

DAY, WEEK, MONTH = PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def test_the_days_of_a_span_are_counted_with_both_ends():
    assert span("2026-11-24", "2026-11-24").days == 1
    assert span("2026-11-23", "2026-11-29").days == 7


def test_a_span_lasts_from_midnight_to_the_midnight_after_its_last_day():
    week = span("2026-11-23", "2026-11-29")
    assert week.start == from_local(2026, 11, 23)
    assert week.end == from_local(2026, 11, 30)


@pytest.mark.parametrize(
    ("days", "last"), [(1, "2026-11-23"), (6, "2026-11-28"), (7, "2026-11-29"), (8, "2026-11-29")]
)
def test_the_first_days_of_a_span_are_never_more_than_it_has(days, last):
    assert span("2026-11-23", "2026-11-29").cut(days) == span("2026-11-23", last)


@pytest.mark.parametrize(
    ("kind", "written", "number", "words", "year", "place"),
    [
        (DAY, "2026-11-24", 20261124, "2026年11月24日", 2026, 24),
        (DAY, "2026-01-05", 20260105, "2026年1月5日", 2026, 5),
        (WEEK, "2026-W47", 202647, "2026年第47周", 2026, 47),
        (WEEK, " 2026w05 ", 202605, "2026年第5周", 2026, 5),
        (MONTH, "2026-10", 202610, "2026年10月", 2026, 10),
        (MONTH, "2026-01", 202601, "2026年1月", 2026, 1),
    ],
)
def test_a_period_is_read_as_it_is_written_and_named_in_words(
    kind, written, number, words, year, place
):
    period = period_of(kind, written)
    assert period == Period(kind, number)
    assert (period.words, period.year, period.place) == (words, year, place)


@pytest.mark.parametrize(
    ("kind", "written", "words"),
    [
        (DAY, "2026-11", "日期应写作 2026-11-24，不能是“2026-11”。"),
        (DAY, "1926-11-24", "日期应写作"),
        (WEEK, "2026-47", "周应写作 2026-W47，不能是“2026-47”。"),
        (WEEK, "2026-W7", "周应写作"),
        (MONTH, "2026-10-01", "月份应写作 2026-10，不能是“2026-10-01”。"),
        (MONTH, "", "月份应写作"),
        (DAY, "2026-02-29", "没有2026年2月29日。"),
        (WEEK, "2025-W53", "没有2025年第53周。"),
        (WEEK, "2026-W00", "没有2026年第0周。"),
        (MONTH, "2026-13", "没有2026年13月。"),
        (MONTH, "2026-00", "没有2026年0月。"),
    ],
)
def test_what_is_no_period_of_the_kind_is_refused(kind, written, words):
    with pytest.raises(AskedWrongly, match=words):
        period_of(kind, written)


@pytest.mark.parametrize("number", [20280229, 20261231])
def test_a_day_that_a_year_has_is_taken(number):
    assert numbered(DAY, number).number == number


def test_a_year_of_fifty_three_weeks_has_them():
    assert numbered(WEEK, 202653).span == span("2026-12-28", "2027-01-03")


@pytest.mark.parametrize(
    ("kind", "number", "own", "before", "year_before", "following"),
    [
        (DAY, 20261124, ("2026-11-24", "2026-11-24"), ("2026-11-23", "2026-11-23"),
         ("2025-11-25", "2025-11-25"), 20261125),
        (DAY, 20261231, ("2026-12-31", "2026-12-31"), ("2026-12-30", "2026-12-30"),
         ("2026-01-01", "2026-01-01"), 20270101),
        (WEEK, 202647, ("2026-11-16", "2026-11-22"), ("2026-11-09", "2026-11-15"),
         ("2025-11-17", "2025-11-23"), 202648),
        (WEEK, 202653, ("2026-12-28", "2027-01-03"), ("2026-12-21", "2026-12-27"),
         ("2025-12-29", "2026-01-04"), 202701),
        (MONTH, 202610, ("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30"),
         ("2025-10-01", "2025-10-31"), 202611),
        (MONTH, 202612, ("2026-12-01", "2026-12-31"), ("2026-11-01", "2026-11-30"),
         ("2025-12-01", "2025-12-31"), 202701),
        (MONTH, 202601, ("2026-01-01", "2026-01-31"), ("2025-12-01", "2025-12-31"),
         ("2025-01-01", "2025-01-31"), 202602),
        (MONTH, 202802, ("2028-02-01", "2028-02-29"), ("2028-01-01", "2028-01-31"),
         ("2027-02-01", "2027-02-28"), 202803),
    ],
)  # fmt: skip
def test_a_period_is_compared_with_the_one_before_and_with_last_years(
    kind, number, own, before, year_before, following
):
    period = Period(kind, number)
    assert period.span == span(*own)
    assert period.before == span(*before)
    assert period.year_before == span(*year_before)
    assert period.next == Period(kind, following)


def test_a_week_or_day_of_last_year_begins_on_the_same_weekday():
    for period in (Period(DAY, 20260301), Period(WEEK, 202601)):
        assert period.year_before.first.weekday() == period.span.first.weekday()


def test_a_day_knows_its_period():
    assert day_of(date(2026, 1, 5)) == Period(DAY, 20260105)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (from_local(2026, 11, 17), "2026-11-16"),
        (from_local(2026, 11, 18, 23, 59), "2026-11-17"),
        (from_local(2026, 11, 22), "2026-11-21"),
        (from_local(2026, 11, 23), "2026-11-22"),
        (from_local(2027, 1, 1), "2026-11-22"),
    ],
)
def test_of_a_week_under_way_the_days_that_are_over_are_known(now, last):
    assert Period(WEEK, 202647).known(now) == span("2026-11-16", last)


@pytest.mark.parametrize(
    ("period", "now", "words"),
    [
        (Period(WEEK, 202647), from_local(2026, 11, 16, 23, 59), "2026年第47周还没有过完一天"),
        (Period(WEEK, 202647), from_local(2026, 11, 10), "2026年第47周还没有过完一天"),
        (Period(DAY, 20261116), from_local(2026, 11, 16, 8),
         "2026年11月16日还没有过完一天，没有可以统计的数据。"),
        (Period(MONTH, 202611), from_local(2026, 11, 1, 8), "2026年11月还没有过完一天"),
    ],
)  # fmt: skip
def test_of_a_period_none_of_whose_days_is_over_nothing_is_known(period, now, words):
    with pytest.raises(RuleBroken, match=words):
        period.known(now)
