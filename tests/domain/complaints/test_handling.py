"""What the law has done with a complaint, folded from the acts; each refusal in words."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import (
    ACT_WORDS,
    MOVES,
    STATE_WORDS,
    Done,
    Dues,
    HandlingAct,
    HandlingState,
    require_act,
    standing,
    state_words,
    why_not,
)
from commandcenter.domain.complaints.handling_limits import soon_end
from commandcenter.domain.complaints.in_time import ANSWERED, kept_limit
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import from_local, local

START = from_local(2026, 11, 2, 9, 30)  # a Monday
NOW = from_local(2026, 12, 24, 10)
Act = HandlingAct


def on(day, hour=10):
    return from_local(2026, 11, 1, hour) + timedelta(days=day - 1)


def done(act, day, words="理由", **more):
    return Done(act, on(day), words, **more)


def that_may_follow(where):
    return tuple(act for act in HandlingAct if why_not(where, act) is None)


def at(*acts, kind=ComplaintKind.COMPLAINT):
    return standing(kind, START, acts)


@pytest.fixture
def dues(plan):
    return Dues(plan)


def running(dues, where):
    return [(c.code, c.due_at and local(c.due_at).date().isoformat()) for c in dues.clocks(where)]


def refused(dues, where, act, words, now=NOW):
    with pytest.raises(RuleBroken, match=words):
        require_act(dues, where, act, now)


def test_a_complaint_waits_seven_working_days_for_its_acceptance(dues):
    assert running(dues, at()) == [("accept", "2026-11-11")]
    assert at().words == "待受理"


def test_an_accepted_complaint_is_mediated_for_sixty_days(dues):
    where = at(done(Act.ACCEPT, 4))
    assert where.state is HandlingState.MEDIATING
    assert running(dues, where) == [("mediation", "2027-01-03")]


def test_testing_stops_the_clock_and_is_not_counted(dues):
    acts = [done(Act.ACCEPT, 4), done(Act.TEST, 10)]
    assert running(dues, at(*acts)) == [("mediation", None)]
    assert running(dues, at(*acts, done(Act.TESTED, 20))) == [("mediation", "2027-01-13")]


def test_mediation_that_ends_during_a_test_ends_the_test_too(dues):
    where = at(done(Act.ACCEPT, 4), done(Act.TEST, 10), done(Act.END, 12))
    assert where.testing_since is None
    assert running(dues, where) == [("tell_mediation_end", "2026-11-23")]


def test_both_sides_are_told_and_the_complaint_is_closed(dues):
    where = at(done(Act.ACCEPT, 4), done(Act.END, 12), done(Act.TELL, 13))
    assert where.state is HandlingState.CLOSED
    assert where.closed_at == on(13)
    assert running(dues, where) == []


def test_a_clue_is_checked_beside_the_mediation_and_after_it(dues):
    acts = [done(Act.ACCEPT, 4), done(Act.CLUE, 5)]
    assert running(dues, at(*acts)) == [("check_clue", "2026-11-26"), ("mediation", "2027-01-03")]
    closed = at(*acts, done(Act.CLOSE, 9, recovered_cents=5_000))
    assert running(dues, closed) == [("check_clue", "2026-11-26")]
    assert closed.recovered_cents == 5_000
    assert running(dues, at(*acts, done(Act.CHECKED, 9)))[0][0] == "mediation"


def test_a_report_is_checked_in_fifteen_working_days_and_fifteen_more(dues):
    report = at(kind=ComplaintKind.REPORT)
    assert report.words == "待核查"
    assert running(dues, report) == [("decide_case", "2026-11-23")]
    extended = at(done(Act.EXTEND, 20, approved_by="局长"), kind=ComplaintKind.REPORT)
    assert running(dues, extended) == [("decide_case", "2026-12-14")]
    refused(dues, extended, done(Act.EXTEND, 21, approved_by="局长"), "已经延长过一次")
    filed = at(done(Act.FILE, 20), kind=ComplaintKind.REPORT)
    assert running(dues, filed) == []
    assert that_may_follow(filed) == (Act.ASSIGN, Act.CLOSE, Act.UNDO)


def test_an_extension_needs_its_approval_before_the_limit(dues):
    report = at(kind=ComplaintKind.REPORT)
    refused(dues, report, done(Act.EXTEND, 20), "负责人批准")
    refused(dues, report, done(Act.EXTEND, 24, approved_by="局长"), "届满")
    require_act(dues, report, done(Act.EXTEND, 23, approved_by="局长"), NOW)


def test_mediation_itself_is_never_extended(dues):
    refused(dues, at(done(Act.ACCEPT, 4)), done(Act.EXTEND, 5, approved_by="局长"), "六十日")


def test_taking_back_restores_what_was_before(dues):
    acts = [done(Act.ACCEPT, 4), done(Act.CLOSE, 6, recovered_cents=100), done(Act.UNDO, 7)]
    where = at(*acts)
    assert (where.state, where.closed_at, where.recovered_cents) == ("mediating", None, None)
    assert at(*acts, done(Act.UNDO, 8)).state is HandlingState.REGISTERED
    refused(dues, at(*acts, done(Act.UNDO, 8)), done(Act.UNDO, 9), "还没有办理过")


@pytest.mark.parametrize(
    ("acts", "act", "words"),
    [
        ([], done(Act.CLOSE, 4), "现在是“待受理”，不能办理“办结”"),
        ([done(Act.ACCEPT, 4)], done(Act.ACCEPT, 5), "现在是“调解中”"),
        ([done(Act.ACCEPT, 4)], done(Act.DECLINE, 5), "不能办理“不予受理”"),
        ([done(Act.DECLINE, 4)], done(Act.ACCEPT, 5), "现在是“不予受理”"),
        ([], done(Act.FILE, 4), "投诉不适用“立案”"),
        ([], done(Act.DECLINE, 4, words="  "), "写明理由"),
        ([done(Act.ACCEPT, 4)], done(Act.CLOSE, 5, recovered_cents=-1), "负数"),
        ([], done(Act.ACCEPT, 1), "不能早于登记时间（2026年11月2日9时30分）"),
        ([done(Act.ACCEPT, 4)], done(Act.CLOSE, 3), "不能早于上一步（受理，2026年11月4日10时）"),
        ([], done(Act.ACCEPT, 55), "不能晚于现在"),
        ([done(Act.ACCEPT, 4)], done(Act.CHECKED, 5), "没有待核查"),
        ([done(Act.ACCEPT, 4), done(Act.CLUE, 5)], done(Act.CLUE, 6), "已有一条违法线索"),
        ([done(Act.ACCEPT, 4)], done(Act.TESTED, 5), "不能办理“检验鉴定结束”"),
        ([], done(Act.EXTEND, 4, approved_by="局长"), "没有可以延长的期限"),
    ],
)
def test_what_may_not_follow_is_refused_in_words(dues, acts, act, words):
    refused(dues, at(*acts), act, words)


def test_who_handles_it_is_no_step_of_the_law(dues):
    where = at(done(Act.ASSIGN, 9, handler_id=7))
    assert where.handler_id == 7
    require_act(dues, where, done(Act.ACCEPT, 5), NOW)


def test_an_enquiry_has_no_clock_and_is_only_answered(dues):
    where = at(kind=ComplaintKind.ENQUIRY)
    assert running(dues, where) == []
    assert that_may_follow(where) == (Act.ASSIGN, Act.CLOSE)


def test_whether_an_act_came_in_time_is_known(dues):
    assert kept_limit(dues, at(), done(Act.ACCEPT, 11)) is True
    assert kept_limit(dues, at(), done(Act.ACCEPT, 20)) is False
    assert (
        kept_limit(dues, at(done(Act.FILE, 9), kind=ComplaintKind.REPORT), done(Act.CLOSE, 10))
        is None
    )


@pytest.mark.parametrize(
    ("kind", "acts", "act", "clock"),
    [
        ("complaint", [], Act.ACCEPT, "accept"),
        ("complaint", [], Act.DECLINE, "accept"),
        ("complaint", [Act.ACCEPT], Act.END, "mediation"),
        ("complaint", [Act.ACCEPT], Act.CLOSE, "mediation"),
        ("complaint", [Act.ACCEPT, Act.END], Act.TELL, "tell_mediation_end"),
        ("complaint", [Act.ACCEPT, Act.CLUE], Act.CHECKED, "check_clue"),
        ("report", [], Act.FILE, "decide_case"),
        ("report", [], Act.NOT_FILE, "decide_case"),
    ],
)
def test_an_act_that_ends_a_limit_is_held_against_it(dues, kind, acts, act, clock):
    done_before = [done(each, 3 + n) for n, each in enumerate(acts)]
    where = at(*done_before, kind=ComplaintKind(kind))
    [ran] = [c.due_at for c in dues.clocks(where) if c.code == clock]
    assert kept_limit(dues, where, Done(act, ran)) is True
    assert kept_limit(dues, where, Done(act, ran + timedelta(seconds=1))) is False
    after = at(*done_before, done(act, 20), kind=ComplaintKind(kind))
    assert clock not in dict(running(dues, after))


def test_a_limit_that_ends_in_a_year_without_its_calendar_is_told_to_be_estimated(dues):
    told, untold = from_local(2026, 12, 31, 10), from_local(2027, 1, 4, 10)
    for _ in range(2):  # the second time from what is known of the year
        assert dues.estimated(START, untold)
        assert dues.estimated(untold, untold)
        assert not dues.estimated(START, told)
        assert not dues.estimated(START, None)


def test_every_act_and_state_has_its_word():
    assert set(ACT_WORDS) == set(HandlingAct)
    assert set(STATE_WORDS) == set(HandlingState)
    assert set(ANSWERED) <= {act for moves in MOVES.values() for act in moves}
    for kind in ComplaintKind:
        assert state_words(kind, HandlingState.REGISTERED).startswith("待")


def test_three_days_end_with_the_third_day_from_today():
    assert soon_end(from_local(2026, 11, 24, 9), 3) == from_local(2026, 11, 27, 23, 59, 59)
