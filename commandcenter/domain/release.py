"""Releases: their kinds, the gate they pass through, and in which order."""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken


class ReleaseKind(StrEnum):
    LINE = "line"  # 口径: internal wording
    NOTICE = "notice"  # 情况通报
    TIP = "tip"  # 消费提示、消费警示


RELEASE_KIND_WORDS: dict[ReleaseKind, str] = {
    ReleaseKind.LINE: "口径",
    ReleaseKind.NOTICE: "情况通报",
    ReleaseKind.TIP: "消费警示",
}


class ReleaseState(StrEnum):
    DRAFT = "draft"
    LEGAL = "legal"  # waits for the legality check
    SECRECY = "secrecy"  # waits for the secrecy check
    APPROVAL = "approval"  # waits for the signature
    APPROVED = "approved"  # waits for being told, or for publication
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


RELEASE_STATE_WORDS: dict[ReleaseState, str] = {
    ReleaseState.DRAFT: "起草",
    ReleaseState.LEGAL: "待合法性审核",
    ReleaseState.SECRECY: "待保密审查",
    ReleaseState.APPROVAL: "待签发",
    ReleaseState.APPROVED: "已签发",
    ReleaseState.PUBLISHED: "已发布",
    ReleaseState.WITHDRAWN: "已撤回",
}

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

    SUBMIT = "submit"
    LEGAL = "legal"
    SECRECY = "secrecy"
    APPROVAL = "approval"
    TOLD = "told"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"


def require_state(now: ReleaseState, wanted: ReleaseState) -> None:
    """Raise RuleBroken unless the release stands at `wanted`."""
    if now is not wanted:
        raise RuleBroken(
            "该发布稿处于“{now}”，须先到“{wanted}”。",
            now=RELEASE_STATE_WORDS[now],
            wanted=RELEASE_STATE_WORDS[wanted],
        )
