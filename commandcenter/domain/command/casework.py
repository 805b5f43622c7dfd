"""Cases of the incident as the bureau's case system holds them, and their acts with limits of law.

Formal evidence and papers stay there; here are the 案号, the state and what runs out when.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.domain.times import dated_zh


class CaseState(StrEnum):
    CHECKING = "checking"
    FILED = "filed"
    NOT_FILED = "not_filed"
    DECIDED = "decided"
    POLICE = "police"
    CLOSED = "closed"


STATE_WORDS: dict[CaseState, str] = phrases(
    {
        CaseState.CHECKING: "核查",
        CaseState.FILED: "已立案",
        CaseState.NOT_FILED: "不予立案",
        CaseState.DECIDED: "已作出处罚决定",
        CaseState.POLICE: "已移送公安",
        CaseState.CLOSED: "结案",
    }
)

NEXT: dict[CaseState, tuple[CaseState, ...]] = {
    CaseState.CHECKING: (CaseState.FILED, CaseState.NOT_FILED, CaseState.POLICE),
    CaseState.FILED: (CaseState.DECIDED, CaseState.POLICE, CaseState.CLOSED),
    CaseState.NOT_FILED: (CaseState.FILED,),
    CaseState.DECIDED: (CaseState.CLOSED,),
    CaseState.POLICE: (CaseState.FILED, CaseState.CLOSED),
    CaseState.CLOSED: (),
}


class ActKind(StrEnum):
    CHECK = "check"
    PRESERVE = "preserve"
    SEAL = "seal"
    DETAIN = "detain"
    SAMPLE = "sample"
    TEST = "test"
    BAD_RESULT = "bad_result"
    RETEST = "retest"
    POLICE_ASK = "police_ask"
    POLICE = "police"
    DECIDE = "decide"
    PUBLISH = "publish"
    OTHER = "other"


ACT_WORDS: dict[ActKind, str] = phrases(
    {
        ActKind.CHECK: "核查并决定是否立案",
        ActKind.PRESERVE: "先行登记保存",
        ActKind.SEAL: "查封",
        ActKind.DETAIN: "扣押",
        ActKind.SAMPLE: "抽样送检",
        ActKind.TEST: "检验",
        ActKind.BAD_RESULT: "不合格结果报告",
        ActKind.RETEST: "复检申请期",
        ActKind.POLICE_ASK: "报批移送公安",
        ActKind.POLICE: "移送公安",
        ActKind.DECIDE: "作出处罚决定",
        ActKind.PUBLISH: "公示处罚决定",
        ActKind.OTHER: "其他措施",
    }
)

# Which of the plan's clocks an act starts.
CLOCKS: dict[ActKind, str] = {
    ActKind.CHECK: "decide_case",
    ActKind.PRESERVE: "preserve_decide",
    ActKind.SEAL: "seizure",
    ActKind.DETAIN: "seizure",
    ActKind.SAMPLE: "sample_send",
    ActKind.TEST: "sample_report",
    ActKind.BAD_RESULT: "sample_bad",
    ActKind.RETEST: "retest",
    ActKind.POLICE_ASK: "police_ask",
    ActKind.POLICE: "police_send",
    ActKind.DECIDE: "case",
    ActKind.PUBLISH: "publish_penalty",
    ActKind.OTHER: "",
}
URGENT_CLOCK = "preserve_report"  # taken without approval: to be made up within 24 h
# Acts that a state begins and ends by itself; people register the others.
BEGINS: dict[CaseState, ActKind] = {
    CaseState.CHECKING: ActKind.CHECK,
    CaseState.FILED: ActKind.DECIDE,
    CaseState.DECIDED: ActKind.PUBLISH,
}
ENDS: dict[CaseState, tuple[ActKind, ...]] = {
    CaseState.CHECKING: (),
    CaseState.FILED: (ActKind.CHECK,),
    CaseState.NOT_FILED: (ActKind.CHECK,),
    CaseState.DECIDED: (ActKind.DECIDE,),
    CaseState.POLICE: (ActKind.CHECK, ActKind.DECIDE),
    CaseState.CLOSED: (ActKind.CHECK, ActKind.DECIDE),
}
SETTLED_BY_STATE = frozenset(kind for kinds in ENDS.values() for kind in kinds)
BY_HAND = tuple(kind for kind in ActKind if kind not in BEGINS.values())


class Urgency(StrEnum):
    """How a limit stands."""

    OVERDUE = "overdue"
    SOON = "soon"
    RUNNING = "running"
    NONE = "none"  # no limit runs
    SETTLED = "settled"


URGENCY_WORDS: dict[Urgency, str] = phrases(
    {
        Urgency.OVERDUE: "已超期",
        Urgency.SOON: "即将到期",
        Urgency.RUNNING: "期限内",
        Urgency.NONE: "无期限",
        Urgency.SETTLED: "已办结",
    }
)


def urgency(due_at: datetime | None, settled: bool, now: datetime, until: datetime) -> Urgency:
    """`until`: what ends by then ends soon (`handling_limits.soon_end`)."""
    if settled:
        return Urgency.SETTLED
    if due_at is None:
        return Urgency.NONE
    if due_at < now:
        return Urgency.OVERDUE
    return Urgency.SOON if due_at <= until else Urgency.RUNNING


def require_move(now: CaseState, to: CaseState) -> None:
    if to not in NEXT[now]:
        raise RuleBroken(
            "案件处于“{now}”，不能转为“{to}”。", now=STATE_WORDS[now], to=STATE_WORDS[to]
        )


def require_after(since: datetime, now: CaseState, at: datetime) -> None:
    """A case goes on from a state no earlier than it came into it."""
    if at < since:
        raise RuleBroken(
            "案件自{when}起处于“{now}”，变更的时间不能更早。",
            when=dated_zh(since),
            now=STATE_WORDS[now],
        )


def require_papers(to: CaseState, number: str, handlers: Collection[str], result: str) -> None:
    """What a case must have in a state: 案号 and two officers once filed, words once decided."""
    filed = to in (CaseState.FILED, CaseState.DECIDED)
    if filed and not number:
        raise RuleBroken("立案须填写案号（案件系统中的编号）。")
    if filed and len(handlers) < 2:
        raise RuleBroken("立案须有两名承办人。")
    if to not in (CaseState.CHECKING, CaseState.FILED) and not result:
        raise RuleBroken("请填写“{state}”的处理结果或理由。", state=STATE_WORDS[to])


def require_nothing_open(open_acts: int) -> None:
    if open_acts:
        raise RuleBroken("还有 {n} 项措施没有办结，不能结案。", n=open_acts)


def require_not_closed(state: CaseState) -> None:
    if state is CaseState.CLOSED:
        raise RuleBroken("案件已结案。")


def require_settled_by_hand(kind: ActKind) -> None:
    if kind in SETTLED_BY_STATE:
        raise RuleBroken("随案件状态办结，请变更案件状态。")


def require_extendable(extended_by: str, by_law: bool) -> None:
    """Once, where the law has an extension of its limit at all."""
    if extended_by:
        raise RuleBroken("已由{by}批准延长过一次。", by=extended_by)
    if not by_law:
        raise RuleBroken("法律没有规定可以延长。")


def require_running(settled: bool, outcome: str) -> None:
    if settled:
        raise RuleBroken("这项措施已办结：{outcome}", outcome=outcome)


def require_extension(
    title: str,
    extended_by: str,
    limit: tuple[datetime, datetime | None],
    approved_at: datetime,
    now: datetime,
) -> None:
    """Once, approved by name, and before the limit ran out. `limit`: from when, and until when."""
    done_at, due_at = limit
    if due_at is None:
        raise RuleBroken("“{title}”没有法定期限，不需要延长。", title=title)
    if extended_by:
        raise RuleBroken("“{title}”已由{by}批准延长过一次。", title=title, by=extended_by)
    if approved_at > now:
        raise RuleBroken("批准时间不能晚于现在。")
    if approved_at < done_at:
        raise RuleBroken("批准延长的时间不能早于采取措施的时间。")
    if approved_at > due_at:
        raise RuleBroken("“{title}”的期限已届满，届满后批准的延长无效。", title=title)
