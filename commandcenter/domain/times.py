"""Time as the bureau reads it: kept as aware UTC, shown in Asia/Shanghai."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any

from commandcenter.domain.phrase import WHOLE, Joined, Phrase, Sayer, joined, phrase, word

# China has one zone without summer time since 1991; a fixed offset needs no tz database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS = (
    word("星期一"), word("星期二"), word("星期三"), word("星期四"), word("星期五"), word("星期六"),
    word("星期日"),
)  # fmt: skip
MONTHS = (
    word("1月"), word("2月"), word("3月"), word("4月"), word("5月"), word("6月"), word("7月"),
    word("8月"), word("9月"), word("10月"), word("11月"), word("12月"),
)  # fmt: skip


def local(at: datetime) -> datetime:
    """The same moment on the bureau's clock. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("a time without zone")
    return at.astimezone(SHANGHAI)


def from_local(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime:
    """A moment given on the bureau's clock, as aware UTC."""
    return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI).astimezone(UTC)


def day_start(day: date) -> datetime:
    """Midnight in Shanghai at the start of `day`, as aware UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def years_on(day: date, years: int) -> date:
    """The same day so many years later (earlier: below 0); of 29 February the month's last day
    where that year has none (Civil Code of the PRC, Art. 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def is_before(at: datetime, first: datetime, now: datetime) -> bool:
    """Whether `at` lies before `first`, which it followed.

    Of a `first` that is still to come nobody can say so: the clock ran ahead when it was noted, and
    was put back since.
    """
    return at < first <= now


def hhmm(at: datetime) -> str:
    return local(at).strftime("%H:%M")


def iso(at: datetime | None) -> str | None:
    """For scripts: Beijing's time, to the second, with its offset."""
    return local(at).isoformat(timespec="seconds") if at else None


def date_zh(at: datetime) -> Phrase:
    """2026年11月24日, without padded zeros, as official papers write it."""
    t = local(at)
    return phrase("{year}年{day}", year=t.year, day=day_of_month(t))


def clock_zh(at: datetime) -> Phrase:
    """9时45分; 9时 on the hour."""
    t = local(at)
    if t.minute:
        return phrase("{hour}时{minute:02d}分", hour=t.hour, minute=t.minute)
    return phrase("{hour}时", hour=t.hour)


def minute_zh(at: datetime) -> Phrase:
    """2026年11月24日9时45分."""
    return phrase("{day}{time}", day=date_zh(at), time=clock_zh(at))


def day_of_month(day: date) -> Phrase:
    """11月24日."""
    return _day_of_month(day.month, day.day)


@cache
def _day_of_month(month: int, day: int) -> Phrase:
    """Made once: a list of moments says the same few days."""
    return phrase("{month}{day}日", month=MONTHS[month - 1], day=day)


def moment_zh(at: datetime, day: datetime) -> Phrase:
    """9时45分 on the same day as `day`, else 2026年11月23日9时45分; 9时 on the hour.

    For a moment that stands alone; several in one text are said by `domain.moments.Moments`.
    """
    same = local(at).date() == local(day).date()
    return clock_zh(at) if same else minute_zh(at)


def weekday_zh(at: datetime) -> str:
    return WEEKDAYS[local(at).weekday()]


class ScreenMoment(Joined):
    """A moment as a screen says it today; in a file (`whole_of`) it is said as dated_zh does."""

    __slots__ = ("at",)
    at: datetime

    @classmethod
    def of(cls, parts: Iterable[str], at: datetime) -> "ScreenMoment":
        made = cls(" ", parts)
        made.at = at
        return made

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self).of, (self.parts, self.at)

    def said_by(self, sayer: Sayer) -> str:
        return str(dated_zh(self.at)) if sayer is WHOLE else super().said_by(sayer)


def whole_of(words: str) -> str:
    """The words as a file has them, which is read on any day."""
    return words.said_by(WHOLE) if isinstance(words, Phrase) else words


NEAR_DAYS = {-1: word("昨日"), 0: "", 1: word("明日")}


def short_zh(at: datetime, now: datetime) -> Phrase:
    """For a screen: 10:46 today, 昨日 10:46, 明日 10:46, 11月23日 10:46 on another day,
    2025年11月23日 10:46 of another year than today's.
    """
    day, clock = day_and_time(at, now)
    return ScreenMoment.of((day, clock) if day else (clock,), at)


def day_and_time(at: datetime, now: datetime) -> tuple[str, str]:
    """Of what short_zh says the day, "" today, and the time."""
    t, today = local(at), local(now)
    day = NEAR_DAYS.get((t.date() - today.date()).days)
    if day is None:
        day = day_in_year(t.date(), today.date())
    return day, f"{t:%H:%M}"


def day_in_year(day: date, today: date) -> Phrase:
    """11月23日; 2025年11月23日 of another year than that of `today`."""
    words = day_of_month(day)
    return words if day.year == today.year else phrase("{year}年{day}", year=day.year, day=words)


def month_day(at: datetime, now: datetime) -> str:
    """11-23, as narrow columns have it; 2025-11-23 of another year than that of `now`."""
    t = local(at)
    return f"{t:%m-%d}" if t.year == local(now).year else f"{t:%Y-%m-%d}"


def dated_zh(at: datetime) -> Phrase:
    """2026年11月24日 10:46: for what is kept or leaves the screen, which is read on any day."""
    return joined(" ", (date_zh(at), f"{local(at):%H:%M}"))


def span_zh(span: timedelta) -> Phrase:
    """A length in words, down to the minute: 1 小时 26 分; 6 分; 3 天 2 小时."""
    minutes = int(abs(span.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        if hours:
            return phrase("{days} 天 {hours} 小时", days=days, hours=hours)
        return phrase("{days} 天", days=days)
    if hours:
        if minutes:
            return phrase("{hours} 小时 {minutes} 分", hours=hours, minutes=minutes)
        return phrase("{hours} 小时", hours=hours)
    return phrase("{minutes} 分", minutes=minutes)


def ceiling(at: datetime, minutes: int) -> datetime:
    """The next full `minutes` of the hour at or after `at` (30: 10:46 becomes 11:00)."""
    start = at.replace(minute=0, second=0, microsecond=0)
    step = timedelta(minutes=minutes)
    return start + -(-(at - start) // step) * step
