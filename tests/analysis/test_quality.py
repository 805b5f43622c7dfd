"""How well outbreaks are seen, and how seldom there is nothing: the goals the watch rests on.

The simulator's seeds from 21 on were not looked at while the baseline was built.
"""

import numpy as np
import pytest

from commandcenter.analysis.expectation import Days, NegativeBinomialBaseline
from commandcenter.analysis.fdr import benjamini_hochberg
from tests.analysis.contest import (
    baseline,
    c2,
    farrington,
    hold_off,
    play,
    weekly,
    weekly_baseline,
)
from tests.analysis.simulator import simulate

TWICE, THRICE = 2, 3


def runs(seeds, size):
    return [simulate(seed, size) for seed in seeds]


def against_c2(seeds, size, note):
    ours, theirs = (play(detect, runs(seeds, size)) for detect in (baseline, c2))
    note(f"{size}x daily", f"baseline {ours}, C2 {theirs}")
    assert ours.delay <= 0.5 * theirs.delay
    assert ours.true >= 2 * theirs.true
    return ours.detected / theirs.detected


def against_farrington(seeds, size, note):
    ours, theirs = (
        play(detect, runs(seeds, size), weekly) for detect in (weekly_baseline, farrington)
    )
    note(f"{size}x weekly", f"baseline {ours}, Farrington {theirs}")
    return ours.detected / theirs.detected


def test_the_baseline_sees_far_more_daily_outbreaks_than_c2(record_property):
    assert against_c2(range(21, 25), TWICE, record_property) >= 1.9


@pytest.mark.nightly(minutes=10)
def test_on_eighty_seeds_it_sees_more_and_sooner_than_c2(record_property):
    assert against_c2(range(21, 101), TWICE, record_property) >= 1.9
    assert against_c2(range(21, 101), THRICE, record_property) >= 1.5


@pytest.mark.nightly
def test_on_eighty_seeds_it_sees_more_weekly_outbreaks_than_farrington(record_property):
    assert against_farrington(range(21, 101), TWICE, record_property) >= 1.10
    assert against_farrington(range(21, 101), THRICE, record_property) >= 1.05


def quiet_city(streams, days, seed):
    """Counts in which nothing happens, with the calendar of China's holidays in outline."""
    rng = np.random.default_rng(seed)
    day = np.arange(days)
    of_year = day % 365
    kind = day % 7
    for first, length in ((0, 1), (45, 7), (95, 3), (121, 5), (168, 3), (274, 7)):
        kind[(of_year >= first) & (of_year < first + length)] = 7
    for workday in (43, 54, 118, 128, 270, 283):
        kind[of_year == workday] = 8
    factor = np.log([1.1, 1.05, 1.02, 1, 1, 0.8, 0.75, 0.6, 1.05])
    own = rng.normal(factor, 0.15, (streams, 9))
    wave = rng.normal(0.2, 0.15, (streams, 1)) * np.cos(2 * np.pi * of_year / 365)
    drift = rng.normal(0, 0.1, (streams, 1)) * day / 365
    mean = rng.gamma(0.6, 4, (streams, 1)) * np.exp(own[:, kind] + wave + drift)
    size = 5
    counts = rng.negative_binomial(size, size / (size + mean))
    return counts, Days(kind, of_year / 365, np.zeros((days, 0)))


def quiet_alerts(streams, weeks, seed, q=0.05, history=1095, guard=7):
    """Alerts a day before and after the hold-off, over so many weeks in which nothing happens."""
    counts, days = quiet_city(streams, history + guard + 7 * weeks, seed)
    raised = np.zeros((7 * weeks, streams), bool)
    for week in range(weeks):
        first = 7 * week
        now = first + history + guard
        part = slice(first, now + 7)
        fitted = NegativeBinomialBaseline(
            counts[:, first : first + history],
            Days(days.kind[part], days.season[part], days.marks[part]),
        )
        expected = fitted.expect(np.arange(now, now + 7) - first)
        p = expected.p_value(counts[:, now : now + 7])
        for day in range(7):
            raised[7 * week + day] = benjamini_hochberg(p[:, day], q)
    return raised, hold_off(raised.T, 14).T


def test_of_thousand_quiet_streams_hardly_one_alarms_in_a_fortnight():
    raised, _ = quiet_alerts(1000, 2, seed=1)
    assert raised.any(axis=1).sum() <= 2


@pytest.mark.nightly(minutes=12)
@pytest.mark.timeout(3600)
def test_ten_thousand_quiet_streams_keep_the_false_discovery_rate_for_a_year(record_property):
    q = 0.05
    raised, opened = quiet_alerts(10_000, 52, seed=2, q=q)
    days = raised.any(axis=1).mean()
    record_property("days with an alert", days)
    record_property("alerts a day", opened.sum(axis=1).mean())
    assert days <= 1.1 * q  # every alert is false, so this is the false discovery rate
    assert opened.sum(axis=1).mean() <= 3
