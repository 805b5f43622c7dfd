"""The register of drills: when the next one is due, and what may be entered."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import SHANGHAI, local

MONTHS: dict[Mode, str] = {Mode.LIVE: "drill_months", Mode.TABLETOP: "tabletop_months"}


def due_after(held: datetime, months: int) -> datetime:
    """The end of the day on which the months are over; a month's last day stays one.

    `held`: the drill before, or the day from which drills are asked.
    """
    day = local(held).date()
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    due = date(year, month, min(day.day, last))
    return datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=SHANGHAI)


def newest(held: Iterable[datetime]) -> datetime | None:
    return max(held, default=None)


def require_plan(planned_for: datetime, now: datetime) -> None:
    if local(planned_for).date() < local(now).date():
        raise RuleBroken("计划演练的日期已过。")


def require_times(held_at: datetime, ended_at: datetime, now: datetime) -> None:
    if not held_at < ended_at <= now:
        raise RuleBroken("演练的开始、结束时间应是过去的时间，先开始后结束。")


def require_due(due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise RuleBroken("整改期限应在现在以后。")
