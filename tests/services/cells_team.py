"""Cells of 人员保障: certificates, training, the register of partners."""

from datetime import timedelta

from commandcenter.domain.org import Group
from commandcenter.domain.rights import Action
from commandcenter.domain.support.certificates import NewCertificate
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.support.training import HeldTraining, NewTraining, TrainingResult
from commandcenter.domain.times import local
from commandcenter.services.support import certificates, partners, training
from commandcenter.store.tables.support.team import TrainingRow
from tests.services.cells import cell

DAY = timedelta(days=1)


def of_onsite(scene, actor):
    return {"group": Group.ONSITE}


def of_the_city(scene, actor):
    return {}


def wuyue(scene):
    return scene.city.wuyue.person_id


def certificate(scene, **fields):
    today = local(scene.city.db.clock()).date()
    values = {
        "skill": "enforcement", "number": "ZF-0001", "issued_on": today - 300 * DAY,
        "expires_on": today + 300 * DAY,
    }  # fmt: skip
    return NewCertificate(**(values | fields))


@cell(Action.KEEP_TEAM, about=of_onsite)
def register_a_certificate(scene, actor):
    certificates.register(scene.session, actor, wuyue(scene), certificate(scene))


def registered(scene):
    scene.notes["certificate"] = scene.act(
        certificates.register, "liwei", wuyue(scene), certificate(scene)
    )


@cell(Action.KEEP_TEAM, about=of_onsite, before=registered)
def correct_a_certificate(scene, actor):
    new = certificate(scene, number="ZF-0002")
    certificates.correct(scene.session, actor, scene.notes["certificate"], new, 1)


@cell(Action.KEEP_TEAM, about=of_onsite, before=registered)
def revoke_a_certificate(scene, actor):
    certificates.revoke(scene.session, actor, scene.notes["certificate"], "调离执法岗位")


def session_of(scene, **fields):
    day = local(scene.city.db.clock()).date() + 20 * DAY
    values = {
        "topic": "抽样程序", "group": Group.ONSITE, "groups": (Group.ONSITE,), "hours": 4,
        "day": day,
    }  # fmt: skip
    return NewTraining(**(values | fields))


def held(scene, **fields):
    values = {
        "held_at": scene.city.db.clock() - DAY, "hours": 4, "place": "三楼会议室",
        "teacher": "马骁", "findings": "", "results": {wuyue(scene): TrainingResult.PASSED},
    }  # fmt: skip
    return HeldTraining(**(values | fields))


@cell(Action.KEEP_TEAM, about=of_onsite)
def plan_a_training(scene, actor):
    training.plan(scene.session, actor, session_of(scene))


def planned(scene):
    scene.notes["training"] = scene.act(training.plan, "liwei", session_of(scene))


@cell(Action.KEEP_TEAM, about=of_onsite, before=planned)
def move_a_training(scene, actor):
    training.change(
        scene.session, actor, scene.notes["training"], session_of(scene, hours=6), 1
    )  # fmt: skip


@cell(Action.KEEP_TEAM, about=of_onsite, before=planned)
def call_off_a_training(scene, actor):
    training.call_off(scene.session, actor, scene.notes["training"], "授课人出差")


@cell(Action.KEEP_TEAM, about=of_onsite, before=planned)
def register_a_training_that_was_held(scene, actor):
    training.hold(scene.session, actor, scene.notes["training"], held(scene))


@cell(Action.KEEP_TEAM, about=of_onsite)
def register_a_training_that_nobody_planned(scene, actor):
    training.hold_unplanned(scene.session, actor, "抽样程序", Group.ONSITE, held(scene))


def was_held(scene):
    planned(scene)
    scene.act(training.hold, "liwei", scene.notes["training"], held(scene))


@cell(Action.KEEP_TEAM, about=of_onsite, before=was_held)
def correct_who_came(scene, actor):
    at = scene.session.get_one(TrainingRow, scene.notes["training"]).held_at
    new = held(scene, held_at=at, results={wuyue(scene): TrainingResult.FAILED})
    training.correct(scene.session, actor, scene.notes["training"], new, 2)


def partner(**fields):
    values = {
        "kind": "testing", "organisation": "澄江市检验检测中心", "contact": "顾明",
        "phone": "0990-1240001", "what_for": "食品加急检验",
    }  # fmt: skip
    return NewPartner(**(values | fields))


@cell(Action.LIAISE, about=of_the_city)
def enter_a_partner(scene, actor):
    partners.enter(scene.session, actor, partner())


def entered(scene):
    scene.notes["partner"] = scene.act(partners.enter, "liwei", partner())


@cell(Action.LIAISE, about=of_the_city, before=entered)
def correct_a_partner(scene, actor):
    partners.correct(scene.session, actor, scene.notes["partner"], partner(phone="0990-1240002"), 1)


@cell(Action.LIAISE, about=of_the_city, before=entered)
def end_a_partnership(scene, actor):
    partners.end(scene.session, actor, scene.notes["partner"], "协议期满")
