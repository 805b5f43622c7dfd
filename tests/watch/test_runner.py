"""The runs: quick and nightly are what is found on demand; what was missed is made up."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete

from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watching import Limits, due_nights
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import TownRow
from commandcenter.store.watch import watch_runs
from commandcenter.watch.describe import describe
from commandcenter.watch.detect import Memory, detect
from tests.watch.stage import (
    SHOP,
    crowd,
    known_since_days,
    open_signals,
    quiet_weeks,
    rows_behind,
    runs,
    shop_complaint,
    signals,
    watch,
)


def limits(city):
    with city.db.read() as session:
        return Limits.of(plan_of(session))


def test_an_import_that_became_whole_after_the_moment_is_seen_by_the_next_run(city):
    with city.db.read() as session:
        memory = Memory(plan_of(session))
    before = city.db.clock()
    city.take_in(*crowd(city, 1, 6, 20))
    assert detect(city.db, before, full=False, memory=memory) == []
    assert len(detect(city.db, city.db.clock(), full=False, memory=memory)) == 1


def on_demand(city, at, *, full):
    return detect(city.db, at, full=full)


def test_a_window_kept_in_memory_finds_what_a_fresh_look_finds(city):
    city.take_in(*quiet_weeks(city, 10_000, weeks=5))
    with city.db.read() as session:
        memory = Memory(plan_of(session))
    batches = [crowd(city, 1, 4, 20), crowd(city, 50, 5, 10, brand="包子王")]
    batches += [[shop_complaint(city, 90 + n, 3, person=n)] for n in range(3)]
    batches += [crowd(city, 120, 6, 1, subject_name="西门面馆", problem="价格")]
    for batch in batches:
        city.take_in(*batch)
        now = city.db.clock()
        kept = detect(city.db, now, full=False, memory=memory)
        assert kept == on_demand(city, now, full=False)
    assert kept


def test_quick_and_night_runs_keep_what_is_found_on_demand(city):
    city.take_in(*quiet_weeks(city, 10_000))
    city.take_in(*crowd(city, 1, 8, 100, end_hours=30), *crowd(city, 50, 6, 2))
    now = city.db.clock()
    kept = watch(city)
    kept.quick(now)
    kept.full(now)
    found = on_demand(city, now, full=True)
    assert {(f.stream, f.key) for f in found} == {(s.stream, s.key) for s in signals(city)}
    by_stream = {}
    for sign in describe(city.db, found, now):
        by_stream.setdefault((sign.stream, sign.key), set()).update(n for n, _ in sign.rows)
    for signal in signals(city):
        assert set(rows_behind(city, signal)) == by_stream[signal.stream, signal.key]


def test_looking_on_demand_writes_nothing(city):
    city.take_in(*crowd(city, 1, 6, 20))
    assert describe(city.db, on_demand(city, city.db.clock(), full=True), city.db.clock())
    assert signals(city) == []
    assert runs(city) == []


def test_a_slow_gathering_that_no_rule_sees_is_found_at_night(city):
    city.take_in(*quiet_weeks(city, 10_000))
    city.take_in(
        *[shop_complaint(city, n, 60 * (30 + 20 * n), problem=f"问题{n}") for n in range(7)]
    )
    kept = watch(city)
    kept.quick()
    assert open_signals(city) == []
    kept.full(city.db.clock())
    [signal] = [s for s in open_signals(city) if s.subject_id]
    assert (signal.stream, signal.title, signal.detector) == (
        StreamKind.SUBJECT, SHOP, Detector.DAILY,
    )  # fmt: skip
    assert signal.observed >= 6
    assert signal.expected < 1
    assert signal.surprise > 3
    assert "近 7 日" in signal.words


def test_the_kept_words_say_the_date_for_whoever_reads_them_days_later(city):
    city.take_in(*crowd(city, 1, 6, 2, end_hours=10))
    now = city.db.clock()
    signs = describe(city.db, detect(city.db, now, full=True), now)
    words = [sign.words for sign in signs if " 前 " in sign.words]
    assert words
    assert all(re.search(r" \d+月\d+日 \d\d:\d\d 前 ", each) for each in words)


def test_a_city_without_towns_has_its_nights_and_no_clusters_of_towns(city):
    with city.db.write() as session:
        session.execute(delete(TownRow))
        journal.record(session, PROGRAM, "city", 1, "set")
    city.take_in(*quiet_weeks(city, 10_000))
    city.take_in(
        *[shop_complaint(city, n, 60 * (30 + 20 * n), problem=f"问题{n}") for n in range(7)]
    )
    watch(city).full(city.db.clock())
    found = signals(city)
    assert SHOP in [signal.title for signal in found]
    assert StreamKind.AREA not in {signal.stream for signal in found}
    assert [run.kind for run in runs(city)] == [watch_runs.FULL]


def test_quiet_weeks_bring_no_signal(city):
    city.take_in(*quiet_weeks(city, 10_000))
    kept = watch(city)
    kept.quick()
    kept.full(city.db.clock())
    assert signals(city) == []


def test_texts_that_say_the_same_are_found_whoever_they_are_about(city):
    usual = [f"店家{n}态度不好，要求道歉赔偿" for n in range(6)]
    city.take_in(*quiet_weeks(city, 10_000, weeks=5, text=usual[0]))
    said = "预约系统打不开，充值余额被清零，客服失联"
    city.take_in(
        *[
            shop_complaint(
                city, n, 60 * (26 + n), text=said, subject_name=f"店{n}", problem=f"题{n}"
            )
            for n in range(8)
        ]
    )
    watch(city).full(city.db.clock())
    [signal] = [s for s in signals(city) if s.stream is StreamKind.KEYWORDS]
    assert signal.people >= 7
    assert any(word in said for word in signal.keywords)
    assert signal.keywords[0] in signal.title


def test_nights_that_were_missed_are_due_in_order(city):
    now = city.db.clock()
    last = due_nights(limits(city), None, now)
    assert len(last) == 1
    assert timedelta() <= now - last[0] < timedelta(days=1)
    three = due_nights(limits(city), last[0] - timedelta(days=3), now)
    assert three == [last[0] - timedelta(days=n) for n in (2, 1, 0)]
    assert due_nights(limits(city), last[0], now) == []
    assert len(due_nights(limits(city), now - timedelta(days=90), now)) == 14


def test_missed_nights_are_made_up_for_as_of_their_own_moments(city):
    city.take_in(*quiet_weeks(city, 10_000))
    city.take_in(
        *[shop_complaint(city, n, 60 * (80 + 12 * n), problem=f"问题{n}") for n in range(8)]
    )
    known_since_days(city, 10)
    kept = watch(city)
    kept.quick()
    with city.db.write() as session:
        run = runs(city)[-1]
        watch_runs.add(
            session,
            watch_runs.Run(
                "full", 1, run.as_of - timedelta(days=3, hours=6), run.as_of, run.as_of, 0, 0, 0
            ),
        )
    missed = kept.missed_nights()
    assert len(missed) >= 3
    for night in missed:
        kept.full(night)
    done = [run.as_of for run in runs(city) if run.kind == "full"][1:]
    assert done == sorted(missed)
    assert kept.missed_nights() == []
    [signal] = [s for s in open_signals(city) if s.subject_id]
    assert signal.as_of in missed


@pytest.mark.parametrize("kind", ["quick", "full"])
def test_each_run_leaves_how_far_it_had_seen(city, kind):
    city.take_in(shop_complaint(city, 1, 5))
    kept = watch(city)
    kept.quick() if kind == "quick" else kept.full(city.db.clock())
    [run] = runs(city)
    with city.db.read() as session:
        assert run.line == watch_runs.last_line(session) > 0
    assert run.kind == kind
    assert run.started_at <= run.ended_at
