"""What the bureau may set of its papers on screen, and what is refused, in words.

Templates, the series of numbers, the way of each kind, and the number of whom is reported to:
items of the plan like any other.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import STEP_WORDS, PaperStep, way_order
from commandcenter.domain.phrase import joined, phrase, put_in, word

TEMPLATE_KEYS = frozenset(
    {"head", "over", "signature", "issuer", "recipients", "copies", "phrases"}
)
SERIES_KEYS = frozenset({"title", "pattern", "taken"})
FLOW_KEYS = frozenset({"steps", "countersign"})
LINE, NAME, MOST = 40, 40, 40
LONGEST_NUMBER = 1_000_000
SHORTEST_PHONE = 3  # 110


def check_template(item: Mapping[str, Any]) -> None:
    title = str(item.get("title", ""))
    for key, words in (
        ("head", word("红头")),
        ("over", word("上方机关")),
        ("signature", word("署名")),
        ("issuer", word("印发机关")),
    ):
        if len(str(item.get(key, ""))) > LINE:
            raise RuleBroken("“{title}”的{words}超过 {n} 字。", title=title, words=words, n=LINE)
    if item.get("over") and not item.get("head"):
        raise RuleBroken("“{title}”有上方机关，须有红头名称。", title=title)
    for key, words in (("recipients", word("常用主送")), ("copies", word("常用抄送"))):
        _require_names(title, words, item.get(key, ()))
    amends = item.get("phrases", {}).get("amends", "")
    if amends.count("{paper}") != 1:
        raise RuleBroken("“{title}”的更正用语须写一次 {{paper}}，代表所更正的公文。", title=title)


def _require_names(title: str, words: str, names: Sequence[str]) -> None:
    if len(names) > MOST or any(not 1 <= len(name) <= NAME for name in names):
        raise RuleBroken(
            "“{title}”的{words}最多 {most} 个，每个不超过 {n} 字。",
            title=title,
            words=words,
            most=MOST,
            n=NAME,
        )


def check_series(item: Mapping[str, Any]) -> None:
    title, pattern = str(item.get("title", "")), str(item.get("pattern", ""))
    if not 1 <= len(title) <= 20:
        raise RuleBroken("编号序列的名称应为 1 至 20 字。")
    if pattern.count("{number}") != 1 or pattern.count("{year}") > 1 or len(pattern) > LINE:
        raise RuleBroken(
            "“{title}”的编号写法须有一个 {{number}}，例：澄市监发〔{{year}}〕{{number}}号。",
            title=title,
        )
    for year, number in item.get("taken", {}).items():
        fits = str(year).isascii() and str(year).isdecimal() and len(str(year)) == 4
        if not fits or type(number) is not int or not 0 <= number < LONGEST_NUMBER:
            raise RuleBroken("“{title}”已用到的号应写成 2026=37 的样子。", title=title)


def check_flow(item: Mapping[str, Any]) -> None:
    """That the groups are groups says the whole plan, when it is read."""
    title, steps = str(item.get("title", "")), item.get("steps", ())
    if not way_order(steps):
        raise RuleBroken("“{title}”的环节须按顺序取用，拟稿、签发必有。", title=title)
    if item.get("life", "paper") == "paper" and (PaperStep.NUMBER in steps) != bool(
        item.get("series")
    ):
        raise RuleBroken("“{title}”的编号环节与编号序列须同时有或者同时没有。", title=title)
    if item.get("countersign") and PaperStep.COUNTERSIGN not in steps:
        raise RuleBroken("“{title}”指定了会签的工作组，须有会签环节。", title=title)


def check_addressee(item: Mapping[str, Any]) -> None:
    title, phone = str(item.get("title", "")), str(item.get("phone", ""))
    digits = "".join(part for part in phone if part.isdecimal())
    if phone and (len(phone) > LINE or not digits.isascii() or len(digits) < SHORTEST_PHONE):
        raise RuleBroken("“{title}”的电话“{phone}”不像一个号码。", title=title, phone=phone[:20])


def addressee_words(item: Mapping[str, Any]) -> str:
    phone = item.get("phone") or word("电话未登记")
    return joined(" · ", (phone, joined("、", map(word, item["ways"]))))


def template_words(item: Mapping[str, Any]) -> str:
    heads = [str(item.get(key, "")).strip() for key in ("over", "head")]
    parts = [joined(" ", map(_named, filter(None, heads))) or word("无红头")]
    if names := item.get("recipients", ()):
        parts.append(phrase("主送 {names}", names=joined("、", map(_named, names))))
    if names := item.get("copies", ()):
        parts.append(phrase("抄送 {names}", names=joined("、", map(_named, names))))
    return joined(" · ", parts)


def _named(office: str) -> str:
    return put_in(office, office=word("本局"))


def series_words(item: Mapping[str, Any]) -> str:
    pattern = str(item["pattern"]).replace("{year}", "年份").replace("{number}", "序号")
    taken = joined(
        "，",
        (phrase("{year}年已用到{n}", year=year, n=n) for year, n in item.get("taken", {}).items()),
    )
    return joined(" · ", (pattern, taken)) if taken else pattern


def flow_words(item: Mapping[str, Any]) -> str:
    return joined(" → ", (STEP_WORDS[PaperStep(code)] for code in item["steps"]))


def taken_of(words: str) -> dict[str, int]:
    """2026=37，2027=5 as it is kept. Raises RuleBroken for what is no number, or a year twice."""
    taken: dict[str, int] = {}
    for part in words.replace("，", ",").replace("；", ",").replace("＝", "=").split(","):
        if not part.strip():
            continue
        year, _, number = (each.strip() for each in part.partition("="))
        four = year.isdecimal() and len(year) == 4
        if not (four and number.isdecimal() and len(number) <= 6):
            raise RuleBroken("已用到的号“{part}”应写成 2026=37 的样子。", part=part.strip()[:20])
        if (known := str(int(year))) in taken:
            raise RuleBroken("已用到的号里 {year} 年写了不止一次，请只留一个。", year=known)
        taken[known] = int(number)
    return taken


def taken_words(taken: Mapping[str, int]) -> str:
    """As `taken_of` reads it."""
    return "，".join(f"{year}={number}" for year, number in taken.items())


BETWEEN_STEPS = "[、，,→]"


def steps_of(words: str) -> list[str]:
    """拟稿、核稿、签发 as it is kept. Raises RuleBroken for a step that there is not."""
    codes = {name: step.value for step, name in STEP_WORDS.items()}
    named = [name for name in re.split(BETWEEN_STEPS, words.replace(" ", "")) if name]
    if strange := [name for name in named if name not in codes]:
        raise RuleBroken("没有“{name}”这个环节。", name=strange[0][:20])
    return [codes[name] for name in named]
