"""Changes of the plan's data: which values may be set on screen, and what is refused, in words.

The plan's text, its clauses and the roles are not changed here. Tables are as PlanData
reads them; what comes out is a whole new set, the old one is left as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.papers import word_lists
from commandcenter.domain.phrase import phrase, phrases
from commandcenter.domain.plan import plan_alarm_changes as alarms
from commandcenter.domain.plan import plan_kind_changes as kinds
from commandcenter.domain.plan import plan_paper_changes as papers
from commandcenter.domain.plan import plan_publicity_changes as publicity
from commandcenter.domain.plan import plan_support_changes as support
from commandcenter.domain.plan.plan_limit_changes import (
    check_obligation,
    number,
    require_clock,
    require_phone_first,
    title_of,
)
from commandcenter.domain.reports.report_clock import CODES
from commandcenter.late_dataclass import dataclass

Item = dict[str, Any]
Tables = dict[str, list[Item]]

CITED = frozenset({"source", "proposal"})
# Which keys of which kinds are set on screen.
EDITABLE: dict[str, frozenset[str]] = {
    "threshold": CITED | {"window_hours", "levels"},
    "context": CITED | {"words", "any"},
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
    "word_list": CITED | {"words"},
    "obligation": CITED | {"due", "round", "basis"},
    "kind": CITED | {"title", "provisional", "report_as", "tiles"},
    **{kind: CITED | keys for kind, keys in (alarms.KEYS | support.KEYS | publicity.KEYS).items()},
}
GROWING = frozenset({"calendar", "sensitive", "known_date", "kind"})  # may be added and taken out
KIND_WORDS: dict[str, str] = phrases(
    {
        "threshold": "分级参考条件",
        "context": "研判情形",
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
        "word_list": "错敏词",
        "obligation": "办理时限",
        "kind": "事件种类",
        "clause": "预案条文",
        "duty_line": "履职对照",
        "step": "任务时限",  # this and the next two: of plans of before
        "performance": "履职对照",
        "report_rule": "报告时限",
        **alarms.WORDS,
        **support.WORDS,
        **publicity.WORDS,
    }
)
SOURCE_LENGTH, WORDS_LENGTH = 200, 200
LONGEST_PERIOD = 31


@dataclass(frozen=True, slots=True)
class ItemChange:
    """New values of some keys of an item; None takes the item out; a new code adds one.

    `after`, of a revision only: the code of the item that it stands behind from now on, "" as the
    first; None: where it stands.
    """

    kind: str
    code: str
    fields: Mapping[str, Any] | None
    after: str | None = None


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
    _require_apart(after.get("calendar", []))
    kinds.require_kinds(after)
    if {change.code for change in changes if change.kind == "obligation"} & set(CODES):
        require_phone_first(after["obligation"])
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


def _check_setting(item: Item) -> None:
    value = item["value"]
    if isinstance(value, str):
        if item["code"].endswith("_at"):
            require_clock(item, value)
        elif not value.strip() or len(value) > WORDS_LENGTH:
            raise RuleBroken("“{title}”应为 1 至 {n} 字。", title=title_of(item), n=WORDS_LENGTH)
        return
    number(item, "value", "数值", 1, 100 if item.get("unit") == "%" else 100_000)


def _check_clock_item(item: Item) -> None:
    number(item, "amount", "期限", 1, 3_650)
    number(item, "extension", "延长期限", 0, 3_650)


def _check_threshold(item: Item) -> None:
    number(item, "window_hours", "统计时段（小时）", 0, 24 * 90)
    for code, condition in item["levels"].items():
        if not str(condition.get("words", "")).strip():
            raise RuleBroken(
                "“{title}”{level}级须写明条件。", title=title_of(item), level=Level(code).sign
            )
        for facts in condition["any"]:
            for fact, least in facts.items():
                words = phrase("{level}数值（{fact}）", level=Level(code).with_sign, fact=fact)
                number(item | {"least": least}, "least", words, 1, 10**12)
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
            number(item | {"least": least}, "least", phrase("数值（{fact}）", fact=fact), 1, 10**12)


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
    number(item, "factor", "预计（平时的百分之几）", 10, 10_000)
    number(item, "remind_days", "提前提醒天数", 0, 90)
    number(item, "seats", "增加席位", 0, 1_000)
    for day in item.get("earlier", ()):
        _check_period(item | {"first": day, "last": day})


def _check_risk_point(item: Item) -> None:
    number(item, "each", "每档得分", 0, 100)
    number({"step": 1} | dict(item), "step", "每档数值", 1, 100_000)
    number(item, "category_step", "消费类别每档数值", 0, 100_000)
    number(item, "most", "最多得分", 0, 100)
    number(item, "least", "起算数值", 0, 100_000)
    number(item, "needs", "至少件数", 0, 100_000)
    number(item, "days", "统计天数", 1, 3_650)


def _check_standby(item: Item) -> None:
    number(item, "days_before", "提前天数", 0, 90)
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
    "word_list": word_lists.check_list,
    "obligation": check_obligation,
    "kind": kinds.check_kind,
    **alarms.CHECKS,
    **support.CHECKS,
    **publicity.CHECKS,
}
