"""Negative binomial regressions for thousands of series, each drawn towards a common pattern.

One design serves all series, so a Newton step for a block of them is a few products of
matrices, in single precision and small enough for the processor's cache. Counts that stick out
are cut back before they teach: first by the spread as it looks with them, then by what is left.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.scattered import Scattered
from commandcenter.late_dataclass import dataclass

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Matrix = NDArray[np.floating[Any]]
AT_ONCE = 70_000  # cells (series times times) of one block, to stay in the processor's cache
STEPS, CLOSE, LARGEST = 10, 0.01, 2.0  # of a coefficient, on the log scale
UNCUT = 1  # first steps with all counts, until the mean is about right
CUT = 4.0  # standard deviations from which a count is cut back


@dataclass(frozen=True, slots=True)
class Regressions:
    """m series, k columns. `coefficients` (m, k) of the log mean; `covariance` (m, k, k).

    Sums over the times tell the spread, (m,): `beyond` of squared residuals less the counts,
    corrected for the columns fitted; `squares` of squared means; `sums` of means; `noise` is the
    variance of `beyond`. `recent` (3, m): counts, means and variances summed over the last times.
    """

    coefficients: Floats
    covariance: Singles
    beyond: Floats
    squares: Floats
    sums: Floats
    noise: Floats
    recent: Floats


@dataclass(frozen=True, slots=True)
class Plan:
    """What all series share: `design` (n, k); `centre` (k,) where coefficients are drawn to and
    `stiffness` (k,), the inverse variance around it; `weight` (n,) of each time; `recent` times."""

    design: Floats
    centre: Floats
    stiffness: Floats
    weight: Floats
    recent: int


def fit_towards(counts: Singles | Scattered, plan: Plan) -> Regressions:
    """Fit each of `counts` (m, n). The first column is the level: its centre is each own mean."""
    series, columns = len(counts), plan.design.shape[1]
    start = np.tile(plan.centre, (series, 1))
    shape = np.exp(plan.design[:, 1:] @ plan.centre[1:])
    beyond, squares, sums, noise = np.empty((4, series))
    covariance = np.empty((series, columns, columns), np.float32)
    recent = np.empty((3, series))
    found = Regressions(start, covariance, beyond, squares, sums, noise, recent)
    block = _Block(plan)
    rows = max(1, AT_ONCE // len(plan.design))
    for first in range(0, series, rows):
        part = slice(first, first + rows)
        some = counts[part]
        start[part, 0] = np.log((some @ plan.weight + 0.5) / (shape @ plan.weight))
        block.fit(some, found, part)
    return found


class Products:
    """The products of two columns of a design that are not 0 everywhere: a few, with levels."""

    def __init__(self, design: Matrix) -> None:
        used = design != 0
        self.one, self.other = np.nonzero(np.triu(used.T.astype(int) @ used))
        self.products = design[:, self.one] * design[:, self.other]
        self.columns = design.shape[1]

    def weighted(self, weights: Matrix) -> Floats:
        """Sum over the times of weight and products: (m, n) to (m, k, k)."""
        sums = weights @ self.products
        matrix = np.zeros((len(weights), self.columns, self.columns))
        matrix[:, self.one, self.other] = sums
        matrix[:, self.other, self.one] = sums
        return matrix


class _Block:
    """The steps for some series; holds what is the same for every block."""

    def __init__(self, plan: Plan) -> None:
        self.design = np.ascontiguousarray(plan.design, dtype=np.float32)
        self.weighted = np.ascontiguousarray(plan.design * plan.weight[:, None], dtype=np.float32)
        self.products = Products(self.design)
        self.products.products *= plan.weight[:, None]
        self.stiffness, self.recent = plan.stiffness, plan.recent

    def fit(self, counts: Singles, found: Regressions, part: slice) -> None:
        centre = found.coefficients[part].copy()
        beta = centre.copy()
        excess: Singles = np.zeros(len(counts), np.float32)
        for step in range(STEPS):
            mu = self._mean(beta)
            over = 1 + excess[:, None] * mu
            residual = _residual(counts, mu, over if step >= UNCUT else None)
            if step >= UNCUT:  # of what was cut by the excess before: it grows into its size
                excess = _excess(residual, mu)
            pull = self.stiffness * (centre - beta)
            information = self._information(mu / over)
            residual /= over
            target = residual @ self.weighted + pull
            move = np.linalg.solve(information, target[:, :, None])[:, :, 0]
            beta += np.clip(move, -LARGEST, LARGEST)
            if step > UNCUT + 1 and np.abs(move).max() < CLOSE:
                break
        found.coefficients[part] = beta
        found.covariance[part] = np.linalg.inv(information)
        self._sum_up(counts, self._mean(beta), excess, found, part)

    def _mean(self, beta: Floats) -> Singles:
        log: Singles = beta.astype(np.float32) @ self.design.T
        return np.exp(np.clip(log, -30, 20, out=log), out=log)

    def _information(self, weight: Singles) -> Floats:
        information = self.products.weighted(weight)
        np.einsum("mkk->mk", information)[:] += self.stiffness
        return information

    def _sum_up(
        self, counts: Singles, mu: Singles, excess: Singles, found: Regressions, part: slice
    ) -> None:
        over = 1 + excess[:, None] * mu
        residual = _residual(counts, mu, over)
        own = 1 - self.stiffness * np.einsum("mkk->mk", found.covariance[part])
        freedom = mu.shape[1] / np.maximum(mu.shape[1] - own.sum(axis=1), 1)
        y = residual + mu
        found.beyond[part] = freedom * _squared(residual) - y.sum(axis=1)
        found.squares[part], found.sums[part] = _squared(mu), mu.sum(axis=1)
        variance = mu * over
        found.noise[part] = 2 * _squared(variance)
        for row, values in enumerate((y, mu, variance)):
            found.recent[row, part] = values[:, values.shape[1] - self.recent :].sum(axis=1)


def _residual(counts: Singles, mu: Singles, over: Singles | None) -> Singles:
    """Counts less means; with `over`, the variance over the mean, cut at a bound.

    The bound lies CUT standard deviations up, skewness allowed for (Cornish and Fisher).
    """
    residual: Singles = counts - mu
    if over is None:
        return residual
    bound: Singles = np.sqrt(over * mu)
    bound *= CUT
    bound += (CUT**2 - 1) / 6 * (2 * over - 1)
    return np.asarray(np.minimum(residual, bound, out=residual))


def _excess(residual: Singles, mu: Singles) -> Singles:
    """a of the variance m + a m², as the residuals show it."""
    counts = residual.sum(axis=1) + mu.sum(axis=1)
    return np.asarray(np.clip((_squared(residual) - counts) / _squared(mu), 0, 10), np.float32)


def _squared(values: Singles) -> Singles:
    return np.asarray(np.einsum("mn,mn->m", values, values))
