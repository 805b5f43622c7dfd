"""角色确认: who was given a role that decides, and who confirmed it, or is still to."""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.org import ROLE_WORDS, Actor, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.seat.role_confirmation import (
    CONFIRMED_ROLES,
    NOT_BY_STAND_IN,
    GrantState,
    require_another,
    require_waiting,
)
from commandcenter.domain.times import short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.store.people import Names, actors_of, names, waiting
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat.role_grants import grant_state
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

SHOWN = 200


@dataclass(frozen=True, slots=True)
class GrantLine:
    """`over`: it was ended, or was never confirmed. `by`: who confirmed or refused it."""

    id: int
    person: str
    post: str
    role: Role
    state: GrantState
    given_by: str
    given_at: datetime
    by: str
    at: datetime | None
    reason: str
    until: datetime | None
    over: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class GrantBoard:
    """What waits first, then the newest. `may_see`: whether they are everybody's, or only those
    that the asker was given.
    """

    lines: tuple[GrantLine, ...]
    waiting: int
    may_see: bool
    now: datetime


def grant_board(session: Session, actor: Actor, now: datetime) -> GrantBoard:
    rights = plan_of(session).rights
    may_see = rights.allows(actor, Action.SEE_ACCOUNTS)
    giver = aliased(PersonRow)
    rows = session.execute(
        select(RoleGrantRow, PersonRow, giver.id)
        .join(PersonRow, PersonRow.id == RoleGrantRow.person_id)
        .outerjoin(giver, giver.login == RoleGrantRow.granted_by)
        .where(_asked(), true() if may_see else RoleGrantRow.person_id == actor.person_id)
        .order_by(RoleGrantRow.id.desc())
        .limit(SHOWN)
    ).all()
    ask = _Asking(session, rights, actor, names(session), now)
    lines = [_line(ask, row, person, giver_id or 0) for row, person, giver_id in rows]
    lines.sort(key=lambda line: (line.over, line.state is not GrantState.WAITING))
    waits = sum(line.state is GrantState.WAITING and not line.over for line in lines)
    return GrantBoard(tuple(lines), waits, may_see, now)


def _asked() -> ColumnElement[bool]:
    """The grants that somebody confirms."""
    return and_(
        RoleGrantRow.role.in_(CONFIRMED_ROLES),
        or_(RoleGrantRow.stands_for.is_(None), RoleGrantRow.role == NOT_BY_STAND_IN),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    session: Session
    rights: Rights
    actor: Actor
    names: Names
    now: datetime


def _line(ask: _Asking, row: RoleGrantRow, person: PersonRow, giver: int) -> GrantLine:
    state = grant_state(ask.session, row)
    ended = row.valid_until is not None and row.valid_until <= ask.now
    over = ended or state is GrantState.REFUSED or not person.active
    return GrantLine(
        id=row.id,
        person=person.name,
        post=person.post,
        role=row.role,
        state=state,
        given_by=ask.names.by_login.get(row.granted_by) or row.granted_by,
        given_at=row.valid_from,
        by=ask.names.by_id.get(row.confirmed_by or row.refused_by or 0, ""),
        at=row.confirmed_at or row.refused_at,
        reason=row.refused_why or "",
        until=row.valid_until,
        over=over,
        offers=() if over else _offers(ask, row, state, giver),
    )


def _offers(ask: _Asking, row: RoleGrantRow, state: GrantState, giver: int) -> tuple[Offer, ...]:
    if state is not GrantState.WAITING:
        return ()
    matter = Matter(author_id=giver)
    rules = (
        partial(require_another, row.person_id, ask.actor.person_id),
        partial(require_waiting, state),
    )
    return only(
        *(offer(key, ask.rights, ask.actor, Action.CONFIRM_ROLE, matter, *rules)
          for key in ("confirm", "refuse"))
    )  # fmt: skip


def confirmation_items(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """A card for each grant that this person may confirm (`subject_id`: the grant)."""
    if not plan_of(session).rights.scope(actor, Action.CONFIRM_ROLE):
        return
    for line in grant_board(session, actor, now).lines:
        if any(each.refusal is None for each in line.offers):
            title = phrase(
                "{person}任{role}，待确认", person=line.person, role=ROLE_WORDS[line.role]
            )
            detail = phrase(
                "{by} {at} 授予；确认前不生效",
                by=line.given_by or word("系统"),
                at=short_zh(line.given_at, now),
            )
            yield TodoItem(TodoKind.CONFIRM_ROLE, line.id, 0, title, detail, line.given_at, None)


def may_confirm(
    session: Session, givers: Collection[str], person_id: int, now: datetime
) -> list[str]:
    """The names of those who may confirm what `givers` (logins) gave to a person, now."""
    rights = plan_of(session).rights
    people = session.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.id)).all()
    return [
        actor.name
        for actor in actors_of(session, people, now)
        if rights.allows(actor, Action.CONFIRM_ROLE, author_id=0)
        and actor.person_id != person_id
        and actor.login not in givers
    ]


def waiting_posts(session: Session, person_id: int, now: datetime) -> list[RoleGrantRow]:
    """What a person was given and nobody has confirmed yet."""
    wanted = select(RoleGrantRow).where(RoleGrantRow.person_id == person_id, waiting(now))
    return list(session.scalars(wanted.order_by(RoleGrantRow.id)))
