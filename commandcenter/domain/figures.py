"""The number check: every number of a text against the database and what was said before.

A number is tied to a named figure by the words around it (“现场”, “新增”, a county's name),
else by its unit. What does not agree must be explained before the text goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.number_reader import Number, numbers_in
from commandcenter.domain.numerals import LARGE, hundredths
from commandcenter.domain.phrase import joined, phrase, phrases, word
from commandcenter.late_dataclass import dataclass

BEHIND, AHEAD = 24, 10  # how far the words that tie a number may stand from it
STOPS = "。；;！？!?\n"
WAN = Decimal(LARGE["万"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the database knows, as of a moment.

    `words`: what ties a number of its unit to it. `usual`: what a number of the unit means
    when no word says otherwise. `grows`: it never falls, so a smaller one contradicts. Several
    figures of one `code` are accounts of the same thing (counted by hand, by the groups).
    """

    code: str
    title: str
    unit: str
    value: Decimal
    as_of: datetime
    words: tuple[str, ...] = ()
    usual: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class PublishedNumber:
    """A number that went out before: `where` “情况通报1”, `at` when."""

    code: str
    where: str
    at: datetime
    number: Number


class Verdict(StrEnum):
    NOTED = "noted"  # a date, a time, a label: nothing to compare
    MATCH = "match"
    ROUNDED = "rounded"
    DIFFERS = "differs"  # from the database
    EARLIER = "earlier"  # smaller than what was said before
    UNKNOWN = "unknown"


VERDICT_WORDS: dict[Verdict, str] = phrases(
    {
        Verdict.NOTED: "不需核对",
        Verdict.MATCH: "一致",
        Verdict.ROUNDED: "取整一致",
        Verdict.DIFFERS: "与数据库不符",
        Verdict.EARLIER: "与此前发布不符",
        Verdict.UNKNOWN: "数据库中没有",
    }
)
TO_EXPLAIN = frozenset({Verdict.DIFFERS, Verdict.EARLIER, Verdict.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one number. `figure`: what it was compared with; `said`: earlier."""

    number: Number
    verdict: Verdict
    figure: Figure | None = None
    said: PublishedNumber | None = None

    @property
    def must_explain(self) -> bool:
        return self.verdict in TO_EXPLAIN

    @property
    def key(self) -> str:
        """What an explanation is given for: this number beside this value, and no other."""
        figure, said = self.figure, self.said
        known = f"{figure.code}={figure.value.normalize():f}" if figure else ""
        before = f"{said.where!s}={said.number.written}" if said else ""
        return f"{self.number.written}|{known}|{before}"


@dataclass(frozen=True, slots=True)
class Why:
    """What explains a number that agrees with nothing: in whose words, since when."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptNumber:
    """A number as it was checked last. `known`: what the database said, in words."""

    key: str
    written: str
    verdict: Verdict
    title: str
    known: str
    as_of: datetime | None
    said: str
    why: Why | None


def compare(
    text: str,
    figures: Sequence[Figure],
    said: Sequence[PublishedNumber] = (),
    always: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Every number of the text with its verdict, in order.

    `always`: numbers that are right wherever they stand (12315), as written without unit.
    """
    numbers, known = numbers_in(text), frozenset(always)
    found, end = [], 0
    for number in numbers:
        found.append(_judge(text, number, end, figures, said, known))
        end = number.end
    return tuple(found)


def attributed(text: str, figures: Sequence[Figure]) -> list[tuple[str, Number]]:
    """(code, number) for the numbers of an earlier text that are tied to a figure."""
    pairs, end = [], 0
    for number in numbers_in(text):
        tied = _tied(text, number, end, figures) if number.counted else []
        tied = tied or [f for f in figures if f.unit == number.unit and f.usual]
        pairs += [(tied[0].code, number)] if tied else []
        end = number.end
    return pairs


def _judge(
    text: str,
    number: Number,
    after: int,
    figures: Sequence[Figure],
    said: Sequence[PublishedNumber],
    always: frozenset[str],
) -> Finding:
    if not number.counted or number.written in always:
        return Finding(number, Verdict.NOTED)
    tied = _tied(text, number, after, figures)
    fits = _fitting(number, tied or [f for f in figures if f.unit == number.unit])
    figure = fits or (tied[0] if tied else None)
    before = _contradicted(number, figure, said) if figure else None
    if figure and before:
        return Finding(number, Verdict.EARLIER, figure, before)
    if fits:
        exact = number.value == fits.value and number.low == number.high
        return Finding(number, Verdict.MATCH if exact else Verdict.ROUNDED, fits)
    same = _published_same(number, figure, said)
    return Finding(number, Verdict.DIFFERS if figure else Verdict.UNKNOWN, figure, same)


def _tied(text: str, number: Number, after: int, figures: Sequence[Figure]) -> list[Figure]:
    """The figures whose word stands nearest: before the number, else just after it."""
    here = [f for f in figures if f.unit == number.unit]
    behind = _clause_before(text, max(after, number.start - BEHIND), number.start)
    ahead = _clause_after(text, number.end, number.end + AHEAD)
    nearest = [(found, f) for f in here if (found := _last(behind, f.words))]
    if nearest:
        best = max(found for found, _ in nearest)
        return [f for found, f in nearest if found == best]
    following = [(found, f) for f in here if (found := _first(ahead, f.words))]
    first = min((found for found, _ in following), default=None)
    return [f for found, f in following if found == first]


def _last(text: str, words: Iterable[str]) -> tuple[int, int] | None:
    """Where the last of the words ends, and how long it is: of two at one place the longer."""
    return max(((text.rfind(w) + len(w), len(w)) for w in words if w in text), default=None)


def _first(text: str, words: Iterable[str]) -> tuple[int, int] | None:
    """Where the first of the words begins; of two at one place the longer is the lesser."""
    return min(((text.find(w), -len(w)) for w in words if w in text), default=None)


def _clause_before(text: str, start: int, end: int) -> str:
    part = text[start:end]
    return part[max(part.rfind(stop) for stop in STOPS) + 1 :]


def _clause_after(text: str, start: int, end: int) -> str:
    part = text[start:end]
    for n, char in enumerate(part):
        if char in STOPS + "，,、" or char.isdigit():
            return part[:n]
    return part


def _fitting(number: Number, figures: Sequence[Figure]) -> Figure | None:
    """The figure that the number can mean; an exact and a usual one first."""
    inside = [f for f in figures if number.low <= f.value <= number.high]
    return min(inside, key=lambda f: (f.value != number.value, not f.usual), default=None)


def _contradicted(
    number: Number, figure: Figure, said: Sequence[PublishedNumber]
) -> PublishedNumber | None:
    """The greatest earlier number of a growing figure that this one falls short of."""
    if not figure.grows:
        return None
    same = [s for s in said if s.code == figure.code]
    greatest = max(same, key=lambda s: (s.number.low, s.at), default=None)
    return greatest if greatest and number.high < greatest.number.low else None


def _published_same(
    number: Number, figure: Figure | None, said: Sequence[PublishedNumber]
) -> PublishedNumber | None:
    """The newest earlier text that said the same."""
    alike = [
        s
        for s in said
        if s.number.unit == number.unit
        and s.number.value == number.value
        and (figure is None or s.code == figure.code)
    ]
    return max(alike, key=lambda s: s.at, default=None)


def open_findings(findings: Iterable[Finding], explained: Mapping[str, object]) -> list[Finding]:
    """Those that still need an explanation; `explained` by Finding.key."""
    return [f for f in findings if f.must_explain and f.key not in explained]


def require_explained(findings: Iterable[Finding], explained: Mapping[str, object]) -> None:
    """Raise RuleBroken naming each number that agrees with nothing and is not explained."""
    left = open_findings(findings, explained)
    if left:
        named = dict.fromkeys(
            phrase(
                "“{written}”{verdict}", written=f.number.written, verdict=VERDICT_WORDS[f.verdict]
            )
            for f in left
        )
        raise RuleBroken("文中数字须核对一致或者说明原因：{numbers}。", numbers=joined("；", named))


def shown(value: Decimal, unit: str) -> str:
    """312 件, 214.3 万元, 61.3 %; money from a 万 on in 万元."""
    if unit == "元" and abs(value) >= WAN:
        return phrase("{n} 万元", n=_plain(value / WAN))
    return joined(" ", (_plain(value), word(unit))) if unit else _plain(value)


def _plain(value: Decimal) -> str:
    return f"{hundredths(value):,f}".rstrip("0").rstrip(".")
