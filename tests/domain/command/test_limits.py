"""Which limit stands: the grid against the plain rule, and the first decision."""

from datetime import timedelta
from itertools import permutations, product

import pytest

from commandcenter.domain.command import limits
from commandcenter.domain.command.limits import Course, course_of, due_of
from commandcenter.domain.level import Level
from commandcenter.domain.reports.report_clock import Span
from commandcenter.domain.times import from_local
from tests.domain.command.book_facts import RECEIVED, at, grade, life, response

PHONE = {Level.IV: 120, Level.III: 30, Level.II: 15, Level.I: 15}
COUNTY = {Level.IV: 120}


def course(*decided, before=Level.III):
    return Course(tuple(Span(level, at(when)) for level, when in decided), before, before)


def due(of, moment, minutes=None, start=RECEIVED, before=Level.III):
    found = due_of(minutes or PHONE, of, start, at(moment), before)
    return found and (found.due_at - RECEIVED) / timedelta(minutes=1)


LEVELS = (Level.IV, Level.III, Level.II)
GRID = [
    (first, second, when, later, moment)
    for (first, second), when, later, moment in product(
        permutations(LEVELS, 2), (3, 12, 25, 40), (5, 30, 200), (50, 110, 400)
    )
]


def earliest(known, minutes):
    """From the 接报 at the first level, at each later one from its decision; the earliest holds."""
    found = [
        (RECEIVED if number == 0 else span.since) + timedelta(minutes=minutes[span.level])
        for number, span in enumerate(known)
        if span.level in minutes
    ]
    return min(found, default=None)


@pytest.mark.parametrize("minutes", [PHONE, COUNTY, {Level.III: 60, Level.II: 30}])
def test_it_is_the_earliest_of_all_levels_once_a_decision_is_there(minutes):
    """Except where the decided limit had run out before the decision: the shown one stands."""
    equal = kinder = 0
    for first, second, when, later, moment in GRID:
        spans = (Span(first, at(when)), Span(second, at(when + later)))
        known = [span for span in spans if span.since <= at(moment)]
        plain = earliest(known, minutes)
        found = due_of(
            minutes, Course(spans, Level.III, Level.III), RECEIVED, at(moment), Level.III
        )
        first_due = minutes.get(first) and at(minutes[first])
        if first_due and first_due <= at(when) and minutes.get(Level.III, 0) > minutes[first]:
            kinder += 1
            assert found.due_at >= plain
        else:
            equal += 1
            assert (found and found.due_at) == plain
    assert equal > 150
    assert (kinder > 0) is (minutes is not COUNTY)


def test_without_a_decision_the_provisional_level_counts():
    found = due_of(PHONE, course(), RECEIVED, at(10), Level.III)
    assert (found.due_at, found.level, found.provisional) == (at(30), Level.III, True)


def test_the_first_decision_replaces_the_provisional_level():
    found = due_of(PHONE, course((Level.IV, 20)), RECEIVED, at(25), Level.III)
    assert (found.due_at, found.level, found.provisional) == (at(120), Level.IV, False)
    assert due(course((Level.II, 5)), 25) == 15


def test_what_was_done_before_the_decision_was_in_time_by_the_provisional_level():
    assert due(course((Level.II, 22)), 18) == 30


def test_the_first_decision_makes_nothing_late_that_was_in_time_until_then(monkeypatch):
    """接报 8:50, Ⅱ at 9:12: its 15 minutes had run out; told at 9:18 is in time by 暂按Ⅲ."""
    late = course((Level.II, 22))
    assert due(late, 28) == 30
    assert due(late, 400) == 30
    monkeypatch.setattr(limits, "SHOWN_LIMIT_STANDS", False)
    assert due(late, 28) == 15


def test_a_limit_that_was_still_ahead_at_the_decision_counts():
    assert due(course((Level.II, 12)), 28) == 15


def test_a_higher_level_counts_from_its_decision_and_the_earliest_stands():
    raised = course((Level.IV, 10), (Level.III, 60))
    assert due(raised, 59) == 120
    assert due(raised, 61) == 90
    assert due(course((Level.IV, 10), (Level.III, 110)), 130) == 120


def test_lowering_gives_no_more_time():
    assert due(course((Level.III, 10), (Level.IV, 20)), 25) == 30


def test_what_no_level_asks_for_is_due_at_no_time():
    assert due(course((Level.III, 10)), 20, COUNTY) is None
    assert due(course(), 20, COUNTY) is None


def test_what_starts_later_counts_by_the_level_that_runs_then():
    """A grade before the response is none of its levels."""
    both = course((Level.II, 10), (Level.III, 40))
    assert due(both, 60, start=at(40)) == 70
    raised = course((Level.IV, 10), (Level.II, 100))
    assert due(raised, 90, start=at(40)) == 160
    assert due(raised, 101, start=at(40)) == 115


def test_what_is_the_same_at_all_levels_belongs_to_none():
    found = due_of(dict.fromkeys(Level, 10), course((Level.I, 3)), RECEIVED, at(5), Level.III)
    assert (found.due_at, found.level, found.provisional) == (at(10), None, False)


def test_a_daily_limit_is_the_next_one_in_shanghai():
    daily = {Level.IV: "daily@16:30", Level.III: 240}
    found = due_of(
        daily, course((Level.IV, 1)), from_local(2026, 11, 24, 23, 59, 59), at(2000), Level.III
    )
    assert found.due_at == from_local(2026, 11, 25, 16, 30)


def test_the_grade_sets_limits_until_the_response_does(plan):
    of = life(
        activated_at=at(30),
        levels=(
            grade(Level.III, 20),
            response(Level.III, 30),
            grade(Level.II, 40),
            response(Level.II, 50),
        ),
    )
    assert course_of(plan, of).spans == (Span(Level.III, at(20)), Span(Level.II, at(50)))
    assert course_of(plan, life(kind="school_food")).report_as is Level.II
    assert course_of(plan, life(kind="")).report_as is Level.III
    assert course_of(plan, life(kind="gone")).provisional is Level.III
