"""The alarms of a desk: those that concern who sits at it, the others', the shelved, the engine."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.alarms.alarm_items import Rules, rules_of
from commandcenter.domain.alarms.alarm_rules import WAITING
from commandcenter.domain.alarms.flood import Summed, summed
from commandcenter.domain.alarms.machine import Alarm, concerns
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.alarms.alarm_people import relieved
from commandcenter.store.alarms.alarm_rows import last_beat, live_alarms, out_of_service
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.alarms.alarm import AlarmOutRow

ACKNOWLEDGE, RING, SHELVE, UNSHELVE = "acknowledge", "ring", "shelve", "unshelve"
PUT_BACK = "put_back"
TOGETHER = word("{title}等 {n} 条")
BY_WORDS = phrases({"cause": "{title}，另有 {n} 条由此引起", "priority": "其他告警 {n} 条"})


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm; or several that are summed up (`count` > 1, `members` their ids).

    `title`, `place`, `todo`: what, where ("" = nowhere in particular), what to do. `act`: the key
    of a page, or of a form as `Obligation.form`; `act_word` the word of its button, "" = none.
    `reached`: whom it has reached, as “带班领导罗敏”. `sounds`: unacknowledged, concerns who sits
    here, not shelved. `offers`: acknowledge, ring, shelve, unshelve. `room`: for the wall.
    """

    id: int
    version: int
    key: str
    kind: str
    priority: Priority
    standing: Standing
    title: str
    place: str
    todo: str
    since: datetime
    due_at: datetime | None
    raised_at: datetime
    incident_id: int | None
    act: str
    act_id: int | None
    act_word: str
    reached: tuple[str, ...]
    next_to: str
    next_at: datetime | None
    acknowledged_by: str
    acknowledged_at: datetime | None
    shelved_by: str
    shelved_why: str
    shelved_until: datetime | None
    count: int
    members: tuple[int, ...]
    sounds: bool
    offers: tuple[Offer, ...]
    room: bool


@dataclass(frozen=True, slots=True)
class OutOfService:
    """A kind of alarm that a planner has taken out of service; `until` None: until put back."""

    kind: str
    title: str
    why: str
    by: str
    since: datetime
    until: datetime | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class EngineState:
    """Whether alarms are worked out at all: silent for ten seconds, it is not alive."""

    alive: bool
    seat: str
    last: datetime | None


@dataclass(frozen=True, slots=True)
class AlarmBoard:
    """`lines`: that concern who sits here (responsible, or reached), highest first, then oldest.

    `others`: of the rest of the bureau, for who may see them.
    """

    lines: tuple[AlarmLine, ...]
    others: tuple[AlarmLine, ...]
    shelved: tuple[AlarmLine, ...]
    out: tuple[OutOfService, ...]
    engine: EngineState
    now: datetime


def alarm_board(session: Session, actor: Actor) -> AlarmBoard:
    """At most four statements beside the plan's, however many there are; two more for who has a
    role of the roster."""
    at, plan, beat = now(session), plan_of(session), last_beat(session)
    out = out_of_service(session, at)
    desk = _Desk(actor, rules_of(plan), plan.rights, at, relieved(session, actor, at))
    rows = [row for row in live_alarms(session) if row.kind not in {each.kind for each in out}]
    shelved = [row for row in rows if row.shelved_by]
    standing = [row for row in rows if not row.shelved_by]
    own = [row for row in standing if desk.concerns(row)]
    others = [row for row in standing if not desk.concerns(row)]
    return AlarmBoard(
        lines=desk.lines(own),
        others=() if actor.has(Role.WALL) else desk.lines(others),
        shelved=tuple(desk.line(Summed((row,))) for row in shelved),
        out=tuple(desk.out(row) for row in out),
        engine=EngineState(beat.alive, beat.seat, beat.last),
        now=at,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who sits there, and what they may do."""

    actor: Actor
    rules: Rules
    rights: Rights
    now: datetime
    relieved: frozenset[Role]

    def concerns(self, row: Alarm) -> bool:
        """The wall is concerned by what the room must do. What is the roster's reaches whose turn
        it is, and once it has climbed all who have the role."""
        if self.actor.has(Role.WALL):
            return row.room
        return concerns(self.actor, row.reached, () if row.step else self.relieved)

    def lines(self, rows: Collection[Alarm]) -> tuple[AlarmLine, ...]:
        """What still waits is before what somebody has taken on."""
        waiting = [row for row in rows if row.standing in WAITING]
        rest = [row for row in rows if row.standing not in WAITING]
        found = [*summed(waiting, self.rules, self.now), *summed(rest, self.rules, self.now)]
        return tuple(map(self.line, found))

    def line(self, each: Summed) -> AlarmLine:
        first, own = each.first, self.concerns(each.first)
        sounds = own and any(member.waits for member in each.members)
        return AlarmLine(
            id=first.id, version=first.version, key=first.key, kind=first.kind,
            priority=first.priority, standing=first.standing, title=self._title(each),
            place=_common(member.place for member in each.members), todo=word(first.todo),
            since=first.since, due_at=first.due_at, raised_at=first.raised_at,
            incident_id=first.incident_id, act=first.act, act_id=first.act_id,
            act_word=word(first.act_word), reached=first.reached_names, next_to=first.next_to,
            next_at=first.next_at, acknowledged_by=first.acknowledged_by,
            acknowledged_at=first.acknowledged_at, shelved_by=first.shelved_by,
            shelved_why=first.shelved_why, shelved_until=first.shelved_until,
            count=len(each.members), members=tuple(member.id for member in each.members),
            sounds=sounds,
            offers=self._offers(first, own), room=first.room,
        )  # fmt: skip

    def _title(self, each: Summed) -> str:
        """What is summed up is named by what it has in common."""
        n, first = len(each.members), each.first
        if n == 1:
            return word(first.title)
        item = self.rules.items.get(first.kind)
        title = item.title if item and each.by in ("incident", "kind") else first.title
        if each.by == "cause":
            return BY_WORDS["cause"].format(title=word(first.title), n=n - 1)
        return BY_WORDS.get(each.by, TOGETHER).format(title=word(title), n=n)

    def _offers(self, row: Alarm, own: bool) -> tuple[Offer, ...]:
        """Of one that is summed up with others each is acknowledged by itself."""
        waits = row.standing in WAITING and not self.actor.has(Role.WALL)
        item = self.rules.items.get(row.kind)
        may_shelve = item is not None and item.shelvable and row.waits
        matter = Matter(districts=self.actor.districts())
        return only(
            offer_if(waits and own, ACKNOWLEDGE),
            offer(RING, self.rights, self.actor, Action.CALL_UP, matter) if waits else None,
            offer_if(waits and own and may_shelve, SHELVE),
            offer_if(waits and own and bool(row.shelved_by), UNSHELVE),
        )

    def out(self, row: AlarmOutRow) -> OutOfService:
        item = self.rules.items.get(row.kind)
        return OutOfService(
            row.kind, word(item.title) if item else row.kind, row.why, row.by, row.since, row.until,
            only(offer(PUT_BACK, self.rights, self.actor, Action.EDIT_PLAN, Matter())),
        )  # fmt: skip


def _common(places: Iterable[str]) -> str:
    """The place of them all, "" where they differ."""
    found = set(places)
    return word(found.pop()) if len(found) == 1 else ""
