"""What the desk of a drill says of times and answers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.drills.drill import InjectState, Mode
from commandcenter.domain.drills.script import Addressee
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.domain.times import hhmm, local
from commandcenter.queries.drills.board import DrillBoard, InjectLine
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import word

STATE_ICONS = {
    InjectState.DONE: ("done", "ok"),
    InjectState.LATE: ("overdue", "danger"),
    InjectState.OPEN: ("deadline", "drill_ink"),
    InjectState.COMING: ("open", "text_faint"),
    InjectState.SKIPPED: ("dropped", "text_faint"),
}


def tr(text: str) -> str:
    return QCoreApplication.translate("DrillWords", text)


def minutes(span: timedelta) -> int:
    """Begun minutes: what took 61 seconds took 2 minutes, as a limit is read."""
    return max(0, ceil(span.total_seconds() / 60))


def real_span(span: timedelta) -> str:
    """41 分 03 秒; 1 小时 02 分."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    if hours:
        return tr("{h} 小时 {m} 分").format(h=hours, m=f"{rest // 60:02d}")
    if rest < 60:
        return tr("{s} 秒").format(s=rest)
    return tr("{m} 分 {s} 秒").format(m=rest // 60, s=f"{rest % 60:02d}")


def addressed(line: InjectLine) -> str:
    """致值班员 · 李蔚 19:06."""
    said = [tr("致{to}").format(to=line.to)] if line.to else []
    if line.answered_at is not None:
        said.append(f"{line.answered_by} {hhmm(line.answered_at)}".strip())
    return dotted(said)


def stands(line: InjectLine, now: datetime, *, over: bool = False) -> tuple[str, str]:
    """How long it took, waits, or is still away; and the ink. `over`: nothing comes any more."""
    if over and line.state is InjectState.OPEN:
        return tr("未应答"), "warn"
    if over and line.state is InjectState.COMING:
        return tr("未注入"), "text_faint"
    late = minutes(line.took - line.limit) if line.took and line.limit else 0
    match line.state:
        case InjectState.DONE if line.took is not None:
            return tr("{n} 分应答").format(n=minutes(line.took)), "ok"
        case InjectState.DONE:
            return tr("已注入"), "text_dim"
        case InjectState.LATE if line.took is not None and late:
            words = tr("{n} 分，超 {over} 分")
            return words.format(n=minutes(line.took), over=late), "danger"
        case InjectState.LATE:
            return tr("超时未应答"), "danger"
        case InjectState.OPEN:
            return waits(line, now)
        case InjectState.SKIPPED:
            return tr("已跳过"), "text_faint"
    return ahead(line.at, now), "text_dim"


def waits(line: InjectLine, now: datetime) -> tuple[str, str]:
    """已等 3 分，限 10 分; past its limit 已等 12 分，超 2 分."""
    waited = now - (line.carried_out_at or line.at)
    if line.limit is None:
        return tr("已等 {n} 分").format(n=minutes(waited)), "drill_ink"
    if waited > line.limit:
        words = tr("已等 {n} 分，超 {over} 分")
        return words.format(n=minutes(waited), over=minutes(waited - line.limit)), "danger"
    words = tr("已等 {n} 分，限 {limit} 分")
    return words.format(n=minutes(waited), limit=minutes(line.limit)), "drill_ink"


def ahead(at: datetime, now: datetime) -> str:
    """15 分后; over an hour 2:05 后, as clocks are said on every page."""
    left = minutes(at - now)
    if left < 60:
        return tr("{n} 分后").format(n=left)
    return tr("{h}:{m} 后").format(h=left // 60, m=f"{left % 60:02d}")


def clock_words(at: datetime) -> str:
    return f"{local(at):%H:%M:%S}"


def speed_words(board: DrillBoard) -> str:
    """Why it runs as it runs."""
    chosen = board.chosen_speed
    if board.paused:
        return tr("已暂停")
    if board.mark.mode is Mode.TABLETOP:
        return tr("桌面推演逐项推进，讨论完再按“下一注入”")
    if chosen == 1:
        return ""
    waiting, running = (
        tr("等应答，已自动转 ×1，应答后回到 ×{n}"),
        tr("等应答时自动转 ×1，应答后回到 ×{n}"),
    )
    return (waiting if board.waiting else running).format(n=chosen)


def to_words(to: Addressee, districts: Mapping[str, str]) -> str:
    """Whom an inject of a script is for; "" everybody. `districts`: their names by code."""
    if to.login:
        return tr("致{to}").format(to=to.login)
    named = word(GROUP_WORDS[Group(to.group)]) if to.group else districts.get(to.district, "")
    named = named or (word(ROLE_WORDS[Role(to.role)]) if to.role else to.district)
    return tr("致{to}").format(to=named) if named else ""
