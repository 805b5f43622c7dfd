"""The tail of the negative binomial and its quantile against sums of its own terms."""

import math

import numpy as np
import pytest

from commandcenter.analysis import tails
from commandcenter.analysis.tails import quantile, tail


def term(y, mean, variance):
    if variance <= mean:
        return math.exp(y * math.log(mean) - mean - math.lgamma(y + 1))
    size = mean**2 / (variance - mean)
    log = math.lgamma(y + size) - math.lgamma(size) - math.lgamma(y + 1)
    return math.exp(log + size * math.log(mean / variance) + y * math.log(1 - mean / variance))


@pytest.mark.parametrize("mean", [0.01, 0.7, 5, 300])
@pytest.mark.parametrize("ratio", [1, 1.3, 6])
def test_the_tail_is_the_sum_of_all_terms_from_there(mean, ratio):
    for y in (0, 1, 2, int(mean), int(mean * 1.5) + 3):
        below = math.fsum(term(k, mean, ratio * mean) for k in range(y))
        assert tail(y, mean, ratio * mean) == pytest.approx(1 - below, abs=1e-12)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99, 0.999999])
def test_the_quantile_is_the_first_count_not_exceeded_too_often(share):
    mean = np.array([1e-9, 0.2, 1, 7, 150, 4000])[:, None]
    variance = mean * np.array([1, 1.5, 10])
    found = quantile(share, mean, variance)
    assert (tail(found + 1, mean, variance) <= 1 - share).all()
    assert (tail(found, mean, variance) > 1 - share).all()


def test_nothing_is_said_of_an_unknown_mean():
    assert np.isnan(tail([0, 3], np.nan, 1)).all()
    assert np.isnan(quantile(0.9, np.nan, 1))
    assert tail(1, 0, 0) == 0
    assert quantile(0.9, 0, 0) == 0


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95, 0.999])
def test_added_up_or_searched_for_the_quantile_is_the_same(share):
    rng = np.random.default_rng(20)
    mean = rng.gamma(0.5, 40, 2000)
    variance = mean * np.where(rng.random(2000) < 0.3, 1, 1 + rng.gamma(0.7, 3, 2000))
    added = tails._by_terms(share, mean, variance)
    assert added.tolist() == tails._smallest(share, mean, variance).tolist()


def test_what_is_too_much_to_be_added_up_is_searched_for():
    assert tails._by_terms(0.95, np.array([5.0, 4000.0]), np.array([5.0, 4000.0])) is None
    assert tails._by_terms(0.999999, np.array([5.0]), np.array([5.0])) is None
