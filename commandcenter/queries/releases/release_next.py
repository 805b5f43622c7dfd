"""What a release misses next, in words."""

from commandcenter.domain.phrase import enumerated, phrase, word
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
            return phrase("{by}退回：{words}", by=last.by, words=last.words)
        case ReleaseState.DRAFT:
            return word("待送审")
        case ReleaseState.LEGAL | ReleaseState.SECRECY:
            act = ReleaseAct(row.state.value)
            who = rights.holders(action_for(act, row.state))
            return phrase("待{who}{step}", who=who, step=GATE_WORDS[GateStep(act.value)])
        case ReleaseState.APPROVAL if at.rule is None:
            return NOT_GRADED
        case ReleaseState.APPROVAL if at.lacks_document:
            return word("须先取得上级授权并登记文号")
        case ReleaseState.APPROVAL:
            return phrase("待{who}签发", who=rights.holders(Action.APPROVE_RELEASE))
        case ReleaseState.APPROVED if row.kind is ReleaseKind.LINE:
            return word("已签发，可据以答复")
        case ReleaseState.APPROVED if at.untold:
            return phrase("发布前须告知{receivers}", receivers=enumerated(at.untold))
        case ReleaseState.APPROVED:
            return word("可以发布")
        case ReleaseState.PUBLISHED if last and last.receiver:
            return phrase("{channel}发布", channel=last.receiver)
        case ReleaseState.PUBLISHED:
            return word("已发布")
    return last.words if last else ""
