"""Cells of the groups in the field: sites, logistics, evidence, cases, law; and the plan's data."""

from datetime import date, timedelta

from commandcenter.domain.command.casework import ActKind, CaseState
from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind as Supply
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.rights import Action
from commandcenter.queries.command.casework import case_board
from commandcenter.queries.command.evidence import shelf
from commandcenter.queries.command.supply import supply_board
from commandcenter.services.command import casework, evidence, legal, site, supply
from commandcenter.services.command.casework import CaseMove, Extension, NewAct, NewCase
from commandcenter.services.command.evidence import File, Handing, Piece
from commandcenter.services.command.site import NewPlace, SiteReport
from commandcenter.services.command.supply import Wanted
from commandcenter.services.guard import rights
from commandcenter.services.plan import plan_data
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.tables.command.site import LegalQuestionRow
from commandcenter.store.tables.files import StoredFileRow
from tests.city import EAST
from tests.services.cells import cell
from tests.services.cells_base import own_office
from tests.services.cells_fund import a_budget

SHA = "a" * 64


def anywhere(scene, actor):
    """The right asks neither group nor county."""
    return {}


def ago(scene, minutes=5):
    return scene.city.db.clock() - timedelta(minutes=minutes)


# ---- sites ----


@cell(Action.SITE_REPORT)
def report_from_a_place(scene, actor):
    site.report(scene.session, actor, scene.incident, SiteReport(Mood.CALM, place="东门"))


@cell(Action.SITE_REPORT)
def add_a_place(scene, actor):
    site.add_place(scene.session, actor, scene.incident, NewPlace("东门", EAST))


def a_place(scene):
    scene.notes["place"] = scene.act(
        site.add_place, "maxiao", scene.incident, NewPlace("东门", EAST)
    )


@cell(Action.SITE_REPORT, before=a_place)
def take_a_place_out(scene, actor):
    site.take_out_place(scene.session, actor, scene.notes["place"], "重复登记")


# ---- logistics ----

CARS = Wanted(Supply.VEHICLE, "执法车", 2, "辆", "增援")
MONEY = Wanted(Supply.MONEY, "饮水和午餐", 1, "笔", "登记点", 860_000)


def asked(wanted, login="zhoulan", *, approved=False, delivered=False):
    """A request by somebody else; approved and delivered by the commander and a deputy."""

    def before(scene):
        request = scene.act(supply.ask, login, scene.incident, wanted)
        if wanted is MONEY:
            a_budget(scene)
        if approved:
            scene.act(supply.approve, "chenyu", request, scene.notes.get("line"))
        if delivered:
            scene.act(supply.deliver, "luomin", request)
        scene.notes["request"] = request

    return before


@cell(Action.WRITE_LOG, about=own_office)
def ask_for_a_car(scene, actor):
    supply.ask(scene.session, actor, scene.incident, CARS)


@cell(Action.MONEY_WRITE, about=anywhere)
def ask_for_money(scene, actor):
    supply.ask(scene.session, actor, scene.incident, MONEY)


@cell(Action.STOCK_WRITE, about=anywhere, before=asked(CARS))
def approve_a_car(scene, actor):
    supply.approve(scene.session, actor, scene.notes["request"])


@cell(Action.STOCK_WRITE, about=anywhere, before=asked(CARS))
def refuse_a_car(scene, actor):
    supply.refuse(scene.session, actor, scene.notes["request"], "没有车")


@cell(Action.STOCK_WRITE, about=anywhere, before=asked(CARS, approved=True))
def say_that_the_approved_car_cannot_be_had(scene, actor):
    supply.refuse(scene.session, actor, scene.notes["request"], "车坏了")


@cell(Action.STOCK_WRITE, about=anywhere, before=asked(CARS, approved=True))
def deliver_a_car(scene, actor):
    supply.deliver(scene.session, actor, scene.notes["request"])


@cell(Action.STOCK_WRITE, about=anywhere, before=asked(CARS, approved=True, delivered=True))
def take_a_car_back(scene, actor):
    supply.give_back(scene.session, actor, scene.notes["request"])


@cell(Action.MONEY_APPROVE, about=anywhere, before=asked(MONEY, "luomin"))
def approve_money(scene, actor):
    supply.approve(scene.session, actor, scene.notes["request"], scene.notes["line"])


@cell(Action.MONEY_APPROVE, about=anywhere, before=asked(MONEY, "luomin"))
def refuse_money(scene, actor):
    supply.refuse(scene.session, actor, scene.notes["request"], "从公用经费列支")


@cell(Action.MONEY_WRITE, about=anywhere, before=asked(MONEY, "luomin", approved=True))
def pay_money(scene, actor):
    supply.deliver(scene.session, actor, scene.notes["request"], "", 850_000, "记-12")


def sees(scene, actor, action):
    """What the actor does not see is refused in the words of the matrix."""
    board = supply_board(scene.session, actor, scene.incident, scene.city.db.clock())
    if scene.notes["request"] not in [line.id for line in board.lines]:
        rights(scene.session).require(actor, action)
        raise RuleBroken("看不到这项需求")


@cell(Action.STOCK_READ, about=anywhere, before=asked(CARS))
def see_what_others_asked_for(scene, actor):
    sees(scene, actor, Action.STOCK_READ)


@cell(Action.MONEY_READ, about=anywhere, before=asked(MONEY, "luomin"))
def see_the_money_asked_for(scene, actor):
    sees(scene, actor, Action.MONEY_READ)


# ---- evidence ----


def piece(scene, **fields):
    values = {
        "kind": Kind.PHOTO,
        "title": "会员合同",
        "collectors": ("何文静", "方舟"),
        "collected_at": ago(scene),
        "place": "城东店",
        "carrier": "证据室",
    }
    return Piece(**(values | fields))


def shelved(scene):
    scene.session.add(StoredFileRow(sha256=SHA, size=3, complete=True))
    file = File(SHA, "合同.jpg", 3, stored=True)
    scene.notes["piece"] = scene.act(
        evidence.add, "hewenjing", scene.incident, piece(scene, file=file)
    )


@cell(Action.EVIDENCE_WRITE, about=anywhere)
def add_a_piece(scene, actor):
    evidence.add(scene.session, actor, scene.incident, piece(scene))


@cell(Action.EVIDENCE_WRITE, about=anywhere, before=shelved)
def hand_a_piece_on(scene, actor):
    handing = Handing("何文静、方舟", "周明", "证据室", "入库", scene.city.db.clock())
    evidence.hand_over(scene.session, actor, scene.notes["piece"], handing)


@cell(Action.EVIDENCE_READ, about=anywhere, before=shelved)
def look_for_the_same_file(scene, actor):
    evidence.known_by_hash(scene.session, actor, scene.incident, SHA)


@cell(Action.EVIDENCE_READ, about=anywhere, before=shelved)
def ask_for_the_file(scene, actor):
    evidence.file_of(scene.session, actor, scene.notes["piece"])


@cell(Action.EVIDENCE_READ, about=anywhere, before=shelved)
def note_that_it_was_read(scene, actor):
    evidence.note_reading(scene.session, actor, scene.notes["piece"], whole=True)


@cell(Action.EVIDENCE_READ, about=anywhere)
def note_that_the_list_was_exported(scene, actor):
    evidence.note_export(scene.session, actor, scene.incident)


@cell(Action.EVIDENCE_READ, about=anywhere, before=shelved)
def see_the_shelf(scene, actor):
    shown = shelf(scene.session, actor, scene.incident, scene.city.db.clock())
    if shown.refusal:
        assert shown.pieces == ()
        raise shown.refusal
    assert shown.pieces


@cell(Action.EVIDENCE_READ, about=anywhere)
def see_the_cases(scene, actor):
    board = case_board(scene.session, actor, scene.incident, scene.city.db.clock())
    if board.refusal:
        raise board.refusal


# ---- cases ----


def a_case(scene):
    new = NewCase("悦力工场公司", "预付式消费欺诈", ago(scene), ("何文静", "方舟"))
    scene.notes["case"] = scene.act(casework.register_case, "hewenjing", scene.incident, new)


def an_act(scene):
    a_case(scene)
    new = NewAct(ActKind.SEAL, ago(scene), "查封库房")
    [scene.notes["act"]] = scene.act(casework.register_act, "hewenjing", scene.notes["case"], new)


@cell(Action.EVIDENCE_WRITE, about=anywhere)
def register_a_case(scene, actor):
    new = NewCase("悦力工场公司", "虚假宣传", ago(scene))
    casework.register_case(scene.session, actor, scene.incident, new)


@cell(Action.EVIDENCE_WRITE, about=anywhere, before=a_case)
def move_a_case(scene, actor):
    move = CaseMove(CaseState.FILED, scene.city.db.clock(), "澄市监立〔2026〕1号")
    casework.move_case(scene.session, actor, scene.notes["case"], move)


@cell(Action.EVIDENCE_WRITE, about=anywhere, before=a_case)
def register_an_act(scene, actor):
    new = NewAct(ActKind.SEAL, ago(scene), "查封库房")
    casework.register_act(scene.session, actor, scene.notes["case"], new)


@cell(Action.EVIDENCE_WRITE, about=anywhere, before=an_act)
def extend_an_act(scene, actor):
    extension = Extension("陈屿", scene.city.db.clock(), "澄市监延〔2026〕1号")
    casework.extend_act(scene.session, actor, scene.notes["act"], extension)


@cell(Action.EVIDENCE_WRITE, about=anywhere, before=an_act)
def settle_an_act(scene, actor):
    casework.settle_act(scene.session, actor, scene.notes["act"], casework.Outcome("已解除"))


# ---- law ----


def a_question(scene):
    scene.notes["question"] = scene.act(legal.ask, "zhoulan", scene.incident, "能否先行登记保存？")


def an_answer(scene):
    """A question answered already; nobody of the small bureau may, so the row says so."""
    a_question(scene)
    row = scene.session.get_one(LegalQuestionRow, scene.notes["question"])
    row.answer, row.basis = "可以", "行政处罚法第五十六条"
    row.answered_by, row.answered_at = "邓清", scene.city.db.clock()


@cell(Action.WRITE_LOG, about=own_office)
def ask_a_question(scene, actor):
    legal.ask(scene.session, actor, scene.incident, "能否先行登记保存？")


@cell(Action.ANSWER_LEGAL, about=anywhere, before=a_question)
def answer_a_question(scene, actor):
    legal.answer(scene.session, actor, scene.notes["question"], "可以", "行政处罚法第五十六条")


@cell(Action.ANSWER_LEGAL, about=anywhere, before=an_answer)
def amend_an_answer(scene, actor):
    row = scene.session.get_one(LegalQuestionRow, scene.notes["question"])
    legal.answer(scene.session, actor, row.id, "可以", "第五十六条", amends=row.answered_at)


# ---- the plan's data ----


@cell(Action.EDIT_PLAN, about=anywhere)
def set_a_value_of_the_plan(scene, actor):
    change = ItemChange("setting", "silent_county_minutes", {"value": 90, "source": "局务会"})
    seen = version_in_force(scene.session)
    plan_data.amend(scene.session, actor, [change], "演练发现过密", seen)


@cell(Action.EDIT_PLAN, about=anywhere)
def set_a_working_day(scene, actor):
    plan_data.set_working_day(
        scene.session,
        actor,
        date(2026, 11, 27),
        rest=True,
        title="调休",
        source="通知",
        proposal=False,
        reason="按通知",
        seen=version_in_force(scene.session),
    )


NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。
"""


@cell(Action.EDIT_PLAN, about=anywhere)
def set_the_holidays_of_a_year(scene, actor):
    plan_data.set_holidays(
        scene.session,
        actor,
        NOTICE,
        proposal=False,
        reason="按通知",
        seen=version_in_force(scene.session),
    )
