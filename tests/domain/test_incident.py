import itertools

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident import CATEGORY_WORDS, STATE_WORDS, Category, State, require_move

WAY = [
    (State.REPORTED, State.ASSESSING),
    (State.ASSESSING, State.RESPONDING),
    (State.RESPONDING, State.ENDED),
    (State.ENDED, State.AFTERMATH),
    (State.AFTERMATH, State.ARCHIVED),
]
FALSE_ALARMS = [(State.REPORTED, State.FALSE_ALARM), (State.ASSESSING, State.FALSE_ALARM)]


@pytest.mark.parametrize(("now", "to"), list(itertools.product(State, State)))
def test_only_the_moves_of_the_plan_are_allowed(now, to):
    if (now, to) in WAY + FALSE_ALARMS:
        require_move(now, to)
        return
    with pytest.raises(RuleBroken) as refused:
        require_move(now, to)
    assert str(refused.value) == f"事件处于“{STATE_WORDS[now]}”，不能转为“{STATE_WORDS[to]}”。"


def test_every_state_and_category_has_its_word():
    assert set(STATE_WORDS) == set(State)
    assert set(CATEGORY_WORDS) == set(Category)
