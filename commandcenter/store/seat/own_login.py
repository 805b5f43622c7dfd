"""A person's own login of the server: check its password, or set another.

The password never goes to the server: it is proved by SCRAM, and a new one is sent as the
verifier that this program makes of it.
"""

from sqlalchemy import event
from sqlalchemy.orm import Session

from commandcenter.store.address import Link
from commandcenter.store.seat import logins
from commandcenter.store.seat.passwords import normal
from commandcenter.store.trouble import lost_of


def is_server(session: Session) -> bool:
    """Whether the server itself let this person in, by a password: then no local account counts."""
    return session.get_bind().dialect.name == "postgresql" and _link(session).by_password


def is_right(session: Session, password: str) -> bool:
    """Asked of the server by a connection of its own, that ends at once. Raises Lost."""
    if not password:
        return False
    import psycopg  # a server's login only

    try:
        psycopg.connect(**_link(session).arguments(normal(password))).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error) or "认证失败" in str(error):
            return False
        raise lost_of(error) or error from error
    return True


def change(session: Session, password: str) -> None:
    """With the session's commit; from then on this program's new connections use it."""
    logins.set_own_password(session, password)
    link = _link(session)

    @event.listens_for(session, "after_commit", once=True)
    def _use(_session: Session) -> None:
        link.change_password(normal(password))


def _link(session: Session) -> Link:
    link: Link = session.connection().engine.get_execution_options()["link"]
    return link
