"""Personal data after the response: when it is decided on, and what the decision must have."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.aftermath.retention import (
    Retention,
    Scope,
    Verdict,
    require_after_response,
    require_decided,
    stays,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ERASE = Verdict(Retention.ERASE, frozenset({Scope.KEYS}), "处置已结束", "陈屿")
KEEP = replace(
    ERASE,
    decision=Retention.KEEP,
    lawful="消保法",
    necessary="诉讼未结",
    secure="单独存放",
    keep_until=NOW + timedelta(days=365),
)
OVER = ("ended", "aftermath", "archived", "false_alarm", "transferred")


@pytest.mark.parametrize("state", list(State))
def test_it_is_decided_once_the_response_is_over(state):
    if state.value in OVER:
        require_after_response(state)
    else:
        with pytest.raises(RuleBroken, match=r"事件处于“.+”，响应终止后才能决定个人信息的处理"):
            require_after_response(state)


def test_a_state_is_named_where_it_is_too_early():
    with pytest.raises(RuleBroken, match="事件处于“响应中”，响应终止后才能决定个人信息的处理"):
        require_after_response(State.RESPONDING)


@pytest.mark.parametrize("verdict", [ERASE, KEEP])
@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        ({"scope": frozenset()}, "请至少选择一类个人信息。"),
        ({"reason": " "}, "请填写决定的理由。"),
    ],
)
def test_a_decision_says_what_and_why(verdict, lacking, why):
    require_decided(verdict, NOW)
    with pytest.raises(RuleBroken) as refused:
        require_decided(replace(verdict, **lacking), NOW)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        ({"lawful": " "}, "留存个人信息须填写合法性评估（突发事件应对法第85条）。"),
        ({"necessary": ""}, "留存个人信息须填写必要性评估（突发事件应对法第85条）。"),
        ({"secure": ""}, "留存个人信息须填写安全性评估（突发事件应对法第85条）。"),
        ({"keep_until": None}, "留存个人信息须写明截止时间。"),
        ({"keep_until": NOW}, "留存的截止时间应晚于现在，且不超过十年。"),
        ({"keep_until": NOW + timedelta(days=3660) + SECOND},
         "留存的截止时间应晚于现在，且不超过十年。"),
    ],
)  # fmt: skip
def test_what_is_kept_is_assessed_and_has_an_end(lacking, why):
    with pytest.raises(RuleBroken) as refused:
        require_decided(replace(KEEP, **lacking), NOW)
    assert str(refused.value) == why


@pytest.mark.parametrize("span", [SECOND, timedelta(days=3660)])
def test_it_is_kept_for_a_second_or_for_ten_years(span):
    require_decided(replace(KEEP, keep_until=NOW + span), NOW)


@pytest.mark.parametrize(
    ("in_other_incident", "handled", "why"),
    [
        (False, True, None),
        (False, False, "handling"),
        (True, True, "other_incident"),
        (True, False, "other_incident"),
    ],
)
def test_a_complaint_stays_while_another_incident_or_its_handling_needs_it(
    in_other_incident, handled, why
):
    assert stays(in_other_incident=in_other_incident, handled=handled) == why
