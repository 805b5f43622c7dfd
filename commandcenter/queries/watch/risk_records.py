"""Inspections and surveys as a ledger (plan 3.1(2), (3)), and what may be done to each line."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.watch.risk import SURVEYS, RecordKind, RecordResult
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.watch.frequent import categories_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.inspection import RiskFindingRow
from commandcenter.store.tables.watch.risk import RiskRecordRow
from commandcenter.store.tables.watch.survey import SurveyAnswerRow
from commandcenter.store.watch.risk_late import late_now


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records; an empty filter is all that the actor sees."""

    surveys: bool | None = None  # False: inspections only
    late: bool = False  # a second look is due and not registered
    subject_id: int | None = None
    category: str | None = None
    ids: tuple[int, ...] | None = None


EVERY_RECORD = RecordFilter()


@dataclass(frozen=True, slots=True)
class RecordLine:
    """`subject`: as the register names it, else as it was written. `county`: "" for the city."""

    id: int
    kind: RecordKind
    number: str
    system: str
    title: str
    held_at: datetime
    subject_id: int | None
    subject: str
    credit_code: str
    category: str
    district: str | None
    county: str
    officers: str
    result: RecordResult
    problems: int | None
    asked: int | None
    unhappy: int | None
    findings: str
    follow_up_at: datetime | None
    late: bool
    followed_at: datetime | None
    followed_words: str
    followed_by: str
    file_name: str
    at: datetime
    by: str
    corrected_at: datetime | None
    corrected_by: str
    version: int
    tasks: int  # what it found and is still to be mended
    answered: bool  # a survey whose answers were counted
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class RecordBoard:
    """`total` of the filter; `late` of all. `categories`: as complaints name them."""

    lines: tuple[RecordLine, ...]
    total: int
    late: int
    counties: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    offers: tuple[Offer, ...]
    now: datetime


LIMIT = 500


def record_board(
    session: Session, actor: Actor, now: datetime, wanted: RecordFilter = EVERY_RECORD
) -> RecordBoard:
    """Newest first, the late ones before all. A county sees its own and the city's."""
    rights, own = plan_of(session).rights, _matter(*sorted(actor.districts()))
    seen = _seen(session, actor)
    conditions = [*seen, *_conditions(wanted, now)]
    late = late_now(now)
    rows = session.execute(
        select(RiskRecordRow, SubjectRow.name, late, _tasks(), _answered())
        .outerjoin(SubjectRow, SubjectRow.id == RiskRecordRow.subject_id)
        .where(*conditions)
        .order_by(late.desc(), RiskRecordRow.held_at.desc(), RiskRecordRow.id.desc())
        .limit(LIMIT)
    ).all()
    names = {row.code: row.name for row in session.scalars(select(DistrictRow))}
    counts = select(
        func.count().filter(*conditions) if conditions else func.count(),
        func.count().filter(late),
    )
    total, overdue = session.execute(counts.select_from(RiskRecordRow).where(*seen)).one()
    return RecordBoard(
        lines=tuple(_line(Found(*row), names, rights, actor) for row in rows),
        total=total,
        late=overdue,
        counties=_counties(session, actor, names),
        categories=categories_of(session),
        offers=only(
            offer("import", rights, actor, Action.KEEP_RISK, own),
            offer("enter", rights, actor, Action.KEEP_RISK, own),
        ),
        now=now,
    )


def _seen(session: Session, actor: Actor) -> list[ColumnElement[bool]]:
    own = own_districts(session, actor)
    if own is None:
        return []
    return [or_(RiskRecordRow.district.in_(own), RiskRecordRow.district.is_(None))]


def _conditions(wanted: RecordFilter, now: datetime) -> list[ColumnElement[bool]]:
    row, found = RiskRecordRow, list[ColumnElement[bool]]()
    if wanted.surveys is not None:
        is_survey = row.kind.in_(SURVEYS)
        found.append(is_survey if wanted.surveys else ~is_survey)
    if wanted.late:
        found.append(late_now(now))
    if wanted.subject_id is not None:
        found.append(row.subject_id == wanted.subject_id)
    if wanted.category is not None:
        found.append(row.category == wanted.category)
    if wanted.ids is not None:
        found.append(row.id.in_(wanted.ids))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A record with what other rows say of it."""

    row: RiskRecordRow
    subject: str | None
    late: bool
    tasks: int
    answered: bool


def _tasks() -> ColumnElement[int]:
    task = RiskFindingRow
    return (
        select(func.count(task.id))
        .where(
            task.risk_record_id == RiskRecordRow.id,
            task.closed_at.is_(None),
            task.dropped_at.is_(None),
        )
        .correlate(RiskRecordRow)
        .scalar_subquery()
    )


def _answered() -> ColumnElement[bool]:
    return exists().where(SurveyAnswerRow.risk_record_id == RiskRecordRow.id)


def _line(found: Found, names: dict[str, str], rights: Rights, actor: Actor) -> RecordLine:
    row = found.row
    same = {
        name: getattr(row, name)
        for name in RecordLine.__slots__
        if name not in ("subject", "county", "late", "tasks", "answered", "offers")
    }
    return RecordLine(
        **same,
        subject=found.subject or row.subject_name,
        county=names.get(row.district or "", ""),
        late=bool(found.late),
        tasks=found.tasks,
        answered=bool(found.answered),
        offers=_offers(found, rights, actor),
    )


def _offers(found: Found, rights: Rights, actor: Actor) -> tuple[Offer, ...]:
    """A second look of what has tasks is theirs; answers are a survey's, tasks an inspection's."""
    row, own = found.row, _matter(*filter(None, [found.row.district]))
    waits = row.follow_up_at is not None and row.followed_at is None and not found.tasks
    inspected = row.kind is RecordKind.INSPECTION and row.result is not RecordResult.CLEAN
    keys = {
        "follow_up": waits,
        "task": inspected,
        "answers": row.kind is RecordKind.SURVEY,
        "correct": True,
    }
    return only(
        *(offer(key, rights, actor, Action.KEEP_RISK, own) for key, there in keys.items() if there)
    )


def _matter(*districts: str) -> Matter:
    return Matter(districts=frozenset(districts))


def _counties(session: Session, actor: Actor, names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Those that the actor may write for."""
    own = own_districts(session, actor)
    return tuple((code, names[code]) for code in sorted(names) if own is None or code in own)
