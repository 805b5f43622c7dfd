"""Cells of 应急资金: the budget, and what the bureau itself asks of it."""

from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from tests.services.cells import cell


def nothing(scene, actor):
    return {}


def year(scene):
    return local(scene.city.db.clock()).year


def a_budget(scene):
    scene.notes["line"] = scene.act(fund.set_budget, "chenyu", year(scene), "现场处置", 10_000_000)


def asked_as(login):
    def asked(scene):
        a_budget(scene)
        new = Asked(scene.notes["line"], "防护用品", 800_000, "补库")
        scene.notes["request"] = scene.act(fund.ask, login, new)

    return asked


asked = asked_as("luomin")


def approved(scene):
    asked(scene)
    scene.act(fund.approve, "chenyu", scene.notes["request"])


@cell(Action.MONEY_APPROVE, about=nothing)
def set_a_budget(scene, actor):
    fund.set_budget(scene.session, actor, year(scene), "检验检测", 5_000_000)


@cell(Action.MONEY_APPROVE, about=nothing, before=a_budget)
def change_a_budget(scene, actor):
    fund.change_budget(scene.session, actor, scene.notes["line"], 1_000_000, "追加")


@cell(Action.MONEY_WRITE, about=nothing, before=a_budget)
def ask_for_money_of_the_bureau(scene, actor):
    fund.ask(scene.session, actor, Asked(scene.notes["line"], "快检试剂", 320_000, "抽检"))


@cell(Action.MONEY_APPROVE, about=nothing, before=asked)
def approve_money_of_the_bureau(scene, actor):
    fund.approve(scene.session, actor, scene.notes["request"])


@cell(Action.MONEY_APPROVE, about=nothing, before=asked)
def refuse_money_of_the_bureau(scene, actor):
    fund.refuse(scene.session, actor, scene.notes["request"], "年底前不再采购")


@cell(Action.MONEY_WRITE, about=nothing, before=approved)
def pay_for_the_bureau(scene, actor):
    fund.spend(scene.session, actor, scene.notes["request"], 790_000, "记-12")


@cell(Action.MONEY_WRITE, about=nothing, before=approved)
def not_pay_after_all(scene, actor):
    fund.refuse(scene.session, actor, scene.notes["request"], "已有捐赠")
