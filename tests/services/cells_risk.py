"""Cells of the risk assessment: inspections and surveys."""

from datetime import timedelta

from commandcenter.domain.rights import Action
from commandcenter.domain.risk import NewRecord, RecordKind, RecordResult
from commandcenter.services import risk_records
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
