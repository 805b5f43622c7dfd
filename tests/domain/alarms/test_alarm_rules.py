"""What a person may do with an alarm: whom it reached, how it stands, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.alarm_items import SHELVE
from commandcenter.domain.alarms.alarm_rules import (
    require_concern,
    require_shelvable,
    require_version,
    require_waiting,
)
from commandcenter.domain.alarms.machine import role_token
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.plan.plan import PlanData
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def plan():
    return PlanData.from_tables(read_tables(PLAN))


def test_an_alarm_is_handled_by_whom_it_reached():
    duty = Actor(1, "lw", "李蔚", frozenset({Grant(Role.DUTY)}))
    require_concern(duty, [role_token(Role.DUTY)])
    with pytest.raises(RuleBroken, match="由负责人或者升级通知到的人处理，您可以叫应他们"):
        require_concern(duty, [role_token(Role.COMMANDER)])


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.UNACKNOWLEDGED, None),
        (Standing.RETURNED, None),
        (Standing.ACKNOWLEDGED, "已经有人确认"),
        (Standing.CLEARED, "已经解除"),
    ],
)
def test_an_alarm_is_acknowledged_while_it_waits_for_it(standing, words):
    if words is None:
        require_waiting(standing)
    else:
        with pytest.raises(RuleBroken, match=words):
            require_waiting(standing)


def test_what_was_seen_is_what_is_answered():
    require_version(2, 2)
    for seen in (1, 3):
        with pytest.raises(RuleBroken, match="这条告警刚有变化"):
            require_version(2, seen)


def test_an_alarm_is_shelved_for_the_minutes_of_the_plan(plan):
    until = NOW + timedelta(minutes=plan.alarm_figures[SHELVE].value)
    for moment in (NOW + SECOND, until):
        require_shelvable(plan, "signal", Standing.UNACKNOWLEDGED, moment, NOW)
    for moment in (NOW, until + SECOND):
        with pytest.raises(RuleBroken, match="一次最多暂缓 60 分钟"):
            require_shelvable(plan, "signal", Standing.UNACKNOWLEDGED, moment, NOW)


@pytest.mark.parametrize("standing", [Standing.RETURNED, Standing.ACKNOWLEDGED, Standing.CLEARED])
def test_what_is_over_is_acknowledged_and_not_shelved(plan, standing):
    with pytest.raises(RuleBroken, match="情形已经消除，确认即可，不必暂缓"):
        require_shelvable(plan, "signal", standing, NOW + SECOND, NOW)


@pytest.mark.parametrize("kind", ["limit_report", "limit_level", "no such kind"])
def test_a_limit_is_not_shelved(plan, kind):
    with pytest.raises(RuleBroken, match="的告警不能暂缓"):
        require_shelvable(plan, kind, Standing.UNACKNOWLEDGED, NOW + SECOND, NOW)
