"""The watch works a whole night on a server under the login of who may: on duty, or its own."""

import threading

import pytest
from sqlalchemy import select, text

from commandcenter.domain.org import Role
from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.watching import Limits
from commandcenter.offices.watch_service import watching_actor
from commandcenter.services.complaints import withdrawal
from commandcenter.services.watch import signals as triage
from commandcenter.services.watch.signal_merging import split_diverged
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.complaints import rollup_check
from commandcenter.store.database import open_database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.verify import verify
from commandcenter.store.watch import watch_lease
from commandcenter.watch.runner import Runner
from commandcenter.watch.runs import Watch
from tests.conftest import run_sql
from tests.patience import PATIENCE_S, until
from tests.services.guarded import Bureau
from tests.signals import put_signal
from tests.watch.stage import crowd, open_signals, quiet_weeks, signals

WHO = [(role, None, None) for role in (Role.DUTY, Role.LEAD_DUTY, Role.WATCH)]


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE watching TEMPLATE template")
    bureau = Bureau(cluster, "watching", WHO)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE watching WITH (FORCE)")


def recounted(db):
    with db.read() as session:
        line = select(JournalLineRow.actor).where(JournalLineRow.verb == "recounted")
        return list(session.scalars(line))


@pytest.mark.lot(3)
@pytest.mark.parametrize("persona", WHO, ids=lambda persona: persona[0].value)
def test_a_night_finds_what_gathers_and_puts_wrong_counts_right(bureau, cluster, persona):
    bureau.city.take_in(*quiet_weeks(bureau.city, 1, weeks=3), *crowd(bureau.city, 90_000, 12, 30))
    with bureau.db.engine.begin() as connection:
        connection.execute(text("UPDATE rollup SET count = count + 1 WHERE family = 'day_problem'"))
        connection.execute(text("DELETE FROM rollup WHERE family = 'hour_channel'"))
    actor = bureau.actors[persona]
    db = open_database(cluster.url("watching").replace("postgres@", f"{actor.login}@"))
    said, checked = [], threading.Event()

    def say(words):
        said.append(words)
        if "投诉计数" in words:
            checked.set()

    runner = Runner(db, watching_actor(db), "值班席位", say)
    thread = threading.Thread(target=runner.run, daemon=True)
    thread.start()
    try:
        assert checked.wait(PATIENCE_S), said
        bureau.city.take_in(*crowd(bureau.city, 95_000, 30, 0.5, subject_name="城南健身"))
        until(lambda: len(open_signals(bureau.city)) >= 2)
    finally:
        runner.stop()
        thread.join(PATIENCE_S)
        db.close()
    assert said[0] == "开始监测。"
    assert "项与记录不符，已按记录改正" in said[-1]
    assert len(open_signals(bureau.city)) >= 2
    with bureau.db.read() as session:
        assert rollup_check.check(session).differences == ()
        assert verify(session).bad is None
    assert recounted(bureau.db) == [actor.login]


@pytest.mark.parametrize("persona", WHO, ids=lambda persona: persona[0].value)
def test_what_it_found_is_kept_together_emptied_and_shown_again(bureau, cluster, persona):
    """All that the watch does of itself with a signal; what it put together a person takes out."""
    city, actor = bureau.city, bureau.actors[persona]
    for number, name in ((1, "东门包子铺"), (30, "西门包子铺")):
        city.take_in(*crowd(city, number, 12, 20, brand="包子王", subject_name=name))
    db, own = (
        open_database(cluster.url("watching").replace("postgres@", f"{login}@"))
        for login in (actor.login, "liwei")
    )
    try:
        watch = Watch(db, watching_actor(db))
        assert watch.quick().merged == 2
        inner = signals(city, SignalState.MERGED)[0].id
        with own.write() as session:
            triage.take_out(session, city.liwei, inner, TriageNote("另一件事"))
        gym = crowd(city, 100, 6, 20, subject_name="城南健身")
        taken = city.take_in(*gym)
        watch.quick()
        withdrawal.withdraw(city.db, city.liwei, taken.batch_id, "导错了文件")
        watch.quick()
        assert [row.title for row in signals(city, SignalState.EXCLUDED)] == ["城南健身"]
        city.take_in(*gym)
        assert watch.quick().returned == 1
        main = put_signal(city, ("t1", "t2"), key="甲店")
        numbers = [f"t{number}" for number in range(1, 9)]
        apart = put_signal(city, numbers, state=SignalState.MERGED, merged_into=main, key="乙店")
        with db.write() as session:
            row, limits = session.get_one(SignalRow, apart), Limits.of(plan_of(session))
            assert split_diverged(session, watching_actor(db), row, limits, db.clock())
    finally:
        db.close()
        own.close()
    states = {row.id: row.state for row in signals(city)}
    assert (states[inner], states[apart]) == (SignalState.NEW, SignalState.NEW)
    with bureau.db.read() as session:
        assert verify(session).bad is None


@pytest.mark.parametrize("persona", WHO, ids=lambda persona: persona[0].value)
def test_a_lease_is_kept_alive_and_taken_over_under_a_login(bureau, cluster, persona, monkeypatch):
    login = bureau.actors[persona].login
    db = open_database(cluster.url("watching").replace("postgres@", f"{login}@"))
    try:
        first = watch_lease.take(db, "one", "值班席位")
        assert first is not None
        assert watch_lease.beat(db, first)
        monkeypatch.setattr(watch_lease, "STALE", -watch_lease.BEAT)
        second = watch_lease.take(db, "two", "备用席位")
        assert second is not None
        assert not watch_lease.beat(db, first)
        assert watch_lease.beat(db, second)
        with db.read() as session:
            assert watch_lease.standing(session).seat == "备用席位"
    finally:
        db.close()
