"""委托代行, 代理 and 不到岗: who decides or works in whose place, until when, and who is away."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import require_revocable, stand_in_right
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import phrase
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.store.people import Names, absent, groups_of, holders, in_force, names
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.person import (
    AbsenceRow,
    DelegationRow,
    PersonRow,
    RoleGrantRow,
)

ENDED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """The commander's decisions, by a deputy, for a time. `running` now."""

    id: int
    to: str
    since: datetime
    until: datetime
    reason: str
    by: str
    at: datetime
    revoked_at: datetime | None
    revoked_by: str
    running: bool
    over: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class StandInLine:
    """Somebody holds another's role beside them. `id`: of the grant."""

    id: int
    who: str
    stands_for: str
    role: str  # 调查取证组组长
    since: datetime
    until: datetime | None
    reason: str
    by: str
    running: bool
    over: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    id: int
    person_id: int
    person: str
    leads: Group | None  # the group that has no lead meanwhile, unless somebody stands in
    since: datetime
    until: datetime
    reason: str
    by: str
    running: bool
    over: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role somebody may stand in for. `id`: of the grant."""

    id: int
    person_id: int
    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """`group` in which they work, for the order of a list; `away`: why they are not there."""

    id: int
    name: str
    post: str
    group: Group | None
    away: str


@dataclass(frozen=True, slots=True)
class StandIns:
    """What runs or comes first, then what is over, newest first."""

    delegations: tuple[DelegationLine, ...]
    stand_ins: tuple[StandInLine, ...]
    absences: tuple[AbsenceLine, ...]
    deputies: tuple[Candidate, ...]
    roles: tuple[HeldRole, ...]  # for which this person may let somebody stand in
    people: tuple[Candidate, ...]
    may_enter: tuple[int, ...]  # whose absence this person may enter, by id
    offers: tuple[Offer, ...]
    now: datetime


def stand_ins(session: Session, actor: Actor, now: datetime) -> StandIns:
    rights = plan_of(session).rights
    away, groups = absent(session, now), groups_of(session, actor, now)
    people = [
        Candidate(p.id, p.name, p.post, groups.get(p.id), away.get(p.id, ""))
        for p in session.scalars(_working(now))
    ]
    order = [*Group, None]
    deputies = {p.id for p in holders(session, now, Role.DEPUTY)}
    ask = _Asking(names(session), groups, rights, actor, now)
    roles = _roles(session, ask)
    may_enter = tuple(
        p.id for p in people if rights.allows(actor, Action.SIGN_IN, person_id=p.id, group=p.group)
    )
    return StandIns(
        delegations=_delegations(session, ask),
        stand_ins=_stand_ins(session, ask),
        absences=_absences(session, ask),
        deputies=tuple(p for p in people if p.id in deputies),
        roles=roles,
        people=tuple(sorted(people, key=lambda p: (order.index(p.group), p.id))),
        may_enter=may_enter,
        offers=only(
            offer_if(bool(may_enter), "away"),
            offer_if(bool(roles), "stand_in"),
            offer("delegation", rights, actor, Action.DELEGATE, Matter()),
        ),
        now=now,
    )


def _working(now: datetime) -> Select[PersonRow]:
    """People with a role of a person: not the wall, the watch or the accounts' keeper."""
    roles = [role for role in Role if role not in (Role.WALL, Role.WATCH, Role.ADMIN)]
    held = select(RoleGrantRow.person_id).where(RoleGrantRow.role.in_(roles), in_force(now))
    return select(PersonRow).where(PersonRow.active, PersonRow.id.in_(held)).order_by(PersonRow.id)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, and what was read of all people at once."""

    names: Names
    groups: Mapping[int, Group]
    rights: Rights
    actor: Actor
    now: datetime


def role_words(role: Role, group: Group | None) -> str:
    if group is None:
        return ROLE_WORDS[role]
    return phrase("{group}{role}", group=GROUP_WORDS[group], role=ROLE_WORDS[role])


def _delegations(session: Session, ask: _Asking) -> tuple[DelegationLine, ...]:
    rows = session.scalars(select(DelegationRow).order_by(DelegationRow.id.desc())).all()
    lines = []
    for row in rows:
        over = row.revoked_at is not None or row.valid_until <= ask.now
        rule = partial(require_revocable, row.revoked_by or "", row.valid_until, ask.now)
        revoke = offer("revoke", ask.rights, ask.actor, Action.DELEGATE, Matter(), rule)
        lines.append(
            DelegationLine(
                id=row.id,
                to=ask.names.by_id[row.to_person],
                since=row.valid_from,
                until=row.valid_until,
                reason=row.reason,
                by=row.by,
                at=row.at,
                revoked_at=row.revoked_at,
                revoked_by=row.revoked_by or "",
                running=not over and row.valid_from <= ask.now,
                over=over,
                offers=() if over else only(revoke),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.over)[: ENDED_SHOWN * 2])


def _stand_ins(session: Session, ask: _Asking) -> tuple[StandInLine, ...]:
    rows = session.scalars(
        select(RoleGrantRow)
        .where(RoleGrantRow.stands_for.is_not(None))
        .order_by(RoleGrantRow.id.desc())
    )
    lines = []
    for row in rows:
        over = row.valid_until is not None and row.valid_until <= ask.now
        matter = Matter(
            group=row.group, districts=frozenset({row.district} if row.district else ())
        )
        end = offer("end", ask.rights, ask.actor, stand_in_right(row.role), matter)
        lines.append(
            StandInLine(
                id=row.id,
                who=ask.names.by_id[row.person_id],
                stands_for=ask.names.by_id.get(row.stands_for or 0, ""),
                role=role_words(row.role, row.group),
                since=row.valid_from,
                until=row.valid_until,
                reason=row.reason or "",
                by=ask.names.by_login.get(row.granted_by) or row.granted_by,
                running=not over and row.valid_from <= ask.now,
                over=over,
                offers=() if over else only(end),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.over)[: ENDED_SHOWN * 2])


def _absences(session: Session, ask: _Asking) -> tuple[AbsenceLine, ...]:
    rows = session.scalars(
        select(AbsenceRow)
        .where(AbsenceRow.taken_back_at.is_(None))
        .order_by(AbsenceRow.starts_at, AbsenceRow.id)
    )
    led = _led(session, ask.now)
    lines = [_absence(ask, row, led.get(row.person_id)) for row in rows]
    still = [line for line in lines if not line.over]
    return (*still, *[line for line in reversed(lines) if line.over][:ENDED_SHOWN])


def _led(session: Session, now: datetime) -> dict[int, Group | None]:
    """By person the group they lead; of several the one given first."""
    rows = session.execute(
        select(RoleGrantRow.person_id, RoleGrantRow.group)
        .where(RoleGrantRow.role == Role.LEADER, in_force(now))
        .order_by(RoleGrantRow.id.desc())
    )
    return {row.person_id: row.group for row in rows}


def _absence(ask: _Asking, row: AbsenceRow, leads: Group | None) -> AbsenceLine:
    matter = Matter(group=ask.groups.get(row.person_id), person_id=row.person_id)
    over = row.ends_at <= ask.now
    back = offer("take_back", ask.rights, ask.actor, Action.SIGN_IN, matter)
    return AbsenceLine(
        id=row.id,
        person_id=row.person_id,
        person=ask.names.by_id[row.person_id],
        leads=leads,
        since=row.starts_at,
        until=row.ends_at,
        reason=row.reason,
        by=row.by,
        running=row.starts_at <= ask.now < row.ends_at,
        over=over,
        offers=() if over else only(back),
    )


def _roles(session: Session, ask: _Asking) -> tuple[HeldRole, ...]:
    rows = session.scalars(
        select(RoleGrantRow)
        .where(in_force(ask.now), RoleGrantRow.stands_for.is_(None))
        .where(RoleGrantRow.for_incident.is_(None))
        .order_by(RoleGrantRow.id)
    )
    return tuple(
        HeldRole(
            row.id,
            row.person_id,
            ask.names.by_id[row.person_id],
            role_words(row.role, row.group),
        )
        for row in rows
        if _may_stand_in(ask, row)
    )


def _may_stand_in(ask: _Asking, row: RoleGrantRow) -> bool:
    action = stand_in_right(row.role)
    return ask.rights.allows(ask.actor, action, group=row.group, district=row.district)
