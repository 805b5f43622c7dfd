"""The space-time permutation scan: where and since when is there more than place and day explain?

Cylinders stand on the map: a circle of neighbouring places as base, the last days as height.
What a cylinder should hold follows from the data alone (share of the place times share of the
days), so no population is needed and nothing that rises everywhere at once is a cluster. How
rare the strongest cylinder is, is told by shuffling the days among the cases again and again.

Source: Kulldorff, Heffernan, Hartman, Assuncao, Mostashari 2005, PLoS Med 2(3): e59. Windows,
ranking and reporting follow SaTScan 10: prospective scan, high rates, circles, secondary
clusters without shared places, clusters with p = 1 not reported.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commandcenter.analysis.scan_kernel import Cylinders, strongest
from commandcenter.late_dataclass import dataclass

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EARTH_KM = 6371.0088
PILOTS = 5  # replicates that show how high the others will reach
NEARLY = 0.8
AT_ONCE = 64  # replicates searched together
SAME = 1e-9  # likelihood ratios nearer than this are the same one


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cylinder with more cases than expected. Indices are those of the arguments.

    `locations`: the places, nearest to the centre first. `first_day`, `last_day`: columns of
    `cases`; the last is always today. `observed`, `expected`: cases. `llr`: log likelihood ratio.
    `p_value`: chance of so strong a cylinder anywhere, if place and day had nothing to do with
    each other; NaN without replicates. `recurrence_days`: one in so many daily scans shows it.
    """

    locations: tuple[int, ...]
    first_day: int
    last_day: int
    observed: int
    expected: float
    llr: float
    p_value: float
    recurrence_days: float


def space_time_permutation(
    cases: ArrayLike,
    latlon: ArrayLike,
    *,
    max_days: int = 30,
    max_share: float = 0.5,
    max_km: float | None = None,
    min_cases: int = 2,
    replicates: int = 999,
    seed: int = 0,
    rarest: float = 1.0,
) -> list[Cluster]:
    """Clusters that reach to the last day, the strongest first.

    `cases`: (locations, days) whole numbers. `latlon`: (locations, 2) degrees. `max_days`: longest
    window; never more than half of the days. `max_share`: largest share of all cases that the
    places of a cluster may have had; `max_km`: largest radius. `min_cases`: fewest cases of a
    cluster. `replicates`: shuffles; 999 resolves a p-value of 0.001. The same `seed` gives the
    same answer. `rarest`: the largest p-value that is wanted; shuffling ends, with nothing found,
    when even the strongest cluster cannot be so rare (Besag, Clifford 1991, Biometrika 78: 301).

    Raises ValueError if the shapes do not fit or a count is negative or no whole number.
    """
    counts, places = _checked(cases, latlon)
    days = min(max_days, counts.shape[1] // 2)
    total = int(counts.sum())
    if days < 1 or total < min_cases:
        return []
    recent = counts[:, : -days - 1 : -1].cumsum(axis=1)  # [:, d]: the last d + 1 days
    order, sizes = _circles(places, counts.sum(axis=1), max_share, max_km)
    cylinders = Cylinders(order, sizes, counts.sum(axis=1), recent.sum(axis=0), total, min_cases)
    found = list(_apart(cylinders, recent))
    if not found or replicates < 1:
        return [_cluster(cylinders, recent, f, counts.shape[1], np.nan) for f in found]
    hopeless = found[0][0] - SAME, rarest * (1 + replicates) - 1
    shuffled = _replicate_maxima(cylinders, counts, days, replicates, seed, hopeless)
    if shuffled is None:
        return []
    clusters = []
    for best in found:
        beaten = int((shuffled >= best[0] - SAME).sum())
        if beaten < replicates:
            p = (1 + beaten) / (1 + replicates)
            clusters.append(_cluster(cylinders, recent, best, counts.shape[1], p))
    return clusters


def great_circle_km(latlon: ArrayLike) -> Floats:
    """Distances between all places, (locations, locations), from degrees (locations, 2)."""
    lat, lon = np.radians(np.asarray(latlon, dtype=np.float64)).T
    up = np.sin((lat[:, None] - lat) / 2) ** 2
    across = np.sin((lon[:, None] - lon) / 2) ** 2 * np.cos(lat[:, None]) * np.cos(lat)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(up + across, 0, 1))))


def _checked(cases: ArrayLike, latlon: ArrayLike) -> tuple[Ints, Floats]:
    given, places = np.asarray(cases), np.asarray(latlon, dtype=np.float64)
    if not places.size:  # an empty list of pairs knows nothing of pairs
        places = places.reshape(0, 2)
    if given.ndim != 2 or places.shape != (len(given), 2):
        raise ValueError("cases must be (locations, days) and latlon (locations, 2)")
    counts = given.astype(np.int64)
    if (counts != given).any() or (counts < 0).any():
        raise ValueError("cases must be whole numbers from 0 on")
    return counts, places


def _circles(
    places: Floats, cases: Ints, max_share: float, max_km: float | None
) -> tuple[Ints, Ints]:
    """For each place all places by distance, and how many of them the largest circle holds."""
    distance = great_circle_km(places)
    np.fill_diagonal(distance, -1.0)  # a place is its own nearest
    order = np.argsort(distance, axis=1, kind="stable")
    fits = cases[order].cumsum(axis=1) <= max_share * cases.sum()
    if max_km is not None:
        fits &= np.take_along_axis(distance, order, axis=1) <= max_km
    return order, fits.sum(axis=1)


Best = tuple[float, int, int, int]  # likelihood ratio, centre, last place of the circle, day


def _apart(cylinders: Cylinders, recent: Ints) -> Iterator[Best]:
    """The best cylinder of each centre, the strongest first, none sharing a place with another."""
    bests = []
    for centre, size in enumerate(cylinders.sizes):
        if size:
            inside = recent[cylinders.order[centre, :size]].cumsum(axis=0)
            ratio = cylinders.ratios(centre, inside)
            place, day = np.unravel_index(int(np.argmax(ratio)), ratio.shape)
            bests.append((float(ratio[place, day]), centre, int(place), int(day)))
    taken: set[int] = set()
    for best in sorted(bests, key=lambda b: -b[0]):
        members = set(cylinders.order[best[1], : best[2] + 1].tolist())
        if best[0] > 0 and not members & taken:
            taken |= members
            yield best


def _cluster(cylinders: Cylinders, recent: Ints, best: Best, days: int, p: float) -> Cluster:
    ratio, centre, place, day = best
    members = cylinders.order[centre, : place + 1]
    return Cluster(
        locations=tuple(members.tolist()),
        first_day=days - 1 - day,
        last_day=days - 1,
        observed=int(recent[members, day].sum()),
        expected=float(cylinders.expected(centre)[place, day]),
        llr=ratio,
        p_value=p,
        recurrence_days=1 / p,
    )


def _replicate_maxima(
    cylinders: Cylinders,
    counts: Ints,
    days: int,
    replicates: int,
    seed: int,
    hopeless: tuple[float, float],
) -> Floats | None:
    """The largest likelihood ratio of each shuffle; None once more of them than `hopeless` says
    (ratio, how many) are as large as that.

    The first shuffles are searched whole. The others are searched only for what nearly reaches
    the lowest of those, and whole if nothing does: the same answer, most logarithms saved.
    """
    shuffles = _shuffles(counts, days, replicates, seed)
    maxima = [cylinders.highest(s) for s in islice(shuffles, PILOTS)]
    floor = NEARLY * min(maxima)
    bar = cylinders.bar(floor)
    while batch := list(islice(shuffles, AT_ONCE)):
        if sum(ratio >= hopeless[0] for ratio in maxima) > hopeless[1]:
            return None
        found = strongest(cylinders, bar, np.array(batch, dtype=np.int32))
        for shuffled, ratio in zip(batch, found.tolist(), strict=True):
            maxima.append(ratio if ratio >= floor else cylinders.highest(shuffled))
    return np.array(maxima)


def _shuffles(counts: Ints, days: int, replicates: int, seed: int) -> Iterator[Ints]:
    """Cases of the last days, cumulated, after the days were dealt anew to all cases.

    Only the cases that get one of the last days are drawn; the others stay unseen.
    """
    rng = np.random.default_rng(seed)
    places, total = len(counts), int(counts.sum())
    owner = np.repeat(np.arange(places), counts.sum(axis=1))
    age = np.repeat(np.arange(days), counts.sum(axis=0)[: -days - 1 : -1])
    for _ in range(replicates):
        drawn = owner[rng.choice(total, len(age), replace=False)]
        table = np.bincount(drawn * days + age, minlength=places * days)
        yield table.reshape(places, days).cumsum(axis=1)
