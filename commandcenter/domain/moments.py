"""The moments of one text, said so that each is read back as itself.

A clock time belongs to the day that was named last before it. So it stands alone on that day only;
every other one names its day: with the year in what is kept or leaves the screen, which is read in
any year; on a screen outside the year of today.
"""

import re
from datetime import UTC, date, datetime

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.phrase import Phrase, joined, phrases
from commandcenter.domain.times import (
    SHANGHAI,
    ScreenMoment,
    clock_zh,
    date_zh,
    day_of_month,
    local,
    minute_zh,
)

NEAR = phrases({-1: "昨日", 0: "今日", 1: "明日"})

# What names a day, and what only points at one: after such a word the next moment names its own.
_NAMED = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"|\d{1,2}日|[昨今明前次翌后][日天]|星期[一二三四五六日天]|周[一二三四五六日]"
)


class Moments:
    """Says moments in the order of reading. `at`: the moment of the paper or the screen.

    `named`: the day of `at` stands before the text (in a head, in 今日). What other people wrote in
    between is passed through `hear`, which notes the day that it names last.
    """

    def __init__(self, at: datetime, *, named: bool = False) -> None:
        today = local(at).date()
        self._today = today
        self._year = today.year
        self._day: date | None = today if named else None

    def say(self, at: datetime) -> Phrase:
        """As papers write it: 2026年11月24日9时45分, then 10时, then 2026年11月25日9时."""
        same, _ = self._turn_to(local(at).date())
        return clock_zh(at) if same else minute_zh(at)

    def short(self, at: datetime) -> Phrase:
        """As screens write it: 昨日 16:00, then 17:20, then 今日 10:46, then 11月20日 09:00;
        outside the year of today the year always stands."""
        t = local(at)
        same, other_year = self._turn_to(t.date())
        if same:
            return ScreenMoment.of((f"{t:%H:%M}",), at)
        near = NEAR.get((t.date() - self._today).days)
        with_year = other_year or t.year != self._today.year
        day = near or (date_zh(at) if with_year else day_of_month(t))
        return ScreenMoment.of((day, f"{t:%H:%M}"), at)

    def _turn_to(self, day: date) -> tuple[bool, bool]:
        """Whether it is the day that was named last, and whether its year is another."""
        told = day == self._day, day.year != self._year
        self._day, self._year = day, day.year
        return told

    def quote(self, text: str) -> str:
        """The text as it is; what is said after it reckons with the day that it names last."""
        for found in _NAMED.finditer(text):
            self._day = self._read(found)
        return text

    def _read(self, found: re.Match[str]) -> date | None:
        if not found["month"]:
            return None
        year = int(found["year"] or self._year)
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
        self._year = year
        return day


def span_of(start: datetime, end: datetime, now: datetime) -> Phrase:
    """昨日 20:00–今日 08:00, as screens write it."""
    short = Moments(now, named=True).short
    return joined("–", (short(start), short(end)))


def moment_of(words: str, now: datetime) -> datetime:
    """2026-11-24 09:30 or 09:30 of today, on the bureau's clock.

    Raises AskedWrongly for what is no moment, RuleBroken for one to come.
    """
    text = words.strip().replace("T", " ").replace("：", ":")
    if " " not in text:
        text = f"{local(now):%Y-%m-%d} {text}"
    try:
        found = datetime.fromisoformat(text)
        at = (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    except (ValueError, OverflowError):  # OverflowError: in the first or the last year there is
        raise AskedWrongly(
            "看不懂时刻“{words}”，请写成 2026-11-24 09:30 或 09:30。", words=words
        ) from None
    if at > now:
        raise RuleBroken("“{words}”还没有到，不能回看。", words=words)
    return at
