"""Complaints that say the same: pairs of characters that suddenly go together.

Each text is the set of its pairs of neighbouring Chinese characters. A pair that is in far more
texts than before is surprising; surprising pairs that stand in the same texts make a cluster,
and pairs that overlap are joined to the words a person reads. Nothing is learned or drawn by
chance: the same texts give the same clusters.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np

from commandcenter.analysis.tails import tail
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.store.types import to_micros
from commandcenter.store.watch.stream_texts import Text
from commandcenter.watch.findings import Finding

MOST_PAIRS = 300  # surprising pairs that are looked at, the most surprising first
MOST_WORDS = 4  # of a cluster, that are shown
TOGETHER = 0.5  # of the texts of two pairs, in which both stand
SAYS_SO = 0.5  # of a cluster's pairs, that a text must have to belong to it
LEAST_PAIRS = 3
HAN = ("\u4e00", "\u9fff")


@dataclass(frozen=True, slots=True)
class Cluster:
    """`texts`: numbers of the recent texts; `pairs` the most surprising first."""

    pairs: tuple[str, ...]
    texts: tuple[int, ...]


def text_clusters(recent: Sequence[Text], before: Sequence[Text], limits: Limits) -> list[Finding]:
    """Clusters of the recent texts that the time before did not have, most people first."""
    now_pairs = [pairs_of(text.words) for text in recent]
    old_pairs = [pairs_of(text.words) for text in before]
    people = [text.person or f"#{text.id}" for text in recent]
    surprising = _surprising(now_pairs, old_pairs, people, limits)
    found = []
    for cluster in _clusters(surprising, now_pairs):
        finding = _finding(cluster, recent, before, old_pairs, limits)
        if finding:
            found.append(finding)
    return sorted(found, key=lambda f: (-f.people, f.key))


def pairs_of(words: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(words) if _han(a) and _han(b))


def _han(character: str) -> bool:
    return HAN[0] <= character <= HAN[1]


def _surprising(
    recent: Sequence[frozenset[str]],
    before: Sequence[frozenset[str]],
    people: Sequence[str],
    limits: Limits,
) -> list[str]:
    """Pairs of enough people that are far more frequent than before, rarest first."""
    who: dict[str, set[str]] = {}
    for pairs, person in zip(recent, people, strict=True):
        for pair in pairs:
            who.setdefault(pair, set()).add(person)
    crowded = sorted(pair for pair, names in who.items() if len(names) >= limits.words_people)
    if not crowded:
        return []
    now_counts = Counter(pair for pairs in recent for pair in pairs)
    old_counts = Counter(pair for pairs in before for pair in pairs)
    share = limits.words_hours / 24 / limits.words_days
    seen = np.array([now_counts[pair] for pair in crowded], float)
    mean = np.array([(old_counts[pair] + 0.5) * share for pair in crowded])
    p = tail(seen, mean, mean * (1 + share) + 0.1 * mean**2)
    rare = [n for n in range(len(crowded)) if p[n] <= 10.0**-limits.words_rarity]
    rare.sort(key=lambda n: (p[n], crowded[n]))
    return [crowded[n] for n in rare[:MOST_PAIRS]]


def _clusters(surprising: Sequence[str], texts: Sequence[frozenset[str]]) -> list[Cluster]:
    """The rarest pair takes those that stand in the same texts; then the next that is left."""
    inside = {pair: {n for n, pairs in enumerate(texts) if pair in pairs} for pair in surprising}
    left, found = list(surprising), []
    while left:
        seed = inside[left[0]]
        group = [p for p in left if len(seed & inside[p]) >= TOGETHER * len(seed | inside[p])]
        left = [pair for pair in left if pair not in group]
        if len(group) >= LEAST_PAIRS:
            having = Counter(n for pair in group for n in inside[pair])
            members = sorted(n for n, count in having.items() if count >= SAYS_SO * len(group))
            found.append(Cluster(tuple(group), tuple(members)))
    return found


def _finding(
    cluster: Cluster,
    recent: Sequence[Text],
    before: Sequence[Text],
    old_pairs: Sequence[frozenset[str]],
    limits: Limits,
) -> Finding | None:
    """The cluster as a finding, unless as many said so before."""
    texts = [recent[n] for n in cluster.texts]
    people = {text.person for text in texts} - {""}
    if len(people) < limits.words_people:
        return None
    pairs = frozenset(cluster.pairs)
    said = [len(pairs & old) >= SAYS_SO * len(pairs) for old in old_pairs]
    days = Counter(text.at.date() for text, so in zip(before, said, strict=True) if so)
    share = limits.words_hours / 24 / limits.words_days
    expected = (sum(days.values()) + 0.5) * share
    scatter = _scatter(list(days.values()), limits.words_days)
    p = float(tail(len(texts), expected, expected * scatter * (1 + share)))
    if p > 10.0**-limits.words_rarity:
        return None
    shown = words_of(cluster.pairs)[:MOST_WORDS]
    return Finding(
        stream=StreamKind.KEYWORDS,
        key="、".join(shown),
        detector=Detector.BURST,
        ids=tuple(text.id for text in texts),
        at=tuple(to_micros(text.at) for text in texts),
        people=len(people),
        window=timedelta(hours=limits.words_hours),
        expected=expected,
        surprise=-math.log10(max(p, 1e-300)),
        keywords=tuple(shown),
    )


def _scatter(counts: Sequence[int], days: int) -> float:
    """Variance over mean of the daily counts, at least 1; days without any count too."""
    mean = sum(counts) / days
    if not mean:
        return 1.0
    squares = sum((n - mean) ** 2 for n in counts) + (days - len(counts)) * mean**2
    return max(1.0, squares / (days - 1) / mean)


def words_of(pairs: Sequence[str]) -> list[str]:
    """Pairs that overlap joined to words, the longest first: 门锁 and 锁了 are 门锁了."""
    left = list(pairs)
    words: list[str] = []
    while left:
        word = left.pop(0)
        grown = True
        while grown:
            grown = False
            for pair in left:
                joined = _joined(word, pair)
                if joined:
                    word, grown = joined, True
                    left.remove(pair)
                    break
        words.append(word)
    longest = sorted(enumerate(words), key=lambda each: (-len(each[1]), each[0]))
    return [word for _, word in longest]


def _joined(word: str, pair: str) -> str | None:
    if pair in word:
        return word
    if word[-1] == pair[0]:
        return word + pair[1]
    if word[0] == pair[1]:
        return pair[0] + word
    return None
