"""Each category, county or problem on a tiny chart of four weeks, the rarest day first."""

import hashlib
from datetime import date, datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from commandcenter.analysis.bands import Floats, same_time
from commandcenter.analysis.expectation import Expectation, NegativeBinomialBaseline
from commandcenter.analysis.tails import quantile
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.times import day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.sources import SourceAsOf, sources
from commandcenter.queries.watch.day_calendar import calendar
from commandcenter.queries.watch.monitor_band import OUTSIDE, WEEKS, closed, thinned
from commandcenter.store.complaints.rollups import day_bucket, hour_bucket
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.rollup import RollupRow

DAYS = 28  # on each chart, today among them
PAST = 7 * WEEKS  # days before them, that say what is usual
# With so many days behind the charts the calendar is learned: holidays, make-up days, festivals.
LEARNED = 120
LONGEST = 240  # days that are read for it
GUARD_DAYS = 7  # what is just beginning does not teach the baseline


@dataclass(frozen=True, slots=True)
class _Usual:
    """What the charts' days should have brought. `plan`: by which calendar; it is kept alive, so
    that no other can have its id. `low`, `high`: (keys, days)."""

    plan: PlanData
    expected: Expectation
    low: Floats
    high: Floats


MOST_KNOWN = 12  # families of a few databases
_known: dict[tuple[int, date, tuple[int, ...], bytes], _Usual] = {}


class DayFamily(StrEnum):
    """Of the rollups."""

    DISTRICT = "day_district"
    CATEGORY = "day_category"
    PROBLEM = "day_problem"


@dataclass(frozen=True, slots=True)
class DayLine:
    """`counts`, `low`, `high` per day, the last is today; `low` and `high` are of whole days.

    `usual` is what today should have brought by now, `chance` that of so many or more.
    `low` and `high` are empty and `usual` is None while less than three weeks are known.
    """

    key: str
    label: str  # "" where none was given
    counts: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    usual: float | None
    chance: float
    fewer: bool  # today has so far brought less than is usual


@dataclass(frozen=True, slots=True)
class DayLines:
    """Rarest first. `first` is the first day of the charts."""

    lines: tuple[DayLine, ...]
    first: date
    sources: tuple[SourceAsOf, ...]
    now: datetime


def day_lines(session: Session, family: DayFamily, now: datetime) -> DayLines:
    """All keys of a family that occurred in twelve weeks; of the counties, all."""
    today = day_bucket(now)
    first = max(today - LONGEST + 1, _first_day(session, today))
    table = _table(session, family, first, today)
    table = {key: counts for key, counts in table.items() if counts[-DAYS - PAST :].any()}
    names = _names(session) if family is DayFamily.DISTRICT else {}
    for code in names:
        table.setdefault(code, np.zeros(today - first + 1))
    keys = sorted(table)
    counts = np.stack([table[key] for key in keys]) if keys else np.zeros((0, today - first + 1))
    usual = _known_usual(session, counts, local(now).date())
    lines = _lines(keys, names, counts, usual, day_share(session, now))
    lines.sort(key=lambda line: (line.chance, -line.counts[-1], -sum(line.counts), line.key))
    day = local(now).date() - timedelta(days=DAYS - 1)
    return DayLines(tuple(lines), day, sources(session, now), now)


def day_share(session: Session, now: datetime) -> float:
    """Which part of a day's complaints has come by this hour, on the weekdays of past weeks."""
    midnight = day_start(local(now).date())
    hours = hour_bucket(midnight)
    starts = [hours - 168 * week for week in range(1, WEEKS + 1)]
    rows = session.execute(
        select(RollupRow.bucket, func.sum(RollupRow.count))
        .where(
            RollupRow.family == "hour_channel",
            RollupRow.bucket.in_([start + hour for start in starts for hour in range(24)]),
            closed(),
        )
        .group_by(RollupRow.bucket)
    )
    of_hour = np.zeros(24)
    for bucket, count in rows:
        of_hour[(bucket - hours) % 24] += int(count)
    gone = (now - midnight) / timedelta(hours=1)
    passed = np.clip(gone - np.arange(24), 0, 1)
    return float(of_hour @ passed / of_hour.sum()) if of_hour.any() else min(gone / 24, 1.0)


def _first_day(session: Session, today: int) -> int:
    """The day of the oldest complaint: before, nothing is known."""
    oldest = session.scalar(
        select(func.min(RollupRow.bucket)).where(RollupRow.family == "day_category", closed())
    )
    return today if oldest is None else int(oldest)


def _table(session: Session, family: DayFamily, first: int, today: int) -> dict[str, Floats]:
    """One row a key, its days and counts as one text: a row a day took most of the question."""
    c = RollupRow.__table__.c
    pair = cast(c.bucket - first, String) + ":" + cast(c.count, String)
    rows = session.execute(
        select(c.key, func.aggregate_strings(pair, ":"))
        .where(c.family == family.value, c.bucket >= first, c.bucket <= today, closed())
        .group_by(c.key)
    ).all()
    if not rows:
        return {}
    # `day:count:day:count…`; a day has a count for each import.
    numbers = np.fromstring(":".join(told for _, told in rows), np.int64, sep=":")
    days = today - first + 1
    row = np.repeat(np.arange(len(rows)), [(told.count(":") + 1) // 2 for _, told in rows])
    place = row * days + numbers[::2]
    table = np.bincount(place, numbers[1::2], len(rows) * days).reshape(len(rows), days)
    return {key: table[n] for n, (key, _) in enumerate(rows)}


def _names(session: Session) -> dict[str, str]:
    rows = session.execute(select(DistrictRow.code, DistrictRow.name))
    return dict(rows.all())


def _known_usual(session: Session, counts: Floats, today: date) -> _Usual:
    """From the days before today; worked out again only when they or the plan changed."""
    plan, past = plan_of(session), counts[:, :-1]
    key = (id(plan), today, past.shape, hashlib.sha256(past.tobytes()).digest())
    usual = _known.get(key)
    if usual is None:
        expected = _expected(plan, counts, today)
        low = quantile(OUTSIDE, expected.mean, expected.variance)
        high = quantile(1 - OUTSIDE, expected.mean, expected.variance)
        usual = _known[key] = _Usual(plan, expected, low, high)
        for old in list(_known)[:-MOST_KNOWN]:
            _known.pop(old, None)  # another thread may have been faster
    return usual


def _expected(plan: PlanData, counts: Floats, today: date) -> Expectation:
    """Of the days on the charts. By the calendar once it is learned, else by the weekday."""
    length = counts.shape[1]
    at = np.arange(max(0, length - DAYS), length)
    if not len(counts) or length - DAYS < LEARNED:
        return _usual(counts[:, :-1], at)
    known = calendar(plan, today - timedelta(days=length - 1), length)
    past = counts[:, : length - 1 - GUARD_DAYS]
    return NegativeBinomialBaseline(past, known, harmonics=0).expect(at)


def _usual(past: Floats, at: NDArray[np.int64]) -> Expectation:
    """From the same weekdays; NaN throughout before there is a week to look at."""
    if past.shape[1] < 7:
        return Expectation(*np.full((2, len(past), len(at)), np.nan))
    return same_time(past, at, period=7, weeks=WEEKS, half_window=0)


def _lines(
    keys: list[str], names: dict[str, str], counts: Floats, known: _Usual, share: float
) -> list[DayLine]:
    if not keys:
        return []
    shown = min(DAYS, counts.shape[1])
    usual = known.expected
    today = thinned(Expectation(usual.mean[:, -1:], usual.variance[:, -1:]), share)
    chance = today.p_value(counts[:, -1:])[:, 0]
    least = quantile(OUTSIDE, today.mean, today.variance)[:, 0]
    pad = (0,) * (DAYS - shown)
    lines = []
    for row, key in enumerate(keys):
        told = not np.isnan(usual.mean[row]).any()
        lines.append(
            DayLine(
                key=key,
                label=word(names.get(key, key)),
                counts=pad + tuple(int(n) for n in counts[row, -shown:]),
                low=tuple(known.low[row].tolist()) if told else (),
                high=tuple(known.high[row].tolist()) if told else (),
                usual=float(today.mean[row, 0]) if told else None,
                chance=float(chance[row]) if told else 1.0,
                fewer=bool(told and counts[row, -1] < least[row]),
            )
        )
    return lines
