"""The inner loop of the space-time scan, in numpy, and compiled where numba is installed.

A cylinder's likelihood ratio rises with its cases. So for a given height, each cylinder has a
smallest number of cases that reaches it, its bar; a search for what lies above is additions and
comparisons of whole numbers, and logarithms are taken for the few that pass.
"""

import math
from collections.abc import Callable
from functools import cache
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bar = NDArray[np.int32]
Search = Callable[..., Floats]
NEVER = np.iinfo(np.int32).max


def likelihood_ratio(cases: NDArray[np.number], expected: Floats, total: int) -> Floats:
    """c ln(c/m) + (N-c) ln((N-c)/(N-m)); 0 unless the cases c are more than the expected m.

    The log likelihood ratio of Kulldorff et al. 2005; `total` is N, all cases.
    """
    c, rest = np.asarray(cases, dtype=np.float64), total - np.asarray(cases, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = c * np.log(c / expected)
        outside = np.where(rest > 0, rest * np.log(rest / (total - expected)), 0.0)
        return np.where(c > expected, inside + outside, 0.0)


class Cylinders:
    """All cylinders of a scan: circles of `order[centre, :size]`, the last 1, 2, ... days.

    `order` (locations, locations) and `sizes` (locations,) as the circles grow; `place_cases`
    (locations,) cases of all days; `day_cases` (days,) cases everywhere in the last 1, 2, ...
    days; `total` all cases.
    """

    def __init__(
        self,
        order: Ints,
        sizes: Ints,
        place_cases: Ints,
        day_cases: Ints,
        total: int,
        min_cases: int,
    ) -> None:
        self.order, self.sizes = np.ascontiguousarray(order, dtype=np.int32), sizes
        self.circle_cases = place_cases[order].cumsum(axis=1)
        self.day_cases, self.total, self.min_cases = day_cases, total, min_cases

    def expected(self, centre: int) -> Floats:
        """Cases that each cylinder of the centre should hold, (circles, days)."""
        circles = self.circle_cases[centre, : self.sizes[centre]]
        return np.asarray(circles[:, None] * self.day_cases / self.total)

    def ratios(self, centre: int, inside: Ints) -> Floats:
        """Likelihood ratio of each cylinder of the centre that holds `inside` (circles, days)."""
        ratio = likelihood_ratio(inside, self.expected(centre), self.total)
        return np.where(inside >= self.min_cases, ratio, 0.0)

    def highest(self, recent: Ints) -> float:
        """The largest likelihood ratio of all; `recent` (locations, days) as `day_cases`."""
        found = 0.0
        for centre in np.flatnonzero(self.sizes):
            inside = recent[self.order[centre, : self.sizes[centre]]].cumsum(axis=0)
            found = max(found, float(np.max(self.ratios(int(centre), inside))))
        return found

    def bar(self, height: float) -> Bar:
        """Fewest cases with which each cylinder reaches `height`: (locations, circles, days)."""
        largest = int(self.day_cases[-1])
        cases = np.arange(self.min_cases, largest + 1)
        limit = self._most_expected(cases, height)
        bar = np.full(
            (len(self.order), int(np.max(self.sizes)), len(self.day_cases)), NEVER, np.int32
        )
        for centre in np.flatnonzero(self.sizes):
            first = np.searchsorted(limit, self.expected(int(centre)))
            reached = first < len(cases)
            enough = np.where(reached, cases[np.minimum(first, len(cases) - 1)], NEVER)
            bar[centre, : self.sizes[centre]] = enough
        return bar

    def _most_expected(self, cases: Ints, height: float) -> Floats:
        """Up to which expectation so many cases reach `height` (ascending), by halving."""
        low, high = np.zeros(len(cases)), cases.astype(np.float64)
        for _ in range(60):
            middle = (low + high) / 2
            reached = likelihood_ratio(cases, middle, self.total) >= height
            low, high = np.where(reached, middle, low), np.where(reached, high, middle)
        return np.asarray(np.maximum.accumulate(high))  # rounding never hides a cylinder


def strongest(cylinders: Cylinders, bar: Bar, replicates: NDArray[np.int32]) -> Floats:
    """For each replicate the largest likelihood ratio that reaches its `bar`, else 0.

    `replicates`: (replicates, locations, days), the last dimension as `day_cases`.
    """
    return search()(
        replicates,
        cylinders.order,
        cylinders.sizes,
        bar,
        cylinders.circle_cases,
        cylinders.day_cases,
        cylinders.total,
    )


@cache
def search() -> Search:
    """The search compiled, or in numpy where numba is not installed."""
    try:
        numba = import_module("numba")  # heavy, and not among the requirements
    except ImportError:
        return search_by_circles
    compiled: Search = numba.njit(cache=True)(search_by_cells)
    return compiled


def search_by_circles(
    replicates: NDArray[np.int32],
    order: NDArray[np.int32],
    sizes: Ints,
    bar: Bar,
    circle_cases: Ints,
    day_cases: Ints,
    total: int,
) -> Floats:
    """`strongest` for all replicates together, a circle at a time."""
    count, _, days = replicates.shape
    small = np.int16 if day_cases[-1] < np.iinfo(np.int16).max else np.int32
    recent = np.ascontiguousarray(replicates.transpose(1, 2, 0), dtype=small)
    bar = np.minimum(bar, np.iinfo(small).max).astype(small)
    inside = np.empty((max(sizes), days, count), small)
    best = np.zeros(count)
    for centre in np.flatnonzero(sizes):
        size = sizes[centre]
        inside[0] = recent[centre]
        for k in range(1, size):
            np.add(inside[k - 1], recent[order[centre, k]], out=inside[k])
        hits = np.flatnonzero(inside[:size] >= bar[centre, :size, :, None])
        circle, day, replicate = np.unravel_index(hits, (size, days, count))
        expected = circle_cases[centre, circle] * day_cases[day] / total
        ratio = likelihood_ratio(inside[circle, day, replicate], expected, total)
        np.maximum.at(best, replicate, ratio)
    return best


def search_by_cells(
    replicates: NDArray[np.int32],
    order: NDArray[np.int32],
    sizes: Ints,
    bar: Bar,
    circle_cases: Ints,
    day_cases: Ints,
    total: int,
) -> Floats:
    """`strongest`, a cylinder at a time: to be compiled."""
    count, places, days = replicates.shape
    inside = np.zeros(days, np.int32)
    best = np.zeros(count)
    for r in range(count):
        recent = replicates[r]
        for centre in range(places):
            inside[:] = 0
            for k in range(sizes[centre]):
                place, lead = order[centre, k], -1
                for d in range(days):
                    inside[d] += recent[place, d]
                    lead = max(lead, inside[d] - bar[centre, k, d])
                if lead < 0:
                    continue
                for d in range(days):
                    if inside[d] >= bar[centre, k, d]:
                        c = float(inside[d])
                        expected = circle_cases[centre, k] * day_cases[d] / total
                        ratio = c * math.log(c / expected)
                        if c < total:
                            ratio += (total - c) * math.log((total - c) / (total - expected))
                        best[r] = max(best[r], ratio)
    return best
