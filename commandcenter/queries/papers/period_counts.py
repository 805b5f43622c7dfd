"""The complaints of a week or month in counts, beside the time before and the year before.

What is not known of an earlier time is None, never 0: the records may not reach so far back.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.papers.period import Period, Span
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.watch.monitor_band import closed
from commandcenter.store.complaints.rollups import day_bucket
from commandcenter.store.incident.counts import counts_where
from commandcenter.store.moment import Moment, counted, moment
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.complaints.rollup import RollupRow

TOP = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """A count, that of the time before and of the year before; None: not known."""

    label: str  # "" where none was given
    now: int
    before: int | None
    year_before: int | None


@dataclass(frozen=True, slots=True)
class SubjectCount:
    name: str
    district: str
    category: str  # the one that most are about
    count: int
    people: int
    before: int | None


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """`spans`: the days counted and those compared with; fewer than the period has while it runs.

    `districts` in code order, all of them; the others the most first.
    """

    total: Compared
    kinds: tuple[Compared, ...]
    people: int
    amount_cents: int
    districts: tuple[tuple[str, Compared], ...]  # with code
    categories: tuple[Compared, ...]
    problems: tuple[Compared, ...]
    subjects: tuple[SubjectCount, ...]
    left_out: str = ""  # what the sum lacks


@dataclass(frozen=True, slots=True)
class Spans:
    now: Span
    before: Span | None  # None: the records do not reach so far back
    year_before: Span | None

    def each(self) -> tuple[Span | None, ...]:
        return self.now, self.before, self.year_before


def spans_of(session: Session, period: Period, now: datetime) -> Spans:
    """Days that are over; as many of the times before, or all of them when the period is over.

    Raises RuleBroken while no day of the period is over.
    """
    known = period.known(now)
    oldest = session.scalar(
        select(func.min(RollupRow.bucket)).where(RollupRow.family == "day_category", closed())
    )

    def reached(span: Span) -> Span | None:
        cut = span if known == period.span else span.cut(known.days)
        return cut if oldest is not None and int(oldest) <= day_bucket(cut.start) else None

    return Spans(known, reached(period.before), reached(period.year_before))


def period_counts(session: Session, spans: Spans, now: datetime) -> PeriodCounts:
    m = moment(session, now)
    counts = counts_where(session, m, _within(m, spans.now))
    categories = _rollups(session, "day_category", spans)
    totals = [None if each is None else sum(each.values()) for each in categories]
    return PeriodCounts(
        total=Compared("投诉举报咨询", totals[0] or 0, totals[1], totals[2]),
        kinds=_kinds(session, m, spans),
        people=counts.people,
        amount_cents=counts.amount_cents,
        districts=_districts(session, _rollups(session, "day_district", spans)),
        categories=_most(categories),
        problems=_most(_rollups(session, "day_problem", spans)),
        subjects=_subjects(session, m, spans),
        left_out=counts.left_out,
    )


Counted = list[Mapping[str, int] | None]  # of the time itself, the one before, the year before


def _within(m: Moment, span: Span) -> ColumnElement[bool]:
    return and_(
        ComplaintRow.registered_at >= span.start,
        ComplaintRow.registered_at < span.end,
        counted(m),
    )


def _rollups(session: Session, family: str, spans: Spans) -> Counted:
    return [None if span is None else _days(session, family, span) for span in spans.each()]


def _days(session: Session, family: str, span: Span) -> dict[str, int]:
    rows = session.execute(
        select(RollupRow.key, func.sum(RollupRow.count))
        .where(
            RollupRow.family == family,
            RollupRow.bucket >= day_bucket(span.start),
            RollupRow.bucket < day_bucket(span.end),
            closed(),
        )
        .group_by(RollupRow.key)
    )
    return {key: int(count) for key, count in rows}


def _compared(label: str, key: str, counted: Counted) -> Compared:
    now, before, year_before = (None if each is None else each.get(key, 0) for each in counted)
    return Compared(label, now or 0, before, year_before)


def _most(counted: Counted) -> tuple[Compared, ...]:
    """The most first; those that nobody named last, whatever their number."""
    keys = sorted(counted[0] or {}, key=lambda key: (not key, -(counted[0] or {})[key], key))
    return tuple(_compared(key, key, counted) for key in keys)


def _kinds(session: Session, m: Moment, spans: Spans) -> tuple[Compared, ...]:
    found: Counted = []
    for span in spans.each():
        if span is None:
            found.append(None)
            continue
        rows = session.execute(
            select(ComplaintRow.kind, func.count())
            .where(_within(m, span))
            .group_by(ComplaintRow.kind)
        )
        found.append({kind.value: int(count) for kind, count in rows})
    return tuple(_compared(kind.value, kind.value, found) for kind in ComplaintKind)


def _districts(session: Session, counted: Counted) -> tuple[tuple[str, Compared], ...]:
    names = session.execute(
        select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code)
    ).all()
    found = [(code, _compared(name, code, counted)) for code, name in names]
    nowhere = _compared("", "", counted)
    return (*found, ("", nowhere)) if nowhere.now else tuple(found)


def _subjects(session: Session, m: Moment, spans: Spans) -> tuple[SubjectCount, ...]:
    """The traders with the most complaints."""
    found = session.execute(
        select(
            ComplaintRow.subject_id, SubjectRow.name, DistrictRow.name, func.count(),
            func.count(ComplaintRow.person_key.distinct()),
        )
        .join(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .outerjoin(DistrictRow, DistrictRow.code == SubjectRow.district)
        .where(_within(m, spans.now))
        .group_by(ComplaintRow.subject_id, SubjectRow.name, DistrictRow.name)
        .order_by(func.count().desc(), ComplaintRow.subject_id)
        .limit(TOP)
    ).all()  # fmt: skip
    ids = [int(subject or 0) for subject, *_ in found]
    earlier = _of_subjects(session, m, spans.before, ids) if spans.before else None
    about = _categories(session, m, spans.now, ids)
    return tuple(
        SubjectCount(name, place or "", about.get(number, ""), count, people,
                     None if earlier is None else earlier.get(number, 0))
        for number, (_, name, place, count, people) in zip(ids, found, strict=True)
    )  # fmt: skip


def _of_subjects(session: Session, m: Moment, span: Span, ids: list[int]) -> dict[int, int]:
    rows = session.execute(
        select(ComplaintRow.subject_id, func.count())
        .where(_within(m, span), ComplaintRow.subject_id.in_(ids))
        .group_by(ComplaintRow.subject_id)
    )
    return {int(subject or 0): int(count) for subject, count in rows}


def _categories(session: Session, m: Moment, span: Span, ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(ComplaintRow.subject_id, ComplaintRow.category, func.count())
        .where(_within(m, span), ComplaintRow.subject_id.in_(ids))
        .group_by(ComplaintRow.subject_id, ComplaintRow.category)
        .order_by(func.count(), ComplaintRow.category.desc())
    )
    return {int(subject or 0): category for subject, category, _ in rows}
