"""The last seven days by the hour, each hour beside what is usual for it."""

from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy.orm import Session

from commandcenter.analysis.expectation import Expectation
from commandcenter.analysis.tails import quantile
from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.incident.sources import SourceAsOf, sources
from commandcenter.queries.watch.monitor_band import OUTSIDE, hours_of, thinned, usual_of
from commandcenter.store.complaints.rollups import hour_bucket

DAYS, HOURS = 7, 24


@dataclass(frozen=True, slots=True)
class HourCell:
    """`usual` is None while less than three weeks are known. `chance`: of so many or more."""

    count: int
    usual: float | None
    chance: float
    fewer: bool


@dataclass(frozen=True, slots=True)
class HourWeek:
    """`cells[day][hour]`, from the day `first` to today; None for hours that are to come."""

    first: date
    cells: tuple[tuple[HourCell | None, ...], ...]
    sources: tuple[SourceAsOf, ...]
    now: datetime


def hour_week(session: Session, channel: Channel | None, now: datetime) -> HourWeek:
    """Of all complaints, or of those of a channel. The hour that runs is judged as far as it is."""
    first = local(now).date() - timedelta(days=DAYS - 1)
    start, length = day_start(first), DAYS * HOURS
    wanted = ComplaintFilter(channel=channel)
    counts = hours_of(wanted, session, hour_bucket(start), length)
    usual = usual_of(wanted, session, start, length, 60)
    running = hour_bucket(now) - hour_bucket(start)
    gone = (now - start - running * timedelta(hours=1)) / timedelta(hours=1)
    cells = _cells(counts, usual, running, gone)
    rows = tuple(cells[n : n + HOURS] for n in range(0, length, HOURS))
    return HourWeek(first, rows, sources(session, now), now)


def _cells(
    counts: np.ndarray[tuple[int], np.dtype[np.float64]],
    usual: Expectation | None,
    running: int,
    gone: float,
) -> tuple[HourCell | None, ...]:
    later = (None,) * (len(counts) - running - 1)
    past = range(running + 1)
    if usual is None:
        return (*(HourCell(int(counts[n]), None, 1.0, False) for n in past), *later)
    part = thinned(Expectation(usual.mean[0, running], usual.variance[0, running]), gone)
    mean, variance = usual.mean[0].copy(), usual.variance[0].copy()
    mean[running], variance[running] = part.mean, part.variance
    chance = Expectation(mean, variance).p_value(counts)
    least = quantile(OUTSIDE, mean, variance)
    known = (
        HourCell(int(counts[n]), float(mean[n]), float(chance[n]), bool(counts[n] < least[n]))
        for n in past
    )
    return (*known, *later)
