"""A new paper: the weeks and months that can be written about are those that are over."""

from datetime import date

from commandcenter.domain.period import PeriodKind
from commandcenter.ui.papers.new_form import past_periods


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
