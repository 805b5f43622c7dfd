"""Kleinberg's automata against all paths tried one by one, and what they call a burst."""

import math
from itertools import product

import numpy as np
import pytest

from tests.analysis.kleinberg import bursts, bursts_in_time


def batch_cost(states, hits, totals, s, gamma):
    share = sum(hits) / sum(totals)
    shares = (share, min(s * share, 0.9999))
    cost, before = 0.0, 0
    for state, r, d in zip(states, hits, totals, strict=True):
        cost += gamma * math.log(len(hits)) * max(state - before, 0)
        cost -= math.log(math.comb(d, r)) + r * math.log(shares[state])
        cost -= (d - r) * math.log(1 - shares[state])
        before = state
    return cost


@pytest.mark.parametrize("seed", range(6))
def test_the_busy_times_are_the_cheapest_of_all_ways_through(seed):
    rng = np.random.default_rng(seed)
    totals = rng.integers(8, 20, 11)
    hits = rng.binomial(totals, np.where((np.arange(11) > 3) & (np.arange(11) < 8), 0.5, 0.1))
    found = bursts(hits, totals, s=2, gamma=0.7)
    ways = product((0, 1), repeat=11)
    cheapest = min(batch_cost(w, hits, totals.tolist(), 2, 0.7) for w in ways)
    assert batch_cost(found.astype(int), hits, totals.tolist(), 2, 0.7) == pytest.approx(cheapest)


def gap_cost(states, gaps, s, gamma):
    cost, before = 0.0, 0
    for state, gap in zip(states, gaps, strict=True):
        rate = s**state / np.mean(gaps)
        cost += gamma * math.log(len(gaps)) * max(state - before, 0) + rate * gap - math.log(rate)
        before = state
    return cost


@pytest.mark.parametrize("seed", range(4))
def test_nested_bursts_are_the_cheapest_of_all_ways_through(seed):
    rng = np.random.default_rng(seed)
    gaps = rng.exponential([10, 10, 9, 2, 1, 0.3, 0.3, 0.4, 12]) + 0.01
    arrivals = np.r_[0, gaps.cumsum()]
    found = bursts_in_time(arrivals, s=2, gamma=0.6, levels=2, resolution=0.01)
    states = np.zeros(9, int)
    for burst in found:
        states[burst.start : burst.end] = np.maximum(states[burst.start : burst.end], burst.level)
    cheapest = min(gap_cost(w, gaps, 2, 0.6) for w in product((0, 1, 2), repeat=9))
    assert gap_cost(states, gaps, 2, 0.6) == pytest.approx(cheapest)


def test_a_topic_that_suddenly_fills_the_days_is_busy_just_then():
    totals = np.full(60, 200)
    hits = np.full((2, 60), 10)
    hits[0, 40:47] = 60
    found = bursts(hits, totals)
    assert np.flatnonzero(found[0]).tolist() == list(range(40, 47))
    assert not found[1].any()


def test_a_topic_that_grows_as_all_grows_is_no_burst():
    totals = np.r_[np.full(30, 100), np.full(10, 900)]
    assert not bursts(totals // 10, totals).any()


def test_a_topic_never_heard_of_is_never_busy():
    assert not bursts(np.zeros((1, 20), int), np.full(20, 5)).any()
    assert not bursts(np.zeros(20, int), np.zeros(20, int)).any()


def test_twelve_calls_a_minute_after_a_quiet_day_are_one_burst():
    quiet = np.arange(0, 86_400, 1_800)
    night = 86_400 + np.arange(0, 600, 5)
    outermost = bursts_in_time(np.r_[quiet, night])[0]
    assert outermost.level == 1
    assert outermost.end == len(quiet) + len(night) - 1
    assert abs(outermost.start - len(quiet)) <= 1
    assert outermost.weight > 50


def test_inner_bursts_lie_in_outer_ones():
    found = bursts_in_time(np.r_[np.arange(0, 5000, 100), 5000 + np.arange(0, 300, 10)])
    outer = {b.level: b for b in found}
    assert max(outer) >= 2
    for level in range(2, max(outer) + 1):
        assert outer[level - 1].start <= outer[level].start
        assert outer[level].end <= outer[level - 1].end


def test_calls_in_the_same_second_and_single_calls_are_taken():
    assert bursts_in_time([5, 5, 5, 5]) == []
    assert bursts_in_time([7]) == []


@pytest.mark.parametrize(
    "refused",
    [
        lambda: bursts([3], [2]),
        lambda: bursts([1], [2], s=1),
        lambda: bursts_in_time([3, 2, 1]),
        lambda: bursts_in_time([1, 2], gamma=-1),
    ],
)
def test_what_cannot_be_is_refused(refused):
    with pytest.raises(ValueError, match=r"must|>"):
        refused()
