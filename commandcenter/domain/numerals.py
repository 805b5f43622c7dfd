"""Chinese and mixed numerals as numbers, and numbers as Chinese numerals: 三百一十二, 1.2万."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from commandcenter.domain.phrase import Phrase

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1_000}
LARGE = {"万": 10_000, "亿": 100_000_000}
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
CHINESE = "[〇零一二两三四五六七八九十百千万亿]"
HUNDREDTH = Decimal("0.01")
TOKEN = re.compile(rf"{ARABIC}|{CHINESE}")


def value_of(written: str) -> Decimal | None:
    """The value of a run of digits and numerals; None when it is no number."""
    tokens = TOKEN.findall(written)
    if not tokens or "".join(tokens) != written:
        return None
    if all(t in DIGITS for t in tokens):  # 二〇二六: digit by digit
        return Decimal("".join(str(DIGITS[t]) for t in tokens))
    return _placed(tokens)


def _placed(tokens: list[str]) -> Decimal | None:
    """三百一十二, 一万二, 3万5千: each numeral times the place that follows it."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    place, after_zero = Decimal(0), False
    for token in tokens:
        if token in LARGE:
            section += digit or 0
            higher = total if token == "亿" else Decimal(0)
            part = (higher + section or Decimal(1)) * LARGE[token]
            total = part + (total - higher)
            section, digit, place, after_zero = Decimal(0), None, Decimal(LARGE[token]), False
        elif token in SMALL:
            section += (Decimal(1) if digit is None else digit) * SMALL[token]
            digit, place, after_zero = None, Decimal(SMALL[token]), False
        elif digit is not None and digit != 0:
            return None  # two digits side by side among places: 三百一二
        elif token in DIGITS:
            after_zero = after_zero or token in "零〇"
            digit = Decimal(DIGITS[token])
        else:
            digit = Decimal(token.replace(",", ""))
    if digit is not None and place > 10 and not after_zero and tokens[-1] in DIGITS:
        digit *= place / 10  # 三百二 is 320, 一万二 is 12000
    return total + section + (digit or 0)


def step_of(written: str) -> Decimal:
    """How finely it was written: 1 for 312 and 三百, 1000 for 1.2万, 0.1 for 61.3."""
    number = re.search(ARABIC, written)
    decimals = len(number[0].partition(".")[2]) if number else 0
    scale = Decimal(1)
    places = LARGE | (SMALL if number else {})
    for token in reversed(written):
        if token not in places:
            break
        scale *= places[token]
    return scale / Decimal(10) ** decimals


def tail_of(value: Decimal, step: Decimal) -> Decimal:
    """What 余 may add: 100 to 300余, 10 to 310余, a step to 1.2万余."""
    if step > 1 or value == 0 or value != value.to_integral_value():
        return step
    tail = Decimal(1)
    while value % (tail * 10) == 0:
        tail *= 10
    return tail


def chinese(value: int) -> str:
    """As an official paper writes a whole number below 10^12 in words: 三百一十二, 一万零五."""
    if value == 0:
        return "零"
    words, zero = "", False
    for power in (100_000_000, 10_000, 1):
        part = value // power % 10_000
        if not part:
            zero = bool(words)
            continue
        gap = bool(words) and (zero or part < 1_000)
        words += ("零" if gap else "") + _section(part) + {1: "", 10_000: "万"}.get(power, "亿")
        zero = False
    return words.removeprefix("一") if words.startswith("一十") else words


class Numeral(Phrase):
    """A whole number in Chinese characters, which another language writes in figures: 续报二."""

    __slots__ = ()

    def __new__(cls, value: int) -> "Numeral":
        made = str.__new__(cls, chinese(value))
        made.template, made.values = str(value), {}
        return made

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (int(self.template),)


def _section(part: int) -> str:
    """1 to 9999."""
    words, zero = "", False
    for place, sign in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = part // place % 10
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + sign
        zero = not digit
    return words


def money_zh(cents: int) -> str:
    """214.06万元; below ten thousand 元: 860元. One way on every paper, so that all agree."""
    step, unit = (1_000_000, "万元") if abs(cents) >= 1_000_000 else (100, "元")
    return f"{hundredths(Decimal(cents) / step):f}".rstrip("0").rstrip(".") + unit


def hundredths(value: Decimal) -> Decimal:
    """To two places, a half upwards (四舍五入): neither a float nor a Decimal does so by itself."""
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
