"""Cells of 宣传教育: activities, research, the gates of a typical case."""

from datetime import timedelta

from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.publicity.activities import HeldActivity, NewActivity
from commandcenter.domain.publicity.research import NewResearch
from commandcenter.domain.rights import Action
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.services.aftermath import typical_case
from commandcenter.services.publicity import activities, case_gates, research
from commandcenter.services.support import partners
from commandcenter.store.publicity.case_gate import sha256_of
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.publicity.publicity import PublicityRow
from tests.services.cells import cell
from tests.services.cells_aftermath import ended

DAY = timedelta(days=1)


def of_the_city(scene, actor):
    return {}


def of_onsite(scene, actor):
    return {"group": Group.ONSITE}


def new(scene, **fields):
    values = {
        "kind": "advice", "topic": "现场咨询", "audience": "消费者", "place": "市民广场",
        "group": Group.ONSITE, "day": local(scene.city.db.clock()).date() + 20 * DAY,
    }  # fmt: skip
    return NewActivity(**(values | fields))


def held(scene, **fields):
    values = {
        "held_at": scene.city.db.clock() - DAY, "place": "市民广场", "audience": "消费者",
        "materials": "维权指南", "copies": 200, "reached": 180, "result": "",
    }  # fmt: skip
    return HeldActivity(**(values | fields))


@cell(Action.KEEP_PUBLICITY, about=of_the_city)
def plan_an_activity(scene, actor):
    activities.plan(scene.session, actor, new(scene))


@cell(Action.KEEP_PUBLICITY, about=of_the_city)
def plan_a_week(scene, actor):
    activities.plan_all(scene.session, actor, [new(scene), new(scene, topic="进社区")])


def planned(scene):
    scene.notes["activity"] = scene.act(activities.plan, "luomin", new(scene))


@cell(Action.KEEP_PUBLICITY, about=of_the_city, before=planned)
def move_an_activity(scene, actor):
    moved = new(scene, place="东湖广场")
    activities.change(scene.session, actor, scene.notes["activity"], moved, 1)


@cell(Action.KEEP_PUBLICITY, about=of_the_city, before=planned)
def call_off_an_activity(scene, actor):
    activities.call_off(scene.session, actor, scene.notes["activity"], "场地另有安排")


@cell(Action.HOLD_PUBLICITY, about=of_onsite, before=planned)
def register_an_activity_that_was_held(scene, actor):
    activities.hold(scene.session, actor, scene.notes["activity"], held(scene))


@cell(Action.HOLD_PUBLICITY, about=of_onsite)
def register_an_activity_that_nobody_planned(scene, actor):
    activities.hold_unplanned(scene.session, actor, new(scene), held(scene))


def study(scene, **fields):
    today = local(scene.city.db.clock()).date()
    values = {
        "partner_id": scene.notes["partner"], "topic": "预警模型", "contact": "许知远",
        "starts_on": today, "ends_on": today + 90 * DAY,
    }  # fmt: skip
    return NewResearch(**(values | fields))


def a_partner(scene):
    partner = NewPartner("research", "澄州理工学院", "易书航", "0990-1", "文本分析")
    scene.notes["partner"] = scene.act(partners.enter, "liwei", partner)


def studied(scene):
    a_partner(scene)
    scene.notes["research"] = scene.act(research.take_up, "luomin", study(scene))


@cell(Action.KEEP_PUBLICITY, about=of_the_city, before=a_partner)
def take_up_a_research(scene, actor):
    research.take_up(scene.session, actor, study(scene))


@cell(Action.KEEP_PUBLICITY, about=of_the_city, before=studied)
def change_a_research(scene, actor):
    research.change(scene.session, actor, scene.notes["research"], study(scene, topic="模型"), 1)


@cell(Action.KEEP_PUBLICITY, about=of_the_city, before=studied)
def finish_a_research(scene, actor):
    research.finish(scene.session, actor, scene.notes["research"], "已交付")


@cell(Action.KEEP_PUBLICITY, about=of_the_city, before=studied)
def end_a_research(scene, actor):
    research.end(scene.session, actor, scene.notes["research"], "经费未落实")


def was_held(scene):
    planned(scene)
    scene.act(activities.hold, "luomin", scene.notes["activity"], held(scene))


@cell(Action.HOLD_PUBLICITY, about=of_onsite, before=was_held)
def correct_an_activity(scene, actor):
    at = scene.session.get_one(PublicityRow, scene.notes["activity"]).held_at
    now = held(scene, held_at=at, reached=200)
    activities.correct(scene.session, actor, scene.notes["activity"], now, 2)


NAME = "某人"  # of whoever is tried


def by_another(scene, actor):
    return {"author_id": scene.city.zhoulan.person_id}


def by_nobody(scene, actor):
    return {"author_id": 0}


def sha(scene):
    return sha256_of(scene.session.get_one(TypicalCaseRow, scene.notes["case"]))


def somebody(scene, role, group=None):
    """Of the register, who wrote none of it."""
    return Actor(scene.city.liwei.person_id, "y", "他人", frozenset({Grant(role, group)}))


def case_written(scene):
    ended(scene)
    case = scene.act(typical_case.draft, "zhoulan", scene.incident)
    scene.act(typical_case.edit, "zhoulan", case, "某机构停业案", "某机构停业，已立案查处。", 1)
    scene.notes["case"] = case


def case_sent(scene):
    case_written(scene)
    scene.act(case_gates.submit, "zhoulan", scene.notes["case"], sha(scene))


def case_legal(scene):
    case_sent(scene)
    lawyer = somebody(scene, Role.LEADER, Group.LEGAL)
    case_gates.pass_legality(scene.session, lawyer, scene.notes["case"], sha(scene))


def case_secret(scene):
    case_legal(scene)
    clerk = somebody(scene, Role.CLERK)
    case_gates.pass_secrecy(scene.session, clerk, scene.notes["case"], sha(scene))


def case_signed(scene):
    case_secret(scene)
    scene.act(case_gates.approve, "chenyu", scene.notes["case"], sha(scene), "陈屿")


def case_out(scene):
    case_signed(scene)
    opinion = somebody(scene, Role.LEADER, Group.OPINION)
    case_gates.publish(scene.session, opinion, scene.notes["case"], sha(scene), out(scene))


def out(scene):
    return case_gates.Publication(["官方网站"], scene.city.db.clock(), "第1期")


@cell(Action.DRAFT_CASE, about=of_the_city, before=case_written)
def hand_in_a_case(scene, actor):
    case_gates.submit(scene.session, actor, scene.notes["case"], sha(scene))


@cell(Action.DRAFT_CASE, about=of_the_city, before=case_sent)
def withdraw_a_case(scene, actor):
    case_gates.withdraw(scene.session, actor, scene.notes["case"], "案情重复")


@cell(Action.CHECK_RELEASE, about=of_the_city, before=case_sent)
def check_whether_a_case_is_lawful(scene, actor):
    case_gates.pass_legality(scene.session, actor, scene.notes["case"], sha(scene))


@cell(Action.CHECK_RELEASE, about=of_the_city, before=case_sent)
def send_a_case_back_to_its_writer(scene, actor):
    case_gates.send_back(scene.session, actor, scene.notes["case"], sha(scene), "依据不足")


@cell(Action.CHECK_SECRECY, about=by_another, before=case_legal)
def check_what_a_case_must_not_tell(scene, actor):
    case_gates.pass_secrecy(scene.session, actor, scene.notes["case"], sha(scene))


@cell(Action.APPROVE_RELEASE, about=by_another, before=case_secret)
def sign_a_case(scene, actor):
    case_gates.approve(scene.session, actor, scene.notes["case"], sha(scene), NAME)


@cell(Action.PUBLISH_RELEASE, about=of_the_city, before=case_signed)
def publish_a_case(scene, actor):
    case_gates.publish(scene.session, actor, scene.notes["case"], sha(scene), out(scene))


@cell(Action.APPROVE_RELEASE, about=by_nobody, before=case_out)
def revoke_a_case(scene, actor):
    case_gates.revoke(scene.session, actor, scene.notes["case"], "处罚决定被撤销")
