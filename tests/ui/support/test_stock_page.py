"""保障 · 物资装备: handed out and given back by hand, found by its label, seen to from 先办."""

import pytest

from commandcenter.domain.command.supply import Kind, State
from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.queries.command.supply import supply_board
from commandcenter.queries.support.stock import stock_board
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import stock
from tests.field import add_people

RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部", minimum=2)
SEAL = NewItem("封条", StockKind.EVIDENCE, "机关库房", "张", used_up=True, minimum=200)


@pytest.fixture
def stocked(small_city):
    add_people(small_city)
    radio = small_city.do(stock.add, "gaoyuan", RADIO, 12)
    small_city.do(stock.add, "gaoyuan", SEAL, 120)
    return radio


def page(at_desk, login="gaoyuan"):
    desk = at_desk(login)
    desk.click("rail_support")
    tabs = desk.window.pages.support.tabs
    return desk, tabs


def line(city, name="对讲机"):
    lines = city.ask(stock_board, city.gaoyuan, city.db.clock()).lines
    return next(each for each in lines if each.name == name)


def test_an_item_is_handed_out_and_given_back(at_desk, small_city, stocked):
    desk, tabs = page(at_desk)
    tabs.show_tab("stock")
    desk.until(lambda: len(tabs.stock.ledger.lines) == 2)
    assert "品种 2 · 领用在外 0 件 · 逾期未还 0 件 · 低于最低 1 种" in tabs.stock.note(
        tabs.stock.board
    )
    tabs.stock.ledger.choose(stocked)
    desk.click("act_out")
    form = desk.dialog()
    form.amount.edit.setText("4")
    form.taker.setEditText("石军")
    desk.click("primary")
    desk.until(lambda: line(small_city).lent == 4)
    desk.until(lambda: tabs.stock.ledger.line(stocked).cells[2].words == "8")
    desk.click("act_back")
    form = desk.dialog()
    assert form.amount.value() == 4
    desk.click("primary")
    desk.until(lambda: line(small_city).on_hand == 12)


def test_a_label_that_is_scanned_opens_its_line(at_desk, small_city, stocked):
    desk, tabs = page(at_desk)
    tabs.show_tab("stock")
    desk.until(lambda: len(tabs.stock.ledger.lines) == 2)
    assert tabs.stock.ledger.chosen_id != stocked  # 封条 are short, and stand first
    tabs.stock.scan.setText(line(small_city).code)
    tabs.stock.scan.returnPressed.emit()
    assert tabs.stock.ledger.chosen_id == stocked
    assert tabs.stock.scan.text() == ""


def test_what_is_short_is_counted_on_the_rail_and_filled_up_from_first(
    at_desk, small_city, stocked
):
    desk, tabs = page(at_desk)
    desk.until(lambda: tabs.first.late.text() == "2")  # people of groups lack a certificate, too
    desk.until(lambda: desk.widget("rail_support").accessibleName() == "保障，2 项")
    seal = line(small_city, "封条").id
    desk.until_sees(f"first_stock_{seal}_in")
    desk.click(f"first_stock_{seal}_in")
    desk.until_sees("primary")
    form = desk.dialog()
    assert form.amount.value() == 80
    desk.click("primary")
    desk.until(lambda: line(small_city, "封条").on_hand == 200)
    desk.until(lambda: desk.widget("rail_support").accessibleName() == "保障，1 项")


def test_who_may_not_see_the_stock_is_told_so(at_desk, small_city, stocked):
    desk, tabs = page(at_desk, "maxiao")
    tabs.show_tab("stock")
    desk.until(lambda: tabs.stock.board is not None)
    assert not tabs.stock.scan.isVisible()
    assert tabs.stock.ledger.lines == ()


def test_a_request_is_delivered_from_the_stock_on_its_own_page(at_desk, small_city, stocked):
    city = small_city
    incident = city.register()
    city.activate(incident)
    wanted = Wanted(Kind.EQUIPMENT, "对讲机", 3, "部", "登记点通信")
    request = city.do(supply.ask, "maxiao", incident, wanted)
    city.do(supply.approve, "gaoyuan", request)
    desk = at_desk("gaoyuan")
    desk.window.show_incident(incident)
    desk.window.pages.incident.go("site", "supply", request)
    desk.until_sees("act_deliver")
    desk.click("act_deliver")
    form = desk.dialog()
    assert form.item.currentText().startswith("对讲机")
    desk.click("primary")
    desk.until(lambda: line(city).lent == 3)

    def state():
        return city.ask(supply_board, city.gaoyuan, incident, city.db.clock()).lines[0].state

    assert state() is State.DELIVERED
    desk.until_sees("act_give_back")
    desk.click("act_give_back")
    desk.click("primary")
    desk.until(lambda: state() is State.RETURNED)
    assert line(city).on_hand == 12


def test_the_page_is_there_while_one_looks_back(at_desk, small_city, stocked):
    city = small_city
    incident = city.register()
    city.activate(incident)
    desk = at_desk("gaoyuan")
    desk.window.show_incident(incident)
    desk.window.replayer.start(incident)
    desk.until(lambda: desk.window.replayer.active and desk.window.replayer.settled)
    desk.window.show_page("support")
    tabs = desk.window.pages.support.tabs
    tabs.show_tab("stock")
    desk.until(lambda: len(tabs.stock.ledger.lines) == 2)
    desk.until(
        lambda: not desk.widget("want_out").isEnabled() or bool(desk.widget("want_out").toolTip())
    )
    desk.window.replayer.leave()
    desk.until(lambda: not desk.window.replayer.active)
