"""What is usual at the same hours of past weeks: of the city, or of what a filter leaves."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.analysis.bands import same_time
from commandcenter.analysis.expectation import Expectation
from commandcenter.analysis.tails import quantile
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter, conditions_of
from commandcenter.queries.watch.fast_counts import fast_bins
from commandcenter.store.buckets import bin_number
from commandcenter.store.complaints.rollups import HOUR_MICROS, hour_bucket
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.types import from_micros

EVERYTHING = ComplaintFilter()
WEEK = 7 * 24
WEEKS = 8  # how far back "usual" looks
BESIDE = 1  # hours to both sides that count as the same time
OUTSIDE = 0.05  # of the counts lie below the band, and as many above it


@dataclass(frozen=True, slots=True)
class Band:
    """Per bin: expected count and its usual range, from the same hours of past weeks."""

    low: tuple[float, ...]
    expected: tuple[float, ...]
    high: tuple[float, ...]


def band_of(
    session: Session,
    wanted: ComplaintFilter,
    start: datetime,
    bins: int,
    minutes: int,
    actor: Actor | None = None,
) -> Band | None:
    """The band of `bins` bins of `minutes` from `start`; None with less than three weeks known.

    Times in `wanted` are left aside: the bins say when.
    """
    usual = usual_of(wanted, session, start, bins, minutes, actor)
    if usual is None:
        return None
    low, high = (quantile(share, usual.mean, usual.variance)[0] for share in (OUTSIDE, 1 - OUTSIDE))
    return Band(tuple(low.tolist()), tuple(usual.mean[0].tolist()), tuple(high.tolist()))


def usual_of(
    wanted: ComplaintFilter,
    session: Session,
    start: datetime,
    bins: int,
    minutes: int,
    actor: Actor | None = None,
) -> Expectation | None:
    """What the bins should bring: arrays (1, bins)."""
    late, width = start.minute, max(1, minutes // 60)
    span = -(-(late + bins * minutes) // 60)  # hours that the bins touch
    past = WEEKS * WEEK + BESIDE
    first = hour_bucket(start) - past
    known = oldest_hour(session)
    if known is None:
        return None
    skipped = max(0, known - first)  # hours before the oldest complaint say nothing
    length = past + span - WEEK + BESIDE
    if length - skipped <= 0:
        return None
    counts = hours_of(wanted, session, first + skipped, length - skipped, actor)
    ends = np.arange(bins) * minutes + (late if minutes < 60 else (width - 1) * 60)
    at = past - skipped + ends // 60
    usual = same_time(counts, at, period=WEEK, weeks=WEEKS, width=width, half_window=BESIDE)
    if np.isnan(usual.mean).any():
        return None
    return thinned(usual, minutes / 60) if minutes < 60 else usual


def thinned(usual: Expectation, share: float) -> Expectation:
    """What a part of the time should bring, if each case is as likely at any moment of it."""
    beyond = np.maximum(usual.variance - usual.mean, 0.0)
    return Expectation(usual.mean * share, usual.mean * share + beyond * share**2)


def closed() -> Any:
    """Counts of closed imports only."""
    return RollupRow.batch_id.not_in(select(BatchRow.id).where(BatchRow.state == "open"))


def oldest_hour(session: Session) -> int | None:
    """Of the oldest complaint; None while there is none."""
    return session.scalar(
        select(func.min(RollupRow.bucket)).where(RollupRow.family == "hour_channel", closed())
    )


def hours_of(
    wanted: ComplaintFilter,
    session: Session,
    first: int,
    length: int,
    actor: Actor | None = None,
) -> np.ndarray[Any, Any]:
    """Counts per hour from the hour `first` on; from memory where that can tell."""
    if wanted == ComplaintFilter(channel=wanted.channel):
        found = _from_rollups(session, wanted, first, length)
    else:
        since = from_micros(first * HOUR_MICROS)
        kept = fast_bins(session, wanted, since, length, 60, "channel", actor)
        if kept is not None:
            return np.asarray(np.array([np.zeros(length), *kept.values()]).sum(axis=0))
        found = _from_rows(session, wanted, first, length)
    counts = np.zeros(length)
    for hour, count in found:
        counts[hour] = count
    return counts


def _from_rollups(
    session: Session, wanted: ComplaintFilter, first: int, length: int
) -> list[tuple[int, int]]:
    asked = select(RollupRow.bucket - first, func.sum(RollupRow.count)).where(
        RollupRow.family == "hour_channel",
        RollupRow.bucket >= first,
        RollupRow.bucket < first + length,
        closed(),
    )
    if wanted.channel:
        asked = asked.where(RollupRow.key == wanted.channel.value)
    return [(int(hour), int(n)) for hour, n in session.execute(asked.group_by(RollupRow.bucket))]


def _from_rows(
    session: Session, wanted: ComplaintFilter, first: int, length: int
) -> list[tuple[int, int]]:
    since = from_micros(first * HOUR_MICROS)
    until = since + timedelta(hours=length)
    number = bin_number(session, ComplaintRow.registered_at, since, 60)
    asked = select(number, func.count()).select_from(ComplaintRow)
    span = replace(wanted, since=since, until=until)
    rows = session.execute(asked.where(*conditions_of(span, session, until)).group_by(number))
    return [(int(hour), int(n)) for hour, n in rows]
