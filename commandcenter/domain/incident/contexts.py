"""The circumstances of an incident that weigh beside its numbers (1.4.2).

School, elderly, minors, a major event by facts; sensitive dates by the calendar. They are
shown and never change a level by themselves.
"""

from collections.abc import Mapping
from datetime import date, datetime

from commandcenter.domain.conditions import Outcome, any_of
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import ContextItem
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ContextFinding:
    """`level`: the reference condition it touches, None where it only asks for care.

    `unknown`: codes of the facts that would tell. `dates`: the sensitive periods in which
    the day lies; "" with UNKNOWN: the calendar has nothing for this year.
    """

    code: str
    title: str
    words: str
    source: str
    proposal: bool
    level: Level | None
    outcome: Outcome
    unknown: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def contexts(
    plan: PlanData, calendar: PlanData, values: Mapping[str, int | None], at: datetime
) -> tuple[ContextFinding, ...]:
    """Each circumstance of the plan; `calendar` is the version in force, whose dates hold."""
    return tuple(_context(item, calendar, values, at) for item in plan.contexts.values())


def _context(
    item: ContextItem, calendar: PlanData, values: Mapping[str, int | None], at: datetime
) -> ContextFinding:
    base = (item.code, item.title, item.words, item.source, item.proposal, item.level)
    if item.dates:
        day = local(at).date()
        return ContextFinding(*base, _date_outcome(calendar, day), (), periods_on(calendar, day))
    # A circumstance is there or not as soon as anything says so; only the rest stays unknown.
    found = any_of(item.any, values)
    return ContextFinding(*base, found.outcome, found.unknown)


def periods_on(calendar: PlanData, day: date) -> tuple[str, ...]:
    """The sensitive periods that a day lies in, by their titles."""
    periods = calendar.sensitive.values()
    return tuple(each.title for each in periods if each.first <= day <= each.last)


def _date_outcome(calendar: PlanData, day: date) -> Outcome:
    if periods_on(calendar, day):
        return Outcome.MET
    years = {year for p in calendar.sensitive.values() for year in (p.first.year, p.last.year)}
    return Outcome.NOT_MET if day.year in years else Outcome.UNKNOWN
