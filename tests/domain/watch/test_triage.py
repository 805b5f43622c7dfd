"""Which act on a signal has its place in which state, and what a second one is told."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.domain.watch.triage import (
    ACT_WORDS,
    JUDGING,
    OPEN,
    STATE_WORDS,
    TO,
    WAITING,
    MergeCandidate,
    has_grown,
    require_act,
    require_to_hold,
)

NEW, VERIFYING, WATCHING, ASSESSING, EXCLUDED, WARNED, INCIDENT, MERGED = (
    SignalState.NEW, SignalState.VERIFYING, SignalState.WATCHING, SignalState.ASSESSING,
    SignalState.EXCLUDED, SignalState.WARNED, SignalState.INCIDENT, SignalState.MERGED,
)  # fmt: skip
PLACES = {
    SignalAct.VERIFIED: {NEW, WATCHING, EXCLUDED},
    SignalAct.EXCLUDED: {VERIFYING, ASSESSING, WATCHING},
    SignalAct.WATCHED: {VERIFYING, ASSESSING},
    SignalAct.ASSESSED: {VERIFYING},
    SignalAct.WARNED: {ASSESSING},
    SignalAct.OPENED: {ASSESSING, WARNED},
    SignalAct.MERGED: {NEW, VERIFYING, WATCHING, ASSESSING, EXCLUDED},
    SignalAct.TAKEN_OUT: {MERGED},
    SignalAct.NOTED: set(SignalState),
    SignalAct.RENAMED: set(SignalState) - {MERGED},
}


@pytest.mark.parametrize("state", list(SignalState))
@pytest.mark.parametrize("act", list(PLACES))
def test_an_act_has_its_place_or_is_refused(act, state):
    if state in PLACES[act]:
        require_act(act, state)
    else:
        with pytest.raises(RuleBroken, match="该提示"):
            require_act(act, state)


@pytest.mark.parametrize("act", list(SignalAct))
def test_an_act_that_judges_leads_to_a_state_and_one_that_does_not_leaves_it(act):
    leads = {
        SignalAct.VERIFIED: VERIFYING,
        SignalAct.EXCLUDED: EXCLUDED,
        SignalAct.WATCHED: WATCHING,
        SignalAct.ASSESSED: ASSESSING,
        SignalAct.WARNED: WARNED,
        SignalAct.OPENED: INCIDENT,
        SignalAct.MERGED: MERGED,
        SignalAct.TAKEN_OUT: NEW,
    }
    assert TO.get(act) is leads.get(act)
    # A form that was opened before the watch brought a signal back shows something else, too.
    assert (act in JUDGING) is (act in leads or act is SignalAct.RETURNED)


@pytest.mark.parametrize("state", list(SignalState))
def test_a_signal_waits_for_somebody_until_it_is_settled_or_watched(state):
    waits = state in {NEW, VERIFYING, ASSESSING}
    assert (state in WAITING) is waits
    assert (state in OPEN) is (waits or state is WATCHING)


def test_states_and_acts_are_called_as_officials_call_them():
    states = "待核实 已核实，待处置 观察中 研判中 已排除 已转预警 已转事件 已并入"
    assert " ".join(STATE_WORDS[each] for each in SignalState) == states
    acts = (
        "监测发现 继续增多 重新提示 核实 排除 列入观察 研判 转为预警 转为事件 并入其他提示 "
        "并入本提示 拆出 备注 改名"
    )
    assert " ".join(ACT_WORDS[each] for each in SignalAct) == acts


@pytest.mark.parametrize(
    ("observed", "judged", "grown"),
    [(10, None, False), (10, 9, True), (10, 10, False), (10, 11, False), (1, 0, True)],
)
def test_a_signal_has_grown_where_it_is_larger_than_when_it_was_judged(observed, judged, grown):
    assert has_grown(observed, judged) is grown


@pytest.mark.parametrize(
    ("act", "state", "by", "words"),
    [
        (SignalAct.WARNED, NEW, "", "该提示尚未核实，请先核实，再转为预警"),
        (SignalAct.WARNED, VERIFYING, "", "该提示尚未研判，请先研判，再转为预警"),
        (SignalAct.OPENED, VERIFYING, "李蔚", "该提示尚未研判，请先研判，再转为事件"),
        (SignalAct.VERIFIED, VERIFYING, "", "处于“已核实，待处置”，不能再核实"),
        (SignalAct.WARNED, WATCHING, "李蔚", "处于“观察中”（李蔚），不能再转为预警"),
        (SignalAct.WARNED, INCIDENT, "", "处于“已转事件”，不能再转为预警"),
        (SignalAct.EXCLUDED, MERGED, "", "已并入其他提示，请在并入的提示中办理"),
        (SignalAct.EXCLUDED, NEW, "李蔚", "该提示尚未核实，请先核实，再排除"),
        (SignalAct.TAKEN_OUT, NEW, "", "没有并入其他提示，不需要拆出"),
        (SignalAct.WARNED, MERGED, "", "已并入其他提示，请在并入的提示中办理"),
        (SignalAct.WARNED, MERGED, "李蔚", "已并入其他提示（李蔚），请在并入的提示中办理"),
    ],
)
def test_a_refusal_says_what_comes_first_or_who_was_first(act, state, by, words):
    with pytest.raises(RuleBroken, match=words):
        require_act(act, state, by)


def test_a_signal_is_merged_into_another_that_is_still_there():
    source = MergeCandidate(1, "退卡", NEW)
    require_to_hold(source, MergeCandidate(2, "健身", WATCHING))
    with pytest.raises(RuleBroken, match="处于“已转预警”（李蔚），不能再并入其他提示"):
        require_to_hold(MergeCandidate(1, "退卡", WARNED), MergeCandidate(2, "健身", NEW), "李蔚")
    for target, words in (
        (source, "提示不能并入自身"),
        (MergeCandidate(2, "健身", MERGED), "“健身”本身已并入其他提示"),
        (MergeCandidate(2, "健身", EXCLUDED), "“健身”已排除，不能并入"),
    ):
        with pytest.raises(RuleBroken, match=words):
            require_to_hold(source, target)
