"""What is given from the stock for a request, and what is kept of it: words, states, clauses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.supply import Kind
from commandcenter.domain.org import Group
from commandcenter.domain.support.stock import BackState, InWay, NewItem, StockKind, StockMove
from commandcenter.domain.times import local
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import fund, stock
from commandcenter.services.support.moving import HandOut
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.support.stock import StockItemRow, StockMoveRow
from tests.field import add_people
from tests.services.test_at_this_moment import answer

CARS = Wanted(Kind.VEHICLE, "执法车", 2, "辆", "城西店增援", for_group=Group.ONSITE)
MONEY = Wanted(Kind.MONEY, "饮水和午餐", 1, "笔", "登记点保障", 860_000)
CAR = NewItem("应急车", StockKind.VEHICLE, "车库", "辆", plate="澄A·7306", driver="田佳")


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


def request_of(city, request):
    return city.ask(lambda s: s.get_one(SupplyRequestRow, request))


def moves(city, *kinds):
    row = StockMoveRow
    wanted = select(row).where(row.kind.in_(kinds)).order_by(row.id)
    return city.ask(lambda s: s.scalars(wanted).all())


def clauses(city, kind):
    line = JournalLineRow
    wanted = select(line.verb, line.incident_id, line.clause).where(line.kind == kind)
    found = city.ask(lambda s: s.execute(wanted.order_by(line.number)).all())
    return [tuple(row) for row in found]


def test_cars_go_out_for_a_request_and_come_back_as_they_are(city, incident):
    first, second = (
        city.do(stock.add, "gaoyuan", replace(CAR, plate=f"澄A·{n}"), 1) for n in (7306, 7307)
    )
    due = city.db.clock() + timedelta(hours=8)
    request = city.do(supply.ask, "maxiao", incident, CARS)
    outs = [HandOut(first, 1, "马骁", "现场处置组", due_at=due, driver="田佳", mileage=41_200),
            HandOut(second, 1, person_id=city.wuyue.person_id, due_at=due)]  # fmt: skip
    city.do(supply.approve, "gaoyuan", request)
    told = city.do(supply.deliver, "gaoyuan", request, " 两车同行 ", outs=outs)
    row = request_of(city, request)
    assert (row.asked_by, row.asked_from, row.note) == (
        "马骁", "现场处置组", "澄A·7306、澄A·7307。两车同行",
    )  # fmt: skip
    city.do(supply.give_back, "gaoyuan", request, BackState.BROKEN, "刮擦")
    out, other = moves(city, StockMove.OUT)
    assert (out.id, other.id) == told
    assert (out.taker, out.taker_unit, out.driver, out.mileage, out.person_id) == (
        "马骁", "现场处置组", "田佳", 41_200, None,
    )  # fmt: skip
    assert (other.taker, other.person_id) == ("吴越", city.wuyue.person_id)
    for back, given in zip(moves(city, StockMove.BACK), (out, other), strict=True):
        assert (back.of_id, back.request_id, back.incident_id) == (given.id, request, incident)
        assert (back.taker, back.taker_unit, back.person_id) == (
            given.taker, given.taker_unit, given.person_id,
        )  # fmt: skip
        assert (back.returned_as, back.words, back.amount) == (BackState.BROKEN, "刮擦", 1)
    car = city.ask(lambda s: s.get_one(StockItemRow, first))
    assert (car.lent, car.mileage) == (0, 41_200)
    assert "已归还（高原）" in answer(city, supply.give_back, "gaoyuan", request)
    assert clauses(city, "supply_request") == [
        (verb, incident, "2.2(6)") for verb in ("asked", "approved", "delivered", "returned")
    ]
    assert clauses(city, "stock_move") == [
        *[("in", None, "6.2")] * 2, *[("out", incident, "6.2")] * 2,
        *[("back", incident, "6.2")] * 2,
    ]  # fmt: skip


def test_what_cannot_be_had_after_all_is_refused_by_who_would_deliver_it(city, incident):
    """Before it is approved by who would approve it: of what costs money that is the commander."""
    budget = city.do(fund.set_budget, "chenyu", local(city.db.clock()).year, "处置", 10_000_000)
    for wanted, may in ((replace(CARS, money_cents=50_000), "luomin"), (MONEY, "gaoyuan")):
        request = city.do(supply.ask, "gaoyuan", incident, wanted)
        assert "总指挥" in answer(city, supply.refuse, "gaoyuan", request, "没有了")
        assert answer(city, supply.refuse, "chenyu", request, "不必") == ""
        city.do(supply.approve, "chenyu", request, budget)
        city.do(supply.refuse, may, request, " 没有了 ")
        row = request_of(city, request)
        assert (row.note, row.handled_by, row.handled_at is not None) == (
            "没有了", getattr(city, may).name, True,
        )  # fmt: skip
    verbs = "asked", "approved", "refused"
    assert clauses(city, "supply_request") == [
        (verb, incident, clause) for clause in ("2.2(6)", "6.4") for verb in verbs
    ]


def test_what_is_counted_checked_and_bought_says_how(city, incident):
    radio = NewItem("对讲机", StockKind.RADIO, "机关库房", "部", minimum=6)
    item = city.do(stock.add, "gaoyuan", radio)
    city.do(stock.take_in, "gaoyuan", item, 5, InWay.BOUGHT, " 记-12 ")
    city.do(stock.check, "gaoyuan", item, stock.Check(" 逐部试通 "))
    city.do(stock.scrap, "gaoyuan", item, 1, "进水")
    city.do(stock.scrap, "luomin", item, 4, "整批更新")
    city.do(stock.retire, "luomin", item)
    retired = city.ask(lambda s: s.get_one(StockItemRow, item))
    assert (retired.retired_by, retired.retired_at is not None) == ("罗敏", True)
    assert clauses(city, "stock_item") == [("added", None, "6.2"), ("retired", None, "6.2")]
    found = moves(city, *StockMove)
    assert [(m.kind, m.came, m.amount, m.on_hand, m.words, m.by) for m in found] == [
        (StockMove.IN, InWay.BOUGHT, 5, 5, "记-12", "高原"),
        (StockMove.CHECK, None, 0, 5, "逐部试通", "高原"),
        (StockMove.SCRAP, None, 1, 4, "进水", "高原"),
        (StockMove.SCRAP, None, 4, 0, "整批更新", "罗敏"),
    ]
