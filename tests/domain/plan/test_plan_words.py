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
        ("999999", 999_999),
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


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (1, "1 分"), (59, "59 分"), (60, "1 小时"), (90, "1 小时 30 分"), (1_440, "1 天"),
        (1_500, "1 天 1 小时"), (1_441, "24 小时 1 分"), (1_470, "24 小时 30 分"),
        (2_945, "49 小时 5 分"), (10_080, "7 天"), ("none", "不设"), ("same_day", "当日"),
        ("at_end", "终止当日"), ("daily@16:30", "每日 16:30"), ("soon", "soon"),
    ],
)  # fmt: skip
def test_a_deadline_says_itself_to_the_minute(due, words):
    """A form reads it back: a limit that nobody changed must stay as it is."""
    assert due_words(due) == words
    if due != "soon":
        assert due_of(words) == due


@pytest.mark.parametrize(
    "typed", ["", "-5", "1.5", "两小时", "2小时x", "１２", "9" * 7, "天", "<b>"]
)
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


VALUES = [
    ("setting", {"value": 60, "unit": "分钟"}, "60 分钟"),
    ("setting", {"value": " 症状 ", "unit": ""}, "症状"),
    ("setting", {"value": "03:15"}, "03:15"),
    ("setting", {"value": 1, "unit": "级"}, "1 级，偶然出现的可能低于十分之一"),
    ("setting", {"value": 2, "unit": "级"}, "2 级，偶然出现的可能低于百分之一"),
    ("setting", {"value": 3, "unit": "级"}, "3 级，偶然出现的可能低于千分之一"),
    ("setting", {"value": 4, "unit": "级"}, "4 级，偶然出现的可能低于万分之一"),
    ("setting", {"value": 5, "unit": "级"}, "5 级，偶然出现的可能低于十万分之一"),
    ("setting", {"value": 6, "unit": "级"}, "6 级，偶然出现的可能低于百万分之一"),
    ("setting", {"value": 7, "unit": "级"}, "7 级，偶然出现的可能低于千万分之一"),
    ("setting", {"value": 8, "unit": "级"}, "8 级，偶然出现的可能低于亿分之一"),
    ("setting", {"value": 9, "unit": "级"}, "9 级"),
    ("setting", {"value": 0, "unit": "级"}, "0 级"),
    ("setting", {"value": "二", "unit": "级"}, "二 级"),
    ("clock", {"amount": 7, "unit": "working_day"}, "7 个工作日"),
    ("clock", {"amount": 24, "unit": "hour", "extension": 0}, "24 小时"),
    ("clock", {"amount": 60, "unit": "day", "extension": 30}, "60 日，可延长 30 日"),
    ("clock", {"amount": 2, "unit": "year"}, "2 年"),
    ("calendar", {"first": "2026-10-01", "last": "2026-10-07", "rest": True},
     "2026年10月1日至7日 休息"),
    ("calendar", {"first": "2026-10-10", "last": "2026-10-10", "rest": False},
     "2026年10月10日 上班"),
    ("sensitive", {"first": "2026-03-15", "last": "2026-03-15"}, "2026年3月15日"),
    ("known_date", {"first": "2026-03-15", "last": "2026-03-15", "factor": 150},
     "2026年3月15日 · 预计为平时的 150% · 提前 0 天提醒"),
    ("known_date",
     {"first": "2026-03-15", "last": "2026-03-15", "factor": 150, "remind_days": 7, "seats": 2},
     "2026年3月15日 · 预计为平时的 150% · 提前 7 天提醒 · 加席 2"),
    ("standby", {"days_before": 3, "detail": "检查设备"}, "提前 3 天 · 检查设备"),
    ("risk_point", {"each": 2, "most": 20, "days": 30, "unit": "件"},
     "近 30 日 · 每 1 件 2 分 · 最多 20 分"),
    ("risk_point", {"each": 2, "step": 5, "most": 20, "days": 30, "unit": "件", "base": 100},
     "近 30 日 · 100 以上每 5 件 2 分 · 最多 20 分"),
    ("risk_point", {"each": 2, "most": 20, "days": 30, "unit": "件", "category_step": 50},
     "近 30 日 · 每 1 件（类别每 50 件） 2 分 · 最多 20 分"),
    ("risk_point",
     {"each": 2, "most": 20, "days": 30, "unit": "件", "category_step": 50, "base": 100},
     "近 30 日 · 100 以上每 1 件（类别每 50 件） 2 分 · 最多 20 分"),
    ("threshold", {"levels": {"IV": {"words": "5人以上"}, "II": {"words": "200人以上"}}},
     "Ⅳ 5人以上；Ⅱ 200人以上"),
    ("threshold", {"levels": {"I": {"words": "1000人"}}, "window_hours": 48},
     "Ⅰ 1000人；48 小时内"),
    ("context", {"words": "涉及学校"}, "涉及学校"),
    ("context", {"words": "涉及学校", "any": [{"school_hurt": 5}, {"hurt": 9, "dead": 1}]},
     "涉及学校（5、9、1）"),
    ("kind", {"provisional": "III", "report_as": "II", "tiles": ["people", "dead"]},
     "定级前暂按Ⅲ级计时 · 报告按Ⅱ级 · 消费者、死亡"),
    ("clause", {"title": "总则"}, "总则"),
    ("clause", {"title": "总则", "text": "为加强处置。"}, "为加强处置。"),
    ("report_rule", {"phone_minutes": 30, "written_minutes": 60, "follow_up_minutes": 240,
                     "final_minutes": 1_440, "summary_days": 7},
     "电话 30 分 · 书面 1 小时 · 续报 每 4 小时 · 终报 1 天 · 总结 7 天"),
    ("report_rule", {"phone_minutes": 30, "written_minutes": 60, "follow_up_minutes": 0,
                     "daily_at": "16:30", "final_minutes": 1_440, "summary_days": 7},
     "电话 30 分 · 书面 1 小时 · 续报 每日 16:30 · 终报 1 天 · 总结 7 天"),
    ("publicity_template", {"month": 3, "day": 15, "words": "消费者权益日"},
     "每年3月15日 · 消费者权益日"),
    ("publicity_line", {"days": 0, "audience": "居民", "place": "广场"}, "当日 · 居民 · 广场"),
    ("publicity_line", {"days": -3, "audience": "居民", "place": "广场", "copies": 200},
     "前 3 日 · 居民 · 广场 · 200 份"),
    ("publicity_line", {"days": 2, "audience": "居民", "place": "广场", "people": 50, "copies": 0},
     "后 2 日 · 居民 · 广场 · 50 人次"),
    ("alarm_figure", {"value": 30, "unit": "分钟"}, "30 分钟"),
    ("post", {"code": "x", "title": "总指挥"}, "总指挥"),  # of no kind that is set on screen
]  # fmt: skip


@pytest.mark.parametrize(("kind", "item", "words"), VALUES)
def test_an_item_says_what_it_sets(kind, item, words):
    assert value_words(kind, {"title": "x", **item}) == words


DUE = {"IV": "daily@16:30", "III": 240, "II": 120, "I": "none"}


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({}, "Ⅳ 每日 16:30 · Ⅲ 4 小时 · Ⅱ 2 小时 · Ⅰ 不设"),
        ({"levels": ["I", "III"]}, "Ⅲ 4 小时 · Ⅰ 不设"),
        ({"levels": []}, "Ⅳ 每日 16:30 · Ⅲ 4 小时 · Ⅱ 2 小时 · Ⅰ 不设"),
        ({"levels": ["IV", "III"], "round": DUE}, "Ⅳ 每日 16:30 · Ⅲ 每 4 小时"),
        (
            {"levels": ["III", "II"], "round": {"III": 60, "II": "daily@08:00"}},
            "Ⅲ 4 小时，以后每 1 小时 · Ⅱ 2 小时，以后每日 08:00",
        ),
        ({"levels": ["III", "II"], "round": {"III": 60}}, "Ⅲ 4 小时，以后每 1 小时 · Ⅱ 2 小时"),
    ],
)
def test_an_obligation_says_its_limit_at_each_level_that_has_it(item, words):
    assert value_words("obligation", {"code": "x", "title": "x", "due": DUE, **item}) == words


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
