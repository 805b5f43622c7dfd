"""What a detector found: where, since when, how many, how rare, and which complaints."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import numpy as np

from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store.types import MICROSECOND
from commandcenter.store.watch.streams import NOWHERE, Bools, Ints, Rows

LEAST_BEFORE = timedelta(days=14)  # less says nothing about what is usual
OF_WHOM = (StreamKind.SUBJECT, StreamKind.FAMILY, StreamKind.MENTION)
HALF = 0.5  # a case added to those seen before: a stream of none is rare, not impossible


@dataclass(frozen=True, slots=True)
class Finding:
    """`ids` by time, `at` (microseconds) beside; `window`: the time that was looked at.

    `expected`: complaints usual in such a time, None where that is not known. `surprise`:
    -log10 of the p-value. `rule`, `least`: of a rule, its title and how many it asks for. `name`:
    as people say it, where the key does not. `mentioned`: of how many complaints whom they are
    about stands in the text only.
    """

    stream: StreamKind
    key: str
    detector: Detector
    ids: tuple[int, ...]
    at: tuple[int, ...]
    people: int
    window: timedelta
    expected: float | None = None
    surprise: float | None = None
    recurrence_days: float | None = None
    rule: str = ""
    least: int = 0
    cause: str = ""
    keywords: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    name: str = ""
    mentioned: int = 0

    @property
    def observed(self) -> int:
        return len(self.ids)


def micros(span: timedelta) -> int:
    return span // MICROSECOND


def each_stream(
    rows: Rows, kind: StreamKind, chosen: Bools, least: int
) -> Iterator[tuple[int, Ints]]:
    """Streams with at least so many chosen rows: number, and where the rows stand, by time."""
    where = np.flatnonzero(chosen & (rows.streams[kind] != NOWHERE))
    codes = rows.streams[kind][where]
    if not len(where):
        return
    order = np.argsort(codes, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(codes[order]) != 0]).tolist()
    for start, end in pairwise([*first, len(order)]):
        if end - start >= least:
            part = order[start:end]
            yield int(codes[part[0]]), where[part]


def people_of(rows: Rows, where: Ints) -> int:
    return len(set(rows.person[where].tolist()) - {0})


def usual(
    rows: Rows, kind: StreamKind, code: int, until: int, span: timedelta, counted: Bools
) -> float | None:
    """Counted complaints of a stream in a time of this length, from what was before `until`."""
    if not len(rows.at):
        return None
    known = until - int(rows.at[0])
    if known < micros(LEAST_BEFORE):
        return None
    seen = int((counted & (rows.streams[kind] == code) & (rows.at <= until)).sum())
    return (seen + HALF) * micros(span) / known


def finding_of(
    rows: Rows,
    kind: StreamKind,
    where: Ints,
    detector: Detector,
    window: timedelta,
    **told: object,
) -> Finding:
    """The finding of these rows, which stand in one stream of `kind`."""
    code = int(rows.streams[kind][where[0]])
    return Finding(
        stream=kind,
        key=rows.keys[kind][code],
        detector=detector,
        ids=tuple(rows.ids[where].tolist()),
        at=tuple(rows.at[where].tolist()),
        people=people_of(rows, where),
        window=window,
        mentioned=int(rows.mentioned[where].sum()) if kind in OF_WHOM else 0,
        **told,  # type: ignore[arg-type]  # by the names of the fields
    )
