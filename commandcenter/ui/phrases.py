"""How parts of a sentence are put together in the screen's language."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.moments import span_of
from commandcenter.domain.times import day_start, local

DAY = timedelta(days=1)


def tr(text: str) -> str:
    return QCoreApplication.translate("Phrases", text)


def with_note(name: str, note: str) -> str:
    """马骁（现场处置组）; the name alone without a note."""
    return tr("{name}（{note}）").format(name=name, note=note) if note else name


def headed(head: str, words: str) -> str:
    """指令未回报：到场."""
    return tr("{head}：{words}").format(head=head, words=words)


def listed(parts: Iterable[str]) -> str:
    """未回报 4 项，超时 1 项; empty parts are left out."""
    return tr("，").join(part for part in parts if part)


def clauses(parts: Iterable[str]) -> str:
    """发布权限：局长；依据：预案 4.6; empty parts are left out."""
    return tr("；").join(part for part in parts if part)


def enumerated(parts: Iterable[str]) -> str:
    """城东区、城西区; empty parts are left out."""
    return tr("、").join(part for part in parts if part)


def span_said(start: datetime, end: datetime, now: datetime) -> str:
    """10:00–10:30; of a whole day its name."""
    day = local(start)
    if end - start == DAY and start == day_start(day.date()):
        return tr("{month}月{day}日").format(month=day.month, day=day.day)
    return span_of(start, end, now)
