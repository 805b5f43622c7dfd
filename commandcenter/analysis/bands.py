"""The same hours of past weeks: what the chart shades, and what the minute scale judges by.

Ten to three on a Tuesday is compared with ten to three on the Tuesdays before. The highest and
the lowest week are left out, so that one outbreak or one holiday does not move the band. What
was seen makes a gamma distribution of the rate, and that a negative binomial of the next count
(Gelman et al. 2013, Bayesian Data Analysis, 2.6); the streams' own scatter widens it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commandcenter.analysis.expectation import Expectation

Floats = NDArray[np.float64]
LEAST_WEEKS = 3
CUT = 4.0
PRIOR = 0.5  # cases that are added to those seen: Jeffreys' prior of a rate


@dataclass(frozen=True, slots=True)
class Band:
    """All (streams, times), in cases; NaN where fewer than three past weeks are known."""

    lower: Floats
    middle: Floats
    upper: Floats


def expected_band(counts: ArrayLike, at: ArrayLike, *, coverage: float = 0.9, **how: int) -> Band:
    """The band that a count stays in with the chance `coverage`; `how` as in `same_time`."""
    expected = same_time(counts, at, **how)
    outside = (1 - coverage) / 2
    return Band(expected.upper(1 - outside), expected.mean, expected.upper(outside))


def same_time(
    counts: ArrayLike,
    at: ArrayLike,
    *,
    period: int = 168,
    weeks: int = 8,
    width: int = 1,
    half_window: int = 1,
) -> Expectation:
    """What the last `width` times up to each of `at` should have brought.

    `counts`: (streams, times) or (times,), hours by default, oldest first. `at`: indices from 0,
    up to `period` beyond the counts. `period`: times in a week; `weeks`: weeks looked back, fewer
    where fewer are there; `half_window`: times to both sides that count as the same time.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    moments = np.atleast_1d(np.asarray(at, dtype=np.int64))
    if min(period, weeks, width) < 1 or half_window < 0:
        raise ValueError("period, weeks and width are at least 1, half_window at least 0")
    seen = _windows(y, moments[:, None] - period * np.arange(1, weeks + 1), width, half_window)
    known = (~np.isnan(seen[:1])).sum(axis=2)
    spare = known > LEAST_WEEKS + 1
    total = np.nansum(seen, axis=2)
    if spare.any():
        extremes = np.fmax.reduce(seen, axis=2) + np.fmin.reduce(seen, axis=2)
        total -= np.where(spare, extremes, 0.0)
    exposure = (known - 2 * spare) * (width + 2 * half_window) / width  # windows of this width
    with np.errstate(divide="ignore"):
        mean = np.where(known >= LEAST_WEEKS, (total + PRIOR) / exposure, np.nan)
        variance = mean * _scatter(y, period, weeks, width)[:, None] * (1 + 1 / exposure)
    return Expectation(mean, variance)


def _windows(counts: Floats, ends: NDArray[np.int64], width: int, half_window: int) -> Floats:
    """Cases of the window that ends there and its surroundings: (streams, *ends); NaN outside."""
    sums = np.zeros((len(counts), counts.shape[1] + 1))
    np.cumsum(counts, axis=1, out=sums[:, 1:])
    first, last = ends - width - half_window + 1, ends + half_window
    inside = (first >= 0) & (last < counts.shape[1])
    first, last = np.where(inside, first, 0), np.where(inside, last, 0)
    return np.where(inside, sums[:, last + 1] - sums[:, first], np.nan)


def _scatter(counts: Floats, period: int, weeks: int, width: int) -> Floats:
    """Variance over mean of each stream's windows around the same times of all weeks, at least 1.

    What sticks out by more than CUT standard deviations counts as so many.
    """
    whole = min(weeks, (counts.shape[1] - width + 1) // period)
    if whole < LEAST_WEEKS:
        return np.ones(len(counts))
    ends = np.arange(counts.shape[1] - whole * period, counts.shape[1]).reshape(whole, period)
    seen = _windows(counts, ends, width, 0)
    others = (seen.sum(axis=1) - seen.max(axis=1)) / (whole - 1)  # without the highest week
    seen = np.minimum(seen, (others + CUT * np.sqrt(others) + CUT)[:, None])
    mean = seen.mean(axis=1, keepdims=True)
    squares = ((seen - mean) ** 2).sum(axis=(1, 2)) * whole / (whole - 1)
    return np.asarray(np.maximum(squares / np.maximum(seen.sum(axis=(1, 2)), PRIOR), 1.0))
