"""How the lines of a list are put in order and left out, by the words of their cells.

A column of moments goes by the moments, one of numbers by the numbers, any other by its words as
the language of the screen orders them. What is empty stands last, whichever way the order goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from PySide6.QtCore import QCollator, QLocale

from commandcenter.domain.seat.cell_words import fits, is_empty, number_of
from commandcenter.domain.times import whole_of
from commandcenter.late_dataclass import dataclass


class DatedWords(str):
    """Words with a moment as a screen says it; `whole` is what stands for them in a file."""

    __slots__ = ("whole",)
    whole: str | datetime

    @classmethod
    def that(cls, words: str, whole: str | datetime) -> Self:
        told = cls(words)
        told.whole = whole
        return told


class MomentWords(DatedWords):
    """The words of a moment, as they are shown, that know it: 昨日 10:46 comes before 09:12."""

    __slots__ = ("at",)
    at: datetime

    @classmethod
    def of(cls, words: str, at: datetime, whole: str | datetime = "") -> Self:
        told = cls.that(words, whole or at)
        told.at = at
        return told


def whole_words(words: str) -> str | datetime:
    """What a file holds for the words of a cell."""
    return words.whole if isinstance(words, DatedWords) else whole_of(words)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`column`: by which the lines are ordered, -1: as they are given. `wanted`: for each column
    what its cells must say, "" for anything.
    """

    column: int = -1
    descending: bool = False
    wanted: tuple[str, ...] = ()

    @property
    def filters(self) -> bool:
        return any(self.wanted)

    def with_wanted(self, column: int, words: str, columns: int) -> "Arrangement":
        wanted = list(self.wanted or ("",) * columns)
        wanted[column] = words.strip()
        return replace(self, wanted=tuple(wanted))


def arranged(rows: Sequence[Sequence[str]], how: Arrangement) -> list[int]:
    """The numbers of the rows that are shown, in their order; `rows` are the words of the cells."""
    shown = [
        number
        for number, row in enumerate(rows)
        if all(fits(row[column], words) for column, words in enumerate(how.wanted) if words)
    ]
    if how.column < 0:
        return shown
    there = [number for number in shown if not is_empty(rows[number][how.column])]
    empty = [number for number in shown if is_empty(rows[number][how.column])]
    key = _key([rows[number][how.column] for number in there])
    there.sort(key=lambda number: key(rows[number][how.column]), reverse=how.descending)
    return there + empty


def _key(cells: Sequence[str]) -> Callable[[str], Any]:
    if all(isinstance(words, MomentWords) for words in cells):
        return lambda words: words.at if isinstance(words, MomentWords) else words
    if all(number_of(words) for words in cells):
        return lambda words: (number_of(words) or (0,))[0]
    collator = QCollator(QLocale(QLocale.Language.Chinese))
    collator.setNumericMode(True)
    keys = {words: collator.sortKey(words) for words in set(cells)}
    return lambda words: _Key(keys[words])


class _Key:
    """QCollatorSortKey compares only by a method of its own."""

    __slots__ = ("key",)

    def __init__(self, key: object) -> None:
        self.key = key

    def __lt__(self, other: "_Key") -> bool:
        return bool(self.key.compare(other.key) < 0)  # type: ignore[attr-defined]  # of PySide6
