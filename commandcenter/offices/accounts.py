"""Accounts and roles, for the command and the administrator's desk: verbs `(session, actor, …)`.

On PostgreSQL the login is the server's, made by a journalled function; in an embedded database
it is a local account.
"""

import secrets
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from commandcenter.domain.org import ROLE_WORDS, Actor, Grant
from commandcenter.domain.phrase import enumerated, phrase, sentences, with_note, word
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.posts import Post
from commandcenter.queries.seat.role_grants import may_confirm, waiting_posts
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.services.seat import accounts, membership, people
from commandcenter.store.database import now
from commandcenter.store.people import actor_of
from commandcenter.store.seat import logins
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import RoleGrantRow

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"  # none looks like another


HeldPost = tuple[Post, bool]  # whether it waits for somebody to confirm it


def new_password() -> str:
    """80 bits, in groups that can be read out."""
    parts = ["".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3)]
    return "-".join(parts)


def acting_person(session: Session) -> Actor:
    """The person of the server's login; the program itself for its superuser, and for a file."""
    if not logins.on_server(session):
        return PROGRAM
    login = str(session.scalar(text("SELECT session_user")))
    if session.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")):
        return PROGRAM
    return actor_of(session, login, now(session))


def held_words(session: Session, login: str, person_id: int) -> str:
    """The roles of a person in words, those too that wait, and for whom they wait."""
    at = now(session)
    posts = sorted(post.words for post in _given_posts(session, login, at))
    found = waiting_posts(session, person_id, at)
    waits = [with_note(ROLE_WORDS[row.role], word("待确认")) for row in found]
    words = phrase("{roles}。", roles=enumerated([*posts, *waits]) or word("暂无角色"))
    if not waits:
        return words
    who = enumerated(may_confirm(session, {row.granted_by for row in found}, person_id, at))
    rule = phrase(
        "待确认的角色没有任何权限，由{holders}确认后生效；现在可以确认的人：{people}。",
        holders=rights(session).holders(Action.CONFIRM_ROLE), people=who or word("无"),
    )  # fmt: skip
    return sentences((words, rule))


def _given_posts(session: Session, login: str, at: datetime) -> list[Post]:
    return [_post(session, g) for g in actor_of(session, login, at).grants]


def _post(session: Session, grant: Grant | RoleGrantRow) -> Post:
    district = session.get(DistrictRow, grant.district) if grant.district else None
    return Post(grant.role, grant.group, grant.district, district.name if district else "")


def held_posts(session: Session, login: str, person_id: int) -> tuple[HeldPost, ...]:
    """Each, those too that wait."""
    at = now(session)
    given = sorted(_given_posts(session, login, at), key=lambda post: post.words)
    waiting = [_post(session, row) for row in waiting_posts(session, person_id, at)]
    return (*((post, False) for post in given), *((post, True) for post in waiting))


def add_person(
    session: Session, actor: Actor, new: people.NewPerson, posts: list[Post], password: str
) -> str:
    """The person, their roles and their login; what they hold then, in words."""
    person = people.add_person(session, actor, new)
    for post in posts:
        people.grant_role(session, actor, person, post.role, post.group, post.district)
    give_password(session, actor, new.login, password, new=True)
    session.flush()
    return held_words(session, new.login, person)


def change_roles(
    session: Session, actor: Actor, login: str, give: list[Post], take: list[Post]
) -> str:
    """Give and end roles, all or none; what is held then, in words."""
    person = membership.person_of(session, login)
    for post in take:
        membership.end_role(session, actor, person.id, post.role, post.group, post.district)
    for post in give:
        people.grant_role(session, actor, person.id, post.role, post.group, post.district)
    session.flush()
    return held_words(session, login, person.id)


def disable(session: Session, actor: Actor, login: str) -> str:
    """The person cannot sign on any more; their name."""
    person = membership.person_of(session, login)
    membership.disable(session, actor, person.id)
    if logins.on_server(session):
        logins.require_can_make(session)
        logins.disable(session, login)
    return person.name


def enable(session: Session, actor: Actor, login: str) -> str:
    """The person can sign on again, with the password and the roles held; their name."""
    person = membership.person_of(session, login)
    membership.enable(session, actor, person.id)
    if logins.on_server(session):
        logins.require_can_make(session)
        logins.enable(session, login)
    return person.name


def give_password(
    session: Session, actor: Actor, login: str, password: str, *, new: bool = False
) -> None:
    """Of a login that is there, or a new one; in a file it is changed at the first sign-on."""
    person = membership.person_of(session, login)
    accounts.require_good(password, login)
    if not logins.on_server(session):
        accounts.set_password(session, actor, person.id, password, must_change=True)
        return
    logins.require_can_make(session)
    if new or not logins.exists(session, login):
        logins.add(session, login, password)
    else:
        logins.set_password(session, login, password)
