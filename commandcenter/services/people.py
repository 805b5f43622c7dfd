"""People, their roles for a time, the roster and who is there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.rights import Action
from commandcenter.services.guard import incident_of, rights, text_of
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.tables.person import (
    AttendanceRow,
    DutyRow,
    PersonRow,
    RoleGrantRow,
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    login: str
    name: str
    post: str = ""
    phone: str = ""
    mobile: str = ""


def add_person(session: Session, actor: Actor, new: NewPerson) -> int:
    """Enter a person; return his id. The first person of an empty database needs no right."""
    first = session.scalar(select(PersonRow.id).limit(1)) is None
    if not first and actor.person_id:
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    login = text_of(new.login, "登录名", 32)
    if session.scalar(select(PersonRow.id).where(PersonRow.login == login)):
        raise RuleBroken("登录名“{login}”已有人使用。", login=login)
    row = PersonRow(
        login=login,
        name=text_of(new.name, "姓名", 20),
        post=new.post,
        phone=new.phone,
        mobile=new.mobile,
    )
    session.add(row)
    session.flush()
    journal.record(session, actor, "person", row.id, "added")
    return row.id


def grant_role(
    session: Session,
    actor: Actor,
    person_id: int,
    role: Role,
    group: Group | None = None,
    district: str | None = None,
    until: datetime | None = None,
) -> None:
    """Give a role, from now (until a time, for a stand-in)."""
    if actor.person_id:
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    if (role in (Role.LEADER, Role.MEMBER)) != (group is not None):
        raise RuleBroken("组长、组员须指定工作组，其他角色不属于工作组。")
    if (role is Role.COUNTY) != (district is not None):
        raise RuleBroken("县区局角色须指定县区，其他角色不指定。")
    row = RoleGrantRow(
        person_id=person_id,
        role=role,
        group=group,
        district=district,
        valid_from=now(session),
        valid_until=until,
        granted_by=actor.login,
    )
    session.add(row)
    session.flush()
    journal.record(session, actor, "person", person_id, "role granted")


def put_on_duty(
    session: Session, actor: Actor, person_id: int, role: Role, starts: datetime, ends: datetime
) -> None:
    """Enter a turn of the roster."""
    if actor.person_id:
        rights(session).require(actor, Action.MAKE_ROSTER)
    if role not in (Role.DUTY, Role.LEAD_DUTY) or ends <= starts:
        raise RuleBroken("值班安排须写明值班员或带班领导，且结束晚于开始。")
    session.add(
        DutyRow(day=starts.date(), role=role, person_id=person_id, starts_at=starts, ends_at=ends)
    )
    journal.record(session, actor, "duty", person_id, "rostered")


def sign_in(session: Session, actor: Actor, incident_id: int, person_id: int) -> None:
    """A person is there (到岗) for the incident."""
    incident_of(session, incident_id)
    groups = _groups_of(session, person_id)
    rights(session).require(
        actor, Action.SIGN_IN, person_id=person_id, group=next(iter(groups), None)
    )
    open_row = session.scalar(
        select(AttendanceRow.id).where(
            AttendanceRow.incident_id == incident_id,
            AttendanceRow.person_id == person_id,
            AttendanceRow.left_at.is_(None),
        )
    )
    if open_row:
        raise RuleBroken("已经签到。")
    session.add(AttendanceRow(incident_id=incident_id, person_id=person_id, at=now(session)))
    journal.record(
        session, actor, "attendance", person_id, "signed in", incident=incident_id, clause="2.2"
    )


def _groups_of(session: Session, person_id: int) -> set[Group]:
    rows = session.scalars(select(RoleGrantRow.group).where(RoleGrantRow.person_id == person_id))
    return {group for group in rows if group}
