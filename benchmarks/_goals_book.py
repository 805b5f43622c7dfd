"""Goals of the book of obligations, on the largest incident: read as a list, shown, settled.

The peer reads the same rows by the driver, of one SELECT, and makes a plain object of each.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import make_dataclass
from pathlib import Path

from sqlalchemy import inspect

from benchmarks._goal import Goal, processor
from commandcenter.queries.command.checklist import checklist
from commandcenter.store import schema
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import ObligationRow
from tests.full_incident import make
from tests.panel_times import LIMIT_MS

TIMES = 20
SETTLED_MS = 20  # under the pen, by each act
TIMES_READING = 6  # sessions, types and the order of the list beside the rows themselves
COLUMNS = [column.key for column in inspect(ObligationRow).columns]
Plain = make_dataclass("Plain", [(name, object) for name in COLUMNS])


def listed(_rows: int, folder: Path) -> Iterator[Goal]:
    path = folder / "book.db"
    db = open_database(f"sqlite:///{path}")
    schema.upgrade(db)
    full, at = make(db), db.clock()

    def listing() -> None:
        with db.read() as session:
            obligations_of(session, full.incident, at)

    def showing() -> None:
        with db.read() as session:
            checklist(session, full.incident, at)

    def settling() -> None:
        """As each act does, of which no row follows."""
        with db.read() as session:
            differences(session, full.incident, at)

    own, shown = processor(listing, TIMES), processor(showing, TIMES)
    settled = processor(settling, TIMES)
    with closing(sqlite3.connect(path)) as connection:
        plain = processor(lambda: _read_plainly(connection, full.incident), TIMES)
    db.close()
    yield Goal("B", "list of 300 obligations, own / by the driver", own / plain, TIMES_READING,
               detail=f"{own * 1000:.1f} ms")  # fmt: skip
    yield Goal("B", f"处置任务 of 300 obligations, own / {LIMIT_MS} ms", shown * 1000 / LIMIT_MS, 1,
               detail=f"{shown * 1000:.1f} ms")  # fmt: skip
    yield Goal("B", f"settling a book of 300, own / {SETTLED_MS} ms", settled * 1000 / SETTLED_MS,
               1, detail=f"{settled * 1000:.1f} ms")  # fmt: skip


def _read_plainly(connection: sqlite3.Connection, incident: int) -> None:
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    wanted = f"SELECT {names} FROM obligation WHERE incident_id = ?"
    for row in connection.execute(wanted, (incident,)).fetchall():
        Plain(*row)
