import itertools

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import (
    CATEGORY_WORDS,
    CLOSED,
    LIVE,
    OPEN,
    STATE_WORDS,
    Category,
    Held,
    State,
    require_growing,
    require_lower,
    require_move,
    require_open,
    require_raise,
    require_to_hold,
)
from commandcenter.domain.level import Level

WAY = [
    (State.REPORTED, State.ASSESSING),
    (State.ASSESSING, State.RESPONDING),
    (State.RESPONDING, State.ENDED),
    (State.ENDED, State.AFTERMATH),
    (State.AFTERMATH, State.ARCHIVED),
]
ASIDE = [
    (state, out)
    for state in (State.REPORTED, State.ASSESSING)
    for out in (State.FALSE_ALARM, State.TRANSFERRED)
]
MERGES = [(state, State.MERGED) for state in LIVE]  # 拆分 alone leads out of it again


@pytest.mark.parametrize(("now", "to"), list(itertools.product(State, State)))
def test_only_the_moves_of_the_plan_are_allowed(now, to):
    if (now, to) in WAY + ASIDE + MERGES:
        require_move(now, to)
        return
    with pytest.raises(RuleBroken) as refused:
        require_move(now, to)
    assert str(refused.value) == f"事件处于“{STATE_WORDS[now]}”，不能转为“{STATE_WORDS[to]}”。"


def test_every_state_and_category_has_its_word():
    assert set(STATE_WORDS) == set(State)
    assert set(CATEGORY_WORDS) == set(Category)


@pytest.mark.parametrize("state", State)
def test_a_settled_incident_is_not_changed_any_more(state):
    if state in OPEN:
        require_open(state)
        return
    with pytest.raises(RuleBroken, match="不能再改"):
        require_open(state)


@pytest.mark.parametrize(("now", "to"), list(itertools.product([None, *Level], Level)))
def test_up_is_graver_and_down_is_milder_than_the_level_in_force(now, to):
    up = now is not None and to.rank < now.rank
    down = now is not None and to.rank > now.rank
    for rule, fits in ((require_raise, up), (require_lower, down)):
        if fits:
            assert rule(now, to) is now
        else:
            with pytest.raises(RuleBroken):
                rule(now, to)


def held(number=1, state=State.ASSESSING, response=None):
    return Held(number, f"事件{number}", state, response)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        (held(1), held(1), "自身"),
        (held(1, State.ENDED), held(2), "不能转为"),
        (held(1), held(2, State.ENDED), "不能并入"),
        (held(1), held(2, State.MERGED), "不能并入"),
        (held(1, State.RESPONDING, Level.III), held(2), "不低于"),
        (
            held(1, State.RESPONDING, Level.III),
            held(2, State.RESPONDING, Level.IV),
            "不低于",
        ),
    ],
)
def test_an_incident_is_merged_only_into_a_live_one_that_carries_as_much(source, target, words):
    with pytest.raises(RuleBroken, match=words):
        require_to_hold(source, target)


def test_an_incident_is_merged_into_one_at_its_level_or_above():
    require_to_hold(held(1), held(2, State.REPORTED))
    require_to_hold(held(1, State.RESPONDING, Level.IV), held(2, State.RESPONDING, Level.III))
    require_to_hold(held(1, State.RESPONDING, Level.III), held(2, State.RESPONDING, Level.III))


@pytest.mark.parametrize("state", State)
def test_a_record_grows_until_it_is_closed_or_goes_on_in_another(state):
    with pytest.raises(RuleBroken, match="本事件已并案"):
        require_growing(state, merged=True)
    if state in CLOSED:
        with pytest.raises(RuleBroken, match=f"事件处于“{STATE_WORDS[state]}”"):
            require_growing(state, merged=False)
    else:
        require_growing(state, merged=False)
