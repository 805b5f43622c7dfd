"""Punctuation as GB/T 15834-2011 has it, in a text that a person wrote."""

import re
from collections.abc import Callable, Iterator

from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.papers.word_lists import Severity
from commandcenter.domain.phrase import word

LABEL = word("标点")
_HAN = "[一-鿿]"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# A mark of Latin text beside a Chinese character: 已登记,请核对.
_NARROW = re.compile(rf"(?<={_HAN})[,;:?!]|[,;:?!](?={_HAN})")
_STOP = re.compile(rf"(?<={_HAN})\.(?=\s*$|{_HAN})")
_PARENS = re.compile(rf"\((?=[^()]*{_HAN}[^()]*\))([^()]*)\)")
_DOTS = re.compile(r"\.{3,}|。{3,}|(?<!…)…(?!…)")
_TWICE = re.compile("[，。；：、]{2,}")
_DASH = re.compile(rf"(?<={_HAN})--+(?={_HAN})|(?<={_HAN})—(?={_HAN})(?<!——)")
_QUOTED_PAUSE = re.compile("(?<=[”》])、(?=[“《])")  # 4.5.3.5
_NESTED = re.compile("““([^“”]*)””|“([^“”]*)“([^“”]*)”([^“”]*)”")
_STRAIGHT = re.compile(rf'"([^"]*{_HAN}[^"]*)"')
# 第（一）、（二）项 and 第一、二款 name several of what is numbered.
_CLAUSE = re.compile(r"(?:(?<=[（(][一二三四五六七八九十][）)])|(?<=[（(]\d[）)]))、(?![（(第])")
_FIRST = re.compile(rf"第[一二三四五六七八九十]、(?![第一二三四五六七八九十])(?={_HAN})")
# 调解、和解; 核查、及时处置: words that only begin so.
_AND = re.compile(
    "、(?=和(?![解谐平睦气缓])|与(?![会否众时])|及(?![时早格])|以及)|等等(?=[。，；])"
)
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str], str, Severity]
_BY_PATTERN: tuple[Rule, ...] = (
    (_STOP, lambda m: "。", word("句末用“。”"), Severity.WARN),
    (_PARENS, lambda m: f"（{m[1]}）", word("汉字中用全角括号"), Severity.WARN),
    (_DOTS, lambda m: "……", word("省略号占两字"), Severity.WARN),
    (_TWICE, lambda m: m[0][-1], word("标点重复"), Severity.WARN),
    (_DASH, lambda m: "——", word("破折号占两字"), Severity.WARN),
    (_QUOTED_PAUSE, lambda m: "", word("并列的引号、书名号之间不用顿号"), Severity.NOTE),
    (_STRAIGHT, lambda m: f"“{m[1]}”", word("用中文引号"), Severity.WARN),
    (_CLAUSE, lambda m: "", word("带括号的序号后不用顿号"), Severity.WARN),
    (_FIRST, lambda m: f"{m[0][:-1]}，", word("“第一”等词后用逗号"), Severity.WARN),
    (_AND, lambda m: m[0][0].strip("、"), word("连词前不用顿号，“等”只写一个"), Severity.NOTE),
)  # fmt: skip


def mark_slips(text: str) -> Iterator[Slip]:
    """Half-width, doubled, unpaired and nested marks."""
    for found in _NARROW.finditer(text):
        yield _slip(found, _WIDE[found[0]], word("汉字中用全角标点"), Severity.WARN)
    for pattern, better, why, weight in _BY_PATTERN:
        for found in pattern.finditer(text):
            yield _slip(found, better(found), why, weight)
    for found in _NESTED.finditer(text):
        whole = f"“{found[1]}”" if found[1] is not None else _inner(found)
        yield _slip(found, whole, word("引号里面再用引号时用单引号"), Severity.WARN)
    yield from _unpaired(text)


def _inner(found: re.Match[str]) -> str:
    return f"“{found[2]}‘{found[3]}’{found[4]}”"


def _slip(found: re.Match[str], better: str, why: str, weight: Severity) -> Slip:
    return Slip(found.start(), found.end(), found[0], better, LABEL, why, weight)


_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕", "【": "】"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}


def _unpaired(text: str) -> Iterator[Slip]:
    """What is opened and never closed, or closed without having been opened."""
    waiting: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char in _PAIRS:
            waiting.append((char, place))
        elif char in _CLOSERS:
            if waiting and waiting[-1][0] == _CLOSERS[char]:
                waiting.pop()
            else:
                yield _single(char, place)
    yield from (_single(char, place) for char, place in waiting)


def _single(char: str, place: int) -> Slip:
    return Slip(place, place + 1, char, "", LABEL, word("没有成对"), Severity.WARN)
