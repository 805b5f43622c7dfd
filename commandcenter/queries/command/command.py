"""The command structure of an incident: who leads, who is there, how the groups stand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import UNDONE, Obligation
from commandcenter.domain.command.tasks import counted, late_of, tasks
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.attendance import present_at
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.people import Posts, absent, on_duty, posts
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class PersonLine:
    id: int
    name: str
    post: str  # 局长, 科长, …
    phone: str  # office phone; shown on the desk only
    present: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    group: Group
    leader: PersonLine | None
    expected: int  # 应到
    present: int  # 实到
    done: int  # tasks, as is `open`
    open: int
    overdue: int  # of all that it has to do
    next_title: str  # what is late, else has the nearest limit; "" when nothing has one
    next_deadline: datetime | None
    away: str = ""  # why its leader is not there, where that is known

    @property
    def leaderless(self) -> bool:
        """Nobody leads it, or who does was entered as away and has not come."""
        return self.leader is None or bool(self.away)


@dataclass(frozen=True, slots=True)
class CommandPicture:
    """`groups` in the plan's order (2.2(1)–(6))."""

    commander: PersonLine | None
    deputies: tuple[PersonLine, ...]
    lead_duty: PersonLine | None  # 带班领导
    duty: PersonLine | None  # 值班员
    groups: tuple[GroupLine, ...]
    expected: int
    present: int
    now: datetime


STRUCTURE = (Role.COMMANDER, Role.DEPUTY)


def command_picture(session: Session, incident_id: int | None, now: datetime) -> CommandPicture:
    """Without an incident nobody is expected and the groups have no tasks."""
    present = present_at(session, incident_id)
    book = _book(session, incident_id, now)
    held = posts(session, now)
    of_groups = {group: {p.id for p in _members(held, group, incident_id)} for group in Group}
    # Who came all the same is counted.
    away = {p: why for p, why in absent(session, now).items() if p not in present}
    groups = tuple(
        _group_line(held.leader(g), g, of_groups[g], present, away, book, now) for g in Group
    )
    everyone = _everyone(held).union(*of_groups.values()) - away.keys()

    def line(person: PersonRow | None) -> PersonLine | None:
        return _person_line(person, present) if person else None

    commanders = held.holders(Role.COMMANDER)
    return CommandPicture(
        commander=line(commanders[0] if commanders else None),
        deputies=tuple(_person_line(p, present) for p in held.holders(Role.DEPUTY)),
        lead_duty=line(on_duty(session, now, Role.LEAD_DUTY)),
        duty=line(on_duty(session, now, Role.DUTY)),
        groups=groups,
        expected=len(everyone),
        present=len(everyone & present),
        now=now,
    )


def _everyone(held: Posts) -> set[int]:
    """Who belongs to the command itself: with the groups, 应到."""
    return {p.id for role in STRUCTURE for p in held.holders(role)}


def _members(held: Posts, group: Group, incident_id: int | None) -> list[PersonRow]:
    """With those who were assigned for this incident alone."""
    roles = (Role.LEADER, Role.MEMBER)
    return [p for role in roles for p in held.holders(role, group, incident_id)]


def _book(session: Session, incident_id: int | None, now: datetime) -> Sequence[Obligation]:
    return () if incident_id is None else obligations_of(session, incident_id, now)


def _group_line(
    leader: PersonRow | None,
    group: Group,
    members: set[int],
    present: frozenset[int],
    away: dict[int, str],
    book: Sequence[Obligation],
    now: datetime,
) -> GroupLine:
    own = [row for row in book if row.group is group]
    stands = counted(tasks(own), now)
    following = next((row for row in own if row.state in UNDONE and row.due_at), None)
    return GroupLine(
        group=group,
        leader=_person_line(leader, present) if leader else None,
        expected=len(members - away.keys()),
        present=len(members & present),
        done=stands.done,
        open=stands.open,
        overdue=late_of(own, now),
        next_title=word(following.title) if following else "",
        next_deadline=following.due_at if following else None,
        away=away.get(leader.id, "") if leader else "",
    )


def _person_line(person: PersonRow, present: frozenset[int]) -> PersonLine:
    return PersonLine(person.id, person.name, person.post, person.phone, person.id in present)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person of a group, for assigning and for its list."""

    id: int
    name: str
    post: str
    phone: str
    leads: bool
    present: bool
    open_steps: int
    away: str = ""  # why they are not expected
    assigned: bool = False  # for this incident only


def members(
    session: Session, incident_id: int | None, group: Group, now: datetime
) -> list[MemberLine]:
    """The group's people, leader first."""
    return members_of_groups(session, incident_id, [group], now)[group]


def members_of_groups(
    session: Session, incident_id: int | None, groups: Iterable[Group], now: datetime
) -> dict[Group, list[MemberLine]]:
    """The same of several groups, read at once."""
    present, away = present_at(session, incident_id), absent(session, now)
    undone = (row for row in _book(session, incident_id, now) if row.state in UNDONE)
    assigned = Counter(row.assigned_to for row in undone)
    held = posts(session, now)
    return {
        group: _member_lines(held, group, incident_id, present, assigned, away) for group in groups
    }


def _member_lines(
    held: Posts,
    group: Group,
    incident_id: int | None,
    present: frozenset[int],
    assigned: Counter[int | None],
    away: dict[int, str],
) -> list[MemberLine]:
    leader = held.leader(group)
    regular = {p.id for p in _members(held, group, None)}
    lines = [
        MemberLine(
            id=p.id,
            name=p.name,
            post=p.post,
            phone=p.phone,
            leads=p is leader,
            present=p.id in present,
            open_steps=assigned[p.id],
            away=away.get(p.id, ""),
            assigned=p.id not in regular,
        )
        for p in {p.id: p for p in _members(held, group, incident_id)}.values()
    ]
    return sorted(lines, key=lambda m: not m.leads)
