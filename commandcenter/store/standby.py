"""The second server: whether it keeps up, and going on without it by decision.

With a synchronous standby every commit waits for it, so that a promotion loses nothing; while
it is away every commit waits for ever. The decision to go on with one server is a row of the
settings that each writing transaction looks at (store.database.SINGLE_SERVER), and so holds for
all seats at once, without a change of the server's own settings.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from threading import Event, Thread

from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from commandcenter.store.database import Database, Lost
from commandcenter.store.tables.setting import SettingRow

KEY, WANTED = "single_server", "single_server_wanted"
RELEASE_EVERY_S = 0.2


class Standby(StrEnum):
    NONE = "none"  # there is one server, or an embedded file
    ASYNC = "async"  # it follows, but no commit waits for it
    KEPT = "kept"
    LOST = "lost"
    UNKNOWN = "unknown"  # the server does not let this person know


def standby(session: Session) -> Standby:
    if session.get_bind().dialect.name != "postgresql":
        return Standby.NONE
    try:
        with session.begin_nested():
            return Standby(session.scalar(select(func.standby_state())) or "unknown")
    except ProgrammingError:  # a schema from before it, or no right to ask
        return Standby.UNKNOWN


def is_single(session: Session) -> bool:
    """Whether the bureau has decided to go on with one server."""
    row = session.get(SettingRow, KEY)
    return row is not None and row.value is True


def set_single(session: Session, single: bool, reason: str) -> None:
    """In the transaction of the decision, which itself no longer waits for the standby."""
    _set(session, KEY, single, reason)


def single_words(session: Session) -> str:
    """Why, while there is one; "" otherwise."""
    row = session.get(SettingRow, KEY)
    return row.source if row is not None and row.value is True else ""


def proposal(session: Session) -> str | None:
    """Why somebody proposes it, while nobody has decided."""
    row = session.get(SettingRow, WANTED)
    return row.source if row is not None and row.value is True else None


def decided_and_proposed(session: Session) -> tuple[str, str]:
    """Why there is one server, and why somebody proposes it; "" each where it is not so."""
    row = SettingRow
    rows = session.scalars(select(row).where(row.key.in_((KEY, WANTED))))
    why = {each.key: each.source for each in rows if each.value is True}
    return why.get(KEY, ""), why.get(WANTED, "")


def set_proposal(session: Session, reason: str | None) -> None:
    """Like the decision it does not wait for the standby that is away."""
    _set(session, WANTED, reason is not None, reason or "")


def _set(session: Session, key: str, value: bool, reason: str) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL synchronous_commit = local"))
    row = session.get(SettingRow, key)
    if row is None:
        session.add(SettingRow(key=key, value=value, source=reason))
    else:
        row.value, row.source = value, reason


@contextmanager
def released(db: Database) -> Iterator[None]:
    """While this lasts no commit of any seat goes on waiting for the standby.

    Whoever holds the pen waits with it in hand, and so does the next: each is let go.
    """
    over = Event()

    def release() -> None:
        while not over.wait(RELEASE_EVERY_S):
            with suppress(Lost), db.transaction() as session:
                session.execute(select(func.standby_release()))

    if db.embedded:
        yield
        return
    thread = Thread(target=release, name="standby-release", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
