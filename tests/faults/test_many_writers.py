"""A seat that freezes holds nobody up for long; a reader of the journal misses nothing."""

import os
import signal
import threading
import time

import pytest
from sqlalchemy import select

from commandcenter.services.command import running_log
from commandcenter.store import journal
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import DraftRow, LogEntryRow
from tests.faults.frozen import holding_seat
from tests.faults.test_killed_seats import kill, received, start
from tests.patience import until

BLOCKED_S = 4.0
WRITERS, LINES = 12, 25

on_server = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.mark.lot(3, "clock")
@pytest.mark.timing
@on_server
def test_a_seat_frozen_with_the_pen_in_its_hand_loses_it(city, url):
    incident = city.register()
    seat, hear = start(holding_seat, url, incident)
    assert received(hear) == "holding"
    os.kill(seat.pid, signal.SIGSTOP)
    frozen = time.monotonic()
    city.do(running_log.write_line, "zhoulan", incident, "照常")
    blocked = time.monotonic() - frozen
    kill(seat)
    print(f"blocked {blocked:.2f} s")  # noqa: T201
    assert blocked <= BLOCKED_S
    with city.db.read() as session:
        assert list(session.scalars(select(LogEntryRow.text))) == ["照常"]


class Work(threading.Thread):
    def __init__(self, url, incident, actor):
        super().__init__()
        self.db, self.incident, self.actor = open_database(url), incident, actor

    def run(self):
        for _ in range(LINES):
            with self.db.write() as session:
                running_log.write_line(session, self.actor, self.incident, "一行")
        self.db.close()


@on_server
def test_twelve_writers_and_a_reader_of_the_journal_that_misses_nothing(city, url):
    incident = city.register()
    with city.db.read() as session:
        first = journal.latest(session)
    heard, stop = [], threading.Event()

    def follow():
        for batch in journal.follow(city.db, first, stop):
            heard.extend(change.number for change in batch)

    reader = threading.Thread(target=follow)
    reader.start()
    writers = [Work(url, incident, city.maxiao) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    wanted = list(range(first + 1, first + 1 + WRITERS * LINES))
    until(lambda: len(heard) >= len(wanted))
    stop.set()
    reader.join()
    assert heard == wanted  # none missed, none twice, no gap


def draft(city, number):
    return DraftRow(
        person_id=city.maxiao.person_id, person="x", form="x", subject=number, data={},
        at=city.db.clock(), open=False,
    )  # fmt: skip


@on_server
def test_a_reader_by_the_numbers_of_an_identity_column_would_miss(city, url):
    """Those are given before the commit: what is committed late has a number passed long ago.

    The same order of events cannot happen to the journal: its numbers are given under the pen.
    """
    other, last, seen = open_database(url), 0, []

    def look():
        nonlocal last
        with city.db.read() as session:
            rows = select(DraftRow.id).where(DraftRow.id > last).order_by(DraftRow.id)
            found = list(session.scalars(rows))
        seen.extend(found)
        last = max([last, *found])

    with other.transaction() as late:
        late.add(draft(city, 1))
        late.flush()
        with city.db.transaction() as quick:
            quick.add(draft(city, 2))
        look()
    look()
    other.close()
    with city.db.read() as session:
        there = set(session.scalars(select(DraftRow.id)))
    assert len(there) == 2
    assert len(seen) == 1
