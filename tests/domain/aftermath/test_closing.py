"""The gate before a case is closed: what is still open, in which words, in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.aftermath.closing import (
    CloseFacts,
    Named,
    OpenPoint,
    open_points,
    require_closable,
    require_waivable,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DONE = CloseFacts(State.AFTERMATH, inquiry_signed=True, retention="erase")
TWO = (Named(3, "悦力退费"), Named(4, "好味退费"))

OPEN = [
    ({"state": State.ENDED}, "state", "事件处于“响应终止”", "响应终止后转入后期处置，方可结案"),
    ({"ledger": TWO}, "ledger", "2 条台账未结", "逐条办结，或由总指挥、副总指挥具名豁免"),
    ({"oral": TWO}, "oral", "2 项口头决定未补签", "请作出决定的人补签"),
    ({"steps": TWO}, "steps", "2 项任务未办结",
     "由所属工作组办结，或由总指挥、副总指挥具名豁免"),
    ({"final": TWO}, "final_report", "终报尚未报送", "起草、签发并报送终报"),
    ({"inquiry_signed": False}, "inquiry", "调查报告尚未签发", "补全后请总指挥签发"),
    ({"retention": ""}, "retention", "尚未决定个人信息删除或者留存",
     "由总指挥作出决定（突发事件应对法第85条）"),
    ({"supplies": TWO}, "supplies", "2 项物资未归还", "由后勤保障组登记归还"),
]  # fmt: skip
LISTED = ("ledger", "oral", "steps", "final_report", "supplies")


@pytest.mark.parametrize(("lacking", "gate", "words", "todo"), OPEN)
def test_each_thing_that_is_open_keeps_the_case_open(lacking, gate, words, todo):
    items = TWO if gate in LISTED else ()
    facts = replace(DONE, **lacking)
    assert open_points(facts, NOW) == (OpenPoint(gate, words, todo, items),)
    with pytest.raises(RuleBroken, match=f"^还不能结案：{words}。$"):
        require_closable(facts, NOW)


def test_all_that_is_open_is_said_in_the_order_in_which_it_is_seen_to():
    facts = replace(DONE, **{key: value for lacking, *_ in OPEN for key, value in lacking.items()})
    assert [point.gate for point in open_points(facts, NOW)] == [gate for _, gate, *_ in OPEN]
    with pytest.raises(RuleBroken) as refused:
        require_closable(facts, NOW)
    assert str(refused.value) == f"还不能结案：{'；'.join(words for _, _, words, _ in OPEN)}。"


def test_a_case_without_anything_open_is_closed():
    assert open_points(DONE, NOW) == ()
    require_closable(DONE, NOW)


@pytest.mark.parametrize("state", list(State))
def test_a_case_is_closed_from_the_aftermath_alone(state):
    points = open_points(replace(DONE, state=state), NOW)
    assert bool(points) == (state.value != "aftermath")


@pytest.mark.parametrize(
    ("until", "over"),
    [(None, False), (NOW + SECOND, False), (NOW, True), (NOW - SECOND, True)],
)
def test_what_is_kept_is_decided_anew_when_its_time_is_over(until, over):
    points = open_points(replace(DONE, retention="keep", keep_until=until), NOW)
    said = [(point.gate, point.words, point.todo) for point in points]
    again = ("retention", "个人信息留存期限已到", "由总指挥决定删除，或重新评估后续留")
    assert said == ([again] if over else [])


@pytest.mark.parametrize("state", list(State))
def test_open_tasks_are_waived_once_the_response_is_over_and_before_the_case_is(state):
    if state.value in ("ended", "aftermath"):
        require_waivable(state)
    else:
        with pytest.raises(RuleBroken, match="响应终止后才能豁免未办结的任务"):
            require_waivable(state)
