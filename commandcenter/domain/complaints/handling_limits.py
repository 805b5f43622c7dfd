"""How near a limit of law is: over, or within the days that the bureau has set (即将到期)."""

from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.legal_time import end_of
from commandcenter.domain.times import local


class Due(StrEnum):
    """How near the limit is that runs."""

    SOON = "soon"  # 即将到期
    LATE = "late"  # 已逾期


SOON_DAYS = "due_soon_days"  # the setting


def nearness(due_at: datetime | None, now: datetime, until: datetime) -> Due | None:
    """Whether a limit is over, or ends by `until` (`soon_end`)."""
    if due_at is None or due_at > until:
        return None
    return Due.LATE if due_at < now else Due.SOON


def soon_end(now: datetime, days: int) -> datetime:
    """三日内: until the last second of the third day from today; `days` are the bureau's."""
    return end_of(local(now).date() + timedelta(days=days))
