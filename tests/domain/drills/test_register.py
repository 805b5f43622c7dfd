"""The register of drills: when the next is due, and which times may be entered."""

from datetime import timedelta

import pytest

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.register import (
    MONTHS,
    due_after,
    newest,
    require_due,
    require_plan,
    require_times,
)
from commandcenter.domain.errors import refusal_of
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 0, 30)  # 23 November by UTC
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def refusal(call, *args):
    found = refusal_of(lambda: call(*args))
    return "" if found is None else str(found)


@pytest.mark.parametrize(
    ("held", "months", "last_day"),
    [
        ((2026, 10, 14), 12, (2027, 10, 14)),
        ((2026, 6, 30), 6, (2026, 12, 30)),
        ((2026, 7, 31), 6, (2027, 1, 31)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2026, 10, 31), 1, (2026, 11, 30)),
        ((2026, 11, 30), 1, (2026, 12, 30)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2027, 2, 28), 12, (2028, 2, 28)),  # 民法典 Art. 202: the day that answers to it
        ((2026, 1, 15), 36, (2029, 1, 15)),
    ],
)
def test_months_end_with_the_day_that_answers_to_it_or_the_last_of_its_month(
    held, months, last_day
):
    for hour in (0, 23):
        due = due_after(from_local(*held, hour, 30), months)
        assert due == from_local(*last_day, 23, 59, 59)


def test_the_last_drill_counts():
    times = [NOW - DAY, NOW, NOW - 2 * DAY]
    assert newest(times) == NOW
    assert newest(iter([])) is None


def test_drills_with_forces_and_at_the_table_are_each_asked_for(plan):
    assert set(MONTHS) == set(Mode)
    assert [plan.number(MONTHS[mode]) for mode in (Mode.LIVE, Mode.TABLETOP)] == [12, 6]


@pytest.mark.parametrize(
    ("planned_for", "words"),
    [
        (NOW + DAY, ""),
        (NOW, ""),
        (from_local(2026, 11, 24), ""),
        (from_local(2026, 11, 23, 23, 59, 59), "计划演练的日期已过。"),
    ],
)
def test_a_drill_may_be_planned_for_today(planned_for, words):
    assert refusal(require_plan, planned_for, NOW) == words


@pytest.mark.parametrize(
    ("held_at", "ended_at", "allowed"),
    [
        (NOW - SECOND, NOW, True),
        (NOW - DAY, NOW - SECOND, True),
        (NOW - DAY, NOW + SECOND, False),
        (NOW, NOW, False),
        (NOW - DAY, NOW - 2 * DAY, False),
    ],
)
def test_a_drill_that_was_held_began_and_then_ended(held_at, ended_at, allowed):
    words = "演练的开始、结束时间应是过去的时间，先开始后结束。"
    assert refusal(require_times, held_at, ended_at, NOW) == ("" if allowed else words)


def test_what_is_to_be_mended_has_time_left():
    assert refusal(require_due, NOW + SECOND, NOW) == ""
    for due_at in (NOW, NOW - SECOND):
        assert refusal(require_due, due_at, NOW) == "整改期限应在现在以后。"
