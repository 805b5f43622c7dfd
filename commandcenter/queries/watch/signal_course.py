"""The course of a signal's stream: complaints per day or hour, with what was usual before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.signal import Detector
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import behind
from commandcenter.store.watch.warning_basis import like

HOURS, DAYS = 24, 28
BEFORE = 7  # days before a signal that is older than the days up to now
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bin:
    """`inside`: it lies in the span of the signal. `ids`: the complaints it counts."""

    start: datetime
    end: datetime
    count: int
    inside: bool
    ids: tuple[int, ...]


def course(
    session: Session, row: SignalRow, now: datetime
) -> tuple[tuple[Bin, ...], bool, float | None]:
    """The bins with the newest last, whether they are hours, and what is usual for one.

    They end now, unless the signal is so old that it would not be among them.
    """
    first, step, many = _window(row, now)
    hourly, end = step == HOUR, first + many * step
    found = session.execute(
        select(ComplaintRow.id, ComplaintRow.registered_at)
        .where(or_(like(row), behind([row.id])), settled())
        .where(ComplaintRow.registered_at >= first, ComplaintRow.registered_at < end)
        .where(ComplaintRow.registered_at <= now)
        .order_by(ComplaintRow.registered_at, ComplaintRow.id)
    ).all()
    ids: dict[int, list[int]] = {}
    for complaint, at in found:
        ids.setdefault((at - first) // step, []).append(complaint)
    bins = tuple(_bin(first + n * step, step, ids.get(n, ()), row) for n in range(many))
    return bins, hourly, _usual(bins, row)


def _window(row: SignalRow, now: datetime) -> tuple[datetime, timedelta, int]:
    """Where the first bin begins, how long one is, how many there are."""
    hour = _hour(now) - (HOURS - 1) * HOUR
    if row.detector is Detector.BURST and row.since_at >= hour:
        return hour, HOUR, HOURS
    day = day_start(local(now).date()) - (DAYS - 1) * DAY
    if row.since_at < day:
        day = day_start(local(row.since_at).date()) - BEFORE * DAY
    return day, DAY, DAYS


def _bin(start: datetime, step: timedelta, ids: Sequence[int], row: SignalRow) -> Bin:
    end = start + step
    inside = end > row.since_at and start <= row.until_at
    return Bin(start, end, len(ids), inside, tuple(ids))


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _usual(bins: Sequence[Bin], row: SignalRow) -> float | None:
    """The mean of the bins before the signal began; None where there are too few."""
    before = [each.count for each in bins if each.end <= row.since_at]
    return sum(before) / len(before) if len(before) >= 3 else None
