"""Turns of speech: a phrase that texts share which have nothing else in common.

"希望能帮我们讨回公道" ends letters about a gym, a loan and a school. Where it is new it is as
rare as a matter is, and its own characters make the texts alike; the rest of them does not.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from commandcenter.analysis.likeness import Rarity, likeness, together
from commandcenter.analysis.phrases import Run, Said

ONE_PHRASE = 0.8  # of the texts of two runs, that have both: they are of one phrase
OF_THEM = 0.35  # of the texts of what else is new in them, that have the phrase: it is of that
ONE_THING = 0.6  # of the texts of a phrase, that are alike without it: they are about one thing
MOST_PHRASES = 250  # that are looked at, the rarest first
MOST = 40  # texts of a phrase that are compared


def turns_of(
    runs: Sequence[Run], texts: Mapping[int, Said], rarity: Rarity, least: float
) -> frozenset[int]:
    """Numbers of the runs that are of phrases which cross what texts are about: without it most
    of its texts are no more alike than `least`, and what else is new in them is mostly told
    without it. A name fails the second, a fact the first."""
    phrases = one_phrase(runs)[:MOST_PHRASES]
    having: dict[int, list[Run]] = {}
    for run in runs:
        for text in run.texts:
            having.setdefault(text, []).append(run)
    found: set[int] = set()
    for _ in range(2):  # then without the turns among what else is new
        phrases = [
            phrase
            for phrase in phrases
            if _crosses(phrase, having, found)
            and not _one_thing(phrase, found, texts, rarity, least)
        ]
        found = {run.number for phrase in phrases for run in phrase}
    return frozenset(found)


def one_phrase(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs by phrase: those that mostly stand in the same texts."""
    left, found = list(runs), list[list[Run]]()
    while left:
        first = left[0]
        found.append([run for run in left if _same_texts(first, run)])
        left = [run for run in left if not _same_texts(first, run)]
    return found


def _same_texts(one: Run, other: Run) -> bool:
    return len(one.texts & other.texts) >= ONE_PHRASE * len(one.texts | other.texts)


def _crosses(
    phrase: Sequence[Run], having: Mapping[int, list[Run]], turns: Collection[int]
) -> bool:
    """Whether there is more that is new in its texts, and that is mostly told elsewhere."""
    own = {run.number for run in phrase}
    texts = phrase[0].texts
    others = {
        run.number: run
        for text in texts
        for run in having[text]
        if run.number not in own and run.number not in turns
    }.values()
    shared = sum(len(run.texts & texts) for run in others)
    return bool(others) and shared < OF_THEM * sum(len(run.texts) for run in others)


def _one_thing(
    phrase: Sequence[Run],
    turns: Collection[int],
    texts: Mapping[int, Said],
    rarity: Rarity,
    least: float,
) -> bool:
    gone = np.array(sorted({run.number for run in phrase} | set(turns)))
    chosen = sorted(phrase[0].texts)[-MOST:]
    alike = likeness([texts[n].words for n in chosen], rarity, gone)
    return len(together(alike, 3, least)) >= ONE_THING * len(chosen)
