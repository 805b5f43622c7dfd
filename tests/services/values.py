"""What a verb of the services takes in one place of its values, told in words by trying it.

`said_of` tries the least, the most and one beyond, and says how the verb answers: a text by its
length, a moment against a clock that stands still, a day, a number by its range.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError, NoResultFound

from commandcenter.domain.errors import RuleBroken

Try = Callable[[Any], Exception | None]
NOBODYS, TEN_BILLION_YUAN = 9_999_999, 1_000_000_000_000  # the yuan as 分
TEXT = re.compile(r"超过 ([\d,]+) 字")
RANGE = re.compile(r"应[为在] ?(-?[\d,]+) 至 (-?[\d,]+)")
LONG_AGO, MINUTE, DAY = timedelta(days=400), timedelta(minutes=1), timedelta(days=1)
# Which of these are refused: long ago, just before, now (or today), just after.
TIMES = {
    (False, False, False, False): "any",
    (False, False, False, True): "up to {now}",
    (False, False, True, True): "before {now}",
    (True, False, True, True): "before {now}, not long ago",
    (True, False, False, True): "up to {now}, not long ago",
    (True, False, False, False): "not long ago",
    (False, True, True, True): "before what follows it",
    (True, True, False, False): "from {now} on",
    (True, True, False, True): "from what it follows up to {now}",
    (True, True, True, False): "after {now}",
    (True, True, True, True): "another is refused",
}


class Unworded(Exception):
    """The database refuses what no rule does: the screen lets one choose of what there is."""


def said_of(kind: type, tried: Try, now: datetime) -> str:
    """How the verb takes values of this type in a place; "" for what is not asked."""
    try:
        if kind is str:
            return _text(tried)
        if issubclass(kind, datetime):
            return _time(tried, (now - LONG_AGO, now - MINUTE, now, now + MINUTE), "now")
        if issubclass(kind, date):
            today = (now + timedelta(hours=8)).date()
            return _time(tried, (today - LONG_AGO, today - DAY, today, today + DAY), "today")
        return _number(tried) if kind is int else ""
    except Unworded:
        return "of a choice"


def _refused(said: Exception | None) -> bool:
    """Whether in words. What is no refusal is raised: a fault of the program."""
    if isinstance(said, IntegrityError | NoResultFound):
        raise Unworded
    if said is not None and not isinstance(said, RuleBroken):
        raise said
    return said is not None


def _text(tried: Try) -> str:
    empty = "needed" if _refused(tried("")) else "may be empty"
    long = tried("字" * 30_000)
    if not _refused(long):
        return f"{empty}, of any length"
    if not (most := TEXT.search(str(long))):
        known = _refused(tried("字"))
        return f"{empty}, {'one that is known' if known else f'up to {_most(tried)}'}"
    number = int(most[1].replace(",", ""))
    inside, beyond = (most[0] in str(tried("字" * each) or "") for each in (number, number + 1))
    assert beyond, f"more than {number} are let pass"
    return f"{empty}, up to {_most(tried) if inside else number}"


def _most(tried: Try) -> int:
    """Of a refusal that says no number: between one character and too many."""
    inside, beyond = 1, 30_000
    while beyond - inside > 1:
        middle = (inside + beyond) // 2
        if _refused(tried("字" * middle)):
            beyond = middle
        else:
            inside = middle
    return inside


def _time(tried: Try, tries: tuple[date, ...], now: str) -> str:
    refused = [_refused(tried(each)) for each in tries]
    return TIMES[refused[0], refused[1], refused[2], refused[3]].format(now=now)


def _number(tried: Try) -> str:
    high = tried(NOBODYS * 1_000)
    if most := RANGE.search(str(high or "")):
        least, last = (int(each.replace(",", "")) for each in most.groups())
        ends = (least - 1, least, last, last + 1)
        beyond = [most[0] in str(tried(each) or "") for each in ends]
        assert beyond[1:] == [False, False, True], f"not {least} to {last}: {beyond}"
        none = "" if beyond[0] else "none, or "
        return f"{none}{least} to {last}"
    below, none = (_refused(tried(each)) for each in (-1, 0))
    if _refused(high):
        return "one that is known" if below and none else "up to what there is"
    least = "above 0" if none else "0 or more" if below else "any"
    inside, beyond = (_refused(tried(TEN_BILLION_YUAN + more)) for more in (0, 1))
    if not beyond:
        return least
    return f"{least}, up to {'what there may be' if inside else 'ten billion yuan'}"
