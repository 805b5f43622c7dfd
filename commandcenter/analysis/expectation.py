"""What is to be expected today, for thousands of streams at once: the daily workhorse.

A stream's count follows a negative binomial distribution. Its mean is a level times the kind
of day, the season, a trend and what else the calendar marks. First the pattern of all streams
together is fitted, then each stream towards it: a stream of three cases a year has the city's
week, one of three thousand its own. Past counts that stick out are cut back, so that an
outbreak does not teach the baseline. The rarity of a count takes in how uncertain its mean and
its spread are.

Sources: Lawless 1987, Can J Stat 15: 209 (negative binomial regression); Morris 1983, JASA 78:
47 (shrinkage of many parameters); Noufaily et al. 2019, Bioinformatics 35: 3110 (daily counts
with the day of the week and holidays).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commandcenter.analysis import tails
from commandcenter.analysis.negbin import Plan, Regressions, fit_towards
from commandcenter.analysis.scattered import Scattered
from commandcenter.late_dataclass import dataclass

Floats = NDArray[np.float64]
AT_ONCE = 4_000  # streams that are asked together: of all of them it would fill the memory
CAUTION = 1.0  # standard errors by which a stream's spread is taken larger than it looks
LARGEST_DOUBT = 1.0  # variance of a log mean; beyond, a count is not judged by it


@dataclass(frozen=True, slots=True)
class Days:
    """What is known beforehand of consecutive days (or weeks); arrays over the same times.

    `kind`: (times,) whole numbers from 0: days of one kind share a factor. By custom 0 to 6 are
    Monday to Sunday, 7 a public holiday, 8 a make-up workday; all 0 for weekly counts.
    `season`: (times,) share of the year gone by, 0 to 1. `marks`: (times, marks) further factors:
    0 on an ordinary day, 1 on the marked one (3·15, a shopping festival), or how strongly it is.
    """

    kind: NDArray[np.int64]
    season: Floats
    marks: Floats


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far a stream may leave the common pattern: standard deviations of log factors."""

    level: float = 10.0  # none is common
    trend: float = 0.2  # per year
    season: float = 0.5
    kind: float = 0.5
    mark: float = 0.5


@dataclass(frozen=True, slots=True)
class Expectation:
    """(streams, times): mean and variance of the count that is to come, in cases."""

    mean: Floats
    variance: Floats

    def p_value(self, counts: ArrayLike) -> Floats:
        """Chance of so many or more; `counts` (streams, times)."""
        return tails.tail(counts, self.mean, self.variance)

    def upper(self, alpha: float) -> Floats:
        """The largest count that is not rarer than `alpha`."""
        return tails.quantile(1 - alpha, self.mean, self.variance)


class NegativeBinomialBaseline:
    """Fitted once a night to all streams; asked for any time that `days` knows.

    `coefficients`: (streams, columns) on the log scale: level, trend, cosines, sines, kinds from
    1 on, marks. `level`: (streams,) factor of the last weeks. `spread`: (a, b) and `shares`
    (streams,) s: the variance of a count with mean m is m + s (a m² + b m).
    """

    def __init__(
        self,
        counts: ArrayLike | Scattered,
        days: Days,
        *,
        per_year: float = 365.25,
        harmonics: int = 2,
        recent: int = 56,
        half_life: float | None = None,
        doubt: Doubt | None = None,
    ) -> None:
        """Fit `counts` (streams, times), which are the first times of `days`.

        Leave the last days out (a week or two), so that what is just beginning does not hide
        itself. `per_year`: times in a year. `harmonics`: waves of the season, 0 for none.
        `recent`: times from which the level of today is learned, as far as levels of all streams
        are seen to move; 0 for never. `half_life`: times after which a count weighs half, None
        for no forgetting.

        Raises ValueError if `days` does not cover the counts.
        """
        y = counts if isinstance(counts, Scattered) else np.asarray(counts, dtype=np.float32)
        if len(y.shape) != 2 or y.shape[1] > len(days.kind):
            raise ValueError("counts must be (streams, times), and days must cover the times")
        self._design, allowed = _design(days, y.shape[1], per_year, harmonics, doubt or Doubt())
        past, columns = self._design[: y.shape[1]], self._design.shape[1]
        age = np.arange(y.shape[1])[::-1]
        weight = np.ones(len(age)) if half_life is None else 0.5 ** (age / half_life)
        recent = min(recent, len(age))
        together = y.by_time() if isinstance(y, Scattered) else y.sum(axis=0, dtype=np.float64)
        total = np.asarray(together, np.float32)[None]
        plan = Plan(past, np.zeros(columns), np.ones(columns), weight, recent)
        common = fit_towards(total, plan).coefficients[0]
        fit = fit_towards(y, Plan(past, common, allowed**-2, weight, recent))
        self.coefficients, self._covariance = fit.coefficients, fit.covariance
        self.level, self._level_doubt = _levels(fit.recent)
        self.spread = _common_spread(fit)
        self.shares = _shares(fit, self.spread)

    def expect(self, at: ArrayLike) -> Expectation:
        """What the times `at` (indices into `days`) should bring; (streams, len(at))."""
        design = self._design[np.atleast_1d(np.asarray(at))]
        some = range(0, len(self._covariance), AT_ONCE)
        doubt = np.concatenate(
            [
                np.einsum("tj,mjk,tk->mt", design, part, design, optimize=True)
                for part in (self._covariance[n : n + AT_ONCE] for n in some)
            ]
            or [np.zeros((0, len(design)))]
        )
        doubt = np.minimum(doubt + self._level_doubt[:, None], LARGEST_DOUBT)
        mean = self.level[:, None] * np.exp(self.coefficients @ design.T + doubt / 2)
        a, b = self.spread
        beyond = self.shares[:, None] * (a * mean**2 + b * mean)
        return Expectation(mean, mean + beyond + np.expm1(doubt) * mean**2)


def _design(
    days: Days, until: int, per_year: float, harmonics: int, doubt: Doubt
) -> tuple[Floats, Floats]:
    """The columns and how far each may differ between streams. The trend is 0 at `until`."""
    times = np.arange(len(days.kind))
    wave = 2 * np.pi * days.season[:, None] * np.arange(1, harmonics + 1)
    kinds = days.kind[:, None] == np.arange(1, int(np.max(days.kind)) + 1)
    parts = (
        (np.ones((len(times), 1)), doubt.level),
        ((times[:, None] - until) / per_year, doubt.trend),
        (np.hstack([np.cos(wave), np.sin(wave)]), doubt.season),
        (kinds.astype(np.float64), doubt.kind),
        (days.marks, doubt.mark),
    )
    allowed = np.concatenate([np.full(part.shape[1], sd) for part, sd in parts])
    return np.hstack([part for part, _ in parts]), allowed


def _levels(recent: Floats) -> tuple[Floats, Floats]:
    """Factor of the last times against the regression, and the variance that remains in it.

    How much levels move is learned from all streams: where they stand still, it stays 1.
    """
    seen, mean, variance = recent
    if not mean.any():
        return np.ones(len(mean)), np.zeros(len(mean))
    ratio, noise = seen / mean, variance / mean**2
    moving = _between(ratio, noise)
    trust = moving / (moving + noise)
    return 1 + trust * (ratio - 1), trust * noise


def _common_spread(fit: Regressions) -> tuple[float, float]:
    """a and b, not negative, of a m² + b m: what all variances have beyond the mean."""
    parts = np.stack([fit.squares, fit.sums]) / np.sqrt(fit.noise)
    beyond = fit.beyond / np.sqrt(fit.noise)
    both = np.linalg.lstsq(parts.T, beyond, rcond=None)[0]
    if (both < 0).any():
        alone = np.maximum(parts @ beyond / (parts**2).sum(axis=1), 0)
        better = np.argmin(
            [((beyond - f * p) ** 2).sum() for f, p in zip(alone, parts, strict=True)]
        )
        both = np.where(np.arange(2) == better, alone, 0)
    return float(both[0]), float(both[1])


def _shares(fit: Regressions, spread: tuple[float, float]) -> Floats:
    """How many times the common spread each stream has: near 1 where it says little itself."""
    expected = spread[0] * fit.squares + spread[1] * fit.sums
    if not expected.any():
        return np.zeros(len(expected))
    seen, noise = fit.beyond / expected, fit.noise / expected**2
    differing = _between(seen, noise)
    trust = differing / (differing + noise)
    share = np.maximum(1 + trust * (seen - 1), 0.0)
    return np.asarray(share + CAUTION * np.sqrt(trust * noise))


def _between(seen: Floats, noise: Floats) -> float:
    """Variance between streams of a factor that is 1 on average, seen with `noise` variance."""
    between = 0.0
    for _ in range(20):
        weight = (noise + between) ** -2
        between = max(float(weight @ ((seen - 1) ** 2 - noise) / weight.sum()), 0.0)
    return between
