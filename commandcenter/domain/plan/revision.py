"""A revision of the plan (预案修订, 8.1): drafted, sent to be signed, in force from a moment.

What it changes is a set of ItemChanges against the plan in force, whichever that is by then.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.legal_time import end_of
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.plan.plan import PlanData, is_working_day
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.times import local, years_on

REVIEW_YEARS, FILING_DAYS, RULES_DAYS = "plan_review_years", "plan_filing_days", "county_rules_days"
FIRST_YEAR = 2000
FARTHEST = 366  # days until a revision that is signed must be in force
DAY = timedelta(days=1)


class RevisionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"  # its moment has not come, or nobody has put it in force
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


REVISION_WORDS: dict[RevisionState, str] = phrases(
    {
        RevisionState.DRAFT: "起草中",
        RevisionState.SUBMITTED: "待签发",
        RevisionState.SIGNED: "待施行",
        RevisionState.IN_FORCE: "已施行",
        RevisionState.WITHDRAWN: "已撤回",
    }
)
OPEN = frozenset({RevisionState.DRAFT, RevisionState.SUBMITTED})
SIGNED = frozenset({RevisionState.SIGNED, RevisionState.IN_FORCE})


class Conclusion(StrEnum):
    """What a review of the plan (预案评估) comes to."""

    REVISE = "revise"
    KEEP = "keep"


CONCLUSION_WORDS: dict[Conclusion, str] = phrases(
    {
        Conclusion.REVISE: "修订",
        Conclusion.KEEP: "不修订",
    }
)


def require_draft(title: str, state: RevisionState) -> None:
    """Its texts are changed while it is a draft."""
    if state is not RevisionState.DRAFT:
        words = REVISION_WORDS[state]
        raise RuleBroken("“{title}”{state}，不能再修改内容。", title=title, state=words)


def require_to_submit(title: str, state: RevisionState, changes: int) -> None:
    require_draft(title, state)
    if not changes:
        raise RuleBroken("“{title}”还没有改动任何内容，不能送签。", title=title)


def require_submitted(title: str, state: RevisionState) -> None:
    if state is not RevisionState.SUBMITTED:
        words = REVISION_WORDS[state]
        raise RuleBroken("“{title}”{state}，不在待签发之列。", title=title, state=words)


def require_holds_from(moment: datetime, now: datetime) -> None:
    """In force with its signature or later, within a year."""
    if local(moment).date() < local(now).date():
        raise RuleBroken("施行日期不能早于签发日期。")
    if moment - now > FARTHEST * DAY:
        raise RuleBroken("施行日期应在签发之后一年以内。")


def require_to_put_in_force(
    title: str, state: RevisionState, holds_from: datetime | None, now: datetime
) -> None:
    if state is not RevisionState.SIGNED or holds_from is None:
        words = REVISION_WORDS[state]
        raise RuleBroken("“{title}”{state}，不在待施行之列。", title=title, state=words)
    if holds_from > now:
        day = f"{local(holds_from):%Y-%m-%d}"
        raise RuleBroken("“{title}”自 {day} 起施行，还没有到时间。", title=title, day=day)


def require_to_withdraw(title: str, state: RevisionState) -> None:
    if state not in OPEN:
        words = REVISION_WORDS[state]
        raise RuleBroken("“{title}”{state}，不能撤回。", title=title, state=words)


def require_to_file(title: str, state: RevisionState, receipt: str) -> None:
    """备案 once: of what is signed, whose receipt nobody has registered yet."""
    if state not in SIGNED:
        raise RuleBroken("“{title}”还没有签发，不需要备案。", title=title)
    if receipt:
        raise RuleBroken("“{title}”已经登记备案，回执 {receipt}。", title=title, receipt=receipt)


def require_past(what: str, at: datetime, now: datetime) -> None:
    """A moment that was: neither to come nor before there was any plan."""
    if at > now or local(at).year < FIRST_YEAR:
        raise RuleBroken("{what}{day}不对，请核对。", what=word(what), day=f"{local(at):%Y-%m-%d}")


def review_due(last: datetime, years: int) -> datetime:
    """The end of the day on which so many years after the last review or revision are over."""
    return end_of(years_on(local(last).date(), years))


def filing_due(plan: PlanData, signed: datetime, days: int) -> datetime:
    """The end of the last of so many working days after the day of its signature."""
    day = local(signed).date()
    while days > 0:
        day += DAY
        days -= is_working_day(plan, day)
    return end_of(day)


def rules_due(in_force: datetime, days: int) -> datetime:
    """By when the counties hand their rules in."""
    return end_of(local(in_force).date() + days * DAY)


def as_data(changes: Iterable[ItemChange]) -> list[dict[str, Any]]:
    """As they are stored."""
    return [
        {
            "kind": each.kind,
            "code": each.code,
            "fields": None if each.fields is None else dict(each.fields),
            "after": each.after,
        }
        for each in changes
    ]


def from_data(stored: Iterable[Mapping[str, Any]]) -> tuple[ItemChange, ...]:
    return tuple(ItemChange(x["kind"], x["code"], x["fields"], x.get("after")) for x in stored)


def joined(changes: Sequence[ItemChange], new: ItemChange, *, is_new: bool) -> list[ItemChange]:
    """The changes with a further one: of each item there is one alone.

    `is_new`: the plan in force has no such item, so that to take it out is to change nothing.
    """
    before = next((c for c in changes if (c.kind, c.code) == (new.kind, new.code)), None)
    if before is None:
        return [*changes, new]
    if new.fields is None:
        with_it = [] if is_new else [new]
    else:
        fields = {**(before.fields or {}), **new.fields}
        after = before.after if new.after is None else new.after
        with_it = [ItemChange(new.kind, new.code, fields, after)]
    at = list(changes).index(before)
    return [*changes[:at], *with_it, *changes[at + 1 :]]
