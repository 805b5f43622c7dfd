"""What is said of an alarm: how long it has rung, who knows, whom it goes to next, by when."""

from datetime import datetime, timedelta
from math import ceil

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, Priority, Standing
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.ui.frame.field_words import dated
from commandcenter.ui.phrases import dotted, listed, unstopped
from commandcenter.ui.texts import word

MINUTE = timedelta(minutes=1)
WAITING = frozenset({Standing.UNACKNOWLEDGED, Standing.RETURNED})


def tr(text: str) -> str:
    return QCoreApplication.translate("AlarmWords", text)


def waits(line: AlarmLine) -> bool:
    """Whether somebody has still to see it."""
    return line.standing in WAITING


def rung_for(line: AlarmLine, now: datetime) -> str:
    """38 秒, 12 分, 1 小时 5 分: 20:00 would read as a clock."""
    span = max(timedelta(), now - line.raised_at)
    if span >= MINUTE:
        return span_zh(span)
    return tr("{n} 秒").format(n=int(span.total_seconds()))


def state_words(line: AlarmLine, now: datetime) -> str:
    """已响 38 秒，无人确认; 李蔚 09:08 已确认."""
    if line.shelved_until is not None and line.shelved_until > now:
        words = tr("{name} 暂缓至 {time}")
        return words.format(name=line.shelved_by, time=short_zh(line.shelved_until, now))
    if line.standing is Standing.RETURNED:
        return tr("已恢复正常，尚无人确认")
    if line.standing is Standing.UNACKNOWLEDGED:
        words = tr("已响 {span}，无人确认")
        return words.format(span=rung_for(line, now))
    if line.standing is Standing.CLEARED:
        return tr("已解除")
    if line.acknowledged_at is None:
        return tr("已确认")
    words = tr("{name} {time} 已确认")
    return words.format(name=line.acknowledged_by, time=short_zh(line.acknowledged_at, now))


def next_words(line: AlarmLine, now: datetime) -> str:
    """1 分钟后报副总指挥杜川; "" when it goes to nobody."""
    if not line.next_to or line.next_at is None or not waits(line):
        return ""
    left = line.next_at - now
    if left <= timedelta():
        return tr("即报{name}").format(name=line.next_to)
    words = tr("{n} 分钟后报{name}")
    return words.format(n=ceil(left / MINUTE), name=line.next_to)


def limit_words(line: AlarmLine, now: datetime) -> str:
    """09:50 前; 时限 09:50，已逾期 56 分."""
    if line.due_at is None:
        return ""
    time = short_zh(line.due_at, now)
    if line.due_at >= now:
        return tr("{time} 前").format(time=time)
    words = tr("时限 {time}，已逾期 {span}")
    return words.format(time=time, span=span_zh(now - line.due_at))


def below_words(line: AlarmLine, now: datetime) -> str:
    """How late it is, where, what to do (which names by when)."""
    late = line.due_at is not None and line.due_at < now
    span = span_zh(now - line.due_at) if late and line.due_at else ""
    parts = (tr("已逾期 {span}").format(span=span) if late else "", line.place, line.todo)
    return dotted(map(unstopped, parts))


def short_words(line: AlarmLine, now: datetime) -> str:
    """How it stands in a column: 未确认 0:38; 李蔚 已确认."""
    if line.shelved_until is not None and line.shelved_until > now:
        return dated(tr("暂缓至 {time}"), line.shelved_until, now)
    match line.standing:
        case Standing.UNACKNOWLEDGED:
            return tr("未确认 {span}").format(span=rung_for(line, now))
        case Standing.RETURNED:
            return tr("已恢复，未确认")
        case Standing.CLEARED:
            return tr("已解除")
    return tr("{name} 已确认").format(name=line.acknowledged_by).strip()


def beside_words(line: AlarmLine, now: datetime) -> str:
    return dotted((state_words(line, now), next_words(line, now)))


def spoken(line: AlarmLine, now: datetime) -> str:
    """All of it in one sentence, for who hears the screen, and for a notification."""
    return listed(
        part
        for part in (
            word(PRIORITY_WORDS[line.priority]),
            line.title,
            line.place,
            line.todo,
            limit_words(line, now),
            state_words(line, now),
        )
        if part
    )


GROUNDS: dict[Priority, tuple[str, str, str]] = {  # ground, ink, edge
    Priority.HIGH: ("danger_soft", "danger_soft_text", "danger"),
    Priority.MEDIUM: ("warn_soft", "warn_soft_text", "warn"),
    Priority.LOW: ("accent_soft", "accent_soft_text", "accent"),
}
QUIET = ("surface_2", "text_dim", "line_strong")  # everybody who must has seen it


def colors(line: AlarmLine) -> tuple[str, str, str]:
    return GROUNDS[line.priority] if waits(line) else QUIET
