"""Who is on which seat, and how wrong its clock is."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.queries.seat import seats as queries
from commandcenter.queries.seat.seats import Standby, seats
from commandcenter.services.seat.seats import Sign, beat, leave
from commandcenter.store.clock import TRIPS, ServerClock
from commandcenter.store.tables.every import SeatRow


def sign(seat, **said):
    values = {"kind": "desk", "machine": "pc-07", "version": "1.0", "heard": 12,
              "age_ms": 400, "skew_ms": 80}  # fmt: skip
    return Sign(seat, **(values | said))


def beats(city, login, of):
    with city.db.transaction() as session:
        beat(session, getattr(city, login), of)


def test_a_window_that_beats_is_there_and_one_that_left_is_not(city):
    beats(city, "chenyu", sign("a"))
    beats(city, "maxiao", sign("b", skew_ms=317_000))
    beats(city, "maxiao", sign("b", skew_ms=317_000))
    found = city.ask(seats)
    assert [line.name for line in found.lines] == ["陈屿", "马骁"]
    assert [line.skewed for line in found.lines] == [False, True]
    assert (found.online, found.silent) == (2, 0)
    assert found.lines[0].age == timedelta(seconds=0.4)
    assert found.standby is Standby.NONE
    with city.db.transaction() as session:
        leave(session, "b")
    assert [line.id for line in city.ask(seats).lines] == ["a"]


def turn_back(city, seat, span):
    with city.db.transaction() as session:
        row = session.get_one(SeatRow, seat)
        row.at -= span


def test_a_window_that_is_silent_is_named_first_with_the_age_of_its_data(city):
    beats(city, "chenyu", sign("a"))
    beats(city, "maxiao", sign("b"))
    turn_back(city, "b", timedelta(minutes=2))
    found = city.ask(seats)
    assert [(line.id, line.silent) for line in found.lines] == [("b", True), ("a", False)]
    assert found.lines[0].age > timedelta(minutes=2)
    turn_back(city, "b", queries.SHOWN)
    assert city.ask(seats).online == 1
    assert city.ask(seats).silent == 0
    beats(city, "luomin", sign("c"))  # whoever comes sweeps out what is long gone
    with city.db.read() as session:
        assert session.get(SeatRow, "b") is None


@pytest.mark.parametrize("ahead_s", [317.0, -4.5, 0.0])
def test_a_clock_that_is_wrong_is_measured_within_half_the_quickest_trip(ahead_s):
    """Trips of 2 to 400 ms, much slower one way than the other."""
    at, trips = [datetime(2026, 11, 24, 2, 46, tzinfo=UTC)], [0.4, 0.05, 0.002, 0.3]

    def here():
        return at[0] + timedelta(seconds=ahead_s)

    clock = ServerClock(here)
    for trip in trips:

        def ask(trip=trip):
            at[0] += timedelta(seconds=0.9 * trip)
            server = at[0]
            at[0] += timedelta(seconds=0.1 * trip)
            return server

        clock.measure(ask)
    assert abs(clock.ahead.total_seconds() - ahead_s) <= min(trips) / 2
    assert abs((clock() - at[0]).total_seconds()) <= min(trips) / 2


def test_a_clock_that_is_set_while_the_seat_works_is_noticed():
    at, ahead = datetime(2026, 11, 24, 2, 46, tzinfo=UTC), [timedelta()]
    clock = ServerClock(lambda: at + ahead[0])
    for _ in range(TRIPS):
        clock.measure(lambda: at)
    ahead[0] = timedelta(seconds=30)
    for _ in range(TRIPS):
        clock.measure(lambda: at)
    assert clock.ahead == timedelta(seconds=30)
