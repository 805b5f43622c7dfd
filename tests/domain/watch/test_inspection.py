"""What a plan of inspections asks for, how it stands, and when a finding is looked at again."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import refusal_of
from commandcenter.domain.org import Group
from commandcenter.domain.times import from_local
from commandcenter.domain.watch.inspection import (
    FindingState,
    NewTarget,
    PlanState,
    TargetState,
    Whom,
    finding_state,
    plan_state,
    require_check,
    require_not_called_off,
    require_open_finding,
    require_running,
    require_targets,
    require_to_come,
    require_waiting,
    require_whom,
    target_state,
)

NOW = from_local(2026, 11, 24, 9)
SECOND = timedelta(seconds=1)
SOON, BEFORE = NOW + SECOND, NOW - SECOND


def refusal(call, *args, **named):
    """What it says; "" where it refuses nothing."""
    found = refusal_of(lambda: call(*args, **named))
    return "" if found is None else str(found)


@pytest.mark.parametrize(
    ("passed", "again", "words"),
    [
        (True, None, ""),
        (True, SOON, "复查通过的即销号，不再定下次复查的日期。"),
        (False, None, "复查没有通过的，请定下次复查的日期。"),
        (False, SOON, ""),
        (False, NOW, "下次复查的日期应晚于现在。"),
    ],
)
def test_what_passed_is_done_with_and_what_did_not_is_looked_at_again(passed, again, words):
    assert refusal(require_check, passed=passed, next_due_at=again, now=NOW) == words


def test_what_is_to_be_done_is_still_to_come():
    assert refusal(require_to_come, "期限", SOON, NOW) == ""
    assert refusal(require_to_come, "期限", NOW, NOW) == "期限应晚于现在。"


@pytest.mark.parametrize(
    ("whom", "fits"),
    [
        (Whom(group=Group.ONSITE), True),
        (Whom(person_id=3), True),
        (Whom(district="990102"), True),
        (Whom(), False),
        (Whom(group=Group.ONSITE, person_id=3), False),
        (Whom(person_id=3, district="990102"), False),
    ],
)
def test_one_sees_to_it(whom, fits):
    assert (refusal(require_whom, whom) == "") == fits


def traders(number):
    return [NewTarget(f"商户{n}") for n in range(number)]


@pytest.mark.parametrize(
    ("targets", "there", "words"),
    [
        (traders(1), (), ""),
        (traders(200), (), ""),
        (traders(199), ("别家",), ""),
        ([], (), "至少列出一个"),
        (traders(201), (), "最多列 200 个"),
        (traders(200), ("别家",), "最多列 200 个"),
        ([NewTarget("  ")], (), "没有写名称"),
        ([NewTarget("甲店"), NewTarget(" 甲 店")], (), "“甲 店”已经列入这个计划。"),
        ([NewTarget("甲店")], ("甲　店",), "“甲店”已经列入这个计划。"),
    ],
)
def test_a_plan_names_some_traders_each_once(targets, there, words):
    said = refusal(require_targets, targets, there)
    assert words in said if words else said == ""


def test_a_trader_is_late_from_the_moment_after_its_date_unless_it_was_seen_or_dropped():
    def at(due_at, **fields):
        none = {"inspected": False, "dropped": False, "called_off": False}
        return target_state(**(none | fields), due_at=due_at, now=NOW)

    assert (at(NOW), at(BEFORE)) == (TargetState.WAITING, TargetState.LATE)
    assert at(BEFORE, dropped=True) is at(BEFORE, called_off=True) is TargetState.DROPPED
    assert at(BEFORE, inspected=True, dropped=True, called_off=True) is TargetState.DONE


def test_a_plan_and_a_finding_are_late_from_the_moment_after_their_date_until_they_end():
    states = [plan_state(None, None, at, NOW) for at in (NOW, BEFORE)]
    assert states == [PlanState.RUNNING, PlanState.LATE]
    assert plan_state(BEFORE, None, BEFORE, NOW) is PlanState.DONE
    assert plan_state(BEFORE, BEFORE, BEFORE, NOW) is PlanState.CALLED_OFF
    found = [finding_state(None, None, at, NOW) for at in (NOW, BEFORE)]
    assert found == [FindingState.OPEN, FindingState.LATE]
    assert finding_state(BEFORE, None, BEFORE, NOW) is FindingState.CLOSED
    assert finding_state(BEFORE, BEFORE, BEFORE, NOW) is FindingState.DROPPED


def test_what_has_ended_is_changed_no_more_and_says_how_it_ended():
    plans = {state: refusal(require_running, "节前巡查", state) for state in PlanState}
    assert plans == {
        PlanState.LATE: "",
        PlanState.RUNNING: "",
        PlanState.DONE: "巡查计划“节前巡查”已完成，不能再改。",
        PlanState.CALLED_OFF: "巡查计划“节前巡查”已取消，不能再改。",
    }
    further = {state for state in PlanState if not refusal(require_not_called_off, "甲", state)}
    assert further == set(PlanState) - {PlanState.CALLED_OFF}
    assert {state: refusal(require_waiting, "甲店", state) for state in TargetState} == {
        TargetState.LATE: "",
        TargetState.WAITING: "",
        TargetState.DONE: "“甲店”已巡查。",
        TargetState.DROPPED: "“甲店”不再巡查。",
    }
    assert {state: refusal(require_open_finding, state) for state in FindingState} == {
        FindingState.LATE: "",
        FindingState.OPEN: "",
        FindingState.CLOSED: "这项整改任务已销号。",
        FindingState.DROPPED: "这项整改任务已撤销。",
    }
