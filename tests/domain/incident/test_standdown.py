from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.incident.standdown import fall_of, is_met

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)


def at(*hours_ago):
    return [NOW - timedelta(hours=h) for h in hours_ago]


def test_nobody_ever_is_no_evidence():
    fall = fall_of([], NOW, 10, usual=0)
    assert (fall.last_day, fall.peak, fall.share) == (0, 0, 0.0)
    assert not is_met(fall)


def test_a_crowd_that_stayed_away_for_a_day_and_more_has_fallen():
    fall = fall_of(at(*[100.5] * 50, 20.5), NOW, 10, usual=1)
    assert (fall.last_day, fall.day_before, fall.peak) == (1, 0, 50)
    assert fall.share == 2.0
    assert fall.below_hours == 77  # since 24 hours after the crowd
    assert not fall.falling  # one came today, none yesterday
    assert not is_met(fall)
    assert is_met(fall_of(at(*[100.5] * 50, 40.5), NOW, 10, usual=1))


def test_a_crowd_of_today_has_not_fallen():
    fall = fall_of(at(*[3.5] * 50), NOW, 10, usual=1)
    assert (fall.below_hours, fall.quiet_days) == (0, 0)
    assert not is_met(fall)


def test_quiet_days_are_counted_back_from_now_to_the_first_loud_one():
    fall = fall_of(at(*[90.5] * 9, 50.5, 10.5), NOW, 10, usual=1)
    assert fall.quiet_days == 3


def test_who_complains_after_now_is_not_counted():
    assert fall_of([NOW + timedelta(hours=1)], NOW, 10, usual=0).last_day == 0


@given(st.lists(st.floats(0, 400), max_size=60), st.integers(1, 100), st.floats(0, 20))
def test_the_windows_are_what_counting_one_by_one_gives(hours, percent, usual):
    seen = at(*hours)
    fall = fall_of(seen, NOW, percent, usual)
    ages = [int((NOW - t) / timedelta(hours=1)) for t in seen]
    windows = [sum(a <= age < a + 24 for age in ages) for a in range(max(ages, default=0) + 1)]
    assert fall.last_day == windows[0]
    assert fall.peak == max(windows)
    assert 0 <= fall.share <= 100
    for n in range(min(fall.below_hours, len(windows))):
        assert windows[n] == 0 or 100 * windows[n] < percent * fall.peak


@pytest.mark.parametrize("percent", [5, 10, 50])
def test_a_greater_share_is_reached_sooner(percent):
    crowd = at(*[60.5] * 40, *[30.5] * 8, *[5.5])
    fall = fall_of(crowd, NOW, percent, usual=0)
    assert fall.below_hours == {5: 7, 10: 7, 50: 37}[percent]


def falls(*hours_ago, usual=0):
    return fall_of(at(*hours_ago), NOW, 10, usual=usual)


@pytest.mark.parametrize(
    ("hours_ago", "falling"),
    [
        ((1.5, 30.5), False),
        ((1.5, 30.5, 31.5), True),
        ((1.5, 2.5, 30.5), False),
        ((50.5,), True),
        ((30.5,), True),
        ((1.5,), False),
    ],
)
def test_it_falls_while_fewer_come_than_the_day_before_or_nobody(hours_ago, falling):
    assert falls(*hours_ago).falling is falling


@pytest.mark.parametrize(
    ("oldest", "last_day", "day_before"), [(22.5, 1, 0), (23.5, 1, 0), (24.5, 0, 1), (47.5, 0, 1)]
)
def test_a_day_is_the_last_twenty_four_hours(oldest, last_day, day_before):
    found = falls(oldest)
    assert (found.last_day, found.day_before) == (last_day, day_before)


@pytest.mark.parametrize(("hours_ago", "met"), [(46.5, False), (47.5, True), (48.5, True)])
def test_it_is_met_once_it_was_below_for_a_whole_day(hours_ago, met):
    found = falls(*[hours_ago] * 50)
    assert (found.below_hours >= 24, is_met(found)) == (met, met)


@pytest.mark.parametrize(("usual", "quiet"), [(0, 1), (1, 1), (2, 3), (3, 3)])
def test_a_day_with_no_more_than_the_usual_number_is_quiet(usual, quiet):
    assert falls(30.5, 31.5, 60.5, usual=usual).quiet_days == quiet
