"""What a bureau sets of its people's certificates and training, how it reads, what is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.phrase import phrases
from commandcenter.domain.plan.plan_limit_changes import number

Item = dict[str, Any]
KEYS: dict[str, frozenset[str]] = {
    "skill": frozenset({"tell_months", "wanted"}),
    "training_norm": frozenset({"hours", "from_month"}),
    "partner_kind": frozenset({"tell_months"}),
}
WORDS: dict[str, str] = phrases(
    {
        "skill": "证照要求",
        "training_norm": "培训学时",
        "partner_kind": "合作单位类别",
    }
)
MONTHS = ("tell_months", "提前提醒月数", 0, 24)


def _check_skill(item: Item) -> None:
    number(item, *MONTHS)
    wanted = item.get("wanted", {})
    if not isinstance(wanted, dict) or set(wanted) - set(Group):
        raise RuleBroken("“{title}”的工作组不对。", title=item["title"])
    for group, least in wanted.items():
        number(item | {"least": least}, "least", f"{GROUP_WORDS[Group(group)]}应有人数", 0, 1_000)


def _check_norm(item: Item) -> None:
    number(item, "hours", "每年学时", 1, 400)
    number(item, "from_month", "起提醒的月份", 1, 12)


def _check_kind(item: Item) -> None:
    number(item, *MONTHS)


CHECKS: dict[str, Callable[[Item], None]] = {
    "skill": _check_skill,
    "training_norm": _check_norm,
    "partner_kind": _check_kind,
}


def _skill(item: Item) -> str:
    asked = [GROUP_WORDS[Group(each)] for each in item.get("asked", ())]
    wanted = item.get("wanted", {})
    parts = [f"{'、'.join(asked)}每人须持证"] if asked else []
    parts += [f"{GROUP_WORDS[g]} {wanted[g]} 人" for g in Group if wanted.get(g)]
    return " · ".join([*parts, _told(item)])


def _norm(item: Item) -> str:
    return f"每人每年 {item['hours']} 学时 · {item['from_month']} 月起提醒"


def _told(item: Mapping[str, Any]) -> str:
    return f"到期前 {item['tell_months']} 个月提醒"


SAID: dict[str, Callable[[Item], str]] = {
    "skill": _skill,
    "training_norm": _norm,
    "partner_kind": _told,
}
