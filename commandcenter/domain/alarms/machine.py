"""The alarms from turn to turn: rows, what asks for one, and the time give what changes.

Pure: the same turn done again changes nothing, so a turn that was cut off may be done again by
whoever takes over. An alarm is latched at its highest priority, and kept until somebody has seen
it. It climbs one step a turn at most, so that a clock that jumps runs through no chain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from commandcenter.domain.alarms.alarm import LASTING, Priority, Standing
from commandcenter.domain.alarms.alarm_items import REPEATS, SHELVE, Course, Rules
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass

RANK = {priority: number for number, priority in enumerate(reversed(Priority))}
NOBODY = timedelta(0)


class AlarmAct(StrEnum):
    RAISED = "raised"
    RISEN = "risen"
    CHANGED = "changed"
    AGAIN = "again"
    ESCALATED = "escalated"
    REMINDED = "reminded"
    ACKNOWLEDGED = "acknowledged"
    RUNG = "rung"
    SHELVED = "shelved"
    UNSHELVED = "unshelved"
    RETURNED = "returned"
    CLEARED = "cleared"
    TAKEN_OUT = "taken out"
    SENT = "sent"
    UNSENT = "unsent"


ACT_WORDS: dict[AlarmAct, str] = phrases({
    AlarmAct.RAISED: "发出告警", AlarmAct.RISEN: "提高告警级别",
    AlarmAct.CHANGED: "告警内容有变化",
    AlarmAct.AGAIN: "再次告警",
    AlarmAct.ESCALATED: "升级通知",
    AlarmAct.REMINDED: "再次提醒",
    AlarmAct.ACKNOWLEDGED: "确认告警",
    AlarmAct.RUNG: "叫应未接通",
    AlarmAct.SHELVED: "暂缓告警",
    AlarmAct.UNSHELVED: "暂缓结束",
    AlarmAct.RETURNED: "告警情形消除，未确认",
    AlarmAct.CLEARED: "解除告警",
    AlarmAct.TAKEN_OUT: "该类告警停用", AlarmAct.SENT: "向外发出通知",
    AlarmAct.UNSENT: "通知未能发出",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """What asks for an alarm, or lets one stand (`priority` None: it alone raises none).

    `who`: tokens of who is responsible. `active`: of an incident whose response runs.
    """

    key: str
    kind: str
    about: str
    stage: str
    priority: Priority | None
    title: str
    todo: str
    who: tuple[str, ...]
    since: datetime
    place: str = ""
    incident_id: int | None = None
    district: str | None = None
    group: Group | None = None
    role: Role | None = None
    person_id: int | None = None
    due_at: datetime | None = None
    act: str = ""
    act_id: int | None = None
    act_word: str = ""
    room: bool = False
    active: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """A row of the table, as the engine keeps it. `reached`: tokens of whom it has reached."""

    id: int
    key: str
    kind: str
    about: str
    stage: str
    priority: Priority
    title: str
    todo: str
    since: datetime
    raised_at: datetime
    step_at: datetime
    place: str = ""
    incident_id: int | None = None
    district: str | None = None
    group: Group | None = None
    role: Role | None = None
    person_id: int | None = None
    due_at: datetime | None = None
    act: str = ""
    act_id: int | None = None
    act_word: str = ""
    room: bool = False
    version: int = 1
    standing: Standing = Standing.UNACKNOWLEDGED
    returned_at: datetime | None = None
    cleared_at: datetime | None = None
    step: int = 0
    reached: tuple[str, ...] = ()
    reached_names: tuple[str, ...] = ()
    next_to: str = ""
    next_at: datetime | None = None
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_version: int | None = None
    shelved_by: str = ""
    shelved_why: str = ""
    shelved_until: datetime | None = None

    @property
    def live(self) -> bool:
        return self.standing is not Standing.CLEARED

    @property
    def waits(self) -> bool:
        """Whether somebody is still to acknowledge it while it stands."""
        return self.standing is Standing.UNACKNOWLEDGED and not self.shelved_by


@dataclass(frozen=True, slots=True)
class Move:
    """One alarm after the turn, and what became of it, each with its words."""

    alarm: Alarm
    acts: tuple[tuple[AlarmAct, str], ...]


class People(Protocol):
    """Who stands behind a token now: their names, with what they are; empty: nobody."""

    def names(self, token: str) -> tuple[str, ...]: ...


def role_token(role: Role) -> str:
    return f"role:{role.value}"


def group_token(group: Group) -> str:
    return f"leader:{group.value}"


def county_token(district: str) -> str:
    return f"county:{district}"


def person_token(person_id: int) -> str:
    return f"person:{person_id}"


def tokens_of(actor: Actor) -> frozenset[str]:
    """Under which tokens somebody is reached."""
    found = {person_token(actor.person_id)} if actor.person_id else set()
    for grant in actor.grants:
        if grant.role is Role.LEADER and grant.group:
            found.add(group_token(grant.group))
        elif grant.role is Role.COUNTY and grant.district:
            found.add(county_token(grant.district))
        else:
            found.add(role_token(grant.role))
    return frozenset(found)


def concerns(actor: Actor, reached: Iterable[str], relieved: Iterable[Role] = ()) -> bool:
    """Whether they are responsible for an alarm, or it has climbed to them.

    `relieved`: roles that they have while it is another's turn on the roster.
    """
    return not (tokens_of(actor) - {*map(role_token, relieved)}).isdisjoint(reached)


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one turn is worked out from. `shift`: by how much the clock jumped since the last:
    what was measured from before moves with it. `unsent`: alarms whose message at this step did not
    get out."""

    rows: Sequence[Alarm]
    conditions: Sequence[Condition]
    rules: Rules
    people: People
    now: datetime
    shift: timedelta = NOBODY
    unsent: frozenset[tuple[int, int]] = frozenset()

    def moves(self) -> list[Move]:
        standing = {row.key: row for row in self.rows if row.live}
        asked = {each.key: each for each in self.conditions if each.kind not in self.rules.out}
        explained = self._explained({row.kind for row in self.rows if row.standing in LASTING})
        found = []
        for key in {**standing, **asked}:
            row, condition = standing.get(key), asked.get(key)
            move = self._move(row, condition, (row or condition).kind in explained)  # type: ignore[union-attr]  # one of them is there
            if move is not None:
                found.append(move)
        return found

    def _explained(self, standing: set[str]) -> frozenset[str]:
        """Kinds whose cause stands."""
        items = self.rules.items
        return frozenset(code for code, item in items.items() if item.cause in standing)

    def _move(self, row: Alarm | None, condition: Condition | None, explained: bool) -> Move | None:
        if row is None:
            return self._raise(condition) if condition else None
        if condition is None or not _holds(row, condition):
            return self._without(row)
        after, acts = self._with(self._timed(row), condition)
        if not acts and after.waits and not explained:
            after, acts = self._climb(after, condition)
        return _moved(row, after, acts)

    def _raise(self, asks: Condition) -> Move | None:
        if asks.priority is None:
            return None
        alarm = Alarm(
            0, asks.key, asks.kind, asks.about, asks.stage, asks.priority, asks.title, asks.todo,
            asks.since, self.now, self.now, **_matter(asks),
        )  # fmt: skip
        return Move(self._begin(alarm, asks), ((AlarmAct.RAISED, ""),))

    def _begin(self, alarm: Alarm, asks: Condition) -> Alarm:
        """Whom it reaches first: who is responsible; where nobody is, at once the next."""
        reached = asks.who
        names = self._names(reached)
        if not names:
            reached, names = self._next(reached, asks)
        begun = replace(
            alarm, step=0, step_at=self.now, reached=reached, reached_names=names,
            standing=Standing.UNACKNOWLEDGED, returned_at=None,
        )  # fmt: skip
        return self._announced(begun, asks)

    def _announced(self, alarm: Alarm, asks: Condition) -> Alarm:
        """With whom it goes to next, and when; "" at the end of the chain."""
        _, names = self._next(alarm.reached, asks)
        if not names:
            return replace(alarm, next_to="", next_at=None)
        minutes = self.rules.climbs[alarm.priority].minutes
        wait = timedelta(minutes=minutes[min(alarm.step, len(minutes) - 1)])
        return replace(alarm, next_to="、".join(names), next_at=alarm.step_at + wait)

    def _next(
        self, reached: tuple[str, ...], asks: Condition
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The first of the chain with somebody whom it has not reached yet."""
        course = Course.AFTER if asks.active else Course.BEFORE
        climbs = self.rules.items[asks.kind].climbs
        for step in self.rules.chains[course].steps[:climbs]:
            tokens = tuple(t for t in map(role_token, step) if t not in reached)
            if names := self._names(tokens):
                return (*reached, *tokens), names
        return reached, ()

    def _names(self, tokens: Iterable[str]) -> tuple[str, ...]:
        found = [name for token in tokens for name in self.people.names(token)]
        return tuple(dict.fromkeys(found))

    def _timed(self, row: Alarm) -> Alarm:
        """Measured anew where the clock jumped; what lies ahead was measured by another clock."""
        if not row.waits:
            return row
        at = row.step_at + self.shift
        if at > self.now:
            at = self.now
        if at == row.step_at:
            return row
        next_at = row.next_at and at + (row.next_at - row.step_at)
        return replace(row, step_at=at, next_at=next_at)

    def _without(self, row: Alarm) -> Move | None:
        """What asked for it is gone: acknowledged it ends, else it is kept until seen."""
        if row.kind in self.rules.out:
            acts = ((AlarmAct.TAKEN_OUT, ""),)
            return Move(self._ended(row), acts) if row.standing is not Standing.RETURNED else None
        if row.standing is Standing.ACKNOWLEDGED:
            return Move(self._ended(row), ((AlarmAct.CLEARED, ""),))
        if row.standing is Standing.RETURNED:
            return None
        after = replace(
            row, standing=Standing.RETURNED, returned_at=self.now, next_to="", next_at=None,
            shelved_by="", shelved_why="", shelved_until=None,
        )  # fmt: skip
        return Move(after, ((AlarmAct.RETURNED, ""),))

    def _ended(self, row: Alarm) -> Alarm:
        return replace(
            row, standing=Standing.CLEARED, cleared_at=self.now, next_to="", next_at=None,
            shelved_by="", shelved_why="", shelved_until=None,
        )  # fmt: skip

    def _with(self, row: Alarm, asks: Condition) -> tuple[Alarm, tuple[tuple[AlarmAct, str], ...]]:
        """It still stands: higher, again, in other words, or as it was."""
        priority = max((row.priority, asks.priority or row.priority), key=RANK.__getitem__)
        told = replace(
            row, kind=asks.kind, about=asks.about, priority=priority, **_matter(asks),
            **(_words(asks) if asks.priority else {}),
        )  # fmt: skip
        act = None
        if RANK[priority] > RANK[row.priority]:
            act = AlarmAct.RISEN
        elif row.standing is Standing.RETURNED and asks.priority:
            act = AlarmAct.AGAIN
        elif asks.priority and _matters(row, asks):
            act = AlarmAct.CHANGED
        if act in (AlarmAct.RISEN, AlarmAct.AGAIN):
            free = replace(told, shelved_by="", shelved_why="", shelved_until=None)
            return self._begin(replace(free, version=row.version + 1), asks), ((act, ""),)
        if act:
            again = replace(told, version=row.version + 1)
            taken_on = row.standing is Standing.ACKNOWLEDGED  # else it goes on as it was
            return self._begin(again, asks) if taken_on else again, ((act, ""),)
        return self._off_the_shelf(told, asks)

    def _off_the_shelf(
        self, row: Alarm, asks: Condition
    ) -> tuple[Alarm, tuple[tuple[AlarmAct, str], ...]]:
        longest = timedelta(minutes=self.rules.number(SHELVE))  # further off: by another clock
        until = row.shelved_until
        if until is None or self.now < until <= self.now + longest:
            return row, ()
        free = replace(
            row, shelved_by="", shelved_why="", shelved_until=None, step_at=self.now
        )  # fmt: skip
        return self._announced(free, asks), ((AlarmAct.UNSHELVED, ""),)

    def _climb(self, row: Alarm, asks: Condition) -> tuple[Alarm, tuple[tuple[AlarmAct, str], ...]]:
        """One step, where nobody has acknowledged it in time; else whom it goes to next."""
        row = self._announced(row, asks)
        if row.next_at is None:
            return self._remind(row)
        if self.now < row.next_at and (row.id, row.step) not in self.unsent:
            return row, ()
        reached, names = self._next(row.reached, asks)
        told = tuple(dict.fromkeys((*row.reached_names, *names)))
        climbed = replace(
            row, step=row.step + 1, step_at=self.now, reached=reached, reached_names=told
        )  # fmt: skip
        return self._announced(climbed, asks), ((AlarmAct.ESCALATED, "、".join(names)),)

    def _remind(self, row: Alarm) -> tuple[Alarm, tuple[tuple[AlarmAct, str], ...]]:
        """At the end of the chain all whom it has reached are told again till one acknowledges."""
        minutes = self.rules.number(REPEATS[row.priority])
        if self.now < row.step_at + timedelta(minutes=minutes):
            return row, ()
        again = replace(row, version=row.version + 1, step_at=self.now)
        return again, ((AlarmAct.REMINDED, ""),)


def _moved(row: Alarm, after: Alarm, acts: tuple[tuple[AlarmAct, str], ...]) -> Move | None:
    """What changed without an act is written with the next act; but not what is shown: whom it goes
    to next, where and what is to be done."""
    shown = _shown(after) != _shown(row)
    return Move(after, acts) if acts or shown or after.step_at != row.step_at else None


def _shown(row: Alarm) -> tuple[object, ...]:
    return row.next_to, row.next_at, row.place, row.todo


def _holds(row: Alarm, condition: Condition) -> bool:
    """What has no stage any more by the clock alone still stands: the clock was set back."""
    return condition.priority is not None or row.due_at == condition.due_at


def _matters(row: Alarm, asks: Condition) -> bool:
    """Whether the words say something else to who has seen them."""
    return (row.stage, row.due_at, row.title) != (asks.stage, asks.due_at, asks.title)


def _matter(asks: Condition) -> dict[str, Any]:
    names = (
        "place", "incident_id", "district", "group", "role", "person_id", "act", "act_id",
        "act_word", "room",
    )  # fmt: skip
    return {name: getattr(asks, name) for name in names} | {"due_at": asks.due_at}


def _words(asks: Condition) -> dict[str, Any]:
    return {"stage": asks.stage, "title": asks.title, "todo": asks.todo, "since": asks.since}
