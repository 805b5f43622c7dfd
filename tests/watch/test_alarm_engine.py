"""The engine of the alarms: in time, once, whoever holds the lease, whatever the clock does."""

import multiprocessing
import shutil
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.db.demo.load import HandClock
from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.queries.alarms.board import alarm_board
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.alarms import alarm_rows
from commandcenter.store.clock import system_clock
from commandcenter.store.database import Database, now, open_database
from commandcenter.store.engines import make_engine
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.watch.watch import WatchLeaseRow
from commandcenter.store.watch import watch_lease
from commandcenter.watch import alarm_engine
from commandcenter.watch.alarm_engine import AlarmEngine
from commandcenter.watch.runner import Runner
from tests.alarm_stage import (
    LEADER,
    board,
    due_in,
    engine_at_work,
    late,
    only,
    responding,
    row_of,
    turn,
)
from tests.city import City
from tests.patience import PATIENCE_S, until
from tests.watch.seats import watching_seat

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.watch.seats", "psycopg"])
TAKEN_OVER_S, SEEN_S, DEAD_S = 10, 2, 10
MINUTE = timedelta(minutes=1)


def seat(url, name):
    hear, say = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=watching_seat, args=(url, name, say), daemon=True)
    process.start()
    say.close()
    return process, hear


def alarms(city):
    """How often each matter was raised: (about, rows)."""
    with city.db.read() as session:
        rows = select(AlarmRow.about, func.count()).group_by(AlarmRow.about)
        return dict(tuple(row) for row in session.execute(rows))


@pytest.fixture
def engine(city):
    """One that works in this process, stopped at the end."""
    with engine_at_work(city) as thread:
        yield thread


@pytest.mark.timing
def test_a_second_seat_sees_what_is_overdue_within_two_seconds_of_its_moment(city, url, engine):
    incident = responding(city)
    leader, other = getattr(city, LEADER), open_database(url)
    due_in(city, incident, 4)
    due = time.monotonic() + 4
    try:
        with other.read() as session:
            cursor = journal.latest(session)
        heard, stop = threading.Event(), threading.Event()

        def listen():
            for changes in journal.follow(other, cursor, stop):
                if any(change.kind == "alarm" for change in changes):
                    heard.set()

        listener = threading.Thread(target=listen)
        listener.start()

        def overdue():
            with other.read() as session:
                lines = alarm_board(session, leader).lines
            return any(line.title.endswith("已逾期") and line.sounds for line in lines)

        until(overdue)
        seen = time.monotonic() - due
        assert heard.wait(PATIENCE_S)
        stop.set()
        listener.join(PATIENCE_S)
    finally:
        other.close()
    assert -0.5 < seen < SEEN_S


def test_an_engine_that_is_dead_is_seen_though_its_process_lives(city, monkeypatch):
    lease = watch_lease.take(city.db, "a", "甲")
    dead = AlarmEngine(city.db, PROGRAM, lease)
    dead.turn()
    assert board(city, LEADER).engine.alive

    def fails(*_):
        raise ValueError

    monkeypatch.setattr(alarm_engine, "read_known", fails)
    stop, said = threading.Event(), []
    dead._known = None
    thread = threading.Thread(target=dead.run, args=(stop, said.append))
    thread.start()
    until(lambda: said)
    with city.db.transaction() as session:
        row = session.get_one(WatchLeaseRow, 1)
        row.alarms_at -= timedelta(seconds=DEAD_S + 1)
    watch_lease.beat(city.db, lease)
    state = board(city, LEADER).engine
    stop.set()
    thread.join(PATIENCE_S)
    assert (state.alive, state.seat) == (False, "甲")


def test_a_runner_whose_engine_died_lets_the_lease_go(city, monkeypatch):
    """A thread that ends by itself is not waited for: another seat may take over."""
    monkeypatch.setattr(AlarmEngine, "run", lambda self, stop, say: None)
    runner = Runner(city.db, PROGRAM, "甲")
    thread = threading.Thread(target=runner.run)
    thread.start()

    def epochs():
        with city.db.read() as session:
            row = session.get(WatchLeaseRow, 1)
            return row is not None and row.epoch > 1

    until(epochs)
    runner.stop()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_who_lost_the_lease_writes_no_alarm(city):
    incident = responding(city)
    stale = watch_lease.take(city.db, "a", "甲")
    due_in(city, incident, -1)
    watch_lease.give_up(city.db, stale)
    heir = watch_lease.take(city.db, "b", "乙")
    with pytest.raises(watch_lease.LeaseLost):
        AlarmEngine(city.db, PROGRAM, stale).turn()
    assert alarms(city) == {}
    assert AlarmEngine(city.db, PROGRAM, heir).turn() == 1
    assert AlarmEngine(city.db, PROGRAM, heir).turn() == 0


def killed_once(city, url):
    """Two seats; the one that holds the lease is killed while things come due."""
    incident = responding(city)
    dead, heard = seat(url, "甲")
    assert heard.poll(PATIENCE_S)
    codes = ("site_first", "officers_on_site", "representatives", "tell_rights", "order_kept")
    numbers = [due_in(city, incident, 0.3 * n, code) for n, code in enumerate(codes)]
    heir, _ = seat(url, "乙")
    try:
        until(lambda: alarms(city))
        dead.kill()
        dead.join(PATIENCE_S)
        killed = time.monotonic()
        assert dead.exitcode == -9
        until(lambda: city.ask(alarm_rows.last_beat).seat == "乙")
        until(lambda: beat_of(city) == "乙")
        taken = time.monotonic() - killed
        wanted = {f"obligation:{number}": 1 for number in numbers}
        until(lambda: wanted.items() <= alarms(city).items())
    finally:
        heir.terminate()
        heir.join(PATIENCE_S)
    assert {about: alarms(city)[about] for about in wanted} == wanted
    with city.db.read() as session:
        raised = session.execute(
            select(AlarmRow.about, func.count())
            .join(AlarmActRow, AlarmActRow.alarm_id == AlarmRow.id)
            .where(AlarmActRow.act == AlarmAct.RAISED, AlarmRow.about.in_(wanted))
            .group_by(AlarmRow.about)
        ).all()
    assert dict(tuple(row) for row in raised) == wanted
    return taken


def beat_of(city):
    """Whose engine has beaten since the lease was taken."""
    with city.db.read() as session:
        row = session.get_one(WatchLeaseRow, 1)
        return row.seat if row.alarms_at and row.alarms_at >= row.taken_at else ""


@pytest.mark.timing
def test_a_killed_seat_is_followed_within_ten_seconds_and_no_alarm_is_lost_or_doubled(city, url):
    assert killed_once(city, url) < TAKEN_OVER_S


@pytest.mark.nightly(minutes=8)
@pytest.mark.timing
@pytest.mark.parametrize("time_of_twenty", range(20))
def test_twenty_kills_lose_and_double_no_alarm(city, url, time_of_twenty):
    assert killed_once(city, url) < TAKEN_OVER_S


class Hands:
    """The clock of the database and what has really gone by, each put by hand."""

    def __init__(self, url):
        self.clock, self.s = HandClock(system_clock() + timedelta(hours=2)), 0.0
        self.city = City(Database(make_engine(url), self.clock))
        self.engine = AlarmEngine(self.city.db, PROGRAM, None, lambda: self.s)

    def go(self, minutes, jump=timedelta(0)):
        """So many minutes, a turn each; the clock jumps before the first."""
        self.clock.at += jump
        for _ in range(minutes):
            self.clock.at += MINUTE
            self.s += 60
            self.engine.turn()


@pytest.fixture
def hands(sqlite_url, city_file):
    path = sqlite_url.removeprefix("sqlite:///")
    shutil.copy(city_file, path)
    found = Hands(sqlite_url)
    yield found
    found.city.db.close()


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_jumps_an_hour_loses_no_alarm_and_raises_none_twice(hands, hours):
    incident = responding(hands.city)
    number = due_in(hands.city, incident, 90)
    hands.go(2)
    assert only(hands.city, number).step == 0
    hands.go(1, jump=timedelta(hours=hours))
    row = only(hands.city, number)
    assert (row.step, row.standing, row.version) == (0, Standing.UNACKNOWLEDGED, 2)
    hands.go(1)
    assert only(hands.city, number).step == 1
    hands.go(5)
    assert only(hands.city, number).step == 2
    assert alarms(hands.city)[f"obligation:{number}"] == 1


def test_the_chain_is_climbed_minute_by_minute_when_nobody_answers(hands):
    incident = responding(hands.city)
    number = due_in(hands.city, incident, 60)
    reached = []
    for minute in range(20):
        hands.go(1)
        names = only(hands.city, number).reached_names
        reached += [(minute, name) for name in names if name not in {n for _, n in reached}]
    assert reached == [
        (0, "现场处置组组长马骁"), (2, "值班员李蔚"), (7, "副总指挥罗敏"), (17, "总指挥陈屿")
    ]  # fmt: skip


def test_a_storm_of_five_hundred_is_ten_lines_at_a_desk(city):
    incident = responding(city)
    number = due_in(city, incident, -1)
    with city.db.write() as session:
        row = session.get_one(ObligationRow, number)
        told = {c.name: getattr(row, c.name) for c in ObligationRow.__table__.c}
        for n in range(499):
            more = {"id": None, "key": f"{incident}/site_first/x{n}/0", "about": f"x{n}"}
            session.add(ObligationRow(**(told | more | {"due_at": now(session)})))
        journal.record(session, PROGRAM, "obligation", number, "dated", incident=incident)
    assert turn(city) == 500
    assert turn(city) == 0
    for login in (LEADER, "liwei", "chenyu"):
        there = board(city, login)
        assert len(there.lines) <= 10
        assert len(there.others) <= 10
    assert sum(line.count for line in board(city, LEADER).lines) == 500


def test_an_alarm_of_one_turn_is_told_by_a_line_of_its_own(city):
    alarm = late(city)
    with city.db.read() as session:
        told = [c for c in journal.changes_after(session, 0) if c.kind == "alarm"]
    assert [(c.subject, c.verb, c.incident) for c in told] == [
        (alarm.id, "raised", alarm.incident_id)
    ]
    assert row_of(city, alarm.id).reached_names == ["现场处置组组长马骁"]
