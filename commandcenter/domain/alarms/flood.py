"""A flood of alarms: more at once than anybody can read are summed up by what they have in common.

Also what a cause explains: the lines behind it are counted in its own.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timedelta

from commandcenter.domain.alarms.alarm import LASTING
from commandcenter.domain.alarms.alarm_items import FLOOD, FLOOD_MINUTES, LINES, Rules
from commandcenter.domain.alarms.machine import RANK, Alarm
from commandcenter.late_dataclass import dataclass

Key = Callable[[Alarm], Hashable]


@dataclass(frozen=True, slots=True)
class Summed:
    """A line of a desk: the first alarm of `members` speaks for them all, none that has returned
    while another stands. `by`: what they have in common; "" of a single one.
    """

    members: tuple[Alarm, ...]
    by: str = ""

    @property
    def first(self) -> Alarm:
        return self.members[0]


def urgent_first(alarms: Iterable[Alarm]) -> list[Alarm]:
    """The highest priority first, of one priority the oldest."""
    return sorted(alarms, key=lambda a: (-RANK[a.priority], a.since, a.id))


def summed(alarms: Iterable[Alarm], rules: Rules, now: datetime) -> list[Summed]:
    """The lines of one desk: a flood gives no more than the plan allows, however many stand."""
    ordered = urgent_first(alarms)
    lines = _explained(ordered, rules)
    if not is_flood(ordered, rules, now) and len(lines) <= rules.number(LINES):
        return lines
    most = rules.number(LINES)
    for by, key in (("incident", _of_incident), ("kind", _of_kind), ("priority", _of_priority)):
        lines = _grouped(lines, key, by)
        if len(lines) <= most:
            break
    return lines


def is_flood(alarms: Sequence[Alarm], rules: Rules, now: datetime) -> bool:
    """More than the plan's number within its minutes."""
    since = now - timedelta(minutes=rules.number(FLOOD_MINUTES))
    return sum(alarm.raised_at > since for alarm in alarms) > rules.number(FLOOD)


def _explained(ordered: Sequence[Alarm], rules: Rules) -> list[Summed]:
    """What a standing cause explains stands behind it."""
    by_kind: dict[str, Alarm] = {}
    for alarm in ordered:
        if alarm.standing in LASTING:
            by_kind.setdefault(alarm.kind, alarm)
    behind: dict[int, list[Alarm]] = {}
    own: list[Alarm] = []
    for alarm in ordered:
        item = rules.items.get(alarm.kind)
        cause = by_kind.get(item.cause) if item else None
        if cause is not None:
            behind.setdefault(cause.id, []).append(alarm)
        else:
            own.append(alarm)
    return [
        Summed((alarm, *behind.get(alarm.id, ())), "cause" if alarm.id in behind else "")
        for alarm in own
    ]


def _of_incident(alarm: Alarm) -> Hashable:
    return alarm.kind, alarm.incident_id


def _of_kind(alarm: Alarm) -> Hashable:
    return alarm.kind


def _of_priority(alarm: Alarm) -> Hashable:
    return alarm.priority


def _grouped(lines: Iterable[Summed], key: Key, by: str) -> list[Summed]:
    groups: dict[Hashable, list[Summed]] = {}
    for line in lines:
        groups.setdefault(key(line.first), []).append(line)
    found = []
    for same in groups.values():
        if len(same) == 1:
            found.append(same[0])
            continue
        members = urgent_first(member for line in same for member in line.members)
        members.sort(key=lambda member: member.standing not in LASTING)
        found.append(Summed(tuple(members), by))
    return sorted(found, key=lambda line: (-RANK[line.first.priority], line.first.since))
