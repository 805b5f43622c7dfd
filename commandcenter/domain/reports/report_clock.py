"""By when what is reported (plan 4.1(1)): from the verified 接报, by the levels in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.plan.due_words import next_daily
from commandcenter.domain.plan.plan_items import ReportRule
from commandcenter.domain.reports.report import Chain


class ClockKind(StrEnum):
    PHONE = "phone"
    FIRST = "first"
    FOLLOW_UP = "followup"
    FINAL = "final"
    SUMMARY = "summary"


CLOCK_WORDS: dict[ClockKind, str] = {
    ClockKind.PHONE: "电话报告",
    ClockKind.FIRST: "首报",
    ClockKind.FOLLOW_UP: "续报",
    ClockKind.FINAL: "终报",
    ClockKind.SUMMARY: "总结报告",
}


class ClockState(StrEnum):
    RUNNING = "running"
    SOON = "soon"  # its people are reminded
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"


CLOCK_STATE_WORDS: dict[ClockState, str] = {
    ClockState.RUNNING: "未到时限",
    ClockState.SOON: "即将到期",
    ClockState.LATE: "超时未报",
    ClockState.DONE: "按时",
    ClockState.DONE_LATE: "迟报",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A level in force from a time on."""

    level: Level
    since: datetime


Rules = Mapping[Level, ReportRule]


def spans(changes: Sequence[Span]) -> tuple[Span, ...]:
    """In order of time; a decision that leaves the level as it was begins nothing."""
    found: list[Span] = []
    for span in sorted(changes, key=lambda s: s.since):
        if not found or found[-1].level is not span.level:
            found.append(span)
    return tuple(found)


def once_due(
    start: datetime, levels: Sequence[Span], minutes: Mapping[Level, int], until: datetime
) -> datetime | None:
    """Of what is reported once: from 接报 at the first level, at each later one from the change.

    The earliest holds: no change of the level gives time that had run out. `minutes` lacks the
    levels at which it is not due; None when it was due at none of them until `until`.
    """
    found = [
        (start if number == 0 else span.since) + timedelta(minutes=minutes[span.level])
        for number, span in enumerate(levels)
        if span.level in minutes and (span.since <= until or number == 0)
    ]
    return min(found, default=None)


def next_due(last: datetime, levels: Sequence[Span], rules: Rules, until: datetime) -> datetime:
    """Of the 续报 after `last`: a level that came since starts its own cycle from then."""
    past = [span for span in levels if span.since <= until] or list(levels[:1])
    span = past[-1]
    changed = span.since if len(past) > 1 else last
    since, rule = max(last, changed), rules[span.level]
    if rule.follow_up_minutes:
        return since + timedelta(minutes=rule.follow_up_minutes)
    return next_daily(since, rule.daily_at)


def state_of(due: datetime, done: datetime | None, now: datetime, remind: timedelta) -> ClockState:
    if done is not None:
        return ClockState.DONE if done <= due else ClockState.DONE_LATE
    if now > due:
        return ClockState.LATE
    return ClockState.SOON if due - now <= remind else ClockState.RUNNING


@dataclass(frozen=True, slots=True)
class Ring:
    """Who is to be rung about a clock: the program itself reminds no commander."""

    name: str
    post: str
    number: str


@dataclass(frozen=True, slots=True)
class ReportClock:
    """One report that is due or was. `who`: who is to do it, in words.

    `missing`: receivers that it has not gone to yet; it is done when there are none.
    `report_id`: the report itself, once it has been drafted.
    """

    kind: ClockKind
    label: str
    chain: Chain
    district: str | None
    due_at: datetime
    done_at: datetime | None
    state: ClockState
    who: str
    report_id: int | None = None
    missing: tuple[str, ...] = ()
    ring: Ring | None = None

    @property
    def open(self) -> bool:
        return self.done_at is None


DRAFTERS = (Role.DUTY, Role.CLERK)


def concerns(actor: Actor, chain: Chain, district: str | None) -> bool:
    """Whether the actor is reminded: who drafts, never who commands."""
    if chain is Chain.COUNTY:
        return district in actor.districts()
    drafts = Group.COORDINATION in actor.groups() or any(actor.has(role) for role in DRAFTERS)
    return drafts and not actor.has(Role.COMMANDER)
