"""Two texts compared word by word, for a person to read: what stays, is struck out, is new.

A Chinese character is a word, a number or a Latin word one, too. What stays between two changes and
is too short to be read for itself is struck out and written again with them.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from commandcenter.late_dataclass import dataclass

WORD = re.compile(r"[A-Za-z0-9]+(?:[.:%/-][A-Za-z0-9]+)*%?|\s+|.", re.DOTALL)
SHORTEST = 2  # words that stay between two changes


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: Mark = Mark.SAME


Run = tuple[str, str]  # of the text before, of the text after


def compared_words(before: str, after: str) -> tuple[Piece, ...]:
    """In their order; where one takes another's place what is gone stands first."""
    if before == after:
        return (Piece(before),) if before else ()
    return tuple(_pieces(_runs(WORD.findall(before), WORD.findall(after))))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """What stays and what changes, by turns."""
    runs: list[Run] = []
    changed = False
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (step, a, b, c, d) in enumerate(steps):
        was, now = "".join(old[a:b]), "".join(new[c:d])
        inner = 0 < number < len(steps) - 1
        stays = step == "equal" and not (inner and b - a < SHORTEST)
        if runs and changed and not stays:
            runs[-1] = (runs[-1][0] + was, runs[-1][1] + now)
        else:
            runs.append((was, now))
        changed = not stays
    return runs


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    for was, now in runs:
        if was == now:
            yield Piece(was)
            continue
        if was:
            yield Piece(was, Mark.GONE)
        if now:
            yield Piece(now, Mark.NEW)
