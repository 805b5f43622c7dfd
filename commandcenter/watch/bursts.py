"""Bursts within the hour: more than the same hours of the weeks before would bring.

Every record that has just come ends a window of its own, so a burst is seen with the record
that crosses, whenever and in whatever order the records got here.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from commandcenter.analysis.bands import same_time
from commandcenter.analysis.tails import tail
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.store.watch.streams import COUNTED, Bools, Ints, Rows
from commandcenter.watch.findings import Finding, each_stream, finding_of, micros

Floats = NDArray[np.float64]
HOUR = micros(timedelta(hours=1))
WEEK_HOURS = 168
SPARE_HOURS = 30  # beside the weeks: the windows themselves, and the hours next to them


def bursts(
    rows: Rows, limits: Limits, since: int, until: int, late: Bools | None = None
) -> list[Finding]:
    """Of each stream the window that goes furthest beyond the usual, of those that end after
    `since` (microseconds) and are rare enough; with `late` of those that hold such a row."""
    wanted = np.ones(len(rows.at), bool) if late is None else late
    return [
        finding
        for kind in COUNTED
        for finding in _of_kind(rows, kind, limits, since, until, wanted)
    ]


def _spans(limits: Limits) -> tuple[timedelta, timedelta]:
    return timedelta(minutes=limits.burst_minutes), timedelta(hours=limits.burst_hours)


def _of_kind(
    rows: Rows, kind: StreamKind, limits: Limits, since: int, until: int, wanted: Bools
) -> Iterator[Finding]:
    spans = _spans(limits)
    recent = rows.at > since - micros(max(spans))
    crowded = [
        (code, where)
        for code, where in each_stream(rows, kind, recent, limits.burst_count)
        if wanted[where].any()
    ]
    if not crowded:
        return
    last_hour = until // HOUR
    first_hour = max(int(rows.at[0]) // HOUR, last_hour - limits.weeks * WEEK_HOURS - SPARE_HOURS)
    asked = np.arange(since // HOUR, last_hour + 1)
    # What is judged does not judge itself: the hours looked at are not among the usual ones.
    before = int(asked[0]) - math.ceil(max(spans) / timedelta(hours=1))
    if before < first_hour:
        return  # nothing is known yet of what is usual
    counts = _hours(rows, kind, [code for code, _ in crowded], first_hour, before)
    usual = [
        same_time(
            counts, asked - first_hour, weeks=limits.weeks,
            width=max(1, round(span / timedelta(hours=1))),
        )
        for span in spans
    ]  # fmt: skip
    for number, (_, where) in enumerate(crowded):
        expected = [(each.mean[number], each.variance[number]) for each in usual]
        best = _furthest(rows, where, limits, since, expected, wanted[where])
        if best:
            yield _burst(rows, kind, *best)


def _furthest(
    rows: Rows,
    where: Ints,
    limits: Limits,
    since: int,
    usual: Sequence[tuple[Floats, Floats]],
    wanted: Bools,
) -> tuple[float, float, timedelta, Ints] | None:
    """Of one stream: p-value, what is usual, the time, and the rows. `usual`: by hour since
    `since` the mean and the variance, for each span."""
    at = rows.at[where]
    ends = np.flatnonzero(at > since)
    hour = at[ends] // HOUR - since // HOUR
    held = np.r_[0, np.cumsum(wanted)]
    best, beyond = None, -np.inf
    for span, (mean, variance) in zip(_spans(limits), usual, strict=True):
        starts = np.searchsorted(at, at[ends] - micros(span), side="right")
        seen, usually = ends + 1 - starts, mean[hour]
        enough = (seen >= limits.burst_count) & (held[ends + 1] > held[starts])
        p = np.where(enough, tail(seen, usually, variance[hour]), np.nan)
        crossed = np.where(p <= 10.0**-limits.burst_rarity, seen - usually, -np.inf)
        most = int(np.argmax(crossed)) if len(crossed) else 0
        if len(crossed) and crossed[most] > beyond:
            beyond = float(crossed[most])
            inside = where[starts[most] : ends[most] + 1]
            best = (float(p[most]), float(usually[most]), span, inside)
    return best


def _hours(rows: Rows, kind: StreamKind, codes: list[int], first: int, last: int) -> Ints:
    """Complaints by hour of these streams, (streams, hours)."""
    number = np.full(len(rows.keys[kind]) + 1, -1)
    number[codes] = np.arange(len(codes))
    stream = number[rows.streams[kind]]  # of NOWHERE the last one, which is none
    hour = rows.at // HOUR - first
    hours = max(last - first + 1, 0)
    inside = (stream >= 0) & (hour >= 0) & (hour < hours)
    flat = stream[inside] * hours + hour[inside]
    return np.bincount(flat, minlength=len(codes) * hours).reshape(len(codes), hours)


def _burst(
    rows: Rows, kind: StreamKind, p: float, expected: float, span: timedelta, where: Ints
) -> Finding:
    surprise = -float(np.log10(max(p, 1e-300)))
    return finding_of(
        rows, kind, where, Detector.BURST, span, expected=expected, surprise=surprise
    )  # fmt: skip
