"""Who reported (举报) before the database kept it: found once, when the schema learns of it.

What is a report now says so by its kind. What was one once is told by the past: an image of the
row, a look at its reporter that was written down, or a correction of its kind whose image was
erased; where the past is gone, the reporter is protected rather than not.
"""

from functools import partial

from sqlalchemy import Connection, text

from commandcenter.store import shared_upgrade, triggers
from commandcenter.store.database import TAKE_PEN, Database

PAGE = 5_000  # complaints that are looked at in one transaction beside the work of the seats
KNOWN = text("SELECT reporters_known FROM schema_info")
ALL_KNOWN = text("UPDATE schema_info SET reporters_known = true")
GREATEST = text("SELECT coalesce(max(id), 0) FROM complaint")
BY_KIND = text(
    "UPDATE complaint SET reporter_protected = true "
    "WHERE id BETWEEN :first AND :last AND kind = 'report' AND NOT reporter_protected"
)
SAYS = 'LIKE \'%"kind":"report"%\''  # in a text the quotes would stand behind a \
GONE = (  # the number was another complaint's then, which was taken out again
    "EXISTS (SELECT 1 FROM journal_row g WHERE g.table_name = 'complainant' "
    "AND g.op = 'delete' AND g.row_key = CAST(c.id AS text) AND g.line >= {line})"
)
BY_PAST = text(
    "SELECT c.id FROM complaint c JOIN journal_row r ON r.row_key = CAST(c.id AS text) "
    "WHERE r.table_name = 'complaint' AND r.op <> 'bulk' "
    f"AND (r.before {SAYS} OR r.after {SAYS}) AND NOT {GONE.format(line='r.line')} "
    "UNION SELECT c.id FROM complaint c JOIN journal j ON j.subject = c.id "
    "WHERE j.kind = 'complainant' AND j.verb = 'reporter_seen' "
    f"AND NOT {GONE.format(line='j.number')} "
    "UNION SELECT c.id FROM complaint c JOIN complaint_correction k ON k.complaint_id = c.id "
    "JOIN journal_row r ON r.line = k.line AND r.table_name = 'complaint' "
    "AND r.row_key = CAST(c.id AS text) "
    "WHERE k.fields LIKE '%\"kind\"%' AND r.erased_by IS NOT NULL"
)
PROTECT = text("UPDATE complaint SET reporter_protected = true WHERE id = :id")


def find(connection: Connection) -> None:
    """All of them, in the caller's transaction; nothing where it was done before."""
    if connection.scalar(KNOWN):
        return
    with triggers.unseen(connection):
        _by_kind(connection, 0, connection.scalar(GREATEST) or 0)
        _by_past(connection)
    connection.execute(ALL_KNOWN)


def find_under_seats(db: Database) -> None:
    """A few at a time, and what is left to the next upgrade when this one is killed."""
    with db.engine.connect() as connection:
        known, greatest = connection.scalar(KNOWN), connection.scalar(GREATEST) or 0
    if known:
        return
    for first in range(1, greatest + 1, PAGE):
        shared_upgrade.retry_while_locked(db, partial(_page, first=first))
    shared_upgrade.retry_while_locked(db, _rest)


def _page(connection: Connection, first: int) -> None:
    connection.execute(TAKE_PEN)  # nobody corrects one of these meanwhile
    with triggers.unseen(connection):
        _by_kind(connection, first, first + PAGE - 1)


def _rest(connection: Connection) -> None:
    connection.execute(TAKE_PEN)
    with triggers.unseen(connection):
        _by_past(connection)
    connection.execute(ALL_KNOWN)


def _by_kind(connection: Connection, first: int, last: int) -> None:
    connection.execute(BY_KIND, {"first": first, "last": last})


def _by_past(connection: Connection) -> None:
    found = [{"id": number} for number in connection.scalars(BY_PAST)]
    if found:
        connection.execute(PROTECT, found)
