"""Tails of counts: how rare is this many, if so many are expected?

One distribution serves: the negative binomial given by its mean and its variance, which is
the Poisson distribution where the variance does not exceed the mean. All functions work
element by element and broadcast.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
FURTHEST = 8.0  # standard deviations, of a first guess
ROUNDING = 1 + 1e-9  # a variance up to this share of the mean counts as the mean
SUMMED = 0.9999  # up to this share the terms are summed: of rarer ones the rounding would be seen
TERMS = 1000  # so many at most


def tail(counts: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """P(Y >= counts): exactly 1 where counts is 0 or less; NaN where mean or variance is."""
    # heavy, and for a band only
    from scipy import special  # type: ignore[import-untyped]  # ships no types

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

    As `qnbinom` and `qpois` of R. NaN where mean or variance is.
    """
    given, v = np.broadcast_arrays(np.asarray(mean, float), np.asarray(variance, float))
    defined = ~np.isnan(given + v)
    found = np.full(given.shape, np.nan)
    mu, spread = given[defined], v[defined]
    summed = _by_terms(share, mu, spread)
    found[defined] = _smallest(share, mu, spread) if summed is None else summed
    return found


def _by_terms(share: float, mu: Floats, v: Floats) -> Floats | None:
    """By adding up the chances of 0, 1, 2 …, which a band of a day needs no library for; None where
    they are too many, or too small to be told from 0."""
    over = v > mu * ROUNDING
    excess = np.where(over, v - mu, 1.0)
    size = np.where(over, mu**2 / excess, 0.0)
    same = np.where(over, excess / np.where(over, v, 1.0), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(over, size * np.log1p(-same), -mu)
    term = np.exp(np.where(mu > 0, first, 0.0))
    if share > SUMMED or not (term > 0).all():
        return None
    at, below = np.zeros_like(mu), term.copy()
    for count in range(TERMS):
        short = 1 - below > 1 - share
        if not short.any():
            return at
        term = term * np.where(over, (size + count) * same, mu) / (count + 1)
        at[short] += 1
        below = below + term
    return None


def _smallest(share: float, mu: Floats, v: Floats) -> Floats:
    """By steps that double from a guess (Cornish and Fisher), then by halving."""
    from scipy import special  # the same

    z = np.clip(special.ndtri(share), -FURTHEST, FURTHEST)
    skewed = np.divide(2 * v, mu, out=np.zeros_like(mu), where=mu > 0) - (mu > 0)
    at = np.maximum(np.floor(mu + z * np.sqrt(v) + (z * z - 1) / 6 * skewed), 0.0)
    low = np.full(at.shape, -1.0)  # exceeded too often
    high = np.full(at.shape, np.inf)  # not
    going, step = np.arange(len(at)), 0.5
    while len(going):
        here = at[going]
        short = tail(here + 1, mu[going], v[going]) > 1 - share
        low[going[short]], high[going[~short]] = here[short], here[~short]
        going = going[high[going] - low[going] > 1]
        step *= 2
        below, above = low[going], high[going]
        middle = np.floor((below + above) / 2)
        at[going] = np.where(np.isinf(above), below + step, np.maximum(middle, above - step))
    return high


def share_tail(count: int, other: int, share: float) -> float:
    """P(X >= count) of X out of count + other, each with the chance `share`: whether one of two
    counts is the larger by more than chance (the conditional test of two Poisson rates).
    """
    from scipy import special  # the same

    return float(special.betainc(count, other + 1, share)) if count > 0 else 1.0
