"""The stock as it lay at a moment of an incident's past."""

from datetime import timedelta

from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.queries.support.stock import stock_board
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from tests.field import add_people
from tests.past import past

RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部")


def test_the_past_shows_what_lay_there_then(city):
    add_people(city)
    incident = city.register()
    city.activate(incident)
    radio = city.do(stock.add, "gaoyuan", RADIO, 12)
    full = city.db.clock()
    due = full + timedelta(hours=8)
    out = HandOut(radio, 5, "石军", due_at=due, words="登记点通信")
    move = city.do(stock.hand_out, "gaoyuan", out, incident)
    lent = city.db.clock()
    city.do(stock.take_back, "gaoyuan", move, Back(2))
    for at, on_hand, left in ((full, 12, []), (lent, 7, [5]), (city.db.clock(), 9, [3])):
        then = past(city.db, incident, at)
        with then.read() as session:
            [line] = stock_board(session, city.gaoyuan, at).lines
        then.close()
        assert (line.on_hand, [out.left for out in line.outs]) == (on_hand, left)
