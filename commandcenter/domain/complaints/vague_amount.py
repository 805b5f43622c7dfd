"""An amount that is no exact number, as people write it: 约2000, 2000余元, 1000-2000, 不清楚.

It is kept as it was written and never added up; what it can mean is read of its words.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from commandcenter.domain.numerals import tail_of, value_of
from commandcenter.domain.phrase import phrase, word
from commandcenter.late_dataclass import dataclass


class AmountKind(StrEnum):
    ABOUT = "about"  # 约, 左右
    AT_LEAST = "at_least"  # 余, 多, 以上, 至少
    AT_MOST = "at_most"  # 不超过, 以内
    BETWEEN = "between"  # 1000-2000, 十几万
    UNKNOWN = "unknown"  # 不清楚, 面议


@dataclass(frozen=True, slots=True)
class VagueAmount:
    """`low`, `high`: its limits in 分; both one of an amount that is about so much, None where
    there is none."""

    kind: AmountKind
    low: int | None = None
    high: int | None = None


UNKNOWN = VagueAmount(AmountKind.UNKNOWN)
LONGEST = 60  # characters
MOST = Decimal(10**12)  # 元; beyond that it is no amount
NUMBER = r"[\d.,〇零一二三四五六七八九十百千万亿两]+"  # what is none, `value_of` says
YUAN = r"(?:元整|元钱|元|圆|块钱|块)?"
BEFORE = {
    AmountKind.AT_LEAST: "至少|最少|不少于|不低于|超过|超出|多于|高于|大于|逾|超|>=|>|≥",
    AmountKind.AT_MOST: "至多|最多|不超过|不高于|不多于|不足|不到|低于|少于|小于|<=|<|≤",
    AmountKind.ABOUT: "大约|大概|约计|约合|约为|约|估计|差不多|将近|接近|近|可能",
}
AFTER = {
    AmountKind.AT_LEAST: r"及以上|以上|有余|余|多|起|\+",
    AmountKind.AT_MOST: "及以下|以下|以内|之内|封顶",
    AmountKind.ABOUT: "左右|上下|大概|吧",
}
FORM = re.compile(
    rf"(?:(?P<at_least>{BEFORE[AmountKind.AT_LEAST]})|(?P<at_most>{BEFORE[AmountKind.AT_MOST]})"
    rf"|(?P<about>{BEFORE[AmountKind.ABOUT]}))?"
    rf"(?P<number>{NUMBER})(?P<more>余|多|来|几)?(?P<places>[万亿])?{YUAN}"
    rf"(?:(?P<or_more>{AFTER[AmountKind.AT_LEAST]})|(?P<or_less>{AFTER[AmountKind.AT_MOST]})"
    rf"|(?P<or_so>{AFTER[AmountKind.ABOUT]}))?{YUAN}"
)
RANGE = re.compile(
    rf"(?:大约|大概|约)?(?P<low>{NUMBER}){YUAN}(?:-+|[~—–－至到]+)(?P<high>{NUMBER}){YUAN}"
    r"(?:之间|左右|不等)?"
)
SOME = re.compile(rf"(?:约|大约)?(?P<some>[几数]|十几|上|近)(?P<place>[十百千万亿]*){YUAN}钱?")
TWO = re.compile(rf"(?:约|大约)?([一二两三四五六七八])([二三四五六七八九])([十百千万亿]+){YUAN}钱?")
CURRENCY = re.compile(r"人民币|RMB|CNY|¥|涉及金额|金额|[\s:,。.]+$", re.IGNORECASE)
COUNTED_IN = re.compile(r"\((万元|元)\)$")  # what the name of the column counts in


def vague_amount(words: str) -> VagueAmount:
    """What the words of an amount mean. What nothing can be read of is UNKNOWN."""
    text = unicodedata.normalize("NFKC", words[:LONGEST]).strip()
    column = COUNTED_IN.search(text)
    times = Decimal(10_000) if column and column[1] == "万元" else Decimal(1)
    text = CURRENCY.sub("", COUNTED_IN.sub("", text)).replace(" ", "")
    text = re.sub(r"(?<=\d)[wW]", "万", re.sub(r"(?<=\d)[kK]", "千", text))
    for form, read in ((RANGE, _between), (TWO, _either), (SOME, _some), (FORM, _one)):
        if match := form.fullmatch(text):
            return read(match, times)
    return UNKNOWN


def _between(match: re.Match[str], times: Decimal) -> VagueAmount:
    """1-2万: the place of the second is that of the first, too."""
    high, low = value_of(match["high"]), value_of(match["low"])
    place = re.search("[十百千万亿]+$", match["high"])
    if low is not None and high is not None and low < 10 and place:
        shared = value_of(match["low"] + place[0])
        low = shared if shared is not None and shared <= high else low
    if low is None or high is None or low > high:
        return UNKNOWN
    return _vague(AmountKind.BETWEEN, low * times, high * times)


def _either(match: re.Match[str], times: Decimal) -> VagueAmount:
    """三四千."""
    low, high = value_of(match[1] + match[3]), value_of(match[2] + match[3])
    if low is None or high is None or low >= high:
        return UNKNOWN
    return _vague(AmountKind.BETWEEN, low * times, high * times)


def _one(match: re.Match[str], times: Decimal) -> VagueAmount:
    value = value_of(match["number"] + (match["places"] or ""))
    if value is None:
        return UNKNOWN
    value *= times
    if match["more"] == "几":  # 二十几万
        step = tail_of(value, Decimal(1))
        return _vague(AmountKind.BETWEEN, value, value + step)
    if match["at_most"] or match["or_less"]:
        return _vague(AmountKind.AT_MOST, None, value)
    if match["at_least"] or match["or_more"] or match["more"] in ("余", "多"):
        return _vague(AmountKind.AT_LEAST, value, None)
    if match["about"] or match["or_so"] or match["more"]:
        return _vague(AmountKind.ABOUT, value, value)
    return UNKNOWN


def _some(match: re.Match[str], _times: Decimal) -> VagueAmount:
    """几百: one to nine hundred and what is below it; 十几万: eleven to nineteen."""
    place = value_of("一" + match["place"]) if match["place"] else Decimal(1)
    if place is None:
        return UNKNOWN
    match match["some"]:
        case "十几":
            return _vague(AmountKind.BETWEEN, place * 11, place * 19)
        case "上":
            return _vague(AmountKind.AT_LEAST, place, None) if place > 1 else UNKNOWN
        case "近":
            return _vague(AmountKind.ABOUT, place, place) if place > 1 else UNKNOWN
    return _vague(AmountKind.BETWEEN, place, place * 10 - 1)


def _vague(kind: AmountKind, low: Decimal | None, high: Decimal | None) -> VagueAmount:
    if max(low or 0, high or 0) > MOST:
        return UNKNOWN
    return VagueAmount(kind, _cents(low), _cents(high))


def _cents(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int((yuan * 100).to_integral_value(ROUND_HALF_UP))


def amount_note(words: str) -> str:
    """2000余元 → 不少于 2,000 元; what nothing can be read of: 数额不明."""
    read = vague_amount(words)
    low, high = (read.low or 0) / 100, (read.high or 0) / 100
    match read.kind:
        case AmountKind.ABOUT:
            return phrase("约 {n:,.10g} 元", n=low)
        case AmountKind.AT_LEAST:
            return phrase("不少于 {n:,.10g} 元", n=low)
        case AmountKind.AT_MOST:
            return phrase("不超过 {n:,.10g} 元", n=high)
        case AmountKind.BETWEEN:
            return phrase("{low:,.10g} 至 {high:,.10g} 元", low=low, high=high)
    return word("数额不明")
