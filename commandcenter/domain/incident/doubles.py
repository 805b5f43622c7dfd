"""Whether a call may be about an incident of late that is known: same place or trader."""

from collections.abc import Iterable
from datetime import datetime

from commandcenter.late_dataclass import dataclass

ALIKE = 0.5  # share of the shorter name's pairs of characters
SHORTEST = 2  # characters of a name that are looked for in what was said
# In nearly every name, so that they tell nothing.
COMMON = ("事件", "疑似", "投诉", "消费", "纠纷", "集中", "群体")


@dataclass(frozen=True, slots=True)
class Known:
    """An incident as far as it tells two of them apart. `places`: labels of where it is."""

    id: int
    title: str
    brand: str
    districts: frozenset[str]
    places: tuple[str, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Double:
    """`trader`, `place`: what is the same."""

    id: int
    trader: bool
    place: bool


def doubles(
    known: Iterable[Known],
    title: str,
    words: str,
    brand: str,
    districts: Iterable[str],
    since: datetime,
) -> tuple[Double, ...]:
    """Those since then at the same place or of the same trader, the newest first.

    The same county alone is none: something of its name has to be the same.
    """
    said = f"{title} {words} {brand}"
    here = frozenset(districts)
    found = []
    for each in sorted(known, key=lambda k: k.received_at, reverse=True):
        if each.received_at < since:
            continue
        trader = _names(each.brand, said) or _names(brand, each.title)
        place = any(_names(label, said) for label in each.places)
        same_name = _alike(title, each.title) and (not here or bool(here & each.districts))
        if trader or place or same_name:
            found.append(Double(each.id, trader or same_name, place))
    return tuple(found)


def _names(name: str, said: str) -> bool:
    return len(name.strip()) >= SHORTEST and name.strip() in said


def _alike(one: str, other: str) -> bool:
    """By pairs of characters, without the date and the words that all names have."""
    first, second = _pairs(one), _pairs(other)
    least = min(len(first), len(second))
    return least > 1 and len(first & second) / least >= ALIKE


def _pairs(title: str) -> frozenset[str]:
    told = title
    for common in COMMON:
        told = told.replace(common, " ")
    signs = [sign if sign.isalpha() else " " for sign in told]
    pairs = ("".join(signs[n : n + 2]) for n in range(len(signs) - 1))
    return frozenset(pair for pair in pairs if " " not in pair)
