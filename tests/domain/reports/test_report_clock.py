"""By when is reported: the rows of the book, one clock for each report of a chain."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.reports.report import Chain
from commandcenter.domain.reports.report_clock import (
    CLOCK_STATE_WORDS,
    CLOCK_WORDS,
    CODES,
    DRAFTERS,
    PRESSING,
    ClockKind,
    ClockState,
    ReportClock,
    Span,
    concerns,
    due_reports,
    limit_passed,
    spans,
    strictest,
)
from commandcenter.domain.times import from_local

RECEIVED = from_local(2026, 11, 24, 8, 50)
RAISED = from_local(2026, 11, 24, 9, 20)
LATER = from_local(2026, 11, 25)
EAST = "990102"
REMIND = timedelta(minutes=15)
GREY, OPEN, DONE = ObligationState.GREY, ObligationState.OPEN, ObligationState.DONE


def minutes(count):
    return timedelta(minutes=count)


def row(code, about, due=30, *, done=None, state=None, district=None, number=0, **more):
    """Due `due` minutes after the 接报, done `done` minutes after it."""
    told = None if done is None else RECEIVED + minutes(done)
    found = Obligation(
        id=len(about), incident_id=1, key=f"1/{code}/{about}/{number}", code=code, about=about,
        round=number, title=code, detail="", clause="4.1(1)", basis="", group=None, role=None,
        district=district, form="report", must=True, position=0, born_at=RECEIVED,
        start_at=RECEIVED, due_at=RECEIVED + minutes(due), level=Level.III, provisional=False,
        state=state or (DONE if told else OPEN), done_at=told,
    )  # fmt: skip
    return replace(found, **more)


def one(*rows):
    [due] = due_reports(rows)
    return due


def test_the_rows_of_the_book_that_are_reports_are_those_of_the_plan(plan):
    asked = {
        code.removeprefix("clock:"): item.code
        for item in plan.obligations.values()
        for code in item.old
        if code.startswith("clock:")
    }
    assert asked == {kind.value: code for code, kind in CODES.items()}


def test_a_report_is_one_clock_done_when_the_last_of_those_it_is_for_has_it():
    office, province = row("report_first", "office", 60, done=55), row("report_first", "province")
    due = one(office, replace(province, due_at=office.due_at))
    assert (due.kind, due.chain, due.district) == (ClockKind.FIRST, Chain.CITY, None)
    assert (due.done_at, [each.about for each in due.open_rows]) == (None, ["province"])
    both = one(office, row("report_first", "province", 60, done=58))
    assert both.done_at == RECEIVED + minutes(58)
    assert both.state(LATER, REMIND) is ClockState.DONE


def test_it_runs_from_the_first_start_whoever_joined_later():
    """A receiver that a graver level adds counts from the raise; the report began before it."""
    office, nation = row("report_first", "office"), row("report_first", "nation")
    joined = replace(nation, start_at=RECEIVED + minutes(40), due_at=RECEIVED + minutes(70))
    for rows in ((office, joined), (joined, office)):
        assert one(*rows).start_at == RECEIVED
        assert one(*rows).due_at(RECEIVED) == RECEIVED + minutes(30)


def test_the_row_that_is_late_is_the_one_to_judge_by_and_then_the_first_limit():
    late, tight = row("report_phone", "o", 60, done=61), row("report_phone", "pp", 30, done=29)
    assert strictest((tight, late), LATER) == late
    assert one(tight, late).due_at(LATER) == RECEIVED + minutes(60)
    equal = row("report_phone", "ooo", 30, done=28)
    assert strictest((equal, tight), LATER) == tight  # the first of the book
    left = row("report_phone", "oooo", 90)
    assert one(tight, left).due_at(RECEIVED) == RECEIVED + minutes(90)  # of what is still open


def test_one_receiver_that_had_it_late_makes_the_report_late():
    late = one(row("report_first", "o", 60, done=55), row("report_first", "pp", 60, done=61))
    assert late.state(LATER, REMIND) is ClockState.DONE_LATE
    assert late.due_at(LATER) == RECEIVED + minutes(60)


def test_each_is_judged_by_the_limit_that_stood_when_it_was_done():
    """After a raise the second had less time; the first stays in time by the limit of before."""
    first, second = row("report_phone", "o", 120, done=100), row("report_phone", "pp", 90, done=95)
    assert one(first, second).state(LATER, REMIND) is ClockState.DONE_LATE
    assert one(first, second).due_at(LATER) == RECEIVED + minutes(90)
    assert strictest((first, second), LATER) == second


def test_each_chain_has_its_own_clock():
    own = row("report_phone", f"county:{EAST}/city_bureau", 120, district=EAST)
    found = due_reports([row("report_phone", "office"), own])
    assert {(each.chain, each.district) for each in found} == {
        (Chain.CITY, None),
        (Chain.COUNTY, EAST),
    }


def test_each_round_is_a_clock_and_what_went_out_before_it_belongs_to_the_last():
    first = row("report_follow", "city", 240, done=230, number=1)
    second = row("report_follow", "city", 460, number=2, start_at=RECEIVED + minutes(220))
    found = {due.number: due for due in due_reports([second, first])}
    assert found[1].after == RECEIVED
    assert found[2].after == RECEIVED + minutes(230)
    assert found[2].start_at == RECEIVED + minutes(220)


def test_a_round_begins_when_the_last_of_the_round_before_had_it():
    told = [row("report_follow", about, done=done, number=1)
            for about, done in (("o", 100), ("pp", 130), ("ooo", 120))]  # fmt: skip
    county = row("report_follow", "oooo", done=200, number=1, district=EAST)
    second = row("report_follow", "city", 460, number=2, start_at=RECEIVED + minutes(90))
    found = {(d.district, d.number): d for d in due_reports([*told, county, second])}
    assert found[None, 2].after == RECEIVED + minutes(130)
    assert found[EAST, 1].after == RECEIVED


def test_the_receivers_stand_in_the_order_of_the_book():
    last, first = row("report_first", "o", position=2), row("report_first", "ppp", position=1)
    second = row("report_first", "pp", position=1)
    assert [each.about for each in one(last, first, second).rows] == ["pp", "ppp", "o"]


@pytest.mark.parametrize(
    "gone", [ObligationState.CEASED, ObligationState.NOT_APPLICABLE, ObligationState.WAITING]
)
def test_whom_it_need_not_reach_is_not_waited_for(gone):
    rest = row("report_first", "pp", state=gone)
    assert due_reports([rest]) == ()
    assert one(row("report_first", "o", 60, done=55), rest).done_at == RECEIVED + minutes(55)


def test_what_no_level_asks_for_and_what_is_no_report_has_no_clock():
    assert due_reports([row("report_phone", "o", due_at=None), row("power", "")]) == ()


def test_the_limit_says_whose_it_is_until_a_level_is_decided():
    shown = row("report_phone", "o", provisional=True, level=Level.II)
    assert one(shown).provisional(LATER) is Level.II
    assert one(replace(shown, provisional=False)).provisional(LATER) is None


def test_the_first_decision_that_came_too_late_for_its_own_limit_is_named():
    """Ⅱ at 9:12, due at 9:05 by it: told at 9:18 is in time by 9:20, shown until then."""
    decided = [Span(Level.II, RECEIVED + minutes(22))]
    told = row("report_phone", "o", 30, done=28, level=Level.III)
    assert one(told).passed(decided, LATER) is Level.II
    assert one(row("report_phone", "o", 30, done=31)).passed(decided, LATER) is None  # late
    assert one(replace(told, provisional=True)).passed(decided, LATER) is None
    assert one(replace(told, level=Level.II)).passed(decided, LATER) is None
    assert one(told).passed([], LATER) is None
    in_time = [Span(Level.II, RECEIVED + minutes(22)), Span(Level.III, RECEIVED + minutes(29))]
    assert one(told).passed(in_time, LATER) is None  # decided by then, and shown
    for late in (30, 31):
        then = [in_time[0], Span(Level.III, RECEIVED + minutes(late))]
        assert one(told).passed(then, LATER) is Level.II
    raised = [Span(Level.IV, RECEIVED + minutes(5)), Span(Level.III, RECEIVED + minutes(10))]
    assert one(told).passed(raised, LATER) is None


def test_before_it_is_verified_a_clock_runs_and_is_never_called_late():
    grey = one(row("report_phone", "o", state=GREY))
    assert grey.state(RECEIVED + minutes(10), REMIND) is ClockState.GREY
    assert grey.state(LATER, REMIND) is ClockState.GREY
    assert grey.due_at(LATER) == RECEIVED + minutes(30)


def test_a_decision_that_changes_no_level_begins_nothing():
    told = [Span(Level.III, RECEIVED), Span(Level.III, RAISED), Span(Level.II, LATER)]
    assert spans(told) == (Span(Level.III, RECEIVED), Span(Level.II, LATER))


def test_a_level_follows_the_one_decided_before_it_though_the_clock_was_put_back():
    told = [Span(Level.III, LATER), Span(Level.II, RECEIVED), Span(Level.IV, RAISED)]
    since = [Span(Level.III, LATER), Span(Level.II, LATER), Span(Level.IV, LATER)]
    assert spans(told) == tuple(since)


@pytest.mark.parametrize(
    ("done", "now", "state"),
    [
        (None, -20, ClockState.RUNNING),
        (None, -15, ClockState.SOON),
        (None, 1, ClockState.LATE),
        (0, 10, ClockState.DONE),
        (1, 10, ClockState.DONE_LATE),
    ],
)
def test_a_clock_says_how_it_stands(done, now, state):
    due = one(row("report_phone", "o", 30, done=None if done is None else 30 + done))
    assert due.state(RECEIVED + minutes(30 + now), REMIND) is state


def test_a_report_that_all_have_is_judged_by_its_strictest_row():
    first = row("report_phone", "o", 30, done=28, level=Level.II, provisional=True)
    second = row("report_phone", "pp", 60, done=29, level=Level.III)
    done = one(second, first)
    assert done.open_rows == ()
    assert done.due_at(LATER) == RECEIVED + minutes(30)
    assert done.provisional(LATER) is Level.II
    assert one(second).passed([Span(Level.I, LATER)], LATER) is Level.I


def test_while_one_is_open_it_is_the_open_one_that_counts():
    had = row("report_phone", "o", 30, done=28, level=Level.II, provisional=True)
    left = row("report_phone", "pp", 60, level=Level.III)
    both = one(had, left)
    assert both.open_rows == (left,)
    assert both.provisional(RECEIVED) is None
    assert both.passed([Span(Level.I, LATER)], RECEIVED) is Level.I
    told_late = one(row("report_phone", "o", 30, done=31), left)
    assert told_late.state(RECEIVED + minutes(40), REMIND) is ClockState.RUNNING


def test_one_that_is_not_verified_keeps_the_whole_clock_grey():
    rows = row("report_phone", "o", state=GREY), row("report_phone", "pp", 30)
    assert one(*rows).state(LATER, REMIND) is ClockState.GREY


def test_without_a_limit_a_row_counts_from_when_it_arose():
    without = row("report_first", "o", due_at=None, born_at=RECEIVED + minutes(10))
    limited = row("report_first", "pp", 11)
    assert strictest((limited, without), RECEIVED) == without
    assert strictest((limited, replace(without, born_at=LATER)), RECEIVED) == limited


@pytest.mark.parametrize("known", [{"due_at": None}, {"level": None}])
def test_where_no_level_set_a_limit_none_has_passed(known):
    decided = [Span(Level.II, RECEIVED + minutes(22))]
    told = row("report_phone", "o", 30, done=28)
    assert limit_passed(told, decided, LATER) is Level.II
    assert limit_passed(replace(told, **known), decided, LATER) is None


def test_a_round_whose_round_before_nobody_had_begins_with_that():
    first = row("report_follow", "city", 240, number=1, start_at=RECEIVED + minutes(20))
    second = row("report_follow", "city", 460, number=2, start_at=RECEIVED + minutes(40))
    third = row("report_follow", "city", 700, number=4, start_at=RECEIVED + minutes(60))
    found = {due.number: due.after for due in due_reports([first, second, third])}
    assert found[2] == RECEIVED + minutes(20)
    assert found[4] == RECEIVED + minutes(60)


def test_a_clock_is_open_until_it_is_done():
    clock = ReportClock(
        ClockKind.PHONE, "", Chain.CITY, None, RECEIVED, RAISED, None, ClockState.LATE, ""
    )
    assert clock.open
    assert not replace(clock, done_at=RAISED).open


def test_who_is_reminded_is_reminded_of_what_is_soon_or_late_alone():
    assert set(PRESSING) == {ClockState.SOON, ClockState.LATE}
    assert set(DRAFTERS) == {Role.DUTY, Role.CLERK}
    assert " ".join(CLOCK_WORDS[each] for each in ClockKind) == ("电话报告 首报 续报 终报 总结报告")
    states = "待核实 未到时限 即将到期 超时未报 按时 按时（补记） 迟报"
    assert " ".join(CLOCK_STATE_WORDS[each] for each in ClockState) == states


def person(role, group=None, district=None):
    return Actor(1, "x", "某人", frozenset({Grant(role, group, district)}))


def people(*roles):
    return Actor(1, "x", "某人", frozenset(Grant(role) for role in roles))


@pytest.mark.parametrize(
    ("actor", "city", "county"),
    [
        (person(Role.COMMANDER), False, False),
        (people(Role.COMMANDER, Role.DUTY), False, False),
        (people(Role.DEPUTY, Role.DUTY), True, False),
        (person(Role.DEPUTY), False, False),
        (person(Role.DUTY), True, False),
        (person(Role.CLERK), True, False),
        (person(Role.LEADER, Group.COORDINATION), True, False),
        (person(Role.LEADER, Group.ONSITE), False, False),
        (person(Role.COUNTY, None, EAST), False, True),
        (person(Role.COUNTY, None, "990103"), False, False),
    ],
)
def test_who_drafts_is_reminded_and_who_commands_never(actor, city, county):
    assert concerns(actor, Chain.CITY, None) is city
    assert concerns(actor, Chain.COUNTY, EAST) is county
