"""How long until, or since, a deadline, in the words of the screen."""

from datetime import datetime, timedelta
from math import ceil, floor

from PySide6.QtCore import QCoreApplication

from commandcenter.ui.phrases import joined

MINUTE, HOUR, DAY = 60, 3600, 86400


def left_text(deadline: datetime, now: datetime) -> str:
    """12 分钟后, 52 秒后, 1 小时 5 分后; past it: 逾期 6 分."""
    seconds = (deadline - now).total_seconds()
    if seconds >= 0:
        template = QCoreApplication.translate("Countdown", "{span}后")
        return template.format(span=_ahead(ceil(seconds)))
    template = QCoreApplication.translate("Countdown", "逾期 {span}")
    return template.format(span=_span(floor(-seconds)))


def brief_text(deadline: datetime, now: datetime) -> str:
    """In a narrow column: 34 分后, 2:34 后, 3 天后; past it: 逾期 56 分, 逾期 3:12."""
    seconds = (deadline - now).total_seconds()
    ahead = seconds >= 0
    minutes = ceil(seconds / MINUTE) if ahead else floor(-seconds / MINUTE)
    if minutes >= 2 * DAY // MINUTE:
        span = QCoreApplication.translate("Countdown", "{n} 天").format(n=minutes * MINUTE // DAY)
    elif minutes >= HOUR // MINUTE:
        span = f"{minutes // 60}:{minutes % 60:02d}"
    else:
        span = QCoreApplication.translate("Countdown", "{n} 分").format(n=minutes)
    if ahead:
        after = QCoreApplication.translate("Countdown", "{span}后")
        if span[-1].isdigit():
            after = QCoreApplication.translate("Countdown", "{span} 后")
        return after.format(span=span)
    return QCoreApplication.translate("Countdown", "逾期 {span}").format(span=span)


def since_text(then: datetime, now: datetime) -> str:
    """How long ago: 刚刚, 6 分, 1 小时 5 分."""
    seconds = floor((now - then).total_seconds())
    if seconds < MINUTE:
        return QCoreApplication.translate("Countdown", "刚刚")
    return _span(seconds)


def is_past(deadline: datetime, now: datetime) -> bool:
    return deadline < now


def soon(deadline: datetime, now: datetime) -> bool:
    """Within a quarter of an hour: worth a stronger colour."""
    return timedelta() <= deadline - now <= timedelta(minutes=15)


def _ahead(seconds: int) -> str:
    """Rounded up to the minute, as a countdown is read: 11:52 left is 12 minutes."""
    if seconds < MINUTE:
        return _span(seconds)
    whole = ceil(seconds / MINUTE) * MINUTE
    if whole < HOUR:
        template = QCoreApplication.translate("Countdown", "{minutes} 分钟")
        return template.format(minutes=whole // MINUTE)
    return _span(whole)


def late_parts(deadline: datetime, now: datetime) -> tuple[str, str]:
    """逾期 and the largest unit of how late it is, apart: 3 小时."""
    late = floor((now - deadline).total_seconds())
    return QCoreApplication.translate("Countdown", "逾期"), _parts(late)[0]


def _span(seconds: int) -> str:
    return joined(" ", _parts(seconds))


def _parts(seconds: int) -> list[str]:
    """The two largest units, the smaller only when it is not zero."""
    if seconds < MINUTE:
        return [QCoreApplication.translate("Countdown", "{n} 秒").format(n=seconds)]
    days, hours = seconds // DAY, seconds % DAY // HOUR
    minutes = seconds % HOUR // MINUTE
    parts = []
    if days:
        parts.append(QCoreApplication.translate("Countdown", "{n} 天").format(n=days))
    if hours:
        parts.append(QCoreApplication.translate("Countdown", "{n} 小时").format(n=hours))
    if minutes and not days:
        parts.append(QCoreApplication.translate("Countdown", "{n} 分").format(n=minutes))
    return parts
