"""Cells of an incident's life: registered, graded, started, changed, ended, set aside."""

import contextlib
from datetime import timedelta

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.rights import Action
from commandcenter.services.incident import (
    incident_moves,
    incidents,
    levels,
    oral,
    response,
    taking_back,
)
from commandcenter.store import journal
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import EAST, told
from tests.services.cells import cell, own_matter

NAME = "某人"  # of whoever is tried
CHANGE = {"reason": "事态变化", "expected_days": 3, "measures": "按新级别处置"}


def row(scene):
    return scene.session.get_one(IncidentRow, scene.incident)


def not_started(scene):
    """Before the activation, graded."""
    row(scene).state, row(scene).response = State.ASSESSING, None


def in_county(scene, actor):
    return {"district": frozenset({EAST}), "involved": bool(actor.groups())}


def raised(scene, actor):
    return {"district": frozenset({EAST}), "level": Level.III}


def upper(scene, actor):
    return {"district": frozenset({EAST}), "level": Level.II}


@cell(Action.REGISTER_INCIDENT, about=in_county)
def register_an_incident(scene, actor):
    new = incidents.NewIncident(
        "新事件", "新事件", (Category.MEDIA,), (EAST,), scene.city.db.clock(), "媒体报道"
    )
    incidents.register(scene.session, actor, new)


@cell(Action.DRAFT_GRADE)
def suggest_the_grade(scene, actor):
    levels.suggest_grade(scene.session, actor, scene.incident, scene.level, "会商意见", {})


@cell(Action.DECIDE_GRADE)
def decide_the_grade(scene, actor):
    levels.decide_grade(scene.session, actor, scene.incident, scene.level, "同意")


def suggested(scene):
    scene.notes["suggestion"] = scene.act(
        levels.suggest_grade, "zhoulan", scene.incident, scene.level, "会商意见", {}
    )


@cell(Action.DECIDE_GRADE, before=suggested)
def return_the_suggestion(scene, actor):
    levels.return_suggestion(scene.session, actor, scene.notes["suggestion"], "补充金额")


@cell(Action.ACTIVATE, before=not_started)
def activate(scene, actor):
    order = response.Activation("应急响应", scene.level, 7, "登记", NAME)
    response.activate(scene.session, actor, scene.incident, order)


def at_four(scene):
    row(scene).response = Level.IV


@cell(Action.RAISE_LEVEL, about=raised, before=at_four)
def raise_to_three(scene, actor):
    order = response.Change(Level.III, signature=NAME, **CHANGE)
    response.raise_level(scene.session, actor, scene.incident, order)


def at_three(scene):
    row(scene).response = Level.III


@cell(Action.LOWER_LEVEL, about=raised, before=at_three)
def lower_to_four(scene, actor):
    order = response.Change(Level.IV, signature=NAME, **CHANGE)
    response.lower_level(scene.session, actor, scene.incident, order)


@cell(Action.END_RESPONSE)
def end(scene, actor):
    order = response.Ending("事件已平息", NAME)
    response.end_response(scene.session, actor, scene.incident, order)


@cell(Action.SIGN_INITIAL_ASSESSMENT, about=upper)
def sign_the_initial_assessment(scene, actor):
    paper = levels.Initial(Level.II, "学校患者58人", NAME, {})
    levels.sign_initial(scene.session, actor, scene.incident, paper)


def initial_signed(scene):
    paper = levels.Initial(Level.II, "学校患者58人", "陈屿", {})
    scene.notes["initial"] = scene.act(levels.sign_initial, "chenyu", scene.incident, paper)


@cell(Action.SIGN_UPPER_REQUEST, about=upper, before=initial_signed)
def ask_the_body_above(scene, actor):
    paper = levels.Request(scene.notes["initial"], "省市场监督管理局", "请研定", NAME)
    levels.request_upper(scene.session, actor, paper)


@cell(Action.REGISTER_UPPER_DECISION)
def register_what_it_decided(scene, actor):
    at = scene.city.db.clock()
    decision = levels.UpperDecision(
        "省市场监督管理局", "省市监〔2026〕1号", at, "定为重大", Level.II, proof=told(at)
    )
    levels.register_upper(scene.session, actor, scene.incident, decision)


def call(scene, decider="chenyu"):
    order = levels_order(scene)
    return oral.Call(
        Matter.GRADE,
        "是否定级",
        "同意",
        scene.city.db.clock() - timedelta(seconds=1),
        getattr(scene.city, decider).person_id,
        "周岚",
        order,
    )


def levels_order(scene):
    return oral.GradeOrder(scene.level, "同意会商意见")


@cell(Action.REGISTER_ORAL_DECISION, about=in_county)
def write_down_an_oral_decision(scene, actor):
    other = oral.Call(
        Matter.OTHER, "是否延时", "同意", scene.city.db.clock(), scene.city.chenyu.person_id, "见证"
    )
    oral.register(scene.session, actor, scene.incident, other)


def called(scene):
    scene.notes["oral"] = scene.act(oral.register, "liwei", scene.incident, call(scene))


def about_himself(scene, actor):
    decider = scene.session.get_one(OralDecisionRow, scene.notes["oral"]).decider_id
    return {"person_id": decider}


def decided_by_actor(scene, actor):
    """The record is made the actor's own, as if the actor had been on the telephone."""
    scene.session.get_one(OralDecisionRow, scene.notes["oral"]).decider_id = actor.person_id
    return {"person_id": actor.person_id}


@cell(Action.SIGN_ORAL_DECISION, about=about_himself, before=called)
def sign_what_another_said(scene, actor):
    oral.sign(scene.session, actor, scene.notes["oral"], NAME)


@cell(Action.SIGN_ORAL_DECISION, about=decided_by_actor, before=called)
def sign_what_he_said(scene, actor):
    oral.sign(scene.session, actor, scene.notes["oral"], NAME)


@cell(Action.SIGN_ORAL_DECISION, about=decided_by_actor, before=called)
def dispute_what_he_said(scene, actor):
    oral.dispute(scene.session, actor, scene.notes["oral"], "原话不是这样")


def signed_by_actor(scene, actor):
    """As if the actor had been on the telephone, and has signed it a moment ago if they may."""
    about = decided_by_actor(scene, actor)
    scene.session.flush()
    with contextlib.suppress(RuleBroken):
        oral.sign(scene.session, actor, scene.notes["oral"], NAME)
    return about


@cell(Action.SIGN_ORAL_DECISION, about=signed_by_actor, before=called)
def take_back_the_signature_of_what_he_said(scene, actor):
    oral.take_back(scene.session, actor, scene.notes["oral"])


def by_actor(verb):
    """`about`: the last line of the decision is the actor's own, of a moment ago."""

    def about(scene, actor):
        journal.record(
            scene.session, actor, "incident", scene.incident, verb, incident=scene.incident
        )
        return own_matter(scene, actor)

    return about


def graded(scene):
    not_started(scene)
    suggested(scene)
    scene.act(
        levels.decide_grade, "chenyu", scene.incident, scene.level, "同意",
        scene.notes["suggestion"],
    )  # fmt: skip


@cell(Action.DECIDE_GRADE, about=by_actor("grade decided"), before=graded)
def take_back_the_grade(scene, actor):
    taking_back.take_back_grade(scene.session, actor, scene.notes["suggestion"])


@cell(Action.ACTIVATE, about=by_actor("activated"))
def take_back_the_start(scene, actor):
    taking_back.take_back_start(scene.session, actor, scene.incident)


@cell(Action.DISPOSE_INCIDENT, before=not_started)
def set_aside_as_false(scene, actor):
    incident_moves.dismiss(scene.session, actor, scene.incident, "同一号码反复投诉")


@cell(Action.DISPOSE_INCIDENT, before=not_started)
def hand_to_another_body(scene, actor):
    paper = incident_moves.Transfer("市商务局", "属预付卡监管")
    incident_moves.transfer(scene.session, actor, scene.incident, paper)


def ended(scene):
    row(scene).state, row(scene).response = State.ENDED, None
    row(scene).ended_at = scene.city.db.clock()


@cell(Action.DISPOSE_INCIDENT, before=ended)
def begin_the_aftermath(scene, actor):
    incident_moves.begin_aftermath(scene.session, actor, scene.incident)
