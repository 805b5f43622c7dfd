"""Which text of a release goes which way: its state, the checks that it has passed."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import (
    GateStep,
    Passed,
    ReleaseState,
    digest,
    judged_text,
    not_notified,
    require_changeable,
    require_checked,
    require_notified,
    require_past,
    require_same_text,
    require_state,
)

TEXT, OTHER = digest("一稿"), digest("二稿")
LEGAL, SECRET = GateStep.LEGAL, GateStep.SECRECY


def test_what_stands_elsewhere_is_said_by_both_names():
    require_state(ReleaseState.DRAFT, ReleaseState.DRAFT)
    with pytest.raises(RuleBroken, match=r"该发布稿处于“.+”，须先到“.+”。"):
        require_state(ReleaseState.DRAFT, ReleaseState.APPROVED)


FROZEN = {
    "published": "已发布的内容不能改动，也不能撤回；情况有变化请另发更正。",
    "withdrawn": "该发布稿已撤回，请另行起草。",
}


@pytest.mark.parametrize("state", list(ReleaseState))
def test_what_is_out_or_withdrawn_is_changed_no_more(state):
    if state.value not in FROZEN:
        require_changeable(state)
        return
    with pytest.raises(RuleBroken) as refused:
        require_changeable(state)
    assert str(refused.value) == FROZEN[state]


def test_a_check_is_of_the_very_text():
    passed = [Passed(LEGAL, TEXT), Passed(SECRET, OTHER)]
    require_checked([LEGAL], passed, TEXT)
    with pytest.raises(RuleBroken, match="还没有经过保密审查，不能发布"):
        require_checked([LEGAL, SECRET], passed, TEXT)
    require_checked([LEGAL, SECRET], [*passed, Passed(SECRET, TEXT)], TEXT)
    with pytest.raises(RuleBroken, match="还没有经过合法性审核、保密审查，不能发布"):
        require_checked([LEGAL, SECRET], [], TEXT)


def test_a_judge_sees_the_title_over_the_text_and_that_is_hashed():
    assert judged_text("情况通报", "正文") == "情况通报\n正文"
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("") == empty
    assert digest(judged_text("甲乙", "")) != digest(judged_text("甲", "乙"))


def test_who_must_be_told_is_told_of_the_very_text():
    tell = ["市政府", "市委宣传部"]
    passed = [
        Passed(GateStep.TOLD, OTHER, "市政府"), Passed(GateStep.PUBLISH, TEXT, "市政府"),
        Passed(GateStep.TOLD, TEXT, "市委宣传部"),
    ]  # fmt: skip
    assert not_notified(tell, passed, TEXT) == ["市政府"]
    assert not_notified(tell, [], TEXT) == tell
    with pytest.raises(RuleBroken, match="发布前须先告知市政府、市委宣传部，并登记告知的人和时间"):
        require_notified(tell, [], TEXT)
    require_notified(tell, [*passed, Passed(GateStep.TOLD, TEXT, "市政府")], TEXT)
    require_notified([], [], TEXT)


def test_what_followed_the_signature_did_so_to_the_minute_and_not_in_the_future():
    now = datetime(2026, 11, 24, 2, 0, 30, 5, tzinfo=UTC)
    signed, second = now - timedelta(minutes=1), timedelta(seconds=1)
    minute = signed.replace(second=0, microsecond=0)
    for at in (now, signed, minute):
        require_past(at, signed, now, "告知时间")
    with pytest.raises(RuleBroken, match=r"^告知时间不能晚于现在。$"):
        require_past(now + second, signed, now, "告知时间")
    with pytest.raises(RuleBroken, match=r"^发布时间不能早于签发时间。$"):
        require_past(minute - second, signed, now, "发布时间")


def test_who_read_another_text_reads_it_again():
    require_same_text(TEXT, TEXT)
    with pytest.raises(RuleBroken, match="又有修改"):
        require_same_text(TEXT, OTHER)
