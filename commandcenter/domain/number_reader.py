"""Finds every number in a Chinese text: counts, money, shares, lengths of time, dates, times.

What it finds stands where it stood (`start`, `end`), never overlaps, and keeps the words that
make it vague: 约, 近, 余, 多, 以上.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from math import prod

from commandcenter.domain.number_patterns import (
    ARTICLES,
    LOOSE,
    PATTERN,
    RUN,
    SPANS,
    THINGS,
    UNIT,
    UNITS,
)
from commandcenter.domain.numerals import DIGITS, LARGE, step_of, tail_of, value_of
from commandcenter.late_dataclass import dataclass


class NumberKind(StrEnum):
    COUNT = "count"  # 312件, 35人
    MONEY = "money"  # value in 元
    SHARE = "share"  # value in %
    SPAN = "span"  # 24小时, 7个工作日
    DATE = "date"
    TIME = "time"
    LABEL = "label"  # 第39条, （一）, 三级, 〔2026〕12号, a telephone number


class Vague(StrEnum):
    EXACT = ""
    ABOUT = "about"  # 约, 左右
    NEARLY = "nearly"  # 近: below
    OVER = "over"  # 余, 多, 超过, 以上: at least
    SOME = "some"  # 数百, 几十


@dataclass(frozen=True, slots=True)
class Number:
    """`written` with its unit and what makes it vague; `low` and `high`: what it can mean."""

    start: int
    end: int
    written: str
    kind: NumberKind
    unit: str = ""  # 件, 人次, 人, 元, 家, %, 小时, …; "" when none is named
    value: Decimal | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    vague: Vague = Vague.EXACT

    @property
    def counted(self) -> bool:
        """Whether it says how much of something: only such a number can be wrong."""
        return self.kind not in (NumberKind.DATE, NumberKind.TIME, NumberKind.LABEL)


LONGEST = 15  # characters of one number; what is longer is no count
LARGEST = Decimal(10) ** 15
BEFORE: tuple[tuple[str, Vague], ...] = (
    ("不少于", Vague.OVER), ("不低于", Vague.OVER), ("不超过", Vague.NEARLY),
    ("超过", Vague.OVER), ("至少", Vague.OVER), ("大约", Vague.ABOUT), ("大概", Vague.ABOUT),
    ("将近", Vague.NEARLY), ("接近", Vague.NEARLY),
    ("约", Vague.ABOUT), ("近", Vague.NEARLY), ("逾", Vague.OVER), ("超", Vague.OVER),
)  # fmt: skip
NOT_VAGUE = ("最近", "附近", "就近", "邻近", "临近", "预约", "签约", "合约", "违约", "高超")
WIDE = str.maketrans("０１２３４５６７８９％：．＋", "0123456789%:.+")
TENTH = Decimal("0.1")


def numbers_in(text: str) -> tuple[Number, ...]:
    """All numbers, in order."""
    return tuple(_scan(text.translate(WIDE)))


def _scan(text: str) -> Iterator[Number]:
    at = 0
    while match := PATTERN.search(text, at):
        at = max(match.end(), at + 1)
        number = READERS[str(match.lastgroup)](text, match)
        if number is not None:
            at = number.end
            yield number


def _plain(kind: NumberKind, text: str, match: re.Match[str]) -> Number:
    return Number(match.start(), match.end(), match[0].strip(), kind)


def _date(text: str, match: re.Match[str]) -> Number:
    """A day of the month above 31 is a length of time: 60日."""
    days = re.fullmatch(r"(\d+)[日]", match[0])
    if days and int(days[1]) > 31:
        value = Decimal(days[1])
        return _made(text, match, NumberKind.SPAN, "日", value, value, value)
    return _plain(NumberKind.DATE, text, match)


def _share(text: str, match: re.Match[str]) -> Number | None:
    if match["below"]:
        return _fraction(text, match)
    if match["tenths"]:
        value: Decimal | None = Decimal(DIGITS[match["tenths"]] * 10)
        step = Decimal(10)
    else:
        value, step = _with_point(match["share"] or match["percent"])
    if value is None:
        return None
    if match["share_sign"] == "‰":
        value, step = value / 10, step / 10
    # A share is always rounded.
    low, high = value - step / 2, value + step
    return _made(text, match, NumberKind.SHARE, "%", value, low, high)


def _fraction(text: str, match: re.Match[str]) -> Number | None:
    below, above = value_of(match["below"]), value_of(match["above"])
    if "/" in match[0]:
        below, above = above, below
    if not below or above is None:
        return None
    value = (above * 100 / below).quantize(TENTH)
    return _made(text, match, NumberKind.SHARE, "%", value, value - 2, value + 2)


def _with_point(written: str) -> tuple[Decimal | None, Decimal]:
    """The value of 61.3 and of 六十一点三, and how finely it was written."""
    whole, _, rest = written.partition("点")
    value = value_of(whole)
    if value is None or not rest:
        return value, step_of(whole)
    step = Decimal(1).scaleb(-len(rest))
    return value + step * int("".join(str(DIGITS[digit]) for digit in rest)), step


def _some(text: str, match: re.Match[str]) -> Number | None:
    """数百: one to nine of the place, and what is below it; 十几: eleven to nineteen."""
    unit = UNITS[match["some_unit"]]
    kind = NumberKind.MONEY if unit == "元" else NumberKind.COUNT
    place = value_of(match["place"]) if match["place"] else None
    low, high = (place, place * 10 - 1) if place else (Decimal(11), Decimal(19))
    return Number(match.start(), match.end(), match[0], kind, unit, low, low, high, Vague.SOME)


def _amount(text: str, match: re.Match[str]) -> Number | None:
    run = match["run"]
    if len(run) > LONGEST:
        return Number(match.start(), match.start() + len(run), run, NumberKind.LABEL)
    value = value_of(run)
    places = Decimal(prod(LARGE[place] for place in match["place2"] or ""))
    if value is None or value * places > LARGEST or _is_word(text, match):
        return None
    low, high = _written(value, step_of(run), places, bool(match["more"]))
    unit = UNITS[match["unit"]] if match["unit"] else (match["span"] or "").removeprefix("个")
    unit = unit or _unit_of_range(text, match)
    kind = NumberKind.COUNT
    if unit == "元":
        kind = NumberKind.MONEY
    elif re.fullmatch(f"{SPANS}|[月日]", unit):
        kind = NumberKind.SPAN
    return _made(text, match, kind, unit, value * places, low, high)


def _written(value: Decimal, step: Decimal, places: Decimal, more: bool) -> tuple[Decimal, Decimal]:
    """What 312, 1.2万, 300余 can mean: itself, what it is rounded from, up to its tail more."""
    if more:
        return value * places, (value + tail_of(value, step)) * places
    step *= places
    value *= places
    return (value, value) if step == 1 else (value - step / 2, value + step)


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Numerals that are part of a word: 统一, 一些, 万一, 一起, 一户一策, 十分."""
    run, unit = match["run"], match["unit"] or match["span"]
    if run[0].isdigit():
        return False
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() :]
    if unit is None:
        placed = any(c in "十百千万亿" for c in run) and any(c in DIGITS for c in run)
        return not placed or "两" in run or run[0] in "万亿"
    if run == "一" and (unit in ARTICLES or before in tuple("统唯同逐专单")):
        return unit != "起" or not after.startswith(("事件", "案件", "投诉", "举报"))
    if run == "一" and after.startswith("一"):
        return True  # 一人一策
    if len(run) == 1 and unit in LOOSE and not after.startswith(THINGS):
        return True
    return run in ("万", "千", "百", "十", "亿") and unit not in ("人", "元", "件", "人次", "家")


def _unit_of_range(text: str, match: re.Match[str]) -> str:
    """50-100人: the first number counts what the second does."""
    behind = text[match.end() : match.end() + 30]
    rest = re.match(rf"(?:[-–—~～至到]|——){RUN}(?:余|多)?(?:({SPANS})|({UNIT}))", behind)
    if rest is None:
        return ""
    return rest[1].removeprefix("个") if rest[1] else UNITS[rest[2]]


def _made(
    text: str,
    match: re.Match[str],
    kind: NumberKind,
    unit: str,
    value: Decimal,
    low: Decimal,
    high: Decimal,
) -> Number:
    """With the vague words around it, which widen what it can mean."""
    head, vague = _vague_before(text, match.start())
    after = match["after"] or match["share_after"]
    if after in ("左右", "上下"):
        vague = Vague.ABOUT
    elif match["more"] or after:
        vague = Vague.OVER
    start, end = match.start() - len(head), match.start() + len(match[0].rstrip())
    low, high = _widened(vague, value, low, high)
    return Number(start, end, text[start:end], kind, unit, value, low, high, vague)


def _vague_before(text: str, start: int) -> tuple[str, Vague]:
    before = text[max(0, start - 4) : start]
    if before.endswith(NOT_VAGUE):
        return "", Vague.EXACT
    for words, vague in BEFORE:
        if before.endswith(words):
            return words, vague
    return "", Vague.EXACT


def _widened(vague: Vague, value: Decimal, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    tenth = value * TENTH
    match vague:
        case Vague.ABOUT:
            return value - tenth, value + tenth
        case Vague.NEARLY:
            return value - tenth, value
        case Vague.OVER:
            tail = tail_of(value, Decimal(1)) if high == value else high - value
            return value, value + max(tail, tenth)
    return low, high


READERS = {
    "DATE": _date,
    "LABEL": lambda text, match: _plain(NumberKind.LABEL, text, match),
    "TIME": lambda text, match: _plain(NumberKind.TIME, text, match),
    "SHARE": _share,
    "SOME": _some,
    "AMOUNT": _amount,
}
