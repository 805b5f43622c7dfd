"""Bursts: stretches of time in which something comes thicker than before, and stays so.

An automaton hesitates between an ordinary state and busier ones; to get busier costs, to calm
down is free. The cheapest way through the data tells when a burst began and ended, without a
window to choose. Source: Kleinberg 2002, Bursty and hierarchical structure in streams, KDD.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
ALMOST_SURE = 0.9999  # largest share that the busy state may expect


@dataclass(frozen=True, slots=True)
class Burst:
    """`start` and `end`: indices of the first and the last event (or time) of the burst.

    `level` 1 is the least busy; a burst of level 2 lies within one of level 1. `weight`: how
    much cheaper the busy state is, in nats: the larger, the clearer.
    """

    level: int
    start: int
    end: int
    weight: float


def bursts(
    hits: ArrayLike, totals: ArrayLike, *, s: float = 2.0, gamma: float = 1.0
) -> NDArray[np.bool_]:
    """When a topic takes a larger share of all that comes than it usually does.

    `hits`: (streams, times) or (times,) whole numbers: of so many; `totals`: (times,) all that
    came. `s`: how many times the usual share the busy state expects; `gamma`: price of getting
    busy, times ln(times). Returns, shaped as `hits`, where a stream is in the busy state
    (section 4, batches with two states).
    """
    r = np.atleast_2d(np.asarray(hits, dtype=np.float64))
    d = np.asarray(totals, dtype=np.float64)
    _check(s, gamma, r.shape[1:] == d.shape and bool((r <= d).all()))
    saving = _savings(r, d, s)
    price = gamma * np.log(max(r.shape[1], 1))
    came_from_busy, stayed = np.empty(r.shape, bool), np.empty(r.shape, bool)
    calm, busy = np.zeros(len(r)), np.full(len(r), np.inf)
    for t in range(r.shape[1]):
        stayed[:, t] = busy < calm + price
        came_from_busy[:, t] = busy < calm
        calm, busy = (
            np.where(came_from_busy[:, t], busy, calm),
            np.where(stayed[:, t], busy, calm + price) - saving[:, t],
        )
    path = np.empty(r.shape, bool)
    now = busy < calm
    for t in range(r.shape[1] - 1, -1, -1):
        path[:, t] = now
        now = np.where(now, stayed[:, t], came_from_busy[:, t])
    return path.reshape(np.shape(hits))


def bursts_in_time(
    arrivals: ArrayLike,
    *,
    s: float = 2.0,
    gamma: float = 1.0,
    levels: int = 8,
    resolution: float = 1.0,
) -> list[Burst]:
    """Nested bursts of single events, by the gaps between them; the outermost first.

    `arrivals`: (events,) times, ascending, in any unit. `s`: how many times faster each level is
    than the one below; `gamma`: price of a level, times ln(gaps); `levels`: busy states at most.
    `resolution`: how exact the times are, in their unit; shorter gaps count as so long (section 2).
    """
    times = np.asarray(arrivals, dtype=np.float64)
    gaps = np.maximum(np.diff(times), resolution)
    _check(s, gamma, times.ndim == 1 and bool((np.diff(times) >= 0).all()) and resolution > 0)
    if len(gaps) < 2:
        return []
    rates = s ** np.arange(levels + 1) / gaps.mean()
    cost = rates * gaps[:, None] - np.log(rates)
    state = _cheapest(cost, gamma * np.log(len(gaps)))
    found = [
        Burst(
            level,
            start,
            end + 1,
            float((cost[start : end + 1, level - 1] - cost[start : end + 1, level]).sum()),
        )
        for level in range(1, levels + 1)
        for start, end in _runs(state >= level)
    ]
    return sorted(found, key=lambda b: (b.start, b.level))


def _check(s: float, gamma: float, shaped: bool) -> None:
    if s <= 1 or gamma < 0:
        raise ValueError("s > 1 and gamma >= 0")
    if not shaped:
        raise ValueError("hits must not exceed totals of the same times; arrivals must ascend")


def _savings(hits: Floats, totals: Floats, s: float) -> Floats:
    """What each time is cheaper in the busy state; 0 for a stream without any hit."""
    share = hits.sum(axis=1, keepdims=True) / max(totals.sum(), 1)
    known = np.where((share > 0) & (share < ALMOST_SURE), share, 0.5)
    busy = np.minimum(s * known, np.maximum(ALMOST_SURE, known))
    saving = hits * np.log(busy / known) + (totals - hits) * np.log((1 - busy) / (1 - known))
    return np.where(known == share, saving, 0.0)


def _cheapest(cost: Floats, price: float) -> NDArray[np.int64]:
    """The cheapest path from the ordinary state; each level up costs `price`. (gaps,)"""
    count, states = cost.shape
    level = np.arange(states)
    climb = price * np.maximum(level[None, :] - level[:, None], 0)  # from, to
    total = np.where(level == 0, 0.0, np.inf)
    back = np.empty((count, states), np.int64)
    for t in range(count):
        ways = total[:, None] + climb
        back[t] = ways.argmin(axis=0)
        total = ways[back[t], level] + cost[t]
    path = np.empty(count, np.int64)
    path[-1] = int(np.argmin(total))
    for t in range(count - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def _runs(true: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of each stretch."""
    edges = np.flatnonzero(np.diff(np.r_[False, true, False].astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
