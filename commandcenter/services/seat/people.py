"""People, their roles for a time, the roster and who is there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.command.duty import (
    Turn,
    require_not_begun,
    require_not_doubled,
    require_span,
    require_turn,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import LIVE
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import joined
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.people_list import LONGEST_NAME, require_line, require_login
from commandcenter.domain.seat.role_confirmation import needs_confirming
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    incident_of,
    person_in_service,
    rights,
    storable,
    text_of,
)
from commandcenter.services.seat import role_confirmation
from commandcenter.services.seat.membership import require_over
from commandcenter.store.command.attendance import signed_in
from commandcenter.store.command.obligations import settle
from commandcenter.store.database import now
from commandcenter.store.people import groups_of, holders, in_force
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import (
    AbsenceRow,
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
    """Enter a person; return the id. The first person of an empty database needs no right."""
    first = session.scalar(select(PersonRow.id).limit(1)) is None
    if not first and actor.person_id:
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    login = require_login(storable(new.login))
    if session.scalar(select(PersonRow.id).where(PersonRow.login == login)):
        raise RuleBroken("登录名“{login}”已有人使用。", login=login)
    row = PersonRow(
        login=login,
        name=require_line(text_of(new.name, "姓名", LONGEST_NAME), "姓名"),
        post=require_line(storable(new.post), "职务"),
        phone=require_line(storable(new.phone), "办公电话"),
        mobile=require_line(storable(new.mobile), "手机"),
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "person", row.id, "added")
    return row.id


def grant_role(
    session: Session,
    actor: Actor,
    person_id: int,
    role: Role,
    group: Group | None = None,
    district: str | None = None,
) -> int:
    """Give a role, from now; return the id of the grant.

    A role that decides gives nothing before a second person has confirmed it.
    """
    if actor.person_id:
        require_over(session, actor, person_id)
    _require_account(session, person_id)
    if (role in (Role.LEADER, Role.MEMBER)) != (group is not None):
        raise RuleBroken("组长、组员须指定工作组，其他角色不属于工作组。")
    if (role is Role.COUNTY) != (district is not None):
        raise RuleBroken("县区局角色须指定县区，其他角色不指定。")
    if district is not None:
        _require_district(session, district)
    at, asked = now(session), needs_confirming(role)
    alone = asked and role_confirmation.needs_nobody(session, actor, person_id, role)
    row = RoleGrantRow(
        person_id=person_id,
        role=role,
        group=group,
        district=district,
        valid_from=at,
        granted_by=actor.login,
        confirmed_at=at if alone else None,
    )
    session.add(row)
    session.flush()
    verb = "role to confirm" if asked and not alone else "role granted"
    book.record(session, actor, "person", person_id, verb)
    return row.id


def _require_account(session: Session, person_id: int) -> None:
    """A role of an account that is disabled would hold again with it, and nobody would know."""
    person = session.get_one(PersonRow, person_id)
    if not person.active:
        raise RuleBroken("{who}的账号已经停用。", who=person.name)


def _require_district(session: Session, code: str) -> None:
    known = session.execute(
        select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code)
    ).all()
    if code in [row.code for row in known]:
        return
    if not known:
        raise RuleBroken("还没有载入本市边界，没有县区可以指定：请先以 init --city 载入。")
    named = joined("、", (f"{row.code} {row.name}" for row in known))
    raise RuleBroken("本市没有区划代码为“{code}”的县区，现有：{known}。", code=code, known=named)


def put_on_duty(
    session: Session, actor: Actor, person_id: int, role: Role, starts: datetime, ends: datetime
) -> int:
    """Enter a turn of the roster; return its id."""
    return put_on_roster(session, actor, [Turn(role, person_id, starts, ends)])[0]


def put_on_roster(session: Session, actor: Actor, turns: Sequence[Turn]) -> list[int]:
    """Enter turns of the roster, all or none; return their ids."""
    if not turns:
        raise RuleBroken("请填写值班安排。")
    others = _turns_between(session, min(t.starts_at for t in turns), max(t.ends_at for t in turns))
    ids = []
    for turn in turns:
        if actor.person_id:
            _require_roster(session, actor, turn.person_id)
        name = person_in_service(session, turn.person_id).name
        require_turn(turn)
        require_not_doubled(turn, others, name)
        row = DutyRow(
            day=local(turn.starts_at).date(),
            role=turn.role,
            person_id=turn.person_id,
            starts_at=turn.starts_at,
            ends_at=turn.ends_at,
        )
        session.add(row)
        session.flush()
        others.append(_as_turn(row))
        book.record(session, actor, "duty", row.id, "rostered", clause="6.1")
        ids.append(row.id)
    return ids


def change_turn(
    session: Session,
    actor: Actor,
    turn_id: int,
    person_id: int,
    starts: datetime,
    ends: datetime,
    seen: tuple[int, datetime, datetime] | None = None,
) -> None:
    """Give a turn to another, or other hours; one that is over stays as it was.

    `seen`: whose turn it was, from when until when, as shown to the actor.
    """
    row = _open_turn(session, actor, turn_id)
    if seen is not None:
        require_unmoved(seen, (row.person_id, row.starts_at, row.ends_at), "这个班次")
    _require_roster(session, actor, person_id)
    if person_id != row.person_id:  # the turn of one who left may be ended early
        person_in_service(session, person_id)
    turn = Turn(row.role, person_id, starts, ends, row.id)
    require_turn(turn)
    name = session.get_one(PersonRow, person_id).name
    require_not_doubled(turn, _turns_between(session, starts, ends), name)
    at = now(session)
    if row.starts_at <= at and (row.starts_at != starts or row.person_id != person_id):
        raise RuleBroken("当班的班次不能换人或改开始时间；请提前结束，再另排一班。")
    if ends <= at:
        raise RuleBroken("班次的结束时间应晚于现在。")
    row.person_id, row.starts_at, row.ends_at = person_id, starts, ends
    row.day = local(starts).date()
    book.record(session, actor, "duty", row.id, "changed", clause="6.1")


def drop_turn(session: Session, actor: Actor, turn_id: int) -> None:
    """Take a turn that has not begun off the roster."""
    row = _open_turn(session, actor, turn_id)
    require_not_begun(row.starts_at, now(session))
    session.delete(row)
    book.record(session, actor, "duty", turn_id, "dropped", clause="6.1")


def _open_turn(session: Session, actor: Actor, turn_id: int) -> DutyRow:
    about(session, "duty", turn_id)
    row = session.get(DutyRow, turn_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的班次。", id=turn_id)
    _require_roster(session, actor, row.person_id)
    if row.ends_at <= now(session):
        raise RuleBroken("班次已经结束，不能再改。")
    return row


def _require_roster(session: Session, actor: Actor, person_id: int) -> None:
    rights(session).require(
        actor,
        Action.MAKE_ROSTER,
        group=groups_of(session, actor, now(session)).get(person_id),
        person_id=person_id,
    )


def _turns_between(session: Session, since: datetime, until: datetime) -> list[Turn]:
    rows = session.scalars(
        select(DutyRow).where(DutyRow.starts_at < until, DutyRow.ends_at > since)
    )
    return [_as_turn(row) for row in rows]


def _as_turn(row: DutyRow) -> Turn:
    return Turn(row.role, row.person_id, row.starts_at, row.ends_at, row.id)


def sign_in(session: Session, actor: Actor, incident_id: int, person_id: int) -> None:
    """A person is there (到岗): signed in by themselves, or by who leads them.

    Once, to the command: at which incident it was done, it counts for all that are live.
    """
    incident = incident_of(session, incident_id)
    require_live(incident.state)
    _require_presence(session, actor, person_id)
    if signed_in(session, person_id):
        raise RuleBroken("已经签到。")
    himself = actor.person_id == person_id
    session.add(
        AttendanceRow(
            incident_id=incident_id,
            person_id=person_id,
            at=now(session),
            by=None if himself else actor.name,
        )
    )
    _settle_others(session, incident_id)
    book.record(
        session, actor, "attendance", person_id, "signed in", incident=incident_id, clause="2.2"
    )


def _settle_others(session: Session, incident_id: int) -> None:
    """The books of the other live incidents: the roll call of each is of the same people."""
    live = select(IncidentRow.id).where(IncidentRow.state.in_(LIVE), IncidentRow.id != incident_id)
    for other in session.scalars(live.order_by(IncidentRow.id)).all():
        settle(session, other, now(session))


def sign_out(session: Session, actor: Actor, incident_id: int, person_id: int) -> None:
    """A person leaves (签退), whatever incident they signed in at."""
    incident_of(session, incident_id)
    _require_presence(session, actor, person_id)
    rows = signed_in(session, person_id) or _at_incident(session, incident_id, person_id)
    if not rows:
        raise RuleBroken("没有签到，不能签退。")
    for row in rows:
        row.left_at = now(session)
    _settle_others(session, incident_id)
    book.record(
        session, actor, "attendance", person_id, "signed out", incident=incident_id, clause="2.2"
    )


def note_absence(
    session: Session, actor: Actor, person_id: int, starts: datetime, ends: datetime, reason: str
) -> int:
    """Somebody will not be there for a time: they are not expected (应到). Return its id."""
    _require_presence(session, actor, person_id)
    require_span(starts, ends, now(session), "不到岗")
    row = AbsenceRow(
        person_id=person_id,
        starts_at=starts,
        ends_at=ends,
        reason=text_of(reason, "不到岗的原因", 100),
        by=actor.name,
        at=now(session),
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "attendance", person_id, "away", clause="2.2")
    return row.id


def take_back_absence(session: Session, actor: Actor, absence_id: int) -> None:
    row = session.get(AbsenceRow, absence_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的不到岗记录。", id=absence_id)
    _require_presence(session, actor, row.person_id)
    if row.taken_back_at is not None:
        raise RuleBroken("这条不到岗记录已经撤销。")
    row.taken_back_at = now(session)
    book.record(session, actor, "attendance", row.person_id, "back", clause="2.2")


def _require_presence(session: Session, actor: Actor, person_id: int) -> None:
    about(session, "attendance", person_id)
    person_in_service(session, person_id)
    rights(session).require(
        actor,
        Action.SIGN_IN,
        person_id=person_id,
        group=groups_of(session, actor, now(session)).get(person_id),
    )


def _at_incident(session: Session, incident_id: int, person_id: int) -> list[AttendanceRow]:
    """Of an incident that is over."""
    rows = select(AttendanceRow).where(
        AttendanceRow.incident_id == incident_id,
        AttendanceRow.person_id == person_id,
        AttendanceRow.left_at.is_(None),
    )
    return list(session.scalars(rows))


def assign_to_group(
    session: Session, actor: Actor, incident_id: int, person_id: int, group: Group
) -> None:
    """A person works in a group for this incident; it ends with the incident, or before."""
    about(session, "person", person_id)
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.ASSIGN_PEOPLE, group=group)
    require_live(incident.state)
    person = person_in_service(session, person_id)
    at = now(session)
    for role in (Role.LEADER, Role.MEMBER):
        if any(p.id == person_id for p in holders(session, at, role, group, incident.id)):
            raise RuleBroken("{who}已在{group}。", who=person.name, group=GROUP_WORDS[group])
    session.add(
        RoleGrantRow(
            person_id=person_id,
            role=Role.MEMBER,
            group=group,
            valid_from=at,
            granted_by=actor.login,
            for_incident=incident.id,
        )
    )
    book.record(session, actor, "person", person_id, "assigned", incident=incident.id, clause="2.2")


def release_from_group(
    session: Session, actor: Actor, incident_id: int, person_id: int, group: Group
) -> None:
    """Whoever was assigned for the incident goes back to their own work."""
    about(session, "person", person_id)
    rights(session).require(actor, Action.ASSIGN_PEOPLE, group=group)
    at = now(session)
    rows = session.scalars(
        select(RoleGrantRow).where(
            RoleGrantRow.person_id == person_id,
            RoleGrantRow.group == group,
            RoleGrantRow.for_incident == incident_id,
            in_force(at),
        )
    ).all()
    if not rows:
        raise RuleBroken(
            "{name}不是为本事件抽调到{group}的。",
            name=session.get_one(PersonRow, person_id).name, group=GROUP_WORDS[group],
        )  # fmt: skip
    for row in rows:
        row.valid_until = at
    book.record(session, actor, "person", person_id, "released", incident=incident_id, clause="2.2")
