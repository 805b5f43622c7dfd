"""The alarms as data: what the bureau may set, and what is refused."""

import pytest

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.alarms.alarm_items import KINDS
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.earlier_plans import ALARM_KINDS
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_alarm_changes import chain_of, chain_words, minutes_of
from commandcenter.domain.plan.plan_changes import ItemChange, amended
from commandcenter.domain.plan.plan_words import value_words
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import plan_from_items, plan_items, read_tables

TABLES = read_tables(RESOURCES / "plan")
SOURCE = {"source": "本局会议纪要"}


def changed(kind, code, **fields):
    return amended(TABLES, [ItemChange(kind, code, SOURCE | fields)])


def test_each_kind_that_the_program_speaks_of_is_in_the_plan():
    plan = PlanData.from_tables(TABLES)
    assert set(plan.alarms) == set(KINDS)
    assert all(item.proposal and item.source for item in plan.alarms.values())


def test_minutes_priorities_and_chains_are_set_and_read_back():
    after = changed("alarm_climb", "high", minutes=[1, 2])
    plan = PlanData.from_tables(after)
    assert plan.alarm_climbs[Priority.HIGH].minutes == (1, 2)
    assert value_words("alarm_climb", {"minutes": [2, 5, 10]}) == "2、5、10 分钟"
    chain = next(item for item in TABLES["alarm_chain"] if item["code"] == "after")
    assert chain_words(chain) == "值班员和带班领导 → 副总指挥 → 总指挥"
    assert chain_of(chain_words(chain)) == chain["steps"]
    assert minutes_of("2，5 10") == [2, 5, 10]


@pytest.mark.parametrize(("kind", "code", "fields", "why"), [
    ("alarm", "limit_report", {"shelvable": True}, "不能暂缓"),
    ("alarm", "signal", {"todo": "{somebody}办理"}, "只能用"),
    ("alarm", "signal", {"priority": {}}, "级别不对"),
    ("alarm", "signal", {"wait_minutes": -1}, "整数"),
    ("alarm_climb", "high", {"minutes": []}, "分钟数"),
    ("alarm_climb", "high", {"minutes": [0]}, "整数"),
    ("alarm_climb", "high", {"minutes": [1_441]}, "整数"),
    ("alarm_climb", "high", {"minutes": [1, 2, 3, 4, 5, 6, 7]}, "1 至 6 个分钟数"),
    ("alarm_chain", "after", {"steps": []}, "不重复的人员"),
    ("alarm_chain", "after", {"steps": [["duty"], []]}, "不重复的人员"),
    ("alarm_chain", "after", {"steps": [["duty"], ["mayor"]]}, "不重复的人员"),
    ("alarm_chain", "after", {"steps": [["duty"], ["duty"]]}, "不重复"),
    ("alarm_figure", "shelve_minutes", {"value": 0}, "整数"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(kind, code, fields, why):
    with pytest.raises(RuleBroken, match=why):
        changed(kind, code, **fields)


@pytest.mark.parametrize("todo", ["{who}请{when}办理“{what}”。", "请办理。", "{{}}{what}{what}"])
def test_what_is_to_be_done_names_matter_person_and_time_as_it_likes(todo):
    [item] = [i for i in changed("alarm", "signal", todo=todo)["alarm"] if i["code"] == "signal"]
    assert item["todo"] == todo


@pytest.mark.parametrize(
    "todo",
    [
        "{}", "{0}", "{what", "what}", "{where}", "{what.upper}", "{what.name}", "{what[0]}",
        "{what[a]}", "{what!r}", "{what:99999999}", "{ what }",
    ],
)  # fmt: skip
def test_what_is_to_be_done_names_nothing_else(todo):
    with pytest.raises(RuleBroken, match=r"的处置要求只能用 \{what\}、\{who\}、\{when\}"):
        changed("alarm", "signal", todo=todo)


@pytest.mark.parametrize("todo", ["", " ", "字" * 81, None, 5])
def test_what_is_to_be_done_is_a_sentence(todo):
    with pytest.raises(RuleBroken, match="的处置要求应为 1 至 80 字"):
        changed("alarm", "signal", todo=todo)


@pytest.mark.parametrize(
    "priority", [{"later": "high"}, {"on": "loud"}, {"on": "high", "x": "high"}]
)
def test_an_alarm_has_stages_and_priorities_that_there_are(priority):
    with pytest.raises(RuleBroken, match="的级别不对"):
        changed("alarm", "signal", priority=priority)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_limits_of_reports_and_levels_alone_are_never_put_off(code):
    if code in ("limit_report", "limit_level"):
        with pytest.raises(RuleBroken, match="不能暂缓"):
            changed("alarm", code, shelvable=True)
        assert changed("alarm", code, shelvable=False)
    else:
        assert changed("alarm", code, shelvable=True)


@pytest.mark.parametrize("minutes", [None, 5, "2、5", (2, 5)])
def test_the_times_of_a_climb_are_a_list(minutes):
    with pytest.raises(RuleBroken, match="应为 1 至 6 个分钟数"):
        changed("alarm_climb", "high", minutes=minutes)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"priority": {"on": "high"}}, "发生时 紧急"),
        ({"priority": {"on": "low"}, "wait_minutes": 10}, "满 10 分钟 一般"),
        (
            {
                "priority": {"soon": "low", "due": "medium", "overdue": "high"},
                "soon_minutes": 30, "due_minutes": 0, "wait_minutes": 10,
            },
            "前 30 分钟 一般 · 即将到时 重要 · 已逾期 紧急",
        ),
        ({"priority": {"due": "high"}, "due_minutes": 5}, "前 5 分钟 紧急"),
    ],
)  # fmt: skip
def test_an_alarm_says_when_it_rises_and_how_loud(item, words):
    assert value_words("alarm", item) == words


def test_a_climb_has_six_times_at_most_and_each_comes_within_a_day():
    [high] = [
        item
        for item in changed("alarm_climb", "high", minutes=[1, 2, 3, 4, 5, 1_440])["alarm_climb"]
        if item["code"] == "high"
    ]
    assert high["minutes"] == [1, 2, 3, 4, 5, 1_440]


def test_times_and_people_that_cannot_be_read_are_named_as_they_are_typed():
    assert minutes_of(" 1、9999 ") == [1, 9_999]
    assert minutes_of("") == []
    for words in ("2、五", "10000", "２、5", "2;5", "-1", "1.5"):
        with pytest.raises(RuleBroken, match="请写成用顿号隔开的分钟数，如 2、5、10"):
            minutes_of(words)
    assert chain_of("值班员 -> 副总指挥、总指挥") == [["duty"], ["deputy", "commander"]]
    for words, name in (("值班员→市长", "市长"), ("值班员和市长", "市长"), ("值班员→", "")):
        with pytest.raises(RuleBroken, match=f"没有“{name}”这个角色"):
            chain_of(words)


def test_a_plan_of_before_has_the_alarms_of_the_program():
    old = [item for item in plan_items(RESOURCES / "plan") if item.kind not in ALARM_KINDS]
    assert set(plan_from_items(old).alarms) == set(KINDS)
