"""People as the rules and the screens need them: who holds which role at a time."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.store.tables.person import DutyRow, PersonRow, RoleGrantRow


def in_force(at: datetime) -> ColumnElement[bool]:
    return and_(
        RoleGrantRow.valid_from <= at,
        or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > at),
    )


def actor_of(session: Session, login: str, at: datetime) -> Actor:
    """The person with his roles in force at `at`. Raises RuleBroken for nobody."""
    person = session.scalars(
        select(PersonRow).where(PersonRow.login == login, PersonRow.active)
    ).first()
    if person is None:
        raise RuleBroken("没有名为“{login}”的用户。", login=login)
    rows = session.scalars(
        select(RoleGrantRow).where(RoleGrantRow.person_id == person.id, in_force(at))
    )
    grants = frozenset(Grant(row.role, row.group, row.district) for row in rows)
    return Actor(person.id, person.login, person.name, grants)


def holders(
    session: Session, at: datetime, role: Role, group: Group | None = None
) -> list[PersonRow]:
    """Who holds a role (in a group), the longest holder first."""
    held = select(PersonRow).join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
    of_group = RoleGrantRow.group == group if group else RoleGrantRow.group.is_(None)
    return list(
        session.scalars(
            held.where(RoleGrantRow.role == role, of_group, in_force(at), PersonRow.active)
            .order_by(RoleGrantRow.valid_from, RoleGrantRow.id)
        )
    )  # fmt: skip


def leader_of(session: Session, group: Group, at: datetime) -> PersonRow | None:
    """Who leads a group at a time; the latest grant holds."""
    found = holders(session, at, Role.LEADER, group)
    return found[-1] if found else None


def on_duty(session: Session, at: datetime, role: Role) -> PersonRow | None:
    """Who is on the roster as `role` (duty, lead_duty) at a time."""
    return session.scalars(
        select(PersonRow)
        .join(DutyRow, DutyRow.person_id == PersonRow.id)
        .where(DutyRow.role == role, DutyRow.starts_at <= at, DutyRow.ends_at > at)
        .order_by(DutyRow.starts_at.desc())
        .limit(1)
    ).first()
