"""The plan's data in words: what an item says, and what a version changed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.papers import word_lists
from commandcenter.domain.phrase import headed, joined, phrase, phrases, with_note, word
from commandcenter.domain.plan import plan_alarm_changes as alarms
from commandcenter.domain.plan import plan_paper_changes as papers
from commandcenter.domain.plan import plan_publicity_changes as publicity
from commandcenter.domain.plan import plan_support_changes as support
from commandcenter.domain.plan.earlier_plans import without_gone
from commandcenter.domain.plan.obligation_items import TILE_WORDS
from commandcenter.domain.plan.plan_changes import KIND_WORDS, Item
from commandcenter.domain.plan.plan_items import TimeUnit
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.times import span_zh
from commandcenter.late_dataclass import dataclass

UNIT_WORDS: dict[TimeUnit, str] = phrases(
    {
        TimeUnit.HOUR: "小时",
        TimeUnit.DAY: "日",
        TimeUnit.WORKING_DAY: "个工作日",
        TimeUnit.YEAR: "年",
    }
)
DUE_WORDS: dict[str, str] = phrases({"none": "不设", "same_day": "当日", "at_end": "终止当日"})
PROPOSAL, SETTLED = word("建议值"), word("已定")
LOW_FIRST = tuple(reversed(Level))


def value_words(kind: str, item: Mapping[str, Any]) -> str:
    """What an item of the plan sets, in one line."""
    words = WORDS.get(kind)
    return words(dict(item)) if words else title_of(item)


def due_words(due: int | str) -> str:
    """The deadline of a step at one level: 2 小时; 每日 16:30; 不设."""
    if isinstance(due, int):
        return minutes_words(due)
    if due.startswith("daily@"):
        return phrase("每日 {clock}", clock=due.removeprefix("daily@"))
    return DUE_WORDS.get(due, due)


DAILY = "每日"
UNIT_MINUTES = {"天": 1_440, "小时": 60, "分钟": 1, "分": 1}
SPAN = re.compile(r"(\d{1,6})(天|小时|分钟|分)")


def due_of(words: str) -> int | str:
    """What `due_words` says, or as a person types it: 120, 2小时, 每日16:30, 当日.

    Raises RuleBroken for what is no deadline.
    """
    typed = "".join(words.split()).replace("：", ":")
    for code, said in DUE_WORDS.items():
        if typed == said:
            return code
    if typed.startswith(DAILY):
        return f"daily@{typed.removeprefix(DAILY)}"
    if typed.isascii() and typed.isdecimal() and len(typed) <= 6:
        return int(typed)
    if typed and not SPAN.sub("", typed):
        return sum(int(n) * UNIT_MINUTES[unit] for n, unit in SPAN.findall(typed))
    raise RuleBroken(
        "“{words}”不是时限，请写成 120、2小时、每日16:30、当日、终止当日或不设。", words=words[:20]
    )


RARITY = "级"  # unit of settings that are powers of ten: how rarely chance alone would show it
CHANCES = (
    "", word("十分之一"), word("百分之一"), word("千分之一"), word("万分之一"), word("十万分之一"),
    word("百万分之一"), word("千万分之一"), word("亿分之一"),
)  # fmt: skip


def minutes_words(minutes: int) -> str:
    """To the minute, so that a limit that is read and saved again stays as it is."""
    hours, rest = divmod(minutes, 60)
    if hours >= 24 and rest:
        return phrase("{hours} 小时 {minutes} 分", hours=hours, minutes=rest)
    return span_zh(timedelta(minutes=minutes))


def _setting(item: Item) -> str:
    value, unit = item["value"], item.get("unit", "")
    if unit == RARITY and isinstance(value, int) and 0 < value < len(CHANCES):
        return phrase("{n} 级，偶然出现的可能低于{chance}", n=value, chance=CHANCES[value])
    said = str(value).strip()
    return joined(" ", (said, word(unit))) if unit else said


def _clock(item: Item) -> str:
    unit = UNIT_WORDS[TimeUnit(item["unit"])]
    words = joined(" ", (str(item["amount"]), unit))
    extension = item.get("extension", 0)
    return (
        phrase("{words}，可延长 {extension} {unit}", words=words, extension=extension, unit=unit)
        if extension
        else words
    )


def limit_words(item: Mapping[str, Any]) -> tuple[tuple[Level, str], ...]:
    """The limit of an obligation at each level that has it: 1 小时; 每 4 小时; 每日 16:30."""
    listed = item.get("levels") or list(Level)
    return tuple((level, _limit(item, level.value)) for level in LOW_FIRST if level in listed)


def _limit(item: Mapping[str, Any], level: str) -> str:
    due, again = item["due"][level], item.get("round", {}).get(level)
    if again is None:
        return due_words(due)
    every = phrase("每 {due}", due=due_words(again)) if isinstance(again, int) else due_words(again)
    return every if again == due else phrase("{due}，以后{every}", due=due_words(due), every=every)


def _obligation(item: Item) -> str:
    return joined(" · ", (joined(" ", (level.sign, words)) for level, words in limit_words(item)))


def _report_rule(item: Item) -> str:
    """Of a plan of before."""
    minutes = item["follow_up_minutes"]
    again = (
        phrase("每 {minutes}", minutes=minutes_words(minutes))
        if minutes
        else phrase("每日 {clock}", clock=item.get("daily_at", ""))
    )
    return phrase(
        "电话 {phone} · 书面 {written} · 续报 {again} · 终报 {final} · 总结 {days} 天",
        phone=minutes_words(item["phone_minutes"]),
        written=minutes_words(item["written_minutes"]),
        again=again,
        final=minutes_words(item["final_minutes"]),
        days=item["summary_days"],
    )


def _threshold(item: Item) -> str:
    levels = item["levels"]
    hours = item.get("window_hours", 0)
    parts = [
        joined(" ", (x.sign, word(levels[x.value]["words"])))
        for x in LOW_FIRST
        if x.value in levels
    ]
    return joined("；", [*parts, phrase("{hours} 小时内", hours=hours)] if hours else parts)


def _context(item: Item) -> str:
    least = [str(n) for facts in item.get("any", ()) for n in facts.values()]
    return with_note(word(item["words"]), joined("、", least))


def days_words(first: str, last: str) -> str:
    """2026年2月15日至23日; one day alone without 至."""
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    if a.year != b.year:
        return phrase("{first}至{last}", first=_day(a), last=_day(b))
    if a == b:
        return _day(a)
    words = "{year}年{month}月{day}日至{last}日"
    if a.month != b.month:
        words = "{year}年{month}月{day}日至{other}月{last}日"
    return phrase(words, year=a.year, month=a.month, day=a.day, other=b.month, last=b.day)


def _day(day: date) -> str:
    return phrase("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


def _calendar(item: Item) -> str:
    kind = word("休息") if item.get("rest") else word("上班")
    return joined(" ", (days_words(item["first"], item["last"]), kind))


def _sensitive(item: Item) -> str:
    return days_words(item["first"], item["last"])


def _known_date(item: Item) -> str:
    parts = [
        days_words(item["first"], item["last"]),
        phrase("预计为平时的 {factor}%", factor=item["factor"]),
        phrase("提前 {n} 天提醒", n=item.get("remind_days", 0)),
    ]
    seats = item.get("seats", 0)
    return joined(" · ", [*parts, phrase("加席 {n}", n=seats)] if seats else parts)


def _risk_point(item: Item) -> str:
    base, wide = item.get("base"), item.get("category_step", 0)
    words = "每 {step} {unit} {each} 分"
    if base:
        words = "{base} 以上每 {step} {unit} {each} 分"
    if wide:
        words = "每 {step} {unit}（类别每 {wide} {unit}） {each} 分"
    if base and wide:
        words = "{base} 以上每 {step} {unit}（类别每 {wide} {unit}） {each} 分"
    worth = phrase(
        words,
        base=base,
        step=item.get("step", 1),
        unit=word(item.get("unit", "")),
        wide=wide,
        each=item["each"],
    )
    return phrase(
        "近 {days} 日 · {worth} · 最多 {most} 分", days=item["days"], worth=worth, most=item["most"]
    )


def _standby(item: Item) -> str:
    return phrase("提前 {n} 天 · {detail}", n=item["days_before"], detail=word(item["detail"]))


def _kind(item: Item) -> str:
    first = phrase("定级前暂按{level}计时", level=Level(item["provisional"]).with_sign)
    report = phrase("报告按{level}", level=Level(item["report_as"]).with_sign)
    tiles = joined("、", (TILE_WORDS[tile] for tile in item["tiles"]))
    return joined(" · ", (first, report, tiles))


def _clause(item: Item) -> str:
    return word(str(item.get("text") or item["title"]))


WORDS: dict[str, Callable[[Item], str]] = {
    "clause": _clause,
    "threshold": _threshold,
    "context": _context,
    "report_rule": _report_rule,
    "addressee": papers.addressee_words,
    "clock": _clock,
    "setting": _setting,
    "calendar": _calendar,
    "sensitive": _sensitive,
    "known_date": _known_date,
    "risk_point": _risk_point,
    "standby": _standby,
    "template": papers.template_words,
    "paper_series": papers.series_words,
    "paper_flow": papers.flow_words,
    "word_list": word_lists.list_words,
    "obligation": _obligation,
    "kind": _kind,
    **alarms.SAID,
    **support.SAID,
    **publicity.SAID,
}


# What may be set of an item beside what its words say: told where a version has changed it.
BESIDE: dict[str, str] = phrases(
    {
        "todo": "处置要求",
        "shelvable": "可以暂缓",
        "room": "上大屏",
        "note": "说明",
        "clause": "条款",
        "must": "必办",
        "basis": "依据",
        "earlier": "往年日期",
        "least": "起算数值",
        "needs": "至少件数",
        "countersign": "会签",
        "signature": "署名",
        "issuer": "印发机关",
        "phrases": "更正件开头",
    }
)
TICKED = frozenset({"shelvable", "room"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version has changed of one item; `before` or `after` is "" where it was not."""

    kind: str
    code: str
    title: str
    before: str
    after: str
    source: str


def differences(
    before: Mapping[str, Sequence[Mapping[str, Any]]],
    after: Mapping[str, Sequence[Mapping[str, Any]]],
) -> tuple[Difference, ...]:
    """Item by item, in the order of the kinds that are set on screen, then the others."""
    was, now = without_gone(before), without_gone(after)
    kinds = [*KIND_WORDS, *sorted((set(was) | set(now)) - set(KIND_WORDS))]
    return tuple(found for kind in kinds for found in _of_kind(kind, was.get(kind), now.get(kind)))


def _of_kind(
    kind: str,
    before: Sequence[Mapping[str, Any]] | None,
    after: Sequence[Mapping[str, Any]] | None,
) -> list[Difference]:
    old = {str(item["code"]): item for item in before or ()}
    new = {str(item["code"]): item for item in after or ()}
    changed = [code for code in {**old, **new} if old.get(code) != new.get(code)]
    return [_difference(kind, code, old.get(code), new.get(code)) for code in changed]


def _difference(
    kind: str, code: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Difference:
    before, after = _item_words(kind, old), _item_words(kind, new)
    if old is not None and new is not None:
        before, after = _told_apart(before, after, old, new)
    shown = new or old or {}
    return Difference(kind, code, title_of(shown), before, after, str(shown.get("source", "")))


def _told_apart(
    before: str, after: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[str, str]:
    """With what stands beside the words; the source or state where nothing else was changed."""
    if before == after and _asked(old) != _asked(new):
        before, after = _asked(old), _asked(new)
    keys = [key for key in BESIDE if (old.get(key) or "") != (new.get(key) or "")]
    if keys:
        was, now = _beside(keys, old), _beside(keys, new)
        if before == after:
            return was, now
        return joined("；", (before, was)), joined("；", (after, now))
    return (_cited(old), _cited(new)) if before == after else (before, after)


def _beside(keys: Sequence[str], item: Mapping[str, Any]) -> str:
    return joined("；", (headed(BESIDE[key], _beside_value(key, item.get(key))) for key in keys))


def _beside_value(key: str, value: Any) -> str:
    if key in TICKED:
        return word("是") if value else word("否")
    if not value:
        return word("无")
    if key == "countersign":
        return joined("、", (GROUP_WORDS[Group(each)] for each in value))
    if key == "must":
        return joined("、", (level.with_sign for level in LOW_FIRST if level in value))
    if isinstance(value, dict):
        value = list(value.values())
    return joined("、", map(str, value)) if isinstance(value, list) else word(str(value))


def _item_words(kind: str, item: Mapping[str, Any] | None) -> str:
    return value_words(kind, item) if item is not None else ""


def _asked(item: Mapping[str, Any]) -> str:
    """Where the words were changed, and not what they set."""
    return joined("：", filter(None, (title_of(dict(item)), word(str(item.get("detail", ""))))))


def _cited(item: Mapping[str, Any]) -> str:
    """Where only the source or the state was changed."""
    state = PROPOSAL if item.get("proposal") else SETTLED
    return headed(state, word(str(item.get("source", ""))))
