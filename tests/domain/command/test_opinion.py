"""Public opinion: how an item goes on, and what of it cannot be."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.opinion import (
    Handled,
    OpinionState,
    require_reach,
    require_step,
    require_times,
)
from commandcenter.domain.errors import RuleBroken

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)  # 10:46
SECOND = timedelta(seconds=1)
OPEN, WATCHED, REFERRED, ANSWERED = OpinionState
FURTHER = {
    OPEN: {WATCHED, REFERRED, ANSWERED},
    WATCHED: {REFERRED, ANSWERED},
    REFERRED: {ANSWERED},
    ANSWERED: set(),
}


@pytest.mark.parametrize("now", list(OpinionState))
@pytest.mark.parametrize("to", list(OpinionState))
def test_an_item_goes_on_to_an_answer_and_never_back(now, to):
    if to in FURTHER[now]:
        require_step(Handled(now, "周岚", NOW), to, false_claim=False)
    else:
        with pytest.raises(RuleBroken, match="不能再改为"):
            require_step(Handled(now, "周岚", NOW), to, false_claim=False)


def test_the_second_of_two_is_told_who_handled_it_and_when():
    words = r"^这条舆情已回应（周岚 2026年11月24日 10:46），不能再改为“已移交”。$"
    with pytest.raises(RuleBroken, match=words):
        require_step(Handled(ANSWERED, "周岚", NOW), REFERRED, false_claim=False)
    with pytest.raises(RuleBroken, match="不能再改为“待处理”"):
        require_step(Handled(OPEN), OPEN, false_claim=False)


@pytest.mark.parametrize("to", [WATCHED, REFERRED, ANSWERED])
def test_a_false_claim_is_not_only_watched(to):
    """突发事件应对法 7."""
    if to is WATCHED:
        words = r"^不实信息须回应更正或者移交，不能只作关注（突发事件应对法第7条）。$"
        with pytest.raises(RuleBroken, match=words):
            require_step(Handled(OPEN), to, false_claim=True)
    else:
        require_step(Handled(OPEN), to, false_claim=True)


def test_nothing_was_published_that_is_still_to_come():
    require_times(NOW, NOW)
    with pytest.raises(RuleBroken, match=r"^发布时间不能晚于现在。$"):
        require_times(NOW + SECOND, NOW)


@pytest.mark.parametrize(("reach", "fits"), [(None, True), (0, True), (1, True), (-1, False)])
def test_a_reach_is_no_less_than_nobody(reach, fits):
    if fits:
        require_reach(reach)
    else:
        with pytest.raises(RuleBroken, match=r"^传播量不能小于 0。$"):
            require_reach(reach)
