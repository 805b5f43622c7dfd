"""Changes of the plan's data: which values may be set on screen, and what is refused, in words.

The plan's text, its clauses and the roles are not changed here. Tables are as PlanData
reads them; what comes out is a whole new set, the old one is left as it was.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan import plan_alarm_changes as alarms
from commandcenter.domain.plan import plan_kind_changes as kinds
from commandcenter.domain.plan import plan_paper_changes as papers
from commandcenter.domain.plan.earlier_plans import carried, follows_rule

Item = dict[str, Any]
Tables = dict[str, list[Item]]

CITED = frozenset({"source", "proposal"})
# Which keys of which kinds are set on screen.
EDITABLE: dict[str, frozenset[str]] = {
    "threshold": CITED | {"window_hours", "levels"},
    "context": CITED | {"words", "any"},
    "report_rule": CITED
    | {
        "phone_minutes",
        "written_minutes",
        "follow_up_minutes",
        "final_minutes",
        "summary_days",
        "daily_at",
    },
    "addressee": CITED | {"phone"},
    "clock": CITED | {"amount", "extension", "note"},
    "setting": CITED | {"value"},
    "calendar": CITED | {"title", "rest", "first", "last"},
    "sensitive": CITED | {"title", "first", "last"},
    "known_date": CITED
    | {"title", "first", "last", "factor", "remind_days", "seats", "earlier", "clause"},
    "risk_point": CITED | {"each", "step", "category_step", "most", "least", "needs", "days"},
    "standby": CITED | {"title", "detail", "days_before"},
    "template": CITED | papers.TEMPLATE_KEYS,
    "paper_series": CITED | papers.SERIES_KEYS,
    "paper_flow": CITED | papers.FLOW_KEYS,
    "obligation": CITED | {"due", "round", "basis"},
    "kind": CITED | {"title", "provisional", "report_as", "tiles"},
    **{kind: CITED | keys for kind, keys in alarms.KEYS.items()},
}
SET_BY_RULE = "report_rule"  # some obligations follow it
GROWING = frozenset({"calendar", "sensitive", "known_date", "kind"})  # may be added and taken out
KIND_WORDS: dict[str, str] = {
    "threshold": "分级参考条件",
    "context": "研判情形",
    "report_rule": "报告时限",
    "addressee": "报告对象",
    "clock": "法定期限",
    "setting": "本局设定",
    "calendar": "工作日历",
    "sensitive": "敏感时段",
    "known_date": "备勤节点",
    "risk_point": "风险分值",
    "standby": "备勤清单",
    "template": "公文版式",
    "paper_series": "编号序列",
    "paper_flow": "公文环节",
    "obligation": "办理时限",
    "kind": "事件种类",
    "duty_line": "履职对照",
    **alarms.WORDS,
}
SOURCE_LENGTH, WORDS_LENGTH = 200, 200
WEEK, YEAR_DAYS = 7 * 24 * 60, 366
LONGEST_PERIOD = 31


@dataclass(frozen=True, slots=True)
class ItemChange:
    """New values of some keys of an item; None takes the item out; a new code adds one."""

    kind: str
    code: str
    fields: Mapping[str, Any] | None


def amended(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], changes: Sequence[ItemChange]
) -> Tables:
    """The tables with the changes. Raises RuleBroken for one that may not be, or makes no sense."""
    after: Tables = {kind: [dict(item) for item in rows] for kind, rows in tables.items()}
    for change in changes:
        _apply(after, change)
    for kind in {change.kind for change in changes}:
        named = {change.code for change in changes if change.kind == kind}
        for item in after.get(kind, []):
            if item["code"] in named:
                _require_cited(kind, item)
                CHECKS[kind](item)
    if SET_BY_RULE in {change.kind for change in changes} and "obligation" in after:
        after["obligation"] = carried(tables, after)
    _require_apart(after.get("calendar", []))
    kinds.require_kinds(after)
    return after


def _apply(tables: Tables, change: ItemChange) -> None:
    keys = EDITABLE.get(change.kind)
    if keys is None:
        raise RuleBroken("“{kind}”不在可以修改的预案数据之内。", kind=change.kind[:40])
    rows = tables.setdefault(change.kind, [])
    at = next((n for n, item in enumerate(rows) if item["code"] == change.code), None)
    if change.fields is None:
        _remove(rows, at, change)
        return
    if strange := sorted(set(change.fields) - keys):
        raise RuleBroken("“{key}”不能在这里修改。", key=strange[0][:40])
    if at is not None:
        before = dict(rows[at])
        if follows_rule(before):
            raise RuleBroken("“{title}”随报告时限，请在那里修改。", title=title_of(before))
        rows[at] |= change.fields
        _require_like(before, rows[at])
    elif change.kind in GROWING:
        rows.append({"code": change.code, **change.fields})
        rows.sort(key=lambda item: str(item.get("first", "")))
    else:
        raise _missing(change)


def _require_like(before: Item, after: Item) -> None:
    """A number stays a number; words that state a number are changed along with it."""
    if "value" in before and type(before["value"]) is not type(after["value"]):
        raise RuleBroken("“{title}”的数值写法不对。", title=title_of(before))
    conditions = before.get("levels") if isinstance(before.get("levels"), dict) else None
    for code, condition in (conditions or {}).items():
        new = after["levels"].get(code)
        if new is None:
            raise RuleBroken("“{title}”不能少一级。", title=title_of(before))
        if new["any"] != condition["any"] and new.get("words") == condition["words"]:
            raise RuleBroken(
                "“{title}”{level}级的数值改了，条件文字“{words}”也须一并修改。",
                title=title_of(before),
                level=Level(code).sign,
                words=condition["words"],
            )


def _remove(rows: list[Item], at: int | None, change: ItemChange) -> None:
    if at is None:
        raise _missing(change)
    if change.kind not in GROWING:
        raise RuleBroken(
            "{kind}“{title}”不能删除，只能修改。",
            kind=KIND_WORDS[change.kind],
            title=rows[at].get("title", change.code),
        )
    del rows[at]


def _missing(change: ItemChange) -> RuleBroken:
    words = {"kind": KIND_WORDS[change.kind], "code": change.code[:40]}
    return RuleBroken("{kind}中没有“{code}”。", **words)


def _require_cited(kind: str, item: Item) -> None:
    source = item.get("source", "")
    if not isinstance(source, str) or not (source.strip() or item.get("basis")):
        raise RuleBroken("“{title}”须注明来源。", title=title_of(item))
    if len(source) > SOURCE_LENGTH:
        raise RuleBroken("“{title}”的来源超过 {n} 字。", title=title_of(item), n=SOURCE_LENGTH)
    if type(item.get("proposal", False)) is not bool:
        raise RuleBroken("“{title}”须说明是否建议值。", title=title_of(item))


PLACEHOLDER = re.compile(r"\{[^}]*\}")


def title_of(item: Mapping[str, Any]) -> str:
    """What an item is called on screen; a rule of a level has no title of its own."""
    code = str(item["code"])
    if "title" in item:
        return PLACEHOLDER.sub("…", str(item["title"])) if "due" in item else str(item["title"])
    return f"{Level(code).sign}级" if code in set(Level) else code


def _number(item: Item, key: str, words: str, low: int, high: int) -> int:
    value = item.get(key, 0)
    if type(value) is not int or not low <= value <= high:
        raise RuleBroken(
            "“{title}”的{words}应为 {low} 至 {high} 的整数。",
            title=title_of(item),
            words=words,
            low=low,
            high=f"{high:,}",
        )
    return value


def _check_setting(item: Item) -> None:
    value = item["value"]
    if isinstance(value, str):
        if ":" in value or item["code"].endswith("_at"):
            _require_clock(item, value)
        elif not value.strip() or len(value) > WORDS_LENGTH:
            raise RuleBroken("“{title}”应为 1 至 {n} 字。", title=title_of(item), n=WORDS_LENGTH)
        return
    _number(item, "value", "数值", 1, 100 if item.get("unit") == "%" else 100_000)


def _require_clock(item: Item, text: Any) -> None:
    if not is_clock(text):
        raise RuleBroken(
            "“{title}”的时间“{text}”应写成 16:30 的样子。",
            title=title_of(item),
            text=str(text)[:20],
        )


def is_clock(text: Any) -> bool:
    """16:30: two digits, a colon, two digits, a time of the day."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":":
        return False
    hour, minute = text[:2], text[3:]
    digits = hour.isascii() and minute.isascii() and hour.isdecimal() and minute.isdecimal()
    return digits and int(hour) < 24 and int(minute) < 60


def _check_report_rule(item: Item) -> None:
    phone = _number(item, "phone_minutes", "电话报告时限（分钟）", 1, WEEK)
    written = _number(item, "written_minutes", "书面报告时限（分钟）", 1, WEEK)
    follow_up = _number(item, "follow_up_minutes", "续报间隔（分钟）", 0, WEEK)
    _number(item, "final_minutes", "终报时限（分钟）", 1, 4 * WEEK)
    _number(item, "summary_days", "总结报告时限（天）", 1, YEAR_DAYS)
    if phone > written:
        raise RuleBroken("{title}：电话报告不能晚于书面报告。", title=title_of(item))
    if not follow_up:
        _require_clock(item, item.get("daily_at", ""))


DUE_WORDS = frozenset({"none", "same_day", "at_end"})


def _check_obligation(item: Item) -> None:
    for code, due in item["due"].items():
        level, must = Level(code), item.get("must", ())
        if type(due) is int:
            _number(item | {"due": due}, "due", f"{level.sign}级时限（分钟）", 1, 60 * 24 * 60)
        elif isinstance(due, str) and due.startswith("daily@"):
            _require_clock(item, due.removeprefix("daily@"))
        elif due not in DUE_WORDS:
            raise RuleBroken(
                "“{title}”的{level}级时限“{due}”看不懂。",
                title=title_of(item),
                level=level.sign,
                due=str(due)[:20],
            )
        if due == "none" and code in must:
            raise RuleBroken(
                "“{title}”是{level}级的必办任务，须有时限。",
                title=title_of(item),
                level=level.sign,
            )
    for code, again in item.get("round", {}).items():
        if isinstance(again, str) and again.startswith("daily@"):
            _require_clock(item, again.removeprefix("daily@"))
            continue
        words = f"{Level(code).sign}级重复间隔（分钟）"
        _number(item | {"round": again}, "round", words, 1, WEEK)


def _check_clock_item(item: Item) -> None:
    _number(item, "amount", "期限", 1, 3_650)
    _number(item, "extension", "延长期限", 0, 3_650)


def _check_threshold(item: Item) -> None:
    _number(item, "window_hours", "统计时段（小时）", 0, 24 * 90)
    for code, condition in item["levels"].items():
        if not str(condition.get("words", "")).strip():
            raise RuleBroken(
                "“{title}”{level}级须写明条件。", title=title_of(item), level=Level(code).sign
            )
        for facts in condition["any"]:
            for fact, least in facts.items():
                words = f"{Level(code).sign}级数值（{fact}）"
                _number(item | {"least": least}, "least", words, 1, 10**12)
    _require_rising(item)


def _require_rising(item: Item) -> None:
    """A graver level asks for more of the same fact, where each asks for that fact alone."""
    alone: dict[str, list[tuple[Level, int]]] = {}
    for level in reversed(Level):
        condition = item["levels"].get(level.value)
        for facts in condition["any"] if condition else ():
            if len(facts) == 1:
                [(fact, least)] = facts.items()
                alone.setdefault(fact, []).append((level, least))
    for told in alone.values():
        for (low, less), (high, more) in pairwise(told):
            if low is not high and less >= more:
                raise RuleBroken(
                    "“{title}”：{high}级的数值（{more:,}）应大于{low}级的（{less:,}）。",
                    title=title_of(item),
                    high=high.sign,
                    low=low.sign,
                    more=more,
                    less=less,
                )


def _check_context(item: Item) -> None:
    if not str(item["words"]).strip() or len(str(item["words"])) > WORDS_LENGTH:
        raise RuleBroken("“{title}”应为 1 至 {n} 字。", title=title_of(item), n=WORDS_LENGTH)
    for facts in item.get("any", ()):
        for fact, least in facts.items():
            _number(item | {"least": least}, "least", f"数值（{fact}）", 1, 10**12)


def _check_period(item: Item) -> None:
    if not str(item.get("title", "")).strip() or len(str(item.get("title"))) > 30:
        raise RuleBroken("名目应为 1 至 30 字。")
    try:
        first, last = date.fromisoformat(item["first"]), date.fromisoformat(item["last"])
    except (KeyError, TypeError, ValueError):
        raise RuleBroken("“{title}”的起止日期不对。", title=title_of(item)) from None
    if last < first:
        raise RuleBroken("“{title}”的结束日期早于开始日期。", title=title_of(item))
    if (last - first).days >= LONGEST_PERIOD:
        raise RuleBroken("“{title}”超过 {n} 天。", title=title_of(item), n=LONGEST_PERIOD)


def _check_known_date(item: Item) -> None:
    _check_period(item)
    _number(item, "factor", "预计（平时的百分之几）", 10, 10_000)
    _number(item, "remind_days", "提前提醒天数", 0, 90)
    _number(item, "seats", "增加席位", 0, 1_000)
    for day in item.get("earlier", ()):
        _check_period(item | {"first": day, "last": day})


def _check_risk_point(item: Item) -> None:
    _number(item, "each", "每档得分", 0, 100)
    _number(item, "step", "每档数值", 1, 100_000)
    _number(item, "category_step", "消费类别每档数值", 0, 100_000)
    _number(item, "most", "最多得分", 0, 100)
    _number(item, "least", "起算数值", 0, 100_000)
    _number(item, "needs", "至少件数", 0, 100_000)
    _number(item, "days", "统计天数", 1, 3_650)


def _check_standby(item: Item) -> None:
    _number(item, "days_before", "提前天数", 0, 90)
    for key, most in (("title", 30), ("detail", WORDS_LENGTH)):
        if not 1 <= len(str(item.get(key, "")).strip()) <= most:
            raise RuleBroken("备勤事项应为 1 至 {n} 字。", n=most)


def _require_apart(calendar: Sequence[Item]) -> None:
    """No day stands twice: it would be rest by one item and work by another."""
    ordered = sorted(calendar, key=lambda item: str(item["first"]))
    for before, after in pairwise(ordered):
        if str(after["first"]) <= str(before["last"]):
            raise RuleBroken(
                "工作日历中“{one}”和“{two}”有重叠的日期。",
                one=title_of(before),
                two=title_of(after),
            )


CHECKS: dict[str, Callable[[Item], None]] = {
    "threshold": _check_threshold,
    "context": _check_context,
    "report_rule": _check_report_rule,
    "addressee": papers.check_addressee,
    "clock": _check_clock_item,
    "setting": _check_setting,
    "calendar": _check_period,
    "sensitive": _check_period,
    "known_date": _check_known_date,
    "risk_point": _check_risk_point,
    "standby": _check_standby,
    "template": papers.check_template,
    "paper_series": papers.check_series,
    "paper_flow": papers.check_flow,
    "obligation": _check_obligation,
    "kind": kinds.check_kind,
    **alarms.CHECKS,
}
