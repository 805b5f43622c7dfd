"""What may be done to a paper now: by whose right, and why not."""

from collections.abc import Sequence

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.domain.papers.paper import (
    CHANGEABLE,
    FROZEN,
    PAPER_STATE_WORDS,
    STEP_WORDS,
    PaperKind,
    PaperState,
    PaperStep,
)
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass

ACTIONS: dict[PaperStep, Action] = {
    PaperStep.CHECK: Action.CHECK_PAPER,
    PaperStep.COUNTERSIGN: Action.COUNTERSIGN_PAPER,
    PaperStep.REVIEW: Action.REVIEW_PAPER,
    PaperStep.NUMBER: Action.NUMBER_PAPER,
    PaperStep.SEAL: Action.SEAL_PAPER,
    PaperStep.ISSUE: Action.ISSUE_PAPER,
    PaperStep.FILE: Action.FILE_PAPER,
    PaperStep.SCAN: Action.FILE_PAPER,
    PaperStep.REPLY: Action.LIAISE,
}
DRAFTING = frozenset({PaperStep.DRAFT, PaperStep.SUBMIT, PaperStep.WITHDRAW})
AFTER_SIGNATURE = (PaperStep.NUMBER, PaperStep.SEAL, PaperStep.ISSUE, PaperStep.FILE)


def action_for(act: PaperStep, flow: PaperFlow, wanted: PaperStep | None) -> Action:
    """The right that an act asks for. Whoever is asked to judge may send back."""
    if act in DRAFTING:
        return flow.draft
    if act is PaperStep.RETURN:
        return ACTIONS.get(wanted, flow.sign) if wanted else flow.sign
    return ACTIONS.get(act, flow.sign)


def require_place(
    act: PaperStep, flow: PaperFlow, state: PaperState, wanted: PaperStep | None
) -> None:
    """Raises RuleBroken with a full sentence where the act has no place now."""
    words = STEP_WORDS[act]
    if act is PaperStep.DRAFT or act is PaperStep.WITHDRAW:
        if state not in CHANGEABLE:
            raise _frozen(state)
        return
    if act is PaperStep.RETURN:
        if state is not PaperState.FLOW:
            raise RuleBroken("公文不在送审中，不能退回。")
        return
    if act is PaperStep.REPLY:
        _require_sent_letter(flow, state)
        return
    if act in (PaperStep.SCAN, PaperStep.VOID):
        if state not in FROZEN:
            raise RuleBroken("公文签发后才能{act}。", act=words)
        return
    if act is not PaperStep.SUBMIT and act not in flow.steps:
        raise RuleBroken("{kind}不需要{act}。", kind=flow.title, act=words)
    if act is not wanted:
        raise _not_now(act, state, wanted)


def _require_sent_letter(flow: PaperFlow, state: PaperState) -> None:
    if flow.code is not PaperKind.LETTER:
        raise RuleBroken("只有函可以登记复函。")
    if state not in (PaperState.ISSUED, PaperState.FILED):
        raise RuleBroken("函印发后才能登记复函。")


def _frozen(state: PaperState) -> RuleBroken:
    return RuleBroken(
        "公文{state}，内容不能再改；需要更正的，请另拟更正件。", state=PAPER_STATE_WORDS[state]
    )


def _not_now(act: PaperStep, state: PaperState, wanted: PaperStep | None) -> RuleBroken:
    words = STEP_WORDS[act]
    if state in (PaperState.WITHDRAWN, PaperState.VOID):
        return RuleBroken("公文{state}，不再办理。", state=PAPER_STATE_WORDS[state])
    if wanted is None:
        return RuleBroken("公文的各环节已经办完，不需要{act}。", act=words)
    if wanted is PaperStep.SUBMIT:
        return RuleBroken("稿件尚未送审，不能{act}。请先由拟稿人送审。", act=words)
    if act is PaperStep.SUBMIT:
        return RuleBroken("稿件已在送审中，下一环节是{next}。", next=STEP_WORDS[wanted])
    return RuleBroken("下一环节是{next}，现在不能{act}。", next=STEP_WORDS[wanted], act=words)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed a paper. `deputy`: they are a deputy commander."""

    person_id: int | None
    name: str
    deputy: bool


def require_to_void(actor: Actor, signer: Signer | None) -> None:
    """作废 is the signer's or the commander's; of what a deputy signed, a deputy's too.

    Raises RuleBroken; of a paper that is not signed the state says more (require_place).
    """
    if signer is None or actor.has(Role.COMMANDER) or signer.person_id == actor.person_id:
        return
    if signer.deputy and actor.has(Role.DEPUTY):
        return
    words = "公文由{who}签发，须由其本人或者总指挥作废。"
    if signer.deputy:
        words = "公文由{who}签发，须由其本人、副总指挥或者总指挥作废。"
    raise RuleBroken(words, who=signer.name)


def require_group(mine: Sequence[Group], missing: Sequence[Group]) -> Group:
    """For which group the actor countersigns. Raises RuleBroken when none of theirs is asked."""
    for group in missing:
        if group in mine:
            return group
    if not missing:
        raise RuleBroken("会签已经完成。")
    raise RuleBroken(
        "会签由{groups}组长办理，您不是其组长。", groups="、".join(GROUP_WORDS[g] for g in missing)
    )
