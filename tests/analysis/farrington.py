"""Farrington's rule in its flexible form: is this week more than the same weeks of past years?

For each week that is judged, a quasi-Poisson regression is fitted to the past years: a level
for the same weeks of each year (`half_window` weeks to both sides), levels for the other
`periods - 1` stretches of the year, and a trend. Weeks that look like past outbreaks count
less the second time. The bound is a quantile of what the regression predicts.

Source: Noufaily et al. 2013, Stat Med 32: 1206; Farrington et al. 1996, J R Stat Soc A 159:
547. Step by step as `farringtonFlexible` of R's `surveillance`, two peculiarities included:
after the second fit its standard errors use residuals that are weighted with the prior
weights alone, and a week is silent unless there were `limit54[0]` cases in `limit54[1]` weeks.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special  # type: ignore[import-untyped]  # ships no types

from commandcenter.analysis import tails
from tests.analysis.poisson_fit import PoissonFit, fit_poisson

Floats = NDArray[np.float64]
Threshold = Literal["delta", "nbPlugin", "muan"]
LEAST_YEARS_FOR_A_TREND = 3


@dataclass(frozen=True, slots=True)
class Farrington:
    """Shaped (streams, len(at)), or (len(at),) for one stream; NaN and False where not judged.

    `expected`: mean of the regression; `upper`: the largest count that raises no alarm, both in
    cases per time and NaN while there were too few cases lately (`limit54`). `p_value`: chance of
    so many or more, where the regression stands, `limit54` or not. `alarm`: above `upper`.
    """

    expected: Floats
    upper: Floats
    p_value: Floats
    alarm: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Model:
    """One regression for each of m series, as the bound needs it.

    `level`: log mean now; `error`: its standard error; `slope_p`: p-value of the trend, 1 without
    one; `sound`: the regression converged.
    """

    level: Floats
    error: Floats
    dispersion: Floats
    slope_p: Floats
    sound: NDArray[np.bool_]


def farrington_flexible(
    counts: ArrayLike,
    *,
    at: ArrayLike,
    freq: int = 52,
    years_back: int = 4,
    half_window: int = 3,
    periods: int = 10,
    exclude_recent: int = 26,
    trend: bool = True,
    p_trend: float = 1.0,
    weights_threshold: float = 2.58,
    threshold: Threshold = "nbPlugin",
    alpha: float = 0.01,
    limit54: tuple[int, int] = (5, 4),
) -> Farrington:
    """Judge the times `at` of every stream.

    `counts`: (times,) or (streams, times), oldest first, `freq` times a year; NaN is a missing
    count. `at`: indices from 0; a time is judged if `years_back` years and half a window lie
    before it. `exclude_recent`: times right before the judged one that are left out, so that an
    outbreak does not hide itself. `trend`: a linear trend (on the log scale) is kept if its
    p-value is below `p_trend` (1 keeps every one), three years are there, and it expects no more
    than was ever seen. `weights_threshold`: standardised residual from which a past time counts
    less. `threshold`: negative binomial quantile at the mean (nbPlugin), at the upper limit of
    the mean (muan), or normal on the 2/3 power scale (delta). `alpha`: chance of a false alarm.

    Raises ValueError if the arguments leave no reference weeks.
    """
    y = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    moments = np.atleast_1d(np.asarray(at, dtype=np.int64))
    lags, design = _reference(freq, years_back, half_window, periods, exclude_recent)
    judged = (moments >= lags[0]) & (moments < y.shape[1])
    expected, upper, p_value = (np.full((len(y), len(moments)), np.nan) for _ in range(3))
    if judged.any():
        now = moments[judged]
        past = y[:, now[:, None] - lags].reshape(-1, len(lags))
        kept = p_trend if trend and years_back >= LEAST_YEARS_FOR_A_TREND else 0.0
        model = _model(past, design, weights_threshold, kept)
        found = _bound(y[:, now].ravel(), model, threshold, alpha)
        expected[:, judged], upper[:, judged], p_value[:, judged] = (
            np.where(model.sound, values, np.nan).reshape(len(y), -1) for values in found
        )
    result = _silenced(y, moments, expected, upper, p_value, limit54)
    return _first_of(result) if np.ndim(counts) == 1 else result


def _silenced(
    counts: Floats,
    moments: NDArray[np.int64],
    expected: Floats,
    upper: Floats,
    p_value: Floats,
    limit54: tuple[int, int],
) -> Farrington:
    """Nothing is said while there were too few cases lately."""
    few = _recent(counts, moments, limit54[1]) < limit54[0]
    expected[few], upper[few] = np.nan, np.nan
    here = counts[:, np.clip(moments, 0, counts.shape[1] - 1)]
    with np.errstate(invalid="ignore"):
        return Farrington(expected, upper, p_value, (here > upper) & (here > 0))


def _first_of(found: Farrington) -> Farrington:
    return Farrington(found.expected[0], found.upper[0], found.p_value[0], found.alarm[0])


def _reference(
    freq: int, years_back: int, half_window: int, periods: int, exclude_recent: int
) -> tuple[NDArray[np.int64], Floats]:
    """How far back each reference time lies (oldest first), and the regression's design.

    Columns: years since now (so that now is 0), the level of the window, the other levels.
    """
    level = np.full(years_back * freq + half_window + 1, -1)  # by lag; 0 is the window's
    between = freq - 2 * half_window - 1
    if periods < 1 or years_back < 1 or half_window < 0 or between < max(periods - 1, 0):
        raise ValueError("freq must hold the window and one time for each other period")
    level[: half_window + 1] = 0
    size, rest = divmod(between, periods - 1) if periods > 1 else (0, 0)
    lengths = size + (np.arange(periods - 1) < rest)
    stretch = np.repeat(np.arange(1, periods), lengths)
    for year in range(1, years_back + 1):
        middle = year * freq
        level[middle - half_window : middle + half_window + 1] = 0
        if periods > 1:  # from right after the window of that year towards now
            level[middle - half_window - between : middle - half_window] = stretch[::-1]
    level[: exclude_recent + 1] = -1
    lags = np.flatnonzero(level >= 0)[::-1]
    if not (level == 0).any():
        raise ValueError("exclude_recent leaves no reference window")
    present = np.unique(level[lags])
    return lags, np.column_stack([-lags / freq, level[lags][:, None] == present]).astype(float)


def _model(past: Floats, design: Floats, weights_threshold: float, p_trend: float) -> _Model:
    """With the trend where it may stay, else without. Missing counts are given no weight."""
    there = (~np.isnan(past)).astype(float)
    past = np.nan_to_num(past)
    flat = design[:, 1:]
    if p_trend <= 0:
        return _fit(past, there, flat, None, weights_threshold)
    model = _fit(past, there, design, 0, weights_threshold)
    kept = model.sound & (model.slope_p < p_trend) & (np.exp(model.level) <= past.max(axis=1))
    if not kept.all():
        other = _fit(past[~kept], there[~kept], flat, None, weights_threshold)
        for name in ("level", "error", "dispersion", "slope_p", "sound"):
            getattr(model, name)[~kept] = getattr(other, name)
    return model


def _fit(
    past: Floats, there: Floats, design: Floats, slope: int | None, weights_threshold: float
) -> _Model:
    """Fit, give weights by the residuals, fit again. `slope`: the trend's column."""
    first = fit_poisson(design, past, there)
    columns = (np.einsum("mn,nk->mk", there, design != 0) > 0).sum(axis=1)
    freedom = there.sum(axis=1) - columns
    dispersion = np.maximum(_spread(first.weight, past, first.fitted) / freedom, 1)
    omega = _weights(past, there, design, first, dispersion, weights_threshold)
    fit = fit_poisson(design, past, omega)
    dispersion = np.maximum(_spread(fit.weight, past, fit.fitted) / freedom, 1)
    scale = _spread(omega, past, fit.fitted) / freedom
    now = 0 if slope is None else 1
    slope_p = np.ones(len(past))
    if slope is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            t = fit.coefficients[:, slope] / np.sqrt(scale * fit.covariance[:, slope, slope])
        slope_p = np.where(np.isnan(t), 1.0, 2 * special.stdtr(freedom, -np.abs(t)))
    informed = (there @ design[:, now] > 0) & (freedom > 0)
    error = np.sqrt(scale * fit.covariance[:, now, now])
    return _Model(fit.coefficients[:, now], error, dispersion, slope_p, first.converged & informed)


def _spread(weight: Floats, counts: Floats, fitted: Floats) -> Floats:
    """Sum of weighted squares of the working residuals."""
    return np.asarray((weight * ((counts - fitted) / fitted) ** 2).sum(axis=1))


def _weights(
    past: Floats,
    there: Floats,
    design: Floats,
    fit: PoissonFit,
    dispersion: Floats,
    weights_threshold: float,
) -> Floats:
    """Weights by standardised Anscombe residuals; they add up to the number of counts."""
    hat = fit.weight * np.einsum("nj,mjk,nk->mn", design, fit.covariance, design, optimize=True)
    mu = fit.fitted
    with np.errstate(divide="ignore", invalid="ignore"):
        residual = 1.5 * (past ** (2 / 3) * mu ** (-1 / 6) - np.sqrt(mu))
        residual /= np.sqrt(dispersion[:, None] * (1 - hat))
        weight = np.where(residual > weights_threshold, residual**-2, 1.0) * there
    return np.asarray(weight * (there.sum(axis=1) / weight.sum(axis=1))[:, None])


def _bound(
    counts: Floats, model: _Model, threshold: Threshold, alpha: float
) -> tuple[Floats, Floats, Floats]:
    """Expected, upper bound and p-value for one count of each series."""
    z = NormalDist().inv_cdf(1 - alpha)
    expected = np.exp(model.level)
    if threshold == "delta":
        spread = model.dispersion + (model.error * expected) ** 2 / expected
        sigma = np.sqrt(4 / 9 * np.cbrt(expected) * spread)
        middle = expected ** (2 / 3)
        upper = (middle + z * sigma) ** 1.5
        return expected, upper, special.ndtr(-(counts ** (2 / 3) - middle) / sigma)
    if threshold not in ("nbPlugin", "muan"):
        raise ValueError(f"threshold must be delta, nbPlugin or muan, not {threshold!r}")
    mean = expected if threshold == "nbPlugin" else np.exp(model.level + z * model.error)
    mean = np.where(np.isfinite(mean), mean, np.nan)
    variance = model.dispersion * mean
    upper = tails.quantile(1 - alpha, mean, variance)
    return expected, upper, tails.tail(counts, mean, variance)


def _recent(counts: Floats, moments: NDArray[np.int64], times: int) -> Floats:
    """Cases in the last `times` times of each moment, (streams, moments)."""
    sums = np.zeros((len(counts), counts.shape[1] + 1))
    np.cumsum(np.nan_to_num(counts), axis=1, out=sums[:, 1:])
    ends = np.clip(moments + 1, 0, counts.shape[1])
    return np.asarray(sums[:, ends] - sums[:, np.maximum(ends - times, 0)])
