"""The plan's data set on screen (plan 8.1): each edit is a new version with reason and sources.

What is open keeps the version it was opened under; what is opened after has the new one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_trouble import quoted
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.domain.plan.holiday_notice import read_notice
from commandcenter.domain.plan.plan import PlanData, is_working_day
from commandcenter.domain.plan.plan_changes import KIND_WORDS, ItemChange, Tables, amended
from commandcenter.domain.plan.plan_words import differences
from commandcenter.domain.plan.revision import RevisionState, from_data
from commandcenter.domain.plan.revision_changes import touched
from commandcenter.domain.plan.workdays import calendar_changes, own_period, set_day, set_year
from commandcenter.domain.rights import Action
from commandcenter.domain.times import dated_zh
from commandcenter.services import book
from commandcenter.services.complaints.handling import recount_dues
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import add_version, plan_of, tables_of, version_in_force
from commandcenter.store.plan.plan_files import PlanItem, items_of_tables
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow

CLAUSE = "8.1"
MOST = 100  # items in one edit
MOVES_DUES = frozenset({"calendar", "clock"})


def amend(
    session: Session, actor: Actor, changes: Sequence[ItemChange], reason: str, seen: int
) -> int:
    """Make the next version with these changes; return its id.

    `seen`: the version the actor saw. Raises RuleBroken, saying who, when and what, where
    somebody changed the same items since; what others changed elsewhere stays.
    """
    rights(session).require(actor, Action.EDIT_PLAN)
    why = text_of(reason, "修改理由", 500)
    told = [clean(change) for change in changes]
    if not told:
        raise RuleBroken("没有改动任何内容。")
    if len(told) > MOST:
        raise RuleBroken("一次最多修改 {most} 项。", most=MOST)
    current = version_in_force(session)
    before = tables_of(session, current)
    require_unchanged(session, told, seen, current, before)
    _require_not_waiting(session, told)
    after = amended(before, told)
    return store_version(session, actor, before, after, why)


def set_working_day(
    session: Session,
    actor: Actor,
    day: date,
    *,
    rest: bool,
    title: str,
    source: str,
    proposal: bool,
    reason: str,
    seen: int,
) -> int:
    """One day of the calendar is rest or work from now on; return the version's id."""
    rights(session).require(actor, Action.EDIT_PLAN)
    plan = plan_of(session)
    seen_plan = plan_of(session, _known(session, seen))
    if own_period(plan.calendar, day) != own_period(seen_plan.calendar, day):
        now_is = word("休息") if _rests(plan, day) else word("工作日")
        raise _meanwhile(session, f"{day:%Y-%m-%d}", now_is)
    after = set_day(
        plan.calendar,
        day,
        rest=rest,
        title=text_of(title, "名目", 30),
        source=text_of(source, "来源", 200),
        proposal=proposal,
    )
    return amend(
        session, actor, calendar_changes(plan.calendar, after), reason, version_in_force(session)
    )


def set_holidays(
    session: Session, actor: Actor, text: str, *, proposal: bool, reason: str, seen: int
) -> int:
    """The State Council's notice of a year as it is published: its days are the calendar's from
    now on, instead of what the calendar has of that year; return the version's id."""
    rights(session).require(actor, Action.EDIT_PLAN)
    notice = read_notice(storable(text))
    plan = plan_of(session)
    seen_plan = plan_of(session, _known(session, seen))
    if _of_year(plan, notice.year) != _of_year(seen_plan, notice.year):
        raise _meanwhile(session, phrase("{year}年", year=notice.year), word("另外的安排"))
    periods = [replace(p, source=notice.source, proposal=proposal) for p in notice.periods]
    after = set_year(plan.calendar, notice.year, periods)
    changes = calendar_changes(plan.calendar, after)
    return amend(session, actor, changes, reason, version_in_force(session))


def enter_holidays(session: Session, actor: Actor, text: str) -> int:
    """The same where a bureau is founded, and nobody has a right yet; return the version's id."""
    notice, plan = read_notice(storable(text)), plan_of(session)
    periods = [replace(p, source=notice.source, proposal=False) for p in notice.periods]
    after = set_year(plan.calendar, notice.year, periods)
    before = tables_of(session, version_in_force(session))
    told = [clean(change) for change in calendar_changes(plan.calendar, after)]
    return store_version(session, actor, before, amended(before, told), word("建局时录入放假通知"))


def _of_year(plan: PlanData, year: int) -> list[CalendarPeriod]:
    return [p for p in plan.calendar.values() if p.first.year <= year <= p.last.year]


def _rests(plan: Any, day: date) -> bool:
    return not is_working_day(plan, day)


def clean(change: ItemChange) -> ItemChange:
    """Words that any database keeps; every change says where its value comes from."""
    if change.fields is None:
        return change
    fields = clean_fields(change.fields)
    if not str(fields.get("source", "")).strip():
        kind = KIND_WORDS.get(change.kind, f"“{quoted(change.kind)}”")
        raise RuleBroken("{kind}“{code}”须注明来源。", kind=kind, code=quoted(change.code))
    return replace(change, fields=fields)


def clean_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _storable(value) for key, value in fields.items()}


def _storable(value: Any) -> Any:
    match value:
        case str():
            return storable(value).strip()
        case Mapping():
            return {key: _storable(each) for key, each in value.items()}
        case list() | tuple():
            return [_storable(each) for each in value]
    return value


def _known(session: Session, version: int) -> int:
    if session.get(PlanVersionRow, version) is None:
        raise RuleBroken("没有编号为 {id} 的预案版本。", id=version)
    return version


def require_unchanged(
    session: Session, changes: Sequence[ItemChange], seen: int, current: int, now_set: Tables
) -> None:
    """Raise RuleBroken, naming who changed one of these items since the version that was seen."""
    if seen == current:
        return
    for found in touched(tables_of(session, _known(session, seen)), now_set, changes):
        raise _meanwhile(session, found.title, found.after or word("（已删除）"))


def _require_not_waiting(session: Session, changes: Sequence[ItemChange]) -> None:
    """What a revision that is signed will set is not set otherwise until it is in force."""
    named = {(change.kind, change.code) for change in changes}
    waiting = select(PlanRevisionRow).where(PlanRevisionRow.state == RevisionState.SIGNED)
    for row in session.scalars(waiting):
        if any((x.kind, x.code) in named for x in from_data(row.changes)):
            raise RuleBroken(
                "所改的内容在已签发、待施行的“{title}”之内，施行之后再修改。", title=row.title
            )


def _meanwhile(session: Session, title: str, words: str) -> RuleBroken:
    row = session.get_one(PlanVersionRow, version_in_force(session))
    return RuleBroken(
        "“{title}”已由{who}于 {when} 改为“{words}”（{label}），请核对后再保存。",
        title=title,
        who=row.adopted_by,
        when=dated_zh(row.adopted_at),
        words=words,
        label=row.label,
    )


def store_version(
    session: Session,
    actor: Actor,
    before: Tables,
    after: Tables,
    why: str,
    *,
    verb: str = "amended",
    at: datetime | None = None,
    made: Callable[[int], object] | None = None,
) -> int:
    """Make the next version of the one in force; return its id. Raises RuleBroken where nothing
    changed, or what came of it is no plan.

    `made`: what else its line tells, with the id.
    """
    if after == before:
        raise RuleBroken("没有改动任何内容。")
    current, items = version_in_force(session), checked_items(after)
    count = session.scalar(select(func.count()).select_from(PlanVersionRow)) or 0
    label, at = f"第{count + 1}版", at or now(session)
    version = add_version(session, label, items, at, actor.name, reason=why, amends=current)
    if made is not None:
        made(version)
    book.record(session, actor, "plan", version, verb, clause=CLAUSE)
    changed = {found.kind for found in differences(before, after)}
    if changed & MOVES_DUES:
        recount_dues(session, actor)
    return version


def checked_items(tables: Tables) -> list[PlanItem]:
    try:
        return items_of_tables(tables)
    except ValueError as error:  # “file, item: what is wrong with it”, the latter in English
        where = quoted(str(error).partition(": ")[0])
        words = "改动后的预案数据不完整，没有保存：“{where}”这一项写法不对。"
        raise RuleBroken(words, where=where) from error
