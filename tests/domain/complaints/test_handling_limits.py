"""即将到期 and 已逾期: how near a limit of law is, to the second."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.handling_limits import Due, nearness, soon_end
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 9)
UNTIL = from_local(2026, 11, 27, 23, 59, 59)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("due_at", "near"),
    [
        (None, None),
        (NOW - SECOND, Due.LATE),
        (NOW, Due.SOON),
        (NOW + SECOND, Due.SOON),
        (UNTIL, Due.SOON),
        (UNTIL + SECOND, None),
    ],
)
def test_a_limit_is_late_once_it_is_over_and_soon_until_the_end_of_the_days(due_at, near):
    assert nearness(due_at, NOW, UNTIL) is near


@pytest.mark.parametrize(
    ("now", "days", "end"),
    [
        (NOW, 0, from_local(2026, 11, 24, 23, 59, 59)),
        (NOW, 3, UNTIL),
        (from_local(2026, 11, 24), 1, from_local(2026, 11, 25, 23, 59, 59)),
        (from_local(2026, 11, 24, 23, 59), 1, from_local(2026, 11, 25, 23, 59, 59)),
        (from_local(2026, 12, 30), 3, from_local(2027, 1, 2, 23, 59, 59)),
    ],
)
def test_the_days_are_counted_from_today_on_the_bureaus_clock(now, days, end):
    assert soon_end(now, days) == end
