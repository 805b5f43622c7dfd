"""What is refused of the limits that a bureau sets, and of any number and time of the day."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.due_words import is_clock
from commandcenter.domain.plan.obligation_items import ADDRESSEE, CHAIN, END
from commandcenter.domain.reports.report_clock import CODES, ClockKind
from commandcenter.domain.times import span_zh

Item = Mapping[str, Any]

DAILY = "daily@"
DUE_WORDS = frozenset({"none", "same_day", "at_end"})
TIMED = frozenset({"oral_signed"})  # counted in minutes always
DAY = 24 * 60
WEEK, MONTH, SIXTY_DAYS, YEAR = 7 * DAY, 28 * DAY, 60 * DAY, 366 * DAY
RECEIVER = re.compile(r"报?\{addressee\}")
# What is left of a title that names its receiver; the plan itself has it only with that.
WITHOUT_RECEIVER = {
    str(each): each for each in (word("电话报告"), word("书面首报"), word("书面终报"))
}
PLACEHOLDER = re.compile(r"\{[^}]*\}")


def title_of(item: Item) -> str:
    """What an item is called on screen; a rule of a level has no title of its own."""
    code = str(item["code"])
    if "title" not in item:
        return Level(code).with_sign if code in set(Level) else code
    title = str(item["title"])
    if "due" not in item:
        return word(title)
    named = RECEIVER.sub("", title)
    if named in WITHOUT_RECEIVER:
        return WITHOUT_RECEIVER[named]
    blanks: dict[str, str] = {each[1:-1]: "…" for each in PLACEHOLDER.findall(named)}
    try:
        return word(named).format(**{**blanks, "round_report": word("续报")})
    except (LookupError, ValueError, AttributeError):  # as somebody types it, not checked yet
        return PLACEHOLDER.sub("…", named)


def number(item: Item, key: str, words: str, low: int, high: int) -> int:
    value = item.get(key, 0)
    if type(value) is not int or not low <= value <= high:
        raise RuleBroken(
            "“{title}”的{words}应为 {low} 至 {high} 的整数。",
            title=title_of(item),
            words=word(words),
            low=low,
            high=f"{high:,}",
        )
    return value


def require_clock(item: Item, text: Any) -> None:
    if not is_clock(text):
        raise RuleBroken(
            "“{title}”的时间“{text}”应写成 16:30 的样子。",
            title=title_of(item),
            text=str(text)[:20],
        )


def check_obligation(item: Item) -> None:
    for code, due in item["due"].items():
        _check_due(item, Level(code), due)
    for code, again in item.get("round", {}).items():
        if isinstance(again, str) and again.startswith(DAILY):
            require_clock(item, again.removeprefix(DAILY))
            continue
        words = phrase("{level}重复间隔（分钟）", level=Level(code).with_sign)
        number({**item, "round": again}, "round", words, 1, WEEK)


def _check_due(item: Item, level: Level, due: Any) -> None:
    told = {"title": title_of(item), "level": level.sign}
    if type(due) is int:
        words = phrase("{level}时限（分钟）", level=level.with_sign)
        number({**item, "due": due}, "due", words, 1, _longest(item))
    elif isinstance(due, str) and due.startswith(DAILY):
        require_clock(item, due.removeprefix(DAILY))
    elif due not in DUE_WORDS:
        raise RuleBroken("“{title}”的{level}级时限“{due}”看不懂。", due=str(due)[:20], **told)
    if due == "none" and level.value in item.get("must", ()):
        raise RuleBroken("“{title}”是{level}级的必办任务，须有时限。", **told)
    if item["code"] in TIMED and type(due) is not int:
        raise RuleBroken("“{title}”{level}级须写明多少时间以内。", **told)
    _check_report(item, due, told)


def _longest(item: Item) -> int:
    """In minutes: of a report a week, after the response four weeks, of what follows it a year."""
    is_report = item.get("per") in (ADDRESSEE, CHAIN)
    if item["start"] == END:
        return MONTH if is_report else YEAR
    return WEEK if is_report else SIXTY_DAYS


def _check_report(item: Item, due: Any, told: Mapping[str, str]) -> None:
    """A report has a limit at every level; only one that comes again may come daily."""
    if item.get("per") == CHAIN and due in DUE_WORDS:
        raise RuleBroken("“{title}”{level}级须写明每隔多久，或者每日几时。", **told)
    if item.get("per") == ADDRESSEE and type(due) is not int:
        raise RuleBroken("“{title}”{level}级须写明多少时间以内。", **told)


def require_phone_first(obligations: Iterable[Item]) -> None:
    """One rings before one writes."""
    due = {CODES[item["code"]]: item["due"] for item in obligations if item["code"] in CODES}
    phone, first = due.get(ClockKind.PHONE, {}), due.get(ClockKind.FIRST, {})
    for level in Level:
        if phone.get(level, 0) > first.get(level, YEAR):
            raise RuleBroken(
                "{level}级：电话报告（{phone}）不能晚于书面首报（{first}）。",
                level=level.sign,
                phone=span_zh(timedelta(minutes=phone[level])),
                first=span_zh(timedelta(minutes=first[level])),
            )
