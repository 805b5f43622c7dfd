"""The plan's calendar as the baselines of days know it: kind of day, season, festivals."""

from datetime import date, timedelta

import numpy as np

from commandcenter.analysis.expectation import Days
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.watch.watching import HOLIDAY, day_kind, festival_days

YEAR = 365.25


def calendar(plan: PlanData, first: date, days: int) -> Days:
    """What is known beforehand of the days from `first` on."""
    dates = [first + timedelta(days=n) for n in range(days)]
    kinds = [day_kind(plan, day) for day in dates]
    season = [(day.timetuple().tm_yday - 1) / YEAR for day in dates]
    marks = festival_days(plan, first, days)
    table = np.array([[day in each for each in marks] for day in dates], float).reshape(days, -1)
    after = [_after_rest(plan, day, kind) for day, kind in zip(dates, kinds, strict=True)]
    return Days(np.array(kinds), np.array(season), np.column_stack([table, np.array(after, float)]))


def _after_rest(plan: PlanData, day: date, kind: int) -> bool:
    """The first day that is worked after a public holiday."""
    return kind != HOLIDAY and day_kind(plan, day - timedelta(days=1)) == HOLIDAY
