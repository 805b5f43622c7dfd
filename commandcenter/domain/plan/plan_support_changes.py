"""What a bureau sets of its people's certificates and training, how it reads, what is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.phrase import joined, phrase, phrases, word
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
MONTHS = ("tell_months", word("提前提醒月数"), 0, 24)


def _check_skill(item: Item) -> None:
    number(item, *MONTHS)
    wanted = item.get("wanted", {})
    if not isinstance(wanted, dict) or set(wanted) - set(Group):
        raise RuleBroken("“{title}”的工作组不对。", title=item["title"])
    for group, least in wanted.items():
        words = phrase("{group}应有人数", group=GROUP_WORDS[Group(group)])
        number(item | {"least": least}, "least", words, 0, 1_000)


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
    parts = [phrase("{names}每人须持证", names=joined("、", asked))] if asked else []
    parts += [
        phrase("{group} {n} 人", group=GROUP_WORDS[g], n=wanted[g]) for g in Group if wanted.get(g)
    ]
    return joined(" · ", [*parts, _told(item)])


def _norm(item: Item) -> str:
    return phrase(
        "每人每年 {hours} 学时 · {month} 月起提醒", hours=item["hours"], month=item["from_month"]
    )


def _told(item: Mapping[str, Any]) -> str:
    return phrase("到期前 {n} 个月提醒", n=item["tell_months"])


SAID: dict[str, Callable[[Item], str]] = {
    "skill": _skill,
    "training_norm": _norm,
    "partner_kind": _told,
}
