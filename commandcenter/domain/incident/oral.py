"""Oral decisions (电话请示记录): who may record one, and how it is signed or disputed.

It takes effect at once as “口头同意，待补签” (plan 2.1(1)); three people stand behind it: who
decided, who wrote it down, and a witness.
"""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.rights import Action
from commandcenter.domain.times import is_before
from commandcenter.late_dataclass import dataclass


class Matter(StrEnum):
    """What was decided by telephone."""

    GRADE = "grade"
    ACTIVATE = "activate"
    RAISE = "raise"
    LOWER = "lower"
    END = "end"
    RELEASE = "release"
    OTHER = "other"


MATTER_WORDS: dict[Matter, str] = phrases(
    {
        Matter.GRADE: "定级",
        Matter.ACTIVATE: "启动响应",
        Matter.RAISE: "提高响应级别",
        Matter.LOWER: "降低响应级别",
        Matter.END: "终止响应",
        Matter.RELEASE: "信息发布",
        Matter.OTHER: "其他事项",
    }
)
PENDING = word("口头同意，待补签")
SIGNED = "oral_signed"  # the obligation that says by when

# The right that must be the decider's own; for other matters they answer as who they are.
NEEDS: dict[Matter, Action] = {
    Matter.GRADE: Action.DECIDE_GRADE,
    Matter.ACTIVATE: Action.ACTIVATE,
    Matter.RAISE: Action.RAISE_LEVEL,
    Matter.LOWER: Action.LOWER_LEVEL,
    Matter.END: Action.END_RESPONSE,
    Matter.RELEASE: Action.APPROVE_RELEASE,
}


@dataclass(frozen=True, slots=True)
class People:
    """The three behind a call: ids where they are known, names as written."""

    recorder_id: int
    recorder: str
    decider_id: int
    decider: str
    witness: str


def require_three(people: People) -> None:
    """Raise RuleBroken unless who decided, who wrote it down and the witness are three."""
    if people.decider_id == people.recorder_id:
        raise RuleBroken("电话请示记录须由作出决定的人以外的人登记。您就是决定人，请直接签发。")
    if people.witness in (people.decider, people.recorder):
        raise RuleBroken("见证人须是决定人、记录人以外的第三人。")


def effective_at(called_at: datetime, last_act: datetime, now: datetime) -> datetime:
    """Since when it holds: the call, which is noted to the minute, but after `last_act`, and now
    where the clock was put back behind that.

    Raises RuleBroken for a call that is still to come, or before what it decides about.
    """
    if called_at > now:
        raise RuleBroken("通话时间不能晚于现在。")
    if is_before(called_at, last_act.replace(second=0, microsecond=0), now):
        raise RuleBroken("通话时间早于接报或上一次决定的时间，请核对。")
    return min(max(called_at, last_act), now)


def require_unsettled(
    decider: str, signed_at: datetime | None, disputed_at: datetime | None
) -> None:
    """Raise RuleBroken once it is signed, or disputed by the decider."""
    if signed_at is not None:
        raise RuleBroken("这项口头决定已由{who}补签，不能再改。", who=decider)
    if disputed_at is not None:
        raise RuleBroken("{who}已对这项口头决定提出异议，请另行决定。", who=decider)


def require_signature(signature: str, name: str) -> None:
    if signature.strip() != name:
        raise RuleBroken("签名应为本人姓名“{name}”。", name=name)
