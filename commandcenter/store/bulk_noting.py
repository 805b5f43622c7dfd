"""Rows that came in bulk before their digests were kept: noted by lines of the upgrade's own.

What was changed before that is not found by it, and a check says from which line on rows are known.
"""

from functools import partial

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.store import bulk_digests, journal, shared_upgrade
from commandcenter.store.bulk_digests import NOTED, Part
from commandcenter.store.database import TAKE_PEN, Database

PROGRAM = Actor(0, "", "")
PAGE = 5_000  # rows of one line
KNOWN = text("SELECT bulk_noted FROM schema_info")
ALL_KNOWN = text("UPDATE schema_info SET bulk_noted = true")


def note(connection: Connection, db: Database) -> None:
    """All of them, in the caller's transaction; nothing where it was done before."""
    if connection.scalar(KNOWN):
        return
    for part in list(bulk_digests.pages(connection, PAGE)):
        _note(connection, db, part)
    connection.execute(ALL_KNOWN)


def note_under_seats(db: Database) -> None:
    """A page a transaction; killed, the next upgrade begins again."""
    with db.engine.connect() as connection:
        known, parts = connection.scalar(KNOWN), list(bulk_digests.pages(connection, PAGE))
    if known:
        return
    for part in parts:
        shared_upgrade.retry_while_locked(db, partial(_note, db=db, part=part))
    shared_upgrade.retry_while_locked(db, lambda connection: connection.execute(ALL_KNOWN))


def _note(connection: Connection, db: Database, part: Part) -> None:
    table, first, last = part
    with Session(connection, info={"clock": db.clock}) as session:
        if not db.embedded:
            session.execute(TAKE_PEN).scalar_one()
        rows = journal.Bulk(table, first, last, {NOTED: True})
        journal.record(session, PROGRAM, "schema", 0, "noted", bulk=rows)
