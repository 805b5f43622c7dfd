"""Daily counts of all streams over the years: what the nightly baseline is fitted to.

Channels come from the rollup, which has their grain; the others are counted in the rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.signal import StreamKind
from commandcenter.domain.times import day_start, local
from commandcenter.store.buckets import bin_number
from commandcenter.store.rollups import day_bucket, hour_bucket
from commandcenter.store.streams import families, known_at
from commandcenter.store.tables.complaint import (
    BatchRow,
    ComplaintRow,
    RollupRow,
    SubjectRow,
)

Counts = NDArray[np.float32]
Cell = tuple[str, int, int]  # key, day from 0, count
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
    for kind, cells in _cells(session, as_of, start, days):
        keys, counts = _table(cells, days)
        streams += [(kind, key) for key in keys]
        tables.append(counts)
    return DayCounts(start, streams, np.concatenate(tables))


def _table(cells: Iterable[Cell], days: int) -> tuple[list[str], Counts]:
    """Streams in the order of their keys."""
    found = list(cells)
    keys = sorted({key for key, _, _ in found})
    numbers = {key: number for number, key in enumerate(keys)}
    counts = np.zeros((len(keys), days), np.float32)
    if found:
        rows = np.fromiter((numbers[key] for key, _, _ in found), np.int64, len(found))
        columns = np.fromiter((day for _, day, _ in found), np.int64, len(found))
        added = np.fromiter((count for _, _, count in found), np.float32, len(found))
        np.add.at(counts, (rows, columns), added)
    return keys, counts


def _cells(
    session: Session, as_of: datetime, start: date, days: int
) -> Iterator[tuple[StreamKind, Iterable[Cell]]]:
    c = ComplaintRow.__table__.c
    traders = _counted(session, as_of, start, days, c.subject_id, c.brand)
    yield StreamKind.SUBJECT, [(str(s), day, n) for s, _, day, n in traders if s]
    yield StreamKind.FAMILY, _family_cells(session, traders)
    for kind, column in ((StreamKind.CATEGORY, c.category), (StreamKind.PROBLEM, c.problem)):
        places = _counted(session, as_of, start, days, c.district, column)
        yield kind, [(f"{d}/{name}", day, n) for d, name, day, n in places if d and name]
    yield StreamKind.CHANNEL, _channels(session, as_of, start, days)
    towns = _counted(session, as_of, start, days, c.district, c.town)
    yield StreamKind.TOWN, [(f"{d}/{name}", day, n) for d, name, day, n in towns if d and name]


def _counted(
    session: Session, as_of: datetime, start: date, days: int, *columns: ColumnElement[Any]
) -> list[tuple[object, str, int, int]]:
    begin = day_start(start)
    number = bin_number(session, ComplaintRow.registered_at, begin, DAY_MINUTES)
    rows = session.execute(
        select(*columns, number, func.count())
        .where(
            ComplaintRow.registered_at >= begin,
            ComplaintRow.registered_at < begin + timedelta(days=days),
            known_at(as_of),
        )
        .group_by(*columns, number)
    )
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in rows]


def _family_cells(
    session: Session, traders: Sequence[tuple[object, str, int, int]]
) -> Iterator[Cell]:
    """By the brand of the complaint, else of the trader, else by the legal person he shares.

    A family of one trader says what his own stream says, and would only be judged twice.
    """
    of_trader = _family_of_traders(session)
    named = [(brand or of_trader.get(trader, ""), trader) for trader, brand, _, _ in traders]
    members: dict[str, set[object]] = {}
    for family, trader in named:
        members.setdefault(family, set()).add(trader)
    for (family, _), (_, _, day, count) in zip(named, traders, strict=True):
        if family and len(members[family]) > 1:
            yield family, day, count


def _family_of_traders(session: Session) -> Mapping[object, str]:
    legal = families(session)
    rows = session.execute(
        select(SubjectRow.id, SubjectRow.brand, SubjectRow.legal_person).where(
            or_(SubjectRow.brand != "", SubjectRow.legal_person != "")
        )
    )
    return {number: brand or legal.get(person, "") for number, brand, person in rows}


def _channels(session: Session, as_of: datetime, start: date, days: int) -> list[Cell]:
    others = select(BatchRow.id).where(or_(BatchRow.state != "closed", BatchRow.closed_at > as_of))
    begin = day_start(start)
    rows = session.execute(
        select(RollupRow.key, RollupRow.bucket, func.sum(RollupRow.count))
        .where(
            RollupRow.family == "hour_channel",
            RollupRow.bucket >= hour_bucket(begin),
            RollupRow.bucket < hour_bucket(begin + timedelta(days=days)),
            RollupRow.batch_id.not_in(others),
        )
        .group_by(RollupRow.key, RollupRow.bucket)
    )
    first = day_bucket(begin)
    return [(key, (hour + SHANGHAI_HOURS) // 24 - first, int(n)) for key, hour, n in rows]
