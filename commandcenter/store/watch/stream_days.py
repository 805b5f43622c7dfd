"""Daily counts of all streams over the years: what the nightly baseline is fitted to.

Channels come from the rollup, which has their grain; the others are counted in the rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.store.buckets import bin_number
from commandcenter.store.complaints.rollups import day_bucket, hour_bucket
from commandcenter.store.tables.complaints.complaint import (
    BatchRow,
    ComplaintRow,
    RollupRow,
    SubjectRow,
)
from commandcenter.store.watch.streams import brand_key, families, known_at

Counts = NDArray[np.float32]
Line = tuple[str, Counts]  # key, and counts by day; of one key there may be several
DAY_MINUTES = 24 * 60
SHANGHAI_HOURS = 8


@dataclass(frozen=True, slots=True)
class DayCounts:
    """`counts` (streams, days): whole Shanghai days from `first` on. `streams`: kind and key."""

    first: date
    streams: Sequence[tuple[StreamKind, str]]
    counts: Counts


def day_counts(session: Session, as_of: datetime, first: date, last: date) -> DayCounts:
    """From `first`, or the first complaint after it, to `last`, as known at `as_of`."""
    begun = session.scalar(
        select(func.min(ComplaintRow.registered_at)).where(
            ComplaintRow.registered_at >= day_start(first), known_at(as_of)
        )
    )
    if begun is None or local(begun).date() > last:
        return DayCounts(last, (), np.zeros((0, 1), np.float32))
    start = max(first, local(begun).date())
    days = (last - start).days + 1
    streams: list[tuple[StreamKind, str]] = []
    tables: list[Counts] = []
    for kind, lines in _lines(session, as_of, start, days):
        keys, counts = _table(lines, days)
        streams += [(kind, key) for key in keys]
        tables.append(counts)
    return DayCounts(start, streams, np.concatenate(tables))


def _table(lines: Iterable[Line], days: int) -> tuple[list[str], Counts]:
    """Streams in the order of their keys."""
    found: dict[str, Counts] = {}
    for key, counts in lines:
        found[key] = found[key] + counts if key in found else counts
    keys = sorted(found)
    return keys, np.stack([found[k] for k in keys]) if keys else np.zeros((0, days), np.float32)


def _lines(
    session: Session, as_of: datetime, start: date, days: int
) -> Iterator[tuple[StreamKind, Iterable[Line]]]:
    c = ComplaintRow.__table__.c
    traders = _counted(session, as_of, start, days, c.subject_id, c.brand)
    yield StreamKind.SUBJECT, [(str(s), counts) for s, _, counts in traders if s]
    yield StreamKind.FAMILY, _family_lines(session, traders)
    for kind, column in ((StreamKind.CATEGORY, c.category), (StreamKind.PROBLEM, c.problem)):
        places = _counted(session, as_of, start, days, c.district, column)
        yield kind, [(f"{d}/{name}", counts) for d, name, counts in places if d and name]
    yield StreamKind.CHANNEL, _channels(session, as_of, start, days)
    towns = _counted(session, as_of, start, days, c.district, c.town)
    yield StreamKind.TOWN, [(f"{d}/{name}", counts) for d, name, counts in towns if d and name]


def _counted(
    session: Session, as_of: datetime, start: date, days: int, *columns: ColumnElement[Any]
) -> list[tuple[object, str, Counts]]:
    """One row a stream, with the days of its complaints as one text: a row for each day and
    stream took most of a night."""
    begin = day_start(start)
    number = bin_number(session, ComplaintRow.registered_at, begin, DAY_MINUTES)
    rows = session.execute(
        select(*columns, func.aggregate_strings(cast(number, String), ","))
        .where(
            ComplaintRow.registered_at >= begin,
            ComplaintRow.registered_at < begin + timedelta(days=days),
            known_at(as_of),
        )
        .group_by(*columns)
    )
    return [(row[0], row[1], _by_day(row[2], days)) for row in rows]


def _by_day(told: str, days: int) -> Counts:
    numbers = np.fromstring(told, np.int64, sep=",")
    return np.bincount(numbers, minlength=days).astype(np.float32)


def _family_lines(
    session: Session, traders: Sequence[tuple[object, str, Counts]]
) -> Iterator[Line]:
    """By the brand of the complaint, else of the trader, else by the legal person it shares.

    A family of one trader says what the trader's own stream says, and would only be judged twice.
    """
    of_trader = _family_of_traders(session)
    named = [
        (brand_key(brand) or of_trader.get(trader, ""), trader) for trader, brand, _ in traders
    ]
    members: dict[str, set[object]] = {}
    for family, trader in named:
        members.setdefault(family, set()).add(trader)
    for (family, _), (_, _, counts) in zip(named, traders, strict=True):
        if family and len(members[family]) > 1:
            yield family, counts


def _family_of_traders(session: Session) -> Mapping[object, str]:
    legal = families(session)
    rows = session.execute(
        select(SubjectRow.id, SubjectRow.brand, SubjectRow.legal_person).where(
            or_(SubjectRow.brand != "", SubjectRow.legal_person != "")
        )
    )
    return {number: brand_key(brand) or legal.get(person, "") for number, brand, person in rows}


def _channels(session: Session, as_of: datetime, start: date, days: int) -> list[Line]:
    others = select(BatchRow.id).where(or_(BatchRow.state != "closed", BatchRow.closed_at > as_of))
    begin, c = day_start(start), RollupRow.__table__.c
    day = (c.bucket + SHANGHAI_HOURS) // 24 - day_bucket(begin)
    rows = session.execute(
        select(c.key, day, func.sum(c.count))
        .where(
            c.family == "hour_channel",
            c.bucket >= hour_bucket(begin),
            c.bucket < hour_bucket(begin + timedelta(days=days)),
            c.batch_id.not_in(others),
        )
        .group_by(c.key, day)
    )
    found: dict[str, Counts] = {}
    for key, number, count in rows:
        found.setdefault(key, np.zeros(days, np.float32))[number] = int(count)
    return list(found.items())
