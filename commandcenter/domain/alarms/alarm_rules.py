"""What a person may do with an alarm: by whom it has reached, by how it stands, by the version."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.alarm_items import SHELVE, AlarmFigure, AlarmItem
from commandcenter.domain.alarms.machine import concerns
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word

WAITING = (Standing.UNACKNOWLEDGED, Standing.RETURNED)


class _Plan(Protocol):
    @property
    def alarms(self) -> Mapping[str, AlarmItem]: ...
    @property
    def alarm_figures(self) -> Mapping[str, AlarmFigure]: ...


def require_concern(actor: Actor, reached: Collection[str]) -> None:
    if not concerns(actor, reached):
        raise RuleBroken("这条告警由负责人或者升级通知到的人处理，您可以叫应他们。")


def require_waiting(standing: Standing) -> None:
    if standing not in WAITING:
        held = standing is Standing.ACKNOWLEDGED
        raise RuleBroken("这条告警已经有人确认。" if held else "这条告警已经解除。")


def require_version(stands: int, seen: int) -> None:
    if stands != seen:
        raise RuleBroken("这条告警刚有变化，请看过新的内容再操作。")


def require_shelvable(
    plan: _Plan, kind: str, standing: Standing, until: datetime, at: datetime
) -> None:
    item, longest = plan.alarms.get(kind), plan.alarm_figures[SHELVE].value
    if item is None or not item.shelvable:
        title = item.title if item else word("这一类")
        raise RuleBroken("“{title}”的告警不能暂缓。", title=title)
    if standing is not Standing.UNACKNOWLEDGED:
        raise RuleBroken("这条告警的情形已经消除，确认即可，不必暂缓。")
    if not at < until <= at + timedelta(minutes=longest):
        raise RuleBroken("一次最多暂缓 {n} 分钟。", n=longest)
