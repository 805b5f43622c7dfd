"""What is known about an incident when it is graded: each fact with its source and its time.

A fact may be told twice: by the data and by a person. The later word holds, and the other
is kept beside it when it differs. A fact that nobody told is unknown, and never zero.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import FactItem
from commandcenter.late_dataclass import dataclass

CHECKING = word("正在核查")
CURRENCY = word("元")  # the unit of facts that are money
LARGEST = 10**12
YES_NO = (word("否"), word("是"))


class Origin(StrEnum):
    DATA = "data"  # counted from the rows
    STATED = "stated"  # told by a person


@dataclass(frozen=True, slots=True)
class Reading:
    """One word on a fact. `value` None: known to be unknown (正在核查)."""

    value: int | None
    source: str
    as_of: datetime
    origin: Origin
    note: str = ""  # what must be said beside it: 异地 12 人另列
    by: str = ""  # who stated it
    newest: datetime | None = None  # of counts: how far the newest of what is counted goes

    @property
    def known_to(self) -> datetime:
        return self.newest or self.as_of


@dataclass(frozen=True, slots=True)
class Fact:
    """`held` is the word that counts, None when nobody gave one; `other` the older, if it differs.

    `unit` and `ranks` say how a value is written (ranks: 无, 本地媒体, …).
    """

    code: str
    title: str
    unit: str
    words: str
    ranks: tuple[str, ...]
    held: Reading | None = None
    other: Reading | None = None

    @property
    def value(self) -> int | None:
        return self.held.value if self.held else None


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact as somebody states it; `value` None: 正在核查. Time aware UTC."""

    code: str
    value: int | None
    source: str
    as_of: datetime


def gather(
    plan: PlanData, data: Mapping[str, Reading], stated: Mapping[str, Reading]
) -> dict[str, Fact]:
    """All facts that the matrix and the circumstances ask for, in the plan's order."""
    return {
        item.code: weigh(item, data.get(item.code), stated.get(item.code))
        for item in statable(plan)
    }


def statable(plan: PlanData) -> tuple[FactItem, ...]:
    """What can be stated: the facts that are asked for, and circumstances judged by people."""
    asked = asked_for(plan)
    facts = [item for code, item in plan.facts.items() if code in asked]
    judged = [
        FactItem(item.code, item.title, "", item.words, item.source, YES_NO, item.clause)
        for code, item in plan.contexts.items()
        if code in asked
    ]
    return (*facts, *judged)


def asked_for(plan: PlanData) -> frozenset[str]:
    """The codes that any row of the matrix or any circumstance asks for."""
    conditions = [c for row in plan.thresholds.values() for c in row.levels.values()]
    maps = [each for c in conditions for each in c.any]
    maps += [each for context in plan.contexts.values() for each in context.any]
    named = {code for each in maps for code in each}
    return frozenset(named | {code for c in conditions for code in c.needs})


def windows(plan: PlanData) -> dict[str, int]:
    """Hours that a counted fact looks back, by the rows that ask for it; 0: all of it."""
    found: dict[str, int] = {}
    for row in plan.thresholds.values():
        for condition in row.levels.values():
            for code in {code for each in condition.any for code in each}:
                found[code] = max(found.get(code, 0), row.window_hours)
    return found


def weigh(item: FactItem, data: Reading | None, stated: Reading | None) -> Fact:
    """The later word holds; a person's, when both are of the same moment."""
    base = (item.code, item.title, item.unit, item.words, item.values)
    if data is None or stated is None:
        return Fact(*base, held=stated or data)
    held, other = (stated, data) if stated.as_of >= data.known_to else (data, stated)
    return Fact(*base, held=held, other=other if other.value != held.value else None)


def require_statement(plan: PlanData, new: NewFact, now: datetime) -> None:
    """Raise RuleBroken unless this can be stated about an incident at `now`."""
    item = {each.code: each for each in statable(plan)}.get(new.code)
    if item is None:
        raise RuleBroken("预案中没有“{code}”这项研判事实。", code=new.code[:40])
    if new.as_of > now:
        raise RuleBroken("“{title}”的截至时间不能晚于现在。", title=item.title)
    if new.value is None:
        return
    top = len(item.values) - 1 if item.values else LARGEST
    if item.unit == "%":
        top = 100
    if not 0 <= new.value <= top:
        words = {"title": item.title, "top": f"{top:,}"}
        raise RuleBroken("“{title}”应为 0 至 {top} 的整数。", **words)


def require_sound(plan: PlanData, told: Iterable[NewFact]) -> None:
    """Raise RuleBroken when two statements made together cannot both be true."""
    values = {new.code: new.value for new in told}
    hurt, pupils = values.get("hurt"), values.get("school_hurt")
    if hurt is not None and pupils is not None and pupils > hurt:
        raise RuleBroken(
            "“{part}”{n} 人，多于“{whole}”{m} 人，请核对。",
            part=plan.facts["school_hurt"].title,
            whole=plan.facts["hurt"].title,
            n=pupils,
            m=hurt,
        )


def snapshot(facts: Mapping[str, Fact], at: datetime) -> dict[str, Any]:
    """The facts of this moment for the record of a suggestion or a decision (plain JSON)."""
    return {
        "as_of": at.isoformat(),
        "facts": [
            {
                "code": fact.code,
                "title": fact.title,
                "unit": fact.unit,
                "ranks": list(fact.ranks),
                "held": _written(fact.held),
                "other": _written(fact.other),
            }
            for fact in facts.values()
        ],
    }


def facts_then(kept: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The facts of a snapshot again; none of a record without one."""
    told = kept.get("facts")
    if not isinstance(told, list):
        return ()
    return tuple(
        Fact(
            code=str(each["code"]),
            title=str(each["title"]),
            unit=str(each["unit"]),
            words="",
            ranks=tuple(each["ranks"]),
            held=_read(each["held"]),
            other=_read(each["other"]),
        )
        for each in told
    )


def _written(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "value": reading.value,
        "source": reading.source,
        "as_of": reading.as_of.isoformat(),
        "origin": reading.origin.value,
        "note": reading.note,
        "by": reading.by,
    }


def _read(written: Mapping[str, Any] | None) -> Reading | None:
    if written is None:
        return None
    return Reading(
        value=written["value"],
        source=written["source"],
        as_of=datetime.fromisoformat(written["as_of"]),
        origin=Origin(written["origin"]),
        note=written["note"],
        by=written["by"],
    )
