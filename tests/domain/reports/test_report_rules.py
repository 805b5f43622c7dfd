"""What a report must say before it goes out, when one may begin, and whom it may go to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.reports.report import (
    UNDER_CHECK,
    Chain,
    Element,
    ReportKind,
    ReportState,
)
from commandcenter.domain.reports.report_rules import (
    Line,
    Receipt,
    Standing,
    chain_refusal,
    missing,
    no_draft,
    no_edit,
    no_receive,
    no_send,
    no_sending_on,
    no_signature,
    no_verdict,
    own_county,
    require_answer_time,
    require_call_time,
    require_receivers,
)
from commandcenter.domain.rights import Action
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 10, 0)
KNOWN = Element("place", "地点", "城东店")
UNKNOWN = Element("cause", "原因", UNDER_CHECK)
OUT = Element("next", "下一步", UNDER_CHECK, out=True)
COUNTY = Line(Chain.COUNTY, "990102", "东城区")


def test_only_what_the_report_speaks_of_is_missing():
    assert missing([KNOWN, UNKNOWN, OUT]) == ("原因",)


@pytest.mark.parametrize("kind", [ReportKind.FIRST, ReportKind.FOLLOW_UP, ReportKind.FINAL])
def test_what_the_plan_names_is_left_out_of_a_follow_up_alone(kind):
    refusal = no_signature(kind, [KNOWN, OUT], {"next"})
    assert (refusal is None) == (kind is ReportKind.FOLLOW_UP)
    assert no_signature(kind, [KNOWN, OUT], {"place"}) is None
    assert no_signature(kind, [KNOWN, UNKNOWN], {"place", "cause"}) is None
    assert "没有一项内容" in str(no_signature(kind, [OUT], set()))


@pytest.mark.parametrize(
    ("kind", "change", "word"),
    [
        (ReportKind.FIRST, {}, None),
        (ReportKind.FIRST, {"verified": False}, "尚未核实，不能起草"),
        (ReportKind.PHONE, {"verified": False}, "尚未核实，不能登记"),
        (ReportKind.PHONE, {"first": True, "unsent": "首报"}, None),
        (ReportKind.FIRST, {"first": True}, "已有首报"),
        (ReportKind.FOLLOW_UP, {}, "首报尚未报送"),
        (ReportKind.FOLLOW_UP, {"first_sent": True, "final": True}, None),
        (ReportKind.FINAL, {"first_sent": True}, "响应尚未终止"),
        (ReportKind.FINAL, {"first_sent": True, "ended": True}, None),
        (ReportKind.FINAL, {"first_sent": True, "ended": True, "final": True}, "已有终报"),
        (ReportKind.FOLLOW_UP, {"first_sent": True, "unsent": "续报1"}, "续报1尚未报送"),
    ],
)
def test_a_report_begins_when_its_turn_has_come(kind, change, word):
    refusal = no_draft(kind, replace(Standing(verified=True, ended=False), **change))
    assert (refusal is None) if word is None else (word in str(refusal))


@pytest.mark.parametrize(
    ("state", "edited", "sent"),
    [
        (ReportState.DRAFT, "", "报告尚未签发，不能报送。"),
        (ReportState.SIGNED, "报告已由陈屿签发，不能再改。", ""),
        (ReportState.SENT, "报告已报送，不能再改；", "报告已报送，不能再改；"),
    ],
)
def test_a_draft_is_edited_what_is_signed_goes_out_and_what_went_out_stays(state, edited, sent):
    for refusal, words in ((no_edit(state, "陈屿"), edited), (no_send(state), sent)):
        assert str(refusal).startswith(words) if words else refusal is None


def test_a_report_by_telephone_is_not_sent_on():
    refused = {kind for kind in ReportKind if no_sending_on(kind)}
    assert refused == {ReportKind.PHONE}
    assert "请另行电话报告" in str(no_sending_on(ReportKind.PHONE))


SENT = Receipt("市政府", None, "", None, "", None, "")
RECEIVED = replace(SENT, received_at=NOW, received_by="何静")


@pytest.mark.parametrize(
    ("receipt", "receive", "verdict"),
    [
        (SENT, "", "市政府尚未收报，请先登记收报。"),
        (RECEIVED, "市政府已由何静收报。", ""),
        (replace(RECEIVED, verified_at=NOW, verified_by="周岚"), "已由何静收报", "已由周岚核实。"),
        (replace(RECEIVED, returned_at=NOW, returned_by="周岚"), "已由何静收报", "已由周岚退补"),
    ],
)
def test_a_report_is_received_once_and_then_verified_or_sent_back(receipt, receive, verdict):
    for refusal, words in ((no_receive(receipt), receive), (no_verdict(receipt), verdict)):
        assert words in str(refusal) if words else refusal is None


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=5)])
def test_a_call_was_made_between_its_incident_and_now(back):
    require_call_time(NOW - back, NOW - back, NOW)
    second = timedelta(seconds=1)
    with pytest.raises(RuleBroken, match="不能早于接报时间"):
        require_call_time(NOW - back - second, NOW - back, NOW)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        require_call_time(NOW + second, NOW - back, NOW)


def test_a_receiver_answers_after_it_was_sent_and_looks_into_what_it_has_received():
    second, sent = timedelta(seconds=1), NOW - timedelta(hours=1)
    received = NOW - timedelta(minutes=30)
    for when, received_at, words in (
        (sent, None, ""), (sent - second, None, "报送时间"), (received, received, ""),
        (received - second, received, "收报时间"), (sent - second, received, "报送时间"),
        (received - second, None, ""),
    ):  # fmt: skip
        refused = refusal_of(lambda w=when, r=received_at: require_answer_time(w, sent, r, NOW))
        assert (str(refused) if refused else "") == (words and f"对方办理的时间不能早于{words}。")


def test_a_county_reports_to_those_above_it_and_the_city_to_whom_it_will():
    require_receivers(COUNTY, ["市局", "省局"], {"市局"}, {"省局"})
    require_receivers(Line(Chain.CITY), ["消防"], {"市政府"}, set())
    with pytest.raises(RuleBroken, match="不能报送消防。"):
        require_receivers(COUNTY, ["市局", "消防"], {"市局"}, {"省局"})
    with pytest.raises(RuleBroken, match="重复"):
        require_receivers(Line(Chain.CITY), ["消防", "消防"], set(), set())
    with pytest.raises(RuleBroken, match="请选择"):
        require_receivers(Line(Chain.CITY), [], set(), set())


def test_a_county_bureau_is_named_and_the_citys_is_ours():
    assert COUNTY.office == "东城区局"
    assert Line(Chain.CITY).office == "本局"


def actor(*grants):
    return Actor(1, "zhoulan", "周岚", frozenset(Grant(*each) for each in grants))


EAST, WEST = "990102", "990103"


@pytest.mark.parametrize(
    ("grants", "county"),
    [
        ([(Role.COUNTY, None, EAST)], EAST),
        ([(Role.COUNTY, None, WEST), (Role.COUNTY, None, EAST)], EAST),
        ([(Role.COUNTY, None, EAST), (Role.DUTY,)], None),
        ([(Role.DUTY,)], None),
        ([], None),
    ],
)
def test_who_is_of_a_county_alone_reports_in_its_chain(grants, county):
    assert own_county(actor(*grants)) == county


@pytest.mark.parametrize("action", [Action.DRAFT_REPORT, Action.SIGN_REPORT, Action.SEND_REPORT])
def test_each_office_makes_signs_and_sends_its_own_report(rights, action):
    county, other = Line(Chain.COUNTY, EAST, "城东区"), Line(Chain.COUNTY, WEST, "城西区")
    own = actor((Role.COUNTY, None, EAST))
    assert chain_refusal(rights, own, action, county) is None
    assert chain_refusal(rights, own, action, other) is not None
    assert chain_refusal(rights, own, action, Line(Chain.CITY)) is not None
    commander = actor((Role.COMMANDER,))
    assert chain_refusal(rights, commander, action, Line(Chain.CITY)) is None
    assert str(chain_refusal(rights, commander, action, county)) == (
        "城东区局的报告由该局自行起草、签发和报送，市局收报、核实、退补。"
    )


def test_who_has_no_right_is_told_that_and_not_whose_report_it_is(rights):
    nobody = actor()
    for line in (Line(Chain.CITY), Line(Chain.COUNTY, EAST, "城东区")):
        refused = chain_refusal(rights, nobody, Action.SIGN_REPORT, line)
        assert refused is not None
        assert "自行起草" not in str(refused)
