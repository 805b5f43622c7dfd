"""Turns of speech: a phrase that texts share which have nothing else in common.

"希望能帮我们讨回公道" ends letters about a gym, a loan and a school. Where it is new it is as
rare as a matter is, and its own characters make the texts alike; the rest of them does not.
"""

from collections.abc import Sequence

import numpy as np

from commandcenter.analysis.likeness import Rarity, closeness, likeness
from commandcenter.analysis.phrases import Run, Said, plain, without

ONE_PHRASE = 0.8  # of the texts of two runs, that have both: they are of one phrase
BESIDE = 2 / 3  # and more of the characters of a text, that are beside the phrase


def is_turn(runs: Sequence[Run], members: Sequence[Said], rarity: Rarity, least: float) -> bool:
    """Whether the phrase of the first run is a small part of what most members say, and they are
    no more alike without it than `least`. What is all that they say is what they are about."""
    ids = {text.id for text in members}
    first = runs[0].texts & ids
    phrase = [
        run.number
        for run in runs
        if len(run.texts & first) >= ONE_PHRASE * len((run.texts & ids) | first)
    ]
    rest = [without(text.words, np.array(phrase)) for text in members]
    whole = [_characters(plain(text.words)) for text in members]
    parts = [_characters(left) / max(n, 1) for left, n in zip(rest, whole, strict=True)]
    if np.median(parts) < BESIDE:
        return False
    return closeness(likeness(rest, rarity), np.arange(len(rest))) < least


def _characters(text: str) -> int:
    """Of a text as it is compared."""
    return len(text) - text.count("\n")
