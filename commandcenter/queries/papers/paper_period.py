"""What the papers of quiet times are made from: the complaints of a week or a month."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.papers.period import Period, Span
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.map_picture import DistrictShade, MapPicture
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.incident.sources import SourceAsOf, sources
from commandcenter.queries.papers.borders import Boundary, boundaries
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.period_counts import (
    PeriodCounts,
    Spans,
    period_counts,
    spans_of,
)
from commandcenter.queries.papers.period_handling import PeriodHandling, period_handling
from commandcenter.queries.papers.period_moves import Moves, period_moves
from commandcenter.queries.watch.monitor_band import closed
from commandcenter.queries.watch.monitor_timeline import monitor_timeline
from commandcenter.queries.watch.timeline import Timeline
from commandcenter.store.complaints.rollups import day_bucket
from commandcenter.store.office import office
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.tables.watch.watch import SignalRow

DAY_MINUTES = 24 * 60
NAMED = 5  # signals and warnings told one by one


@dataclass(frozen=True, slots=True)
class Course:
    """What the watch found and what was done, in the days counted; titles the oldest first."""

    signals: int
    found: tuple[str, ...]  # titles of the largest
    warnings: tuple[str, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The week or month that follows: known dates, and what its days brought a year ago.

    `categories` are (name, complaints), the most first; None: that year is not known.
    """

    span: Span
    dates: tuple[tuple[str, Span], ...]
    year_ago: Span
    categories: tuple[tuple[str, int], ...] | None


@dataclass(frozen=True, slots=True)
class PeriodPaper:
    """`whole`: every day of the period is over and every source's records reach past its end."""

    org: str
    period: Period
    spans: Spans
    counts: PeriodCounts
    handling: PeriodHandling
    course: Course
    ahead: Ahead
    timeline: Timeline
    picture: MapPicture
    boundaries: tuple[Boundary, ...]
    sources: tuple[SourceAsOf, ...]
    whole: bool
    at: datetime
    journal: JournalMark
    moves: Moves | None = None


def period_paper(session: Session, period: Period, now: datetime) -> PeriodPaper:
    """Raises RuleBroken while no day of the period is over."""
    spans = spans_of(session, period, now)
    counts = period_counts(session, spans, now)
    known = sources(session, now)
    reach = all(source.exported_to >= spans.now.end for source in known)
    timeline = monitor_timeline(
        session, ComplaintFilter(), spans.now.start, spans.now.end, DAY_MINUTES, now=now
    )
    return PeriodPaper(
        org=office(session),
        period=period,
        spans=spans,
        counts=counts,
        handling=period_handling(session, spans.now, now),
        course=_course(session, spans.now),
        ahead=_ahead(session, period),
        timeline=timeline,
        picture=_picture(counts, spans.now, known, now),
        boundaries=boundaries(session),
        sources=known,
        whole=spans.now == period.span and reach,
        at=now,
        journal=journal_mark(session),
        moves=period_moves(session, spans, counts, timeline, now),
    )


def _picture(
    counts: PeriodCounts, span: Span, known: tuple[SourceAsOf, ...], now: datetime
) -> MapPicture:
    shades = tuple(
        DistrictShade(code, each.label, each.now, False, None, None)
        for code, each in counts.districts
        if code
    )
    return MapPicture(shades, (), (), (), span.start, now, known)


def _course(session: Session, span: Span) -> Course:
    """Signals that were merged into others are not counted again."""
    found = (SignalRow.found_at >= span.start, SignalRow.found_at < span.end)
    alone = (*found, SignalRow.merged_into.is_(None))
    largest = session.scalars(
        select(SignalRow.title)
        .where(*alone)
        .order_by(SignalRow.observed.desc(), SignalRow.id)
        .limit(NAMED)
    )
    warnings = session.scalars(
        select(WarningRow.title)
        .where(WarningRow.issued_at >= span.start, WarningRow.issued_at < span.end)
        .order_by(WarningRow.issued_at, WarningRow.id)
    )
    incidents = session.scalars(
        select(IncidentRow.title)
        .where(
            IncidentRow.received_at >= span.start,
            IncidentRow.received_at < span.end,
            IncidentRow.merged_into.is_(None),
        )
        .order_by(IncidentRow.received_at, IncidentRow.id)
    )
    number = session.scalar(select(func.count()).select_from(SignalRow).where(*alone)) or 0
    return Course(number, tuple(largest), tuple(warnings), tuple(incidents))


def _ahead(session: Session, period: Period) -> Ahead:
    span, year_ago = period.next.span, period.next.year_before
    dates = sorted(
        (date.first, date.title, Span(date.first, date.last))
        for date in plan_of(session).known_dates.values()
        if date.first <= span.last and date.last >= span.first
    )
    return Ahead(
        span,
        tuple((title, days) for _, title, days in dates),
        year_ago,
        _categories(session, year_ago),
    )


def _categories(session: Session, span: Span) -> tuple[tuple[str, int], ...] | None:
    oldest = session.scalar(
        select(func.min(RollupRow.bucket)).where(RollupRow.family == "day_category", closed())
    )
    if oldest is None or int(oldest) > day_bucket(span.start):
        return None
    total = func.sum(RollupRow.count)
    rows = session.execute(
        select(RollupRow.key, total)
        .where(
            RollupRow.family == "day_category",
            RollupRow.bucket >= day_bucket(span.start),
            RollupRow.bucket < day_bucket(span.end),
            RollupRow.key != "",
            closed(),
        )
        .group_by(RollupRow.key)
        .order_by(total.desc(), RollupRow.key)
        .limit(NAMED)
    )
    return tuple((key, int(count)) for key, count in rows)
