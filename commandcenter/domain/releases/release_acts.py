"""What can be done to a release, by which right, and where on its way (plan 4.1(5), 2.1(3))."""

from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import (
    CHANGEABLE,
    RELEASE_STATE_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
    require_changeable,
    require_state,
)
from commandcenter.domain.rights import Action


class ReleaseAct(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    LEGAL = "legal"
    SECRECY = "secrecy"
    APPROVE = "approve"
    RETURN = "return"
    AUTHORISE = "authorise"
    TELL = "tell"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


# Where on the way each act has its place; the others follow rules of their own.
AT: dict[ReleaseAct, ReleaseState] = {
    ReleaseAct.SUBMIT: ReleaseState.DRAFT,
    ReleaseAct.LEGAL: ReleaseState.LEGAL,
    ReleaseAct.SECRECY: ReleaseState.SECRECY,
    ReleaseAct.APPROVE: ReleaseState.APPROVAL,
    ReleaseAct.TELL: ReleaseState.APPROVED,
    ReleaseAct.PUBLISH: ReleaseState.APPROVED,
}
ACTIONS: dict[ReleaseAct, Action] = {
    ReleaseAct.EDIT: Action.DRAFT_RELEASE,
    ReleaseAct.SUBMIT: Action.DRAFT_RELEASE,
    ReleaseAct.LEGAL: Action.CHECK_RELEASE,
    ReleaseAct.SECRECY: Action.CHECK_SECRECY,
    ReleaseAct.APPROVE: Action.APPROVE_RELEASE,
    ReleaseAct.AUTHORISE: Action.DRAFT_RELEASE,
    ReleaseAct.TELL: Action.PUBLISH_RELEASE,
    ReleaseAct.PUBLISH: Action.PUBLISH_RELEASE,
    ReleaseAct.CORRECT: Action.DRAFT_RELEASE,
}
# Whoever has it before them sends it back; once it is signed, the signer.
RETURNS: dict[ReleaseState, tuple[Action, GateStep]] = {
    ReleaseState.LEGAL: (Action.CHECK_RELEASE, GateStep.LEGAL),
    ReleaseState.SECRECY: (Action.CHECK_SECRECY, GateStep.SECRECY),
    ReleaseState.APPROVAL: (Action.APPROVE_RELEASE, GateStep.RETURN),
    ReleaseState.APPROVED: (Action.APPROVE_RELEASE, GateStep.RETURN),
}
# What was passed last where the release stands, as it is taken back: the act, its step, the verb of
# its line.
UNDONE: dict[ReleaseState, tuple[ReleaseAct, GateStep, str]] = {
    ReleaseState.SECRECY: (ReleaseAct.LEGAL, GateStep.LEGAL, "legality passed"),
    ReleaseState.APPROVAL: (ReleaseAct.SECRECY, GateStep.SECRECY, "secrecy passed"),
    ReleaseState.APPROVED: (ReleaseAct.APPROVE, GateStep.APPROVAL, "approved"),
}
# The work of one person that another must do (two-person rule).
BY_ANOTHER = frozenset({ReleaseAct.SECRECY, ReleaseAct.APPROVE})


def action_for(act: ReleaseAct, now: ReleaseState) -> Action:
    """The right that an act asks; a return and a withdrawal by how far the release has come."""
    if act is ReleaseAct.RETURN:
        return RETURNS.get(now, (Action.CHECK_RELEASE, GateStep.RETURN))[0]
    if act is ReleaseAct.WITHDRAW:
        signed = now is ReleaseState.APPROVED
        return Action.APPROVE_RELEASE if signed else Action.DRAFT_RELEASE
    return ACTIONS[act]


def require_place(act: ReleaseAct, kind: ReleaseKind, now: ReleaseState) -> None:
    """Raise RuleBroken unless the act has its place where the release stands."""
    if act is ReleaseAct.CORRECT:
        _require_out(kind, now)
        return
    require_changeable(now)
    if act is ReleaseAct.EDIT and is_out(kind, now):
        raise RuleBroken("口径已签发在用，不能直接修改；情况有变化请用“更正”另起一稿。")
    if act in (ReleaseAct.TELL, ReleaseAct.PUBLISH) and kind is ReleaseKind.LINE:
        raise RuleBroken("口径是内部用语，不对外发布；对外请写情况通报或消费警示。")
    if act is ReleaseAct.RETURN and now not in RETURNS:
        raise RuleBroken("该发布稿处于“{now}”，没有送审，不需要退回。", now=_words(now))
    if act is ReleaseAct.AUTHORISE and now is ReleaseState.DRAFT:
        raise RuleBroken("上级授权针对定稿的文字，请先送审再登记授权。")
    if act in AT:
        require_state(now, AT[act])


def require_undoable(kind: ReleaseKind, now: ReleaseState) -> None:
    """Raise RuleBroken where nothing was passed that can be taken back."""
    if is_out(kind, now):
        raise RuleBroken("该稿已在使用或者已发布，签发不能撤回；情况有变化请用“更正”另起一稿。")
    if now not in UNDONE:
        raise RuleBroken("该发布稿处于“{now}”，没有可以撤回的审核或签发。", now=_words(now))


def is_out(kind: ReleaseKind, now: ReleaseState) -> bool:
    """Whether it is in use: published, or internal wording that is signed."""
    signed = kind is ReleaseKind.LINE and now is ReleaseState.APPROVED
    return signed or now is ReleaseState.PUBLISHED


def waits(kind: ReleaseKind, now: ReleaseState) -> bool:
    """Whether somebody has still to do something with it."""
    return now in CHANGEABLE and not is_out(kind, now)


def _require_out(kind: ReleaseKind, now: ReleaseState) -> None:
    if not is_out(kind, now):
        raise RuleBroken("该稿处于“{now}”，还没有发出，可以直接修改。", now=_words(now))


def _words(now: ReleaseState) -> str:
    return RELEASE_STATE_WORDS[now]
