"""Obligations of the plan (应办事项) as a revision sets them: reworded, moved, added, taken out.

Which record proves one is the program's: one that a bureau adds is closed by hand.
"""

import re
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.earlier_plans import is_bureaus
from commandcenter.domain.plan.obligation_check import MUST_LIMIT, TITLE_LENGTH
from commandcenter.domain.plan.plan_limit_changes import check_obligation, title_of
from commandcenter.domain.reports.report_clock import CODES

Item = dict[str, Any]

KEYS = frozenset(
    {"title", "detail", "clause", "levels", "must", "due", "round", "basis", "source", "proposal"}
)
NEW_KEYS = KEYS | {"start", "who", "hand"}
OWN = re.compile(r"own_[1-9]\d{0,3}")  # codes of those that the bureau added
STARTS = frozenset({items.RECEIVED, items.ACTIVATION, items.END})
DETAIL_LENGTH = 300


def next_code(rows: Sequence[Mapping[str, Any]]) -> str:
    """For one that is added."""
    taken = [int(str(row["code"])[4:]) for row in rows if OWN.fullmatch(str(row["code"]))]
    return f"own_{max(taken, default=0) + 1}"


def set_step(rows: list[Item], code: str, fields: Mapping[str, Any]) -> None:
    """New words and limits of an obligation, or a new one at the end. Raises RuleBroken."""
    item = next((row for row in rows if row["code"] == code), None)
    keys = NEW_KEYS if item is None or OWN.fullmatch(code) else KEYS
    if strange := sorted(set(fields) - keys):
        raise RuleBroken("“{key}”不能在这里修改。", key=strange[0][:40])
    if item is None:
        item = {"code": code, **fields}
        _require_new(item)
        rows.append(item)
        _check(item, _names(item))
    else:
        names = _names(item)
        item |= fields
        _check(item, names)


def _names(item: Mapping[str, Any]) -> set[str]:
    """What the title names: {addressee}."""
    try:
        return {name for _, name, _, _ in Formatter().parse(str(item["title"])) if name}
    except ValueError:
        raise _bad_braces(item) from None


def _bad_braces(item: Mapping[str, Any]) -> RuleBroken:
    return RuleBroken("“{title}”中的花括号不对。", title=str(item["title"])[:40])


def _require_new(item: Item) -> None:
    code = str(item["code"])
    if not OWN.fullmatch(code):
        raise RuleBroken("新增任务的编号“{code}”不对。", code=code[:20])
    if missing := sorted({"title", "start", "due", "who"} - set(item)):
        raise RuleBroken("新增任务缺少“{key}”。", key=missing[0])
    if item["start"] not in STARTS or item.get("hand") is not True:
        raise RuleBroken("新增任务从接报、启动或终止起算，由承办人写明办理情况后办结。")
    who = item["who"]
    group, role = who.get("group"), who.get("role")
    if set(who) - {"group", "role"} or not (group in set(Group) or role in set(Role)):
        raise RuleBroken("“{title}”须写明由谁办理。", title=str(item["title"])[:40])


def _check(item: Item, names: set[str]) -> None:
    told = {"title": title_of(item)}
    if not str(item["title"]).strip():
        raise RuleBroken("任务名称不能空着。")
    if _names(item) - names:
        raise _bad_braces(item)
    if not names and len(str(item["title"])) > TITLE_LENGTH:
        raise RuleBroken("任务名称“{title}”超过 {n} 字。", n=TITLE_LENGTH, **told)
    if len(str(item.get("detail", ""))) > DETAIL_LENGTH:
        raise RuleBroken("“{title}”的要求超过 {n} 字。", n=DETAIL_LENGTH, **told)
    listed, must = item.get("levels", list(Level)), item.get("must", [])
    if not listed or set(listed) - set(Level) or set(must) - set(listed):
        raise RuleBroken("“{title}”的适用级别不对：必办的级别须在适用的级别之内。", **told)
    if set(item["due"]) != set(Level):
        raise RuleBroken("“{title}”须写明各级的时限。", **told)
    check_obligation(item)


def require_musts(rows: Sequence[Item]) -> None:
    """No list of a level is so long that nobody reads it."""
    for level, most in MUST_LIMIT.items():
        count = sum(level in row.get("must", ()) for row in rows)
        if count > most:
            raise RuleBroken(
                "{level}级的必办任务有 {count} 项，最多 {most} 项。",
                level=level.sign, count=count, most=most,
            )  # fmt: skip


def remove_step(tables: dict[str, list[Item]], code: str) -> None:
    """Raises RuleBroken for one that the bureau's own book, a report or other data rest on."""
    rows = tables["obligation"]
    item = next((row for row in rows if row["code"] == code), None)
    if item is None:
        raise RuleBroken("预案没有任务“{code}”。", code=code[:40])
    title = title_of(item)
    if is_bureaus(item) or code in CODES:
        raise RuleBroken("“{title}”由程序按记录办结，不能删除，只能修改。", title=title)
    if user := _user(tables, item):
        raise RuleBroken("“{user}”以“{title}”为准，不能删除。", user=user, title=title)
    rows.remove(item)
    for line in tables.get("duty_line", ()):
        codes = [each for each in line.get("codes", ()) if each != code]
        if not codes and not line.get("signs") and code in line.get("codes", ()):
            raise RuleBroken(
                "履职对照“{line}”只凭“{title}”，不能删除。", line=line["title"], title=title
            )
        if "codes" in line:
            line["codes"] = codes


def _user(tables: Mapping[str, Sequence[Item]], item: Item) -> str:
    """What names it, "" for nothing."""
    names = {item["code"], *item.get("old", ())}
    for limit in tables.get("release_limit", ()):
        if limit["step"] in names:
            return word("信息发布时限")
    for row in tables["obligation"]:
        if row.get("to_of") == item["code"]:
            return title_of(row)
    for kind in tables.get("kind", ()):
        used = {kind.get("stop"), *(each["code"] for each in kind.get("measures", ()))}
        if item["code"] in used:
            return phrase("事件种类{title}", title=word(kind["title"]))
    return ""


def move_step(rows: list[Item], code: str, after: str) -> None:
    """Put it behind another, or first."""
    places = [row["code"] for row in rows]
    if code not in places or (after and after not in places) or code == after:
        raise RuleBroken("任务的次序已经改变，请重新选择位置。")
    item = rows.pop(places.index(code))
    at = next((n + 1 for n, row in enumerate(rows) if row["code"] == after), 0)
    rows.insert(at, item)
