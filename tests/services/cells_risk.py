"""Cells of the risk assessment: inspections and surveys, what is said of a rank."""

from datetime import timedelta

from commandcenter.domain.rights import Action
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult, Scope
from commandcenter.services.watch import readiness, risk, risk_records
from tests.city import EAST
from tests.services.cells import cell


def in_county(scene, actor):
    return {"district": frozenset({EAST})}


def of_the_city(scene, actor):
    return {}


def record(scene, **fields):
    values = {
        "kind": RecordKind.INSPECTION,
        "title": "预付卡专项检查",
        "held_at": scene.city.db.clock() - timedelta(days=2),
        "result": RecordResult.PROBLEMS,
        "findings": "未公示退费办法",
        "subject_name": "某健身店",
        "district": EAST,
        "follow_up_at": scene.city.db.clock() + timedelta(days=5),
    }
    return NewRecord(**(values | fields))


@cell(Action.KEEP_RISK, about=in_county)
def enter_an_inspection(scene, actor):
    risk_records.enter(scene.session, actor, record(scene))


@cell(Action.KEEP_RISK, about=of_the_city)
def enter_a_survey_of_the_whole_city(scene, actor):
    risk_records.enter(scene.session, actor, record(scene, kind=RecordKind.SURVEY, district=None))


def entered(scene):
    scene.notes["record"] = scene.act(risk_records.enter, "liwei", record(scene))


@cell(Action.KEEP_RISK, about=in_county, before=entered)
def correct_a_record(scene, actor):
    new = record(scene, findings="未公示退费办法，合同缺项")
    risk_records.correct(scene.session, actor, scene.notes["record"], new, 1)


@cell(Action.KEEP_RISK, about=in_county, before=entered)
def register_the_second_look(scene, actor):
    risk_records.follow_up(scene.session, actor, scene.notes["record"], "已整改")


def own_office(scene, actor):
    """Who is of a county speaks for it, all others for the city."""
    return {"district": actor.districts()}


def with_a_category(scene):
    scene.act(risk_records.enter, "liwei", record(scene, category="体育"))


@cell(Action.KEEP_RISK, about=own_office, before=with_a_category)
def confirm_a_rank(scene, actor):
    risk.confirm(scene.session, actor, Scope.CATEGORY, "体育", 10)


@cell(Action.KEEP_RISK, about=own_office, before=with_a_category)
def correct_a_rank(scene, actor):
    risk.correct(scene.session, actor, Scope.CATEGORY, "体育", 10, 5, "线下反映增多")


def measure(scene):
    with_a_category(scene)
    due = scene.city.db.clock() + timedelta(days=3)
    scene.notes["measure"] = scene.act(
        risk.add_measure, "liwei", Scope.CATEGORY, "体育", 10, "约谈", due
    )


@cell(Action.KEEP_RISK, about=own_office, before=with_a_category)
def note_a_measure(scene, actor):
    due = scene.city.db.clock() + timedelta(days=3)
    risk.add_measure(scene.session, actor, Scope.CATEGORY, "体育", 10, "约谈", due)


@cell(Action.KEEP_RISK, about=of_the_city, before=measure)
def finish_a_measure_of_the_city(scene, actor):
    risk.finish_measure(scene.session, actor, scene.notes["measure"], "已约谈")


CODE = "2026.consumer_day"


@cell(Action.KEEP_RISK, about=of_the_city)
def make_ready_for_a_known_date(scene, actor):
    readiness.complete(scene.session, actor, CODE, "roster", "已排定")


@cell(
    Action.KEEP_RISK,
    about=of_the_city,
    before=lambda scene: scene.act(readiness.complete, "liwei", CODE, "roster", "已排定"),
)
def open_a_line_again(scene, actor):
    readiness.reopen(scene.session, actor, CODE, "roster", "有人请假")
