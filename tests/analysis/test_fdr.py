"""Benjamini and Hochberg's rule by its definition, and the hold-off of open signals."""

import numpy as np
import pytest

from commandcenter.analysis.fdr import benjamini_hochberg
from tests.analysis.contest import hold_off


def by_definition(p, q):
    """Reject the k smallest for the largest k with p(k) <= q k / m."""
    ranked = sorted(p)
    best = max((k for k in range(1, len(p) + 1) if ranked[k - 1] <= q * k / len(p)), default=0)
    return [best > 0 and value <= ranked[best - 1] for value in p]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_rejected_follows_the_definition(seed):
    p = np.random.default_rng(seed).beta(0.3, 2, 40)
    assert benjamini_hochberg(p, 0.1).tolist() == by_definition(p.tolist(), 0.1)


def test_the_example_of_the_paper_rejects_its_first_four():
    # Benjamini and Hochberg 1995, section 4.1
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
         .6528, .7590, 1.0]  # fmt: skip
    assert benjamini_hochberg(p, 0.05).tolist() == [True] * 4 + [False] * 11


def test_unknown_p_values_neither_alarm_nor_count():
    assert benjamini_hochberg([[0.04, np.nan], [np.nan, np.nan]], 0.05).tolist() == [
        [True, False],
        [False, False],
    ]
    assert not benjamini_hochberg([np.nan], 0.05).any()


def test_the_share_of_wrong_rejections_stays_below_what_was_asked():
    rng = np.random.default_rng(3)
    shares = []
    for _ in range(300):
        p = rng.random(200)
        p[:20] **= 12
        rejected = benjamini_hochberg(p, 0.1)
        shares.append(rejected[20:].sum() / max(rejected.sum(), 1))
    assert np.mean(shares) < 0.11


def test_an_open_signal_takes_further_alarms_until_it_was_silent_long_enough():
    alarms = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0]
    opens = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert hold_off(alarms, 3).astype(int).tolist() == opens
    assert hold_off([alarms, [1] * 12], 3).sum(axis=1).tolist() == [2, 1]


def test_without_hold_off_each_alarm_stands_for_itself():
    assert hold_off([1, 1, 0, 1], 0).tolist() == [True, True, False, True]
