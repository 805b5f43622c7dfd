"""What a release must not contain: personal numbers, complainants, traders not named yet."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrase, phrases
from commandcenter.late_dataclass import dataclass


class Fault(StrEnum):
    PHONE = "phone"
    ID = "id"
    CARD = "card"
    PERSON = "person"
    TRADER = "trader"


FAULT_WORDS: dict[Fault, str] = phrases(
    {
        Fault.PHONE: "个人电话号码",
        Fault.ID: "身份证件号码",
        Fault.CARD: "银行卡号",
        Fault.PERSON: "疑似个人姓名",
        Fault.TRADER: "尚未公开的经营者名称",
    }
)


@dataclass(frozen=True, slots=True)
class TextFault:
    """`start` and `end` in the text as given."""

    start: int
    end: int
    fault: Fault
    written: str


# A text, and the digits in it that may be a telephone → the names and digits that are somebody's.
Lookup = Callable[[str, Collection[str]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Private:
    """What the database holds against the text: of complainants, and of traders not named."""

    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()  # digits only
    traders: frozenset[str] = frozenset()
    # Of names and phones that may not be read here: which of a text are among them.
    lookup: Lookup | None = None


MASKED = ("某", "某某", "先生", "女士", "*", "＊")
GAP = r"[ \-–—]?"
MOBILE = re.compile(rf"(?<!\d)1\d{{2}}{GAP}\d{{4}}{GAP}\d{{4}}(?!\d)")
LINES = re.compile(rf"(?<!\d)(?:0\d{{2,3}}{GAP})?\d{{7,8}}(?!\d)")
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])|(?<!\d)\d{15}(?!\d)")
CARD = re.compile(rf"(?<!\d)\d{{4}}(?:{GAP}\d{{4}}){{3}}(?:{GAP}\d{{1,3}})?(?!\d)")
SHORTEST_TRADER = 2


def faults_in(text: str, private: Private) -> tuple[TextFault, ...]:
    """All of them, in order. Signs without width and full-width digits hide nothing."""
    plain, places = bared(text)
    private = looked_up(plain, private)
    found: list[TextFault] = []
    taken: set[int] = set()
    for start, end, fault in _all(plain, private):
        if not taken & set(range(start, end)):
            taken |= set(range(start, end))
            first, last = places[start], places[end - 1] + 1
            found.append(TextFault(first, last, fault, text[first:last]))
    return tuple(sorted(found, key=lambda f: f.start))


def looked_up(plain: str, private: Private) -> Private:
    """With what of the text is somebody's whom only the database knows: one question a text."""
    if private.lookup is None or not plain.strip():
        return private
    numbers = {_digits(match[0]) for match in LINES.finditer(plain)} - private.phones
    found = private.lookup(plain, numbers)
    names = frozenset(each for each in found if not each.isdigit())
    return replace(
        private, names=private.names | names, phones=private.phones | (found - names), lookup=None
    )


def require_no_faults(faults: Collection[TextFault]) -> None:
    """Raise RuleBroken naming each fault with what is written there."""
    if faults:
        words = joined(
            "；",
            (
                phrase("{fault}“{written}”", fault=FAULT_WORDS[f.fault], written=f.written)
                for f in faults
            ),
        )
        raise RuleBroken("文中有不能公开的内容，请删去或改写：{words}。", words=words)


def bare(name: str) -> str:
    """A name as it stands in a text without signs of no width, digits, letters and signs narrow."""
    if name.isprintable() and unicodedata.is_normalized("NFKC", name):
        return name  # thousands are, and a look at them costs little
    return bared(name)[0]


def bared(text: str) -> tuple[str, list[int]]:
    """The text without signs of no width, digits and letters narrow; and where each stood."""
    kept, places = [], []
    for at, char in enumerate(text):
        if unicodedata.category(char) == "Cf":
            continue
        narrow = unicodedata.normalize("NFKC", char)
        kept.append(narrow if len(narrow) == 1 else char)
        places.append(at)
    return "".join(kept), places


def _all(text: str, private: Private) -> Iterator[tuple[int, int, Fault]]:
    for match in ID_NUMBER.finditer(text):
        if _born(match[0]):
            yield match.start(), match.end(), Fault.ID
    for match in CARD.finditer(text):
        if _luhn(_digits(match[0])):
            yield match.start(), match.end(), Fault.CARD
    for match in MOBILE.finditer(text):
        yield match.start(), match.end(), Fault.PHONE
    for match in LINES.finditer(text):
        digits = _digits(match[0])
        if digits in private.phones:
            yield match.start(), match.end(), Fault.PHONE
    for trader in _longest_first(private.traders):
        if len(trader) >= SHORTEST_TRADER:
            yield from _each(text, trader, Fault.TRADER)
    for name in _longest_first(private.names):
        if len(name) > 1 and not name.endswith(MASKED):
            yield from _each(text, name, Fault.PERSON)


def _longest_first(names: Collection[str]) -> list[str]:
    return sorted({bare(name) for name in names}, key=lambda name: (-len(name), name))


def _each(text: str, words: str, fault: Fault) -> Iterator[tuple[int, int, Fault]]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words), fault
        at = text.find(words, at + len(words))


def _digits(written: str) -> str:
    return "".join(c for c in written if c.isdigit())


def _born(number: str) -> bool:
    """Whether a day of birth stands where an ID number has it."""
    day = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return born.year >= 1900


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
