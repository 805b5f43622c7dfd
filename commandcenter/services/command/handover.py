"""Hand-overs with an open list and two signatures: 交接班, and the lead of a group (plan 2.2).

What is open is listed by the program when the giver signs; nothing passes before the receiver
has signed too.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import (
    HandoverKind,
    require_open_handover,
    require_other,
    require_receiver,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import (
    incident_of,
    person_in_service,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.store.command import open_list
from commandcenter.store.database import now
from commandcenter.store.people import holders, in_force, leader_of
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

DUTY_HOLDERS = (Role.DUTY, Role.LEAD_DUTY)


def give_duty(session: Session, actor: Actor, to_person: int, words: str, signature: str) -> int:
    """交班: list what is open, sign, and name who takes over. Return the id."""
    rights(session).require(actor, Action.DUTY_LOG)
    require_signature(signature, actor.name)
    require_other(actor.person_id, to_person)
    _require_free(session, HandoverKind.DUTY)
    at = now(session)
    if not any(p.id == to_person for role in DUTY_HOLDERS for p in holders(session, at, role)):
        raise RuleBroken("接班人须是值班员或带班领导。")
    row = HandoverRow(
        kind=HandoverKind.DUTY.value,
        from_person=actor.person_id,
        to_person=to_person,
        items=open_list.packed(open_list.of_duty(session, at)),
        words=text_if_any(words, "补充说明", 2_000),
        given_at=at,
        given_by=actor.name,
        given_by_id=actor.person_id or None,
    )
    return _give(session, actor, row)


def give_group(
    session: Session,
    actor: Actor,
    incident_id: int,
    group: Group,
    to_person: int,
    words: str,
    signature: str,
) -> int:
    """Hand the lead of a group over to one of the bureau; it passes when the receiver signs."""
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.HAND_OVER_LEAD, group=group)
    require_live(incident.state)
    require_signature(signature, actor.name)
    at = now(session)
    leader = leader_of(session, group, at)
    require_other(leader.id if leader else None, to_person)
    person_in_service(session, to_person)
    _require_free(session, HandoverKind.GROUP, group)
    row = HandoverRow(
        kind=HandoverKind.GROUP.value,
        incident_id=incident.id,
        group=group,
        from_person=leader.id if leader else None,
        to_person=to_person,
        items=open_list.packed(open_list.of_group(session, incident.id, group)),
        words=text_if_any(words, "补充说明", 2_000),
        given_at=at,
        given_by=actor.name,
        given_by_id=actor.person_id or None,
    )
    return _give(session, actor, row)


def receive(session: Session, actor: Actor, handover_id: int, signature: str) -> None:
    """The receiver signs: from here on it is theirs. The lead of a group passes with it."""
    row = _addressed_row(session, actor, handover_id)
    require_signature(signature, actor.name)
    if row.kind == HandoverKind.GROUP.value:
        _pass_lead(session, actor, row)
    row.received_at, row.received_by = now(session), actor.name
    _record(session, actor, row, "received")


def refuse(session: Session, actor: Actor, handover_id: int, reason: str) -> None:
    """The receiver does not take over, and says why."""
    row = _addressed_row(session, actor, handover_id)
    row.refused_why = text_of(reason, "退回的理由", 500)
    row.refused_at, row.refused_by = now(session), actor.name
    _record(session, actor, row, "refused")


def take_back(session: Session, actor: Actor, handover_id: int, reason: str) -> None:
    """The giver takes it back before it is signed for: the receiver was not to be had."""
    row = _row(session, handover_id)
    if row.giver != actor.person_id:
        raise RuleBroken("只有交班人{who}可以撤回交接。", who=row.given_by)
    require_open_handover(row.received_by or "", row.refused_by or "")
    row.refused_why = text_of(reason, "撤回的理由", 500)
    row.refused_at, row.refused_by = now(session), actor.name
    _record(session, actor, row, "taken back")


def _give(session: Session, actor: Actor, row: HandoverRow) -> int:
    session.add(row)
    session.flush()
    _record(session, actor, row, "given")
    return row.id


def _require_free(session: Session, kind: HandoverKind, group: Group | None = None) -> None:
    """Only one at a time waits for its receiver."""
    row = HandoverRow
    waits = row.received_at.is_(None), row.refused_at.is_(None)
    same = row.group == group if group else row.group.is_(None)
    for waiting in session.scalars(select(row).where(*waits, row.kind == kind.value, same)):
        raise RuleBroken("{who}的交接还没有签收，请先处理。", who=waiting.given_by)


def _row(session: Session, handover_id: int) -> HandoverRow:
    row = session.get(HandoverRow, handover_id)
    if row is None or row.kind == HandoverKind.LEVEL.value:
        raise RuleBroken("没有编号为 {id} 的交接。", id=handover_id)
    return row


def _addressed_row(session: Session, actor: Actor, handover_id: int) -> HandoverRow:
    row = _row(session, handover_id)
    receiver = session.get(PersonRow, row.to_person) if row.to_person else None
    require_receiver(row.to_person, actor.person_id, receiver.name if receiver else "")
    if row.kind == HandoverKind.DUTY.value:
        rights(session).require(actor, Action.DUTY_LOG)
    require_open_handover(row.received_by or "", row.refused_by or "")
    return row


def _pass_lead(session: Session, actor: Actor, row: HandoverRow) -> None:
    """The leader's grant ends, the receiver's begins; who led stays a member."""
    assert row.group is not None
    at = now(session)
    leader = leader_of(session, row.group, at)
    if (leader.id if leader else None) != row.from_person:
        raise RuleBroken("{group}的组长已经变更，请重新交接。", group=GROUP_WORDS[row.group])
    old = session.scalars(
        select(RoleGrantRow)
        .where(
            RoleGrantRow.role == Role.LEADER,
            RoleGrantRow.group == row.group,
            RoleGrantRow.person_id == row.from_person,
            in_force(at),
        )
        .order_by(RoleGrantRow.id)
    ).all()
    until = old[-1].valid_until if old else None
    for grant in old:
        grant.valid_until = at
    _grant(session, actor, Role.LEADER, row.group, actor.person_id, until)
    members = {p.id for p in holders(session, at, Role.MEMBER, row.group)}
    if row.from_person is not None and row.from_person not in members:
        _grant(session, actor, Role.MEMBER, row.group, row.from_person, until)
    # A line of its own: who hears of people's roles hears of this one.
    book.record(
        session,
        actor,
        "person",
        actor.person_id,
        "took the lead",
        incident=row.incident_id,
        clause="2.2",
    )


def _grant(
    session: Session, actor: Actor, role: Role, group: Group, person_id: int, until: object
) -> None:
    at = now(session)
    session.add(
        RoleGrantRow(
            person_id=person_id,
            role=role,
            group=group,
            valid_from=at,
            valid_until=until,
            granted_by=actor.login,
            reason=word("工作组负责移交"),
        )
    )


def _record(session: Session, actor: Actor, row: HandoverRow, verb: str) -> None:
    clause = "2.2" if row.kind == HandoverKind.GROUP.value else "2.2(1)"
    book.record(session, actor, "handover", row.id, verb, incident=row.incident_id, clause=clause)
