"""The arithmetic of the timeline: ticks of time and count, and bars thinned to the pixels.

The horizontal unit is the bin: bin `i` lies between i and i + 1, whatever its
length, so a moment is at (moment - start) / bin.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from commandcenter.domain.times import SHANGHAI, day_in_year, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.watch.timeline import Timeline
from commandcenter.ui.frame.amounts import count_text
from commandcenter.ui.texts import said

Numbers = NDArray[np.float64]

DAY = 24 * 60
TICK_MINUTES = (
    5,
    10,
    15,
    30,
    60,
    120,
    180,
    240,
    360,
    720,
    DAY,
    2 * DAY,
    3 * DAY,
    5 * DAY,
    7 * DAY,
    14 * DAY,
)


@dataclass(frozen=True, slots=True)
class Tick:
    """`at` in bins from the start, or in counts."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Thinned:
    """Bars no denser than the pixels: `left` and `right` edges in bins, counts by series."""

    left: Numbers
    right: Numbers
    counts: Numbers


def place(timeline: Timeline, at: datetime) -> float:
    """Where a moment lies, in bins from the start; may be outside the chart."""
    return (at - timeline.start) / timedelta(minutes=timeline.bin_minutes)


def moment(timeline: Timeline, bin_index: int) -> datetime:
    """When a bin starts."""
    return timeline.start + timedelta(minutes=timeline.bin_minutes * bin_index)


def unfinished(timeline: Timeline) -> bool:
    """Whether the last bin is still being filled."""
    return timeline.bins > 0 and moment(timeline, timeline.bins) > timeline.now


def count_matrix(timeline: Timeline) -> Numbers:
    """Counts as (series, bins); empty where there is nothing."""
    if not timeline.series or not timeline.bins:
        return np.zeros((len(timeline.series), timeline.bins))
    return np.array([s.counts for s in timeline.series], dtype=np.float64)


def thin(counts: Numbers, columns: int) -> Thinned:
    """Keep at most `columns` bars: of each group of bins the tallest, so that no peak is lost."""
    bins = counts.shape[1]
    size = max(1, -(-bins // max(1, columns)))
    edges = np.arange(0, bins, size, dtype=np.float64)
    right = np.minimum(edges + size, bins)
    if size == 1:
        return Thinned(edges, right, counts)
    totals = counts.sum(axis=0)
    padded = np.full(len(edges) * size, -1.0)
    padded[:bins] = totals
    tallest = padded.reshape(-1, size).argmax(axis=1) + np.arange(len(edges)) * size
    return Thinned(edges, right, counts[:, tallest])


def thin_band(values: Sequence[float], columns: int, *, highest: bool) -> Numbers:
    """The lowest or highest of each group of bins, grouped as `thin` does."""
    line = np.array(values, dtype=np.float64)
    size = max(1, -(-len(line) // max(1, columns)))
    if size == 1:
        return line
    starts = np.arange(0, len(line), size)
    ufunc = np.maximum if highest else np.minimum
    return np.asarray(ufunc.reduceat(line, starts), dtype=np.float64)


def count_ticks(highest: float, wanted: int = 4) -> list[Tick]:
    """Whole round numbers from 0 to at least `highest`, about `wanted` steps."""
    highest = max(highest, 1.0)
    rough = highest / max(1, wanted)
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    step = max(1.0, float(step))
    steps = int(np.ceil(highest / step - 1e-9))
    return [Tick(i * step, count_text(i * step)) for i in range(steps + 1)]


def time_ticks(timeline: Timeline, pixels: float, label_pixels: float) -> list[Tick]:
    """Round hours or days in Shanghai, at least one and a half labels apart."""
    span = timeline.bins * timeline.bin_minutes
    if span <= 0 or pixels <= 0:
        return []
    room = max(1.0, pixels / (label_pixels * 1.5))
    step = next((m for m in TICK_MINUTES if span / m <= room), TICK_MINUTES[-1])
    while span / step > room:
        step *= 2
    return _ticks_every(timeline, step)


def _ticks_every(timeline: Timeline, step: int) -> list[Tick]:
    begin = local(timeline.start)
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    first = timedelta(minutes=min(step, DAY))
    at = midnight + first * -((midnight - begin) // first)
    end = moment(timeline, timeline.bins)
    several_days = (end - timeline.start) > timedelta(days=1)
    ticks = []
    while at <= end:
        ticks.append(Tick(place(timeline, at), _time_label(at, step, several_days, timeline.now)))
        at += timedelta(minutes=step)
    return ticks


def _time_label(at: datetime, step: int, several_days: bool, now: datetime) -> str:
    t = at.astimezone(SHANGHAI)
    if step >= DAY or (several_days and t.hour == 0 and t.minute == 0):
        return said(day_in_year(t.date(), local(now).date()))
    return f"{t:%H:%M}"
