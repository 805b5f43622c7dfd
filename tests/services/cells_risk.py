"""Cells of the risk assessment: inspections and surveys, what is said of a rank."""

from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.rights import Action
from commandcenter.domain.watch.inspection import (
    NewFinding,
    NewInspectionPlan,
    NewTarget,
    Whom,
)
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult, Scope
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.services.watch import (
    assessments,
    findings,
    inspections,
    readiness,
    risk,
    risk_records,
    survey_answers,
)
from commandcenter.store.tables.watch.assessment import RiskAssessmentLineRow
from commandcenter.store.tables.watch.inspection import InspectionTargetRow
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


@cell(Action.KEEP_RISK, about=of_the_city, before=measure)
def withdraw_a_measure_of_the_city(scene, actor):
    risk.withdraw_measure(scene.session, actor, scene.notes["measure"], "误记")


def measure_done(scene):
    measure(scene)
    scene.act(risk.finish_measure, "liwei", scene.notes["measure"], "已约谈")


@cell(Action.KEEP_RISK, about=of_the_city, before=measure_done)
def reopen_a_measure_of_the_city(scene, actor):
    risk.reopen_measure(scene.session, actor, scene.notes["measure"])


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


def begun(scene):
    with_a_category(scene)
    scene.notes["assessment"] = scene.act(assessments.begin, "liwei", "十一月评估")


@cell(Action.KEEP_RISK, about=of_the_city, before=with_a_category)
def begin_an_assessment(scene, actor):
    assessments.begin(scene.session, actor, "十一月评估")


@cell(Action.KEEP_RISK, about=of_the_city, before=begun)
def conclude_an_assessment(scene, actor):
    assessments.conclude(scene.session, actor, scene.notes["assessment"], "总体平稳", "")


@cell(Action.KEEP_RISK, about=of_the_city, before=begun)
def judge_a_line(scene, actor):
    number = scene.notes["assessment"]
    line = scene.session.scalars(
        select(RiskAssessmentLineRow).where(RiskAssessmentLineRow.assessment_id == number)
    ).first()
    judged = assessments.Judged(line.id, "集中反映退费难", "约谈")
    assessments.judge(scene.session, actor, number, judged, line.version)


def concluded(scene):
    begun(scene)
    scene.act(assessments.conclude, "liwei", scene.notes["assessment"], "总体平稳", "")


@cell(Action.KEEP_RISK, about=of_the_city, before=concluded)
def send_an_assessment_to_be_signed(scene, actor):
    assessments.submit(scene.session, actor, scene.notes["assessment"])


def sent(scene):
    concluded(scene)
    scene.act(assessments.submit, "liwei", scene.notes["assessment"])


@cell(Action.SIGN_RISK, before=sent)
def sign_an_assessment(scene, actor):
    assessments.sign(scene.session, actor, scene.notes["assessment"], actor.name)


@cell(Action.SIGN_RISK, before=sent)
def send_an_assessment_back(scene, actor):
    assessments.send_back(scene.session, actor, scene.notes["assessment"], "措施不具体")


@cell(Action.KEEP_RISK, about=of_the_city, before=begun)
def withdraw_an_assessment(scene, actor):
    assessments.withdraw(scene.session, actor, scene.notes["assessment"], "数据有误，重做")


def inspection(scene, **fields):
    values = {
        "title": "健身行业巡查",
        "why": "投诉靠前",
        "whom": Whom(district=EAST),
        "due_at": scene.city.db.clock() + timedelta(days=5),
        "targets": (NewTarget("某健身店", "", EAST), NewTarget("另一家店", "", EAST)),
    }
    return NewInspectionPlan(**(values | fields))


@cell(Action.KEEP_RISK, about=in_county)
def plan_an_inspection(scene, actor):
    inspections.plan(scene.session, actor, inspection(scene))


def inspection_planned(scene):
    scene.notes["inspection"] = scene.act(inspections.plan, "liwei", inspection(scene))


@cell(Action.KEEP_RISK, about=in_county, before=inspection_planned)
def move_an_inspection(scene, actor):
    new = inspection(scene, due_at=scene.city.db.clock() + timedelta(days=9), targets=())
    inspections.change(scene.session, actor, scene.notes["inspection"], new, 1)


@cell(Action.KEEP_RISK, about=in_county, before=inspection_planned)
def add_traders_to_an_inspection(scene, actor):
    more = (NewTarget("第三家店", "", EAST),)
    inspections.add_targets(scene.session, actor, scene.notes["inspection"], more)


@cell(Action.KEEP_RISK, about=in_county, before=inspection_planned)
def call_off_an_inspection(scene, actor):
    inspections.call_off(scene.session, actor, scene.notes["inspection"], "并入专项")


@cell(Action.KEEP_RISK, about=in_county, before=inspection_planned)
def drop_a_trader_of_an_inspection(scene, actor):
    target = scene.session.scalars(select(InspectionTargetRow.id)).first()
    inspections.drop_target(scene.session, actor, target, "已注销")


@cell(Action.KEEP_RISK, about=in_county, before=inspection_planned)
def enter_the_result_of_an_inspection(scene, actor):
    held_at = scene.city.db.clock() - timedelta(minutes=1)
    risk_records.enter(scene.session, actor, record(scene, held_at=held_at))


def finding(scene):
    due = scene.city.db.clock() + timedelta(days=5)
    return NewFinding("公示退费办法", Whom(district=EAST), due)


@cell(Action.KEEP_RISK, about=in_county, before=entered)
def set_a_task_of_what_was_found(scene, actor):
    findings.set_task(scene.session, actor, scene.notes["record"], finding(scene))


def task_set(scene):
    entered(scene)
    scene.notes["finding"] = scene.act(
        findings.set_task, "liwei", scene.notes["record"], finding(scene)
    )


@cell(Action.KEEP_RISK, about=in_county, before=task_set)
def look_at_a_task_once_more(scene, actor):
    again = scene.city.db.clock() + timedelta(days=9)
    number = scene.notes["finding"]
    findings.check(scene.session, actor, number, "未贴出", again, passed=False)


@cell(Action.KEEP_RISK, about=in_county, before=task_set)
def close_a_task(scene, actor):
    findings.check(scene.session, actor, scene.notes["finding"], "已贴出", None, passed=True)


@cell(Action.KEEP_RISK, about=in_county, before=task_set)
def drop_a_task(scene, actor):
    findings.drop(scene.session, actor, scene.notes["finding"], "重复下达")


def surveyed(scene):
    new = record(scene, kind=RecordKind.SURVEY, asked=50, unhappy=9)
    scene.notes["survey"] = scene.act(risk_records.enter, "liwei", new)


@cell(Action.KEEP_RISK, about=in_county, before=surveyed)
def count_the_answers_of_a_survey(scene, actor):
    question = Question("退过卡吗", 50, (Counted("退过", 9, True), Counted("没有", 41)))
    survey_answers.count(scene.session, actor, scene.notes["survey"], [question], 0)
