"""What a bureau sets of the alarms, how it reads, and what is refused, in words."""

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, Priority
from commandcenter.domain.alarms.alarm_items import STAGE_WORDS, Stage
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Role
from commandcenter.domain.phrase import joined, phrase, phrases, word

Item = Mapping[str, Any]
KEYS: dict[str, frozenset[str]] = {
    "alarm": frozenset(
        {"todo", "priority", "soon_minutes", "due_minutes", "wait_minutes", "shelvable", "room"}
    ),
    "alarm_climb": frozenset({"minutes"}),
    "alarm_chain": frozenset({"steps"}),
    "alarm_figure": frozenset({"value"}),
}
WORDS: dict[str, str] = phrases(
    {
        "alarm": "告警种类",
        "alarm_climb": "告警升级时间",
        "alarm_chain": "告警升级次序",
        "alarm_figure": "告警数字",
    }
)
NEVER_SHELVED = frozenset({"limit_report", "limit_level"})
TODO_LENGTH, DAY, STEPS = 80, 24 * 60, 6
WEEK = 7 * DAY  # a backup may be missing for longer than a day before anybody is alarmed
ON_WORDS = word("发生时")
PLACES = frozenset({"what", "who", "when"})


def _check_alarm(item: Item) -> None:
    title, todo = item["title"], item["todo"]
    if not isinstance(todo, str) or not 1 <= len(todo.strip()) <= TODO_LENGTH:
        raise RuleBroken("“{title}”的处置要求应为 1 至 {n} 字。", title=title, n=TODO_LENGTH)
    if not _is_filled(todo):
        raise RuleBroken("“{title}”的处置要求只能用 {{what}}、{{who}}、{{when}}。", title=title)
    stages = item["priority"]
    strange = set(stages) - set(Stage) or set(stages.values()) - set(Priority)
    if not stages or strange:
        raise RuleBroken("“{title}”的级别不对。", title=title)
    for key in ("soon_minutes", "due_minutes"):
        _minutes(title, item.get(key, 0), 0)
    _minutes(title, item.get("wait_minutes", 0), 0, WEEK)
    if item.get("shelvable") and item["code"] in NEVER_SHELVED:
        raise RuleBroken("“{title}”不能暂缓。", title=title)


def _is_filled(todo: str) -> bool:
    """Each pair of braces names what an alarm knows, and nothing of it: no {who.name}, {when:9}."""
    try:
        parts = [part for part in Formatter().parse(todo) if part[1] is not None]
    except ValueError:
        return False
    return all(name in PLACES and not (how or turned) for _, name, how, turned in parts)


def _check_climb(item: Item) -> None:
    minutes = item["minutes"]
    if not isinstance(minutes, list) or not 1 <= len(minutes) <= STEPS:
        raise RuleBroken("“{title}”应为 1 至 {n} 个分钟数。", title=item["title"], n=STEPS)
    for each in minutes:
        _minutes(item["title"], each, 1)


def _check_chain(item: Item) -> None:
    steps = item["steps"]
    named = [role for step in steps for role in step]
    if not named or not all(steps) or set(named) - set(Role) or len(set(named)) != len(named):
        raise RuleBroken("“{title}”应为不重复的人员。", title=item["title"])


def _check_figure(item: Item) -> None:
    _minutes(item["title"], item["value"], 1)


def _minutes(title: str, value: object, low: int, high: int = DAY) -> None:
    if type(value) is not int or not low <= value <= high:
        words = "“{title}”应为 {low} 至 {high} 的整数。"
        raise RuleBroken(words, title=title, low=low, high=f"{high:,}")


CHECKS: dict[str, Callable[[Any], None]] = {
    "alarm": _check_alarm,
    "alarm_climb": _check_climb,
    "alarm_chain": _check_chain,
    "alarm_figure": _check_figure,
}


def _alarm(item: Item) -> str:
    before = {"soon": item.get("soon_minutes", 0), "due": item.get("due_minutes", 0)}
    waits = item.get("wait_minutes", 0)
    parts = []
    for stage in Stage:
        if stage.value in item["priority"]:
            minutes = before.get(stage.value)
            words = STAGE_WORDS[stage] or ON_WORDS
            if minutes:
                words = phrase("前 {n} 分钟", n=minutes)
            if stage is Stage.ON and waits:
                words = phrase("满 {n} 分钟", n=waits)
            priority = PRIORITY_WORDS[Priority(item["priority"][stage.value])]
            parts.append(joined(" ", (words, priority)))
    return joined(" · ", parts)


def _climb(item: Item) -> str:
    return phrase("{minutes} 分钟", minutes=joined("、", map(str, item["minutes"])))


def chain_words(item: Item) -> str:
    return joined(
        " → ", (joined("和", (ROLE_WORDS[Role(r)] for r in step)) for step in item["steps"])
    )


AND = "和"
ROLES = {words: role for role, words in ROLE_WORDS.items()}


def chain_of(words: str) -> list[list[str]]:
    """What `chain_words` says, or as typed. Raises RuleBroken naming what is no role."""
    steps = re.split(r"→|->|>|，|,", "".join(words.split()))
    found = []
    for step in steps:
        names = re.split(f"{AND}|、", step)
        if unknown := [name for name in names if name not in ROLES]:
            raise RuleBroken("没有“{name}”这个角色。", name=unknown[0][:20])
        found.append([ROLES[name].value for name in names])
    return found


def minutes_of(words: str) -> list[int]:
    """2、5、10, however they are parted. Raises RuleBroken for what is no number."""
    parts = [part for part in re.split(r"[、，,\s]+", words.strip()) if part]
    if not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts):
        raise RuleBroken("请写成用顿号隔开的分钟数，如 2、5、10。")
    return [int(part) for part in parts]


def _figure(item: Item) -> str:
    return joined(" ", (str(item["value"]), word(item["unit"])))


SAID: dict[str, Callable[[Any], str]] = {
    "alarm": _alarm,
    "alarm_climb": _climb,
    "alarm_chain": chain_words,
    "alarm_figure": _figure,
}
