import itertools
from datetime import UTC, datetime, timedelta

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
    Standing,
    State,
    main_of,
    require_endable,
    require_gradable,
    require_growing,
    require_lower,
    require_move,
    require_open,
    require_raise,
    require_responding,
    require_startable,
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


def refused(rule, *given):
    with pytest.raises(RuleBroken) as found:
        rule(*given)
    return str(found.value)


def test_what_is_live_open_and_closed():
    assert set(LIVE) == {State.REPORTED, State.ASSESSING, State.RESPONDING}
    assert set(OPEN) == {*LIVE, State.ENDED, State.AFTERMATH}
    assert set(CLOSED) == {State.ARCHIVED, State.FALSE_ALARM}


NOT_GRADED = {
    State.REPORTED: "接报尚未核实，不能定级。",
    State.ENDED: "事件处于“响应终止”，不能转为“研判”。",
    State.AFTERMATH: "事件处于“后期处置”，不能转为“研判”。",
    State.ARCHIVED: "事件处于“归档”，不能转为“研判”。",
    State.FALSE_ALARM: "事件处于“误报”，不能转为“研判”。",
    State.MERGED: "事件处于“已并案”，不能定级。",
    State.TRANSFERRED: "事件处于“已移送”，不能转为“研判”。",
}


@pytest.mark.parametrize("state", list(State))
def test_only_a_verified_incident_whose_response_is_not_over_is_graded(state):
    if state in NOT_GRADED:
        assert refused(require_gradable, state) == NOT_GRADED[state]
    else:
        require_gradable(state)


@pytest.mark.parametrize("state", list(State))
def test_a_response_is_started_of_a_graded_incident_and_ended_once_it_runs(state):
    if state is State.ASSESSING:
        require_startable(state, Level.IV)
        assert refused(require_startable, state, None) == "尚未定级，不能启动响应（预案 4.1(2)）。"
    else:
        assert "不能转为“响应中”" in refused(require_startable, state, Level.IV)
    if state is State.RESPONDING:
        require_responding(state)
        assert require_endable(state, Level.II) is Level.II
        assert refused(require_endable, state, None) == "尚未启动响应，没有可以终止的响应。"
    else:
        assert refused(require_responding, state) == "事件不在响应中，不能调整级别。"
        assert "不能转为“响应终止”" in refused(require_endable, state, Level.II)


def test_a_level_that_is_none_or_no_other_is_refused_in_words():
    for rule in (require_raise, require_lower):
        assert refused(rule, None, Level.III) == "尚未启动响应，不能调整级别。"
    assert refused(require_raise, Level.III, Level.III) == "现为Ⅲ级响应，提高后的级别须更重。"
    assert refused(require_lower, Level.III, Level.III) == "现为Ⅲ级响应，降低后的级别须更轻。"


RECEIVED = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def standing(number, level=None, hours=0, pinned=None):
    at = None if pinned is None else RECEIVED + timedelta(hours=pinned)
    return Standing(number, level, RECEIVED + timedelta(hours=hours), at)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (standing(9, None, 9, pinned=1), standing(1, Level.I)),
        (standing(9, None, 9, pinned=2), standing(1, Level.I, pinned=1)),
        (standing(9, Level.III, 9), standing(1, Level.IV)),
        (standing(9, Level.IV, 9), standing(1, None)),
        (standing(9, Level.IV, 0), standing(1, Level.IV, 1)),
        (standing(9, None, 0), standing(1, None, 1)),
        (standing(1, Level.IV), standing(9, Level.IV)),
    ],
)
def test_the_wall_shows_most_of_what_was_pinned_is_gravest_or_oldest(first, second):
    assert main_of([first, second]) == main_of([second, first]) == first.id


def test_without_a_live_incident_the_wall_shows_none():
    assert main_of([]) is None


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


WAITING = (State.REPORTED, State.ASSESSING, State.RESPONDING)


def held(number=1, state=State.ASSESSING, response=None):
    return Held(number, f"事件{number}", state, response)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        (held(1), held(1), "自身"),
        (held(1, State.ENDED), held(2), "不能转为"),
        (held(1), held(2, State.ENDED), "不能并入"),
        *(
            (held(1), held(2, state), f"“事件2”已是“{STATE_WORDS[state]}”，不能并入")
            for state in State
            if state not in WAITING
        ),
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
