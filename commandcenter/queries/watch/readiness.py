"""Readiness for known dates (plan 3.1): the expected wave, and the standby list with its days."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.known_dates import (
    USUAL_DAYS,
    DateState,
    KnownDate,
    PastWave,
    StandbyItem,
    Wave,
    expected_wave,
    standby_of,
    state_of,
    title_of,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer
from commandcenter.store.complaints.rollups import day_bucket
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import BatchRow
from commandcenter.store.tables.watch.readiness import ReadinessRow

PAST_SHOWN = timedelta(days=60)  # how long a date that is over is still shown
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A line of the list. `words`: how it was done, or why it was opened again."""

    code: str
    title: str
    detail: str
    group: Group
    clause: str
    source: str
    due_at: datetime  # end of its day
    done_at: datetime | None
    by: str
    words: str
    late: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ReadyDate:
    """`wave` None: nothing is known of what is usual. `actual`: complaints in it so far."""

    known: KnownDate
    state: DateState
    days_until: int
    wave: Wave | None
    actual: int
    lines: tuple[ReadyLine, ...]

    @property
    def done(self) -> int:
        return sum(line.done_at is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReadinessBoard:
    """What comes next first; what is over last, newest first."""

    dates: tuple[ReadyDate, ...]
    now: datetime


def readiness_board(session: Session, actor: Actor, now: datetime) -> ReadinessBoard:
    plan, today = plan_of(session), local(now).date()
    done = _done(session)
    counts = _Days(session)
    found = [
        _date(plan, known, actor, now, done, counts)
        for known in plan.known_dates.values()
        if known.last + PAST_SHOWN >= today
    ]
    ahead = [each for each in found if each.state is not DateState.PAST]
    over = [each for each in found if each.state is DateState.PAST]
    return ReadinessBoard(
        dates=(
            *sorted(ahead, key=lambda each: each.known.first),
            *sorted(over, key=lambda each: each.known.last, reverse=True),
        ),
        now=now,
    )


def open_lines(session: Session, now: datetime) -> Iterator[tuple[KnownDate, list[ReadyLine]]]:
    """Of each date that is near or has begun: what is not ready yet."""
    plan, today = plan_of(session), local(now).date()
    near = [
        known
        for known in plan.known_dates.values()
        if state_of(known, today) in (DateState.NEAR, DateState.NOW)
    ]
    done = _done(session) if near else {}
    for known in near:
        lines = [_line(item, known, None, now, done) for item in standby_of(plan.standby, known)]
        yield known, [line for line in lines if line.done_at is None]


Done = Mapping[tuple[str, str], ReadinessRow]


def _done(session: Session) -> Done:
    return {(row.date_code, row.item_code): row for row in session.scalars(select(ReadinessRow))}


def _date(
    plan: PlanData, known: KnownDate, actor: Actor, now: datetime, done: Done, counts: "_Days"
) -> ReadyDate:
    today = local(now).date()
    keep = offer("keep", plan.rights, actor, Action.KEEP_RISK, Matter())
    years = plan.number("known_date_years") if "known_date_years" in plan.settings else 3
    return ReadyDate(
        known=known,
        state=state_of(known, today),
        days_until=(known.first - today).days,
        wave=_wave(known, today, years, counts),
        actual=counts.between(known.first, min(known.last, today)),
        lines=tuple(
            _line(item, known, keep, now, done) for item in standby_of(plan.standby, known)
        ),
    )


def _line(
    item: StandbyItem, known: KnownDate, keep: Offer | None, now: datetime, done: Done
) -> ReadyLine:
    row = done.get((known.code, item.code))
    ends = day_start(known.first - (item.days_before - 1) * DAY) - timedelta(minutes=1)
    done_at = row.done_at if row else None
    key = "reopen" if done_at else "complete"
    return ReadyLine(
        code=item.code,
        title=word(title_of(item, known)),
        detail=item.detail,
        group=item.group,
        clause=item.clause,
        source=item.source,
        due_at=ends,
        done_at=done_at,
        by=row.done_by if row else "",
        words=row.words if row else "",
        late=done_at is None and ends < now,
        offers=(replace(keep, key=key),) if keep else (),
    )


class _Days:
    """Complaints a day of the whole city, from the counts that are kept."""

    def __init__(self, session: Session) -> None:
        # no start reads it
        from commandcenter.store.tables.complaints.rollup import RollupRow

        unfinished = select(BatchRow.id).where(BatchRow.state == "open")
        rows = session.execute(
            select(RollupRow.bucket, func.sum(RollupRow.count))
            .where(RollupRow.family == "day_district", RollupRow.batch_id.not_in(unfinished))
            .group_by(RollupRow.bucket)
        )
        self._counts = {int(bucket): int(count) for bucket, count in rows}
        self.oldest = min(self._counts, default=None)

    def between(self, first: date, last: date) -> int:
        """Both days are counted."""
        start, end = day_bucket(day_start(first)), day_bucket(day_start(last))
        return sum(self._counts.get(bucket, 0) for bucket in range(start, end + 1))

    def known_since(self, day: date) -> bool:
        return self.oldest is not None and self.oldest <= day_bucket(day_start(day))

    def usual(self, before: date) -> float | None:
        """A day of the four weeks before a day; None where there are no such weeks."""
        start = before - USUAL_DAYS * DAY
        if not self.known_since(start):
            return None
        return self.between(start, before - DAY) / USUAL_DAYS


def _wave(known: KnownDate, today: date, years: int, counts: _Days) -> Wave | None:
    """Usual is what is usual now, or was before the date when it has come."""
    usual = counts.usual(min(today, known.first))
    if usual is None:
        return None
    past = []
    for first in known.before(years):
        then = counts.usual(first)
        if then is not None:
            whole = counts.between(first, first + (known.days - 1) * DAY)
            past.append(PastWave(first, whole, then))
    return expected_wave(known, usual, past)
