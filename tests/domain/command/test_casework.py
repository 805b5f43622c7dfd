"""The rules of a case's measures: when an extension of their limit is valid."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.casework import (
    BEGINS,
    BY_HAND,
    CLOCKS,
    ENDS,
    URGENT_CLOCK,
    ActKind,
    CaseState,
    Urgency,
    require_after,
    require_extendable,
    require_extension,
    require_move,
    require_not_closed,
    require_nothing_open,
    require_papers,
    require_running,
    require_settled_by_hand,
    urgency,
)
from commandcenter.domain.errors import RuleBroken

END = datetime(2026, 11, 24, 16, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def approved(at, *, by="", end=END, now=END + SECOND, taken=END - 30 * DAY):
    require_extension("查封", by, (taken, end), at, now)


@pytest.mark.parametrize("at", [END - SECOND, END])
def test_an_extension_is_valid_up_to_the_very_end_of_the_limit(at):
    approved(at)


def test_after_the_end_it_is_void():
    with pytest.raises(RuleBroken, match="期限已届满"):
        approved(END + SECOND)


def test_it_may_be_approved_now_and_not_later():
    approved(END, now=END)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        approved(END, now=END - SECOND)


def test_nothing_is_extended_before_it_was_taken():
    taken = END - 30 * DAY
    approved(taken, taken=taken)
    with pytest.raises(RuleBroken, match=r"^批准延长的时间不能早于采取措施的时间。$"):
        approved(taken - SECOND, taken=taken)


@pytest.mark.parametrize(
    ("due", "stands"),
    [
        (None, Urgency.NONE),
        (END - SECOND, Urgency.OVERDUE),
        (END, Urgency.SOON),
        (END + DAY, Urgency.SOON),
        (END + DAY + SECOND, Urgency.RUNNING),
    ],
)
def test_a_limit_is_over_after_its_moment_and_ends_soon_up_to_the_day_that_is_told(due, stands):
    assert urgency(due, settled=False, now=END, until=END + DAY) is stands
    assert urgency(due, settled=True, now=END, until=END + DAY) is Urgency.SETTLED


def test_there_is_one_extension_and_only_of_a_limit():
    with pytest.raises(RuleBroken, match="已由陈屿批准延长过一次"):
        approved(END, by="陈屿")
    with pytest.raises(RuleBroken, match="没有法定期限"):
        approved(END, end=None)


def test_a_case_goes_on_when_it_came_into_its_state_or_later():
    for at in (END, END + SECOND):
        require_after(END, CaseState.FILED, at)
    words = r"^案件自2026年11月25日 00:00起处于“已立案”，变更的时间不能更早。$"
    with pytest.raises(RuleBroken, match=words):
        require_after(END, CaseState.FILED, END - SECOND)


TWO = ["周明", "罗敏"]
FILED = {CaseState.FILED, CaseState.DECIDED}


@pytest.mark.parametrize("state", list(CaseState))
def test_a_case_has_in_each_state_the_papers_of_it(state):
    whole = ("澄市监案〔2026〕1号", TWO, "罚款")
    require_papers(state, *whole)
    for number, handlers, result, words, asked in (
        ("", TWO, "罚款", "立案须填写案号（案件系统中的编号）", state in FILED),
        (whole[0], TWO[:1], "罚款", "立案须有两名承办人", state in FILED),
        (*whole[:2], "", "的处理结果或理由", state not in (CaseState.CHECKING, CaseState.FILED)),
    ):
        if asked:
            with pytest.raises(RuleBroken, match=words):
                require_papers(state, number, handlers, result)
        else:
            require_papers(state, number, handlers, result)


def test_a_measure_is_settled_once_and_a_case_closed_with_none_open():
    require_running(settled=False, outcome="")
    with pytest.raises(RuleBroken, match=r"^这项措施已办结：解除查封$"):
        require_running(settled=True, outcome="解除查封")
    require_nothing_open(0)
    with pytest.raises(RuleBroken, match="还有 1 项措施没有办结，不能结案"):
        require_nothing_open(1)
    for state in CaseState:
        if state is CaseState.CLOSED:
            with pytest.raises(RuleBroken, match="案件已结案"):
                require_not_closed(state)
        else:
            require_not_closed(state)


@pytest.mark.parametrize("kind", list(ActKind))
def test_what_the_state_of_the_case_settles_is_not_settled_by_hand(kind):
    if kind in (ActKind.CHECK, ActKind.DECIDE):
        with pytest.raises(RuleBroken, match="随案件状态办结"):
            require_settled_by_hand(kind)
    else:
        require_settled_by_hand(kind)


def test_a_limit_is_extended_once_where_the_law_has_it():
    require_extendable("", by_law=True)
    with pytest.raises(RuleBroken, match="已由陈屿批准延长过一次"):
        require_extendable("陈屿", by_law=True)
    with pytest.raises(RuleBroken, match="法律没有规定可以延长"):
        require_extendable("", by_law=False)


@pytest.mark.parametrize("now", list(CaseState))
@pytest.mark.parametrize("to", list(CaseState))
def test_a_case_goes_on_from_where_it_stands(now, to):
    filed, police, closed = CaseState.FILED, CaseState.POLICE, CaseState.CLOSED
    ways = {
        CaseState.CHECKING: {filed, CaseState.NOT_FILED, police},
        filed: {CaseState.DECIDED, police, closed},
        CaseState.NOT_FILED: {filed},
        CaseState.DECIDED: {closed},
        police: {filed, closed},
        closed: set(),
    }
    if to in ways[now]:
        require_move(now, to)
    else:
        with pytest.raises(RuleBroken, match=r"案件处于“.*”，不能转为“"):
            require_move(now, to)


LIMITS = {
    ActKind.CHECK: (15, "working_day"),
    ActKind.PRESERVE: (7, "working_day"),
    ActKind.SEAL: (30, "day"),
    ActKind.DETAIN: (30, "day"),
    ActKind.SAMPLE: (5, "working_day"),
    ActKind.TEST: (20, "working_day"),
    ActKind.BAD_RESULT: (2, "working_day"),
    ActKind.RETEST: (7, "working_day"),
    ActKind.POLICE_ASK: (3, "day"),
    ActKind.POLICE: (24, "hour"),
    ActKind.DECIDE: (90, "day"),
    ActKind.PUBLISH: (20, "working_day"),
}


@pytest.mark.parametrize("kind", list(ActKind))
def test_each_act_starts_the_limit_that_the_law_has_for_it(plan, kind):
    if kind is ActKind.OTHER:
        assert CLOCKS[kind] == ""
    else:
        clock = plan.clocks[CLOCKS[kind]]
        assert (clock.amount, clock.unit) == LIMITS[kind]
    urgent = plan.clocks[URGENT_CLOCK]
    assert (urgent.amount, urgent.unit) == (24, "hour")


@pytest.mark.parametrize("state", list(CaseState))
def test_a_state_begins_what_follows_it_and_ends_what_came_before(state):
    check, decide, publish = ActKind.CHECK, ActKind.DECIDE, ActKind.PUBLISH
    begins = {
        CaseState.CHECKING: check, CaseState.FILED: decide, CaseState.DECIDED: publish,
    }  # fmt: skip
    ends = {
        CaseState.CHECKING: set(),
        CaseState.FILED: {check},
        CaseState.NOT_FILED: {check},
        CaseState.DECIDED: {decide},
        CaseState.POLICE: {check, decide},
        CaseState.CLOSED: {check, decide},
    }
    assert BEGINS.get(state) is begins.get(state)
    assert set(ENDS[state]) == ends[state]
    assert set(BY_HAND) == set(ActKind) - {check, decide, publish}
