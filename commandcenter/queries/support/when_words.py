"""By when something is due, in the words of 先办: how late it is, or how long is left."""

from datetime import datetime

from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.times import day_in_year, local


def day_words(at: datetime, now: datetime) -> str:
    """11月22日; of another year with it; of today 今日 20:00."""
    there, here = local(at), local(now)
    if there.date() == here.date():
        return phrase("今日 {time}", time=f"{there:%H:%M}")
    return day_in_year(there.date(), here.date())


def late_words(at: datetime, now: datetime) -> str:
    """逾期 2 天; within the day 逾期 3 小时."""
    days = (local(now).date() - local(at).date()).days
    if days:
        return phrase("逾期 {n} 天", n=days)
    hours = int((now - at).total_seconds() // 3_600)
    return phrase("逾期 {n} 小时", n=hours) if hours else word("刚刚逾期")


def left_words(at: datetime, now: datetime) -> str:
    """11月28日到期，还有 4 天."""
    days = (local(at).date() - local(now).date()).days
    if days:
        return phrase("{day}到期，还有 {n} 天", day=day_words(at, now), n=days)
    return phrase("{day}到期", day=day_words(at, now))
