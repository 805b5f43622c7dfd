"""The band of the same hours of past weeks."""

from dataclasses import dataclass

import numpy as np
import pytest

from commandcenter.analysis.bands import same_time

WEEK = 168
HOURS = 12 * WEEK
RHYTHM = np.r_[np.full(8, 0.3), np.full(10, 2.0), np.full(6, 0.8)]


@dataclass(frozen=True)
class Band:
    """All (streams, times), in cases; NaN where fewer than three past weeks are known."""

    lower: np.ndarray
    middle: np.ndarray
    upper: np.ndarray


def expected_band(counts, at, *, coverage=0.9, **how):
    """The band that a count stays in with the chance `coverage`; `how` as in `same_time`."""
    expected = same_time(counts, at, **how)
    outside = (1 - coverage) / 2
    return Band(expected.upper(1 - outside), expected.mean, expected.upper(outside))


def hotline(level, hours=HOURS, seed=1):
    """Poisson counts with quiet nights; weekends half."""
    hour = np.arange(hours)
    mean = level * RHYTHM[hour % 24] * np.where(hour // 24 % 7 >= 5, 0.5, 1)
    return np.random.default_rng(seed).poisson(mean), mean


def test_nine_hours_in_ten_lie_in_the_band():
    counts, mean = hotline(20, HOURS + WEEK)
    at = np.arange(HOURS, HOURS + WEEK)
    band = expected_band(counts[:HOURS], at, half_window=0)
    inside = (counts[at] >= band.lower[0]) & (counts[at] <= band.upper[0])
    assert 0.86 < inside.mean() < 0.99
    np.testing.assert_allclose(band.middle[0], mean[at], rtol=0.6)
    assert np.corrcoef(band.middle[0], mean[at])[0, 1] > 0.97


def test_an_outbreak_a_week_ago_does_not_lift_the_band():
    counts, _ = hotline(20)
    at = np.arange(HOURS, HOURS + 24)
    before = expected_band(counts, at)
    counts[at - WEEK] += 300
    after = expected_band(counts, at)
    assert (after.middle < 1.4 * before.middle).all()
    assert (after.upper < 2 * before.upper).all()


def test_the_last_three_hours_are_compared_with_the_same_three_of_past_weeks():
    counts, mean = hotline(6)
    at = HOURS + 40
    expected = same_time(counts, [at], width=3).mean[0, 0]
    assert expected == pytest.approx(mean[at - WEEK - 2 : at - WEEK + 1].sum(), rel=0.3)


def test_ninety_two_cases_where_hardly_one_was_usual_are_rare():
    counts = np.random.default_rng(2).poisson(0.13, (1, HOURS))
    expected = same_time(counts, [HOURS], width=3)
    assert expected.mean[0, 0] < 1
    assert expected.p_value([[92]])[0, 0] < 1e-12
    assert expected.p_value([[1]])[0, 0] > 0.1


def test_a_first_complaint_where_there_never_was_one_is_not_yet_rare():
    expected = same_time(np.zeros(HOURS), [HOURS])
    assert expected.p_value([[1]])[0, 0] > 0.01
    assert expected.p_value([[4]])[0, 0] < 1e-4


def test_scattered_streams_have_wider_bands():
    steady, mean = hotline(20)
    size = 3
    restless = np.random.default_rng(5).negative_binomial(size, size / (size + mean))
    at = np.arange(HOURS, HOURS + 24)
    band = expected_band(np.array([steady, restless]), at)
    width = band.upper - band.lower
    assert width[1].mean() > 1.5 * width[0].mean()


def test_with_less_than_three_weeks_there_is_no_band():
    counts, _ = hotline(20, 3 * WEEK)
    band = expected_band(counts, [3 * WEEK + 5, 3 * WEEK - 5])
    assert np.isfinite(band.middle[0, 0])
    assert np.isnan([band.lower[0, 1], band.middle[0, 1], band.upper[0, 1]]).all()


def test_a_width_of_nothing_is_refused():
    with pytest.raises(ValueError, match="width"):
        same_time(np.zeros(HOURS), [HOURS], width=0)
