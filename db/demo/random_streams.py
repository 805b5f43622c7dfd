"""Chance that is the same everywhere: named streams, weighted picks, spread moments.

A stream is seeded by words, so one part of the demo never shifts another. Only `random`
and `randrange` are used of it: their results hold across Python versions.
"""

import math
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(*names: object) -> Random:
    """A stream of its own for these names, whatever was drawn before."""
    return Random(":".join(str(name) for name in ("commandcenter demo", *names)))


class Weighted(Generic[T]):
    """Items with weights; `pick` takes a number from [0, 1)."""

    def __init__(self, weights: Mapping[T, float] | Iterable[tuple[T, float]]) -> None:
        pairs = list(weights.items() if isinstance(weights, Mapping) else weights)
        self.items: list[T] = [item for item, _ in pairs]
        total = sum(weight for _, weight in pairs)
        sums = accumulate(weight for _, weight in pairs)
        self._edges: list[float] = [edge / total for edge in sums][:-1]

    def pick(self, number: float) -> T:
        return self.items[bisect(self._edges, number)]

    def share(self, item: T) -> float:
        """The chance of `item`, 0 to 1."""
        edges = [0.0, *self._edges, 1.0]
        number = self.items.index(item)
        return edges[number + 1] - edges[number]


def one(chance: Random, items: Sequence[T]) -> T:
    return items[int(chance.random() * len(items))]


def shuffled(chance: Random, items: Iterable[T]) -> list[T]:
    """A copy in random order."""
    left = list(items)
    for i in range(len(left) - 1, 0, -1):
        j = chance.randrange(i + 1)
        left[i], left[j] = left[j], left[i]
    return left


def bell(chance: Random) -> float:
    """A standard normal number (Box and Muller)."""
    return math.sqrt(-2 * math.log(1 - chance.random())) * math.cos(2 * math.pi * chance.random())


def lognormal(chance: Random, median: float, sigma: float) -> float:
    """A positive number around `median`; `sigma` is the spread of its logarithm."""
    return median * math.exp(sigma * bell(chance))


def spread(chance: Random, count: int, start: int, end: int) -> list[int]:
    """`count` different whole seconds within (start, end), in order, evenly at random."""
    width = end - start - 1
    if count > width:
        raise ValueError(f"{count} moments do not fit into {width} seconds")
    taken: set[int] = set()
    while len(taken) < count:
        taken.add(start + 1 + chance.randrange(width))
    return sorted(taken)


def listed(words: str) -> tuple[str, ...]:
    """Words written with spaces between, for long lists."""
    return tuple(words.split())
