"""Two seats that take the last one at once: one has it, the other is told that it is gone."""

import threading

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.services.support import stock
from commandcenter.services.support.moving import HandOut
from commandcenter.store.database import open_database
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow
from tests.field import add_people

SEALS = NewItem("封条", StockKind.EVIDENCE, "机关库房", "张", used_up=True)


def taken_at_once(city, url, times):
    """Each time one is there, and two seats, with a link of their own, want it."""
    item = city.do(stock.add, "gaoyuan", SEALS, times)
    city.do(stock.hand_out, "gaoyuan", HandOut(item, times, "马骁"))
    seats = [open_database(url) for _ in range(2)]
    actors = [city.gaoyuan, city.luomin]
    found = []

    def take(seat, actor, ready):
        ready.wait()
        try:
            with seat.write() as session:
                stock.hand_out(session, actor, HandOut(item, 1, "马骁"))
            found.append("taken")
        except RuleBroken as broken:
            found.append(str(broken))

    for _ in range(times):
        city.do(stock.count, "gaoyuan", item, 1, "一张")
        ready = threading.Barrier(2)
        both = [
            threading.Thread(target=take, args=(seat, actor, ready))
            for seat, actor in zip(seats, actors, strict=True)
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        with city.db.read() as session:
            assert session.get_one(StockItemRow, item).on_hand == 0
    for seat in seats:
        seat.close()
    with city.db.read() as session:
        assert session.query(StockMoveRow).where(StockMoveRow.on_hand < 0).count() == 0
    return found


def judged(found, times):
    assert found.count("taken") == times
    refused = [words for words in found if words != "taken"]
    assert refused == ["“封条”在库只有 0 张，不能领用 1 张。"] * times


@pytest.fixture
def people(city):
    add_people(city)


def test_of_two_seats_that_take_the_last_one_at_once_one_has_it(people, city, url):
    judged(taken_at_once(city, url, 5), 5)


@pytest.mark.nightly(minutes=3)
def test_a_hundred_times_no_two_seats_take_the_same_last_one(people, city, url):
    judged(taken_at_once(city, url, 100), 100)
