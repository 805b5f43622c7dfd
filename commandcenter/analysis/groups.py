"""Texts that are found by the same new runs, and how strong it is what they tell together."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.likeness import closeness
from commandcenter.analysis.phrases import Run, Said, Spoken
from commandcenter.analysis.turns import one_phrase
from commandcenter.late_dataclass import dataclass

Floats = NDArray[np.float64]

MOST_GROUPS = 60  # a night
TOGETHER = 0.5  # of the texts of the rarer of two runs, in which both stand
CLEARLY = 0.18  # likeness on average, beyond the usual, of what is clearly one matter
MOST_SAID = 12  # phrases of a matter that are looked at
MOST_WAYS = 4  # of them, of which people use any
CHOOSING = 0.5  # of the score, for each that was chosen among others


def groups(runs: Sequence[Run]) -> list[list[Run]]:
    """The rarest run takes those that stand mostly in the same texts; then the next."""
    left, found = list(runs), list[list[Run]]()
    while left and len(found) < MOST_GROUPS:
        first = left[0].texts
        same, others = list[Run](), list[Run]()
        for run in left:
            enough = TOGETHER * min(len(first), len(run.texts))
            (same if len(first & run.texts) >= enough else others).append(run)
        found.append(same)
        left = others
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """`runs`: those that are mostly of a matter's texts; the rest of its rarest phrases."""

    runs: Sequence[Run]
    window: int
    expected: float
    score: float
    strength: float


@dataclass(frozen=True, slots=True)
class Group:
    """Runs that stand in the same texts, the rarest first; `alike` of each two texts."""

    runs: Sequence[Run]
    texts: Sequence[Said]
    alike: Floats
    spoken: Spoken
    tried: int  # texts that are new, each of which might have been one
    usual: float  # how alike any two texts are

    def strength(self, members: Sequence[Said]) -> "Told":
        """The runs that are mostly theirs, and how strong it is: how rare among all that was
        tried tonight (1: by chance every tenth night), how much theirs, and how alike."""
        ids = {text.id for text in members}
        own = [run for run in self.runs if len(run.texts & ids) >= TOGETHER * len(run.texts)]
        if not own:
            return Told((), 0, 0.0, 0.0, 0.0)
        score, window, expected, said = self._rarest(own)
        share = len(said & ids) / len(said)
        chosen = np.array([n for n, text in enumerate(self.texts) if text.id in ids])
        like = min(max(closeness(self.alike, chosen) - self.usual, 0.0) / CLEARLY, 1.25)
        rare = max(score - math.log10(max(self.tried, 1)), 0.0)
        return Told(own, window, expected, score, rare * share * like)

    def _rarest(self, own: Sequence[Run]) -> tuple[float, int, float, frozenset[int]]:
        """Of the rarest phrase, or of what is said in several: people who use any of them."""
        first, *others = [phrase[0] for phrase in one_phrase(own)]
        chosen, best = [first], (first.score, first.window, first.expected)
        said = first.texts
        for run in others[:MOST_SAID]:
            if len(chosen) == MOST_WAYS:
                break
            if len(run.texts - said) == 0:
                continue
            score, window, expected = self.spoken.of_any([*chosen, run])
            if score - CHOOSING * len(chosen) > best[0]:
                best = (score - CHOOSING * len(chosen), window, expected)
                chosen, said = [*chosen, run], said | run.texts
        return (*best, said)
