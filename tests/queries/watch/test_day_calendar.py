"""What the plan says of the days, as the baselines of days are told it."""

from dataclasses import replace
from datetime import date

import pytest

from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.queries.watch.day_calendar import calendar
from commandcenter.store.plan.plan_files import read_tables

PLAN = PlanData.from_tables(read_tables(RESOURCES / "plan"))


def lasting(days):
    setting = replace(PLAN.settings["watch_festival_days"], value=days)
    return replace(PLAN, settings=PLAN.settings | {"watch_festival_days": setting})


@pytest.mark.parametrize("days", [1, 3, 5])
def test_a_festival_lasts_as_long_as_the_plan_says(days):
    known = calendar(lasting(days), date(2026, 3, 10), 20)
    marked = [date(2026, 3, 10 + n).day for n in range(20) if known.marks[n, 0]]
    assert marked == list(range(15, 15 + days))


def test_the_day_after_a_public_holiday_is_marked_as_one():
    known = calendar(PLAN, date(2026, 4, 30), 10)  # 1 to 5 May, published for 2026
    assert known.kind[1:6].tolist() == [7] * 5
    assert known.marks[:, -1].tolist() == [0.0] * 6 + [1.0] + [0.0] * 3
