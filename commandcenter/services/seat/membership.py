"""Who belongs here and as what: roles taken back, people who left. Roles are given in people.py."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Actor, Group, Role
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.needed_roles import NEEDED_ROLES, only_one
from commandcenter.services import book
from commandcenter.services.guard import rights
from commandcenter.store.database import now
from commandcenter.store.people import in_force, in_office, waiting
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.person import PersonRow, RoleGrantRow


def person_of(session: Session, login: str) -> PersonRow:
    row = session.scalars(select(PersonRow).where(PersonRow.login == login)).first()
    if row is None:
        raise RuleBroken("没有名为“{login}”的用户。", login=login)
    return row


def end_role(
    session: Session,
    actor: Actor,
    person_id: int,
    role: Role,
    group: Group | None = None,
    district: str | None = None,
) -> None:
    """A role ends now, or is not confirmed any more. Raises RuleBroken for one not held."""
    _require(session, actor, person_id)
    at = now(session)
    rows = session.scalars(
        select(RoleGrantRow).where(
            RoleGrantRow.person_id == person_id,
            RoleGrantRow.role == role,
            RoleGrantRow.group == group if group else RoleGrantRow.group.is_(None),
            RoleGrantRow.district == district if district else RoleGrantRow.district.is_(None),
            RoleGrantRow.for_incident.is_(None),
            or_(in_force(at), waiting(at)),
        )
    ).all()
    if not rows:
        person = session.get_one(PersonRow, person_id)
        raise RuleBroken("{who}不是{role}。", who=person.name, role=ROLE_WORDS[role])
    _require_others(session, person_id, (role,))
    for row in rows:
        row.valid_until = at
    book.record(session, actor, "person", person_id, "role ended")


def disable(session: Session, actor: Actor, person_id: int) -> None:
    """The person has left this bureau: they cannot sign on, and what they did stays theirs."""
    _require(session, actor, person_id)
    person = session.get_one(PersonRow, person_id)
    if not person.active:
        raise RuleBroken("{who}的账号已经停用。", who=person.name)
    _require_others(session, person_id, NEEDED_ROLES)
    person.active = False
    book.record(session, actor, "person", person_id, "disabled")


def enable(session: Session, actor: Actor, person_id: int) -> None:
    """The person was disabled by mistake, or is back: with the roles that have not ended since."""
    _require(session, actor, person_id)
    person = session.get_one(PersonRow, person_id)
    if person.active:
        raise RuleBroken("{who}的账号没有停用。", who=person.name)
    person.active = True
    book.record(session, actor, "person", person_id, "enabled")


def _require_others(session: Session, person_id: int, roles: Iterable[Role]) -> None:
    """Somebody else is in office in each of them that a bureau needs and this person holds."""
    for role in set(roles) & set(NEEDED_ROLES):
        found = in_office(session, now(session), role)
        if list(found) == [person_id]:
            raise only_one(found[person_id], role)


def _require(session: Session, actor: Actor, person_id: int) -> None:
    about(session, "person", person_id)
    if not actor.person_id:
        return
    require_over(session, actor, person_id)


def require_over(session: Session, actor: Actor, person_id: int) -> None:
    """Raise RuleBroken unless the actor keeps this person's account and roles: never their own."""
    rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    if actor.person_id == person_id:
        raise RuleBroken("系统管理员不能变更自己的账号和角色，请由另一名管理员办理。")
