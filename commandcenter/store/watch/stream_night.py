"""What a full run of the watch reads beside the last weeks: the years by day."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.times import local
from commandcenter.domain.watch.watching import Limits
from commandcenter.store.watch.stream_days import DayCounts, day_counts

YEAR_DAYS = 365


def last_day(as_of: datetime) -> date:
    """The last whole Shanghai day: up to its end a night run looks."""
    return local(as_of).date() - timedelta(days=1)


def read_days(session: Session, limits: Limits, as_of: datetime) -> DayCounts:
    last = last_day(as_of)
    first = last - timedelta(days=limits.years * YEAR_DAYS)
    return day_counts(session, as_of, first, last)
