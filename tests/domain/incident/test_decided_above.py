"""What the body above decided: the city goes beyond it, and neither below it nor ends it."""

from itertools import product

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.decided_above import (
    DecidedAbove,
    asked_level,
    require_carried_on,
    require_own,
)
from commandcenter.domain.level import Axis, Level

GRAVEST_FIRST = ("I", "II", "III", "IV")


def above(level, axis=Axis.RESPONSE):
    return DecidedAbove(axis, level, "省应急指挥部", "省应急〔2026〕3号")


def is_graver(one, other):
    return GRAVEST_FIRST.index(one) < GRAVEST_FIRST.index(other)


@pytest.mark.parametrize(("level", "own"), list(product(Level, Level)))
@pytest.mark.parametrize("axis", [Axis.GRADE, Axis.RESPONSE])
def test_the_city_goes_as_far_or_beyond_and_no_less(level, own, axis):
    if is_graver(level, own):
        with pytest.raises(RuleBroken, match="由省应急指挥部决定（省应急〔2026〕3号）"):
            require_own(above(level, axis), own)
    else:
        require_own(above(level, axis), own)


@pytest.mark.parametrize("level", list(Level))
def test_the_city_decides_all_by_itself_where_nobody_above_did(level):
    require_own(None, level)
    require_own(None, None)
    require_carried_on(None, None)
    require_carried_on(None, above(level))


@pytest.mark.parametrize(
    ("axis", "level", "words"),
    [
        (
            Axis.RESPONSE,
            None,
            "Ⅱ级响应由省应急指挥部决定（省应急〔2026〕3号），降低、终止响应须由其决定。"
            "请报请上级，收到决定后登记文号，并附来文或者电话记录。",
        ),
        (
            Axis.GRADE,
            Level.III,
            "重大（Ⅱ级）由省应急指挥部决定（省应急〔2026〕3号），降低事件等级须由其决定。"
            "请报请上级，收到决定后登记文号，并附来文或者电话记录。",
        ),
    ],
)
def test_the_refusal_says_who_decided_and_what_to_do(axis, level, words):
    with pytest.raises(RuleBroken) as refused:
        require_own(above(Level.II, axis), level)
    assert str(refused.value) == words


@pytest.mark.parametrize(("was", "becomes"), list(product([None, *Level], Level)))
def test_a_right_is_asked_for_the_graver_of_two_levels(was, becomes):
    graver = becomes if was is None or is_graver(becomes, was) else was
    assert asked_level(was, becomes) is graver


@pytest.mark.parametrize(("source", "target"), list(product(Level, [None, *Level])))
def test_a_response_is_merged_into_one_that_is_bound_as_much(source, target):
    other = None if target is None else above(target)
    if target is None or is_graver(source, target):
        with pytest.raises(RuleBroken) as refused:
            require_carried_on(above(source), other)
        sign = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}[source]
        assert str(refused.value) == (
            f"本事件的{sign}级响应由省应急指挥部决定（省应急〔2026〕3号），"
            "只能并入由上级决定、响应级别不低于它的事件。"
        )
    else:
        require_carried_on(above(source), other)
