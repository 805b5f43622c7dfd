"""典型案例 (plan 7.2) on its way out: legality, secrecy, signature, publication; and back.

Each gate judges the very text that was read, by its SHA-256. A signed text is changed by nobody:
it is sent back first. What is published is revoked with a reason, and stays in the record.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.actions import Action
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.papers.word_lists import Severity
from commandcenter.domain.phrase import joined, phrases
from commandcenter.domain.times import is_before


class CaseState(StrEnum):
    DRAFT = "draft"
    LEGAL = "legal"  # waits for the legality check
    SECRECY = "secrecy"
    APPROVAL = "approval"
    APPROVED = "approved"  # waits for being published
    PUBLISHED = "published"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"  # it never went out, and will not


STATE_WORDS: dict[CaseState, str] = phrases(
    {
        CaseState.DRAFT: "起草",
        CaseState.LEGAL: "待合法性审核",
        CaseState.SECRECY: "待保密审查",
        CaseState.APPROVAL: "待签发",
        CaseState.APPROVED: "待发布",
        CaseState.PUBLISHED: "已发布",
        CaseState.REVOKED: "已撤销",
        CaseState.WITHDRAWN: "已撤回",
    }
)


class CaseStep(StrEnum):
    """What is noted of a case on its way."""

    DRAFT = "draft"
    SUBMIT = "submit"
    LEGAL = "legal"
    SECRECY = "secrecy"
    APPROVAL = "approval"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"


STEP_WORDS: dict[CaseStep, str] = phrases(
    {
        CaseStep.DRAFT: "撰写",
        CaseStep.SUBMIT: "送审",
        CaseStep.LEGAL: "合法性审核",
        CaseStep.SECRECY: "保密审查",
        CaseStep.APPROVAL: "签发",
        CaseStep.PUBLISH: "发布",
        CaseStep.RETURN: "退回",
        CaseStep.WITHDRAW: "撤回",
        CaseStep.REVOKE: "撤销",
    }
)


class CaseAct(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    LEGAL = "legal"
    SECRECY = "secrecy"
    APPROVE = "approve"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"


# Where on the way each act has its place; the others follow rules of their own.
AT: dict[CaseAct, CaseState] = {
    CaseAct.SUBMIT: CaseState.DRAFT,
    CaseAct.LEGAL: CaseState.LEGAL,
    CaseAct.SECRECY: CaseState.SECRECY,
    CaseAct.APPROVE: CaseState.APPROVAL,
    CaseAct.PUBLISH: CaseState.APPROVED,
    CaseAct.REVOKE: CaseState.PUBLISHED,
}
NEXT: dict[CaseAct, tuple[CaseStep, CaseState]] = {
    CaseAct.SUBMIT: (CaseStep.SUBMIT, CaseState.LEGAL),
    CaseAct.LEGAL: (CaseStep.LEGAL, CaseState.SECRECY),
    CaseAct.SECRECY: (CaseStep.SECRECY, CaseState.APPROVAL),
    CaseAct.APPROVE: (CaseStep.APPROVAL, CaseState.APPROVED),
    CaseAct.PUBLISH: (CaseStep.PUBLISH, CaseState.PUBLISHED),
    CaseAct.RETURN: (CaseStep.RETURN, CaseState.DRAFT),
    CaseAct.WITHDRAW: (CaseStep.WITHDRAW, CaseState.WITHDRAWN),
    CaseAct.REVOKE: (CaseStep.REVOKE, CaseState.REVOKED),
}
ACTIONS: dict[CaseAct, Action] = {
    CaseAct.EDIT: Action.DRAFT_CASE,
    CaseAct.SUBMIT: Action.DRAFT_CASE,
    CaseAct.WITHDRAW: Action.DRAFT_CASE,
    CaseAct.LEGAL: Action.CHECK_RELEASE,
    CaseAct.SECRECY: Action.CHECK_SECRECY,
    CaseAct.APPROVE: Action.APPROVE_RELEASE,
    CaseAct.PUBLISH: Action.PUBLISH_RELEASE,
    CaseAct.REVOKE: Action.APPROVE_RELEASE,
}
# Whoever has it before them sends it back; once it is signed, the signer.
RETURNS: dict[CaseState, Action] = {
    CaseState.LEGAL: Action.CHECK_RELEASE,
    CaseState.SECRECY: Action.CHECK_SECRECY,
    CaseState.APPROVAL: Action.APPROVE_RELEASE,
    CaseState.APPROVED: Action.APPROVE_RELEASE,
}
BY_ANOTHER = frozenset({CaseAct.SECRECY, CaseAct.APPROVE})  # than who wrote it
OVER = frozenset({CaseState.PUBLISHED, CaseState.REVOKED, CaseState.WITHDRAWN})
SUBMITTED = tuple(s for s in CaseState if s not in (CaseState.DRAFT, CaseState.WITHDRAWN))
# Where an incident has a case already: no second one beside it.
STANDING = frozenset(CaseState) - {CaseState.REVOKED, CaseState.WITHDRAWN}


def action_for(act: CaseAct, now: CaseState) -> Action:
    """The right that an act asks; a return and a withdrawal by how far the case has come."""
    if act is CaseAct.RETURN:
        return RETURNS.get(now, Action.CHECK_RELEASE)
    if act is CaseAct.WITHDRAW and now is CaseState.APPROVED:
        return Action.APPROVE_RELEASE
    return ACTIONS[act]


def require_place(act: CaseAct, now: CaseState) -> None:
    """Raise RuleBroken unless the act has its place where the case stands."""
    words = STATE_WORDS[now]
    if act is CaseAct.EDIT and now is not CaseState.DRAFT:
        raise RuleBroken("案例处于“{now}”，不能修改；要改先退回。", now=words)
    if act is CaseAct.RETURN and now not in RETURNS:
        raise RuleBroken("案例处于“{now}”，没有送审，不需要退回。", now=words)
    if act is CaseAct.WITHDRAW and now in OVER:
        raise RuleBroken("案例处于“{now}”，不能撤回；已发布的请用“撤销”。", now=words)
    if act in AT and now is not AT[act]:
        wanted = STATE_WORDS[AT[act]]
        raise RuleBroken("案例处于“{now}”，须先到“{wanted}”。", now=words, wanted=wanted)


def require_same_case(seen: str, now: str) -> None:
    if seen != now:
        raise RuleBroken("案例在您查看之后又有修改，请核对新的文字后再办理。")


def require_no_slips(found: Iterable[Slip]) -> None:
    """Raise RuleBroken with the words that are no matter of taste."""
    wrong = [slip.words for slip in found if slip.weight is Severity.WARN]
    if wrong:
        raise RuleBroken("文中有错敏词，请改正后再办理：{words}", words=joined("", wrong[:5]))


def require_out(published_at: datetime, signed_at: datetime, now: datetime) -> None:
    if published_at > now:
        raise RuleBroken("发布时间不能晚于现在。")
    if is_before(published_at, signed_at.replace(second=0, microsecond=0), now):
        raise RuleBroken("发布时间不能早于签发时间。")
