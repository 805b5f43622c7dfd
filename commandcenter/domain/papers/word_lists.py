"""The office's lists of words for the misuse check (错敏词): how a line of each is written."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.late_dataclass import dataclass

ARROW, BAR, EXCEPT, NUMBER = "→", "｜", "除外：", "#"
LINE, MOST = 120, 1_000  # characters of a line, lines of a list
SHOWN = 3  # lines that tell what a list is about


class ListKind(StrEnum):
    REPLACE = "replace"  # 错→对
    ORDER = "order"  # who stands before whom
    LEADERS = "leaders"  # 职务 姓名, by rank
    ADVERBS = "adverbs"  # words before 地
    VERBS = "verbs"  # words behind 地


class Severity(StrEnum):
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of the plan. `papers`: the kinds that are read for it; none for all."""

    code: str
    title: str
    kind: ListKind
    words: tuple[str, ...]
    source: str
    weight: Severity = Severity.WARN
    papers: tuple[PaperKind, ...] = ()
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """`wrong` with # for any number; `right`: "" where it is to be left out or said otherwise.

    `unless`: words that hold `wrong` and are right.
    """

    wrong: str
    right: str
    unless: tuple[str, ...] = ()
    why: str = ""


def replacement_of(line: str) -> Replacement:
    """布署→部署, 跑路→失联｜除外：甲、乙｜说明. Raises RuleBroken for what cannot be read."""
    pair, *more = (part.strip() for part in line.split(BAR))
    wrong, arrow, right = (part.strip() for part in pair.partition(ARROW))
    if not arrow or not wrong.replace(NUMBER, ""):
        raise RuleBroken("“{line}”应写成“错→对”的样子。", line=line[:20])
    excepted = [part.removeprefix(EXCEPT).strip() for part in more if part.startswith(EXCEPT)]
    unless = tuple(word for part in excepted for word in part.split("、") if word)
    if strange := [word for word in unless if wrong not in word]:
        raise RuleBroken(
            "“{word}”里没有“{wrong}”，不能作为它的除外。", word=strange[0], wrong=wrong
        )
    why = "；".join(part for part in more if part and not part.startswith(EXCEPT))
    if right and wrong in right and not any(word in right for word in unless):
        raise RuleBroken("“{right}”里还有“{wrong}”，改了仍然不对。", right=right, wrong=wrong)
    return Replacement(wrong, right, unless, why)


def leader_of(line: str) -> tuple[str, str]:
    """市长 张三: title and name. Raises RuleBroken for what cannot be read."""
    title, _, name = line.strip().rpartition(" ")
    if not title.strip():
        raise RuleBroken("“{line}”应写成“职务 姓名”的样子，中间空一格。", line=line[:20])
    return title.strip(), name


def check_lines(title: str, kind: ListKind, words: Sequence[str]) -> None:
    """Raises RuleBroken naming the line that cannot be read."""
    if len(words) > MOST:
        raise RuleBroken("“{title}”最多 {most} 行。", title=title, most=MOST)
    for line in words:
        if not 1 <= len(line) <= LINE:
            raise RuleBroken("“{title}”每行应为 1 至 {n} 字。", title=title, n=LINE)
        match kind:
            case ListKind.REPLACE:
                replacement_of(line)
            case ListKind.LEADERS:
                leader_of(line)
            case ListKind.ORDER if "、" not in line or not all(map(str.strip, line.split("、"))):
                raise RuleBroken("“{line}”应有两个以上名称，用顿号隔开。", line=line[:20])


def check_list(item: Mapping[str, Any]) -> None:
    check_lines(str(item.get("title", "")), ListKind(item["kind"]), item.get("words", ()))


def list_words(item: Mapping[str, Any]) -> str:
    """共 32 行 · 布署→部署、按排→安排、…"""
    words = item.get("words", ())
    shown = joined("、", words[:SHOWN])
    return phrase("共 {n} 行 · {shown}", n=len(words), shown=shown) if words else word("没有内容")
