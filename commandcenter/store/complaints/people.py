"""Who complained, as a number: equal for one person, and nothing can be told from it.

On a server it is random, and the server gives it once the complaint is committed
(db/postgres/person_key.sql): whoever calls `number` next settles what waits, also that of others,
and is told nothing by it. Till then a complaint counts as somebody else's. The owners need not
wait.

In an embedded file, which its own rights alone protect, it is an HMAC that the program computes.
"""

from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.complaints.complaint import identity_text, teller

SOMEBODY = "?"  # to a server: there is a person; it puts a number in its place
NUMBER = text("SELECT number_people()")
LATE_LAID = text("SELECT to_regprocedure('numbered_late()') IS NOT NULL")
LATE = text("SELECT numbered_late()")
LAID = text("SELECT to_regprocedure('rights.brings_in()') IS NOT NULL")
BRINGS_IN = text("SELECT rights.brings_in()")


def number(session: Session) -> None:
    """Give their numbers to the people who wait for one. Only under the pen."""
    if session.get_bind().dialect.name == "postgresql":
        session.flush()
        session.execute(NUMBER)


def numbered_late(session: Session) -> list[int]:
    """Complaints that had to wait for their numbers long after they came in, and have them now:
    told once, and only of the whole city. What is told by who complained is to be judged again.
    """
    if session.get_bind().dialect.name != "postgresql" or not session.scalar(LATE_LAID):
        return []
    return sorted(session.scalars(LATE))


def numbered_here(session: Session) -> bool:
    """Whether the program says who it is, rather than the server."""
    return session.get_bind().dialect.name == "sqlite"


def brings_in(session: Session) -> bool:
    """Whether a server takes complaints of this login."""
    return not session.scalar(LAID) or bool(session.scalar(BRINGS_IN))


def keyed(columns: Columns, key: bytes) -> Columns:
    """With who complained, as a complaint has it; `key` empty: a server's."""
    pairs = zip(columns.people["phone"], columns.people["id_number"], strict=True)
    if not key:
        keys = [SOMEBODY if identity_text(*pair) else "" for pair in pairs]
    else:
        told = teller(key)
        keys = [told(identity_text(*pair)) for pair in pairs]
    return replace(columns, keys=keys)
