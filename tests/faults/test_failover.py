"""Primary and standby: who writes goes on after the promotion, and to no server passed over."""

import threading
import time

import psycopg
import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.seat.seats import Standby, seats
from commandcenter.services.command import running_log
from commandcenter.services.seat.standby import go_double, switch_to_single
from commandcenter.store import schema
from commandcenter.store.database import Lost, open_database
from commandcenter.store.tables.every import JournalLineRow, LogEntryRow
from commandcenter.store.timelines import TIMELINES, Timelines
from tests.city import City
from tests.cluster import Cluster
from tests.patience import until

SEATS = 5
GAP_S = 5.0


@pytest.fixture
def pair():
    """A primary that waits for its standby with each commit."""
    TIMELINES.forget()
    primary = Cluster().start()
    servers = [primary]
    try:
        db = open_database(primary.url())
        schema.upgrade(db)
        City(db)
        db.close()
        standby = Cluster(of=primary).start()
        servers.append(standby)
        with psycopg.connect(primary.url(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (s1)'")
            connection.execute("SELECT pg_reload_conf()")
            until(lambda: connection.execute(SYNCHRONOUS).fetchone() is not None)
        yield primary, standby
    finally:
        TIMELINES.forget()
        for server in servers:
            server.stop()


SYNCHRONOUS = "SELECT FROM pg_stat_replication WHERE sync_state = 'quorum'"


def both(primary, standby):
    return f"postgresql://postgres@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/postgres"


class Writer(threading.Thread):
    """A seat that writes line after line, and notes when each was acknowledged."""

    def __init__(self, url, incident, name):
        super().__init__(daemon=True)
        self.db, self.incident, self.stem = open_database(url), incident, name
        self.told, self.stop = [], threading.Event()
        self.actor = City(self.db).maxiao

    def run(self):
        number = 0
        while not self.stop.is_set():
            number += 1
            words = f"{self.stem}-{number}"
            try:
                with self.db.write() as session:
                    running_log.write_line(session, self.actor, self.incident, words)
            except Lost:
                time.sleep(0.1)
            else:
                self.told.append((time.monotonic(), words))
            time.sleep(0.02)

    def since(self, moment):
        return any(at > moment for at, _ in self.told)


def lines_of(url):
    db = open_database(url)
    with db.read() as session:
        found = set(session.scalars(select(LogEntryRow.text)))
    db.close()
    return found


@pytest.mark.lot(3, "clock")
@pytest.mark.timing
def test_seats_write_again_after_the_promotion_and_never_to_the_old_primary(pair):
    primary, standby = pair
    url = both(primary, standby)
    db = open_database(url)
    incident = City(db).register()
    db.close()
    writers = [Writer(url, incident, n) for n in range(SEATS)]
    for writer in writers:
        writer.start()
    begun = time.monotonic()
    until(lambda: all(writer.since(begun + 0.5) for writer in writers))
    primary.kill()
    time.sleep(0.5)  # a person decides
    standby.promote()
    promoted = time.monotonic()
    until(lambda: all(writer.since(promoted) for writer in writers))
    gaps = [next(at for at, _ in w.told if at > promoted) - promoted for w in writers]
    assert max(gaps) < GAP_S, gaps
    primary.start()  # the old one comes back, and calls itself primary
    back = time.monotonic()
    for writer in writers:
        writer.db.engine.dispose()  # all links are made anew; it is the first of the address
    until(lambda: all(writer.since(back + 0.5) for writer in writers))
    for writer in writers:
        writer.stop.set()
        writer.join(10)
        writer.db.close()
    told = {words for writer in writers for _, words in writer.told}
    there = lines_of(standby.url())
    assert told - there == set(), "acknowledged and lost"
    with psycopg.connect(primary.url()) as connection:
        rows = connection.execute("SELECT text FROM log_entry").fetchall()
    old = {words for (words,) in rows}
    after_it_came_back = {w for x in writers for at, w in x.told if at > back}
    assert after_it_came_back & old == set(), "written to the old one"
    print(f"write gap after the promotion {max(gaps):.2f} s, {len(told)} lines")  # noqa: T201
    refuses_the_old_one(primary, standby)


def refuses_the_old_one(primary, standby):
    """Alone it is refused; a seat that has never heard of a promotion takes the newer of two."""
    with pytest.raises(Lost):
        open_database(primary.url())
    TIMELINES.forget()
    db = open_database(both(primary, standby))
    with db.read() as session:
        [port] = session.connection().exec_driver_sql("SELECT inet_server_port()").one()
    assert port == standby.port
    db.close()


@pytest.mark.lot(3, "clock")
@pytest.mark.timing
def test_a_seat_that_waits_for_a_frozen_primary_goes_on_with_the_standby(pair):
    primary, standby = pair
    db = open_database(both(primary, standby))
    incident = City(db).register()
    writer = Writer(both(primary, standby), incident, "f")
    writer.start()
    begun = time.monotonic()
    until(lambda: writer.since(begun))
    primary.freeze()
    time.sleep(0.3)  # its write is under way: the kernel answers, the server never does
    standby.promote()
    promoted = time.monotonic()
    writer.db.cut()  # what a seat does when nothing has been heard for long
    until(lambda: writer.since(promoted))
    gap = next(at for at, _ in writer.told if at > promoted) - promoted
    writer.stop.set()
    writer.join(10)
    writer.db.close()
    primary.kill()
    db.close()
    assert gap < GAP_S


def test_the_highest_timeline_is_remembered_on_the_machine(tmp_path):
    file = tmp_path / "servers.json"
    first = Timelines()
    first.remember_in(file)
    assert first.met("7712", 3)
    again = Timelines()
    again.remember_in(file)
    assert not again.met("7712", 2)
    assert again.met("7712", 3)
    assert again.met("8800", 1)  # another family of servers has its own


def test_with_the_standby_lost_only_a_decision_lets_work_go_on(pair):
    primary, standby = pair
    db, other = open_database(primary.url()), open_database(primary.url())
    city = City(db)
    incident = city.register()
    assert city.ask(seats).standby is Standby.KEPT
    standby.kill()
    until(lambda: city.ask(seats).standby is Standby.LOST)
    writer = Writer(primary.url(), incident, "s")
    writer.start()
    time.sleep(0.7)
    assert writer.told == []  # its commit waits, with the pen in its hand
    with pytest.raises(RuleBroken):
        switch_to_single(other, city.maxiao, "备机断电")
    switch_to_single(other, city.chenyu, "备机断电，厂家两小时后到")
    until(lambda: len(writer.told) >= 5)
    with db.read() as session:
        lines = session.execute(
            select(JournalLineRow.actor, JournalLineRow.verb).where(JournalLineRow.kind == "server")
        ).all()
    assert lines == [("chenyu", "went_single")]
    with pytest.raises(RuleBroken):
        city.do(go_double, "chenyu")  # the standby is not back
    standby.start()
    until(lambda: city.ask(seats).standby is Standby.KEPT)
    with pytest.raises(RuleBroken):
        city.do(go_double, "admin")  # who proposes does not decide
    city.do(go_double, "chenyu")
    assert not city.ask(seats).single
    writer.stop.set()
    writer.join(10)
    for each in (db, other, writer.db):
        each.close()
