"""By when is reported: from the verified call, by the levels in force, never later than it was."""

from datetime import timedelta

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.reports.report import Chain
from commandcenter.domain.reports.report_clock import (
    ClockState,
    Span,
    concerns,
    next_due,
    once_due,
    spans,
    state_of,
)
from commandcenter.domain.times import from_local

RECEIVED = from_local(2026, 11, 24, 8, 50)
RAISED = from_local(2026, 11, 24, 9, 20)
LATER = from_local(2026, 11, 25)
EAST = "990102"


def minutes(count):
    return timedelta(minutes=count)


def written(plan):
    return {level: rule.written_minutes for level, rule in plan.report_rules.items()}


@pytest.mark.parametrize(
    ("level", "phone", "first"),
    [(Level.I, 15, 30), (Level.II, 15, 30), (Level.III, 30, 60), (Level.IV, 120, 120)],
)
def test_the_clocks_run_from_the_verified_call(plan, level, phone, first):
    at_level = [Span(level, RECEIVED)]
    told = {level: rule.phone_minutes for level, rule in plan.report_rules.items()}
    assert once_due(RECEIVED, at_level, told, LATER) == RECEIVED + minutes(phone)
    assert once_due(RECEIVED, at_level, written(plan), LATER) == RECEIVED + minutes(first)


def test_a_higher_level_shortens_the_limit_from_when_it_came(plan):
    levels = [Span(Level.IV, RECEIVED), Span(Level.III, RAISED)]
    assert once_due(RECEIVED, levels, written(plan), LATER) == RAISED + minutes(60)


def test_a_lower_level_gives_no_time_that_had_run_out(plan):
    levels = [Span(Level.III, RECEIVED), Span(Level.IV, RAISED)]
    assert once_due(RECEIVED, levels, written(plan), LATER) == RECEIVED + minutes(60)


def test_a_level_that_came_after_it_was_done_does_not_count(plan):
    levels = [Span(Level.IV, RECEIVED), Span(Level.I, RAISED)]
    done = RAISED - minutes(1)
    assert once_due(RECEIVED, levels, written(plan), done) == RECEIVED + minutes(120)


def test_what_no_level_asks_for_is_due_at_no_time():
    assert once_due(RECEIVED, [Span(Level.IV, RECEIVED)], {Level.III: 30}, LATER) is None


@pytest.mark.parametrize(("level", "hours"), [(Level.I, 2), (Level.II, 2), (Level.III, 4)])
def test_the_next_follow_up_is_counted_from_the_last_report(plan, level, hours):
    sent = from_local(2026, 11, 24, 9, 45)
    due = next_due(sent, [Span(level, RECEIVED)], plan.report_rules, LATER)
    assert due == sent + timedelta(hours=hours)


def test_the_lowest_level_reports_daily_at_half_past_four(plan):
    sent = from_local(2026, 11, 24, 16, 30)
    due = next_due(sent, [Span(Level.IV, RECEIVED)], plan.report_rules, LATER)
    assert due == from_local(2026, 11, 25, 16, 30)


def test_a_level_that_came_since_begins_its_own_round(plan):
    sent = from_local(2026, 11, 24, 9, 0)
    levels = [Span(Level.IV, RECEIVED), Span(Level.II, RAISED)]
    assert next_due(sent, levels, plan.report_rules, LATER) == RAISED + timedelta(hours=2)


def test_a_decision_that_changes_no_level_begins_nothing():
    told = [Span(Level.III, RAISED), Span(Level.III, RECEIVED), Span(Level.II, LATER)]
    assert spans(told) == (Span(Level.III, RECEIVED), Span(Level.II, LATER))


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
    when = None if done is None else RAISED + minutes(done)
    assert state_of(RAISED, when, RAISED + minutes(now), minutes(15)) is state


def person(role, group=None, district=None):
    return Actor(1, "x", "某人", frozenset({Grant(role, group, district)}))


@pytest.mark.parametrize(
    ("actor", "city", "county"),
    [
        (person(Role.COMMANDER), False, False),
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
