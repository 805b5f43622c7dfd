"""What an act cites must be there, and of the same incident."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan import PlanData
from commandcenter.services.aftermath import closing
from commandcenter.services.command import consultations
from commandcenter.services.incident import incident_moves, levels, oral
from tests.city import City


@pytest.fixture
def city(db):
    return City(db)


def suggest(city, incident, consultation):
    city.do(levels.suggest_grade, "zhoulan", incident, Level.III, "五十人", {}, consultation)


def test_a_consultation_is_of_its_own(city):
    first, second = city.register(), city.register(title="另一件", brand="")
    held = consultations.NewConsultation(
        city.db.clock(), "视频", "陈屿", ["周岚"], "级别", "", "Ⅲ级"
    )
    city.do(consultations.record, "zhoulan", first, held)
    suggest(city, first, 1)
    for incident, number in ((second, 1), (first, 99)):
        with pytest.raises(RuleBroken, match="没有找到本事件的这次会商记录"):
            suggest(city, incident, number)


def test_an_initial_assessment_answers_a_suggestion_of_its_own(city):
    first, second = city.register(), city.register(title="另一件", brand="")
    suggestion = city.do(levels.suggest_grade, "zhoulan", first, Level.II, "五百人", {})
    paper = levels.Initial(Level.II, "触及参考条件", "陈屿", {}, suggestion)
    with pytest.raises(RuleBroken, match="属于另一个事件"):
        city.do(levels.sign_initial, "chenyu", second, paper)
    unknown = levels.Initial(Level.II, "触及参考条件", "陈屿", {}, 99)
    with pytest.raises(RuleBroken, match="没有编号为 99 的定级建议"):
        city.do(levels.sign_initial, "chenyu", first, unknown)
    assert city.do(levels.sign_initial, "chenyu", first, paper)


def test_nobody_has_decided_by_telephone(city):
    call = oral.Call(Matter.OTHER, "是否延时", "同意", city.db.clock(), 9999, "高源")
    with pytest.raises(RuleBroken, match="请选择作出决定的人"):
        city.do(oral.register, "liwei", city.register(), call)


def test_a_call_has_a_limit_in_the_plan(city, monkeypatch):
    monkeypatch.setattr(PlanData, "limit_of", lambda *_: "none")
    call = oral.Call(
        Matter.OTHER, "是否延时", "同意", city.db.clock(), city.chenyu.person_id, "高源"
    )
    with pytest.raises(RuleBroken, match="预案没有写明口头决定的补签时限"):
        city.do(oral.register, "liwei", city.register(), call)


def test_there_is_no_such_call(city):
    with pytest.raises(RuleBroken, match="没有编号为 99 的电话请示记录"):
        city.do(oral.sign, "chenyu", 99, "陈屿")
    with pytest.raises(RuleBroken, match="没有编号为 99 的电话请示记录"):
        city.do(oral.dispute, "chenyu", 99, "原话不是这样")


def test_there_is_no_such_incident(city):
    for verb, *order in (
        (incident_moves.verify_report,),
        (incident_moves.dismiss, "反复投诉"),
        (closing.close, "陈屿"),
    ):
        with pytest.raises(RuleBroken, match="没有编号为 99 的事件"):
            city.do(verb, "chenyu", 99, *order)


def test_an_initial_assessment_is_of_what_the_bodies_above_decide(city):
    incident = city.register()
    for level in (Level.III, Level.IV):
        paper = levels.Initial(level, "触及参考条件", "陈屿", {})
        with pytest.raises(RuleBroken, match="初判用于Ⅱ级、Ⅰ级；Ⅲ级、Ⅳ级由本局直接定级"):
            city.do(levels.sign_initial, "chenyu", incident, paper)
    for level in (Level.II, Level.I):
        paper = levels.Initial(level, "触及参考条件", "陈屿", {})
        assert city.do(levels.sign_initial, "chenyu", incident, paper)


def test_a_call_carries_out_what_its_matter_is_and_nothing_else(city):
    incident = city.register()
    said = ("可否", "同意", city.db.clock(), city.chenyu.person_id, "高源")
    order = oral.GradeOrder(Level.IV, "缓和")
    for matter, given, words in (
        (Matter.OTHER, order, "这类事项只作记录，不直接生效"),
        (Matter.RELEASE, order, "这类事项只作记录，不直接生效"),
        (Matter.END, order, "请填写口头决定的内容"),
        (Matter.GRADE, None, "请填写口头决定的内容"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(oral.register, "liwei", incident, oral.Call(matter, *said, given))
    assert city.do(oral.register, "liwei", incident, oral.Call(Matter.OTHER, *said))
    assert city.do(oral.register, "liwei", incident, oral.Call(Matter.GRADE, *said, order))
