"""The traders complained about now, those first for whom so many are rarest."""

from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from commandcenter.analysis.bands import Floats, same_time
from commandcenter.analysis.expectation import Expectation
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.incident.sources import SourceAsOf, sources
from commandcenter.queries.watch.fast_counts import fast_subject_bins, fast_top_subjects
from commandcenter.queries.watch.monitor_band import WEEKS, oldest_hour
from commandcenter.store.buckets import bin_number
from commandcenter.store.complaints.rollups import hour_bucket
from commandcenter.store.incident.counts import settled_now
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow

SHOWN_DAYS = 28
PAST_DAYS = 7 * WEEKS + 8  # what the weeks before a window reach back to
CANDIDATES = 40
LEAST = 2  # one complaint is no gathering
TOGETHER = 3.0  # one event brings complaints by several ways: variance over mean, at least
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class SubjectTop:
    """`counts`: of the last days, each 24 hours long and the last one ending now.

    `usual` for a window as long as the one that is looked at; None while less than three weeks
    are known. `chance`: that a day brings a window of so many.
    """

    id: int
    name: str
    district: str
    count: int
    people: int
    usual: float | None
    chance: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SubjectTops:
    """`since`: where the window begins. Of a county only what was registered there."""

    lines: tuple[SubjectTop, ...]
    since: datetime
    sources: tuple[SourceAsOf, ...]
    now: datetime


def subject_tops(
    session: Session, actor: Actor, days: int, now: datetime, limit: int = 20
) -> SubjectTops:
    """Those with two complaints or more in the last `days` days (1 to 7)."""
    now = now.replace(microsecond=0)  # whole seconds, as they are kept in memory
    since = now - timedelta(days=days)
    own = own_districts(session, actor)
    scope = settled_now(session)
    if own is not None:
        scope = scope & ComplaintRow.district.in_(own)
    counted = _most(session, actor, scope, since, now)
    table = _table(session, actor, list(counted), scope, now)
    told = _with_chances(session, counted, table, days, now)
    told.sort(key=lambda each: (each[2], -counted[each[0]], each[0]))
    lines = _lines(session, told[:limit], counted, table, scope & _within(since, now))
    return SubjectTops(lines, since, sources(session, now), now)


def _most(
    session: Session, actor: Actor, scope: ColumnElement[bool], since: datetime, now: datetime
) -> dict[int, int]:
    """Those with the most complaints in the window, and how many."""
    kept = fast_top_subjects(session, ComplaintFilter(), since, now, CANDIDATES, actor)
    if kept is not None:
        return {subject: count for subject, count in kept if count >= LEAST}
    found = session.execute(
        select(ComplaintRow.subject_id, func.count())
        .where(
            ComplaintRow.registered_at >= since,
            ComplaintRow.registered_at < now,
            ComplaintRow.subject_id.is_not(None),
            scope,
        )
        .group_by(ComplaintRow.subject_id)
        .having(func.count() >= LEAST)
        .order_by(func.count().desc(), ComplaintRow.subject_id)
        .limit(CANDIDATES)
    )
    return {int(subject or 0): n for subject, n in found}


def _within(since: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(ComplaintRow.registered_at >= since, ComplaintRow.registered_at < until)


def _table(
    session: Session, actor: Actor, ids: list[int], scope: ColumnElement[bool], now: datetime
) -> dict[int, Floats]:
    """Counts per 24 hours of the last weeks, oldest first, the last ending now."""
    start = now - timedelta(days=PAST_DAYS)
    kept = fast_subject_bins(session, start, PAST_DAYS, DAY_MINUTES, ids, actor)
    if kept is not None:
        return {subject: np.array(counts, float) for subject, counts in kept.items()}
    number = bin_number(session, ComplaintRow.registered_at, start, DAY_MINUTES)
    rows = session.execute(
        select(ComplaintRow.subject_id, number, func.count())
        .where(
            ComplaintRow.subject_id.in_(ids),
            ComplaintRow.registered_at >= start,
            ComplaintRow.registered_at < now,
            scope,
        )
        .group_by(ComplaintRow.subject_id, number)
    )
    table = {subject: np.zeros(PAST_DAYS) for subject in ids}
    for subject, day, count in rows:
        table[int(subject or 0)][min(int(day), PAST_DAYS - 1)] += int(count)
    return table


def _with_chances(
    session: Session, counted: dict[int, int], table: dict[int, Floats], days: int, now: datetime
) -> list[tuple[int, float | None, float]]:
    """Each trader with what is usual and the chance of so many."""
    if not counted:
        return []
    counts = np.stack([table[subject] for subject in counted])
    usual = _usual(counts, days, _known_days(session, now))
    seen = np.array([[n] for n in counted.values()], dtype=float)
    chance = np.nan_to_num(usual.p_value(seen)[:, 0] / days, nan=1.0)
    mean = [None if np.isnan(m) else float(m) for m in usual.mean[:, 0]]
    return [(subject, m, float(p)) for subject, m, p in zip(counted, mean, chance, strict=True)]


def _lines(
    session: Session,
    told: list[tuple[int, float | None, float]],
    counted: dict[int, int],
    table: dict[int, Floats],
    window: ColumnElement[bool],
) -> tuple[SubjectTop, ...]:
    ids = [subject for subject, _, _ in told]
    people = session.execute(
        select(
            ComplaintRow.subject_id,
            func.count(func.distinct(func.nullif(ComplaintRow.person_key, ""))),
        )
        .where(ComplaintRow.subject_id.in_(ids), window)
        .group_by(ComplaintRow.subject_id)
    )
    persons = {int(subject or 0): n for subject, n in people}
    names = session.execute(
        select(SubjectRow.id, SubjectRow.name, DistrictRow.name)
        .outerjoin(DistrictRow, DistrictRow.code == SubjectRow.district)
        .where(SubjectRow.id.in_(ids))
    )
    named = {subject: (name, district or "") for subject, name, district in names}
    return tuple(
        SubjectTop(
            id=subject,
            name=named[subject][0],
            district=named[subject][1],
            count=counted[subject],
            people=persons[subject],
            usual=usual,
            chance=chance,
            counts=tuple(int(c) for c in table[subject][-SHOWN_DAYS:]),
        )
        for subject, usual, chance in told
    )


def _known_days(session: Session, now: datetime) -> int:
    oldest = oldest_hour(session)
    return 0 if oldest is None else (hour_bucket(now) - oldest) // 24


def _usual(counts: Floats, days: int, known: int) -> Expectation:
    """What a window of `days` that ends now should bring, from the same days of past weeks."""
    past = counts[:, max(0, PAST_DAYS - known) : PAST_DAYS - days]
    if past.shape[1] < 7:
        return Expectation(*np.full((2, len(counts), 1), np.nan))
    beside = 0 if days >= 7 else 1
    usual = same_time(
        past, past.shape[1] + days - 1, period=7, weeks=WEEKS, width=days, half_window=beside
    )
    return Expectation(usual.mean, np.maximum(usual.variance, TOGETHER * usual.mean))
