"""The watch run again over past nights: what each of them would have shown, and nothing written.

It runs over a copy, by the same runs and the same book as every night, so what was shown, what
grew and what was merged is what it would have been.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, timedelta

from commandcenter.domain.org import Actor
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.watching import Limits
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import Database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.plan.plan_files import PlanItem, plan_from_items
from commandcenter.store.watch.past_copy import PastCopy, copy_past
from commandcenter.store.watch.past_signals import PastSignal, first_shown, grown
from commandcenter.watch.attempt import Failures
from commandcenter.watch.detect import window_days
from commandcenter.watch.runs import Watch

DAY = timedelta(days=1)
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class PastNight:
    """`new`: shown for the first time; `grew`: shown before, and larger by a step."""

    at: datetime
    new: tuple[PastSignal, ...]
    grew: tuple[PastSignal, ...]
    failed: Failures = field(default_factory=dict)


def night_of(limits: Limits, day: date) -> datetime:
    """When the night run of a day begins, which judges the day before."""
    hour, minute = map(int, limits.nightly_at.split(":"))
    return (day_start(day) + timedelta(hours=hour, minutes=minute)).astimezone(UTC)


def copy_for(
    db: Database,
    first: date,
    last: date,
    items: Sequence[PlanItem],
    *,
    as_registered: bool,
    on_progress: Callable[[int], None] = lambda done: None,
) -> PastCopy:
    """As far back as the longest baseline of these nights reaches. Close it after use."""
    limits = Limits.of(plan_from_items(items))
    back = max(window_days(limits), limits.years * YEAR_DAYS + limits.long_days)
    span = day_start(first) - timedelta(days=back + 1), night_of(limits, last)
    return copy_past(db, span, items, as_registered=as_registered, on_progress=on_progress)


def nights(copy: PastCopy, actor: Actor, first: date, last: date) -> Iterator[PastNight]:
    """One after the other, oldest first. What was there the night before `first` is not new."""
    with copy.db.read() as session:
        limits = Limits.of(plan_of(session))
    watch = Watch(copy.db, actor)
    shown: set[int] = set()
    day = first - DAY
    while day <= last:
        at = copy.clock.at = night_of(limits, day)
        watch.quick(at)
        failed = dict(watch.failed)
        watch.full(at)
        with copy.db.read() as session:
            night = PastNight(
                at,
                tuple(first_shown(session, shown)),
                tuple(grown(session, at, shown)),
                failed | watch.failed,
            )
        shown |= {signal.number for signal in night.new}
        if day >= first:
            yield night
        day += DAY


def month_of(night: PastNight) -> tuple[int, int]:
    """Of the day that it judged."""
    day = local(night.at) - DAY
    return day.year, day.month
