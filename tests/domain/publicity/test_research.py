"""Partners of research: from when to when, and how it stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.publicity.research import (
    NewResearch,
    ResearchState,
    require_research,
    require_running,
    research_state,
)

TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
NEW = NewResearch(3, "预付式消费", "周岚", TODAY, TODAY)


def test_research_does_not_end_before_it_begins():
    require_research(NEW)
    require_research(replace(NEW, ends_on=TODAY + DAY))
    with pytest.raises(RuleBroken, match="结题日期不能早于开始日期"):
        require_research(replace(NEW, ends_on=TODAY - DAY))


@pytest.mark.parametrize(
    ("done", "ended", "ends_on", "state"),
    [
        (False, False, TODAY + DAY, "running"),
        (False, False, TODAY, "running"),
        (False, False, TODAY - DAY, "late"),
        (True, False, TODAY - DAY, "done"),
        (False, True, TODAY - DAY, "ended"),
        (True, True, TODAY, "done"),
    ],
)
def test_research_is_late_after_its_last_day(done, ended, ends_on, state):
    assert research_state(done=done, ended=ended, ends_on=ends_on, today=TODAY) == state


OVER = {"done": "“预付式消费”已经结题。", "ended": "“预付式消费”已经终止。"}


@pytest.mark.parametrize("state", list(ResearchState))
def test_what_is_over_goes_on_no_more(state):
    if state.value not in OVER:
        require_running("预付式消费", state)
        return
    with pytest.raises(RuleBroken) as refused:
        require_running("预付式消费", state)
    assert str(refused.value) == OVER[state]
