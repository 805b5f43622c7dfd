"""From which state each act leads where, by kind; what it leaves behind; times at their limit."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import (
    CLOCK_OF_STATE,
    FINISHED,
    MOVES,
    NEEDS_WORDS,
    Clock,
    Done,
    Dues,
    HandlingAct,
    HandlingState,
    Standing,
    in_force,
    may_follow,
    require_act,
    standing,
    state_words,
    why_not,
)
from commandcenter.domain.complaints.in_time import ANSWERED, kept_limit
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_items import TimeUnit
from commandcenter.domain.times import from_local, local

START = from_local(2026, 11, 2, 9, 30)  # a Monday
NOW = from_local(2026, 12, 24, 10)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
Act, S = HandlingAct, HandlingState
COMPLAINT, REPORT = ComplaintKind.COMPLAINT, ComplaintKind.REPORT
ALL = "registered mediating testing ended declined filed not_filed closed"
OPEN = "registered mediating testing ended filed"
# Act: from which states, and where it leads ("": it stays).
LAW = {
    COMPLAINT: {
        "accepted": ("registered", "mediating"),
        "declined": ("registered", "declined"),
        "test_began": ("mediating", "testing"),
        "test_ended": ("testing", "mediating"),
        "mediation_ended": ("mediating testing", "ended"),
        "end_told": ("ended", "closed"),
        "closed": ("mediating testing", "closed"),
        "clue_found": ("mediating testing ended closed", ""),
        "clue_checked": (ALL, ""),
        "extended": (ALL, ""),
        "assigned": (OPEN, ""),
    },
    REPORT: {
        "test_began": ("registered", "testing"),
        "test_ended": ("testing", "registered"),
        "case_filed": ("registered testing", "filed"),
        "case_not_filed": ("registered testing", "not_filed"),
        "closed": ("filed", "closed"),
        "extended": ("registered", ""),
        "assigned": (OPEN, ""),
    },
}
ANSWER = {"closed": ("registered", "closed"), "assigned": (OPEN, "")}


@pytest.fixture
def dues(plan):
    return Dues(plan)


def on(day, hour=10):
    return from_local(2026, 11, 1, hour) + timedelta(days=day - 1)


def done(act, day, **more):
    return Done(act, on(day), **{"words": "理由", **more})


def at(*acts, kind=COMPLAINT):
    return standing(kind, START, acts)


def running(dues, where):
    return [(c.code, c.due_at and local(c.due_at).date().isoformat()) for c in dues.clocks(where)]


@pytest.mark.parametrize("act", list(HandlingAct))
@pytest.mark.parametrize("state", list(HandlingState))
@pytest.mark.parametrize("kind", list(ComplaintKind))
def test_an_act_leads_from_its_states_alone(kind, state, act):
    states, leads = LAW.get(kind, ANSWER).get(act.value, ("", ""))
    fits = state.value in states.split()
    assert may_follow(kind, state, act) == (fits or act is Act.UNDO)
    if fits:
        assert MOVES[kind][act][1] == (HandlingState(leads) if leads else None)


@pytest.mark.parametrize("kind", list(ComplaintKind))
def test_no_kind_has_other_acts(kind):
    assert {act.value for act in MOVES[kind]} == set(LAW.get(kind, ANSWER))


@pytest.mark.parametrize("state", list(HandlingState))
def test_what_is_finished_and_which_clock_runs_is_told_by_the_state(state):
    assert (state in FINISHED) == (state.value in ("declined", "not_filed", "closed"))
    clocks = {
        "registered": "accept", "mediating": "mediation", "testing": "mediation",
        "ended": "tell_mediation_end",
    }  # fmt: skip
    assert CLOCK_OF_STATE.get((COMPLAINT, state)) == clocks.get(state.value)
    own = {"registered": "decide_case", "testing": "decide_case"}.get(state.value)
    assert CLOCK_OF_STATE.get((REPORT, state)) == own
    for kind in ("enquiry", "help", "suggestion"):
        assert (ComplaintKind(kind), state) not in CLOCK_OF_STATE


@pytest.mark.parametrize(
    ("kind", "words"),
    [("complaint", "待受理"), ("report", "待核查"), ("enquiry", "待答复"), ("help", "待答复"),
     ("suggestion", "待答复")],
)  # fmt: skip
def test_what_a_record_waits_for_is_told_by_its_kind(kind, words):
    assert state_words(ComplaintKind(kind), S.REGISTERED) == words
    assert state_words(ComplaintKind(kind), S.CLOSED) == "已办结"


@pytest.mark.parametrize("act", list(HandlingAct))
def test_an_act_that_needs_a_reason_or_result_is_not_taken_without(dues, act):
    bare = {"assigned", "accepted", "test_ended", "end_told", "case_filed"}
    assert (act in NEEDS_WORDS) == (act.value not in bare)
    answered = {
        "accepted": "accept", "declined": "accept", "mediation_ended": "mediation",
        "closed": "mediation", "end_told": "tell_mediation_end", "clue_checked": "check_clue",
        "case_filed": "decide_case", "case_not_filed": "decide_case",
    }  # fmt: skip
    assert ANSWERED.get(act) == answered.get(act.value)


def test_what_was_taken_back_is_out_of_force_and_nothing_more():
    acts = [done(Act.ACCEPT, 4), done(Act.TEST, 5), done(Act.UNDO, 6), done(Act.CLOSE, 7)]
    assert in_force(acts) == [acts[0], acts[3]]
    assert in_force([done(Act.UNDO, 3), *acts[:1]]) == acts[:1]
    assert at(done(Act.UNDO, 3)) == at()


def test_giving_it_to_somebody_is_the_last_act_and_no_step():
    accepted, given = done(Act.ACCEPT, 4), done(Act.ASSIGN, 9, handler_id=7)
    where = at(accepted, given)
    assert (where.last, where.step, where.handler_id) == (given, accepted, 7)
    assert where.state is S.MEDIATING


def test_a_test_goes_on_while_a_clue_is_found_and_it_is_given_away(dues):
    acts = (done(Act.ACCEPT, 4), done(Act.TEST, 10), done(Act.CLUE, 11), done(Act.ASSIGN, 12))
    where = at(*acts)
    assert (where.testing_since, where.tested) == (on(10), ())
    assert running(dues, where) == [("check_clue", "2026-12-02"), ("mediation", None)]
    assert at(*acts, done(Act.TESTED, 20)).tested == ((on(10), on(20)),)


def test_two_tests_are_both_not_counted(dues):
    tests = [done(Act.TEST, 10), done(Act.TESTED, 20), done(Act.TEST, 22), done(Act.TESTED, 27)]
    where = at(done(Act.ACCEPT, 4), *tests)
    assert len(where.tested) == 2
    assert running(dues, where) == [("mediation", "2027-01-18")]


def test_a_report_is_not_checked_while_it_is_tested(dues):
    tested = at(done(Act.TEST, 9), kind=REPORT)
    assert running(dues, tested) == [("decide_case", None)]
    after = at(done(Act.TEST, 9), done(Act.TESTED, 16), kind=REPORT)
    assert running(dues, after) == [("decide_case", "2026-11-30")]


@pytest.mark.parametrize(
    ("acts", "name"),
    [
        ([Act.ACCEPT], "accepted_at"),
        ([Act.DECLINE], "declined_at"),
        ([Act.ACCEPT, Act.END], "mediation_ended_at"),
        ([Act.ACCEPT, Act.CLOSE], "closed_at"),
        ([Act.ACCEPT, Act.END, Act.TELL], "closed_at"),
        ([Act.ACCEPT, Act.TEST], "testing_since"),
        ([Act.ACCEPT, Act.CLUE], "clue_at"),
    ],
)
def test_an_act_leaves_its_day(acts, name):
    where = at(*[done(act, 4 + n) for n, act in enumerate(acts)])
    assert getattr(where, name) == on(3 + len(acts))


def test_a_report_that_is_not_filed_is_over_on_that_day():
    assert at(done(Act.NOT_FILE, 9), kind=REPORT).closed_at == on(9)
    assert at(done(Act.FILE, 9), kind=REPORT).closed_at is None


def test_each_clue_is_extended_once_and_a_new_one_anew(dues):
    began = [done(Act.ACCEPT, 4), done(Act.CLUE, 5)]
    extended = [*began, done(Act.EXTEND, 9, approved_by="局长")]
    assert running(dues, at(*began))[0] == ("check_clue", "2026-11-26")
    assert running(dues, at(*extended))[0] == ("check_clue", "2026-12-17")
    again = done(Act.EXTEND, 10, approved_by="局长")
    with pytest.raises(RuleBroken, match="期限已经延长过一次，不能再延长。"):
        require_act(dues, at(*extended), again, NOW)
    anew = at(*extended, done(Act.CHECKED, 12), done(Act.CLUE, 13))
    assert anew.extended == frozenset()
    require_act(dues, anew, done(Act.EXTEND, 14, approved_by="局长"), NOW)


@pytest.mark.parametrize("state", ["registered", "declined"])
def test_a_clue_is_found_once_a_complaint_was_accepted(state):
    where = Standing(COMPLAINT, START, HandlingState(state))
    assert str(why_not(where, Act.CLUE)) == f"现在是“{where.words}”，不能办理“发现违法线索”。"


@pytest.mark.parametrize("state", ["mediating", "testing", "ended", "closed"])
def test_a_clue_waits_until_the_one_before_is_checked(state):
    where = Standing(COMPLAINT, START, HandlingState(state), clue_at=on(5))
    assert str(why_not(where, Act.CLUE)) == "已有一条违法线索正在核查，核查完毕后再登记新的。"
    assert why_not(where, Act.CHECKED) is None
    assert why_not(Standing(COMPLAINT, START, HandlingState(state)), Act.CLUE) is None


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("mediating", "调解期限六十日没有延长的规定；检验、鉴定时间不计入。"),
        ("testing", "调解期限六十日没有延长的规定；检验、鉴定时间不计入。"),
        ("registered", "现在是“待受理”，没有可以延长的期限。"),
        ("ended", "现在是“终止调解待告知”，没有可以延长的期限。"),
        ("closed", "现在是“已办结”，没有可以延长的期限。"),
    ],
)
def test_no_limit_of_a_complaint_but_a_clues_is_extended(state, words):
    assert str(why_not(Standing(COMPLAINT, START, HandlingState(state)), Act.EXTEND)) == words


@pytest.mark.parametrize(("after", "refused"), [(MINUTE, False), (MINUTE + SECOND, True)])
def test_an_act_may_be_a_minute_ahead_of_the_clock(dues, after, refused):
    act = Done(Act.ACCEPT, NOW + after)
    if not refused:
        require_act(dues, at(), act, NOW)
        return
    with pytest.raises(RuleBroken, match="办理时间不能晚于现在。"):
        require_act(dues, at(), act, NOW)


def test_an_act_may_be_of_the_minute_it_came_in_or_of_the_step_before(dues):
    came = standing(COMPLAINT, START + 30 * SECOND, [])
    require_act(dues, came, Done(Act.ACCEPT, START), NOW)
    with pytest.raises(RuleBroken, match="不能早于登记时间"):
        require_act(dues, came, Done(Act.ACCEPT, START - SECOND), NOW)
    accepted = at(Done(Act.ACCEPT, on(4) + 30 * SECOND))
    require_act(dues, accepted, done(Act.CLOSE, 4), NOW)
    with pytest.raises(RuleBroken, match="不能早于上一步"):
        require_act(dues, accepted, Done(Act.CLOSE, on(4) - SECOND, "结果"), NOW)


@pytest.mark.parametrize("act", [Act.UNDO, Act.ASSIGN])
def test_taking_back_and_giving_away_need_not_follow_the_step_before(dues, act):
    require_act(dues, at(done(Act.ACCEPT, 9)), done(act, 5), NOW)
    with pytest.raises(RuleBroken, match="不能早于登记时间"):
        require_act(dues, at(done(Act.ACCEPT, 9)), done(act, 1), NOW)


@pytest.mark.parametrize("cents", [None, 0, 1])
def test_what_was_recovered_is_nothing_or_more(dues, cents):
    where = at(done(Act.ACCEPT, 4))
    require_act(dues, where, done(Act.CLOSE, 5, recovered_cents=cents), NOW)
    with pytest.raises(RuleBroken, match="挽回金额不能是负数。"):
        require_act(dues, where, done(Act.CLOSE, 5, recovered_cents=-1), NOW)


def test_a_limit_is_extended_until_its_last_second(dues):
    report = at(kind=REPORT)
    [clock] = dues.clocks(report)
    assert clock == Clock("decide_case", from_local(2026, 11, 23, 23, 59, 59))
    more = {"words": "案情复杂", "approved_by": "局长"}
    require_act(dues, report, Done(Act.EXTEND, clock.due_at, **more), NOW)
    with pytest.raises(RuleBroken, match="期限已于2026年11月23日23时59分届满，不能再延长。"):
        require_act(dues, report, Done(Act.EXTEND, clock.due_at + SECOND, **more), NOW)
    with pytest.raises(RuleBroken, match="延长期限须经负责人批准，请填写批准人。"):
        require_act(dues, report, Done(Act.EXTEND, clock.due_at, "案情复杂", " "), NOW)


def test_a_clue_is_extended_by_its_own_limit_whatever_else_has_ended(dues):
    late = at(done(Act.ACCEPT, 4), done(Act.CLUE, 60))
    assert running(dues, late)[0] == ("mediation", "2027-01-03")
    require_act(dues, late, done(Act.EXTEND, 66, approved_by="局长"), on(67))


def test_what_runs_is_told_the_nearest_first(dues):
    late = at(done(Act.ACCEPT, 4), done(Act.CLUE, 52))
    assert [clock.code for clock in dues.clocks(late)] == ["mediation", "check_clue"]
    early = at(done(Act.ACCEPT, 4), done(Act.CLUE, 5))
    assert [clock.code for clock in dues.clocks(early)] == ["check_clue", "mediation"]


def test_an_act_is_held_against_the_clock_that_it_answers(dues):
    both = at(done(Act.ACCEPT, 4), done(Act.CLUE, 5))  # until 26 November, and 3 January
    assert [kept_limit(dues, both, done(Act.CHECKED, day)) for day in (26, 27)] == [True, False]
    assert [kept_limit(dues, both, done(Act.CLOSE, day)) for day in (64, 65)] == [True, False]
    assert kept_limit(dues, both, done(Act.ASSIGN, 9)) is None
    assert kept_limit(dues, at(done(Act.ACCEPT, 4)), done(Act.CHECKED, 9)) is None
    assert kept_limit(dues, at(done(Act.ACCEPT, 4), done(Act.TEST, 5)), done(Act.CLOSE, 99)) is True


def test_a_limit_in_hours_is_counted_from_the_hour(plan):
    clock = replace(plan.clocks["accept"], unit=TimeUnit.HOUR, amount=24)
    dues = Dues(replace(plan, clocks={**plan.clocks, "accept": clock}))
    assert dues.due("accept", on(4, 8)) == on(5, 8)
    assert dues.due("accept", on(4, 22)) == on(5, 22)


def test_limits_of_one_day_are_the_same_whenever_they_are_asked_for(dues):
    first = dues.due("accept", on(4, 8))
    assert dues.due("accept", on(4, 22)) == first
    assert dues.due("accept", on(5, 8)) != first
    assert dues.due("decide_case", on(4, 8)) != dues.due("decide_case", on(4, 8), extended=True)
