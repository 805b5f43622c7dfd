"""The plan's data in words, and back from what a person types."""

from datetime import date

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import EDITABLE
from commandcenter.domain.plan.plan_items import CalendarPeriod
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.plan.plan_words import (
    days_words,
    differences,
    due_of,
    due_words,
    value_words,
)
from commandcenter.domain.plan.workdays import calendar_changes, set_day
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN


@pytest.fixture(scope="module")
def tables():
    return read_tables(PLAN)


def test_every_value_that_is_set_on_screen_says_itself_in_words(tables):
    for kind in EDITABLE:
        for item in tables[kind]:
            words = value_words(kind, item)
            assert words.strip() not in ("", title_of(item)), "it says its name alone"
            assert "None" not in words


def test_every_deadline_of_the_plan_is_read_back_from_its_own_words(tables):
    for item in tables["obligation"]:
        for due in item["due"].values():
            assert due_of(due_words(due)) == due


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("120", 120),
        ("2小时", 120),
        ("2 小时 30 分", 150),
        ("1天2小时", 1_560),
        ("45分钟", 45),
        ("每日16:30", "daily@16:30"),
        ("每日 16：30", "daily@16:30"),
        ("当日", "same_day"),
        ("终止当日", "at_end"),
        ("不设", "none"),
    ],
)
def test_a_deadline_is_understood_as_people_write_it(typed, due):
    assert due_of(typed) == due


@pytest.mark.parametrize("typed", ["", "-5", "1.5", "两小时", "2小时x", "１２", "9" * 9, "<b>"])
def test_what_is_no_deadline_is_refused_with_an_example(typed):
    with pytest.raises(RuleBroken, match="每日16:30"):
        due_of(typed)


def test_a_difference_says_before_and_after(tables):
    after = {kind: [dict(item) for item in rows] for kind, rows in tables.items()}
    after["setting"][0]["value"] = 45
    after["setting"][1]["source"] = "局务会"
    del after["sensitive"][0]
    found = differences(tables, after)
    assert [(d.kind, bool(d.before), bool(d.after)) for d in found] == [
        ("setting", True, True),
        ("setting", True, True),
        ("sensitive", True, False),
    ]
    assert (found[0].before, found[0].after) == ("60 分钟", "45 分钟")
    assert found[1].after.endswith("局务会")
    assert differences(tables, tables) == ()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-10-01", "2026-10-01", "2026年10月1日"),
        ("2026-10-01", "2026-10-07", "2026年10月1日至7日"),
        ("2026-09-30", "2026-10-09", "2026年9月30日至10月9日"),
        ("2026-12-31", "2027-01-02", "2026年12月31日至2027年1月2日"),
    ],
)
def test_days_are_said_as_papers_say_them(first, last, words):
    assert days_words(first, last) == words


def week(first, last):
    return {
        "w": CalendarPeriod("w", "假期", True, date(2037, 10, first), date(2037, 10, last), "x")
    }


def set_to(calendar, day, rest):
    return set_day(calendar, date(2037, 10, day), rest=rest, title="改", source="y", proposal=False)


def spans(calendar):
    return [(p.first.day, p.last.day, p.rest) for p in calendar.values()]


def test_a_day_in_the_middle_cuts_a_period_in_two():
    after = set_to(week(5, 9), 7, rest=False)  # a Wednesday: it works by itself
    assert spans(after) == [(5, 6, True), (8, 9, True)]
    assert [p.source for p in after.values()] == ["x", "x"]


def test_a_day_at_an_edge_shortens_the_period():
    assert spans(set_to(week(5, 9), 5, rest=False)) == [(6, 9, True)]
    assert spans(set_to(week(5, 9), 9, rest=False)) == [(5, 8, True)]
    assert spans(set_to(week(5, 5), 5, rest=False)) == []


def test_a_weekend_day_that_works_needs_its_own_entry():
    after = set_to({}, 10, rest=False)  # a Saturday
    assert spans(after) == [(10, 10, False)]
    assert set_to(after, 10, rest=True) == {}


def test_the_changes_lead_from_one_calendar_to_the_other():
    before = week(5, 9)
    after = set_to(before, 7, rest=False)
    kinds = [(c.code, c.fields is None) for c in calendar_changes(before, after)]
    assert kinds == [("w", False), ("w.b", False)]
    gone = calendar_changes(before, set_to(week(5, 5), 5, rest=False))
    assert [(c.code, c.fields) for c in gone] == [("w", None)]
