"""总览 of the stock: each number is that of the kinds it says."""

from datetime import timedelta

from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.queries.support.book_states import book_states
from commandcenter.queries.support.first_line import FirstKind
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from tests.field import add_people


def told(city):
    """By its word what is said of it."""
    found = city.ask(book_states, city.gaoyuan, city.db.clock())
    [book] = [each for each in found.books if each.kind is FirstKind.STOCK]
    return {each.label: each.value for each in book.counts}


def test_each_kind_counts_once_however_many_pieces_are_out(city):
    add_people(city)
    now = city.db.clock()
    items = {
        name: city.do(stock.add, "gaoyuan", NewItem(name, kind, "机关库房", unit, **more), count)
        for name, kind, unit, count, more in (
            ("对讲机", StockKind.RADIO, "部", 12, {}),
            ("反光背心", StockKind.PROTECTION, "件", 20, {}),
            ("封条", StockKind.EVIDENCE, "张", 120, {"used_up": True, "minimum": 200}),
            ("应急车", StockKind.VEHICLE, "辆", 1, {"plate": "澄A·7306"}),
        )
    }
    whole = {"品种": "4 种", "先办": "1 种", "领用在外": "0 种", "车辆": "1 辆"}
    assert told(city) == whole
    moves = [
        city.do(
            stock.hand_out, "gaoyuan",
            HandOut(items[name], count, "石军", due_at=now + timedelta(days=30)),
        )
        for name, count in (("对讲机", 1), ("反光背心", 7))
    ]  # fmt: skip
    assert told(city)["领用在外"] == "2 种"
    city.do(stock.take_back, "gaoyuan", moves[0], Back(1))
    city.do(stock.take_back, "gaoyuan", moves[1], Back(6))
    assert told(city)["领用在外"] == "1 种"
