"""The complaint timeline: stacked counts, what is usual at the same hours, and marks."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.domain.incident.level_course import LevelChange
from commandcenter.domain.level import Axis
from commandcenter.domain.phrase import with_note, word
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.incident.case_picture import CasePicture
from commandcenter.queries.incident.situation import SourceAsOf
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.watch.fast_counts import fast_bins
from commandcenter.queries.watch.monitor_band import EVERYTHING, Band, band_of
from commandcenter.store.buckets import bin_number
from commandcenter.store.incident.counts import settled
from commandcenter.store.moment import Moment, counted, moment
from commandcenter.store.releases.release_facts import published
from commandcenter.store.reports.report_done import level_changes
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow


class MarkKind(StrEnum):
    WARNING = "warning"
    ACTIVATION = "activation"
    RELEASE = "release"
    MEAL = "meal"  # the suspected one; it is shaded as long as it was


@dataclass(frozen=True, slots=True)
class Mark:
    at: datetime
    label: str  # 监测提示, 启动响应, …
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the stack. `counts` has one number per bin; `others`: the keys of the rest."""

    key: str
    label: str
    counts: tuple[int, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bins start at `start` and are `bin_minutes` long; the last one may be unfinished."""

    start: datetime
    bin_minutes: int
    bins: int
    series: tuple[Series, ...]
    band: Band | None
    marks: tuple[Mark, ...]
    now: datetime
    sources: tuple[SourceAsOf, ...]
    cases: CasePicture | None = None  # then the bars are how many fell ill
    of_incident: bool = False  # and the band is of complaints of its kind, in its counties


SERIES_LIMIT = 6
REST = "rest"  # the key of what is summed up; "" is what nobody put into a category


def timeline(
    session: Session,
    incident_id: int | None,
    start: datetime,
    end: datetime,
    bin_minutes: int,
    by: str = "channel",
    *,
    now: datetime,
) -> Timeline:
    """Complaints of an incident (None: of the whole city), from `start` until `end`.

    The band is the usual number at the same hours of past weeks: of the city, or of the complaints
    of the incident's kind in its counties.
    """
    bins, m = bins_of(start, end, bin_minutes), moment(session, now)
    return Timeline(
        start=start,
        bin_minutes=bin_minutes,
        bins=bins,
        series=_series(session, m, incident_id, start, bins, bin_minutes, by),
        band=_band(session, m, incident_id, start, bins, bin_minutes),
        marks=_marks(session, incident_id) if incident_id else (),
        now=now,
        sources=sources(session, now),
        of_incident=incident_id is not None,
    )


def _band(
    session: Session, m: Moment, incident_id: int | None, start: datetime, bins: int, minutes: int
) -> Band | None:
    """None of an incident without complaints: it has no kind to compare with."""
    if incident_id is None:
        return band_of(session, EVERYTHING, start, bins, minutes)
    count = func.count().label("count")
    category = session.scalar(
        select(ComplaintRow.category)
        .where(counted(m, incident_id))
        .group_by(ComplaintRow.category)
        .order_by(count.desc(), ComplaintRow.category)
        .limit(1)
    )
    if not category:
        return None
    districts = tuple(session.get_one(IncidentRow, incident_id).districts)
    alike = ComplaintFilter(category=category, districts=districts)
    return band_of(session, alike, start, bins, minutes)


def bins_of(start: datetime, end: datetime, minutes: int) -> int:
    return max(1, -(-(end - start) // timedelta(minutes=minutes)))


def _series(
    session: Session,
    m: Moment,
    incident_id: int | None,
    start: datetime,
    bins: int,
    minutes: int,
    by: str,
) -> tuple[Series, ...]:
    if incident_id is None:
        from_memory = fast_bins(session, EVERYTHING, start, bins, minutes, by)
        if from_memory is not None:
            return stacked(dict(from_memory), by)
    column = ComplaintRow.channel if by == "channel" else ComplaintRow.category
    number = bin_number(session, ComplaintRow.registered_at, start, minutes)
    end = start + bins * timedelta(minutes=minutes)
    rows = session.execute(
        select(column, number, func.count())
        .where(ComplaintRow.registered_at >= start, ComplaintRow.registered_at < end)
        .where(counted(m, incident_id) if incident_id else settled())  # as from memory
        .group_by(column, number)
    )
    counts: dict[str, list[int]] = {}
    for key, at, count in rows:
        counts.setdefault(str(key), [0] * bins)[at] += count
    return stacked(counts, by)


def stacked(counts: dict[str, list[int]], by: str) -> tuple[Series, ...]:
    """The greatest first; past the sixth, all others as one."""
    ordered = sorted(counts, key=lambda k: (-sum(counts[k]), k))
    shown = ordered if len(ordered) <= SERIES_LIMIT else ordered[: SERIES_LIMIT - 1]
    series = [Series(k, _label(k, by), tuple(counts[k])) for k in shown]
    others = tuple(ordered[len(shown) :])
    if others:
        total = tuple(sum(column) for column in zip(*(counts[k] for k in others), strict=True))
        series.append(Series(REST, word("其他"), total, others))
    return tuple(series)


def _label(key: str, by: str) -> str:
    return CHANNEL_WORDS[Channel(key)] if by == "channel" else key or word("未分类")


def _marks(session: Session, incident_id: int) -> tuple[Mark, ...]:
    """When it was reported, each change of the response and each release, oldest first."""
    incident = session.get_one(IncidentRow, incident_id)
    marks = [Mark(incident.received_at, word("接报"), MarkKind.WARNING)]
    marks += [Mark(at, label, MarkKind.RELEASE) for at, label in published(session, incident_id)]
    marks += [
        Mark(change.at, _mark_words(change), MarkKind.ACTIVATION)
        for change in level_changes(session, incident_id)
        if change.axis is Axis.RESPONSE
    ]
    return tuple(sorted(marks, key=lambda mark: mark.at))


def _mark_words(change: LevelChange) -> str:
    """启动Ⅲ级响应, 响应降低为Ⅳ级; who decided when it was not the bureau."""
    return with_note(change.mark, change.organ)


def of_series(wanted: ComplaintFilter, series: Series | None, by: str) -> ComplaintFilter:
    """Of them those that a series of the timeline counts. `by`: what its keys are."""
    if series is None:
        return wanted
    if by == "channel":
        others = tuple(Channel(key) for key in series.others)
        one = None if others else Channel(series.key)
        return replace(wanted, channel=one or wanted.channel, channels=others)
    category = wanted.category if series.others else series.key
    return replace(wanted, category=category, categories=series.others)
