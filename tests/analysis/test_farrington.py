"""Farrington's flexible rule against R's farringtonFlexible, and what it does at the edges."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.farrington import farrington_flexible

ORACLE = json.loads(
    (Path(__file__).parent / "oracle" / "farrington.json").read_text(encoding="utf-8")
)
SETTINGS = (
    "years_back", "periods", "exclude_recent", "p_trend", "weights_threshold", "threshold",
    "alpha", "trend",
)  # fmt: skip


def judge(case):
    settings = {name: case[name] for name in SETTINGS}
    return farrington_flexible(ORACLE["counts"][case["data"]], at=case["at"], **settings)


def table(case, name):
    return np.array(case[name], dtype=float)


@pytest.mark.parametrize("case", ORACLE["cases"], ids=lambda c: f"{c['data']}-{c['threshold']}")
def test_the_bounds_and_the_alarms_are_those_of_r(case):
    found = judge(case)
    np.testing.assert_allclose(found.upper, table(case, "upper"), rtol=0, atol=1e-3)
    np.testing.assert_allclose(found.expected, table(case, "expected"), rtol=0, atol=1e-3)
    np.testing.assert_allclose(found.p_value, table(case, "p_value"), rtol=0, atol=1e-6)
    assert (found.alarm == table(case, "alarm").astype(bool)).all()


def quiet(weeks, mean=3.0, seed=5):
    return np.random.default_rng(seed).poisson(mean, weeks)


def test_weeks_that_the_history_does_not_reach_are_not_judged():
    found = farrington_flexible(quiet(300), at=[4 * 52 + 2, 4 * 52 + 3, 300])
    assert np.isnan(found.p_value).tolist() == [True, False, True]
    assert found.alarm.tolist() == [False, False, False]


def test_a_missing_week_leaves_the_others_their_say():
    counts = quiet(300, mean=8).astype(float)
    whole = farrington_flexible(counts, at=[299])
    counts[[299 - 52, 299 - 104]] = np.nan
    holed = farrington_flexible(counts, at=[299])
    assert np.isfinite(holed.upper).all()
    assert abs(holed.expected[0] - whole.expected[0]) < 3


def test_an_outbreak_after_years_of_nothing_is_an_alarm():
    counts = np.zeros(260)
    counts[-3:] = 2, 3, 4
    assert farrington_flexible(counts, at=[257, 258, 259]).alarm.tolist() == [False, True, True]


def test_an_outbreak_of_last_year_is_not_taken_for_the_rule():
    counts = quiet(300)
    counts[299 - 54 : 299 - 49] += 30
    counts[299] = 15
    assert farrington_flexible(counts, at=[299]).alarm.all()
    believed = farrington_flexible(counts, at=[299], weights_threshold=1e9)
    assert not believed.alarm.any()


def test_many_streams_are_judged_as_each_alone():
    counts = np.array([quiet(300, mean, seed) for seed, mean in enumerate((0.3, 2, 40))])
    together = farrington_flexible(counts, at=range(290, 300), threshold="delta")
    for stream, row in enumerate(counts):
        alone = farrington_flexible(row, at=range(290, 300), threshold="delta")
        np.testing.assert_allclose(together.upper[stream], alone.upper)


@pytest.mark.parametrize("wrong", [{"threshold": "best"}, {"periods": 60}, {"exclude_recent": 999}])
def test_arguments_that_leave_no_reference_are_refused(wrong):
    with pytest.raises(ValueError, match=r"threshold|period|exclude_recent"):
        farrington_flexible(quiet(300), at=[299], **wrong)
