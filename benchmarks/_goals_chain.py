"""Goals of the record: how fast many write into one incident's chain, and how fast it is walked."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks._goal import Goal, processor
from commandcenter.services.command import running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal, schema
from commandcenter.store.database import Database, open_database
from commandcenter.store.tables.every import LogEntryRow
from commandcenter.store.verify import verify
from tests.city import City
from tests.cluster import Cluster

WRITERS, LINES_EACH = 16, 40
COMMITS_A_SECOND = 100
ROWS, ROWS_A_LINE = 100_000, 50
VERIFY_S = 2.0


def chained(_rows: int, folder: Path) -> Iterator[Goal]:
    """Sixteen who write into one incident, each commit safe on the disk; then all is verified."""
    server = Cluster(fsync="on").start()
    try:
        db = open_database(server.url())
        schema.upgrade(db)
        city = City(db)
        incident = city.register()
        seconds = _written_by_many(server.url(), city, incident)
        many = WRITERS * LINES_EACH / seconds
        yield Goal("S3", f"commits a second of {WRITERS} writers, own / 100",
                   many / COMMITS_A_SECOND, 1, at_most=False,
                   detail=f"{many:.0f} a second")  # fmt: skip
        yield _verified(db, incident, "PostgreSQL")
        db.close()
    finally:
        server.stop()
    db = open_database(f"sqlite:///{folder / 'chain.db'}")
    schema.upgrade(db)
    yield _verified(db, City(db).register(), "SQLite")
    db.close()


def _written_by_many(url: str, city: City, incident: int) -> float:
    """Seconds for all of them, from the moment that all are connected."""
    ready = threading.Barrier(WRITERS + 1)

    def write() -> None:
        db = open_database(url)
        with db.read() as session:
            journal.latest(session)
        ready.wait()
        for _ in range(LINES_EACH):
            with db.write() as session:
                running_log.write_line(session, city.maxiao, incident, "现场秩序正常，已登记三人。")
        ready.wait()
        db.close()

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    ready.wait()
    started = time.perf_counter()
    ready.wait()
    seconds = time.perf_counter() - started
    for writer in writers:
        writer.join()
    return seconds


def _verified(db: Database, incident: int, kind: str) -> Goal:
    at = db.clock()
    for first in range(0, ROWS, 10 * ROWS_A_LINE):
        with db.write() as session:
            for line in range(10):
                session.add_all(
                    LogEntryRow(
                        incident_id=incident, at=at + timedelta(seconds=first + line), by="程序",
                        office="值班室", text=f"第{first}段第{line}行第{n}条",
                    )
                    for n in range(ROWS_A_LINE)
                )  # fmt: skip
                session.flush()
                journal.record(session, PROGRAM, "log_entry", 1, "written", incident=incident)
    with db.read() as session:
        found = verify(session)
        assert found.bad is None
        assert found.images >= ROWS, found
        taken = processor(lambda: verify(session), 3)
    return Goal("S3", f"chain of {ROWS:,} rows walked on {kind}, own / 2 s", taken / VERIFY_S, 1,
                detail=f"{taken:.2f} s")  # fmt: skip
