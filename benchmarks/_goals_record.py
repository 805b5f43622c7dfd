"""Goal of the whole check: every row and image held against the journal, in flat memory.

The peer reads the same rows and images plainly, one after the other, and does nothing with them.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import intake_write
from benchmarks._goal import Goal, processor
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import Database, open_database
from commandcenter.store.tables.every import LogEntryRow
from commandcenter.store.triggers import journalled_tables
from commandcenter.store.whole_check import check
from tests.city import City

SECONDS = 60  # for a million complaints and a tenth as many lines
TIMES_READING = 12
LINES_AT_ONCE = 1_000
GROWN_MB = 120  # beyond the database's own cache, whatever the number of rows


def checked(rows: int, folder: Path) -> Iterator[Goal]:
    path = folder / "own.db"
    intake_write.through_the_program(path, rows)
    db = open_database(f"sqlite:///{path}")
    _write_lines(db, City(db).register(), rows // 10)
    plain = processor(lambda: _read_plainly(db))
    _forget_the_most()
    before = _most_mb()
    began = time.process_time()
    with db.read() as session:
        found = check(session)
    own = time.process_time() - began
    if not found.sound:
        raise SystemExit(f"the record is not sound: {found.differences[:3]} {found.chain.bad}")
    grown = _most_mb() - before
    db.close()
    yield Goal("V", f"check of {rows:,} complaints, own / reading them", own / plain,
               TIMES_READING, detail=f"{own:.1f} s")  # fmt: skip
    million = own / rows * 1_000_000
    yield Goal("V", "check of a million complaints, own / 60 s", million / SECONDS, 1,
               detail=f"{million:.0f} s")  # fmt: skip
    yield Goal("V", f"memory of the check, own / {GROWN_MB} MB", grown / GROWN_MB, 1,
               detail=f"{grown:.0f} MB")  # fmt: skip


def _write_lines(db: Database, incident: int, count: int) -> None:
    at = db.clock()
    for first in range(0, count, LINES_AT_ONCE):
        with db.write() as session:
            for line in range(min(LINES_AT_ONCE, count - first)):
                session.add(
                    LogEntryRow(
                        incident_id=incident, at=at, by="马骁", person_id=None, group=None,
                        district=None, office="", text=f"现场秩序正常，已登记{first + line}人。",
                        on_wall=False,
                    )
                )  # fmt: skip
                journal.record(session, PROGRAM, "log", incident, "written", incident=incident)


def _read_plainly(db: Database) -> int:
    count = 0
    raw = db.engine.raw_connection()
    names = [table.name for table, _ in journalled_tables()]
    for name in (*names, "journal", "journal_row"):
        cursor: Any = raw.cursor()
        cursor.execute(f'SELECT * FROM "{name}"')
        while rows := cursor.fetchmany(2_000):
            count += len(rows)
    raw.close()
    return count


def _forget_the_most() -> None:
    """So that what the import took before does not hide what the check takes (proc(5))."""
    Path("/proc/self/clear_refs").write_text("5")


def _most_mb() -> float:
    """The most that the process has had since."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
