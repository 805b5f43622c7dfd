"""Words about seats and servers that more than one widget says."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.drafts import Opener
from commandcenter.queries.seat.seats import Seats, Standby
from commandcenter.ui.phrases import enumerated


def skewed_words(seconds: float) -> str:
    """How far this machine's clock is before (or, negative, behind) the server's."""
    minutes, rest = divmod(round(abs(seconds)), 60)
    translate = QCoreApplication.translate
    span = translate("Seats", "{m} 分 {s} 秒") if minutes else translate("Seats", "{s} 秒")
    words = (
        translate("Seats", "时钟快 {span}，时间以服务器为准")
        if seconds > 0
        else translate("Seats", "时钟慢 {span}，时间以服务器为准")
    )
    return words.format(span=span.format(m=minutes, s=rest))


def editor_names(others: tuple[Opener, ...], now: datetime) -> str:
    """Who else has a form open, and since when."""
    since = QCoreApplication.translate("Seats", "{name}（{time} 起）")
    return enumerated(
        since.format(name=o.name, time=short_zh(o.since, now)) if o.since else o.name
        for o in others
    )


def server_words(found: Seats) -> tuple[str, str]:
    """How the second server does, and the colour of it."""
    translate = QCoreApplication.translate
    if found.single:
        return translate("Seats", "单机运行：新的记录只在一台服务器上。"), "warn"
    return {
        Standby.KEPT: (translate("Seats", "备机同步正常。"), "ok"),
        Standby.ASYNC: (translate("Seats", "备机在跟随，提交不等待备机。"), "text_dim"),
        Standby.LOST: (translate("Seats", "备机失联：办理要等备机恢复才能存下。"), "danger"),
        Standby.UNKNOWN: (translate("Seats", "备机状态无法查看。"), "text_faint"),
        Standby.NONE: (translate("Seats", "没有备机。"), "text_dim"),
    }[found.standby]
