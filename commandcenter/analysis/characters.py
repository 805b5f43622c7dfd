"""Chinese texts as rows of characters, and the numbers of the runs and pairs in them.

Many texts are one array of characters; each run of SIZE characters has a number (a hash), and each
pair of neighbours has one. What is no part of a phrase is an END.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Chars = NDArray[np.uint16]

SIZE = 4  # characters of a run
LEAST_HAN = 2  # of them Chinese
READ = 240  # characters of a text: its title and its beginning
BITS = 24  # of a run's number; runs that share one only hide each other a little
PAIR_BITS = 22
FIRST_PAIR = 1 << BITS  # number of the first pair, where runs and pairs stand together
END = 10  # the character that stands for all that is no part of a phrase
UNITS = "年月日号时点分秒元万亿平米岁天人户多余块期次个"  # a number before one says how many
FESTIVALS = (
    "春节", "元旦", "五一", "端午", "国庆", "中秋", "清明", "高考", "中考", "暑假", "寒假", "今年",
    "去年", "明年", "今天", "昨天", "昨晚", "今早", "上周", "本周", "上月", "本月",
)  # fmt: skip


def _kept_characters() -> Chars:
    """By code point what it is read as: Chinese characters, capital letters, digits, else END."""
    table = np.full(1 << 16, END, np.uint16)
    table[0x4E00:0xA000] = np.arange(0x4E00, 0xA000)
    for first, last, into in (("0", "9", "0"), ("A", "Z", "A"), ("a", "z", "A")):
        many = np.arange(ord(last) - ord(first) + 1)
        table[ord(first) + many] = ord(into) + many
        table[ord(first) + many + 0xFEE0] = ord(into) + many  # of full width
    return table


_KEPT = _kept_characters()
_HAN = 0x4E00
_UNIT = np.isin(np.arange(1 << 16), [ord(each) for each in UNITS])


def cleaned(texts: Sequence[str]) -> tuple[Chars, Ints]:
    """The beginnings of the texts as one array, an END after each, and where each begins.

    Dates, sums and long numbers are ENDs too: else a phrase of May is new each May.
    """
    parts = [text[:READ] for text in texts]
    starts = np.zeros(len(parts) + 1, np.int64)
    starts[1:] = np.cumsum([len(part) + 1 for part in parts])
    joined = "\n".join([*parts, ""])
    for festival in FESTIVALS:
        joined = joined.replace(festival, "\n" * len(festival))
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    chars = _KEPT[np.minimum(points, 0xFFFF)]
    digit = (chars >= ord("0")) & (chars <= ord("9"))
    if digit.any():
        edge = np.diff(np.r_[False, digit, False].astype(np.int8))
        first, after = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
        counted = _UNIT[chars[after]]  # the array ends with an END, never with a digit
        ended = counted | (after - first > 2)
        mark = np.zeros(len(chars) + 1, np.int32)
        np.add.at(mark, first[ended], 1)
        np.add.at(mark, (after + counted)[ended], -1)
        chars = np.where(np.cumsum(mark[:-1]) > 0, np.uint16(END), chars)
    return chars, starts


def plain(text: str) -> str:
    """One text as it is compared: phrases with line ends between them."""
    return plains([text])[0]


def plains(texts: Sequence[str]) -> list[str]:
    """Each text as it is compared."""
    chars, starts = cleaned(texts)
    whole = _string(chars)
    return [whole[a : b - 1] for a, b in pairwise(starts.tolist())]


def _string(chars: Chars) -> str:
    return chars.astype("<u2").tobytes().decode("utf-16-le")


def run_numbers(chars: Chars) -> tuple[Ints, Ints]:
    """Number of each run that can be part of a phrase, and where it begins."""
    n = len(chars) - SIZE + 1
    if n <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    mix, clean, han = np.zeros(n, np.uint64), np.ones(n, bool), np.zeros(n, np.int8)
    for k in range(SIZE):
        part = chars[k : k + n]
        mix *= np.uint64(0x9E3779B97F4A7C15)
        mix += part * np.uint64(0xBF58476D1CE4E5B9)
        clean &= part != END
        han += part >= _HAN
    at = np.flatnonzero(clean & (han >= LEAST_HAN))
    mix = mix[at]
    mix ^= mix >> np.uint64(29)
    mix *= np.uint64(0x94D049BB133111EB)
    return (mix >> np.uint64(64 - BITS)).astype(np.int64), at


def is_han(chars: Chars) -> NDArray[np.bool_]:
    return chars >= _HAN


def without(chars: Chars, runs: Ints) -> Chars:
    """Cleaned texts, with ENDs for the runs of these numbers."""
    number, at = run_numbers(chars)
    gone = at[np.isin(number, runs)][:, None] + np.arange(SIZE)
    left = chars.copy()
    left[gone.ravel()] = END
    return left


def pair_numbers(chars: Chars) -> tuple[Ints, Ints]:
    """Number of each pair of neighbouring characters of which one is Chinese, and where it is."""
    one, other = chars[:-1].astype(np.int64), chars[1:].astype(np.int64)
    at = np.flatnonzero((one != END) & (other != END) & ((one >= _HAN) | (other >= _HAN)))
    return (one[at] * 31337 + other[at]) & ((1 << PAIR_BITS) - 1), at
