"""What may be done to a paper in each of its states, and by whom it is made void."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.papers.paper import PaperState, PaperStep
from commandcenter.domain.papers.paper_acts import (
    Signer,
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
