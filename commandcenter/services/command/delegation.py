"""委托代行 and 代理: rights for a time, by name, with a reason (plan 2.1, 2.2).

A delegation lets a deputy decide what is the commander's; a stand-in holds somebody's role
beside them. Both end by the clock or when they are revoked, in an open seat too.
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import require_revocable, require_span, stand_in_right
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Actor, Role
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import person_in_service, rights, text_of
from commandcenter.store.database import now
from commandcenter.store.people import begins_within, holders, in_force
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.person import DelegationRow, PersonRow, RoleGrantRow


def delegate(
    session: Session,
    actor: Actor,
    to_person: int,
    valid_from: datetime | None,
    valid_until: datetime,
    reason: str,
) -> int:
    """The commander delegates decisions to a deputy, from now or a later time; the id."""
    rights(session).require(actor, Action.DELEGATE)
    at = now(session)
    since = max(valid_from or at, at)
    require_span(since, valid_until, at, "委托")
    if to_person not in {person.id for person in holders(session, at, Role.DEPUTY)}:
        raise RuleBroken("只能委托副总指挥代行决定。")
    _require_free(session, since, valid_until)
    row = DelegationRow(
        to_person=to_person,
        valid_from=since,
        valid_until=valid_until,
        reason=text_of(reason, "委托的理由", 500),
        by=actor.name,
        at=at,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "delegation", row.id, "delegated", clause="2.1")
    return row.id


def _require_free(session: Session, since: datetime, until: datetime) -> None:
    """One person decides at a time."""
    other = session.scalars(
        select(DelegationRow).where(
            DelegationRow.valid_from < until,
            DelegationRow.valid_until > since,
            DelegationRow.revoked_at.is_(None),
        )
    ).first()
    if other is not None:
        name = session.get_one(PersonRow, other.to_person).name
        raise RuleBroken("这段时间已委托{who}代行，请先撤销。", who=name)


def revoke(session: Session, actor: Actor, delegation_id: int) -> None:
    """It ends now."""
    rights(session).require(actor, Action.DELEGATE)
    row = session.get(DelegationRow, delegation_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的委托。", id=delegation_id)
    at = now(session)
    require_revocable(row.revoked_by or "", row.valid_until, at)
    row.revoked_at, row.revoked_by = at, actor.name
    book.record(session, actor, "delegation", row.id, "revoked", clause="2.1")


@dataclass(frozen=True, slots=True)
class StandIn:
    """`grant_id`: the role that somebody else shall hold too for a time."""

    grant_id: int
    person_id: int
    valid_from: datetime | None
    valid_until: datetime
    reason: str


def stand_in(session: Session, actor: Actor, new: StandIn) -> int:
    """Somebody stands in for the holder of a role; return the id of the stand-in's grant."""
    at = now(session)
    held = _held(session, new.grant_id)
    _require(session, actor, held)
    since = max(new.valid_from or at, at)
    require_span(since, new.valid_until, at, "代理")
    person = person_in_service(session, new.person_id)
    if person.id == actor.person_id:
        raise RuleBroken("不能指定自己代理，请由他人办理。")
    _require_not_held(session, held, person, since, new.valid_until)
    row = RoleGrantRow(
        person_id=person.id,
        role=held.role,
        group=held.group,
        district=held.district,
        valid_from=since,
        valid_until=new.valid_until,
        granted_by=actor.login,
        stands_for=held.person_id,
        reason=text_of(new.reason, "代理的理由", 500),
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "person", person.id, "stands in", clause=_clause(row))
    return row.id


def end_stand_in(session: Session, actor: Actor, grant_id: int) -> None:
    """The stand-in ends now, before its time."""
    row = session.get(RoleGrantRow, grant_id)
    if row is None or row.stands_for is None:
        raise RuleBroken("没有编号为 {id} 的代理。", id=grant_id)
    _require(session, actor, row)
    ends = max(now(session), row.valid_from)  # one that has not begun never does
    if row.valid_until is not None and row.valid_until <= ends:
        raise RuleBroken("代理已经结束。")
    row.valid_until = ends
    book.record(session, actor, "person", row.person_id, "stood in", clause=_clause(row))


def _clause(grant: RoleGrantRow) -> str:
    """Of the groups, of the duty room (日常事务), of the command."""
    if grant.group is not None:
        return "2.2"
    return "2.2(1)" if grant.role is Role.DUTY else "2.1"


def _held(session: Session, grant_id: int) -> RoleGrantRow:
    """A grant in force that is the holder's own: a stand-in cannot be stood in for."""
    row = session.scalars(
        select(RoleGrantRow).where(RoleGrantRow.id == grant_id, in_force(now(session)))
    ).first()
    if row is None:
        raise RuleBroken("被代理的角色已经失效。")
    if row.stands_for is not None:
        raise RuleBroken("代理人不能再由他人代理。")
    return row


def _require(session: Session, actor: Actor, grant: RoleGrantRow) -> None:
    action = stand_in_right(grant.role)
    rights(session).require(actor, action, group=grant.group, district=grant.district)


def _require_not_held(
    session: Session, held: RoleGrantRow, person: PersonRow, since: datetime, until: datetime
) -> None:
    """Neither when it begins nor before it ends."""
    about(session, "person", person.id)
    if person.id == held.person_id:
        raise RuleBroken("代理人不能是本人。")
    same = session.scalars(
        select(RoleGrantRow.id).where(
            RoleGrantRow.person_id == person.id,
            RoleGrantRow.role == held.role,
            RoleGrantRow.group == held.group if held.group else RoleGrantRow.group.is_(None),
            RoleGrantRow.district == held.district
            if held.district
            else RoleGrantRow.district.is_(None),
            or_(in_force(since), begins_within(since, until)),
        )
    ).first()
    if same is not None:
        raise RuleBroken("{who}已是{role}。", who=person.name, role=ROLE_WORDS[held.role])
