"""What is said now and was not said before: words of Chinese texts, without any dictionary.

A word is a run of two to six characters that stands in enough texts, is not always part of one
and the same longer run, and neither begins nor ends with a character that only joins words. It
is noted when it is in far more texts than its share of earlier texts would bring; words that
stand in the same texts belong together. Whoever doubts it can count: nothing is learned.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.tails import quantile, tail
from commandcenter.late_dataclass import dataclass

Floats = NDArray[np.float64]

RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
JOINING = frozenset(
    "的了是在和与就都也很不没有我你他她们这那个到说把被让对从给要想去来已还又再等及或为以于其该之上下一"
)
LONGEST = 6
PART = 0.8  # of a run's texts that have one longer run in common: it is a part of that
RARE = 1e-3
TIMES = 2.0  # more than what is usual, at least
SCATTER = 2.0  # variance over mean of how often something is said
MOST = 80  # words that are looked at, the rarest first
TOGETHER = 0.7  # of the texts of the rarer of two words, in which both stand
SHOWN = 6  # words of a saying
ALIKE = 3  # characters in common, of two words that are not both shown


@dataclass(frozen=True, slots=True)
class TextCluster:
    """`words` the rarest first; `texts`: numbers of the recent texts that have one of them.

    `usual`: how many of as many earlier texts had one.
    """

    words: tuple[str, ...]
    texts: tuple[int, ...]
    usual: float
    chance: float


def sayings(recent: Sequence[str], before: Sequence[str], *, least: int = 3) -> list[TextCluster]:
    """Rarest first; words of fewer than `least` texts are left out."""
    if not recent or not before:
        return []
    texts_of = _runs(recent, max(least, _fewest(len(recent), len(before))))
    if not texts_of:
        return []
    words = sorted(texts_of)
    seen = np.array([len(texts_of[word]) for word in words], float)
    old = np.array([sum(word in text for text in before) for word in words], float)
    mean, chance = _judge(seen, old, len(recent), len(before))
    noted = [n for n in range(len(words)) if chance[n] < RARE and seen[n] >= TIMES * mean[n]]
    noted.sort(key=lambda n: (chance[n], -len(words[n]), words[n]))
    left = [words[n] for n in noted[:MOST]]
    found = []
    while left:
        seed = texts_of[left[0]]
        group = [w for w in left if _together(seed, texts_of[w])]
        left = [word for word in left if word not in group]
        found.append(_cluster_of(group, texts_of, before, len(recent)))
    return sorted(found, key=lambda saying: (saying.chance, saying.words))


def _together(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= TOGETHER * min(len(one), len(other))


def _same_run(one: str, other: str) -> bool:
    """Whether they are cut out of one and the same longer run."""
    if one in other or other in one:
        return True
    return any(len(part) >= ALIKE and part in other for part in _parts(one))


def _cluster_of(
    group: Sequence[str], texts_of: dict[str, set[int]], before: Sequence[str], recent: int
) -> TextCluster:
    shown: list[str] = []
    for word in group:
        if len(shown) < SHOWN and not any(_same_run(word, other) for other in shown):
            shown.append(word)
    texts = sorted(set().union(*(texts_of[word] for word in shown)))
    old = sum(any(word in text for word in shown) for text in before)
    mean, chance = _judge(
        np.array([float(len(texts))]), np.array([float(old)]), recent, len(before)
    )
    return TextCluster(tuple(shown), tuple(texts), float(mean[0]), float(chance[0]))


def _fewest(recent: int, before: int) -> int:
    """Texts that a word needs to be noted even if nobody said it before."""
    share = recent / (before + 1)
    mean = 0.5 * share
    return int(quantile(1 - RARE, mean, mean * SCATTER * (1 + share))) + 1


def _judge(seen: Floats, old: Floats, recent: int, before: int) -> tuple[Floats, Floats]:
    share = recent / (before + 1)
    mean = (old + 0.5) * share
    return mean, tail(seen, mean, mean * SCATTER * (1 + share))


def _runs(texts: Sequence[str], least: int) -> dict[str, set[int]]:
    """Texts of each run that is in enough of them, parts of longer ones left out."""
    parts = [RUN.findall(text) for text in texts]
    shorter: dict[str, set[int]] | None = None
    whole: dict[str, set[int]] = {}
    for length in range(2, LONGEST + 1):
        shorter = _of_length(parts, length, least, shorter)
        whole |= {w: t for w, t in shorter.items() if w[0] not in JOINING and w[-1] not in JOINING}
        if not shorter:
            break
    covered: Counter[str] = Counter()
    for word, numbers in whole.items():
        for part in _parts(word):
            covered[part] = max(covered[part], len(numbers))
    return {word: t for word, t in whole.items() if covered[word] < PART * len(t)}


def _parts(word: str) -> set[str]:
    """Runs of two characters or more within it."""
    size = len(word)
    return {word[a:b] for a in range(size) for b in range(a + 2, size + 1) if b - a < size}


def _of_length(
    parts: Sequence[list[str]], length: int, least: int, shorter: dict[str, set[int]] | None
) -> dict[str, set[int]]:
    """A run can only be in enough texts if both its ends without one character are."""
    inside: dict[str, set[int]] = {}
    for number, runs in enumerate(parts):
        for run in runs:
            if shorter is None:
                for a, b in pairwise(run):
                    inside.setdefault(a + b, set()).add(number)
                continue
            for at in range(len(run) - length + 1):
                if run[at : at + length - 1] in shorter and run[at + 1 : at + length] in shorter:
                    inside.setdefault(run[at : at + length], set()).add(number)
    return {word: numbers for word, numbers in inside.items() if len(numbers) >= least}
