"""What may be done to a paper in each of its states, and by whom it is made void."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.papers.paper import PaperState, PaperStep
from commandcenter.domain.papers.paper_acts import (
    AFTER_SIGNATURE,
    Signer,
    action_for,
    require_group,
    require_place,
    require_to_void,
)
from commandcenter.domain.plan.plan import PlanData
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN


@pytest.fixture(scope="module")
def flows():
    return PlanData.from_tables(read_tables(PLAN)).paper_flows


STATES = list(PaperState)
LETTER, DAILY = "letter", "daily"
CHANGED = {PaperState.DRAFT, PaperState.FLOW}
SIGNED = {PaperState.SIGNED, PaperState.ISSUED, PaperState.FILED}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("act", "kind", "fitting", "words"),
    [
        (PaperStep.DRAFT, LETTER, CHANGED, "内容不能再改"),
        (PaperStep.WITHDRAW, LETTER, CHANGED, "内容不能再改"),
        (PaperStep.RETURN, LETTER, {PaperState.FLOW}, "公文不在送审中，不能退回"),
        (PaperStep.SCAN, LETTER, SIGNED, "公文签发后才能"),
        (PaperStep.VOID, LETTER, SIGNED, "公文签发后才能作废"),
        (PaperStep.REPLY, LETTER, {PaperState.ISSUED, PaperState.FILED}, "函印发后才能登记复函"),
        (PaperStep.REPLY, DAILY, set(), "只有函可以登记复函"),
    ],
)
def test_an_act_beside_the_way_has_its_states(flows, state, act, kind, fitting, words):
    if state in fitting:
        require_place(act, flows[kind], state, None)
    else:
        with pytest.raises(RuleBroken, match=words):
            require_place(act, flows[kind], state, None)


def test_a_kind_has_only_the_steps_of_its_way(flows):
    steps = flows[LETTER].steps
    assert PaperStep.NUMBER in steps
    require_place(PaperStep.NUMBER, flows[LETTER], PaperState.SIGNED, PaperStep.NUMBER)
    assert PaperStep.SEAL not in flows[DAILY].steps
    with pytest.raises(RuleBroken, match=f"{flows[DAILY].title}不需要用印"):
        require_place(PaperStep.SEAL, flows[DAILY], PaperState.SIGNED, PaperStep.ISSUE)


@pytest.mark.parametrize(
    ("act", "state", "wanted", "words"),
    [
        (PaperStep.SIGN, PaperState.DRAFT, PaperStep.SUBMIT, "稿件尚未送审，不能签发"),
        (PaperStep.SUBMIT, PaperState.FLOW, PaperStep.SIGN, "已在送审中，下一环节是签发"),
        (PaperStep.ISSUE, PaperState.FLOW, PaperStep.SIGN, "下一环节是签发，现在不能印发"),
        (PaperStep.ISSUE, PaperState.FILED, None, "各环节已经办完，不需要印发"),
        (PaperStep.ISSUE, PaperState.VOID, None, "不再办理"),
        (PaperStep.SIGN, PaperState.WITHDRAWN, PaperStep.SUBMIT, "不再办理"),
    ],
)
def test_a_step_comes_when_it_is_its_turn(flows, act, state, wanted, words):
    with pytest.raises(RuleBroken, match=words):
        require_place(act, flows[LETTER], state, wanted)
    if wanted is not None and state is not PaperState.WITHDRAWN:
        require_place(wanted, flows[LETTER], state, wanted)


RIGHTS = {
    "draft": "draft_paper", "submit": "draft_paper", "withdraw": "draft_paper",
    "check": "check_paper", "countersign": "countersign_paper", "review": "review_paper",
    "sign": "sign_paper", "number": "number_paper", "seal": "seal_paper", "issue": "issue_paper",
    "file": "file_paper", "scan": "file_paper", "void": "sign_paper", "reply": "liaise",
    "return": "sign_paper",
}  # fmt: skip


@pytest.mark.parametrize("act", list(PaperStep))
def test_an_act_asks_for_a_right_of_its_own(flows, act):
    assert action_for(act, flows[LETTER], None).value == RIGHTS[act.value]


@pytest.mark.parametrize("wanted", list(PaperStep))
def test_whoever_is_asked_to_judge_may_send_back(flows, wanted):
    judging = {
        "check": "check_paper", "countersign": "countersign_paper", "review": "review_paper",
        "number": "number_paper", "seal": "seal_paper", "issue": "issue_paper",
        "file": "file_paper", "scan": "file_paper", "reply": "liaise",
    }  # fmt: skip
    action = action_for(PaperStep.RETURN, flows[LETTER], wanted)
    assert action.value == judging.get(wanted.value, "sign_paper")


def test_a_kind_names_the_rights_of_its_drafter_and_signer(flows):
    assert action_for(PaperStep.SUBMIT, flows["dutyday"], None).value == "draft_report"
    assert action_for(PaperStep.SIGN, flows["dutyday"], None).value == "sign_report"
    assert action_for(PaperStep.RETURN, flows["dutyday"], PaperStep.SIGN).value == "sign_report"


def test_four_steps_follow_the_signature():
    assert [step.value for step in AFTER_SIGNATURE] == ["number", "seal", "issue", "file"]


@pytest.mark.parametrize("state", STATES)
def test_what_is_given_up_or_void_is_not_dealt_with_any_more(flows, state):
    over = state.value in ("withdrawn", "void")
    words = "不再办理" if over else "各环节已经办完，不需要归档"
    with pytest.raises(RuleBroken, match=words):
        require_place(PaperStep.FILE, flows[LETTER], state, None)


def test_submitting_is_a_step_of_every_kind(flows):
    assert PaperStep.SUBMIT not in flows[DAILY].steps
    require_place(PaperStep.SUBMIT, flows[DAILY], PaperState.DRAFT, PaperStep.SUBMIT)


def person(number, role):
    return Actor(number, f"p{number}", f"第{number}人", frozenset({Grant(role)}))


@pytest.mark.parametrize(
    ("actor", "deputy", "words"),
    [
        (person(1, Role.LEADER), False, None),
        (person(2, Role.COMMANDER), False, None),
        (person(2, Role.DEPUTY), False, "公文由第1人签发，须由其本人或者总指挥作废"),
        (person(2, Role.LEADER), False, "公文由第1人签发，须由其本人或者总指挥作废"),
        (person(1, Role.DEPUTY), True, None),
        (person(2, Role.COMMANDER), True, None),
        (person(2, Role.DEPUTY), True, None),
        (person(2, Role.LEADER), True, "公文由第1人签发，须由其本人、副总指挥或者总指挥作废"),
    ],
)
def test_a_paper_is_made_void_by_its_signer_or_who_stands_above(actor, deputy, words):
    require_to_void(actor, None)  # not signed: the state says more
    if words is None:
        require_to_void(actor, Signer(1, "第1人", deputy))
    else:
        with pytest.raises(RuleBroken, match=words):
            require_to_void(actor, Signer(1, "第1人", deputy))


def test_one_countersigns_for_a_group_of_ones_own_that_is_missing():
    assert require_group([Group.LEGAL, Group.OPINION], [Group.OPINION, Group.LEGAL]) is (
        Group.OPINION
    )
    with pytest.raises(RuleBroken, match="会签已经完成"):
        require_group([Group.LEGAL], [])
    with pytest.raises(RuleBroken, match=r"会签由.*组长办理，您不是其组长"):
        require_group([Group.LEGAL], [Group.OPINION])
