"""EARS against R's earsC, and what it promises of shapes and short histories."""

import json
from pathlib import Path

import numpy as np
import pytest

from commandcenter.analysis.ears import ears

ORACLE = json.loads((Path(__file__).parent / "oracle" / "ears.json").read_text(encoding="utf-8"))


def named(case):
    return f"{case['data']}-{case['method']}-{case['baseline']}"


@pytest.mark.parametrize("case", ORACLE["cases"], ids=named)
def test_ears_agrees_with_r_to_nine_decimals(case):
    counts = np.array(ORACLE["counts"][case["data"]])
    found = ears(
        counts,
        method=case["method"],
        baseline=case["baseline"],
        alpha=case["alpha"],
        min_sigma=case["min_sigma"],
    )
    first = case["first"]
    upper = np.array(case["upper"], dtype=float)
    np.testing.assert_allclose(found.upper[:, first:], upper, rtol=0, atol=1e-9)
    alarm = np.array([[bool(a) for a in row] for row in case["alarm"]])
    assert (found.alarm[:, first:] == alarm).all()
    assert np.isnan(found.upper[:, :first]).all()
    assert not found.alarm[:, :first].any()


def test_one_stream_comes_back_in_the_shape_it_came_in():
    found = ears(np.arange(30))
    assert found.upper.shape == found.alarm.shape == (30,)


@pytest.mark.parametrize(("method", "reach"), [("C1", 7), ("C2", 9), ("C3", 11)])
def test_a_history_shorter_than_the_baseline_is_not_judged(method, reach):
    assert np.isnan(ears(np.ones(reach), method=method, min_sigma=1).upper).all()
    assert np.isfinite(ears(np.ones(reach + 1), method=method, min_sigma=1).upper[-1])


def test_the_first_case_after_a_silent_week_raises_c2_but_c3_cannot_tell():
    counts = [0] * 20 + [1]
    assert ears(counts, method="C2").alarm[-1]
    assert np.isnan(ears(counts, method="C3").upper[-1])
    assert not ears(counts, method="C3").alarm[-1]


def test_the_floor_of_sigma_keeps_one_complaint_from_being_an_alarm():
    counts = [0] * 20 + [1]
    assert not ears(counts, method="C2", min_sigma=0.5).alarm[-1]
    assert ears([*counts[:-1], 2], method="C2", min_sigma=0.5).alarm[-1]


@pytest.mark.parametrize(
    "wrong", [{"method": "C4"}, {"baseline": 2}, {"alpha": 0}, {"min_sigma": -1}], ids=str
)
def test_an_argument_out_of_range_is_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        ears(np.ones(30), **wrong)
