"""What a release misses next, in words."""

from commandcenter.domain.releases.release import (
    GATE_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.releases.release_acts import ReleaseAct, action_for
from commandcenter.domain.releases.release_authority import NOT_GRADED
from commandcenter.domain.rights import Action, Rights
from commandcenter.store.releases.release_gate import Standing


def next_words(rights: Rights, at: Standing) -> str:
    row = at.row
    last = at.steps[-1] if at.steps else None
    match row.state:
        case ReleaseState.DRAFT if last and not last.passed:
            return f"{last.by}退回：{last.words}"
        case ReleaseState.DRAFT:
            return "待送审"
        case ReleaseState.LEGAL | ReleaseState.SECRECY:
            act = ReleaseAct(row.state.value)
            return (
                f"待{rights.holders(action_for(act, row.state))}{GATE_WORDS[GateStep(act.value)]}"
            )
        case ReleaseState.APPROVAL if at.rule is None:
            return NOT_GRADED
        case ReleaseState.APPROVAL if at.lacks_document:
            return "须先取得上级授权并登记文号"
        case ReleaseState.APPROVAL:
            return f"待{rights.holders(Action.APPROVE_RELEASE)}签发"
        case ReleaseState.APPROVED if row.kind is ReleaseKind.LINE:
            return "已签发，可据以答复"
        case ReleaseState.APPROVED:
            return f"发布前须告知{'、'.join(at.untold)}" if at.untold else "可以发布"
        case ReleaseState.PUBLISHED:
            return f"{last.receiver}发布" if last and last.receiver else "已发布"
    return last.words if last else ""
