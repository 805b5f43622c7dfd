"""People as the rules and the screens need them: who holds which role at a time.

A right may begin and end by the clock alone (a stand-in, a delegation): `rights_change_at`
says when an open seat has to look again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.seat.role_confirmation import CONFIRMED_ROLES, NOT_BY_STAND_IN
from commandcenter.late_dataclass import dataclass
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import (
    AbsenceRow,
    DelegationRow,
    DutyRow,
    PersonRow,
    RoleGrantRow,
)
from commandcenter.store.tables.setting import SchemaInfoRow


def confirmed(grant: type[RoleGrantRow] = RoleGrantRow) -> ColumnElement[bool]:
    """Which grants need nobody's confirmation, or have it: db/postgres asks the same (roles.py)."""
    before = select(func.coalesce(func.max(SchemaInfoRow.grants_before), 0)).scalar_subquery()
    return or_(
        grant.confirmed_at.is_not(None),
        grant.role.not_in(CONFIRMED_ROLES),
        and_(grant.stands_for.is_not(None), grant.role != NOT_BY_STAND_IN),
        grant.id <= before,
    )


def in_force(at: datetime) -> ColumnElement[bool]:
    """Which grants hold at a time; an assignment for an incident ends with it."""
    return and_(_in_time(at), confirmed())


def begins_within(since: datetime, until: datetime) -> ColumnElement[bool]:
    """Which grants begin between two times, and have not been ended before they begin."""
    begins, ends = RoleGrantRow.valid_from, RoleGrantRow.valid_until
    return and_(begins > since, begins < until, or_(ends.is_(None), ends > begins), confirmed())


def waiting(at: datetime) -> ColumnElement[bool]:
    """Which grants would hold at a time if somebody confirmed them."""
    return and_(_in_time(at), ~confirmed(), RoleGrantRow.refused_at.is_(None))


def _in_time(at: datetime) -> ColumnElement[bool]:
    over = exists().where(
        IncidentRow.id == RoleGrantRow.for_incident, IncidentRow.state.not_in(OPEN)
    )
    return and_(
        RoleGrantRow.valid_from <= at,
        or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > at),
        or_(RoleGrantRow.for_incident.is_(None), ~over),
    )


def actor_of(session: Session, login: str, at: datetime) -> Actor:
    """The person with their roles in force at `at`. Raises RuleBroken for nobody."""
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


def actors_of(session: Session, people: Iterable[PersonRow], at: datetime) -> list[Actor]:
    """The same of several active people, in their order."""
    held = posts(session, at)
    deciding = set(session.scalars(select(DelegationRow.to_person).where(delegated_at(at))))
    found = []
    for person in people:
        grants = held.grants(person.id)
        deputy = any(grant.role is Role.DEPUTY for grant in grants)
        delegated = deputy and person.id in deciding
        found.append(Actor(person.id, person.login, person.name, grants, delegated))
    return found


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
    """When, after `at`, a right of theirs begins or ends by the clock; None: not that is known."""
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
class Names:
    """Of everybody who ever had a login."""

    by_id: Mapping[int, str]
    by_login: Mapping[str, str]


def names(session: Session) -> Names:
    wanted = select(PersonRow.id, PersonRow.login, PersonRow.name)
    rows = read_once(session, "names", lambda: session.execute(wanted).all())
    return Names({row.id: row.name for row in rows}, {row.login: row.name for row in rows})


@dataclass(frozen=True, slots=True)
class Posts:
    """Who holds which role at a time, read at once for whoever asks for many.

    `held`: of active people, the longest holder first. `groups`: by person in the order of the
    grants, of those too whose account is closed.
    """

    held: tuple[tuple[RoleGrantRow, PersonRow], ...]
    groups: Mapping[int, tuple[Group, ...]]

    def holders(
        self, role: Role, group: Group | None = None, incident: int | None = None
    ) -> list[PersonRow]:
        """With an `incident` those too who were assigned for it alone."""
        return [
            person
            for grant, person in self.held
            if grant.role is role
            and grant.group is group
            and grant.for_incident in (None, incident)
        ]

    def leader(self, group: Group) -> PersonRow | None:
        """Who leads a group; the latest grant holds."""
        found = self.holders(Role.LEADER, group)
        return found[-1] if found else None

    def grants(self, person_id: int) -> frozenset[Grant]:
        """What an active person holds."""
        return frozenset(
            Grant(grant.role, grant.group, grant.district)
            for grant, person in self.held
            if person.id == person_id
        )


def posts(session: Session, at: datetime) -> Posts:
    return read_once(session, ("posts", at), lambda: _posts(session, at))


def _posts(session: Session, at: datetime) -> Posts:
    rows = session.execute(
        select(RoleGrantRow, PersonRow)
        .join(PersonRow, PersonRow.id == RoleGrantRow.person_id)
        .where(in_force(at))
        .order_by(RoleGrantRow.valid_from, RoleGrantRow.id)
    ).all()
    groups: dict[int, tuple[Group, ...]] = {}
    for grant in sorted((grant for grant, _ in rows), key=lambda grant: grant.id):
        if grant.group:
            groups[grant.person_id] = (*groups.get(grant.person_id, ()), grant.group)
    return Posts(tuple((grant, person) for grant, person in rows if person.active), groups)


def holders(
    session: Session,
    at: datetime,
    role: Role,
    group: Group | None = None,
    incident: int | None = None,
) -> list[PersonRow]:
    """Who holds a role (in a group), the longest holder first (see Posts)."""
    return posts(session, at).holders(role, group, incident)


def in_office(session: Session, at: datetime, role: Role) -> dict[int, str]:
    """Who holds a role for good, by id with the name: no stand-in, nobody whose time is set."""
    return {
        person.id: person.name
        for grant, person in posts(session, at).held
        if grant.role is role and grant.stands_for is None and grant.valid_until is None
    }


def groups_of(session: Session, actor: Actor, at: datetime) -> Mapping[int, Group]:
    """By person the group they work in: one that `actor` is in before the others."""
    own = actor.groups()
    return {
        person: next((group for group in groups if group in own), groups[0])
        for person, groups in posts(session, at).groups.items()
    }


def leader_of(session: Session, group: Group, at: datetime) -> PersonRow | None:
    """Who leads a group at a time; the latest grant holds."""
    return posts(session, at).leader(group)


def on_duty(session: Session, at: datetime, role: Role) -> PersonRow | None:
    """Who is on the roster as `role` (duty, lead_duty) at a time."""
    wanted = (
        select(DutyRow.role, PersonRow)
        .join(PersonRow, PersonRow.id == DutyRow.person_id)
        .where(DutyRow.starts_at <= at, DutyRow.ends_at > at)
        .order_by(DutyRow.starts_at.desc())
    )
    rows = read_once(session, ("on duty", at), lambda: session.execute(wanted).all())
    return next((person for held, person in rows if held is role), None)


def absent(session: Session, at: datetime) -> dict[int, str]:
    """Who was entered as away at a time, with the reason: they are not expected (应到)."""
    wanted = (
        select(AbsenceRow.person_id, AbsenceRow.reason)
        .where(AbsenceRow.starts_at <= at, AbsenceRow.ends_at > at)
        .where(AbsenceRow.taken_back_at.is_(None))
        .order_by(AbsenceRow.id)
    )
    return dict(read_once(session, ("absent", at), lambda: session.execute(wanted).all()))
