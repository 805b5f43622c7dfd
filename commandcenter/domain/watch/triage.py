"""How a person disposes of a signal of the watch (3.1(1)): 核实, then 排除, 观察 or 研判.

A signal is looked into before it is judged: what was verified stands in its notes. An
assessment ends as a warning or as an incident. One that was excluded or is being watched can
be taken up again by anybody, and comes back by itself when it grows.
"""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.late_dataclass import dataclass

STATE_WORDS: dict[SignalState, str] = phrases(
    {
        SignalState.NEW: "待核实",
        SignalState.VERIFYING: "已核实，待处置",
        SignalState.WATCHING: "观察中",
        SignalState.ASSESSING: "研判中",
        SignalState.EXCLUDED: "已排除",
        SignalState.WARNED: "已转预警",
        SignalState.INCIDENT: "已转事件",
        SignalState.MERGED: "已并入",
    }
)
ACT_WORDS: dict[SignalAct, str] = phrases(
    {
        SignalAct.FOUND: "监测发现",
        SignalAct.GREW: "继续增多",
        SignalAct.RETURNED: "重新提示",
        SignalAct.VERIFIED: "核实",
        SignalAct.EXCLUDED: "排除",
        SignalAct.WATCHED: "列入观察",
        SignalAct.ASSESSED: "研判",
        SignalAct.WARNED: "转为预警",
        SignalAct.OPENED: "转为事件",
        SignalAct.MERGED: "并入其他提示",
        SignalAct.TOOK_IN: "并入本提示",
        SignalAct.TAKEN_OUT: "拆出",
        SignalAct.NOTED: "备注",
        SignalAct.RENAMED: "改名",
    }
)

# From which states each act of a person has its place.
FROM: dict[SignalAct, frozenset[SignalState]] = {
    SignalAct.VERIFIED: frozenset({SignalState.NEW, SignalState.WATCHING, SignalState.EXCLUDED}),
    SignalAct.EXCLUDED: frozenset(
        {SignalState.VERIFYING, SignalState.ASSESSING, SignalState.WATCHING}
    ),
    SignalAct.WATCHED: frozenset({SignalState.VERIFYING, SignalState.ASSESSING}),
    SignalAct.ASSESSED: frozenset({SignalState.VERIFYING}),
    SignalAct.WARNED: frozenset({SignalState.ASSESSING}),
    # A warning may still turn into an incident.
    SignalAct.OPENED: frozenset({SignalState.ASSESSING, SignalState.WARNED}),
    SignalAct.MERGED: frozenset(
        {
            SignalState.NEW,
            SignalState.VERIFYING,
            SignalState.WATCHING,
            SignalState.ASSESSING,
            SignalState.EXCLUDED,
        }
    ),
    SignalAct.TAKEN_OUT: frozenset({SignalState.MERGED}),
    SignalAct.NOTED: frozenset(SignalState),
    SignalAct.RENAMED: frozenset(SignalState) - {SignalState.MERGED},
}
TO: dict[SignalAct, SignalState] = {
    SignalAct.VERIFIED: SignalState.VERIFYING,
    SignalAct.EXCLUDED: SignalState.EXCLUDED,
    SignalAct.WATCHED: SignalState.WATCHING,
    SignalAct.ASSESSED: SignalState.ASSESSING,
    SignalAct.WARNED: SignalState.WARNED,
    SignalAct.OPENED: SignalState.INCIDENT,
    SignalAct.MERGED: SignalState.MERGED,
    SignalAct.TAKEN_OUT: SignalState.NEW,
}
WAITING = (SignalState.NEW, SignalState.VERIFYING, SignalState.ASSESSING)  # for somebody to act
OPEN = (*WAITING, SignalState.WATCHING)
# What changes a judgement: a form that was opened before it shows something else. Growth does
# not: the watch looks every minute, and the form says how many it judged.
JUDGING = (
    SignalAct.RETURNED, SignalAct.VERIFIED, SignalAct.EXCLUDED, SignalAct.WATCHED,
    SignalAct.ASSESSED, SignalAct.WARNED, SignalAct.OPENED, SignalAct.MERGED, SignalAct.TAKEN_OUT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """What a merge asks about a signal."""

    id: int
    title: str
    state: SignalState


def require_act(act: SignalAct, now: SignalState, by: str = "") -> None:
    """Raise RuleBroken unless the act has its place; `by`: who brought it there, and when."""
    if now in FROM[act]:
        return
    if act is SignalAct.TAKEN_OUT:
        raise RuleBroken("该提示没有并入其他提示，不需要拆出。")
    if now is SignalState.MERGED:
        words = "该提示已并入其他提示，请在并入的提示中办理。"
        if by:
            words = "该提示已并入其他提示（{by}），请在并入的提示中办理。"
        raise RuleBroken(words, by=by)
    if now is SignalState.NEW:
        raise RuleBroken("该提示尚未核实，请先核实，再{act}。", act=ACT_WORDS[act])
    if act in (SignalAct.WARNED, SignalAct.OPENED) and now is SignalState.VERIFYING:
        raise RuleBroken("该提示尚未研判，请先研判，再{act}。", act=ACT_WORDS[act])
    words = "该提示处于“{now}”（{by}），不能再{act}。" if by else "该提示处于“{now}”，不能再{act}。"
    raise RuleBroken(words, now=STATE_WORDS[now], by=by, act=ACT_WORDS[act])


def require_to_hold(source: MergeCandidate, target: MergeCandidate, by: str = "") -> None:
    """Raise RuleBroken unless `source` may be merged into `target`."""
    if source.id == target.id:
        raise RuleBroken("提示不能并入自身。")
    require_act(SignalAct.MERGED, source.state, by)
    if target.state is SignalState.MERGED:
        raise RuleBroken("“{title}”本身已并入其他提示，请并入那一条。", title=target.title)
    if target.state is SignalState.EXCLUDED:
        raise RuleBroken("“{title}”已排除，不能并入；请先重新核实它。", title=target.title)


def has_grown(observed: int, judged: int | None) -> bool:
    """Whether it is larger than it was when somebody last judged it."""
    return judged is not None and observed > judged
