"""Words that the ledgers of the field share: why not, how large, when."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.late_entry import with_entry
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import dated_zh, short_zh
from commandcenter.ui.frame.ledger_model import Cell
from commandcenter.ui.frame.line_order import DatedWords, MomentWords
from commandcenter.ui.texts import refusal, said

MB, KB = 1 << 20, 1 << 10


def why(*refusals: RuleBroken | None) -> str:
    """The first that speaks against it; "" when nothing does."""
    return next((refusal(broken) for broken in refusals if broken is not None), "")


def when(at: datetime | None, now: datetime) -> str:
    """Of a moment; a list is ordered by it, not by its words."""
    return MomentWords.of(said(short_zh(at, now)), at) if at else ""


def dated(template: str, at: datetime, now: datetime) -> str:
    """`template` with the moment as its {time}; a file has it with the whole day."""
    words = template.format(time=short_zh(at, now))
    return DatedWords.that(words, template.format(time=dated_zh(at)))


def stated(at: datetime | None, entered: datetime | None, now: datetime) -> str:
    """10:05, and where it was entered clearly later: 昨日 22:05（补记，录入于 今日 11:40）."""
    short = Moments(now, named=True).short
    return with_entry(short(at) if at else "", short(entered) if entered else "")


def stated_briefly(at: datetime, entered: datetime | None, now: datetime) -> Cell:
    """The same for a narrow column: the mark alone, the rest as its tip."""
    if entered is None:
        return Cell(when(at, now))
    mark = QCoreApplication.translate("FieldWords", "{time} 补记")
    whole = mark.format(time=dated_zh(at))
    words = MomentWords.of(mark.format(time=short_zh(at, now)), at, whole)
    return Cell(words, tip=stated(at, entered, now))


def by_at(who: str, at: datetime | None, now: datetime) -> str:
    """马骁 10:46; "" while it has not happened."""
    if at is None:
        return ""
    words = f"{who} {short_zh(at, now)}".strip()
    return DatedWords.that(words, f"{who} {dated_zh(at)}".strip())


def size_words(size: int | None) -> str:
    if size is None:
        return ""
    if size < KB:
        return QCoreApplication.translate("FieldWords", "{n} 字节").format(n=max(size, 0))
    return f"{size / MB:,.1f} MB" if size >= MB else f"{size / KB:,.1f} KB"


def in_two_lines(digest: str) -> str:
    """A long digest whole: nothing in it lets a narrow column break it."""
    half = len(digest) // 2
    return f"{digest[:half]}\n{digest[half:]}" if digest else ""
