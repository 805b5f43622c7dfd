"""The same hours of past weeks: what the chart shades, and what the minute scale judges by.

Ten to three on a Tuesday is compared with ten to three on the Tuesdays before. The highest and
the lowest week are left out, so that one outbreak or one holiday does not move the band. What
was seen makes a gamma distribution of the rate, and that a negative binomial of the next count
(Gelman et al. 2013, Bayesian Data Analysis, 2.6); the streams' own scatter widens it.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commandcenter.analysis.expectation import Expectation

Floats = NDArray[np.float64]
LEAST_WEEKS = 3
CUT = 4.0
AT_ONCE = 50_000  # cells of one block, to stay in the processor's cache
PRIOR = 0.5  # cases that are added to those seen: Jeffreys' prior of a rate


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
    past = moments[:, None] - period * np.arange(1, weeks + 1)
    seen = _windows(y, past - half_window, past + half_window, width)
    known = (~np.isnan(seen[:1])).sum(axis=2)
    spare = known > LEAST_WEEKS + 1
    total = np.nansum(seen, axis=2)
    if spare.any():
        # Only moments with weeks to spare are asked: one that has no week has no extremes.
        rich = seen[:, spare[0]]
        total[:, spare[0]] -= np.nanmax(rich, axis=2) + np.nanmin(rich, axis=2)
    exposure = (known - 2 * spare) * (width + 2 * half_window) / width  # windows of this width
    with np.errstate(divide="ignore"):
        mean = np.where(known >= LEAST_WEEKS, (total + PRIOR) / exposure, np.nan)
        variance = mean * _scatter(y, period, weeks, width)[:, None] * (1 + 1 / exposure)
    return Expectation(mean, variance)


def _windows(
    counts: Floats, first_end: NDArray[np.int64], last_end: NDArray[np.int64], width: int
) -> Floats:
    """Cases from the window ending at `first_end` to that ending at `last_end`; NaN outside."""
    first = first_end - width + 1
    inside = (first >= 0) & (last_end < counts.shape[1])
    start, size = np.where(inside, first, 0), int((last_end - first_end).flat[0]) + width
    total = sum(counts[:, np.minimum(start + i, counts.shape[1] - 1)] for i in range(size))
    return np.where(inside, total, np.nan)


def _scatter(counts: Floats, period: int, weeks: int, width: int) -> Floats:
    """Variance over mean of each stream's windows around the same times of all weeks, at least 1.

    What sticks out by more than CUT standard deviations counts as so many.
    """
    whole = min(weeks, (counts.shape[1] - width + 1) // period)
    if whole < LEAST_WEEKS:
        return np.ones(len(counts))
    rows = max(1, AT_ONCE // (whole * period))
    parts = (counts[i : i + rows] for i in range(0, len(counts), rows))
    return np.concatenate([_scatter_of(part, period, whole, width) for part in parts])


def _scatter_of(counts: Floats, period: int, whole: int, width: int) -> Floats:
    length = whole * period
    starts = (counts.shape[1] - length - i for i in range(width))
    windows = sum(counts[:, start : start + length] for start in starts)
    seen = np.reshape(windows, (len(counts), whole, period))
    others = (seen.sum(axis=1) - seen.max(axis=1)) / (whole - 1)  # without the highest week
    seen = np.minimum(seen, (others + CUT * np.sqrt(others) + CUT)[:, None])
    mean = seen.mean(axis=1, keepdims=True)
    squares = ((seen - mean) ** 2).sum(axis=(1, 2)) * whole / (whole - 1)
    return np.asarray(np.maximum(squares / np.maximum(seen.sum(axis=(1, 2)), PRIOR), 1.0))
