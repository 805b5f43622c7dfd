"""The year's plan of publicity: what may be planned, how it went, and the weeks that come again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.publicity.activities import (
    ActivityState,
    HeldActivity,
    NewActivity,
    activity_state,
    lines_of_year,
    next_year_of,
    require_activity,
    require_held_activity,
    require_open_activity,
)
from commandcenter.domain.publicity.publicity_items import PublicityLine, PublicityTemplate

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PLANNED = NewActivity("lecture", "预付卡宣讲", "居民", "社区", Group.LEGAL, TODAY)
HELD = HeldActivity(NOW, "社区", "居民", "折页", 200, 60, "反响良好")
KINDS = ("lecture", "leaflet")


def test_an_activity_is_of_a_kind_that_the_plan_has():
    for kind in KINDS:
        require_activity(replace(PLANNED, kind=kind), KINDS, TODAY)
    with pytest.raises(RuleBroken, match=f"^预案数据里没有“{'长' * 40}”这种宣传形式。$"):
        require_activity(replace(PLANNED, kind="长" * 41), KINDS, TODAY)


@pytest.mark.parametrize(
    ("day", "whole_month", "passed"),
    [
        (date(2026, 11, 24), False, False),
        (date(2026, 11, 23), False, True),
        (date(2026, 11, 1), True, False),  # any day of a month stands for all of it
        (date(2026, 10, 31), True, True),
        (date(2025, 12, 31), True, True),
    ],
)
def test_nothing_is_planned_for_a_day_that_has_passed(day, whole_month, passed):
    new = replace(PLANNED, day=day, whole_month=whole_month)
    if passed:
        with pytest.raises(RuleBroken, match=r"^计划日期已过。$"):
            require_activity(new, KINDS, TODAY)
    else:
        require_activity(new, KINDS, TODAY)


@pytest.mark.parametrize("key", ["copies", "people"])
def test_planned_numbers_are_none_below_zero_and_none_beyond_belief(key):
    for number in (0, 1, 10_000_000):
        require_activity(replace(PLANNED, **{key: number}), KINDS, TODAY)
    for number in (-1, 10_000_001):
        with pytest.raises(RuleBroken, match=r"^数量应为 0 至 10000000。$"):
            require_activity(replace(PLANNED, **{key: number}), KINDS, TODAY)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"held_at": NOW + SECOND}, "活动时间不能晚于现在。"),
        ({"copies": -1}, "数量应为 0 至 10000000。"),
        ({"copies": 10_000_001}, "数量应为 0 至 10000000。"),
        ({"reached": -1}, "数量应为 0 至 10000000。"),
        ({"reached": 10_000_001}, "数量应为 0 至 10000000。"),
        ({"reached": 0}, "请填写到场或者触达的人数；没有办成的请用“取消”。"),
        ({"materials": " "}, "填了发放份数，请写明发放的资料。"),
        ({"copies": 1, "materials": ""}, "填了发放份数，请写明发放的资料。"),
    ],
)
def test_how_it_went_is_refused_in_words(changed, why):
    with pytest.raises(RuleBroken) as refused:
        require_held_activity(replace(HELD, **changed), NOW)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"held_at": NOW - SECOND},
        {"reached": 1},
        {"reached": 10_000_000, "copies": 10_000_000},
        {"copies": 0, "materials": ""},
        {"copies": 0},
    ],
)
def test_how_it_went_is_taken_as_it_was(changed):
    require_held_activity(replace(HELD, **changed), NOW)


@pytest.mark.parametrize(
    ("held", "called_off", "due", "state"),
    [
        (None, None, None, "planned"),
        (None, None, NOW, "planned"),  # until the last second
        (None, None, NOW - SECOND, "late"),
        (NOW, None, NOW - SECOND, "held"),
        (None, NOW, NOW - SECOND, "called_off"),
        (NOW, NOW, None, "held"),
    ],
)
def test_an_activity_is_late_once_its_day_is_over(held, called_off, due, state):
    assert activity_state(held, called_off, due, NOW) == state


CLOSED = {
    "held": "“预付卡宣讲”已经登记过，要改请用“更正”。",
    "called_off": "“预付卡宣讲”已经取消。",
}


@pytest.mark.parametrize("state", list(ActivityState))
def test_only_what_is_still_to_come_is_moved_or_held(state):
    if state.value not in CLOSED:
        require_open_activity("预付卡宣讲", state)
        return
    with pytest.raises(RuleBroken) as refused:
        require_open_activity("预付卡宣讲", state)
    assert str(refused.value) == CLOSED[state]


WEEK = PublicityTemplate("week315", "3·15 宣传周", "", 3, 15, "测试")


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 3, 14), 2026), (date(2026, 3, 15), 2026), (date(2026, 3, 16), 2027)],
)
def test_a_week_comes_again_in_the_year_of_its_next_day(today, year):
    assert next_year_of(WEEK, today) == year


def line(code, days, *, working=True, template="week315"):
    return PublicityLine(
        code, template, code, "lecture", "居民", "社区", Group.LEGAL, days, "测试", working
    )


def test_the_lines_of_a_week_stand_by_day_and_give_way_to_days_of_rest():
    lines = [
        line("after", 3), line("on_sunday", 0, working=False), line("moved", 0),
        line("before", -3), line("other", 0, template="security"),
    ]  # fmt: skip
    found = lines_of_year(lines, WEEK, 2026, lambda day: day.weekday() >= 5)  # 15 March: a Sunday
    assert [(each.code, day) for each, day in found] == [
        ("before", date(2026, 3, 12)),
        ("moved", date(2026, 3, 13)),
        ("on_sunday", date(2026, 3, 15)),
        ("after", date(2026, 3, 18)),
    ]
