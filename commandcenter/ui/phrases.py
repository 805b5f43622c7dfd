"""How parts of a sentence are put together in the screen's language."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from commandcenter.domain import phrase
from commandcenter.domain.moments import span_of
from commandcenter.domain.times import day_of_month, day_start, local
from commandcenter.ui.texts import said

DAY = timedelta(days=1)
FULL_STOPS = "。."


def with_note(name: str, note: str) -> str:
    """马骁（现场处置组）; the name alone without a note."""
    return said(phrase.with_note(name, note))


def headed(head: str, words: str) -> str:
    """指令未回报：到场."""
    return said(phrase.headed(head, words))


def listed(parts: Iterable[str]) -> str:
    """未回报 4 项，超时 1 项; empty parts are left out."""
    return said(phrase.listed(parts))


def clauses(parts: Iterable[str]) -> str:
    """发布权限：局长；依据：预案 4.6; empty parts are left out."""
    return said(phrase.clauses(parts))


def enumerated(parts: Iterable[str]) -> str:
    """城东区、城西区; empty parts are left out."""
    return said(phrase.enumerated(parts))


def dotted(parts: Iterable[str]) -> str:
    """I级 · 已 3 小时 · 王建国; empty parts are left out."""
    return joined(" · ", filter(None, parts))


def joined(between: str, parts: Iterable[str]) -> str:
    """Lines and the like: `between.join(parts)` of phrases, each said; nothing is left out."""
    return said(phrase.joined(between, parts))


def sentences(*parts: str) -> str:
    """One after another, as whole sentences stand; empty ones are left out."""
    return said(phrase.sentences(parts))


def unstopped(sentence: str) -> str:
    """A sentence as a part of another: without its full stop."""
    return said(sentence).rstrip(FULL_STOPS)


def span_said(start: datetime, end: datetime, now: datetime) -> str:
    """10:00–10:30; of a whole day its name."""
    day = local(start)
    if end - start == DAY and start == day_start(day.date()):
        return said(day_of_month(day))
    return said(span_of(start, end, now))
