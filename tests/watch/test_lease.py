"""One seat watches: taken over when it dies, and a seat that slept cannot write any more."""

import ast
import multiprocessing
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from commandcenter.paths import ROOT
from commandcenter.services.guard import PROGRAM
from commandcenter.store.complaints.rollup_check import check
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.watch.watch import SignalRow, WatchLeaseRow
from commandcenter.store.watch import watch_lease
from commandcenter.watch.runner import Runner
from commandcenter.watch.runs import Watch
from tests.patience import PATIENCE_S, until
from tests.services.shown_complaints import counted_from_rows, rolled_up
from tests.watch.seats import watching_seat
from tests.watch.stage import crowd, open_signals, rows_behind, runs, shop_complaint, signals

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.watch.seats", "psycopg"])
TAKEN_OVER_S = 10
# What takes the pen for somebody else: a person who has all checked, a story that is told.
WITHOUT_LEASE = {"record_check.check_all", "alarm_engine.work_out"}


def seat(url, name):
    hear, say = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=watching_seat, args=(url, name, say), daemon=True)
    process.start()
    say.close()
    return process, hear


def holder(city):
    with city.db.read() as session:
        row = session.get(WatchLeaseRow, 1)
        return (row.seat, row.epoch) if row and row.holder else ("", row.epoch if row else 0)


def lines(city):
    with city.db.read() as session:
        return session.scalar(select(func.count()).select_from(JournalLineRow))


def grow_old(city, seconds=60):
    with city.db.transaction() as session:
        row = session.get_one(WatchLeaseRow, 1)
        row.beat_at = row.beat_at - timedelta(seconds=seconds)


def test_one_holds_it_and_the_other_waits(city):
    first = watch_lease.take(city.db, "a", "甲")
    assert first == watch_lease.Lease(1, "a")
    assert watch_lease.take(city.db, "b", "乙") is None
    assert watch_lease.beat(city.db, first)


def test_who_is_silent_for_six_seconds_loses_it(city):
    first = watch_lease.take(city.db, "a", "甲")
    grow_old(city, 5)
    assert watch_lease.take(city.db, "b", "乙") is None
    grow_old(city, 2)
    assert watch_lease.take(city.db, "b", "乙") == watch_lease.Lease(2, "b")
    assert not watch_lease.beat(city.db, first)


def test_who_leaves_gives_it_to_the_next_at_once(city):
    watch_lease.give_up(city.db, watch_lease.take(city.db, "a", "甲"))
    assert watch_lease.take(city.db, "b", "乙") == watch_lease.Lease(2, "b")


def test_a_lease_writes_no_journal_line(city):
    before = lines(city)
    lease = watch_lease.take(city.db, "a", "甲")
    watch_lease.beat(city.db, lease)
    watch_lease.give_up(city.db, lease)
    assert lines(city) == before


def test_a_seat_that_lost_it_writes_no_signal(city):
    stale = watch_lease.take(city.db, "a", "甲")
    grow_old(city)
    now_held = watch_lease.take(city.db, "b", "乙")
    city.take_in(*crowd(city, 1, 6, 20))
    before = lines(city)
    with pytest.raises(watch_lease.LeaseLost):
        Watch(city.db, PROGRAM, stale).quick()
    assert (signals(city), runs(city), lines(city)) == ([], [], before)
    Watch(city.db, PROGRAM, now_held).quick()
    assert len(open_signals(city)) == 1


@pytest.mark.lot(3, "clock")
@pytest.mark.timing
def test_a_killed_seat_is_followed_within_ten_seconds_and_nothing_is_lost_or_doubled(city, url):
    dead, heard = seat(url, "甲")
    assert heard.poll(PATIENCE_S)
    until(lambda: holder(city)[0] == "甲")
    city.take_in(*crowd(city, 1, 6, 20))
    until(lambda: open_signals(city))
    heir, _ = seat(url, "乙")
    try:
        city.take_in(*crowd(city, 100, 12, 20, subject_name="西门面馆"))
        dead.kill()  # in the middle of what it makes of these
        dead.join(PATIENCE_S)
        killed = time.monotonic()
        assert dead.exitcode == -9
        until(lambda: holder(city)[0] == "乙")
        assert time.monotonic() - killed < TAKEN_OVER_S
        city.take_in(*crowd(city, 200, 6, 20, subject_name="南门米粉"))
        titles = {"东门包子铺", "西门面馆", "南门米粉"}
        until(lambda: {s.title for s in open_signals(city)} == titles)
    finally:
        heir.terminate()
        heir.join(PATIENCE_S)
    with city.db.read() as session:
        doubled = session.execute(
            select(SignalRow.stream, SignalRow.key).group_by(SignalRow.stream, SignalRow.key)
            .having(func.count() > 1)
        ).all()  # fmt: skip
    assert doubled == []
    assert {s.title: s.observed for s in open_signals(city)} == {
        "东门包子铺": 6, "西门面馆": 12, "南门米粉": 6,
    }  # fmt: skip
    assert all(len(rows_behind(city, s)) == s.observed for s in open_signals(city))
    assert len({run.epoch for run in runs(city)}) == 2


def test_a_runner_stops_when_told_and_leaves_the_lease(city):
    said = []
    runner = Runner(city.db, PROGRAM, "甲", said.append)
    thread = threading.Thread(target=runner.run)
    thread.start()
    until(lambda: runs(city))
    runner.stop()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert said[0] == "开始监测。"
    assert holder(city) == ("", 1)


def test_the_watch_holds_the_counts_against_the_rows_each_night_and_puts_them_right(city):
    """One count too many, one that is lost, one of rows that are not there."""
    city.take_in(*[shop_complaint(city, n, 60 * n) for n in range(1, 9)])
    with city.db.transaction() as session:
        session.execute(update(RollupRow).where(RollupRow.family == "day_problem").values(count=99))
        session.execute(delete(RollupRow).where(RollupRow.family == "day_district"))
        session.add(RollupRow(family="day_category", bucket=1, key="无", batch_id=1, count=2))
    with city.db.read() as session:
        assert {each.family for each in check(session).differences} == {
            "day_problem", "day_district", "day_category",
        }  # fmt: skip
    said = []
    runner = Runner(city.db, PROGRAM, "甲", said.append)
    thread = threading.Thread(target=runner.run)
    thread.start()
    until(lambda: len(said) > 1)
    runner.stop()
    thread.join(PATIENCE_S)
    with city.db.read() as session:
        assert check(session).differences == ()
        assert counted_from_rows(session) == rolled_up(session)
        last = session.scalars(
            select(JournalLineRow.verb).where(JournalLineRow.kind == "batch")
        ).all()
    assert last.count("recounted") == 1
    assert said[1].startswith("投诉计数核对完毕：")
    assert said[1].endswith("项与记录不符，已按记录改正。")


def writers():
    """Each function of the watch that takes the pen, with what it asks."""
    for path in sorted((ROOT / "commandcenter" / "watch").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and ".write() as " in ast.unparse(node):
                yield f"{path.stem}.{node.name}", ast.unparse(node)


def test_whatever_the_watch_writes_it_writes_under_its_lease():
    found = dict(writers())
    free = {name for name, words in found.items() if "watch_lease.require(session," not in words}
    assert len(found) > len(free)
    assert free == WITHOUT_LEASE
