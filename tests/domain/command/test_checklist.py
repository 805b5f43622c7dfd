from dataclasses import replace

import pytest

from commandcenter.domain.command.checklist import (
    Step,
    StepState,
    require_done,
    require_open,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.times import from_local

NOON = from_local(2026, 11, 24, 12)
OPEN = Step(1, "F4", "推选消费者代表", Group.ONSITE, StepState.OPEN, NOON)
DONE = replace(OPEN, state=StepState.DONE)
DROPPED = replace(OPEN, state=StepState.DROPPED)


def test_an_open_step_may_be_closed():
    require_open(OPEN)


@pytest.mark.parametrize(
    ("step", "who", "sentence"),
    [
        (DONE, ("马骁", "11:40"), "“推选消费者代表”已办结（马骁 11:40）。"),
        (DONE, (), "“推选消费者代表”已办结。"),
        (DROPPED, (), "“推选消费者代表”已不在清单中。"),
    ],
)
def test_a_step_that_is_not_open_tells_why(step, who, sentence):
    with pytest.raises(RuleBroken) as refused:
        require_open(step, *who)
    assert str(refused.value) == sentence


def test_only_a_closed_step_is_opened_again():
    require_done(DONE)
    for step in (OPEN, DROPPED):
        with pytest.raises(RuleBroken, match="尚未办结"):
            require_done(step)
