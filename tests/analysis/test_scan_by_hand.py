"""The space-time permutation scan against figures worked out on paper, and a p-value that is exact.

SaTScan cannot be installed where these tests run, and its sample files come under its own terms,
so none is kept here. `satscan_sample.py` beside this file checks them where somebody has them.
"""

from collections import Counter
from fractions import Fraction
from itertools import permutations
from math import isclose, log

import numpy as np

from commandcenter.analysis.scan import space_time_permutation

# Three places in a row, a degree apart, and four days. Cases of each place by day:
TABLE = np.array([
    [2, 1, 0, 4],
    [3, 1, 2, 0],
    [2, 3, 1, 1],
])  # fmt: skip
PLACES = [(30.0, 120.0), (30.0, 121.0), (30.0, 123.0)]


def test_the_strongest_cluster_is_the_one_worked_out_on_paper():
    """20 cases, 7 in the first place, 5 on the last day, 4 both: expected 7 * 5 / 20 = 1.75.

    LLR = 4 ln(4 / 1.75) + 16 ln(16 / 18.25) = 3.306715 - 2.105223 = 1.201493.
    """
    best = space_time_permutation(TABLE, PLACES, max_days=2, replicates=0)[0]
    assert (best.locations, best.first_day, best.last_day) == ((0,), 3, 3)
    assert (best.observed, best.expected) == (4, 1.75)
    assert isclose(best.llr, 4 * log(4 / 1.75) + 16 * log(16 / 18.25), abs_tol=1e-12)
    assert isclose(best.llr, 1.201493, abs_tol=1e-6)


def test_a_cluster_of_two_days_is_weighed_against_both():
    """20 cases, 8 in the place, 8 on the last two days, 6 both: expected 8 * 8 / 20 = 3.2.

    LLR = 6 ln(6 / 3.2) + 14 ln(14 / 16.8) = 3.771652 - 2.552502 = 1.219150.
    """
    table = np.array([[1, 1, 3, 3], [3, 3, 1, 1], [2, 2, 0, 0]])
    best = space_time_permutation(table, PLACES, max_days=2, replicates=0)[0]
    assert (best.locations, best.first_day) == ((0,), 2)
    assert (best.observed, best.expected) == (6, 3.2)
    assert isclose(best.llr, 1.219150, abs_tol=1e-6)


def strongest(places, days):
    """Of single places and the last day or two, as exact as fractions are; 0 for none."""
    total, found = len(places), 0.0
    for width in (1, 2):
        for place in set(places):
            here = [d for p, d in zip(places, days, strict=True) if p == place]
            inside = sum(d > 3 - width for d in here)
            if len(here) > total / 2 or inside < 2:
                continue
            mean = Fraction(len(here) * sum(d > 3 - width for d in days), total)
            if inside > mean:
                outside = total - inside
                ratio = inside * log(inside / mean)
                ratio += outside * log(outside / (total - mean)) if outside else 0
                found = max(found, ratio)
    return found


def test_the_p_value_is_that_of_all_ways_to_deal_the_days():
    """Eight cases of four places, each days dealt in every one of 8! ways, counted by program."""
    places, days = [0, 0, 1, 1, 2, 2, 3, 3], [3, 3, 0, 1, 1, 2, 0, 3]
    table = np.zeros((4, 4), dtype=int)
    np.add.at(table, (places, days), 1)
    apart = [(0.0, 0.0), (0.0, 60.0), (60.0, 150.0), (-60.0, -100.0)]
    real = strongest(places, days)
    dealt = Counter(tuple(deal) for deal in permutations(days))
    beaten = sum(n for deal, n in dealt.items() if strongest(places, list(deal)) >= real - 1e-9)
    exact = beaten / sum(dealt.values())
    replicates = 4_999
    best = space_time_permutation(
        table, apart, max_days=2, max_km=1.0, replicates=replicates, seed=3
    )[0]
    assert isclose(best.llr, real, abs_tol=1e-12)
    assert (
        abs(best.p_value - exact) < 4 * (exact * (1 - exact) / replicates) ** 0.5 + 1 / replicates
    )
    assert isclose(best.recurrence_days, 1 / best.p_value)


def test_nowhere_nothing_gathers():
    assert space_time_permutation(np.zeros((0, 4), dtype=int), [], max_days=2) == []


def test_in_a_single_place_nothing_gathers_more_than_elsewhere():
    assert space_time_permutation([[1, 0, 2, 9]], PLACES[:1], max_days=2) == []
