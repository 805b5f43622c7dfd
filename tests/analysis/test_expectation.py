"""The daily baseline: what it learns, from whom, and what it does not let itself be taught."""

import numpy as np
import pytest

from commandcenter.analysis.expectation import Days, Doubt, NegativeBinomialBaseline
from tests.analysis.poisson_fit import fit_poisson

YEARS = 3 * 365
WEEK = np.array([1.3, 1.1, 1.0, 1.0, 0.9, 0.6, 0.5])
FREE = Doubt(trend=30, season=30, kind=30, mark=30)


def plain_days(times, marks=0):
    day = np.arange(times)
    return Days(day % 7, day % 365 / 365, np.zeros((times, marks)))


def city(levels, times=YEARS, week=WEEK, seed=1):
    """Poisson counts with one week for all, (len(levels), times)."""
    rng = np.random.default_rng(seed)
    return rng.poisson(np.outer(levels, week[np.arange(times) % 7]))


def factors(baseline, days, stream):
    """The week that the baseline expects of a stream, its mean 1."""
    expected = baseline.expect(np.arange(len(days.kind) - 7, len(days.kind))).mean[stream]
    return np.roll(expected, -np.argmax(days.kind[-7:] == 0)) / expected.mean()


def test_a_stream_left_free_is_the_regression_of_the_textbook():
    days = plain_days(YEARS)
    counts = city([40, 90])
    free = NegativeBinomialBaseline(counts, days, recent=0, doubt=FREE)
    day = np.arange(YEARS)
    wave = 2 * np.pi * day[:, None] / 365 * [1, 2]
    design = np.column_stack(
        [np.ones(YEARS), (day - YEARS) / 365.25, np.cos(wave), np.sin(wave)]
        + [day % 7 == k for k in range(1, 7)]
    )
    textbook = fit_poisson(design, counts.astype(float), np.ones(counts.shape))
    np.testing.assert_allclose(free.coefficients, textbook.coefficients, atol=5e-3)


def test_a_stream_of_few_cases_has_the_week_of_the_city():
    days = plain_days(YEARS + 7)
    counts = city([*[5] * 30, 0.004])
    counts[-1] = 0
    counts[-1, [100, 500, 900]] = 1
    baseline = NegativeBinomialBaseline(counts, days)
    np.testing.assert_allclose(factors(baseline, days, -1), WEEK / WEEK.mean(), rtol=0.25)
    assert baseline.expect([YEARS]).mean[-1] == pytest.approx(3 / YEARS, rel=0.8)


def test_a_stream_of_many_cases_has_its_own_week():
    days = plain_days(YEARS + 7)
    own = WEEK[::-1]
    counts = np.vstack([city([5] * 30), city([50], week=own)])
    baseline = NegativeBinomialBaseline(counts, days)
    np.testing.assert_allclose(factors(baseline, days, -1), own / own.mean(), rtol=0.08)


def test_what_is_rarer_has_the_smaller_p_value_and_the_bound_is_where_it_falls_below_alpha():
    days = plain_days(YEARS + 1)
    expected = NegativeBinomialBaseline(city([0.2, 3, 60]), days).expect([YEARS])
    bound = expected.upper(0.001)
    assert (expected.p_value(bound + 1) <= 0.001).all()
    assert (expected.p_value(bound) > 0.001).all()
    assert (expected.p_value(np.zeros((3, 1))) == 1).all()


def test_a_holiday_is_expected_to_be_one_and_the_day_itself_no_surprise():
    days = plain_days(YEARS + 365)
    holiday = (np.arange(len(days.kind)) % 365) // 7 == 39
    days.kind[holiday] = 7
    rng = np.random.default_rng(2)
    mean = 20 * WEEK[np.arange(YEARS + 365) % 7] * np.where(holiday, 3, 1)
    counts = rng.poisson(mean, (20, YEARS + 365))
    baseline = NegativeBinomialBaseline(counts[:, :YEARS], days)
    at = YEARS + 39 * 7 + np.arange(7)
    expected = baseline.expect(at)
    assert expected.mean.mean() == pytest.approx(mean[at].mean(), rel=0.35)
    assert expected.p_value(counts[:, at]).min() > 1e-3


def test_a_marked_day_is_learned_from_the_years_before():
    days = plain_days(YEARS + 365, marks=1)
    days.marks[73::365, 0] = 1  # the fifteenth of March
    counts = city([8] * 50, YEARS + 365)
    counts[:, 73::365] = np.random.default_rng(5).poisson(
        5 * 8 * WEEK[np.arange(73, YEARS + 365, 365) % 7], (50, 4)
    )
    baseline = NegativeBinomialBaseline(counts[:, :YEARS], days)
    day = YEARS + 73
    before, on = baseline.expect([day - 7, day]).mean.mean(axis=0)
    assert on / before == pytest.approx(5, rel=0.25)
    assert baseline.expect([day]).p_value(counts[:, [day]]).min() > 1e-4


def test_an_outbreak_of_last_month_teaches_little():
    days = plain_days(YEARS + 14)
    counts = city([10] * 40)
    quiet = NegativeBinomialBaseline(counts, days).expect([YEARS + 13])
    counts[0, -40:-30] += 200
    after = NegativeBinomialBaseline(counts, days).expect([YEARS + 13])
    assert after.mean[0] < 1.2 * quiet.mean[0]
    assert after.upper(1e-4)[0] < 2 * quiet.upper(1e-4)[0]


def test_levels_that_move_in_many_streams_are_followed():
    days = plain_days(YEARS + 7)
    rng = np.random.default_rng(4)
    counts = city([15] * 200)
    moved = np.exp(rng.normal(0, 0.5, 200))
    counts[:, -90:] = rng.poisson(moved[:, None] * 15 * WEEK[np.arange(YEARS - 90, YEARS) % 7])
    following, fixed = (
        NegativeBinomialBaseline(counts, days, recent=recent).expect([YEARS]).mean[:, 0]
        for recent in (56, 0)
    )
    truth = moved * 15 * WEEK[YEARS % 7]
    assert np.abs(following / truth - 1).mean() < 0.08
    assert np.abs(fixed / truth - 1).mean() > 0.2


def test_where_no_level_moves_none_is_moved():
    baseline = NegativeBinomialBaseline(city([2] * 500), plain_days(YEARS))
    np.testing.assert_allclose(baseline.level, 1, atol=0.05)


def test_with_a_half_life_old_years_are_forgotten():
    days = plain_days(YEARS + 1)
    counts = city([10] * 20)
    counts[:, : YEARS // 2] = city([30] * 20)[:, : YEARS // 2]
    remembers, forgets = (
        NegativeBinomialBaseline(counts, days, harmonics=0, recent=0, half_life=half_life)
        .expect([YEARS])
        .mean.mean()
        for half_life in (None, 60)
    )
    truth = 10 * WEEK[YEARS % 7]
    assert abs(remembers - truth) > 0.15 * truth
    assert abs(forgets - truth) < 0.1 * truth


def test_quiet_days_look_rare_no_more_often_than_they_are():
    days = plain_days(YEARS + 28)
    rng = np.random.default_rng(9)
    mean = rng.gamma(0.6, 4, (2000, 1)) * WEEK[np.arange(YEARS + 28) % 7]
    counts = rng.negative_binomial(5, 5 / (5 + mean))
    baseline = NegativeBinomialBaseline(counts[:, :YEARS], days)
    at = np.arange(YEARS, YEARS + 28)
    p = baseline.expect(at).p_value(counts[:, at])
    for alpha in (0.05, 0.01, 0.001):
        assert 0.3 * alpha < (p <= alpha).mean() < alpha
    assert (p <= 1e-5).sum() <= 3


def test_streams_without_a_single_case_are_expected_to_stay_so():
    days = plain_days(YEARS + 1)
    for counts in (city([4, 4, 0]), np.zeros((3, YEARS))):
        expected = NegativeBinomialBaseline(counts, days).expect([YEARS])
        assert 0 < expected.mean[2, 0] < 0.01
        assert expected.p_value([[0], [0], [4]])[2, 0] < 1e-4


def test_weekly_counts_are_judged_without_days_of_the_week():
    weeks = np.arange(5 * 52 + 4)
    mean = 30 * np.exp(0.5 * np.cos(2 * np.pi * weeks / 52))
    counts = np.random.default_rng(3).poisson(mean, (10, len(weeks)))
    days = Days(np.zeros(len(weeks), int), weeks % 52 / 52, np.zeros((len(weeks), 0)))
    baseline = NegativeBinomialBaseline(counts[:, :260], days, per_year=52, recent=8)
    expected = baseline.expect(np.arange(260, 264))
    np.testing.assert_allclose(expected.mean, np.tile(mean[260:], (10, 1)), rtol=0.25)


def test_counts_longer_than_the_calendar_are_refused():
    with pytest.raises(ValueError, match="days must cover"):
        NegativeBinomialBaseline(np.ones((2, 30)), plain_days(29))
