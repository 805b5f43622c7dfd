"""How records reach the bureau: 12315 by export every half hour, 12345 hourly, the desk at once.

A record is counted from the moment its batch is here, not from its registration.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from commandcenter.domain.complaints.complaint import NewComplaint, Source

Interval = tuple[timedelta, timedelta]  # how often, and how long past the full hour
USUAL: dict[Source, Interval] = {
    Source.PLATFORM: (timedelta(minutes=30), timedelta()),
    Source.HOTLINE: (timedelta(minutes=60), timedelta(minutes=15)),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """One export, or one record of the desk. `at`: when it is here; aware UTC."""

    source: Source
    at: datetime
    exported_to: datetime  # 导至: everything registered until then is in it or an earlier one


@dataclass(frozen=True, slots=True)
class Arrival:
    """`complaint` is recorded at `batch.at`."""

    complaint: NewComplaint
    batch: Batch


@dataclass(frozen=True, slots=True)
class Rush:
    """A time in which a source is exported more often, as on the night of 3·15."""

    source: Source
    start: datetime
    end: datetime
    every: timedelta


@dataclass
class Schedule:
    """When each source is exported. Intervals count from `origin`, a full hour."""

    origin: datetime
    rushes: tuple[Rush, ...] = ()
    _made: dict[tuple[Source, datetime], Batch] = field(default_factory=dict)

    def batch(self, source: Source, registered_at: datetime) -> Batch:
        """The batch that brings a record: the first one at or after its registration."""
        at = registered_at if source is Source.DESK else self._next(source, registered_at)
        made = self._made.get((source, at))
        if made is None:
            made = self._made[source, at] = Batch(source, at, at)
        return made

    def arrival(self, complaint: NewComplaint) -> Arrival:
        return Arrival(complaint, self.batch(complaint.source, complaint.registered_at))

    def last(self, source: Source, at: datetime) -> datetime:
        """Up to when a source's records are here at a moment (导至)."""
        if source is Source.DESK:
            return at
        every, past = USUAL[source]
        first = self.origin + past
        exports = [first + (at - first) // every * every]
        for rush in self._rushes(source):
            if rush.start <= at:
                until = min(at, rush.end)
                exports.append(rush.start + (until - rush.start) // rush.every * rush.every)
        return max(exports)

    def _next(self, source: Source, at: datetime) -> datetime:
        every, past = USUAL[source]
        first = self.origin + past
        exports = [first - (first - at) // every * every]
        for rush in self._rushes(source):
            if at <= rush.end:
                since = max(at, rush.start)
                exports.append(rush.start - (rush.start - since) // rush.every * rush.every)
        return min(exports)

    def _rushes(self, source: Source) -> list[Rush]:
        return [rush for rush in self.rushes if rush.source is source]


def in_order(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """By the time they are here, then by source and registration."""
    return sorted(arrivals, key=_order)


def _order(arrival: Arrival) -> tuple[datetime, Source, datetime, str]:
    complaint = arrival.complaint
    return arrival.batch.at, complaint.source, complaint.registered_at, complaint.number


def by_batch(arrivals: Iterable[Arrival]) -> Iterator[tuple[Batch, list[NewComplaint]]]:
    """The batches in the order in which they come, each with its records."""
    for batch, group in groupby(arrivals, attrgetter("batch")):
        yield batch, [arrival.complaint for arrival in group]
