"""Limits as the plan data write them: minutes, or a word, counted from a moment.

none: no limit · same_day, at_end: until 23:59 of the day it is counted from · daily@16:30: the
next one. Clocks are Shanghai time.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from commandcenter.domain.times import SHANGHAI

Due = int | str


def due_after(due: Due, start: datetime) -> datetime | None:
    """When it runs out, aware UTC; None for none."""
    if due == "none":
        return None
    if isinstance(due, int):
        return start + timedelta(minutes=due)
    if due in ("same_day", "at_end"):
        return start.astimezone(SHANGHAI).replace(hour=23, minute=59, second=0).astimezone(UTC)
    return next_daily(start, due.removeprefix("daily@"))


def next_daily(after: datetime, clock: str) -> datetime:
    """The first `clock` ("16:30", Shanghai) later than `after`, aware UTC."""
    hour, minute = map(int, clock.split(":"))
    at = after.astimezone(SHANGHAI).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (at if at > after else at + timedelta(days=1)).astimezone(UTC)


def is_due(due: Due) -> bool:
    if isinstance(due, int):
        return due > 0
    return due in {"none", "same_day", "at_end"} or (
        due.startswith("daily@") and is_clock(due.removeprefix("daily@"))
    )


def is_clock(text: Any) -> bool:
    """16:30: two digits, a colon, two digits, a time of the day."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":":
        return False
    hour, minute = text[:2], text[3:]
    digits = hour.isascii() and minute.isascii() and hour.isdecimal() and minute.isdecimal()
    return digits and int(hour) < 24 and int(minute) < 60
