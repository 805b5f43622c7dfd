"""Whether somebody watches, whether the night is done, and what it was without."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.watch.watch_parts import LeftOut, Part
from commandcenter.queries.watch.watch_state import watch_state
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.clock import system_clock
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.tables.watch.watch import WatchLeaseRow, WatchRunRow
from commandcenter.store.watch import watch_runs

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def bureau(city):
    """One that has been there for a month."""
    founded(city, city.db.clock() - 30 * DAY)
    return city


def founded(city, at):
    with city.db.write() as session:
        session.execute(update(PlanVersionRow).values(adopted_at=at))
        journal.record(session, PROGRAM, "plan", 1, "adopted")


def seen(city):
    return city.ask(watch_state)


def watched(city, ago=timedelta(), holder="a"):
    at = system_clock() - ago
    with city.db.transaction() as session:
        session.execute(delete(WatchLeaseRow))
        session.add(
            WatchLeaseRow(id=1, epoch=1, holder=holder, seat="李蔚", taken_at=at, beat_at=at)
        )


def ran(city, as_of, kind=watch_runs.FULL, failed=None, at=None):
    at = at or city.db.clock()
    with city.db.write() as session:
        watch_runs.add(session, watch_runs.Run(kind, 1, as_of, at, at, 0, 0, 0), failed)


def last_night(city, hours=0):
    return city.db.clock() - timedelta(hours=hours)


def test_nobody_ever_watched(bureau):
    state = seen(bureau)
    assert (state.idle, state.idle_since, state.seat, state.done) == (True, None, "", None)
    assert state.missed is not None


def test_a_new_bureau_has_missed_no_night_and_has_ten_minutes_to_begin(city):
    founded(city, city.db.clock() - 5 * MINUTE)
    state = seen(city)
    assert (state.idle, state.missed) == (False, None)
    founded(city, city.db.clock() - 11 * MINUTE)
    assert seen(city).idle


def test_somebody_watches_and_the_night_is_done(bureau):
    watched(bureau)
    ran(bureau, last_night(bureau))
    state = seen(bureau)
    assert (state.idle, state.missed, state.seat, state.left_out) == (False, None, "李蔚", ())


@pytest.mark.parametrize("holder", ["", "a"])
def test_who_watched_left_or_fell_silent(bureau, holder):
    """A process that was killed still stands in the lease."""
    watched(bureau, timedelta(minutes=3), holder)
    ran(bureau, last_night(bureau))
    state = seen(bureau)
    assert (state.idle, state.seat, state.missed) == (True, "李蔚", None)
    assert timedelta(minutes=2) < system_clock() - state.idle_since < timedelta(minutes=5)
    watched(bureau)
    assert not seen(bureau).idle


def test_a_seat_that_beats_and_finishes_no_night_is_told(bureau):
    """It hangs: its lease lives, its work does not."""
    watched(bureau)
    ran(bureau, last_night(bureau, 26))
    ran(bureau, last_night(bureau), kind=watch_runs.QUICK)
    state = seen(bureau)
    assert not state.idle
    assert state.done < state.missed <= state.now - timedelta(hours=1)
    ran(bureau, state.missed)
    assert seen(bureau).missed is None


def test_a_night_has_an_hour_to_be_done(bureau):
    """By the plan it begins at 02:30."""
    watched(bureau)
    state = seen(bureau)
    assert (state.missed.astimezone(UTC).hour, state.missed.minute) == (18, 30)
    ran(bureau, state.missed - DAY)
    assert seen(bureau).missed == state.missed


def test_the_parts_of_the_newest_runs_are_told_until_they_run_again(bureau):
    night = last_night(bureau)
    ran(bureau, night - DAY, failed={Part.DAILY: "ValueError"})
    ran(bureau, night, failed={Part.AREAS: "MemoryError", Part.WORDS: "ValueError"})
    ran(bureau, night, kind=watch_runs.QUICK, failed={Part.BURSTS: "KeyError"})
    told = {each.part: each.reason for each in seen(bureau).left_out}
    assert told == {
        Part.AREAS: "MemoryError", Part.WORDS: "ValueError", Part.BURSTS: "KeyError",
    }  # fmt: skip
    ran(bureau, night, kind=watch_runs.QUICK)
    assert {each.part for each in seen(bureau).left_out} == {Part.AREAS, Part.WORDS}
    ran(bureau, night, failed={Part.AREAS: "MemoryError"})
    [left] = seen(bureau).left_out
    assert isinstance(left, LeftOut)
    assert left.part is Part.AREAS
    ran(bureau, night)
    assert seen(bureau).left_out == ()


def test_a_run_that_was_not_done_at_all_is_told_until_one_is(bureau):
    night, at = last_night(bureau), bureau.db.clock()
    ran(bureau, night - DAY)
    run = watch_runs.Run(watch_runs.FAILED, 1, at, at, at, 0, 0, 0)
    for part in (Part.NIGHT, Part.QUICK):
        with bureau.db.write() as session:
            watch_runs.add_failure(session, run, part, "ValueError")
    assert [each.part for each in seen(bureau).left_out] == [Part.QUICK, Part.NIGHT]
    ran(bureau, night, kind=watch_runs.QUICK)
    assert [each.part for each in seen(bureau).left_out] == [Part.NIGHT]
    ran(bureau, night)
    assert seen(bureau).left_out == ()


def test_a_failure_is_told_no_more_once_it_is_forgotten(bureau):
    at = bureau.db.clock()
    run = watch_runs.Run(watch_runs.FAILED, 1, at, at, at, 0, 0, 0)
    with bureau.db.write() as session:
        for part in (Part.NIGHT, Part.COUNTS):
            watch_runs.add_failure(session, run, part, "ValueError")
    with bureau.db.write() as session:
        watch_runs.forget_failures(session, Part.COUNTS)
    assert [each.part for each in seen(bureau).left_out] == [Part.NIGHT]


def test_a_night_by_a_clock_that_ran_ahead_is_not_done(bureau):
    watched(bureau)
    owed, now = seen(bureau).missed, bureau.db.clock()
    ran(bureau, now + 3 * DAY, failed={Part.AREAS: "ValueError"}, at=now + 3 * DAY)
    assert (seen(bureau).done, seen(bureau).missed) == (None, owed)
    with bureau.db.read() as session:
        assert watch_runs.unfinished(session, now) is None
    ran(bureau, owed)
    assert (seen(bureau).done, seen(bureau).missed) == (owed, None)


def test_a_night_by_a_clock_that_ran_ahead_is_not_done_when_its_time_has_come(bureau):
    """The runs behind it, by the clock that was put right, began before its moment."""
    watched(bureau)
    owed = seen(bureau).missed
    ran(bureau, owed - DAY, at=owed - DAY)
    ran(bureau, owed, at=owed)
    assert seen(bureau).missed is None
    ran(bureau, owed - 20 * MINUTE, kind=watch_runs.QUICK, at=owed - 20 * MINUTE)
    assert (seen(bureau).done, seen(bureau).missed) == (owed - DAY, owed)


def test_a_bureau_founded_by_a_clock_that_ran_ahead_is_told_that_nobody_watches(city):
    founded(city, city.db.clock() + 3 * DAY)
    assert seen(city).idle


def test_what_failed_counts_for_no_moment_and_no_line(bureau):
    at = bureau.db.clock()
    ran(bureau, at - DAY)
    later = watch_runs.Run(watch_runs.FAILED, 1, at, at + DAY, at + DAY, 99, 0, 0)
    with bureau.db.write() as session:
        watch_runs.add_failure(session, later, Part.NIGHT, "ValueError")
    with bureau.db.read() as session:
        assert watch_runs.last_line(session) == 0
        assert watch_runs.last_started(session) <= bureau.db.clock()
        assert watch_runs.last_night(session, at) == at - DAY
        assert watch_runs.unfinished(session, at) is None


def test_runs_of_long_ago_are_forgotten_with_what_they_were_without(bureau):
    ran(bureau, last_night(bureau), failed={Part.AREAS: "ValueError"})
    with bureau.db.transaction() as session:
        long_ago = datetime(2020, 1, 1, tzinfo=UTC)
        session.execute(update(WatchRunRow).values(ended_at=long_ago, started_at=long_ago))
    ran(bureau, last_night(bureau))
    with bureau.db.read() as session:
        assert [row.kind for row in session.query(WatchRunRow)] == ["full"]


def test_a_seat_that_hands_over_is_not_told_as_nobody(bureau):
    watched(bureau, holder="")
    assert not seen(bureau).idle


def test_of_a_demo_nobody_need_hold_the_lease(bureau):
    """Its clock is laid before anything else; a store that has begun takes none, nor a server."""
    lay = insert(SimulatedClockRow).values(id=1, real_micros=0, simulated_micros=0, speed=1)
    if bureau.db.engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError), bureau.db.engine.begin() as connection:
            connection.execute(lay)
        return
    with bureau.db.engine.execution_options(writes=True).begin() as connection:
        number = connection.scalar(select(PenRow.number))
        connection.execute(update(PenRow).values(number=0))
        connection.execute(lay)
        connection.execute(update(PenRow).values(number=number))
    assert (seen(bureau).idle, seen(bureau).missed) == (False, None)
