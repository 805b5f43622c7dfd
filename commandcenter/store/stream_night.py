"""What a full run of the watch reads beside the last weeks: the years by day, texts, towns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.times import day_start, local
from commandcenter.domain.watching import Limits
from commandcenter.store.stream_days import DayCounts, day_counts
from commandcenter.store.stream_texts import Text, TownPlace, texts, town_places

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Night:
    """`recent` texts, and those `before` them, end with the last whole day."""

    days: DayCounts
    last_day: date
    towns: Sequence[TownPlace]
    recent: Sequence[Text]
    before: Sequence[Text]


def read_night(session: Session, limits: Limits, as_of: datetime) -> Night:
    """All of it up to the end of the last whole Shanghai day, as known at `as_of`."""
    last = local(as_of).date() - timedelta(days=1)
    first = last - timedelta(days=limits.years * YEAR_DAYS)
    end = day_start(last + timedelta(days=1))
    middle = end - timedelta(hours=limits.words_hours)
    return Night(
        days=day_counts(session, as_of, first, last),
        last_day=last,
        towns=town_places(session),
        recent=texts(session, as_of, middle, end),
        before=texts(session, as_of, middle - timedelta(days=limits.words_days), middle),
    )
