"""A 典型案例 on its way out: who does what where it stands, and what is refused in which words."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.actions import Action
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.papers.word_lists import Severity
from commandcenter.domain.publicity.cases import (
    BY_ANOTHER,
    NEXT,
    OVER,
    STANDING,
    SUBMITTED,
    CaseAct,
    CaseState,
    CaseStep,
    action_for,
    require_no_slips,
    require_out,
    require_place,
    require_same_case,
)

NOW = datetime(2026, 11, 24, 2, 0, 30, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ON_THE_WAY = ["legal", "secrecy", "approval", "approved"]
# Act: where it has its place, the step that is noted, where the case goes.
WAY = {
    "edit": (["draft"], None),
    "submit": (["draft"], ("submit", "legal")),
    "legal": (["legal"], ("legal", "secrecy")),
    "secrecy": (["secrecy"], ("secrecy", "approval")),
    "approve": (["approval"], ("approval", "approved")),
    "publish": (["approved"], ("publish", "published")),
    "return": (ON_THE_WAY, ("return", "draft")),
    "withdraw": (["draft", *ON_THE_WAY], ("withdraw", "withdrawn")),
    "revoke": (["published"], ("revoke", "revoked")),
}


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("act", list(CaseAct))
def test_each_act_has_its_place_on_the_way(act, state):
    if state.value in WAY[act][0]:
        require_place(act, state)
    else:
        with pytest.raises(RuleBroken, match=r"^案例处于“"):
            require_place(act, state)


@pytest.mark.parametrize("act", list(CaseAct))
def test_each_act_leads_on(act):
    step = NEXT.get(act)
    assert step == WAY[act][1]
    assert step is None or (type(step[0]), type(step[1])) == (CaseStep, CaseState)


@pytest.mark.parametrize(
    ("act", "state", "why"),
    [
        ("edit", "approval", "案例处于“待签发”，不能修改；要改先退回。"),
        ("return", "draft", "案例处于“起草”，没有送审，不需要退回。"),
        ("withdraw", "published", "案例处于“已发布”，不能撤回；已发布的请用“撤销”。"),
        ("publish", "draft", "案例处于“起草”，须先到“待发布”。"),
        ("secrecy", "legal", "案例处于“待合法性审核”，须先到“待保密审查”。"),
        ("revoke", "withdrawn", "案例处于“已撤回”，须先到“已发布”。"),
        ("submit", "revoked", "案例处于“已撤销”，须先到“起草”。"),
    ],
)
def test_an_act_out_of_its_place_is_told_where_the_case_stands(act, state, why):
    with pytest.raises(RuleBroken) as refused:
        require_place(CaseAct(act), CaseState(state))
    assert str(refused.value) == why


RIGHTS = {
    "edit": Action.DRAFT_CASE,
    "submit": Action.DRAFT_CASE,
    "legal": Action.CHECK_RELEASE,
    "secrecy": Action.CHECK_SECRECY,
    "approve": Action.APPROVE_RELEASE,
    "publish": Action.PUBLISH_RELEASE,
    "revoke": Action.APPROVE_RELEASE,
}
BACK = {
    "draft": (Action.CHECK_RELEASE, Action.DRAFT_CASE),
    "legal": (Action.CHECK_RELEASE, Action.DRAFT_CASE),
    "secrecy": (Action.CHECK_SECRECY, Action.DRAFT_CASE),
    "approval": (Action.APPROVE_RELEASE, Action.DRAFT_CASE),
    "approved": (Action.APPROVE_RELEASE, Action.APPROVE_RELEASE),
    "published": (Action.CHECK_RELEASE, Action.DRAFT_CASE),
    "revoked": (Action.CHECK_RELEASE, Action.DRAFT_CASE),
    "withdrawn": (Action.CHECK_RELEASE, Action.DRAFT_CASE),
}


@pytest.mark.parametrize("state", list(CaseState))
def test_whoever_has_it_before_them_sends_it_back_and_what_is_signed_is_the_signers(state):
    for act, right in RIGHTS.items():
        assert action_for(CaseAct(act), state) is right
    found = action_for(CaseAct.RETURN, state), action_for(CaseAct.WITHDRAW, state)
    assert found == BACK[state]


@pytest.mark.parametrize("act", list(CaseAct))
def test_secrecy_and_signature_are_anothers_than_who_wrote_it(act):
    assert (act in BY_ANOTHER) == (act.value in ("secrecy", "approve"))


@pytest.mark.parametrize("state", list(CaseState))
def test_what_is_over_was_submitted_and_leaves_room_for_another(state):
    assert (state in OVER) == (state.value in ("published", "revoked", "withdrawn"))
    assert (state in SUBMITTED) == (state.value not in ("draft", "withdrawn"))
    assert (state in STANDING) == (state.value not in ("revoked", "withdrawn"))


def test_who_read_another_text_reads_it_again():
    require_same_case("aa", "aa")
    with pytest.raises(RuleBroken, match="案例在您查看之后又有修改，请核对新的文字后再办理。"):
        require_same_case("aa", "bb")


def slip(found, weight=Severity.WARN):
    return Slip(0, 2, found, "部署", "错别字", weight=weight)


def test_words_that_are_wrong_are_named_five_of_them_and_a_hint_stops_nobody():
    require_no_slips([])
    require_no_slips([slip("布署", Severity.NOTE)])
    wrong = [slip(f"错{n}") for n in range(6)]
    with pytest.raises(RuleBroken) as refused:
        require_no_slips([slip("轻", Severity.NOTE), *wrong])
    said = str(refused.value)
    assert said.startswith("文中有错敏词，请改正后再办理：“错0”宜作“部署”（错别字）。“错1”")
    assert "错4" in said
    assert "错5" not in said
    assert "轻" not in said


def test_a_case_goes_out_after_its_signature_to_the_minute_and_not_in_the_future():
    signed = NOW - MINUTE
    for at in (NOW, signed, signed.replace(second=0)):
        require_out(at, signed, NOW)
    with pytest.raises(RuleBroken, match="发布时间不能晚于现在"):
        require_out(NOW + SECOND, signed, NOW)
    with pytest.raises(RuleBroken, match="发布时间不能早于签发时间"):
        require_out(signed.replace(second=0) - SECOND, signed, NOW)
