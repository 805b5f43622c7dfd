"""How alike texts are, and which of them are about one thing.

A text is the set of its pairs of neighbouring characters; rare pairs weigh more. What people say
of one matter has many of them in common, a turn of speech has only itself.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.characters import cleaned, pair_numbers, without

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rarity = Callable[[Ints], Floats]  # of pairs


def likeness(texts: Sequence[str], rarity: Rarity, turns: Ints | None = None) -> Floats:
    """(texts, texts): cosine of each two, 0 to 1; without the runs of turns of speech."""
    chars, starts = cleaned(texts)
    if turns is not None and len(turns):
        chars = without(chars, turns)
    pair, at = pair_numbers(chars)
    text = np.searchsorted(starts, at, side="right") - 1
    both = np.unique(text << 32 | pair)
    row, pair = both >> 32, both & 0xFFFFFFFF
    known, column = np.unique(pair, return_inverse=True)
    weight = np.zeros((len(texts), len(known)), np.float32)
    weight[row, column] = rarity(known)[column]
    weight /= np.maximum(np.linalg.norm(weight, axis=1, keepdims=True), 1e-9)
    return np.asarray(weight @ weight.T, np.float64)


def middle(alike: Floats, least: int) -> int:
    """Number of the text that is most like the `least` nearest to it."""
    nearest = np.sort(alike, axis=1)[:, -least - 1 : -1]
    return int(np.argmax(nearest.sum(axis=1)))


def together(alike: Floats, least: int, bound: float) -> Ints:
    """Numbers of the texts that are like the middle one, which is among them."""
    return np.flatnonzero(alike[middle(alike, least)] >= bound)


def closeness(alike: Floats, chosen: Ints) -> float:
    """How like the middle one of the chosen the others are, on average; 1 of one alone."""
    part = alike[np.ix_(chosen, chosen)]
    if len(chosen) < 2:
        return 1.0
    row = part[middle(part, len(chosen) - 1)]
    return float((row.sum() - 1) / (len(chosen) - 1))
