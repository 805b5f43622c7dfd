"""How the lines of a list are put in order, left out and added up, by the words of their cells.

A column of moments goes by the moments, one of numbers by the numbers, any other by its words as
the language of the screen orders them. What is empty stands last, whichever way the order goes.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Any, Self

from PySide6.QtCore import QCollator, QLocale

NUMBER = re.compile(r"\s*([-+−]?\d{1,3}(?:,\d{3})+|[-+−]?\d+)(\.\d+)?\s*([^\d\s.:：,，]{0,4})\s*")
NOTHING = ("", "—", "–", "-")  # what stands in a cell without a value
NOT_UNITS = ("月", "日", "年", "时", "分", "第")
BORDER = re.compile(r"(>=|<=|[><=≥≤＞＜＝])\s*([-+−]?[\d,]+(?:\.\d+)?)")
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": gt, "＞": gt, "<": lt, "＜": lt, ">=": ge, "≥": ge, "<=": le, "≤": le, "=": eq, "＝": eq,
}  # fmt: skip


class MomentWords(str):
    """The words of a moment, as they are shown, that know it: 昨日 10:46 comes before 09:12."""

    __slots__ = ("at",)
    at: datetime

    @classmethod
    def of(cls, words: str, at: datetime) -> Self:
        told = cls(words)
        told.at = at
        return told


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


def number_of(words: str) -> tuple[Decimal, str] | None:
    """1,280 元 as 1280 and 元; None where the words are something else."""
    found = NUMBER.fullmatch(words)
    if found is None or found[3] in NOT_UNITS:
        return None
    whole = found[1].replace(",", "").replace("−", "-")
    return Decimal(whole + (found[2] or "")), found[3]


def is_empty(words: str) -> bool:
    return words.strip() in NOTHING


def fits(words: str, wanted: str) -> bool:
    """Every word that is wanted is in it; >100 and the like compare a number."""
    rest = wanted
    for sign, border in BORDER.findall(wanted):
        number = number_of(words)
        limit = Decimal(border.replace(",", "").replace("−", "-"))
        if number is None or not COMPARE[sign](number[0], limit):
            return False
        rest = BORDER.sub(" ", wanted)
    said = words.casefold()
    return all(each in said for each in rest.casefold().split())


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


def total_of(cells: Sequence[str]) -> str:
    """What these cells come to, with their unit; "" where they are not numbers of one unit."""
    found = [number_of(words) for words in cells if not is_empty(words)]
    units = {each[1] for each in found if each is not None}
    if not found or None in found or len(units) != 1 or units & {"%", "％", "‰"}:
        return ""
    total = sum((each[0] for each in found if each is not None), Decimal(0))
    return f"{total:,}{units.pop()}"
