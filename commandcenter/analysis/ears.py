"""EARS C1, C2 and C3: is today more than the last days let expect, without any model?

The three rules of the United States' Early Aberration Reporting System compare a count
with the mean and the standard deviation of the `baseline` days before it:

- C1 takes the days right before;
- C2 leaves two days between, so that a slow rise does not hide itself in its baseline;
- C3 adds what C2 exceeded one standard deviation by on the two days before.

They need no history beyond two weeks and know no day of the week, so they serve new
streams. Source: Hutwagner et al. 2003, J Urban Health 80 (2 Suppl 1): i89; the bounds are
those of `earsC` in R's `surveillance` (Salmon, Schumacher, Hoehle 2016, J Stat Softw 70(10)).
"""

from statistics import NormalDist
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commandcenter.late_dataclass import dataclass

GAP = {"C1": 0, "C2": 2, "C3": 2}  # days between the baseline and the day judged
MEMORY = {"C1": 0, "C2": 0, "C3": 2}  # days before the day judged whose C2 counts as well
AT_ONCE = 40_000  # cells of one block, to stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Ears:
    """Both arrays have the shape of the counts that were judged.

    `upper`: the largest count that raises no alarm (a real number, same unit as the counts);
    NaN where the baseline does not reach.
    `alarm`: the count is above `upper`.
    """

    upper: NDArray[np.float64]
    alarm: NDArray[np.bool_]


def ears(
    counts: ArrayLike,
    *,
    method: Literal["C1", "C2", "C3"] = "C1",
    baseline: int = 7,
    alpha: float = 0.001,
    min_sigma: float = 0.0,
) -> Ears:
    """Judge every count against the days before it.

    `counts`: (streams, times) or (times,), evenly spaced, oldest first. `baseline`: days that
    make the mean, at least 3. `alpha`: how often a normal variable would exceed the bound; the
    CDC takes 0.001 for C1 and C2, 0.025 for C3. `min_sigma`: floor of the standard deviation, in
    counts; with 0, C3 is NaN (no alarm) after a baseline in which every day is the same.

    Raises ValueError if an argument is out of its range.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    _check(y, method, baseline, alpha, min_sigma)
    upper = np.full(y.shape, np.nan)
    first = baseline + GAP[method] + MEMORY[method]
    z = NormalDist().inv_cdf(1 - alpha)
    rows = max(1, AT_ONCE // max(y.shape[1], 1))
    for start in range(0, len(y) if y.shape[1] > first else 0, rows):
        part = slice(start, start + rows)
        upper[part, first:] = _bound(y[part], method, baseline, z, min_sigma)
    with np.errstate(invalid="ignore"):
        alarm = y > upper
    shape = np.shape(counts)
    return Ears(upper.reshape(shape), alarm.reshape(shape))


def _check(y: NDArray[Any], method: str, baseline: int, alpha: float, min_sigma: float) -> None:
    if y.ndim != 2:
        raise ValueError("counts must be (streams, times) or (times,)")
    if method not in GAP:
        raise ValueError(f"method must be C1, C2 or C3, not {method!r}")
    if baseline < 3 or min_sigma < 0 or not 0 < alpha < 1:
        raise ValueError("baseline >= 3, min_sigma >= 0 and 0 < alpha < 1")


def _baselines(
    y: NDArray[np.float64], baseline: int, gap: int, min_sigma: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation for every day from `baseline + gap` on, by running sums.

    Counts are whole numbers, so the sums are exact and a constant baseline has sigma 0 exactly.
    """
    total, squares = (
        _window_sums(v, baseline)[:, : y.shape[1] - baseline - gap] for v in (y, y * y)
    )
    variance = (baseline * squares - total * total) / (baseline * (baseline - 1))
    sigma = np.sqrt(np.maximum(variance, 0, out=variance), out=variance)
    return total / baseline, np.maximum(sigma, min_sigma, out=sigma)


def _window_sums(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Sum of each `width` neighbours along the last axis; (streams, times - width + 1)."""
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums[:, width:] - sums[:, :-width]


def _bound(
    y: NDArray[np.float64], method: str, baseline: int, z: float, min_sigma: float
) -> NDArray[np.float64]:
    """The bounds of all days that the baseline, and for C3 two days more, lie before."""
    mean, sigma = _baselines(y, baseline, GAP[method], min_sigma)
    if method != "C3":
        return mean + z * sigma
    y = y[:, baseline + GAP[method] :]
    with np.errstate(divide="ignore", invalid="ignore"):
        over = np.maximum((y - mean) / sigma - 1, 0)
        bound = y[:, 2:] + sigma[:, 2:] * (z - (over[:, :-2] + over[:, 1:-1]))
    return np.maximum(bound, 0)
