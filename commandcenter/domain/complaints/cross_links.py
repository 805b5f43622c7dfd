"""One matter told to two systems: the same person, the same trader, close in time, alike in words.

A link takes nothing away: both records stay, both are counted as 件, and each keeps its own
limits of law. A record is linked with one other at most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise, product, starmap

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan import PlanData
from commandcenter.late_dataclass import dataclass

SYSTEMS = (Source.PLATFORM, Source.HOTLINE)
MOST = 40  # of one person about one trader in one system, the newest: more is no double telling


@dataclass(frozen=True, slots=True)
class Limits:
    hours: int
    similarity: float  # 0 to 1

    @classmethod
    def of(cls, plan: PlanData) -> "Limits":
        return cls(plan.number("link_hours"), plan.number("link_similarity") / 100)


@dataclass(frozen=True, slots=True)
class Submission:
    """`person`: person key; `words`: title and text."""

    id: int
    source: Source
    at: datetime
    person: str
    subject: int
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`first` came earlier."""

    first: int
    second: int
    similarity: float


def require_free(*, linked: bool) -> None:
    """Of two that shall be linked again, whether one is linked with another by now."""
    if linked:
        raise RuleBroken("两件中有一件已与其他记录关联，请先解除那一关联。")


def bigrams(words: str) -> frozenset[str]:
    """Pairs of neighbouring letters, digits and characters; marks and spaces part nothing."""
    plain = "".join(filter(str.isalnum, words)).lower()
    return frozenset(starmap(str.__add__, pairwise(plain)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index of two sets of bigrams: what both have, of what either has."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def pairs(
    told: Iterable[Submission], limits: Limits, apart: frozenset[frozenset[int]] = frozenset()
) -> list[Pair]:
    """The links among these, the most alike first and then the closest in time.

    `apart`: pairs that a person took apart, which are not linked again.
    """
    groups: dict[tuple[str, int], list[Submission]] = defaultdict(list)
    for each in told:
        if each.person and each.source in SYSTEMS:
            groups[each.person, each.subject].append(each)
    found = [pair for group in groups.values() for pair in _of_one(group, limits, apart)]
    return sorted(found, key=lambda pair: (pair.second, pair.first))


def _of_one(
    group: Sequence[Submission], limits: Limits, apart: frozenset[frozenset[int]]
) -> Iterable[Pair]:
    newest = sorted(group, key=lambda each: (each.at, each.id), reverse=True)
    sides = [[e for e in newest if e.source is system][:MOST] for system in SYSTEMS]
    grams = {each.id: bigrams(each.words) for side in sides for each in side}
    span = timedelta(hours=limits.hours)
    near = [
        (-likeness(grams[a.id], grams[b.id]), abs(a.at - b.at), a, b)
        for a, b in product(*sides)
        if abs(a.at - b.at) <= span and frozenset({a.id, b.id}) not in apart
    ]
    taken: set[int] = set()
    for unlike, _, a, b in sorted(near, key=lambda n: (n[0], n[1], n[2].id, n[3].id)):
        if -unlike >= limits.similarity and taken.isdisjoint({a.id, b.id}):
            taken |= {a.id, b.id}
            first, second = sorted((a, b), key=lambda each: (each.at, each.id))
            yield Pair(first.id, second.id, -unlike)
