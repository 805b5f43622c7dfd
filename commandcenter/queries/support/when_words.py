"""By when something is due, in the words of 先办: how late it is, or how long is left."""

from datetime import datetime

from commandcenter.domain.times import local


def day_words(at: datetime, now: datetime) -> str:
    """11月22日; of another year with it; of today 今日 20:00."""
    there, here = local(at), local(now)
    if there.date() == here.date():
        return f"今日 {there:%H:%M}"
    year = f"{there.year}年" if there.year != here.year else ""
    return f"{year}{there.month}月{there.day}日"


def late_words(at: datetime, now: datetime) -> str:
    """逾期 2 天; within the day 逾期 3 小时."""
    days = (local(now).date() - local(at).date()).days
    if days:
        return f"逾期 {days} 天"
    hours = int((now - at).total_seconds() // 3_600)
    return f"逾期 {hours} 小时" if hours else "刚刚逾期"


def left_words(at: datetime, now: datetime) -> str:
    """11月28日到期，还有 4 天."""
    days = (local(at).date() - local(now).date()).days
    return f"{day_words(at, now)}到期，还有 {days} 天" if days else f"{day_words(at, now)}到期"
