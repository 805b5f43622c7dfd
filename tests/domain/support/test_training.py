"""Training: what can be planned and entered, how a session stands, whose hours are asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Grant, Group, Role
from commandcenter.domain.support.support_items import TrainingNorm
from commandcenter.domain.support.training import (
    HeldTraining,
    NewTraining,
    TrainingResult,
    TrainingState,
    due_of,
    hours_asked,
    norm_of,
    require_held,
    require_open,
    require_training,
    state_of,
)

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NEW = NewTraining("现场取证", Group.INVESTIGATION, (Group.ONSITE,), 4, TODAY)
HELD = HeldTraining(NOW, 4, "三楼会议室", "周明", "", {7: TrainingResult.PASSED})


@pytest.mark.parametrize(
    ("day", "whole_month", "ends"),
    [
        (TODAY, False, datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)),
        (TODAY, True, datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 31), False, datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)),
        (date(2026, 12, 5), True, datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_session_is_due_at_the_end_of_its_day_or_month(day, whole_month, ends):
    assert due_of(day, whole_month=whole_month) == ends


@pytest.mark.parametrize(
    "new",
    [
        NEW,
        replace(NEW, hours=1),
        replace(NEW, hours=80),
        replace(NEW, day=date(2026, 11, 1), whole_month=True),
    ],
)
def test_a_session_that_can_be_held_is_planned(new):
    require_training(new, TODAY)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (replace(NEW, hours=0), "学时应为 1 至 80。"),
        (replace(NEW, hours=81), "学时应为 1 至 80。"),
        (replace(NEW, groups=()), "请选择参加培训的工作组。"),
        (replace(NEW, day=date(2026, 11, 23)), "计划日期已过。"),
        (replace(NEW, day=date(2026, 10, 31), whole_month=True), "计划日期已过。"),
    ],
)
def test_a_session_that_cannot_be_held_is_not_planned(new, words):
    with pytest.raises(RuleBroken) as refused:
        require_training(new, TODAY)
    assert str(refused.value) == words


SOMEBODY_CAME = {7: TrainingResult.ABSENT, 8: TrainingResult.FAILED}


@pytest.mark.parametrize(
    "held",
    [HELD, replace(HELD, hours=1), replace(HELD, hours=80), replace(HELD, results=SOMEBODY_CAME)],
)
def test_a_session_that_was_held_is_entered(held):
    require_held(held, NOW)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (replace(HELD, held_at=NOW + SECOND), "培训时间不能晚于现在。"),
        (replace(HELD, hours=0), "学时应为 1 至 80。"),
        (replace(HELD, hours=81), "学时应为 1 至 80。"),
        (replace(HELD, results={}), "请勾选参加培训的人员。"),
        (replace(HELD, results={7: TrainingResult.ABSENT}), "请勾选参加培训的人员。"),
    ],
)
def test_a_session_that_cannot_have_been_held_is_refused(held, words):
    with pytest.raises(RuleBroken) as refused:
        require_held(held, NOW)
    assert str(refused.value) == words


CLOSED = {
    TrainingState.HELD: "“现场取证”已经登记过，要改请用“更正”。",
    TrainingState.CALLED_OFF: "“现场取证”已经取消。",
}


@pytest.mark.parametrize("state", list(TrainingState))
def test_only_a_session_to_come_is_held_or_called_off(state):
    if state not in CLOSED:
        require_open("现场取证", state)
        return
    with pytest.raises(RuleBroken) as refused:
        require_open("现场取证", state)
    assert str(refused.value) == CLOSED[state]


@pytest.mark.parametrize(
    ("held", "called_off", "due", "stands"),
    [
        (NOW, NOW, NOW - SECOND, TrainingState.HELD),
        (None, NOW, NOW - SECOND, TrainingState.CALLED_OFF),
        (None, None, NOW - SECOND, TrainingState.LATE),
        (None, None, NOW, TrainingState.PLANNED),
        (None, None, None, TrainingState.PLANNED),
    ],
)
def test_a_session_stands_by_what_was_done_and_by_its_day(held, called_off, due, stands):
    assert state_of(held, called_off, due, NOW) is stands


OF_GROUP = TrainingNorm("law", "法制", 40, 7, "本局", groups=frozenset({Group.LEGAL}))
OF_ROLE = TrainingNorm("lead", "指挥", 60, 7, "本局", roles=frozenset({Role.COMMANDER}))
NORMS = (OF_GROUP, OF_ROLE)


@pytest.mark.parametrize(
    ("grants", "norm"),
    [
        ([Grant(Role.MEMBER, Group.LEGAL)], OF_GROUP),
        ([Grant(Role.COMMANDER)], OF_ROLE),
        ([Grant(Role.MEMBER, Group.LEGAL), Grant(Role.COMMANDER)], OF_ROLE),
        ([Grant(Role.MEMBER, Group.ONSITE), Grant(Role.CLERK)], None),
        ([], None),
    ],
)
def test_who_holds_several_posts_is_asked_the_most_hours(grants, norm):
    assert norm_of(NORMS, grants) is norm
    assert norm_of(reversed(NORMS), grants) is norm


@pytest.mark.parametrize(
    ("since", "hours"),
    [
        (date(2025, 12, 31), 16), (date(2026, 1, 1), 16), (date(2026, 1, 2), 15),
        (date(2026, 7, 1), 8), (date(2026, 11, 1), 3), (date(2026, 11, 30), 2),
        (date(2026, 12, 1), 2), (date(2026, 12, 5), 0), (date(2027, 1, 1), 0),
    ],
)  # fmt: skip
def test_who_begins_within_the_year_is_asked_for_the_whole_months_left(since, hours):
    norm = TrainingNorm("year", "年度应急培训", 16, 10, "本局", roles=frozenset({Role.DUTY}))
    assert hours_asked(norm, since, 2026) == hours
