"""Logins of the server: made and given passwords by its own journalled functions.

The verifier is made here, on the client (SCRAM): neither the server's log nor anything on the way
ever holds a password in clear.
"""

from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.seat.passwords import normal
from commandcenter.store.tables.person import AccountRow, PersonRow

MAKES_LOGINS_FROM = 16  # server version


def on_server(session: Session) -> bool:
    """Whether logins are the server's; else they are local accounts."""
    return session.get_bind().dialect.name == "postgresql"


def server_version(connection: Connection) -> int:
    """The major version."""
    return int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000


def require_can_make(session: Session) -> None:
    """Raise RuleBroken on a server where whoever may make logins can make themselves anything."""
    found = server_version(session.connection())
    if found < MAKES_LOGINS_FROM:
        raise RuleBroken(
            "服务器是 PostgreSQL {found}，在这一版本上建账号的权限几乎等同超级用户，本程序不代办。"
            "请升级到 16 以上；或由服务器管理员以超级用户建好登录名，再运行 commandcenter init。",
            found=found,
        )


def exists(session: Session, login: str) -> bool:
    asked = text("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :login)")
    return bool(session.scalar(asked, {"login": login}))


def without(session: Session) -> list[PersonRow]:
    """Who is in service and cannot sign on: of a server without a login, of a file a password."""
    wanted = select(PersonRow).where(PersonRow.active).order_by(PersonRow.id)
    if not on_server(session):
        there = select(AccountRow.person_id)
        return list(session.scalars(wanted.where(PersonRow.id.not_in(there))))
    roles = set(session.scalars(text("SELECT rolname FROM pg_roles")))
    return [person for person in session.scalars(wanted) if person.login not in roles]


def add(session: Session, login: str, password: str) -> None:
    _call(session, "add_login", login, password)


def set_password(session: Session, login: str, password: str) -> None:
    _call(session, "reset_password", login, password)


def set_own_password(session: Session, password: str) -> None:
    """Anybody may set their own."""
    login = str(session.scalar(text("SELECT session_user")))
    driver: Any = session.connection().connection.driver_connection
    verifier = _verifier(session, login, password)
    from psycopg import sql  # only here: the rest of the store speaks through SQLAlchemy

    driver.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(verifier))
    )


def disable(session: Session, login: str) -> None:
    session.execute(text("SELECT rights.disable_login(:login)"), {"login": login})


def enable(session: Session, login: str) -> None:
    session.execute(text("SELECT rights.enable_login(:login)"), {"login": login})


def _call(session: Session, function: str, login: str, password: str) -> None:
    values = {"login": login, "verifier": _verifier(session, login, password)}
    session.execute(text(f"SELECT rights.{function}(:login, :verifier)"), values)


def _verifier(session: Session, login: str, password: str) -> str:
    driver: Any = session.connection().connection.driver_connection
    made: bytes = driver.pgconn.encrypt_password(
        normal(password).encode(), login.encode(), b"scram-sha-256"
    )
    return made.decode()
