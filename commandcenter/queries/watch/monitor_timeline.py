"""The timeline of the complaints that a filter leaves, with what is usual for just these."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter, conditions_of
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.watch.fast_counts import fast_bins
from commandcenter.queries.watch.monitor_band import band_of, closed
from commandcenter.queries.watch.timeline import Timeline, bins_of, stacked
from commandcenter.store.buckets import bin_number
from commandcenter.store.complaints.rollups import day_bucket, hour_bucket
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.complaints.rollup import RollupRow

KNOWN_DAYS = 90  # a category that nobody named for so long is no choice


@dataclass(frozen=True, slots=True)
class Choices:
    """What the complaints can be filtered by: (key, label), in a fixed order."""

    districts: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]


def monitor_choices(session: Session, now: datetime) -> Choices:
    """Counties in code order; the categories of the last weeks, the frequent ones first."""
    districts = session.execute(
        select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code)
    )
    total = func.sum(RollupRow.count)
    categories = session.scalars(
        select(RollupRow.key)
        .where(
            RollupRow.family == "day_category",
            RollupRow.bucket > day_bucket(now) - KNOWN_DAYS,
            RollupRow.key != "",
            closed(),
        )
        .group_by(RollupRow.key)
        .order_by(total.desc(), RollupRow.key)
    )
    return Choices(tuple((code, name) for code, name in districts), tuple(categories))


def monitor_timeline(
    session: Session,
    wanted: ComplaintFilter,
    start: datetime,
    end: datetime,
    bin_minutes: int,
    by: str = "channel",
    *,
    now: datetime,
    actor: Actor | None = None,
) -> Timeline:
    """Complaints that match, from `start` until `end`; times in `wanted` are left aside.

    `actor`: for whom; a county's seat keeps no rows of the city in memory.
    The band is the usual number of matching complaints at the same hours of past weeks.
    """
    bins = bins_of(start, end, bin_minutes)
    if (
        by == "channel"
        and wanted == ComplaintFilter(channel=wanted.channel)
        and not (bin_minutes % 60 or start.minute)
    ):
        counts = _of_channels(session, wanted.channel, start, bins, bin_minutes)
    else:
        counts = _filtered(session, wanted, start, bins, bin_minutes, by, now, actor)
    return Timeline(
        start=start,
        bin_minutes=bin_minutes,
        bins=bins,
        series=stacked(counts, by),
        band=band_of(session, wanted, start, bins, bin_minutes, actor),
        marks=(),
        now=now,
        sources=sources(session, now),
    )


def _of_channels(
    session: Session, channel: Channel | None, start: datetime, bins: int, minutes: int
) -> dict[str, list[int]]:
    """From the hours: as many rows are read as there are hours, not complaints."""
    first, width = hour_bucket(start), minutes // 60
    number = RollupRow.bucket - first
    asked = select(RollupRow.key, number, func.sum(RollupRow.count)).where(
        RollupRow.family == "hour_channel",
        RollupRow.bucket >= first,
        RollupRow.bucket < first + bins * width,
        closed(),
    )
    if channel:
        asked = asked.where(RollupRow.key == channel.value)
    counts: dict[str, list[int]] = {}
    for key, hour, count in session.execute(asked.group_by(RollupRow.key, RollupRow.bucket)):
        counts.setdefault(key, [0] * bins)[int(hour) // width] += int(count)
    return counts


def _filtered(
    session: Session,
    wanted: ComplaintFilter,
    start: datetime,
    bins: int,
    minutes: int,
    by: str,
    now: datetime,
    actor: Actor | None,
) -> dict[str, list[int]]:
    """From memory where that can tell, else from the rows."""
    found = fast_bins(session, wanted, start, bins, minutes, by, actor)
    if found is not None:
        return dict(found)
    return _of_rows(session, wanted, start, bins, minutes, by, now)


def _of_rows(
    session: Session,
    wanted: ComplaintFilter,
    start: datetime,
    bins: int,
    minutes: int,
    by: str,
    now: datetime,
) -> dict[str, list[int]]:
    span = replace(wanted, since=start, until=start + bins * timedelta(minutes=minutes))
    column = ComplaintRow.channel if by == "channel" else ComplaintRow.category
    number = bin_number(session, ComplaintRow.registered_at, start, minutes)
    rows = session.execute(
        select(column, number, func.count())
        .where(*conditions_of(span, session, now))
        .group_by(column, number)
    )
    counts: dict[str, list[int]] = {}
    for key, at, count in rows:
        name = key.value if isinstance(key, Channel) else key
        counts.setdefault(name, [0] * bins)[at] += count
    return counts
