"""Who stands behind the tokens of an alarm: people with what they are, and the duty telephone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.machine import (
    county_token,
    group_token,
    person_token,
    role_token,
)
from commandcenter.domain.org import ROLE_WORDS, Actor, Group, Role, leader_zh
from commandcenter.domain.phrase import phrase
from commandcenter.late_dataclass import dataclass
from commandcenter.store.people import Posts, on_duty, posts
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow

BY_ROSTER = (Role.DUTY, Role.LEAD_DUTY)  # who is on the roster, before all who hold the role


@dataclass(frozen=True, slots=True)
class Reached:
    """`words`: their name with what they are reached as: 带班领导罗敏. `phone`: of the office."""

    person_id: int
    name: str
    words: str
    phone: str


@dataclass(frozen=True, slots=True)
class Behind:
    """The people behind every token there is; nothing is read when they are asked for."""

    people: Mapping[str, tuple[Reached, ...]]

    def names(self, token: str) -> tuple[str, ...]:
        return tuple(each.words for each in self.people.get(token, ()))

    def of(self, tokens: Iterable[str]) -> list[Reached]:
        """Each once."""
        found = {r.person_id: r for token in tokens for r in reversed(self.people.get(token, ()))}
        return list(found.values())


def behind(session: Session, at: datetime) -> Behind:
    held = posts(session, at)
    found: dict[str, tuple[Reached, ...]] = dict(_roles(session, held, at))
    for group in Group:
        leader = held.leader(group)
        if leader is not None:
            found[group_token(group)] = (_reached(leader, leader_zh(group)),)
    found |= _counties(session, held)
    for person in session.scalars(select(PersonRow).where(PersonRow.active)):
        found[person_token(person.id)] = (_reached(person, ""),)
    return Behind(found)


def relieved(session: Session, actor: Actor, at: datetime) -> frozenset[Role]:
    """The roles of the roster that somebody has while another has the turn."""
    return frozenset(
        role
        for role in BY_ROSTER
        if actor.has(role)
        and (listed := on_duty(session, at, role)) is not None
        and listed.id != actor.person_id
    )


def _roles(
    session: Session, held: Posts, at: datetime
) -> Iterator[tuple[str, tuple[Reached, ...]]]:
    for role in Role:
        listed = on_duty(session, at, role) if role in BY_ROSTER else None
        people = [listed] if listed else held.holders(role)
        yield role_token(role), tuple(_reached(p, ROLE_WORDS[role]) for p in people)


def _counties(session: Session, held: Posts) -> dict[str, tuple[Reached, ...]]:
    rows = session.execute(select(DistrictRow.code, DistrictRow.name))
    names: dict[str, str] = dict(rows.all())
    found: dict[str, tuple[Reached, ...]] = {}
    for grant, person in held.held:
        if grant.role is Role.COUNTY and grant.district:
            token = county_token(grant.district)
            office = phrase("{county}局", county=names.get(grant.district, ""))
            found[token] = (*found.get(token, ()), _reached(person, office))
    return found


def _reached(person: PersonRow, office: str) -> Reached:
    words = phrase("{office}{name}", office=office, name=person.name) if office else person.name
    return Reached(person.id, person.name, words, person.phone or "")
