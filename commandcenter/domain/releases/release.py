"""Releases: their kinds, the gate they pass through, and in which order.

Each check is bound to the very text it judged, by its SHA-256: a changed text starts again.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrases, word
from commandcenter.domain.times import is_before
from commandcenter.late_dataclass import dataclass


class ReleaseKind(StrEnum):
    LINE = "line"  # 口径: internal wording
    NOTICE = "notice"  # 情况通报
    TIP = "tip"  # 消费提示、消费警示


RELEASE_KIND_WORDS: dict[ReleaseKind, str] = phrases(
    {
        ReleaseKind.LINE: "口径",
        ReleaseKind.NOTICE: "情况通报",
        ReleaseKind.TIP: "消费警示",
    }
)


class ReleaseState(StrEnum):
    DRAFT = "draft"
    LEGAL = "legal"  # waits for the legality check
    SECRECY = "secrecy"  # waits for the secrecy check
    APPROVAL = "approval"  # waits for the signature
    APPROVED = "approved"  # waits for being told, or for publication
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


RELEASE_STATE_WORDS: dict[ReleaseState, str] = phrases(
    {
        ReleaseState.DRAFT: "起草",
        ReleaseState.LEGAL: "待合法性审核",
        ReleaseState.SECRECY: "待保密审查",
        ReleaseState.APPROVAL: "待签发",
        ReleaseState.APPROVED: "已签发",
        ReleaseState.PUBLISHED: "已发布",
        ReleaseState.WITHDRAWN: "已撤回",
    }
)

# The order of the gate (plan 4.1(5), 2.1(3)); a return goes back to the draft from anywhere.
NEXT: dict[ReleaseState, ReleaseState] = {
    ReleaseState.DRAFT: ReleaseState.LEGAL,
    ReleaseState.LEGAL: ReleaseState.SECRECY,
    ReleaseState.SECRECY: ReleaseState.APPROVAL,
    ReleaseState.APPROVAL: ReleaseState.APPROVED,
    ReleaseState.APPROVED: ReleaseState.PUBLISHED,
}


class GateStep(StrEnum):
    """What is noted of a release on its way."""

    DRAFT = "draft"  # written, or changed: who, and what they wrote
    SUBMIT = "submit"
    LEGAL = "legal"
    SECRECY = "secrecy"
    APPROVAL = "approval"
    AUTHORITY = "authority"  # the upper body's document
    TOLD = "told"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    TAKEN_BACK = "taken_back"  # the step before it, by who passed it


GATE_WORDS: dict[GateStep, str] = phrases(
    {
        GateStep.DRAFT: "起草",
        GateStep.SUBMIT: "送审",
        GateStep.LEGAL: "合法性审核",
        GateStep.SECRECY: "保密审查",
        GateStep.APPROVAL: "签发",
        GateStep.AUTHORITY: "上级授权",
        GateStep.TOLD: "告知",
        GateStep.PUBLISH: "发布",
        GateStep.RETURN: "退回",
        GateStep.WITHDRAW: "撤回",
        GateStep.TAKEN_BACK: "撤回办理",
    }
)

# What must have passed of the very text before it is signed, and before it goes out.
BEFORE_SIGNATURE = (GateStep.LEGAL, GateStep.SECRECY)
BEFORE_PUBLICATION = (GateStep.LEGAL, GateStep.SECRECY, GateStep.APPROVAL)
CHANGEABLE = frozenset(NEXT)  # the published and the withdrawn are frozen


class Naming(StrEnum):
    """On which ground the trader may be named outside."""

    FILED = "filed"  # after 立案
    PUBLICISED = "publicised"  # after 公示


NAMING_WORDS: dict[Naming, str] = phrases({Naming.FILED: "已立案", Naming.PUBLICISED: "已公示"})


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that was passed: of which text, whom it was told to or by what it went out."""

    step: GateStep
    sha256: str
    receiver: str = ""


def judged_text(title: str, text: str) -> str:
    """What a judge sees, and what is hashed: the title over the text."""
    return f"{title}\n{text}"


def digest(judged: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(judged.encode()).hexdigest()


def require_state(now: ReleaseState, wanted: ReleaseState) -> None:
    """Raise RuleBroken unless the release stands at `wanted`."""
    if now is not wanted:
        raise RuleBroken(
            "该发布稿处于“{now}”，须先到“{wanted}”。",
            now=RELEASE_STATE_WORDS[now],
            wanted=RELEASE_STATE_WORDS[wanted],
        )


def require_changeable(now: ReleaseState) -> None:
    """Raise RuleBroken for what is published or withdrawn: it is frozen."""
    if now is ReleaseState.PUBLISHED:
        raise RuleBroken("已发布的内容不能改动，也不能撤回；情况有变化请另发更正。")
    if now not in CHANGEABLE:
        raise RuleBroken("该发布稿已撤回，请另行起草。")


def require_same_text(seen: str, now: str) -> None:
    """Raise RuleBroken when the text is no longer the one that was judged."""
    if seen != now:
        raise RuleBroken("发布稿在您查看之后又有修改，请核对新的文字后再办理。")


def missing_checks(
    steps: Iterable[GateStep], passed: Sequence[Passed], sha256: str
) -> list[GateStep]:
    """Which of `steps` the text with this digest has not passed."""
    done = {p.step for p in passed if p.sha256 == sha256}
    return [step for step in steps if step not in done]


def require_checked(steps: Iterable[GateStep], passed: Sequence[Passed], sha256: str) -> None:
    """Raise RuleBroken unless the very text passed each of `steps`."""
    if missing := missing_checks(steps, passed, sha256):
        names = joined("、", (GATE_WORDS[step] for step in missing))
        raise RuleBroken("这一稿文字还没有经过{steps}，不能发布。", steps=names)


def not_notified(tell: Sequence[str], passed: Sequence[Passed], sha256: str) -> list[str]:
    """Who has still to be told of the very text."""
    told = {p.receiver for p in passed if p.step is GateStep.TOLD and p.sha256 == sha256}
    return [receiver for receiver in tell if receiver not in told]


def require_notified(tell: Sequence[str], passed: Sequence[Passed], sha256: str) -> None:
    """Raise RuleBroken unless all who must be told beforehand were told."""
    if left := not_notified(tell, passed, sha256):
        raise RuleBroken("发布前须先告知{who}，并登记告知的人和时间。", who=joined("、", left))


def require_past(at: datetime, not_before: datetime, now: datetime, what: str) -> None:
    """Raise RuleBroken for a time still to come, or before what it follows (to the minute)."""
    if at > now:
        raise RuleBroken("{what}不能晚于现在。", what=word(what))
    if is_before(at, not_before.replace(second=0, microsecond=0), now):
        raise RuleBroken("{what}不能早于签发时间。", what=word(what))
