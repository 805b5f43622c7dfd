"""Public opinion (plan 2.2(4)): where an item appeared, in what tone, and how it was answered.

Nothing is deleted, here or there: a false claim is answered and corrected (突发事件应对法 7).
"""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.domain.times import dated_zh
from commandcenter.late_dataclass import dataclass


class Media(StrEnum):
    """How far up the outlet stands, lowest first; the grading asks for the gravest."""

    SELF = "self"
    LOCAL = "local"
    CITY = "city"
    PROVINCE = "province"
    CENTRAL = "central"


MEDIA_WORDS: dict[Media, str] = phrases(
    {
        Media.SELF: "自媒体、社交平台",
        Media.LOCAL: "本地媒体",
        Media.CITY: "市级媒体",
        Media.PROVINCE: "省级媒体",
        Media.CENTRAL: "中央媒体",
    }
)


class Tone(StrEnum):
    NEUTRAL = "neutral"
    SUPPORTIVE = "supportive"
    WORRIED = "worried"
    CRITICAL = "critical"
    ANGRY = "angry"


TONE_WORDS: dict[Tone, str] = phrases(
    {
        Tone.NEUTRAL: "中性",
        Tone.SUPPORTIVE: "理解支持",
        Tone.WORRIED: "担忧",
        Tone.CRITICAL: "批评",
        Tone.ANGRY: "激烈",
    }
)


class OpinionState(StrEnum):
    OPEN = "open"
    WATCHED = "watched"
    REFERRED = "referred"
    ANSWERED = "answered"


OPINION_STATE_WORDS: dict[OpinionState, str] = phrases(
    {
        OpinionState.OPEN: "待处理",
        OpinionState.WATCHED: "持续关注",
        OpinionState.REFERRED: "已移交",
        OpinionState.ANSWERED: "已回应",
    }
)
FURTHER: dict[OpinionState, frozenset[OpinionState]] = {
    OpinionState.OPEN: frozenset(
        {OpinionState.WATCHED, OpinionState.REFERRED, OpinionState.ANSWERED}
    ),
    OpinionState.WATCHED: frozenset({OpinionState.REFERRED, OpinionState.ANSWERED}),
    OpinionState.REFERRED: frozenset({OpinionState.ANSWERED}),
    OpinionState.ANSWERED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Handled:
    """How an item stands: who handled it last, and when."""

    state: OpinionState
    by: str = ""
    at: datetime | None = None


def require_step(now: Handled, to: OpinionState, false_claim: bool) -> None:
    """Raise RuleBroken, saying who and when, unless the item may go on to `to`."""
    if to not in FURTHER[now.state]:
        raise RuleBroken(
            "这条舆情{state}（{by} {at}），不能再改为“{to}”。",
            state=OPINION_STATE_WORDS[now.state],
            by=now.by,
            at=dated_zh(now.at) if now.at else "",
            to=OPINION_STATE_WORDS[to],
        )
    if false_claim and to is OpinionState.WATCHED:
        raise RuleBroken("不实信息须回应更正或者移交，不能只作关注（突发事件应对法第7条）。")


def require_times(published_at: datetime, now: datetime) -> None:
    if published_at > now:
        raise RuleBroken("发布时间不能晚于现在。")


def require_reach(reach: int | None) -> None:
    if reach is not None and reach < 0:
        raise RuleBroken("传播量不能小于 0。")
