"""Time as the bureau reads it: kept as aware UTC, shown in Asia/Shanghai."""

from datetime import UTC, date, datetime, time, timedelta, timezone

# China has one zone without summer time since 1991; a fixed offset needs no tz database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


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


def date_zh(at: datetime) -> str:
    """2026年11月24日, without padded zeros, as official papers write it."""
    t = local(at)
    return f"{t.year}年{t.month}月{t.day}日"


def clock_zh(at: datetime) -> str:
    """9时45分; 9时 on the hour."""
    t = local(at)
    return f"{t.hour}时{t.minute:02d}分" if t.minute else f"{t.hour}时"


def minute_zh(at: datetime) -> str:
    """2026年11月24日9时45分."""
    return f"{date_zh(at)}{clock_zh(at)}"


def day_moment_zh(at: datetime) -> str:
    """11月24日9时45分, whatever the day."""
    t = local(at)
    return f"{t.month}月{t.day}日{clock_zh(at)}"


def moment_zh(at: datetime, day: datetime) -> str:
    """9时45分 on the same day as `day`, else 11月23日9时45分; 9时 on the hour.

    For a moment that stands alone; several in one text are said by `domain.moments.Moments`.
    """
    same = local(at).date() == local(day).date()
    return clock_zh(at) if same else day_moment_zh(at)


def weekday_zh(at: datetime) -> str:
    return f"星期{WEEKDAYS[local(at).weekday()]}"


NEAR_DAYS = {-1: "昨日 ", 0: "", 1: "明日 "}


def short_zh(at: datetime, now: datetime) -> str:
    """10:46 today, 昨日 10:46, 明日 10:46, 11月23日 10:46 on another day."""
    t = local(at)
    days = (t.date() - local(now).date()).days
    day = NEAR_DAYS.get(days, f"{t.month}月{t.day}日 ")
    return f"{day}{t:%H:%M}"


def day_and_time(at: datetime, now: datetime) -> tuple[str, str]:
    """Of what short_zh says the day, "" today, and the time."""
    *day, time = short_zh(at, now).split()
    return "".join(day), time


def dated_zh(at: datetime) -> str:
    """11月24日 10:46, whatever the day: for words that are read when nobody knows."""
    t = local(at)
    return f"{t.month}月{t.day}日 {t:%H:%M}"


def span_zh(span: timedelta) -> str:
    """A length in words, down to the minute: 1 小时 26 分; 6 分; 3 天 2 小时."""
    minutes = int(abs(span.total_seconds()) // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    if hours:
        return f"{hours} 小时 {minutes} 分" if minutes else f"{hours} 小时"
    return f"{minutes} 分"


def ceiling(at: datetime, minutes: int) -> datetime:
    """The next full `minutes` of the hour at or after `at` (30: 10:46 becomes 11:00)."""
    start = at.replace(minute=0, second=0, microsecond=0)
    step = timedelta(minutes=minutes)
    return start + -(-(at - start) // step) * step
