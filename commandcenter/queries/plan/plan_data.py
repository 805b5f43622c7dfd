"""The plan's data for the 预案 page: values with their sources, the calendar, the versions."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import enumerated, word
from commandcenter.domain.plan.holidays import Basis, basis_of, period_of
from commandcenter.domain.plan.plan import PlanData, is_working_day
from commandcenter.domain.plan.plan_changes import EDITABLE, KIND_WORDS
from commandcenter.domain.plan.plan_items import CalendarPeriod, FactItem
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.plan.plan_words import Difference, differences, value_words
from commandcenter.domain.reports.report_clock import CODES
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import items_of, plan_of, version_in_force
from commandcenter.store.plan.plan_files import PlanItem, tables_of_items
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_gap import PlanGapRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow

WEEKS = 6
REPORTS = "report"  # the list of the obligations that are reports; the others are by kind
LIST_WORDS: dict[str, str] = {REPORTS: word("报告时限"), **KIND_WORDS}


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One item. `number`: its place in its kind; `item`: its keys, for a form to fill."""

    number: int
    kind: str
    code: str
    title: str
    words: str
    clause: str
    source: str
    proposal: bool
    item: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """The values in force, by list (LIST_WORDS). `seen`: the version.

    offers: add_period, edit, take_out.
    """

    seen: int
    label: str
    adopted_at: datetime
    adopted_by: str
    values: Mapping[str, tuple[ValueLine, ...]]
    facts: Mapping[str, FactItem]
    offers: tuple[Offer, ...]
    now: datetime


def plan_board(session: Session, actor: Actor, now: datetime) -> PlanBoard:
    version = session.get_one(PlanVersionRow, version_in_force(session))
    plan = plan_of(session)
    return PlanBoard(
        seen=version.id,
        label=version.label,
        adopted_at=version.adopted_at,
        adopted_by=word(version.adopted_by),
        values=plan_values(session),
        facts=plan.facts,
        offers=_offers(plan, actor, "add_period", "edit", "take_out"),
        now=now,
    )


def plan_values(session: Session) -> dict[str, tuple[ValueLine, ...]]:
    """What the bureau sets in the plan in force, by list."""
    values: dict[str, list[ValueLine]] = {name: [] for name in (REPORTS, *EDITABLE)}
    for item in items_of(session, version_in_force(session)):
        if _is_set_here(item):
            values[_list_of(item)].append(_value(item))
    return {name: tuple(lines) for name, lines in values.items()}


def _is_set_here(item: PlanItem) -> bool:
    """A task that never had a limit has nothing to set. One that lost its limit by an edit had one:
    the edit names its source."""
    if item.kind != "obligation":
        return item.kind in EDITABLE
    had = bool(item.data.get("old") or item.source)
    return had or any(due != "none" for due in item.data["due"].values())


def _list_of(item: PlanItem) -> str:
    return REPORTS if item.kind == "obligation" and item.code in CODES else item.kind


def _offers(plan: PlanData, actor: Actor, *keys: str) -> tuple[Offer, ...]:
    """One right gives them all."""
    return only(*(offer(key, plan.rights, actor, Action.EDIT_PLAN, Matter()) for key in keys))


def _value(item: PlanItem) -> ValueLine:
    keys = {"code": item.code, "source": item.source, "proposal": item.proposal} | item.data
    return ValueLine(
        number=item.position,
        kind=item.kind,
        code=item.code,
        title=word(title_of(keys)),
        words=value_words(item.kind, keys),
        clause=str(item.data.get("clause", "")),
        source=word(item.source or str(item.data.get("basis", ""))),
        proposal=item.proposal,
        item=keys,
    )


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month shown. `period`: what says so other than its weekday."""

    day: date
    inside: bool  # of the month itself
    rest: bool
    today: bool
    period: CalendarPeriod | None
    sensitive: str


@dataclass(frozen=True, slots=True)
class MonthBoard:
    """Six weeks from a Monday. `basis`: what the days of the year go by.

    offers: set_day.
    """

    year: int
    month: int
    days: tuple[DayCell, ...]
    working: int  # days of the month that are worked
    basis: Basis
    seen: int
    offers: tuple[Offer, ...]


def month_board(session: Session, actor: Actor, year: int, month: int, now: datetime) -> MonthBoard:
    plan = plan_of(session)
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    today = local(now).date()
    days = tuple(
        _day(plan, start + timedelta(days=n), month, today) for n in range(7 * WEEKS)
    )  # fmt: skip
    return MonthBoard(
        year=year,
        month=month,
        days=days,
        working=sum(cell.inside and not cell.rest for cell in days),
        basis=basis_of(plan.calendar, year),
        seen=version_in_force(session),
        offers=_offers(plan, actor, "set_day"),
    )


def _day(plan: PlanData, day: date, month: int, today: date) -> DayCell:
    sensitive = [word(p.title) for p in plan.sensitive.values() if p.first <= day <= p.last]
    return DayCell(
        day=day,
        inside=day.month == month,
        rest=not is_working_day(plan, day),
        today=day == today,
        period=period_of(plan.calendar, day),
        sensitive=enumerated(sensitive),
    )


@dataclass(frozen=True, slots=True)
class VersionLine:
    """`changes`: against the version it amends. `incidents`: opened under it. `gaps`: that it
    answers; `amends_id` and `revision`: the version and the revision that it came of, None of none.
    """

    id: int
    label: str
    adopted_at: datetime
    adopted_by: str
    reason: str
    amends: str
    changes: tuple[Difference, ...]
    incidents: tuple[str, ...]
    in_force: bool
    gaps: tuple[str, ...] = ()
    amends_id: int | None = None
    revision: str = ""


def version_lines(session: Session) -> tuple[VersionLine, ...]:
    """Newest first."""
    rows = session.scalars(select(PlanVersionRow).order_by(PlanVersionRow.id.desc())).all()
    labels = {row.id: row.label for row in rows}
    newest = session.scalar(select(func.max(PlanVersionRow.id)))
    opened: dict[int, list[str]] = {}
    for version, title in session.execute(
        select(IncidentRow.plan_version_id, IncidentRow.title).order_by(IncidentRow.id)
    ):
        opened.setdefault(version, []).append(title)
    gaps: dict[int, list[str]] = {}
    answered = select(PlanGapRow).where(PlanGapRow.version_id.is_not(None))
    for gap in session.scalars(answered.order_by(PlanGapRow.id)):
        gaps.setdefault(gap.version_id or 0, []).append(f"{gap.clause} {gap.missing}".strip())
    made = session.execute(
        select(PlanRevisionRow.made_id, PlanRevisionRow.title).where(
            PlanRevisionRow.made_id.is_not(None)
        )
    )
    revisions = {each.made_id: each.title for each in made}
    return tuple(
        VersionLine(
            id=row.id,
            label=row.label,
            adopted_at=row.adopted_at,
            adopted_by=word(row.adopted_by),
            reason=row.reason or "",
            amends=labels.get(row.amends or 0, ""),
            changes=_changes(session, row),
            incidents=tuple(opened.get(row.id, ())),
            in_force=row.id == newest,
            gaps=tuple(gaps.get(row.id, ())),
            amends_id=row.amends,
            revision=revisions.get(row.id, ""),
        )
        for row in rows
    )


def _changes(session: Session, row: PlanVersionRow) -> tuple[Difference, ...]:
    if row.amends is None:
        return ()
    before = tables_of_items(items_of(session, row.amends))
    return differences(before, tables_of_items(items_of(session, row.id)))
