"""The course of a signal's stream: complaints per day or hour, up to now, with what is usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.signal import Detector
from commandcenter.domain.times import day_start, local
from commandcenter.store.counts import settled
from commandcenter.store.signal_rows import behind
from commandcenter.store.tables.complaint import ComplaintRow
from commandcenter.store.tables.watch import SignalRow
from commandcenter.store.warning_basis import like

HOURS, DAYS = 24, 28
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
    """The bins with the newest last, whether they are hours, and what is usual for one."""
    hourly = row.detector is Detector.BURST
    step, many = (HOUR, HOURS) if hourly else (DAY, DAYS)
    first = (_hour(now) if hourly else day_start(local(now).date())) - (many - 1) * step
    found = session.execute(
        select(ComplaintRow.id, ComplaintRow.registered_at)
        .where(or_(like(row), behind([row.id])), settled())
        .where(ComplaintRow.registered_at >= first, ComplaintRow.registered_at <= now)
        .order_by(ComplaintRow.registered_at, ComplaintRow.id)
    ).all()
    ids: dict[int, list[int]] = {}
    for complaint, at in found:
        ids.setdefault((at - first) // step, []).append(complaint)
    bins = tuple(_bin(first + n * step, step, ids.get(n, ()), row) for n in range(many))
    return bins, hourly, _usual(bins)


def _bin(start: datetime, step: timedelta, ids: Sequence[int], row: SignalRow) -> Bin:
    end = start + step
    inside = end > row.since_at and start <= row.until_at
    return Bin(start, end, len(ids), inside, tuple(ids))


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _usual(bins: Sequence[Bin]) -> float | None:
    """The mean of the bins before the signal began; None where there are too few."""
    before = [each.count for each in bins if not each.inside]
    return sum(before) / len(before) if len(before) >= 3 else None
