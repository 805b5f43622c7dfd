"""Poisson regressions with a log link, many at once: one design, many series.

Iteratively re-weighted least squares step by step as `glm.fit` of R takes them (start at
counts + 0.1, at most 25 steps, done when the deviance changes by less than 1e-8 of itself),
so that what is built on it can be held against R. Each series stops on its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.negbin import Products

Floats = NDArray[np.float64]
MOST_STEPS, ENOUGH = 25, 1e-8
AT_ONCE = 50_000  # cells (series times times) that stay in the processor's cache


@dataclass(frozen=True, slots=True)
class PoissonFit:
    """m series, n times, k columns of the design.

    `coefficients` (m, k) and `fitted` means (m, n) of the last step. `covariance` (m, k, k) is
    the inverse information that the last step was taken with, for a dispersion of 1; `weight`
    (m, n) its working weights (prior weight times mean). `converged` (m,).
    """

    coefficients: Floats
    fitted: Floats
    covariance: Floats
    weight: Floats
    converged: NDArray[np.bool_]


def fit_poisson(design: Floats, counts: Floats, weights: Floats) -> PoissonFit:
    """Fit every row of `counts` (m, n), with prior `weights` (m, n), to `design` (n, k).

    A cell of weight 0 takes no part. A column that is 0 wherever a series has weight gets the
    coefficient 0.
    """
    series, columns = counts.shape[0], design.shape[1]
    fit = PoissonFit(
        np.zeros((series, columns)),
        np.empty(counts.shape),
        np.empty((series, columns, columns)),
        np.empty(counts.shape),
        np.zeros(series, dtype=bool),
    )
    rows = max(1, AT_ONCE // design.shape[0])
    for start in range(0, series, rows):
        part = slice(start, start + rows)
        _fit_some(design, counts[part], weights[part], _part_of(fit, part))
    return fit


def _part_of(fit: PoissonFit, part: slice) -> PoissonFit:
    """Views: what is written into them is written into `fit`."""
    return PoissonFit(
        fit.coefficients[part],
        fit.fitted[part],
        fit.covariance[part],
        fit.weight[part],
        fit.converged[part],
    )


def _fit_some(design: Floats, counts: Floats, weights: Floats, fit: PoissonFit) -> None:
    pairs = Products(design)
    going = np.arange(len(counts))
    y, prior, eta = counts, weights, np.log(counts + 0.1)
    mu = counts + 0.1
    saturated = _saturated(y, prior)
    deviance = saturated + _deviance(y, eta, mu, prior)
    for _ in range(MOST_STEPS):
        work = prior * mu
        information = pairs.weighted(work)
        coefficients = _solve(information, (work * eta + prior * (y - mu)) @ design)
        eta = np.clip(coefficients @ design.T, -700, 700)
        mu = np.exp(eta)
        before, deviance = deviance, saturated + _deviance(y, eta, mu, prior)
        done = np.abs(deviance - before) / (np.abs(deviance) + 0.1) < ENOUGH
        fit.coefficients[going], fit.fitted[going] = coefficients, mu
        fit.covariance[going], fit.weight[going] = information, work
        fit.converged[going] = done
        if done.any():
            on = ~done
            going, saturated, deviance = going[on], saturated[on], deviance[on]
            y, prior, eta, mu = y[on], prior[on], eta[on], mu[on]
        if not len(going):
            break
    fit.covariance[:] = _inverse(fit.covariance)


def _scaled(information: Floats) -> tuple[Floats, Floats]:
    """To a unit diagonal, as sizes may lie far apart; a column without weight stands alone."""
    scale = np.sqrt(np.einsum("mii->mi", information))
    scale[scale == 0] = 1.0
    scaled = information / (scale[:, :, None] * scale[:, None, :])
    diagonal = np.einsum("mii->mi", scaled)
    diagonal[diagonal == 0] = 1.0
    return scaled, scale


def _solve(information: Floats, target: Floats) -> Floats:
    scaled, scale = _scaled(information)
    return np.asarray(np.linalg.solve(scaled, (target / scale)[:, :, None])[:, :, 0] / scale)


def _inverse(information: Floats) -> Floats:
    """0 in the rows and columns that have no weight."""
    scaled, scale = _scaled(information)
    inverse = np.linalg.inv(scaled) / (scale[:, :, None] * scale[:, None, :])
    np.einsum("mii->mi", inverse)[np.einsum("mii->mi", information) == 0] = 0.0
    return np.asarray(inverse)


def _deviance(counts: Floats, eta: Floats, mu: Floats, weights: Floats) -> Floats:
    """Up to a constant of each series that `_saturated` gives."""
    parts = counts * eta
    parts -= mu
    return np.asarray(-2 * np.einsum("mn,mn->m", weights, parts))


def _saturated(counts: Floats, weights: Floats) -> Floats:
    logs = np.log(np.where(counts > 0, counts, 1.0))
    return np.asarray(2 * np.einsum("mn,mn->m", weights, counts * logs - counts))
