"""What a trial of other limits of the watch gave, as the reason of a new version of the plan.

It becomes a record, so it is Chinese whatever the screen speaks.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commandcenter.domain.plan.plan_limit_changes import title_of

WATCH = "监测："  # what all limits of the watch begin with
NAMED = 3  # changes that are told one by one


def change_words(item: Mapping[str, Any], value: object) -> str:
    """“短时突增，至少”由 5 改为 8 件."""
    name, unit = str(title_of(dict(item))).removeprefix(WATCH), item.get("unit", "")
    return f"“{name}”由 {item['value']} 改为 {value} {unit}".rstrip()


def tried_words(
    changes: Sequence[str], nights: tuple[date, date], before: float, after: float
) -> str:
    """`before` and `after`: how many alerts in 30 nights; of many changes only their number."""
    many = len(changes) > NAMED
    words = f"改动 {len(changes)} 项设定" if many else "；".join(changes)
    first, last = nights
    return f"{words}。回测 {first} 至 {last}：每 30 夜 {before:.1f} 项改为 {after:.1f} 项"
