"""A crowd that complains about one thing: who, when, how often, to the exact number.

The numbers of `domain.md` section 6 are met by construction. Waves say how many records
are registered between two moments, and how many of these come from people who were here
before; a record that would reach the bureau after a moment that has a number in the table
is taken by telephone at the desk instead.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random

from commandcenter.db.demo.exports import Schedule
from commandcenter.db.demo.random_streams import Weighted, lognormal, shuffled, spread
from commandcenter.domain.complaints.complaint import Channel, Source
from commandcenter.domain.times import local


@dataclass(frozen=True, slots=True)
class Wave:
    """`count` records within (start, end) of one Shanghai day, of which so many are repeats."""

    start: datetime
    end: datetime
    count: int
    again_today: int = 0  # of a person who complained earlier that day
    again: int = 0  # of a person who complained on an earlier day, and not yet today
    nameless: int = 0

    @property
    def new(self) -> int:
        return self.count - self.again_today - self.again - self.nameless


@dataclass(frozen=True, slots=True)
class CrowdRecord:
    """One record of the crowd. `member` counts the people, a nameless record as one of its own."""

    at: datetime
    member: int
    nth: int  # 1: the first of this member
    named: bool
    wave: int


class _Part(StrEnum):
    NEW = "new"
    AGAIN_TODAY = "again today"
    AGAIN = "again"
    NAMELESS = "nameless"


@dataclass
class _Crowd:
    times: list[int] = field(default_factory=list)  # records of each member
    named: list[bool] = field(default_factory=list)
    today: list[int] = field(default_factory=list)  # named members with a record today, in order
    day: object = None
    most: int = 2  # records of one member

    def join(self, named: bool) -> int:
        self.times.append(0)
        self.named.append(named)
        return len(self.times) - 1

    def take(self, chance: Random, part: _Part) -> int | None:
        """A member for this part, or None when there is nobody for it yet."""
        if part in (_Part.NEW, _Part.NAMELESS):
            return self.join(part is _Part.NEW)
        today = set(self.today)
        pool = self.today if part is _Part.AGAIN_TODAY else range(len(self.times))
        found = [
            m
            for m in pool
            if self.named[m]
            and self.times[m] < self.most
            and (part is _Part.AGAIN_TODAY or m not in today)
        ]
        return found[chance.randrange(len(found))] if found else None


def gather(chance: Random, waves: Sequence[Wave], most: int = 2) -> list[CrowdRecord]:
    """The records of all waves in time order; nobody has more than `most`."""
    crowd = _Crowd(most=most)
    return [t for n, wave in enumerate(waves) for t in _wave(chance, crowd, n, wave)]


def _wave(chance: Random, crowd: _Crowd, number: int, wave: Wave) -> Iterator[CrowdRecord]:
    day = local(wave.start).date()
    if day != crowd.day:
        crowd.day, crowd.today = day, []
    seconds = int((wave.end - wave.start).total_seconds())
    parts = shuffled(chance, _parts(wave))
    for second in spread(chance, wave.count, 0, seconds):
        member = crowd.take(chance, parts[-1])
        if member is None:  # nobody to come back yet: a new one first
            parts.remove(_Part.NEW)
            member = crowd.join(True)
        else:
            parts.pop()
        crowd.times[member] += 1
        if crowd.named[member] and member not in crowd.today:
            crowd.today.append(member)
        at = wave.start + timedelta(seconds=second)
        yield CrowdRecord(at, member, crowd.times[member], crowd.named[member], number)


def _parts(wave: Wave) -> list[_Part]:
    return (
        [_Part.NEW] * wave.new
        + [_Part.AGAIN_TODAY] * wave.again_today
        + [_Part.AGAIN] * wave.again
        + [_Part.NAMELESS] * wave.nameless
    )


def exact(chance: Random, count: int, total: int, sigma: float, unit: int = 10) -> list[int]:
    """`count` lognormal amounts, whole multiples of `unit`, that sum up to `total`."""
    raw = [lognormal(chance, 1.0, sigma) for _ in range(count)]
    scale = total / sum(raw)
    edges = [round(edge * scale / unit) for edge in accumulate(raw)]
    edges[-1] = total // unit
    return [(b - a) * unit for a, b in zip([0, *edges], edges, strict=False)]


def portion(chance: Random, counts: Sequence[int], quotas: Mapping[str, int]) -> list[str]:
    """A name for each member so that the records (`counts` a member) meet `quotas` exactly.

    Members without records get none.
    """
    left = dict(quotas)
    given = [""] * len(counts)
    order = shuffled(chance, (m for m, count in enumerate(counts) if count))
    for member in sorted(order, key=lambda m: -counts[m]):
        fitting = [(name, room) for name, room in left.items() if room >= counts[member]]
        given[member] = Weighted(fitting).pick(chance.random())
        left[given[member]] -= counts[member]
    if any(left.values()):
        raise ValueError(f"quotas that do not fit: {left}")
    return given


@dataclass(frozen=True, slots=True)
class Ways:
    """How a crowd reaches the bureau, so that the table's numbers hold at its `moments`.

    `moments`: aware UTC, in order; `own_phone`: share of the calls that come to the desk.
    """

    schedule: Schedule
    moments: tuple[datetime, ...]
    channels: Weighted[Channel]
    own_phone: float

    def choose(
        self, chance: Random, at: datetime, not_by: Channel | None = None
    ) -> tuple[Channel, Source]:
        """The channel and source of a record registered at `at`."""
        channel = self.channels.pick(chance.random())
        while channel is not_by:
            channel = self.channels.pick(chance.random())
        own = channel is Channel.PHONE and chance.random() < self.own_phone
        if channel is Channel.HOTLINE and not self._in_time(Source.HOTLINE, at):
            channel = Channel.MINI_PROGRAM
        source = Source.HOTLINE if channel is Channel.HOTLINE else Source.PLATFORM
        if own or not self._in_time(source, at):
            return Channel.PHONE, Source.DESK
        return channel, source

    def _in_time(self, source: Source, at: datetime) -> bool:
        """Whether it is here before the next moment that has a number."""
        following = bisect_left(self.moments, at)
        here = self.schedule.batch(source, at).at
        return following == len(self.moments) or here <= self.moments[following]
