"""How near a limit of law on a complaint is: over, or within three days (三日内到期)."""

from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.legal_time import end_of
from commandcenter.domain.times import local


class Due(StrEnum):
    """How near the limit is that runs."""

    SOON = "soon"  # 三日内到期
    LATE = "late"  # 已逾期


SOON_DAYS = 3


def nearness(due_at: datetime | None, now: datetime, until: datetime | None = None) -> Due | None:
    """Whether a limit is over, or ends within three days from today (`until`, if known)."""
    if due_at is None or due_at > (until or soon_end(now, SOON_DAYS)):
        return None
    return Due.LATE if due_at < now else Due.SOON


def soon_end(now: datetime, days: int) -> datetime:
    """三日内: until the last second of the third day from today."""
    return end_of(local(now).date() + timedelta(days=days))
