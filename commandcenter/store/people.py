"""People as the rules and the screens need them: who holds which role at a time.

A right may begin and end by the clock alone (a stand-in, a delegation): `rights_change_at`
says when an open seat has to look again.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import (
    AbsenceRow,
    DelegationRow,
    DutyRow,
    PersonRow,
    RoleGrantRow,
)


def in_force(at: datetime) -> ColumnElement[bool]:
    """Which grants hold at a time; an assignment for an incident ends with it."""
    over = exists().where(
        IncidentRow.id == RoleGrantRow.for_incident, IncidentRow.state.not_in(OPEN)
    )
    return and_(
        RoleGrantRow.valid_from <= at,
        or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > at),
        or_(RoleGrantRow.for_incident.is_(None), ~over),
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
    deputy = any(grant.role is Role.DEPUTY for grant in grants)
    delegated = deputy and delegation_to(session, person.id, at) is not None
    return Actor(person.id, person.login, person.name, grants, delegated)


def delegated_at(at: datetime) -> ColumnElement[bool]:
    """Which delegations are in force at a time."""
    return and_(
        DelegationRow.valid_from <= at,
        DelegationRow.valid_until > at,
        DelegationRow.revoked_at.is_(None),
    )


def delegation_to(session: Session, person_id: int, at: datetime) -> DelegationRow | None:
    """The delegation by which a deputy decides for the commander at a time."""
    return session.scalars(
        select(DelegationRow)
        .where(DelegationRow.to_person == person_id, delegated_at(at))
        .order_by(DelegationRow.id)
    ).first()


def rights_change_at(session: Session, person_id: int, at: datetime) -> datetime | None:
    """When, after `at`, a right of his begins or ends by the clock; None: not that is known."""
    grants = session.execute(
        select(RoleGrantRow.valid_from, RoleGrantRow.valid_until).where(
            RoleGrantRow.person_id == person_id
        )
    )
    delegations = session.execute(
        select(DelegationRow.valid_from, DelegationRow.valid_until).where(
            DelegationRow.to_person == person_id, DelegationRow.revoked_at.is_(None)
        )
    )
    moments = [moment for row in (*grants, *delegations) for moment in row if moment]
    return min((moment for moment in moments if moment > at), default=None)


@dataclass(frozen=True, slots=True)
class Posts:
    """Who holds which role at a time, read at once for whoever asks for many."""

    held: tuple[tuple[Role, Group | None, int | None, PersonRow], ...]  # the longest holder first

    def holders(
        self, role: Role, group: Group | None = None, incident: int | None = None
    ) -> list[PersonRow]:
        """With an `incident` those too who were assigned for it alone."""
        return [
            person
            for held, where, only, person in self.held
            if held is role and where is group and only in (None, incident)
        ]

    def leader(self, group: Group) -> PersonRow | None:
        """Who leads a group; the latest grant holds."""
        found = self.holders(Role.LEADER, group)
        return found[-1] if found else None


def posts(session: Session, at: datetime) -> Posts:
    rows = session.execute(
        select(RoleGrantRow.role, RoleGrantRow.group, RoleGrantRow.for_incident, PersonRow)
        .join(PersonRow, PersonRow.id == RoleGrantRow.person_id)
        .where(in_force(at), PersonRow.active)
        .order_by(RoleGrantRow.valid_from, RoleGrantRow.id)
    )
    return Posts(tuple((role, group, only, person) for role, group, only, person in rows))


def holders(
    session: Session,
    at: datetime,
    role: Role,
    group: Group | None = None,
    incident: int | None = None,
) -> list[PersonRow]:
    """Who holds a role (in a group), the longest holder first (see Posts)."""
    return posts(session, at).holders(role, group, incident)


def group_of(session: Session, actor: Actor, person_id: int, at: datetime) -> Group | None:
    """The group a person works in: one that `actor` is in before the others."""
    rows = session.scalars(
        select(RoleGrantRow.group)
        .where(RoleGrantRow.person_id == person_id, in_force(at))
        .order_by(RoleGrantRow.id)
    )
    groups = [group for group in rows if group]
    return next((g for g in groups if g in actor.groups()), groups[0] if groups else None)


def leader_of(session: Session, group: Group, at: datetime) -> PersonRow | None:
    """Who leads a group at a time; the latest grant holds."""
    return posts(session, at).leader(group)


def on_duty(session: Session, at: datetime, role: Role) -> PersonRow | None:
    """Who is on the roster as `role` (duty, lead_duty) at a time."""
    return session.scalars(
        select(PersonRow)
        .join(DutyRow, DutyRow.person_id == PersonRow.id)
        .where(DutyRow.role == role, DutyRow.starts_at <= at, DutyRow.ends_at > at)
        .order_by(DutyRow.starts_at.desc())
        .limit(1)
    ).first()


def absent(session: Session, at: datetime) -> dict[int, str]:
    """Who was entered as away at a time, with the reason: he is not expected (应到)."""
    rows = session.execute(
        select(AbsenceRow.person_id, AbsenceRow.reason)
        .where(AbsenceRow.starts_at <= at, AbsenceRow.ends_at > at)
        .where(AbsenceRow.taken_back_at.is_(None))
        .order_by(AbsenceRow.id)
    )
    return dict(rows.all())
