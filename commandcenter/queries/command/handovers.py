"""Hand-overs of the duty room, a group or a level, with what was open; and what is open now."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import (
    HandoverKind,
    HandoverState,
    OpenItem,
    require_open_handover,
    require_receiver,
)
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, broken, offer, offer_if, only
from commandcenter.store.command import open_list
from commandcenter.store.people import absent, holders, leader_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow

LIMIT = 200


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """`to`: the person, or the organ above. `items`: what was open when the giver signed."""

    id: int
    kind: HandoverKind
    group: Group | None
    from_name: str
    to: str
    state: HandoverState
    items: tuple[OpenItem, ...]
    words: str
    given_at: datetime
    given_by: str
    received_at: datetime | None
    received_by: str
    refused_at: datetime | None
    refused_by: str
    refused_why: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Handovers:
    """What waits for its second signature first, then newest first."""

    lines: tuple[HandoverLine, ...]
    waiting: int
    offers: tuple[Offer, ...]
    now: datetime


def incident_handovers(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> Handovers:
    """The leads of groups, and of the levels, in an incident."""
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return Handovers((), 0, (), now)
    gives = plan_of(session).rights.scope(actor, Action.HAND_OVER_LEAD) is not None
    give = offer_if(gives, "give", broken(partial(require_live, incident.state)))
    mine = HandoverRow.incident_id == incident.id
    return _sheets(session, actor, _newest().where(mine), only(give), now)


def level_handovers(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> Handovers:
    """级别交接单 of an incident: the lead of the response handed to the body above."""
    of_level = HandoverRow.kind == HandoverKind.LEVEL.value
    wanted = _newest().where(HandoverRow.incident_id == incident_id, of_level)
    return _sheets(session, actor, wanted, (), now)


def duty_handovers(session: Session, actor: Actor, now: datetime) -> Handovers:
    """The shifts of the duty room."""
    give = offer("give", plan_of(session).rights, actor, Action.DUTY_LOG, Matter())
    wanted = _newest().where(HandoverRow.kind == HandoverKind.DUTY.value)
    return _sheets(session, actor, wanted, only(give), now)


def _newest() -> Select[HandoverRow]:
    return select(HandoverRow).order_by(HandoverRow.id.desc()).limit(LIMIT)


def _sheets(
    session: Session,
    actor: Actor,
    wanted: Select[HandoverRow],
    offers: tuple[Offer, ...],
    now: datetime,
) -> Handovers:
    rights, rows = plan_of(session).rights, session.scalars(wanted).all()
    people = {number for row in rows for number in (row.from_person, row.to_person)}
    named = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people - {None}))
    names = {row.id: row.name for row in session.execute(named)}
    lines = [_line(session, rights, actor, row, names) for row in rows]
    lines.sort(key=lambda line: line.state is not HandoverState.GIVEN)
    waiting = sum(line.state is HandoverState.GIVEN for line in lines)
    return Handovers(tuple(lines), waiting, offers, now)


def _line(
    session: Session, rights: Rights, actor: Actor, row: HandoverRow, names: Mapping[int, str]
) -> HandoverLine:
    receiver = names.get(row.to_person or 0, "")
    return HandoverLine(
        id=row.id,
        kind=HandoverKind(row.kind),
        group=row.group,
        from_name=names.get(row.from_person or 0, ""),
        to=receiver or row.to_organ or "",
        state=_state(row),
        items=tuple(open_list.unpacked(row.items)),
        words=row.words,
        given_at=row.given_at,
        given_by=row.given_by,
        received_at=row.received_at,
        received_by=row.received_by or "",
        refused_at=row.refused_at,
        refused_by=row.refused_by or "",
        refused_why=row.refused_why or "",
        offers=_offers(session, rights, actor, row, receiver),
    )


def _state(row: HandoverRow) -> HandoverState:
    if row.received_at is not None:
        return HandoverState.RECEIVED
    return HandoverState.GIVEN if row.refused_at is None else HandoverState.REFUSED


def _offers(
    session: Session, rights: Rights, actor: Actor, row: HandoverRow, receiver: str
) -> tuple[Offer, ...]:
    """The receiver signs or refuses; the giver may take it back before."""
    if row.kind == HandoverKind.LEVEL.value:
        return _of_level(session, rights, actor, row)
    rule = partial(require_open_handover, row.received_by or "", row.refused_by or "")
    if broken(rule) is not None:
        return ()
    his = broken(partial(require_receiver, row.to_person, actor.person_id, receiver))
    if his is None and row.kind == HandoverKind.DUTY.value:
        his = rights.refusal(actor, Action.DUTY_LOG, Matter())
    back = Offer("take_back") if row.giver == actor.person_id else None
    return only(Offer("receive", his), Offer("refuse", his), back)


def _of_level(
    session: Session, rights: Rights, actor: Actor, row: HandoverRow
) -> tuple[Offer, ...]:
    """The body above signs on paper: who registers its decisions notes who received it."""
    if row.received_at is not None:
        return ()
    incident = session.get_one(IncidentRow, row.incident_id)
    matter = Matter(districts=frozenset(incident.districts))
    return only(offer("receive_above", rights, actor, Action.REGISTER_UPPER_DECISION, matter))


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may take over. `away`: why they are not there."""

    id: int
    name: str
    post: str
    away: str = ""


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """What a hand-over would list now, and who may take over."""

    items: tuple[OpenItem, ...]
    takers: tuple[Taker, ...]
    leader: str  # of the group; "" for the duty room, or where nobody leads
    now: datetime


def duty_sheet(session: Session, actor: Actor, now: datetime) -> OpenSheet:
    """For 交班: all that is open, and who else may hold the duty; who is next on it first."""
    people = [p for role in (Role.DUTY, Role.LEAD_DUTY) for p in holders(session, now, role)]
    takers = _takers(session, people, actor.person_id, now)
    return OpenSheet(tuple(open_list.of_duty(session, now)), takers, "", now)


def group_sheet(session: Session, incident_id: int, group: Group, now: datetime) -> OpenSheet:
    """For the lead of a group: members first, then everybody who is in a group or commands."""
    roles = (Role.MEMBER, Role.LEADER)
    own = [p for role in roles for p in holders(session, now, role, group, incident_id)]
    others = [
        p for other in Group for role in reversed(roles) for p in holders(session, now, role, other)
    ]
    leader = leader_of(session, group, now)
    takers = _takers(session, [*own, *others], leader.id if leader else 0, now)
    items = tuple(open_list.of_group(session, incident_id, group))
    return OpenSheet(items, takers, leader.name if leader else "", now)


def _takers(
    session: Session, people: list[PersonRow], but: int, now: datetime
) -> tuple[Taker, ...]:
    away = absent(session, now)
    others = (person for person in dict.fromkeys(people) if person.id != but)
    return tuple(Taker(p.id, p.name, p.post, away.get(p.id, "")) for p in others)
