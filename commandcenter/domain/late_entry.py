"""What was entered clearly later than it happened says so beside its moment (补记)."""

from datetime import datetime, timedelta

from commandcenter.domain.phrase import Phrase, joined, phrase

SETTING = "late_entry_minutes"  # of the plan's settings: from how much on it is late


def entered_late(
    stated: datetime | None, entered: datetime | None, after: timedelta
) -> datetime | None:
    """When it was entered, where that is later than the stated moment by `after`; else None."""
    if stated is None or entered is None or entered - stated < after:
        return None
    return entered


def with_addition(said: str, entered: str, by: str) -> Phrase:
    """按时（补记于 12月7日 10:05，王某）: in time by the word of who entered it after the limit."""
    if not by:
        return phrase("{said}（补记于 {entered}）", said=said, entered=entered)
    return phrase("{said}（补记于 {entered}，{by}）", said=said, entered=entered, by=by)


def with_entry(said: str, entered: str) -> Phrase:
    """10:05（补记，录入于 11:40）; both as words, `entered` "" where it was not late."""
    if not entered:
        return joined("", (said,))
    return phrase("{said}（补记，录入于 {entered}）", said=said, entered=entered)
