"""The misuse check (错敏词) of a text: the office's lists, the standards' marks and numerals.

What it finds is shown with its place and a proposal; who writes decides. Marks by GB/T 15834-2011,
numerals by GB/T 15835-2011.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage_lists import Leaders, Usage
from commandcenter.domain.papers.usage_marks import mark_slips
from commandcenter.domain.papers.usage_numerals import numeral_slips
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.papers.word_lists import (
    NUMBER,
    ListKind,
    Severity,
    WordList,
    leader_of,
    replacement_of,
)
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.late_dataclass import dataclass

DEPUTY = "副"
PARTICLES = word("的地得")
# 积极的作用: 的 is right before what is no act.
_NOUNS = "作用|能力|方式|方法|结果|人员|机制|制度|措施|力度|成效|要求|需要|过程|态度"
_DEGREE = re.compile(
    "(?<=[一-鿿])的((?:很|非常|十分|比较|更加|特别)(?:好|快|慢|及时|到位|顺利|清楚))"
)


def usage_for(
    lists: Iterable[WordList], kind: PaperKind | None, own: Mapping[str, Sequence[str]]
) -> Usage:
    """`own`: the titles of the bureau's people by name, in the order of their rank; those that
    the office has listed stand before them."""
    fitting = tuple(each for each in lists if not each.papers or kind in each.papers)
    titles: dict[str, tuple[str, ...]] = {}
    for each in fitting:
        if each.kind is ListKind.LEADERS:
            for title, name in map(leader_of, each.words):
                titles[name] = (*titles.get(name, ()), title)
    for name, held in own.items():
        titles[name] = (*titles.get(name, ()), *held)
    return Usage(fitting, Leaders(titles))


def slips(text: str, usage: Usage) -> tuple[Slip, ...]:
    """All that is amiss, in the order of the text; of two at one place the longer."""
    found = [
        *_replaced(text, usage),
        *_ordered(text, usage),
        *_titled(text, usage.leaders),
        *_particles(text, usage),
        *mark_slips(text),
        *numeral_slips(text),
    ]
    found.sort(key=lambda slip: (slip.start, -slip.end))
    kept: list[Slip] = []
    for slip in found:
        if not kept or slip.start >= kept[-1].end:
            kept.append(slip)
    return tuple(kept)


def _replaced(text: str, usage: Usage) -> Iterator[Slip]:
    for each in usage.of_kind(ListKind.REPLACE):
        for line in each.words:
            rule = _rule(line)
            for found in rule.pattern.finditer(text):
                if not rule.excepted(text, found.start()):
                    better = rule.better(found)
                    yield Slip(found.start(), found.end(), found[0], better, each.title,
                               rule.why, each.weight)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    right: str
    unless: tuple[tuple[str, int], ...]  # the word, and where in it the wrong one stands
    why: str

    def excepted(self, text: str, start: int) -> bool:
        """Before the text begins `startswith` counts from its end, where no such word has room."""
        return any(text.startswith(word, start - at) for word, at in self.unless)

    def better(self, found: re.Match[str]) -> str:
        numbers = iter(found.groups())
        return re.sub(NUMBER, lambda _: next(numbers, ""), self.right)


@cache
def _rule(line: str) -> _Rule:
    told = replacement_of(line)
    pattern = re.compile(re.escape(told.wrong).replace(re.escape(NUMBER), r"(\d+(?:\.\d+)?)"))
    unless = tuple((word, word.find(told.wrong)) for word in told.unless)
    return _Rule(pattern, told.right, unless, told.why)


# Who stands before whom.

_JOINTS = ("、", "和", "与", "及", "以及", "，", "")  # 市委市政府 stands without any


# 市委宣传部 is no 市委: what goes on so names an organ of its own.
_ORGANS = "宣传|组织|统战|政法|网信|社会工作|办|党校|机关|督查|巡察|老干|编"


def _ordered(text: str, usage: Usage) -> Iterator[Slip]:
    for each in usage.of_kind(ListKind.ORDER):
        for line in each.words:
            ranks = {name: rank for rank, name in enumerate(line.split("、"))}
            yield from _turned(text, ranks, each.title, each.weight)
    ranks = {name: rank for rank, name in enumerate(usage.leaders.titles)}
    yield from _turned(text, ranks, word("领导排序"), Severity.NOTE)


def _turned(text: str, ranks: Mapping[str, int], title: str, weight: Severity) -> Iterator[Slip]:
    if not ranks:
        return
    names = "|".join(map(re.escape, sorted(ranks, key=len, reverse=True)))
    places = list(re.finditer(f"(?:{names})(?!{_ORGANS})", text))
    for one, two in pairwise(places):
        between = text[one.end() : two.start()]
        if between in _JOINTS and ranks[one[0]] > ranks[two[0]]:
            found = text[one.start() : two.end()]
            better = f"{two[0]}{between}{one[0]}"
            why = phrase("“{two}”排在“{one}”之前", two=two[0], one=one[0])
            yield Slip(one.start(), two.end(), found, better, title, why, weight)


def _titled(text: str, leaders: Leaders) -> Iterator[Slip]:
    """A post beside a name that does not hold it: 副总指挥陈屿 of who is 总指挥."""
    if not leaders:
        return
    known = {title for held in leaders.titles.values() for title in held}
    known |= {f"{DEPUTY}{title}" for title in known}  # a post that nobody need hold
    posts = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    for name, held in leaders.titles.items():
        for found in re.finditer(f"({posts}){re.escape(name)}", text):
            if found[1] not in held:
                better = f"{held[0]}{name}"
                why = phrase("{name}登记的职务是{names}", name=name, names=joined("、", held))
                yield Slip(found.start(), found.end(), found[0], better, word("职务"), why,
                           Severity.WARN)  # fmt: skip


# 的、地、得.


def _particles(text: str, usage: Usage) -> Iterator[Slip]:
    adverbs = [adverb for each in usage.of_kind(ListKind.ADVERBS) for adverb in each.words]
    verbs = [verb for each in usage.of_kind(ListKind.VERBS) for verb in each.words]
    if adverbs and verbs:
        for found in _adverbial(tuple(adverbs), tuple(verbs)).finditer(text):
            better = f"{found[1]}地{found[2]}"
            yield Slip(found.start(), found.end(), found[0], better, PARTICLES,
                       word("状语后用“地”"), Severity.WARN)  # fmt: skip
    for found in _DEGREE.finditer(text):
        better = f"得{found[1]}"
        yield Slip(found.start(), found.end(), found[0], better, PARTICLES, word("补语前用“得”"),
                   Severity.WARN)  # fmt: skip


@cache
def _adverbial(adverbs: tuple[str, ...], verbs: tuple[str, ...]) -> re.Pattern[str]:
    before, behind = ("|".join(map(re.escape, each)) for each in (adverbs, verbs))
    return re.compile(f"({before})的({behind})(?!的|{_NOUNS})")
