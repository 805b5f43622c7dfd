"""What is done to a release where it stands: the gate, the way back, and what is out already."""

from itertools import pairwise

import pytest

from commandcenter.domain.actions import Action
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import (
    BEFORE_PUBLICATION,
    BEFORE_SIGNATURE,
    CHANGEABLE,
    NEXT,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.releases.release_acts import (
    BY_ANOTHER,
    RETURNS,
    UNDONE,
    ReleaseAct,
    action_for,
    is_out,
    require_place,
    require_undoable,
    waits,
)

KINDS, STATES, ACTS = list(ReleaseKind), list(ReleaseState), list(ReleaseAct)
ON_THE_WAY = ["legal", "secrecy", "approval", "approved"]
# Where each act has its place, for what is written for the public.
PLACES = {
    "edit": ["draft", *ON_THE_WAY],
    "submit": ["draft"],
    "legal": ["legal"],
    "secrecy": ["secrecy"],
    "approve": ["approval"],
    "return": ON_THE_WAY,
    "authorise": ON_THE_WAY,
    "tell": ["approved"],
    "publish": ["approved"],
    "withdraw": ["draft", *ON_THE_WAY],
    "correct": ["published"],
}
# An internal line is in use once it is signed, and never goes out.
OF_A_LINE = PLACES | {
    "edit": ["draft", "legal", "secrecy", "approval"],
    "tell": [],
    "publish": [],
    "correct": ["approved", "published"],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_has_its_place_on_the_way(act, kind):
    places = OF_A_LINE if kind is ReleaseKind.LINE else PLACES
    for state in ReleaseState:
        if state.value in places[act]:
            require_place(act, kind, state)
        else:
            with pytest.raises(RuleBroken):
                require_place(act, kind, state)


@pytest.mark.parametrize(
    ("act", "kind", "state", "why"),
    [
        ("correct", "notice", "approved", "该稿处于“已签发”，还没有发出，可以直接修改。"),
        ("edit", "tip", "published",
         "已发布的内容不能改动，也不能撤回；情况有变化请另发更正。"),
        ("withdraw", "tip", "withdrawn", "该发布稿已撤回，请另行起草。"),
        ("edit", "line", "approved",
         "口径已签发在用，不能直接修改；情况有变化请用“更正”另起一稿。"),
        ("tell", "line", "approved",
         "口径是内部用语，不对外发布；对外请写情况通报或消费警示。"),
        ("publish", "line", "draft",
         "口径是内部用语，不对外发布；对外请写情况通报或消费警示。"),
        ("return", "notice", "draft", "该发布稿处于“起草”，没有送审，不需要退回。"),
        ("authorise", "notice", "draft", "上级授权针对定稿的文字，请先送审再登记授权。"),
        ("publish", "notice", "legal", "该发布稿处于“待合法性审核”，须先到“已签发”。"),
    ],
)  # fmt: skip
def test_an_act_out_of_its_place_is_told_why(act, kind, state, why):
    with pytest.raises(RuleBroken) as refused:
        require_place(ReleaseAct(act), ReleaseKind(kind), ReleaseState(state))
    assert str(refused.value) == why


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_in_use_is_out_and_waits_for_nobody(kind, state):
    out = state.value == "published" or (kind, state) == ("line", "approved")
    assert is_out(kind, state) is out
    assert waits(kind, state) is (not out and state.value != "withdrawn")


LAST_PASSED = {
    "secrecy": (ReleaseAct.LEGAL, GateStep.LEGAL, "legality passed"),
    "approval": (ReleaseAct.SECRECY, GateStep.SECRECY, "secrecy passed"),
    "approved": (ReleaseAct.APPROVE, GateStep.APPROVAL, "approved"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_passed_last_is_taken_back_until_it_is_out(kind, state):
    assert UNDONE.get(state) == LAST_PASSED.get(state)
    if state.value == "published" or (kind, state) == ("line", "approved"):
        with pytest.raises(RuleBroken, match="该稿已在使用或者已发布，签发不能撤回"):
            require_undoable(kind, state)
    elif state.value not in LAST_PASSED:
        with pytest.raises(RuleBroken, match=r"该发布稿处于“.+”，没有可以撤回的审核或签发。"):
            require_undoable(kind, state)
    else:
        require_undoable(kind, state)


RIGHTS = {
    "edit": Action.DRAFT_RELEASE,
    "submit": Action.DRAFT_RELEASE,
    "legal": Action.CHECK_RELEASE,
    "secrecy": Action.CHECK_SECRECY,
    "approve": Action.APPROVE_RELEASE,
    "authorise": Action.DRAFT_RELEASE,
    "tell": Action.PUBLISH_RELEASE,
    "publish": Action.PUBLISH_RELEASE,
    "correct": Action.DRAFT_RELEASE,
}
SENT_BACK = {
    "legal": (Action.CHECK_RELEASE, GateStep.LEGAL),
    "secrecy": (Action.CHECK_SECRECY, GateStep.SECRECY),
    "approval": (Action.APPROVE_RELEASE, GateStep.RETURN),
    "approved": (Action.APPROVE_RELEASE, GateStep.RETURN),
}


@pytest.mark.parametrize("state", STATES)
def test_whoever_has_it_before_them_sends_it_back_and_what_is_signed_is_the_signers(state):
    for act, right in RIGHTS.items():
        assert action_for(ReleaseAct(act), state) is right
    assert RETURNS.get(state) == SENT_BACK.get(state)
    right, _ = SENT_BACK.get(state, (Action.CHECK_RELEASE, ""))
    assert action_for(ReleaseAct.RETURN, state) is right
    signed = Action.APPROVE_RELEASE if state.value == "approved" else Action.DRAFT_RELEASE
    assert action_for(ReleaseAct.WITHDRAW, state) is signed


@pytest.mark.parametrize("act", ACTS)
def test_secrecy_and_signature_are_anothers_than_who_wrote_it(act):
    assert (act in BY_ANOTHER) == (act.value in ("secrecy", "approve"))


def test_the_gate_has_its_order():
    way = ["draft", "legal", "secrecy", "approval", "approved", "published"]
    assert list(NEXT.items()) == list(pairwise(way))
    assert sorted(CHANGEABLE) == sorted(way[:-1])
    assert BEFORE_SIGNATURE == ("legal", "secrecy")
    assert BEFORE_PUBLICATION == ("legal", "secrecy", "approval")
