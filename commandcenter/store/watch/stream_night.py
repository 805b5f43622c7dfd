"""What a full run of the watch reads beside the last weeks: the years by day, texts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.watching import Limits
from commandcenter.store.watch.stream_days import DayCounts, day_counts
from commandcenter.store.watch.stream_texts import Text, texts

YEAR_DAYS = 365


def last_day(as_of: datetime) -> date:
    """The last whole Shanghai day: up to its end a night run looks."""
    return local(as_of).date() - timedelta(days=1)


def read_days(session: Session, limits: Limits, as_of: datetime) -> DayCounts:
    last = last_day(as_of)
    return day_counts(session, as_of, last - timedelta(days=limits.years * YEAR_DAYS), last)


def read_texts(
    session: Session, limits: Limits, as_of: datetime
) -> tuple[Sequence[Text], Sequence[Text]]:
    """The recent ones, and those before them."""
    end = day_start(last_day(as_of) + timedelta(days=1))
    middle = end - timedelta(hours=limits.words_hours)
    before = texts(session, as_of, middle - timedelta(days=limits.words_days), middle)
    return texts(session, as_of, middle, end), before
