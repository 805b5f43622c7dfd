"""Requests to 后勤保障组: asked, approved, delivered, refused, withdrawn, returned."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.supply import Kind, State
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State as Stage
from commandcenter.domain.org import Group
from commandcenter.domain.times import local
from commandcenter.queries.command.supply import supply_board
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import fund
from commandcenter.store import journal
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.field import add_people, ago

CARS = Wanted(Kind.VEHICLE, "执法车", 2, "辆", "城西店增援", for_group=Group.ONSITE)
MONEY = Wanted(Kind.MONEY, "饮水和午餐", 1, "笔", "登记点保障", 860_000)


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


@pytest.fixture
def budget(city, incident):
    return city.do(fund.set_budget, "chenyu", local(city.db.clock()).year, "现场处置", 10_000_000)


def board(city, incident, login="gaoyuan"):
    return city.ask(supply_board, getattr(city, login), incident, city.db.clock())


def state(city, incident, request):
    return next(line.state for line in board(city, incident).lines if line.id == request)


def keys(city, incident, login="gaoyuan"):
    """Of the only request."""
    [line] = board(city, incident, login).lines
    assert all(offer.refusal is None for offer in line.offers)
    return [offer.key for offer in line.offers]


def test_each_is_offered_what_they_may_do_to_it_now(city, incident):
    request = city.do(supply.ask, "maxiao", incident, CARS)
    assert keys(city, incident) == ["approve", "refuse"]
    assert keys(city, incident, "maxiao") == ["withdraw"]
    assert keys(city, incident, "wuyue") == []
    city.do(supply.approve, "gaoyuan", request)
    assert keys(city, incident) == ["deliver", "refuse"]
    assert keys(city, incident, "maxiao") == []
    city.do(supply.deliver, "gaoyuan", request)
    assert keys(city, incident) == ["give_back"]
    city.do(supply.give_back, "gaoyuan", request)
    assert keys(city, incident) == []


def test_money_is_offered_to_who_approves_and_who_pays(city, incident, budget):
    request = city.do(supply.ask, "gaoyuan", incident, MONEY)
    assert keys(city, incident, "chenyu") == ["approve", "refuse"]
    assert keys(city, incident) == ["withdraw"]
    city.do(supply.approve, "chenyu", request, budget)
    assert keys(city, incident) == ["deliver", "refuse"]
    city.do(supply.deliver, "gaoyuan", request)
    assert keys(city, incident) == []  # money is not given back
    assert board(city, incident).asks_money
    assert not board(city, incident, "maxiao").asks_money


def test_after_the_record_is_closed_the_offers_say_why(city, incident):
    assert board(city, incident, "maxiao").offers == (Offer("ask_supply"),)
    city.do(supply.ask, "maxiao", incident, CARS)
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = Stage.ARCHIVED
        journal.record(session, city.chenyu, "incident", incident, "archived", incident=incident)
    found = board(city, incident)
    said = [str(o.refusal) for o in (*found.offers, *found.lines[0].offers)]
    assert len(said) == 3
    assert all("不能再登记" in words for words in said)


def test_a_car_goes_from_the_asking_to_the_return(city, incident):
    request = city.do(supply.ask, "maxiao", incident, CARS)
    city.do(supply.approve, "gaoyuan", request)
    city.do(supply.deliver, "gaoyuan", request, "甲A12345、甲A12346")
    [total] = board(city, incident).totals
    assert (total.waiting, total.there) == (0, 2)
    city.do(supply.give_back, "gaoyuan", request)
    [line] = board(city, incident).lines
    assert (line.state, line.note, line.returned_by) == (
        State.RETURNED,
        "甲A12345、甲A12346",
        "高原",
    )


def test_a_sum_has_the_unit_of_its_requests_if_they_have_one(city, incident):
    cars, more = CARS, replace(CARS, unit="台")
    for ask in (cars, more):
        city.do(supply.ask, "maxiao", incident, ask)
    [total] = board(city, incident).totals
    assert (total.waiting, total.unit) == (4, "")
    late = city.do(supply.ask, "maxiao", incident, replace(cars, amount=1))
    city.do(supply.refuse, "gaoyuan", late, "无车可派")
    for line in board(city, incident).lines:
        if line.unit == "台":
            city.do(supply.refuse, "gaoyuan", line.id, "无车可派")
    [total] = board(city, incident).totals
    assert (total.waiting, total.unit) == (2, "辆")


def test_money_is_approved_by_the_commander_and_nobody_else(city, incident, budget):
    request = city.do(supply.ask, "gaoyuan", incident, MONEY)
    for login in ("gaoyuan", "luomin", "maxiao"):
        with pytest.raises(RuleBroken, match="总指挥"):
            city.do(supply.approve, login, request)
    with pytest.raises(RuleBroken, match="待批准"):
        city.do(supply.deliver, "gaoyuan", request)
    city.do(supply.approve, "chenyu", request, budget)
    city.do(supply.deliver, "gaoyuan", request, voucher="记-12")
    [total] = board(city, incident).totals
    assert (total.money_asked, total.money_approved, total.money_paid) == (0, 0, 860_000)


def test_what_was_paid_is_kept_as_said_all_of_it_where_nothing_is_said(city, incident, budget):
    def request(**paid):
        number = city.do(supply.ask, "gaoyuan", incident, MONEY)
        city.do(supply.approve, "chenyu", number, budget)
        city.do(supply.deliver, "gaoyuan", number, **paid)
        return city.ask(lambda s: s.get_one(SupplyRequestRow, number))

    for cents, words in (
        (0, "支出金额应大于 0"), (-1, "支出金额应大于 0"), (860_001, "支出超过批准的金额"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=words):
            request(cents=cents)
    whole, part = request(), request(cents=1, voucher=" 记-12 ")
    assert (whole.spent_cents, whole.voucher) == (860_000, None)
    assert (part.spent_cents, part.voucher) == (1, "记-12")
    assert board(city, incident).totals[0].money_paid == 860_001


def test_a_request_is_of_the_budget_it_names_unless_the_commander_names_another(
    city, incident, budget
):
    year = local(city.db.clock()).year
    other = city.do(fund.set_budget, "chenyu", year, "检验检测", 10_000_000)

    def approved(wanted, *how):
        number = city.do(supply.ask, "gaoyuan", incident, wanted)
        city.do(supply.approve, "chenyu", number, *how)
        row = city.ask(lambda s: s.get_one(SupplyRequestRow, number))
        return row.budget_line_id, row.over_budget

    named = replace(MONEY, budget_line_id=budget)
    assert approved(named) == (budget, None)
    assert approved(named, other) == (other, None)
    assert approved(named, None, "不用例外") == (budget, None)
    with pytest.raises(RuleBroken, match="没有写明预算科目"):
        approved(MONEY)
    assert approved(MONEY, None, " 灾情紧急 ") == (None, "灾情紧急")
    assert approved(replace(CARS, budget_line_id=budget)) == (None, None)  # it costs nothing
    with pytest.raises(RuleBroken, match="没有编号为 99 的预算"):
        approved(MONEY, 99)


def test_what_costs_money_is_the_commanders_too(city, incident, budget):
    request = city.do(supply.ask, "maxiao", incident, replace(CARS, money_cents=50_000))
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(supply.approve, "gaoyuan", request, budget)
    city.do(supply.approve, "chenyu", request, budget)
    assert state(city, incident, request) is State.APPROVED


def test_money_waits_for_the_commander_and_a_car_for_the_logistics_group(city, incident):
    car = city.do(supply.ask, "maxiao", incident, CARS)
    money = city.do(supply.ask, "gaoyuan", incident, MONEY)

    def waits(login):
        items = city.ask(todo, getattr(city, login), city.db.clock())
        return [item.subject_id for item in items if item.kind is TodoKind.SUPPLY]

    assert waits("chenyu") == [money]
    assert car in waits("gaoyuan")
    assert waits("maxiao") == []


def test_only_who_asked_takes_it_back_and_only_before_the_decision(city, incident):
    request = city.do(supply.ask, "maxiao", incident, CARS)
    with pytest.raises(RuleBroken, match="马骁"):
        city.do(supply.withdraw, "wuyue", request)
    city.do(supply.withdraw, "maxiao", request)
    other = city.do(supply.ask, "maxiao", incident, CARS)
    city.do(supply.approve, "gaoyuan", other)
    with pytest.raises(RuleBroken, match="已批准（高原）"):
        city.do(supply.withdraw, "maxiao", other)


def test_the_second_to_decide_is_told_who_was_first(city, incident):
    request = city.do(supply.ask, "maxiao", incident, CARS)
    city.do(supply.refuse, "gaoyuan", request, "车都派出了")
    with pytest.raises(RuleBroken, match="未予批准（高原）"):
        city.do(supply.approve, "luomin", request)


def test_a_refusal_says_why(city, incident):
    request = city.do(supply.ask, "maxiao", incident, CARS)
    with pytest.raises(RuleBroken, match="理由"):
        city.do(supply.refuse, "gaoyuan", request, " ")
    city.do(supply.refuse, "gaoyuan", request, "车都派出了")
    [line] = board(city, incident, "maxiao").lines
    assert (line.state, line.note) == (State.REFUSED, "车都派出了")


def test_what_is_eaten_is_not_given_back(city, incident):
    meal = Wanted(Kind.MEAL, "盒饭", 40, "份", "午餐")
    request = city.do(supply.ask, "maxiao", incident, meal)
    city.do(supply.approve, "gaoyuan", request)
    city.do(supply.deliver, "gaoyuan", request)
    with pytest.raises(RuleBroken, match="餐饮不需要归还"):
        city.do(supply.give_back, "gaoyuan", request)


def test_who_keeps_no_stock_sees_his_own_and_his_groups(city, incident):
    mine = city.do(supply.ask, "hewenjing", incident, replace(CARS, for_group=None))
    city.do(supply.ask, "gaoyuan", incident, MONEY)
    for_onsite = city.do(supply.ask, "zhoulan", incident, CARS)
    assert [x.id for x in board(city, incident, "hewenjing").lines] == [mine]
    assert [x.id for x in board(city, incident, "wuyue").lines] == [for_onsite]
    assert len(board(city, incident, "tanjing").lines) == 3
    assert board(city, incident, "hewenjing").refusal is not None


def test_what_was_needed_by_now_is_late_and_first(city, incident):
    city.do(supply.ask, "maxiao", incident, CARS)
    late = city.do(supply.ask, "maxiao", incident, replace(CARS, needed_at=ago(city, minutes=1)))
    lines = board(city, incident).lines
    assert (lines[0].id, lines[0].late) == (late, True)
    assert not lines[1].late


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": 0}, "数量"),
        ({"amount": 100_001}, "数量"),
        ({"item": "\0"}, "名称"),
        ({"reason": " "}, "用途"),
        ({"unit": "字" * 11}, "单位"),
        ({"money_cents": 0}, "金额"),
        ({"money_cents": -5}, "金额"),
        ({"money_cents": 10**16}, "金额"),
    ],
)
def test_a_request_that_cannot_be_is_refused(city, incident, fields, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(supply.ask, "maxiao", incident, replace(CARS, **fields))
    assert board(city, incident).lines == ()


def test_money_without_a_sum_is_refused(city, incident):
    with pytest.raises(RuleBroken, match="写明金额"):
        city.do(supply.ask, "gaoyuan", incident, replace(MONEY, money_cents=None))


def test_who_refuses_money_has_answered_it_and_what_is_taken_back_was_never_asked(city, incident):
    refused = city.do(supply.ask, "gaoyuan", incident, MONEY)
    back = city.do(supply.ask, "gaoyuan", incident, MONEY)
    cars = city.do(supply.ask, "maxiao", incident, CARS)
    city.do(supply.refuse, "chenyu", refused, "从公用经费列支")
    city.do(supply.withdraw, "gaoyuan", back)
    city.do(supply.withdraw, "maxiao", cars)
    book = city.ask(lambda s: obligations_of(s, incident, now(s)))
    codes = "money_approve", "supply_deliver"
    assert {(r.about, r.state, r.done_by) for r in book if r.code in codes} == {
        (f"supply_request:{refused}", ObligationState.DONE, "陈屿"),
        (f"supply_request:{back}", ObligationState.CEASED, ""),
        (f"supply_request:{cars}", ObligationState.CEASED, ""),
    }


def test_money_that_was_approved_and_not_to_be_had_stays_approved(city, incident, budget):
    request = city.do(supply.ask, "gaoyuan", incident, MONEY)
    city.do(supply.approve, "chenyu", request, budget)
    city.do(supply.refuse, "gaoyuan", request, "另有捐赠")
    book = {r.code: r for r in city.ask(lambda s: obligations_of(s, incident, now(s)))}
    approved = book["money_approve"]
    assert (approved.state, approved.done_by) == (ObligationState.DONE, "陈屿")
    assert book["supply_deliver"].state is ObligationState.CEASED


def test_a_request_that_is_not_there_is_said_so(city, incident):
    with pytest.raises(RuleBroken, match="没有编号为 99"):
        city.do(supply.approve, "gaoyuan", 99)


def test_the_needed_time_comes_back_to_the_minute(city, incident):
    at = city.db.clock() + timedelta(hours=1)
    city.do(supply.ask, "maxiao", incident, replace(CARS, needed_at=at))
    assert board(city, incident).lines[0].needed_at == at
