"""物资装备 (6.2): what comes in, goes out, comes back, is scrapped, counted and checked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.supply import Kind, State
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State as Over
from commandcenter.domain.org import Group
from commandcenter.domain.support.stock import (
    BackState,
    InWay,
    NewItem,
    StockKind,
    StockMove,
)
from commandcenter.queries.command.supply import supply_board
from commandcenter.queries.support.stock import Need, stock_board
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from commandcenter.store import journal
from commandcenter.store.tables.every import StockItemRow, StockMoveRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.field import add_people

RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部", minimum=6, check_months=12)
SEAL = NewItem("封条", StockKind.EVIDENCE, "机关库房", "张", used_up=True, minimum=200)
CAR = NewItem("应急车", StockKind.VEHICLE, "车库", "辆", plate="澄A·7306", driver="田佳")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def people(city):
    add_people(city)


@pytest.fixture
def radio(city):
    return city.do(stock.add, "gaoyuan", RADIO, 12)


@pytest.fixture
def incident(city):
    number = city.register()
    city.activate(number)
    return number


def lines(city, login="gaoyuan"):
    return city.ask(stock_board, getattr(city, login), city.db.clock()).lines


def only(city):
    [line] = lines(city)
    return line


def lend(city, item, amount, **fields):
    due = city.db.clock() + 2 * HOUR
    out = HandOut(item, amount, **({"taker": "石军", "due_at": due} | fields))
    return city.do(stock.hand_out, "gaoyuan", out)


def requests(city, incident):
    return city.ask(supply_board, city.gaoyuan, incident, city.db.clock()).lines


def test_what_is_lent_is_counted_until_it_is_back(city, radio):
    out = lend(city, radio, 4)
    line = only(city)
    assert (line.on_hand, line.lent, line.outs[0].left) == (8, 4, 4)
    city.do(stock.take_back, "gaoyuan", out, Back(1))
    city.do(stock.take_back, "gaoyuan", out, Back(2, BackState.BROKEN, words="进水"))
    line = only(city)
    assert (line.on_hand, line.lent, line.outs[0].left) == (9, 1, 1)
    with pytest.raises(RuleBroken, match="还有 1 部未还，不能归还 2 部"):
        city.do(stock.take_back, "gaoyuan", out, Back(2))
    city.do(stock.take_back, "gaoyuan", out, Back(1, BackState.LOST))
    assert (only(city).on_hand, only(city).lent, only(city).outs) == (9, 0, ())
    kinds = [move.kind for move in only(city).moves]
    assert kinds == [StockMove.BACK] * 3 + [StockMove.OUT, StockMove.IN]


def test_no_more_goes_out_than_lies_there(city, radio):
    with pytest.raises(RuleBroken, match="在库只有 12 部，不能领用 13 部"):
        lend(city, radio, 13)
    assert (only(city).on_hand, only(city).lent) == (12, 0)


def test_what_is_used_up_is_not_awaited(city):
    seals = city.do(stock.add, "gaoyuan", SEAL, 500)
    with pytest.raises(RuleBroken, match="不填应还时间"):
        lend(city, seals, 380)
    out = lend(city, seals, 380, due_at=None)
    line = only(city)
    assert (line.on_hand, line.lent, line.short, line.need) == (120, 0, 80, Need.NOW)
    with pytest.raises(RuleBroken, match="已经全部归还"):
        city.do(stock.take_back, "gaoyuan", out, Back(1))


def test_what_is_lent_has_a_time_by_which_it_is_back(city, radio):
    for due in (None, city.db.clock() - HOUR):
        with pytest.raises(RuleBroken, match="应还时间"):
            lend(city, radio, 1, due_at=due)


def test_a_stock_taking_says_why_it_differs(city, radio):
    with pytest.raises(RuleBroken, match="与账面 12 不符"):
        city.do(stock.count, "gaoyuan", radio, 11)
    city.do(stock.count, "gaoyuan", radio, 11, "外壳找到，机身丢失")
    city.do(stock.count, "gaoyuan", radio, 11)
    assert only(city).on_hand == 11
    assert [(move.amount, move.words) for move in only(city).moves][:2] == [
        (11, ""), (11, "外壳找到，机身丢失"),
    ]  # fmt: skip


def test_what_is_scrapped_is_gone_and_says_why(city, radio):
    with pytest.raises(RuleBroken, match="请填写报废的原因"):
        city.do(stock.scrap, "gaoyuan", radio, 2, " ")
    city.do(stock.scrap, "gaoyuan", radio, 2, "电池鼓包")
    assert only(city).on_hand == 10


def test_a_vehicle_is_one_line_with_its_mileage(city):
    car = city.do(stock.add, "gaoyuan", CAR, 1)
    with pytest.raises(RuleBroken, match="一条车辆记录只登记一辆车"):
        city.do(stock.take_in, "gaoyuan", car, 1, InWay.BOUGHT)
    out = lend(city, car, 1, driver="田佳", mileage=41_200)
    with pytest.raises(RuleBroken, match="里程 41000 小于上次登记的 41200"):
        city.do(stock.take_back, "gaoyuan", out, Back(1, mileage=41_000))
    city.do(stock.take_back, "gaoyuan", out, Back(1, mileage=41_263))
    assert only(city).mileage == 41_263


def test_what_is_several_becomes_no_vehicle(city):
    chairs = NewItem("椅子", StockKind.OFFICE, "库", "把")
    one, two = (
        city.do(stock.add, "gaoyuan", replace(chairs, name=n), k) for n, k in (("甲", 1), ("乙", 2))
    )
    city.do(stock.edit, "gaoyuan", one, CAR, None)
    with pytest.raises(RuleBroken, match="一条车辆记录只登记一辆车"):
        city.do(stock.edit, "gaoyuan", two, replace(CAR, plate="澄A·7307"), None)


def test_a_vehicle_has_a_plate_and_nothing_else_has(city):
    with pytest.raises(RuleBroken, match="车牌号"):
        city.do(stock.add, "gaoyuan", NewItem("应急车", StockKind.VEHICLE, "车库", "辆"))
    with pytest.raises(RuleBroken, match="只用于车辆"):
        city.do(stock.add, "gaoyuan", NewItem("桌子", StockKind.OFFICE, "库", "张", plate="澄A"))


def test_a_check_moves_the_next_one_on(city, radio):
    before, begun = only(city), city.db.clock()
    assert (before.checked_by, before.checked_at) == ("", None)
    city.do(stock.check, "gaoyuan", radio, stock.Check("逐部试通，正常"))
    line = only(city)
    assert (line.checked_by, line.check_due) == ("高原", before.check_due)  # a year from today
    assert line.checked_at is not None
    assert begun <= line.checked_at <= city.db.clock()
    car = city.do(stock.add, "gaoyuan", CAR, 1)
    soon = city.db.clock() + timedelta(days=4)
    year = city.db.clock() + timedelta(days=365)
    city.do(stock.check, "gaoyuan", car, stock.Check("预约年检", soon))
    assert next(line for line in lines(city) if line.id == car).need is Need.SOON
    city.do(stock.check, "gaoyuan", car, stock.Check("年检合格", year))
    assert next(line for line in lines(city) if line.id == car).need is Need.NONE


def test_a_check_leaves_the_ends_that_it_says_nothing_of(city):
    year, later = (city.db.clock() + timedelta(days=days) for days in (365, 730))
    car = city.do(stock.add, "gaoyuan", replace(CAR, valid_until=year, inspected_until=year), 1)

    def checked(**ends):
        city.do(stock.check, "gaoyuan", car, stock.Check("正常", **ends))
        row = city.ask(lambda s: s.get_one(StockItemRow, car))
        return row.inspected_until, row.valid_until

    assert checked() == (year, year)
    assert checked(inspected_until=later) == (later, year)
    assert checked(valid_until=later) == (later, later)


def test_only_a_vehicle_has_a_yearly_inspection(city, radio):
    year = city.db.clock() + timedelta(days=365)
    with pytest.raises(RuleBroken, match="年检只用于车辆"):
        city.do(stock.check, "gaoyuan", radio, stock.Check("正常", inspected_until=year))
    city.do(stock.check, "gaoyuan", radio, stock.Check("正常", valid_until=year))
    assert only(city).checked_by == "高原"


def test_what_is_all_back_is_reminded_of_no_more(city, radio):
    out = lend(city, radio, 2)
    city.do(stock.take_back, "gaoyuan", out, Back(1))
    city.do(stock.remind, "gaoyuan", out, "还差一部")
    city.do(stock.take_back, "gaoyuan", out, Back(1))
    with pytest.raises(RuleBroken, match="这次领用已经全部归还"):
        city.do(stock.remind, "gaoyuan", out, "请归还")


def test_the_overdue_is_reminded_of_and_each_time_is_kept(city, radio):
    out = lend(city, radio, 2)
    city.do(stock.remind, "gaoyuan", out, "电话催还，答复今日送回")
    with pytest.raises(RuleBroken, match="刚刚催还过"):
        city.do(stock.remind, "gaoyuan", out, "再催")
    assert only(city).moves[0].kind is StockMove.REMINDED


def test_an_item_is_retired_when_nothing_of_it_is_left(city, radio):
    with pytest.raises(RuleBroken, match="归还、报废后才能停用"):
        city.do(stock.retire, "gaoyuan", radio)
    city.do(stock.scrap, "gaoyuan", radio, 12, "整批更新")
    city.do(stock.retire, "gaoyuan", radio)
    assert lines(city) == ()
    with pytest.raises(RuleBroken, match="已停用"):
        city.do(stock.take_in, "gaoyuan", radio, 1, InWay.BOUGHT)


def test_one_thing_in_one_store_is_one_line(city, radio):
    with pytest.raises(RuleBroken, match="机关库房已有“对讲机”"):
        city.do(stock.add, "gaoyuan", RADIO)
    other = city.do(stock.add, "gaoyuan", replace(RADIO, store="城东库房"))
    with pytest.raises(RuleBroken, match="机关库房已有“对讲机”"):
        city.do(stock.edit, "gaoyuan", other, RADIO, None)
    city.do(stock.scrap, "gaoyuan", radio, 12, "整批更新")
    city.do(stock.retire, "gaoyuan", radio)
    city.do(stock.edit, "gaoyuan", other, RADIO, None)
    assert [line.store for line in lines(city)] == ["机关库房"]


def test_a_correction_of_what_another_corrected_is_refused(city, radio):
    higher = NewItem("对讲机", StockKind.RADIO, "机关库房", "部", minimum=8)
    city.do(stock.edit, "luomin", radio, higher, None)
    with pytest.raises(RuleBroken, match="罗敏刚刚改过"):
        city.do(stock.edit, "gaoyuan", radio, RADIO, None)
    city.do(stock.edit, "gaoyuan", radio, RADIO, only(city).edited_at)
    assert (only(city).minimum, only(city).edited_by) == (6, "高原")


def test_a_request_is_delivered_from_the_stock_in_one_act(city, radio, incident):
    wanted = Wanted(Kind.EQUIPMENT, "对讲机", 3, "部", "登记点通信", for_group=Group.ONSITE)
    request = city.do(supply.ask, "maxiao", incident, wanted)
    city.do(supply.approve, "gaoyuan", request)
    due = city.db.clock() + 8 * HOUR
    too_many = HandOut(radio, 4, "马骁", due_at=due)
    with pytest.raises(RuleBroken, match="需求为 3 部，不能发放 4 部"):
        city.do(supply.deliver, "gaoyuan", request, outs=[too_many])
    city.do(supply.deliver, "gaoyuan", request, outs=[HandOut(radio, 3, "马骁", due_at=due)])
    [line] = requests(city, incident)
    assert (line.state, line.note) == (State.DELIVERED, "对讲机 3 部")
    assert (only(city).on_hand, only(city).lent) == (9, 3)
    city.do(supply.give_back, "gaoyuan", request)
    assert requests(city, incident)[0].state is State.RETURNED
    assert (only(city).on_hand, only(city).lent) == (12, 0)


def test_with_the_last_thing_back_its_request_is_returned(city, radio, incident):
    due = city.db.clock() + 8 * HOUR
    out = HandOut(radio, 3, "马骁", due_at=due, words="登记点通信")
    move = city.do(stock.hand_out, "gaoyuan", out, incident)
    assert requests(city, incident)[0].state is State.DELIVERED
    city.do(stock.take_back, "gaoyuan", move, Back(2))
    assert requests(city, incident)[0].state is State.DELIVERED
    city.do(stock.take_back, "gaoyuan", move, Back(1, BackState.LOST))
    assert requests(city, incident)[0].state is State.RETURNED


def test_of_a_closed_incident_the_last_thing_comes_back_and_its_request_stays(
    city, radio, incident
):
    due = city.db.clock() + 8 * HOUR
    move = city.do(
        stock.hand_out, "gaoyuan", HandOut(radio, 3, "马骁", due_at=due, words="通信"), incident
    )
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = Over.ARCHIVED
        journal.record(session, city.chenyu, "incident", incident, "archived", incident=incident)
    city.do(stock.take_back, "gaoyuan", move, Back(3))
    assert (only(city).on_hand, only(city).lent) == (12, 0)
    assert requests(city, incident)[0].state is State.DELIVERED


def test_who_takes_it_is_named_as_the_register_knows_them(city, radio):
    for fields in ({"person_id": city.wuyue.person_id, "taker": "小吴"}, {"taker": " 石军 "}):
        lend(city, radio, 1, **fields)
    taken = select(StockMoveRow.taker).where(StockMoveRow.kind == StockMove.OUT)
    rows = city.ask(lambda s: s.scalars(taken.order_by(StockMoveRow.id)).all())
    assert rows == ["吴越", "石军"]
    with pytest.raises(RuleBroken, match="请填写领用人"):
        lend(city, radio, 1, taker=" ")


def test_a_request_is_answered_by_what_is_of_its_kind(city, radio, incident):
    wanted = Wanted(Kind.MATERIAL, "封条", 20, "张", "封存")
    request = city.do(supply.ask, "maxiao", incident, wanted)
    city.do(supply.approve, "gaoyuan", request)
    due = city.db.clock() + 8 * HOUR
    with pytest.raises(RuleBroken, match="类别不符"):
        city.do(supply.deliver, "gaoyuan", request, outs=[HandOut(radio, 1, "马骁", due_at=due)])
    seals = city.do(stock.add, "gaoyuan", SEAL, 500)
    city.do(supply.deliver, "gaoyuan", request, outs=[HandOut(seals, 20, "马骁")])
    assert requests(city, incident)[0].offers == ()


def test_who_keeps_no_stock_sees_and_does_nothing(city, radio):
    board = city.ask(stock_board, city.maxiao, city.db.clock())
    assert board.lines == ()
    assert board.refusal is not None
    with pytest.raises(RuleBroken):
        city.do(stock.hand_out, "maxiao", HandOut(radio, 1, "马骁"))
    auditor = city.ask(stock_board, city.tanjing, city.db.clock())
    assert [offer.key for offer in auditor.offers] == ["labels", "ledger"]
    assert auditor.lines[0].offers == ()


def test_each_movement_has_a_line_of_the_journal_with_its_clause(city, radio):
    out = lend(city, radio, 1)
    city.do(stock.take_back, "gaoyuan", out, Back(1))
    with city.db.read() as session:
        changes = journal.changes_after(session, 0)
    mine = [c for c in changes if c.kind.startswith("stock")]
    assert [(c.kind, c.verb) for c in mine] == [
        ("stock_item", "added"), ("stock_move", "in"), ("stock_move", "out"),
        ("stock_move", "back"),
    ]  # fmt: skip


def test_a_check_that_names_no_day_leaves_the_days_as_they_were(city):
    until, fit = city.db.clock() + 30 * 24 * HOUR, city.db.clock() + 60 * 24 * HOUR
    car = city.do(stock.add, "gaoyuan", replace(CAR, inspected_until=until, valid_until=fit), 1)
    city.do(stock.check, "gaoyuan", car, stock.Check("外观完好"))
    assert (only(city).inspected_until, only(city).valid_until) == (until, fit)
    radio = city.do(stock.add, "gaoyuan", RADIO, 12)
    with pytest.raises(RuleBroken, match="年检只用于车辆"):
        city.do(stock.check, "gaoyuan", radio, stock.Check("试通", until))


def test_an_item_that_begins_with_nothing_has_no_movement(city):
    city.do(stock.add, "gaoyuan", RADIO)
    assert (only(city).on_hand, only(city).moves) == (0, ())
