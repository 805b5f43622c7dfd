"""What the bureau has set for the watch: its rules, its kinds of day, its festivals, its nights."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.domain.plan.plan_items import SignalRule
from commandcenter.domain.times import from_local
from commandcenter.domain.watch.watching import (
    Limits,
    Rule,
    day_kind,
    due_nights,
    festival_days,
    rules,
)

DAY = timedelta(days=1)
GROUP = SignalRule("group_complaint", "群体投诉", 24, ({"complainants": 20},), ("subject",), "", "")
EARLY = SignalRule(
    "early_sign", "苗头", 48, ({"complainants": 10}, {"linked_food_cases": 3}),
    ("subject", "cause"), "", "",
)  # fmt: skip


def with_settings(plan, **changed):
    settings = {code: replace(plan.settings[code], value=value) for code, value in changed.items()}
    return replace(plan, settings={**plan.settings, **settings})


def test_the_limits_are_what_the_plan_sets_for_the_watch(plan):
    numbers = [each.name for each in fields(Limits)][:20]
    changed = {f"watch_{name}": n for n, name in enumerate(numbers, 100)}
    words = {
        "watch_illness_words": "呕吐、、腹泻",
        "watch_matter_windows": "30、2、7",
        "watch_nightly_at": "03:05",
        "watch_hold_days": 9,
        "watch_matter_quiet": 21,
    }
    limits = Limits.of(with_settings(plan, **(changed | words)))
    assert [getattr(limits, name) for name in numbers[:19]] == list(range(100, 119))
    assert limits.illness == ("呕吐", "腹泻")
    assert limits.matter_windows == (2, 7, 30)
    assert limits.nightly_at == "03:05"
    assert (limits.hold, limits.quiet) == (9 * DAY, 21 * DAY)


def test_the_rules_below_the_grades_are_those_that_the_plan_has_the_early_sign_first(plan):
    both = {"group_complaint": GROUP, "early_sign": EARLY}
    found = rules(replace(plan, signals=both))
    assert found == (
        Rule("early_sign", "苗头", 48 * timedelta(hours=1), 10, 3, cause=True),
        Rule("group_complaint", "群体投诉", 24 * timedelta(hours=1), 20, None, cause=False),
    )
    assert rules(replace(plan, signals={"group_complaint": GROUP})) == found[1:]
    assert rules(replace(plan, signals={"other": EARLY})) == ()


def test_a_condition_of_several_facts_is_for_people_to_find_out(plan):
    several = replace(
        EARLY, any=({"complainants": 10, "minors": 1}, {"linked_food_cases": 3, "dead": 1})
    )
    [rule] = rules(replace(plan, signals={"early_sign": several}))
    assert (rule.people, rule.cases) == (None, None)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        *((date(2026, 11, 16 + n), n) for n in range(7)),
        (date(2026, 11, 24), 7),
        (date(2026, 11, 25), 7),
        (date(2026, 11, 28), 8),
    ],
)
def test_a_holiday_and_a_made_up_workday_are_days_of_their_own_kind(plan, day, kind):
    calendar = {
        "rest": CalendarPeriod("rest", "调休", True, date(2026, 11, 24), date(2026, 11, 25), ""),
        "work": CalendarPeriod("work", "补班", False, date(2026, 11, 28), date(2026, 11, 28), ""),
    }
    assert day_kind(replace(plan, calendar=calendar), day) == kind


def festivals(plan, first, days, words="03-15、11-11", lasting=3):
    set_so = with_settings(plan, watch_festivals=words, watch_festival_days=lasting)
    return [sorted(f"{day:%m-%d}" for day in each) for each in festival_days(set_so, first, days)]


@pytest.mark.parametrize(
    ("first", "days", "found"),
    [
        (date(2026, 3, 15), 1, [["03-15", "03-16", "03-17"], []]),
        (date(2026, 3, 14), 1, [[], []]),
        (date(2026, 3, 14), 2, [["03-15", "03-16", "03-17"], []]),
        (date(2026, 3, 17), 1, [["03-15", "03-16", "03-17"], []]),
        (date(2026, 11, 10), 400, [["03-15", "03-16", "03-17"], ["11-11", "11-12", "11-13"]]),
    ],
)
def test_a_festival_has_its_day_and_those_that_it_lasts(plan, first, days, found):
    assert [sorted(set(each)) for each in festivals(plan, first, days)] == [
        sorted(set(each)) for each in found
    ]


def test_what_is_no_day_of_the_calendar_is_no_festival(plan):
    words = " 03-15 、双十一、11-、-11、x-1"
    assert festivals(plan, date(2026, 3, 15), 1, words, 1) == [["03-15"]]
    assert festivals(plan, date(2026, 3, 15), 1, "", 1) == []


def nights(plan, done, at, clock="02:30"):
    return due_nights(Limits.of(with_settings(plan, watch_nightly_at=clock)), done, at)


NIGHT = from_local(2026, 11, 24, 2, 30)
SECOND = timedelta(seconds=1)


def test_where_none_was_done_the_last_night_is_due(plan):
    assert nights(plan, None, NIGHT) == [NIGHT]
    assert nights(plan, None, NIGHT - SECOND) == [NIGHT - DAY]
    assert nights(plan, None, NIGHT + DAY - SECOND) == [NIGHT]
    late = from_local(2026, 11, 23, 23, 59)
    assert nights(plan, None, NIGHT, "23:59") == [late]


@pytest.mark.parametrize(
    ("done", "due"),
    [
        (NIGHT, []),
        (NIGHT + SECOND, []),
        (NIGHT - SECOND, [NIGHT]),
        (NIGHT - DAY, [NIGHT]),
        (NIGHT - 3 * DAY, [NIGHT - 2 * DAY, NIGHT - DAY, NIGHT]),
    ],
)
def test_the_nights_after_the_last_that_was_done_are_due_the_oldest_first(plan, done, due):
    assert nights(plan, done, NIGHT + SECOND) == due


def test_fourteen_missed_nights_are_made_up_for_and_older_ones_are_history(plan):
    due = nights(plan, NIGHT - 60 * DAY, NIGHT)
    assert due == [NIGHT - n * DAY for n in range(13, -1, -1)]
