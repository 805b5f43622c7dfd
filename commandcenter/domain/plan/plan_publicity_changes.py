"""What a bureau sets of its publicity: weeks that come each year and their lines (plan 7.1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrase, phrases, word
from commandcenter.domain.plan.plan_limit_changes import number

Item = dict[str, Any]
KEYS: dict[str, frozenset[str]] = {
    "publicity_template": frozenset({"month", "day"}),
    "publicity_line": frozenset({"copies", "people"}),
}
WORDS: dict[str, str] = phrases(
    {
        "publicity_kind": "宣传形式",
        "publicity_template": "宣传样稿",
        "publicity_line": "样稿项目",
    }
)
MOST = 1_000_000  # copies or people: more is a slip of the key


def _check_template(item: Item) -> None:
    number(item, "month", "月", 1, 12)
    number(item, "day", "日", 1, 31)
    try:
        date(2027, item["month"], item["day"])
    except ValueError:
        raise RuleBroken(
            "没有{month}月{day}日这一天。", month=item["month"], day=item["day"]
        ) from None


def _check_line(item: Item) -> None:
    number(item, "copies", "份数", 0, MOST)
    number(item, "people", "触达人数", 0, MOST)


CHECKS: dict[str, Callable[[Item], None]] = {
    "publicity_template": _check_template,
    "publicity_line": _check_line,
}


def _template(item: Item) -> str:
    return phrase(
        "每年{month}月{day}日 · {words}",
        month=item["month"],
        day=item["day"],
        words=word(item["words"]),
    )


def _line(item: Item) -> str:
    days = item["days"]
    when = word("当日")
    if days:
        when = phrase("前 {n} 日" if days < 0 else "后 {n} 日", n=abs(days))
    parts = [when, word(item["audience"]), word(item["place"])]
    parts += [phrase("{n} 份", n=item["copies"])] if item.get("copies") else []
    parts += [phrase("{n} 人次", n=item["people"])] if item.get("people") else []
    return joined(" · ", parts)


SAID: dict[str, Callable[[Item], str]] = {
    "publicity_template": _template,
    "publicity_line": _line,
}
