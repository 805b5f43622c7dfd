"""What the body above decided it alone makes milder or ends; graver the city may go by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.rights import Action
from commandcenter.queries.incident.level_forms import level_form
from commandcenter.queries.incident.merge_forms import merge_form
from commandcenter.queries.seat.desk import desk_head
from commandcenter.services.incident import levels, merging, oral, response
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.ui.desk.moves import MoveKind, moves
from tests.city import told

ORGAN = "省市场监督管理局"
BOUND = "响应由省市场监督管理局决定（省市监〔2026〕1号），降低、终止响应须由其决定"
GRADED = "由省市场监督管理局决定（省市监〔2026〕1号），降低事件等级须由其决定"


def upper(city, incident, number=1, **fields):
    at = city.db.clock()
    values = {"expected_days": 5, "measures": "省里指导", "proof": told(at)} | fields
    city.do(levels.register_upper, "liwei", incident, levels.UpperDecision(
        ORGAN, f"省市监〔2026〕{number}号", at, "上级决定", **values))  # fmt: skip


def change(level):
    return response.Change(level, "情况变化", 3, "按新级别处置", "陈屿")


def call(city, matter, order):
    return oral.Call(matter, "可否", "同意", city.db.clock(), city.chenyu.person_id, "周岚", order)


def levels_of(city, incident):
    def ask(session):
        row = session.get_one(IncidentRow, incident)
        return row.grade, row.response

    return city.ask(ask)


@pytest.fixture
def incident(city):
    """Graded and responded to at Ⅲ, as the province decided."""
    incident = city.register()
    city.activate(incident, Level.IV)
    upper(city, incident, grade=Level.III, response=Level.III)
    return incident


ENDING = response.Ending("已平息", "陈屿")


def test_the_commander_neither_lowers_nor_ends_it(city, incident):
    for verb, order in (
        (response.lower_level, change(Level.IV)), (response.end_response, ENDING),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=f"Ⅲ级{BOUND}"):
            city.do(verb, "chenyu", incident, order)
    with pytest.raises(RuleBroken, match=GRADED):
        city.do(levels.decide_grade, "chenyu", incident, Level.IV, "缓和")
    assert levels_of(city, incident) == (Level.III, Level.III)


def test_nor_by_telephone(city, incident):
    for matter, order, words in (
        (Matter.LOWER, change(Level.IV), BOUND), (Matter.END, ENDING, BOUND),
        (Matter.GRADE, oral.GradeOrder(Level.IV, "缓和"), GRADED),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=words):
            city.do(oral.register, "liwei", incident, call(city, matter, order))


def test_a_second_grade_is_made_no_third_by_the_city(city):
    incident = city.register()
    city.activate(incident, Level.III)
    upper(city, incident, grade=Level.II)
    for level in (Level.III, Level.IV):
        with pytest.raises(RuleBroken, match="Ⅱ级由省级层面决定"):
            city.do(levels.decide_grade, "chenyu", incident, level, "缓和")
    city.do(response.end_response, "chenyu", incident, ENDING)  # the response is the city's own


def test_the_body_above_lowers_and_ends_it(city, incident):
    upper(city, incident, 2, grade=Level.IV, response=Level.IV)
    assert levels_of(city, incident) == (Level.IV, Level.IV)
    city.do(response.raise_level, "chenyu", incident, change(Level.III))
    city.do(levels.decide_grade, "chenyu", incident, Level.III, "加重")
    city.do(response.lower_level, "chenyu", incident, change(Level.IV))  # as above, and not below
    city.do(levels.decide_grade, "chenyu", incident, Level.IV, "缓和")
    with pytest.raises(RuleBroken, match="Ⅳ级响应由"):
        city.do(response.end_response, "chenyu", incident, ENDING)
    upper(city, incident, 3, ends=True)
    assert levels_of(city, incident) == (Level.IV, None)


def test_it_is_carried_on_only_where_it_is_bound_as_well(city, incident):
    other = city.register(title="乙事件", brand="乙")
    city.activate(other, Level.III)
    with pytest.raises(RuleBroken, match="只能并入由上级决定、响应级别不低于它的事件"):
        city.do(merging.merge, "zhoulan", incident, other, "同一经营者")
    (target,) = city.ask(merge_form, city.zhoulan, incident, city.db.clock()).targets
    assert "只能并入由上级决定" in str(target.refusal)
    upper(city, other, 4, response=Level.II)
    city.do(merging.merge, "zhoulan", incident, other, "同一经营者")


def test_buttons_and_forms_say_so(city, incident):
    head = city.ask(desk_head, city.chenyu, incident, city.db.clock())
    offered = moves(head, city.chenyu)
    for kind in (MoveKind.LOWER, MoveKind.END):
        assert BOUND in str(offered[kind].refusal)
    assert offered[MoveKind.UPPER].refusal is None
    assert head.above[Axis.GRADE].level is Level.III
    refusals = city.ask(level_form, city.chenyu, incident, city.db.clock()).refusals
    for action in (Action.LOWER_LEVEL, Action.END_RESPONSE):
        assert BOUND in str(refusals[action, Level.III])


def test_what_the_city_decided_it_changes_as_before(city):
    incident = city.register()
    city.activate(incident, Level.III)
    at = city.db.clock() + timedelta(0)
    offered = moves(city.ask(desk_head, city.chenyu, incident, at), city.chenyu)
    assert offered[MoveKind.LOWER].refusal is None
    city.do(levels.decide_grade, "chenyu", incident, Level.IV, "缓和")
    city.do(response.lower_level, "chenyu", incident, change(Level.IV))
    city.do(response.end_response, "chenyu", incident, ENDING)
    assert levels_of(city, incident) == (Level.IV, None)


def test_who_told_of_it_and_the_number_of_the_request_are_kept_as_words(city):
    incident, at = city.register(), city.db.clock()
    initial = city.do(
        levels.sign_initial, "chenyu", incident, levels.Initial(Level.II, "五百人", "陈屿", {})
    )
    asked = levels.Request(initial, ORGAN, "请研定", "陈屿", "澄市监\0〔2026〕9号")
    city.do(levels.request_upper, "chenyu", asked)
    proof = replace(told(at), caller="韩松 省局\ud800值班室", phone="10099\0887766")
    upper(city, incident, grade=Level.II, proof=proof)
    kept = select(LevelDecisionRow).where(LevelDecisionRow.incident_id == incident)
    rows = city.ask(lambda s: {row.step: row for row in s.scalars(kept)})
    assert rows["request"].document == "澄市监〔2026〕9号"
    assert (rows["upper"].caller, rows["upper"].caller_phone) == ("韩松 省局值班室", "10099887766")
