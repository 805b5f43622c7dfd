"""Words that the ledgers of the field share: why not, how large, when."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import local, short_zh
from commandcenter.ui.texts import refusal

MB, KB = 1 << 20, 1 << 10


def why(*refusals: RuleBroken | None) -> str:
    """The first that speaks against it; "" when nothing does."""
    return next((refusal(broken) for broken in refusals if broken is not None), "")


def when(at: datetime | None, now: datetime) -> str:
    return short_zh(at, now) if at else ""


def far(at: datetime | None, now: datetime) -> str:
    """A limit of law may end in another year: then it says in which."""
    if at is None:
        return ""
    year = local(at).year
    if year == local(now).year:
        return short_zh(at, now)
    words = QCoreApplication.translate("FieldWords", "{year}年{time}")
    return words.format(year=year, time=short_zh(at, now))


def by_at(who: str, at: datetime | None, now: datetime) -> str:
    """马骁 10:46; "" while it has not happened."""
    return f"{who} {short_zh(at, now)}".strip() if at else ""


def size_words(size: int | None) -> str:
    if size is None:
        return ""
    return f"{size / MB:,.1f} MB" if size >= MB else f"{max(size, 0) / KB:,.1f} KB"
