"""Up to when the records of each source are here, in the words of the screen."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.complaints.complaint import SOURCE_WORDS
from commandcenter.domain.moments import Moments
from commandcenter.queries.incident.situation import SourceAsOf
from commandcenter.ui.texts import word


def as_of_text(sources: Sequence[SourceAsOf], now: datetime) -> str:
    """数据截至 12315 10:30 · 12345 10:15; says so when nothing was ever taken in."""
    if not sources:
        return QCoreApplication.translate("AsOf", "尚未导入数据")
    short = Moments(now, named=True).short
    times = " · ".join(
        f"{word(SOURCE_WORDS[source.source])} {short(source.exported_to)}" for source in sources
    )
    return QCoreApplication.translate("AsOf", "数据截至 {times}").format(times=times)
