"""Tails of counts: how rare is this many, if so many are expected?

One distribution serves: the negative binomial given by its mean and its variance, which is
the Poisson distribution where the variance does not exceed the mean. All functions work
element by element and broadcast.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special  # type: ignore[import-untyped]  # ships no types

Floats = NDArray[np.float64]
ROUNDING = 1 + 1e-9  # a variance up to this share of the mean counts as the mean


def tail(counts: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """P(Y >= counts): exactly 1 where counts is 0 or less; NaN where mean or variance is."""
    y, mu, v = np.broadcast_arrays(*(np.asarray(a, float) for a in (counts, mean, variance)))
    p = np.where(np.isnan(mu + v), np.nan, 1.0)
    poisson = (y > 0) & (v <= mu * ROUNDING)
    p[poisson] = special.gammainc(y[poisson], mu[poisson])
    over = (y > 0) & (v > mu * ROUNDING)
    excess = v[over] - mu[over]
    p[over] = special.betainc(y[over], mu[over] ** 2 / excess, excess / v[over])
    return p


def quantile(share: float, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """The smallest count that Y exceeds with at most the chance 1 - `share`.

    As `qnbinom` and `qpois` of R; found by halving. NaN where mean or variance is.
    """
    given, v = np.broadcast_arrays(np.asarray(mean, float), np.asarray(variance, float))
    defined = ~np.isnan(given + v)
    mu, v = np.where(defined, given, 0.0), np.where(defined, v, 0.0)
    low = np.full(mu.shape, -1.0)  # exceeded too often, throughout
    high = np.ceil(mu + 2 * np.sqrt(v) + 1)
    while (short := tail(high + 1, mu, v) > 1 - share).any():
        low = np.where(short, high, low)
        high = np.where(short, 2 * high, high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        short = tail(middle + 1, mu, v) > 1 - share
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.where(defined, high, np.nan)
