"""`commandcenter alarms`: what alarms stand now, for support and for scripts."""

import json
from collections.abc import Iterable
from datetime import datetime

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, STANDING_WORDS
from commandcenter.domain.alarms.flood import urgent_first
from commandcenter.domain.alarms.machine import Alarm
from commandcenter.domain.times import iso, short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.opening import drill_words, opened
from commandcenter.store.alarms.alarm_rows import Beat, last_beat, live_alarms
from commandcenter.store.database import now

NONE, DEAD = "现在没有告警。", "告警现在没有运行。"


@dataclass(frozen=True, slots=True)
class Standing:
    """Every alarm that is not cleared, each by itself; `engine`: whether they are worked out."""

    alarms: tuple[Alarm, ...]
    engine: Beat
    drill: str
    at: datetime

    def lines(self) -> list[str]:
        told = [self.drill] if self.drill else []
        told += [] if self.engine.alive else [DEAD]
        return [*told, *(_line(each, self.at) for each in self.alarms)] or [NONE]

    def json(self) -> str:
        """Times in Beijing's, as packaging/alarm-notify.zh.md has them."""
        engine = {
            "alive": self.engine.alive,
            "seat": self.engine.seat,
            "last": iso(self.engine.last),
        }
        told = {
            "at": iso(self.at), "drill": bool(self.drill), "engine": engine,
            "alarms": [_as_dict(each) for each in self.alarms],
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=1)


def standing(url: str) -> Standing:
    """The most urgent first."""
    with opened(url) as db, db.read() as session:
        drill = drill_words(db.drill) if db.drill else ""
        alarms = tuple(urgent_first(live_alarms(session)))
        return Standing(alarms, last_beat(session), drill, now(session))


def _line(alarm: Alarm, at: datetime) -> str:
    place = f"（{alarm.place}）" if alarm.place else ""
    words = STANDING_WORDS[alarm.standing]
    if alarm.shelved_by and alarm.shelved_until:
        words = f"暂缓至{short_zh(alarm.shelved_until, at)}"
    reached = f" 已通知{_joined(alarm.reached_names)}" if alarm.reached_names else ""
    since = short_zh(alarm.since, at)
    return (
        f"{PRIORITY_WORDS[alarm.priority]}  {alarm.title}{place}  {since}起  {words}{reached}  "
        f"{alarm.todo}"
    )


def _joined(names: Iterable[str]) -> str:
    return "、".join(names)


def _as_dict(alarm: Alarm) -> dict[str, object]:
    return {
        "id": alarm.id, "version": alarm.version, "kind": alarm.kind, "about": alarm.about,
        "priority": alarm.priority.value, "standing": alarm.standing.value, "title": alarm.title,
        "place": alarm.place, "todo": alarm.todo, "incident": alarm.incident_id,
        "since": iso(alarm.since), "due_at": iso(alarm.due_at),
        "raised_at": iso(alarm.raised_at), "reached": list(alarm.reached_names),
        "next_to": alarm.next_to, "next_at": iso(alarm.next_at),
        "shelved_until": iso(alarm.shelved_until),
    }  # fmt: skip
