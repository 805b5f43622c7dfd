"""Which act on a signal has its place in which state, and what a second one is told."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.domain.watch.triage import MergeCandidate, require_act, require_to_hold

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


@pytest.mark.parametrize(
    ("act", "state", "by", "words"),
    [
        (SignalAct.WARNED, NEW, "", "该提示尚未核实，请先核实，再转为预警"),
        (SignalAct.WARNED, VERIFYING, "", "该提示尚未研判，请先研判，再转为预警"),
        (SignalAct.OPENED, VERIFYING, "李蔚", "该提示尚未研判，请先研判，再转为事件"),
        (SignalAct.VERIFIED, VERIFYING, "", "处于“已核实，待处置”，不能再核实"),
        (SignalAct.WARNED, WATCHING, "李蔚", "处于“观察中”（李蔚），不能再转为预警"),
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
    for target, words in (
        (source, "提示不能并入自身"),
        (MergeCandidate(2, "健身", MERGED), "“健身”本身已并入其他提示"),
        (MergeCandidate(2, "健身", EXCLUDED), "“健身”已排除，不能并入"),
    ):
        with pytest.raises(RuleBroken, match=words):
            require_to_hold(source, target)
