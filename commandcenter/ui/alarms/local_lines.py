"""Alarms that a desk finds by itself and no row can tell: no link, a silent engine."""

import time
from collections.abc import Callable
from dataclasses import field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.queries.offers import Offer

LINK, ENGINE = "link", "engine"
IDS = {LINK: -1, ENGINE: -2}  # no row has one
AGAIN_S = 300.0  # acknowledged, and still so: it sounds again


@dataclass
class _Local:
    """`version` rises each time it begins or sounds again, so that none is acknowledged unseen."""

    version: int = 0
    since: datetime | None = None
    raised: datetime | None = None
    acknowledged: int = 0
    acknowledged_at: datetime | None = None
    acknowledged_s: float = 0.0


@dataclass
class LocalLines:
    """What holds now, and what of it has been seen here."""

    name: str  # who sits here
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, _Local] = field(default_factory=lambda: {LINK: _Local(), ENGINE: _Local()})

    def set(self, kind: str, since: datetime | None, now: datetime) -> None:
        """`since`: from when it holds; None: it does not."""
        local = self._known[kind]
        if since is None:
            local.since = None
            return
        if local.since is None:
            local.version += 1
            local.since, local.raised = since, now
        elif local.acknowledged == local.version and self.clock() - local.acknowledged_s >= AGAIN_S:
            local.version += 1
            local.raised = now

    def acknowledge(self, line: AlarmLine, now: datetime) -> None:
        """The version that was seen; a later one goes on."""
        local = self._known[line.kind]
        if line.version == local.version:
            local.acknowledged, local.acknowledged_at = local.version, now
            local.acknowledged_s = self.clock()

    def lines(self) -> tuple[AlarmLine, ...]:
        return tuple(self._line(kind) for kind in IDS if self._known[kind].since is not None)

    def _line(self, kind: str) -> AlarmLine:
        local = self._known[kind]
        assert local.since is not None
        assert local.raised is not None
        seen = local.acknowledged == local.version
        title, todo = _words(kind)
        return AlarmLine(
            id=IDS[kind],
            version=local.version,
            key=f"{kind}/",
            kind=kind,
            priority=Priority.HIGH,
            standing=Standing.ACKNOWLEDGED if seen else Standing.UNACKNOWLEDGED,
            title=title,
            place="",
            todo=todo,
            since=local.since,
            due_at=None,
            raised_at=local.raised,
            incident_id=None,
            act="",
            act_id=None,
            act_word="",
            reached=(),
            next_to="",
            next_at=None,
            acknowledged_by=self.name if seen else "",
            acknowledged_at=local.acknowledged_at if seen else None,
            shelved_by="",
            shelved_why="",
            shelved_until=None,
            count=1,
            members=(),
            sounds=not seen,
            offers=() if seen else (Offer("acknowledge"),),
            room=True,
        )


def tr(text: str) -> str:
    return QCoreApplication.translate("LocalLines", text)


def _words(kind: str) -> tuple[str, str]:
    """What it is, and what to do."""
    if kind == LINK:
        todo = tr("新告警收不到：请检查网络，要紧的事打电话；写下的内容暂存本机")
        return tr("与数据库的联络中断"), todo
    todo = tr("请查看在线席位，重新打开负责监测的席位；恢复前按清单人工盯时限")
    return tr("告警计算已停，到时限不会再提醒"), todo


def is_local(line: AlarmLine) -> bool:
    return line.id < 0
