"""Daily counts of all streams over the years: what the nightly baseline is fitted to.

Channels come from the rollup, which has their grain; the others are counted in the rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store.buckets import bin_number
from commandcenter.store.complaints.rollups import day_bucket, hour_bucket
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.watch.streams import brand_key, families, unknown_batches

DayNumbers = NDArray[np.int16]  # the day of each complaint
Line = tuple[str, DayNumbers]  # key, and days; of one key there may be several
Pair = tuple[object, str]  # a trader or a district, and what stands beside it
Counted = Mapping[Pair, DayNumbers]
PAGE = 20_000  # rows that are read at once
DAY_MINUTES = 24 * 60
SHANGHAI_HOURS = 8


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Whole Shanghai days from `first` on, `length` of them. `streams`: kind and key.

    `days`: of each complaint its day, rising within a stream, from `starts[n]` of stream n on;
    `starts` has one more than there are streams. As a table it would fill the memory.
    """

    first: date
    length: int
    streams: Sequence[tuple[StreamKind, str]]
    starts: NDArray[np.int64]
    days: DayNumbers


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which days of which complaints: `unknown` imports are left out."""

    start: date
    days: int
    unknown: Select[int]

    @property
    def begin(self) -> datetime:
        return day_start(self.start)

    @property
    def end(self) -> datetime:
        return self.begin + timedelta(days=self.days)


def day_counts(session: Session, as_of: datetime, first: date, last: date) -> DayCounts:
    """From `first`, or the first complaint after it, to `last`, as known at `as_of`."""
    unknown = unknown_batches(as_of)
    begun = session.scalar(
        select(func.min(ComplaintRow.registered_at)).where(
            ComplaintRow.registered_at >= day_start(first), ComplaintRow.batch_id.not_in(unknown)
        )
    )
    if begun is None or local(begun).date() > last:
        return _counts(last, 1, [])
    start = max(first, local(begun).date())
    days = (last - start).days + 1
    streams: list[tuple[tuple[StreamKind, str], DayNumbers]] = []
    for kind, lines in _lines(session, _Asked(start, days, unknown)):
        streams += [((kind, key), numbers) for key, numbers in _by_key(lines)]
    return _counts(start, days, streams)


def _counts(
    first: date, length: int, found: Sequence[tuple[tuple[StreamKind, str], DayNumbers]]
) -> DayCounts:
    starts = np.zeros(len(found) + 1, np.int64)
    np.cumsum([len(numbers) for _, numbers in found], out=starts[1:])
    days = [np.sort(numbers) for _, numbers in found] or [np.zeros(0, np.int16)]
    return DayCounts(first, length, [stream for stream, _ in found], starts, np.concatenate(days))


def _by_key(lines: Iterable[Line]) -> list[Line]:
    """Streams in the order of their keys."""
    found: dict[str, list[DayNumbers]] = {}
    for key, numbers in lines:
        found.setdefault(key, []).append(numbers)
    return [(key, np.concatenate(found[key])) for key in sorted(found)]


def _lines(session: Session, asked: _Asked) -> Iterator[tuple[StreamKind, Iterable[Line]]]:
    traders, categories, problems, towns = _counted(session, asked)
    yield StreamKind.SUBJECT, [(str(s), days) for (s, _), days in traders.items() if s]
    yield StreamKind.FAMILY, _family_lines(session, traders)
    for kind, places in ((StreamKind.CATEGORY, categories), (StreamKind.PROBLEM, problems)):
        yield kind, [(f"{d}/{name}", days) for (d, name), days in places.items() if d and name]
    yield StreamKind.DISTRICT, [(str(d), days) for (d, _), days in problems.items() if d]
    yield StreamKind.CHANNEL, _channels(session, asked)
    yield StreamKind.TOWN, [(f"{d}/{n}", days) for (d, n), days in towns.items() if d and n]


def _counted(session: Session, asked: _Asked) -> list[Counted]:
    """The days of complaints by trader and brand, and by district and category, problem, town.

    All in one pass over the rows: a grouping of the database for each took most of a night.
    """
    c = ComplaintRow.__table__.c
    day = bin_number(session, ComplaintRow.registered_at, asked.begin, DAY_MINUTES)
    rows = session.connection().execute(
        select(c.subject_id, c.brand, c.district, c.category, c.problem, c.town, day)
        .where(
            ComplaintRow.registered_at >= asked.begin,
            ComplaintRow.registered_at < asked.end,
            ComplaintRow.batch_id.not_in(asked.unknown),
        )
        .execution_options(yield_per=PAGE)
    )
    pairs = [_Pairs() for _ in range(4)]
    numbers: list[DayNumbers] = []
    while page := rows.fetchmany(PAGE):
        subjects, brands, districts, categories, problems, towns, days = zip(*page, strict=True)
        numbers.append(np.array(days, np.int16))
        beside = (
            (subjects, brands),
            *((districts, each) for each in (categories, problems, towns)),
        )
        for each, (one, other) in zip(pairs, beside, strict=True):
            each.add(zip(one, other, strict=True), len(days))
    whole = np.concatenate(numbers) if numbers else np.zeros(0, np.int16)
    return [each.counted(whole) for each in pairs]


class _Pairs:
    """Pairs by number, in the order in which they were met, and the number of each complaint's."""

    def __init__(self) -> None:
        self._known: defaultdict[Pair, int] = defaultdict(count().__next__)
        self._numbers: list[NDArray[np.int32]] = []

    def add(self, pairs: Iterable[Pair], many: int) -> None:
        known = map(self._known.__getitem__, pairs)
        self._numbers.append(np.fromiter(known, np.int32, many))

    def counted(self, days: DayNumbers) -> Counted:
        """The days of each pair; those of one are parts of one array."""
        numbers = np.concatenate(self._numbers) if self._numbers else np.zeros(0, np.int32)
        self._numbers = []
        ordered = days[np.argsort(numbers, kind="stable")]
        ends = np.cumsum(np.bincount(numbers, minlength=len(self._known))).tolist()
        begins = [0, *ends[:-1]]
        return {
            pair: ordered[begin:end]
            for pair, begin, end in zip(self._known, begins, ends, strict=True)
        }


def _family_lines(session: Session, traders: Counted) -> Iterator[Line]:
    """By the brand of the complaint, else of the trader, else by the legal person it shares.

    A family of one trader says what the trader's own stream says, and would only be judged twice.
    """
    of_trader = _family_of_traders(session)
    named = [(brand_key(brand) or of_trader.get(trader, ""), trader) for trader, brand in traders]
    members: dict[str, set[object]] = {}
    for family, trader in named:
        members.setdefault(family, set()).add(trader)
    for (family, _), days in zip(named, traders.values(), strict=True):
        if family and len(members[family]) > 1:
            yield family, days


def _family_of_traders(session: Session) -> Mapping[object, str]:
    legal = families(session)
    rows = session.execute(
        select(SubjectRow.id, SubjectRow.brand, SubjectRow.legal_person).where(
            or_(SubjectRow.brand != "", SubjectRow.legal_person != "")
        )
    )
    return {number: brand_key(brand) or legal.get(person, "") for number, brand, person in rows}


def _channels(session: Session, asked: _Asked) -> list[Line]:
    c = RollupRow.__table__.c
    day = (c.bucket + SHANGHAI_HOURS) // 24 - day_bucket(asked.begin)
    rows = session.execute(
        select(c.key, day, func.sum(c.count))
        .where(
            c.family == "hour_channel",
            c.bucket >= hour_bucket(asked.begin),
            c.bucket < hour_bucket(asked.end),
            c.batch_id.not_in(asked.unknown),
        )
        .group_by(c.key, day)
    )
    return [(key, np.full(int(count), number, np.int16)) for key, number, count in rows]
