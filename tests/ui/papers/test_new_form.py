"""A new paper: weeks and months that are over can be written about, a roster of those to come."""

from datetime import date

from commandcenter.domain.papers.period import PeriodKind
from commandcenter.ui.papers.new_form import coming_weeks, past_periods


def test_the_last_week_that_is_over_comes_first():
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    for today in (monday, sunday):
        assert [p.number for p in past_periods(PeriodKind.WEEK, today)][:2] == [202647, 202646]


def test_weeks_of_the_year_before_keep_their_year():
    assert past_periods(PeriodKind.WEEK, date(2027, 1, 5))[0].number == 202653


def test_months_go_back_over_the_year():
    months = [p.number for p in past_periods(PeriodKind.MONTH, date(2026, 3, 31))]
    assert months[:4] == [202602, 202601, 202512, 202511]
    assert len(set(months)) == len(months) == 12


def test_a_roster_is_of_the_week_that_runs_or_of_those_to_come():
    weeks = [p.number for p in coming_weeks(date(2026, 12, 20))]
    assert weeks == [202651, 202652, 202653, 202701, 202702]


def test_a_day_of_duty_is_this_one_or_one_before():
    days = [p.number for p in past_periods(PeriodKind.DAY, date(2026, 3, 1))]
    assert days[:3] == [20260301, 20260228, 20260227]
    assert len(days) == 12
