"""Up to when the records of each source are here, in the words of the screen."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.complaints.complaint import SOURCE_WORDS
from commandcenter.domain.moments import Moments
from commandcenter.queries.incident.case_picture import CasePicture
from commandcenter.queries.incident.situation import SourceAsOf
from commandcenter.ui import look
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import word


def oldest(sources: Sequence[SourceAsOf]) -> SourceAsOf:
    """Up to its time the records of all sources are here. Raises ValueError without any."""
    return min(sources, key=lambda each: each.exported_to)


def as_of_text(sources: Sequence[SourceAsOf], now: datetime) -> str:
    """数据截至 12315 10:30 · 12345 10:15; says so when nothing was ever taken in.

    The wall is read from afar: there the oldest stands alone, up to which all are known.
    """
    if not sources:
        return QCoreApplication.translate("AsOf", "尚未导入数据")
    short = Moments(now, named=True).short
    if look.is_wall():
        first = oldest(sources)
        words = QCoreApplication.translate("AsOf", "数据导至 {source} {time}")
        source = word(SOURCE_WORDS[first.source])
        return words.format(source=source, time=short(first.exported_to))
    times = dotted(
        f"{word(SOURCE_WORDS[source.source])} {short(source.exported_to)}" for source in sources
    )
    return QCoreApplication.translate("AsOf", "数据截至 {times}").format(times=times)


def cases_as_of(cases: CasePicture, now: datetime, *, brief: bool = False) -> str:
    """截至 20:10 就医 31 人（市卫健委）, 补记 where it was; a newer word on 就医 beside it."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("AsOf", text)

    if cases.as_of is None:
        return ""
    short = Moments(now, named=True).short
    of, brief = tr("截至 {time}"), brief or cases.public
    if not brief:
        of = tr("截至 {time} 就医 {count} 人（{source}）")
    said = of.format(time=short(cases.as_of), count=cases.treated, source=cases.source)
    if cases.entered is not None and not brief:
        said = tr("{said}，补记于 {time}").format(said=said, time=short(cases.entered))
    if cases.later is not None and not brief:
        value, at = cases.later
        words = tr("{said}；{time} 另报就医 {count} 人")
        said = words.format(said=said, time=short(at), count=value)
    return said
