"""Negative binomial regressions for thousands of series, each drawn towards a common pattern.

One design serves all series, so a Newton step for a block of them is a few products of
matrices, in single precision and small enough for the processor's cache. Counts that stick out
are cut back before they teach: first by the spread as it looks with them, then by what is left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.glm import Products

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
AT_ONCE = 70_000  # cells (series times times) of one block, to stay in the processor's cache
STEPS, CLOSE, LARGEST = 10, 0.01, 2.0  # of a coefficient, on the log scale
UNCUT = 2  # first steps with all counts and no spread, until the mean is about right
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


def fit_towards(counts: Singles, plan: Plan) -> Regressions:
    """Fit each of `counts` (m, n). The first column is the level: its centre is each own mean."""
    series, columns = len(counts), plan.design.shape[1]
    start = np.tile(plan.centre, (series, 1))
    shape = np.exp(plan.design[:, 1:] @ plan.centre[1:])
    start[:, 0] = np.log((counts @ plan.weight + 0.5) / (shape @ plan.weight))
    beyond, squares, sums, noise = np.empty((4, series))
    covariance = np.empty((series, columns, columns), np.float32)
    recent = np.empty((3, series))
    found = Regressions(start, covariance, beyond, squares, sums, noise, recent)
    block = _Block(plan)
    rows = max(1, AT_ONCE // len(plan.design))
    for first in range(0, series, rows):
        block.fit(counts[first : first + rows], found, slice(first, first + rows))
    return found


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
        beta, y = centre.copy(), counts
        excess: Singles = np.zeros(len(counts), np.float32)
        for step in range(STEPS):
            mu = self._mean(beta)
            if step >= UNCUT:
                y, excess = _cut(counts, mu, excess)
            weight = np.reciprocal(1 + excess[:, None] * mu)
            pull = self.stiffness * (centre - beta)
            information = self._information(mu * weight)
            target = ((y - mu) * weight) @ self.weighted + pull
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
        y, _ = _cut(counts, mu, excess)
        own = 1 - self.stiffness * np.einsum("mkk->mk", found.covariance[part])
        freedom = y.shape[1] / np.maximum(y.shape[1] - own.sum(axis=1), 1)
        variance = mu * (1 + excess[:, None] * mu)
        found.beyond[part] = freedom * _squared(y - mu) - y.sum(axis=1)
        found.squares[part], found.sums[part] = _squared(mu), mu.sum(axis=1)
        found.noise[part] = 2 * _squared(variance)
        for row, values in enumerate((y, mu, variance)):
            found.recent[row, part] = values[:, values.shape[1] - self.recent :].sum(axis=1)


def _cut(counts: Singles, mu: Singles, excess: Singles) -> tuple[Singles, Singles]:
    """The counts cut by the spread seen before (Cornish-Fisher bound), and the spread they show."""
    over = 1 + excess[:, None] * mu
    bound = mu + CUT * np.sqrt(over * mu) + (CUT**2 - 1) / 6 * (2 * over - 1)
    y = np.minimum(counts, bound)
    seen = (_squared(y - mu) - y.sum(axis=1)) / _squared(mu)
    return y, np.clip(seen, 0, 10).astype(np.float32)


def _squared(values: Singles) -> Singles:
    return np.asarray(np.einsum("mn,mn->m", values, values))
