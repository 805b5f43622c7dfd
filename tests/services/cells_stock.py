"""Cells of the stock: items, movements, stock-taking, checks."""

from datetime import timedelta

from commandcenter.domain.rights import Action
from commandcenter.domain.support.stock import InWay, NewItem, StockKind
from commandcenter.queries.support.stock import stock_board
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from tests.services.cells import cell

RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部", minimum=2)
CAR = NewItem("应急车", StockKind.VEHICLE, "车库", "辆", plate="澄A·7306", driver="田佳")


def anywhere(scene, actor):
    return {}


def entered(scene):
    scene.notes["item"] = scene.act(stock.add, "luomin", RADIO, 5)


def out(scene, **fields):
    due = scene.city.db.clock() + timedelta(hours=8)
    return HandOut(scene.notes["item"], 2, "石军", "现场处置组", due_at=due, **fields)


def lent(scene):
    entered(scene)
    scene.notes["out"] = scene.act(stock.hand_out, "luomin", out(scene))


@cell(Action.STOCK_WRITE, about=anywhere)
def enter_an_item(scene, actor):
    stock.add(scene.session, actor, CAR, 1)


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def correct_an_item(scene, actor):
    other = NewItem("对讲机", StockKind.RADIO, "应急库房", "部", minimum=3)
    stock.edit(scene.session, actor, scene.notes["item"], other, None)


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def take_in(scene, actor):
    stock.take_in(scene.session, actor, scene.notes["item"], 3, InWay.BOUGHT, "发票 20261101")


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def hand_out(scene, actor):
    stock.hand_out(scene.session, actor, out(scene))


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def hand_out_for_an_incident(scene, actor):
    stock.hand_out(scene.session, actor, out(scene, words="登记点通信"), scene.incident)


def parked(scene):
    scene.notes["item"] = scene.act(stock.add, "luomin", CAR, 1)


@cell(Action.STOCK_WRITE, about=anywhere, before=parked)
def send_a_vehicle_out(scene, actor):
    due = scene.city.db.clock() + timedelta(hours=8)
    out = HandOut(scene.notes["item"], 1, "马骁", due_at=due, driver="田佳", mileage=41_200)
    stock.hand_out(scene.session, actor, out)


@cell(Action.STOCK_WRITE, about=anywhere, before=parked)
def register_the_inspection_of_a_vehicle(scene, actor):
    until = scene.city.db.clock() + timedelta(days=365)
    stock.check(scene.session, actor, scene.notes["item"], stock.Check("年检合格", until))


@cell(Action.STOCK_WRITE, about=anywhere, before=lent)
def take_back(scene, actor):
    stock.take_back(scene.session, actor, scene.notes["out"], Back(2))


@cell(Action.STOCK_WRITE, about=anywhere, before=lent)
def remind(scene, actor):
    stock.remind(scene.session, actor, scene.notes["out"], "电话催还，答复今日送回")


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def scrap(scene, actor):
    stock.scrap(scene.session, actor, scene.notes["item"], 1, "电池鼓包")


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def count(scene, actor):
    stock.count(scene.session, actor, scene.notes["item"], 4, "少一部，待查")


@cell(Action.STOCK_WRITE, about=anywhere, before=entered)
def check(scene, actor):
    stock.check(scene.session, actor, scene.notes["item"], stock.Check("逐部试通，正常"))


@cell(Action.STOCK_WRITE, about=anywhere, before=lambda scene: emptied(scene))
def retire(scene, actor):
    stock.retire(scene.session, actor, scene.notes["item"])


def emptied(scene):
    entered(scene)
    scene.act(stock.scrap, "luomin", scene.notes["item"], 5, "到期")


def wanted(scene):
    entered(scene)
    radios = Wanted(supply.Kind.EQUIPMENT, "对讲机", 2, "部", "登记点通信")
    scene.notes["request"] = scene.act(supply.ask, "maxiao", scene.incident, radios)
    scene.act(supply.approve, "luomin", scene.notes["request"])


@cell(Action.STOCK_WRITE, about=anywhere, before=wanted)
def deliver_a_request_from_the_stock(scene, actor):
    supply.deliver(scene.session, actor, scene.notes["request"], outs=[out(scene)])


def delivered(scene):
    wanted(scene)
    scene.act(supply.deliver, "luomin", scene.notes["request"], outs=[out(scene)])


@cell(Action.STOCK_WRITE, about=anywhere, before=delivered)
def take_back_what_a_request_was_given(scene, actor):
    supply.give_back(scene.session, actor, scene.notes["request"])


@cell(Action.STOCK_READ, about=anywhere, before=lent)
def see_the_stock(scene, actor):
    board = stock_board(scene.session, actor, scene.city.db.clock())
    if board.refusal is not None:
        raise board.refusal
