"""Local accounts of the embedded database: argon2id, a lock after failures, change of password.

They bind people who use the program; whoever can write the file can change anything.
On PostgreSQL the server's own logins take their place.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import rights
from commandcenter.store.database import now
from commandcenter.store.people import actor_of
from commandcenter.store.seat import own_login, passwords
from commandcenter.store.tables.person import AccountRow, PersonRow

SHORTEST = 8
FAILURES = 5
LOCK = timedelta(minutes=5)


def require_good(password: str, login: str) -> None:
    """Raise RuleBroken for one that anybody could guess."""
    if len(passwords.normal(password)) < SHORTEST:
        raise RuleBroken("密码至少 {n} 位。", n=SHORTEST)
    if passwords.normal(password).lower() in (login.lower(), "12345678", "password"):
        raise RuleBroken("密码过于简单，请另设。")


def set_password(
    session: Session, actor: Actor, person_id: int, password: str, *, must_change: bool = False
) -> None:
    """Set a person's password: their own, the first ever, or as administrator."""
    person = session.get_one(PersonRow, person_id)
    if has_accounts(session) and actor.person_id not in (0, person_id):
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    require_good(password, person.login)
    row = session.get(AccountRow, person_id) or AccountRow(person_id=person_id)
    row.password_hash = passwords.hashed(password)
    row.changed_at, row.must_change = now(session), must_change
    row.failures, row.locked_until = 0, None
    session.add(row)
    book.record(session, actor, "account", person_id, "password set")


def change_password(session: Session, actor: Actor, old: str, new: str) -> None:
    """A person changes their own. Raises RuleBroken if the old one is wrong or the new one bad."""
    if own_login.is_server(session):
        _change_on_server(session, actor, old, new)
        return
    row = session.get(AccountRow, actor.person_id)
    if row is None or not passwords.matches(row.password_hash, old):
        raise RuleBroken("原密码不对。")
    if passwords.normal(old) == passwords.normal(new):
        raise RuleBroken("新密码与原密码相同。")
    set_password(session, actor, actor.person_id, new)


def _change_on_server(session: Session, actor: Actor, old: str, new: str) -> None:
    if not own_login.is_right(session, old):
        raise RuleBroken("原密码不对。")
    if passwords.normal(old) == passwords.normal(new):
        raise RuleBroken("新密码与原密码相同。")
    require_good(new, actor.login)
    own_login.change(session, new)
    book.record(session, actor, "account", actor.person_id, "password set")


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign on here yet."""
    return session.scalar(select(AccountRow.person_id).limit(1)) is not None


def must_change(session: Session, actor: Actor) -> bool:
    """Whether the password was set by somebody else and is to be changed before anything else."""
    row = session.get(AccountRow, actor.person_id)
    return row is not None and row.must_change


def sign_on(session: Session, login: str, password: str) -> Actor | None:
    """The person, if the password is right; else None, after noting the failure.

    Commit in both cases: a failure is counted. Raises RuleBroken while locked.
    """
    at = now(session)
    if own_login.is_server(session):  # the lock screen: the server has let the person in
        return actor_of(session, login, at) if own_login.is_right(session, password) else None
    found = session.execute(
        select(PersonRow, AccountRow)
        .join(AccountRow, AccountRow.person_id == PersonRow.id)
        .where(PersonRow.login == login, PersonRow.active)
    ).first()
    if found is None:
        passwords.hashed(password)  # as slow as a real check, so names cannot be guessed
        return None
    person, account = found
    if account.locked_until and account.locked_until > at:
        raise RuleBroken("密码多次不对，账号暂锁，请几分钟后再试。")
    if passwords.matches(account.password_hash, password):
        account.failures, account.locked_until = 0, None
        return actor_of(session, person.login, at)
    account.failures += 1
    if account.failures >= FAILURES:
        account.failures, account.locked_until = 0, at + LOCK
        book.record(session, Actor(0, login, ""), "account", person.id, "locked")
    return None
