"""A grade: who sends a suggestion back, on which facts it is decided, and what came from above."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Role
from commandcenter.services.incident import incidents, levels, response, taking_back, upper_paper
from commandcenter.store.tables.files import StoredFileRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from tests.aftermath import add_person
from tests.city import EAST, told
from tests.services.test_at_this_moment import answer

ORGAN = "省市场监督管理局"
ORDER = response.Activation("闭店事件应急响应", Level.III, 7, "现场登记，劝阻搬离", "陈屿")


def nothing(done, total):
    """Nobody watches."""


def decisions(city, incident):
    """Oldest first: scale, step, level."""
    rows = select(LevelDecisionRow).where(LevelDecisionRow.incident_id == incident)
    with city.db.read() as session:
        return session.scalars(rows.order_by(LevelDecisionRow.id)).all()


def row_of(city, incident):
    with city.db.read() as session:
        return session.get_one(IncidentRow, incident)


def suggest(city, incident, level=Level.III, **facts):
    return city.do(levels.suggest_grade, "zhoulan", incident, level, "50 人以上", facts)


def asked_above(city, incident):
    """The number of the request that the body above decide."""
    first = levels.Initial(Level.II, "五百人", "陈屿", {})
    initial = city.do(levels.sign_initial, "chenyu", incident, first)
    asked = levels.Request(initial, ORGAN, "请研定", "陈屿")
    return city.do(levels.request_upper, "chenyu", asked)


def upper(city, minutes_ago=0, **fields):
    at = city.db.clock() - timedelta(minutes=minutes_ago)
    fields = {"proof": told(at)} | fields
    return levels.UpperDecision(ORGAN, "省市监〔2026〕1号", at, "上级决定", **fields)


def test_a_suggestion_is_sent_back_by_who_would_answer_it(city):
    add_person(city, "shen", "沈立群", Role.COUNTY, district=EAST)
    command = ("chenyu",)
    may = {Level.I: command, Level.II: command, Level.III: command, Level.IV: ("chenyu", "shen")}
    incident = city.register()
    for level in Level:
        suggestion = suggest(city, incident, level)
        for login in ("shen", "luomin", "zhoulan", "liwei"):
            if login not in may[level]:
                with pytest.raises(RuleBroken):
                    city.do(levels.return_suggestion, login, suggestion, "再核实人数")
        city.do(levels.return_suggestion, may[level][-1], suggestion, "再核实人数")
        last = decisions(city, incident)[-1]
        assert (last.step, last.level, last.answers) == ("returned", level, suggestion)
        with pytest.raises(RuleBroken, match="这份定级建议已有答复，或者已有更新的意见"):
            city.do(levels.return_suggestion, "chenyu", suggestion, "再核实人数")


def test_a_grade_rests_on_the_facts_of_its_suggestion_unless_it_brings_its_own(city):
    incident = city.register()
    for facts, suggested, kept in (
        (None, True, {"people": 61}),
        ({"people": 75}, True, {"people": 75}),
        (None, False, {}),
    ):
        answered = suggest(city, incident, people=61) if suggested else None
        told_of = incident, Level.III, "同意", answered, facts
        city.do(levels.decide_grade, "chenyu", *told_of)
        last = decisions(city, incident)[-1]
        assert (last.step, last.facts, last.answers) == ("decision", kept, answered)
        assert (last.by, last.signature) == ("陈屿", "陈屿")


def test_a_suggestion_that_was_answered_is_not_decided_on(city):
    incident = city.register()
    suggestion = suggest(city, incident)
    city.do(levels.return_suggestion, "chenyu", suggestion, "再核实人数")
    before = len(decisions(city, incident))
    with pytest.raises(RuleBroken, match="这份定级建议已有答复，或者已有更新的意见"):
        city.do(levels.decide_grade, "chenyu", incident, Level.III, "同意", suggestion)
    above = suggest(city, incident, Level.II)
    city.do(levels.return_suggestion, "chenyu", above, "再核实人数")
    first = levels.Initial(Level.II, "五百人", "陈屿", {}, above)
    with pytest.raises(RuleBroken, match="这份定级建议已有答复，或者已有更新的意见"):
        city.do(levels.sign_initial, "chenyu", incident, first)
    assert len(decisions(city, incident)) == before + 2
    assert row_of(city, incident).grade is None


def test_each_step_answers_the_one_before_it_in_the_same_incident(city):
    incident, other = city.register(), city.register(title="另一事件", brand="")
    suggestion, foreign = suggest(city, incident, Level.II), suggest(city, other, Level.II)
    first = levels.Initial(Level.II, "五百人", "陈屿", {})
    with pytest.raises(RuleBroken, match="这份定级建议属于另一个事件"):
        city.do(levels.sign_initial, "chenyu", incident, replace(first, suggestion_id=foreign))
    with pytest.raises(RuleBroken, match="这份定级建议属于另一个事件"):
        city.do(levels.decide_grade, "chenyu", incident, Level.III, "同意", foreign)
    asked = levels.Request(suggestion, ORGAN, "请研定", "陈屿")
    with pytest.raises(RuleBroken, match=f"没有编号为 {suggestion} 的初判"):
        city.do(levels.request_upper, "chenyu", asked)
    request = asked_above(city, incident)
    steps = {row.step: row.id for row in decisions(city, incident)}
    for step, number in steps.items():
        if step != "suggestion":
            with pytest.raises(RuleBroken, match=f"没有编号为 {number} 的定级建议"):
                city.do(levels.decide_grade, "chenyu", incident, Level.III, "同意", number)
        if step != "request":
            above = upper(city, grade=Level.II, answers=number)
            with pytest.raises(RuleBroken, match=f"没有编号为 {number} 的报请"):
                city.do(levels.register_upper, "liwei", incident, above)
    above = upper(city, grade=Level.II, answers=request)
    with pytest.raises(RuleBroken, match="这份报请属于另一个事件"):
        city.do(levels.register_upper, "liwei", other, above)
    city.do(levels.register_upper, "liwei", incident, above)
    last = decisions(city, incident)[-1]
    assert (last.step, last.answers, last.by) == ("upper", request, ORGAN)
    assert row_of(city, incident).grade is Level.II
    later = upper(city, grade=Level.I, answers=request)
    with pytest.raises(RuleBroken, match="这份报请已登记过上级决定，请核对"):
        city.do(levels.register_upper, "liwei", incident, later)
    city.do(levels.register_upper, "liwei", incident, replace(later, answers=None))
    assert row_of(city, incident).grade is Level.I


def test_whoever_says_why_of_a_grade_has_two_thousand_signs_for_it(city):
    incident, other = city.register(), city.register(title="另一事件", brand="")
    first, third = levels.Initial(Level.II, "五百人", "陈屿", {}), Level.III
    initial = city.do(levels.sign_initial, "chenyu", incident, first)
    asked = levels.Request(initial, ORGAN, "请研定", "陈屿")
    suggested, above = suggest(city, other), upper(city, grade=Level.II)
    for what, act in {
        "定级建议的理由": lambda why: (levels.suggest_grade, "zhoulan", other, third, why, {}),
        "退回的意见": lambda why: (levels.return_suggestion, "chenyu", suggested, why),
        "定级理由": lambda why: (levels.decide_grade, "chenyu", other, third, why),
        "初判理由": lambda why: (
            levels.sign_initial, "chenyu", other, replace(first, reason=why)),
        "报请的理由": lambda why: (levels.request_upper, "chenyu", replace(asked, reason=why)),
        "上级决定的内容": lambda why: (
            levels.register_upper, "liwei", other, replace(above, words=why)),
    }.items():  # fmt: skip
        assert answer(city, *act("由" * 2_000)) == ""
        assert answer(city, *act("由" * 2_001)) == f"{what}超过 2000 字。"


def test_of_the_body_above_is_registered_what_it_decided_and_no_contradiction(city):
    incident = city.register()
    city.activate(incident)
    request = asked_above(city, incident)
    before = len(decisions(city, incident))
    carried = {"expected_days": 5, "measures": "省里指导"}
    for fields, words in (
        ({}, "请写明上级决定的事件等级、响应级别，或者终止响应"),
        ({"ends": True, "response": Level.II, **carried}, "终止响应与响应级别不能同时登记"),
        ({"response": Level.II, "answers": request, **carried}, "请写明上级决定的等级"),
        ({"ends": True, "answers": request}, "请写明上级决定的等级"),
        ({"response": Level.III, **carried}, "现在已是Ⅲ级响应，上级决定没有改变它"),
        ({"grade": Level.II, "minutes_ago": 21}, "上级决定的时间早于接报时间"),
        ({"grade": Level.II, "proof": Proof()}, "登记上级决定须附来文"),
        ({"grade": Level.II, "proof": Proof("0" * 64, "批复.pdf")}, "“批复.pdf”还没有传完"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(levels.register_upper, "liwei", incident, upper(city, **fields))
    assert len(decisions(city, incident)) == before
    city.do(levels.register_upper, "liwei", incident, upper(city, ends=True, grade=Level.II))
    row = row_of(city, incident)
    assert (row.state, row.grade, row.response) == (State.ENDED, Level.II, None)


def test_the_paper_of_the_body_above_is_kept_with_what_it_decided(city, tmp_path):
    incident, paper = city.register(), tmp_path / "关于定级的批复.pdf"
    paper.write_bytes(b"decided" * 1_000)
    given = incident, upper(city, grade=Level.II, proof=Proof()), paper, nothing
    with pytest.raises(RuleBroken, match="上级决定"):
        upper_paper.register_with_paper(city.db, city.maxiao, *given)
    with city.db.read() as session:  # who may not send nothing either
        assert session.scalars(select(StoredFileRow)).all() == []
    upper_paper.register_with_paper(city.db, city.liwei, *given)
    [row] = decisions(city, incident)
    assert (row.file_name, row.organ, row.level) == ("关于定级的批复.pdf", ORGAN, Level.II)
    assert (row.by, row.registered_by) == (ORGAN, "李蔚")
    saved = upper_paper.save_paper(city.db, row.file_sha256, tmp_path / "副本.pdf", nothing)
    assert saved.read_bytes() == paper.read_bytes()


def test_a_grade_after_the_start_is_taken_back_without_the_start(city):
    incident = city.register()
    first = suggest(city, incident)
    city.do(levels.decide_grade, "chenyu", incident, Level.III, "同意", first)
    city.do(incidents.activate, "chenyu", incident, ORDER)
    again = suggest(city, incident, Level.IV)
    city.do(levels.decide_grade, "chenyu", incident, Level.IV, "缓和", again)
    with pytest.raises(RuleBroken, match="这份定级建议没有可以撤回的决定"):
        city.do(taking_back.take_back_grade, "chenyu", first)
    city.do(taking_back.take_back_grade, "chenyu", again)
    row = row_of(city, incident)
    assert (row.state, row.grade, row.response) == (State.RESPONDING, Level.III, Level.III)
    steps = [(step.axis, step.step) for step in decisions(city, incident)]
    assert steps[-1] == (Axis.GRADE, "taken_back")
    assert (Axis.RESPONSE, "decision") in steps


def test_only_a_start_that_stands_as_it_was_signed_here_is_taken_back(city):
    changed = response.Change(Level.III, "人数增加", 7, "增派人员", "陈屿")
    carried = {"expected_days": 5, "measures": "省里指导"}
    nothing_left = "响应没有可以撤回的启动签发，请调整级别或者终止响应"
    above, grave = city.register(title="甲", brand=""), city.register(title="乙", brand="")
    fourth = {"grade": Level.IV, "response": Level.IV, **carried}
    second = {"grade": Level.II, "response": Level.II, **carried}
    city.do(levels.register_upper, "liwei", above, upper(city, **fourth))
    city.do(levels.register_upper, "liwei", grave, upper(city, **second))
    raised, over = city.register(title="丙", brand=""), city.register(title="丁", brand="")
    city.activate(raised, Level.IV)
    city.do(response.raise_level, "chenyu", raised, changed)
    city.activate(over)
    city.do(response.end_response, "chenyu", over, response.Ending("已平息", "陈屿"))
    graded = city.register(title="戊", brand="")
    city.do(levels.decide_grade, "chenyu", graded, Level.III, "同意")
    for incident, words in (
        (above, "只有本人当面签发的决定可以撤回"),
        (grave, nothing_left), (raised, nothing_left), (over, nothing_left),
        (graded, nothing_left),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=words):
            city.do(taking_back.take_back_start, "chenyu", incident)
