"""宣传: planned, owed by the group that holds it, held with whom it reached, called off."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.publicity.activities import (
    ActivityState,
    HeldActivity,
    NewActivity,
    lines_of_year,
    next_year_of,
)
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.queries.publicity.activities import activity_board, week_of
from commandcenter.queries.publicity.first import publicity_first_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.publicity import activities
from commandcenter.services.support import partners
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from tests.aftermath import add_person

DAY = timedelta(days=1)


@pytest.fixture
def town(city):
    """The bureau with its 舆情 group."""
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    return city


def new(city, days=10, **fields):
    values = {
        "kind": "advice", "topic": "现场咨询", "audience": "消费者", "place": "市民广场",
        "group": Group.ONSITE, "day": local(city.db.clock()).date() + days * DAY,
        "category": "餐饮和住宿", "materials": "维权指南", "copies": 300, "people": 200,
    }  # fmt: skip
    return NewActivity(**(values | fields))


def held(city, **fields):
    values = {
        "held_at": city.db.clock() - timedelta(hours=2), "place": "市民广场", "audience": "消费者",
        "materials": "维权指南", "copies": 280, "reached": 260, "result": "接受咨询60人次",
    }  # fmt: skip
    return HeldActivity(**(values | fields))


def board(city, login="liwei"):
    return city.ask(activity_board, getattr(city, login), city.db.clock())


def owed(city):
    found = city.ask(lambda s: obligations_of(s, None, now(s)))
    return [row for row in found if row.code == "publicity"]


def cards(city, login):
    found = city.ask(lambda s: todo(s, getattr(city, login), now(s)))
    return [(x.title, x.page) for x in found if x.kind is TodoKind.BUREAU]


def settled(city):
    return city.ask(lambda s: differences(s, None, now(s))) == ()


def test_what_is_planned_is_owed_by_its_group_until_it_was_held(town):
    number = town.do(activities.plan, "xuzhiyuan", new(town))
    [row] = owed(town)
    assert (row.title, row.group, row.state) == (
        "举办宣传：现场咨询", Group.ONSITE, ObligationState.OPEN,
    )  # fmt: skip
    assert cards(town, "maxiao") == [("举办宣传：现场咨询", "publicity")]
    town.do(activities.hold, "maxiao", number, held(town))
    [row] = owed(town)
    assert (row.state, row.done_by) == (ObligationState.DONE, "马骁")
    assert cards(town, "maxiao") == []
    assert settled(town)
    [line] = board(town).lines
    assert (line.state, line.reached, line.held_copies) == (ActivityState.HELD, 260, 280)


def test_what_is_far_off_waits_in_no_list_yet(town):
    town.do(activities.plan, "xuzhiyuan", new(town, 40))
    assert cards(town, "maxiao") == []
    assert town.ask(publicity_first_board, town.liwei, town.db.clock()).soon == ()


def test_what_is_late_stands_first(town):
    town.do(activities.plan, "xuzhiyuan", new(town, 0))
    later = town.db.clock() + 2 * DAY
    first = town.ask(publicity_first_board, town.maxiao, later)
    assert [(x.words, x.late) for x in first.late] == [("现场咨询", True)]
    assert "逾期" in first.late[0].when
    assert first.late[0].act.key == "hold"
    [line] = town.ask(activity_board, town.liwei, later).lines
    assert line.state is ActivityState.LATE


def test_what_is_called_off_is_owed_no_more_and_says_why(town):
    number = town.do(activities.plan, "xuzhiyuan", new(town))
    town.do(activities.call_off, "luomin", number, "场地另有安排")
    [row] = owed(town)
    assert row.state is ObligationState.CEASED
    [line] = board(town).lines
    assert (line.state, line.called_off_why) == (ActivityState.CALLED_OFF, "场地另有安排")
    with pytest.raises(RuleBroken, match="已经取消"):
        town.do(activities.hold, "maxiao", number, held(town))
    with pytest.raises(RuleBroken, match="已经取消"):
        town.do(activities.change, "luomin", number, new(town), 2)


def test_what_is_moved_is_owed_by_its_new_day_and_group(town):
    number = town.do(activities.plan, "xuzhiyuan", new(town))
    moved = new(town, 20, group=Group.LEGAL, whole_month=False)
    town.do(activities.change, "xuzhiyuan", number, moved, 1)
    [row] = owed(town)
    assert row.group is Group.LEGAL
    assert local(row.due_at).date() == moved.day
    with pytest.raises(RuleBroken, match="没有改动"):
        town.do(activities.change, "xuzhiyuan", number, moved, 2)
    with pytest.raises(RuleBroken, match="刚被别人修改"):
        town.do(activities.change, "xuzhiyuan", number, new(town), 1)


def test_what_was_entered_wrong_is_put_right_with_the_partners_who_came(town):
    mine = NewPartner("consumers", "澄州市消费者协会", "祝禾", "0990-1", "共同宣传")
    partner = town.do(partners.enter, "liwei", mine)
    number = town.do(activities.plan, "xuzhiyuan", new(town))
    town.do(activities.hold, "maxiao", number, held(town))
    with pytest.raises(RuleBroken, match="已经登记过"):
        town.do(activities.hold, "maxiao", number, held(town))
    right = held(town, reached=300, partners=(partner,))
    town.do(activities.correct, "maxiao", number, right, 2)
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        town.do(activities.correct, "maxiao", number, right, 3)
    [line] = board(town).lines
    assert (line.reached, line.partners) == (300, ("澄州市消费者协会",))
    assert (line.recorded_by, line.corrected_by) == ("马骁", "马骁")
    assert line.corrected_at >= line.recorded_at
    with pytest.raises(RuleBroken, match="没有编号为 99 的合作单位"):
        town.do(activities.correct, "maxiao", number, held(town, partners=(99,)), 3)


def test_who_draws_up_the_plan_and_who_registers(town):
    with pytest.raises(RuleBroken, match="宣传计划、科研合作由"):
        town.do(activities.plan, "maxiao", new(town))
    number = town.do(activities.plan, "chenyu", new(town))
    with pytest.raises(RuleBroken, match="限于本组"):
        town.do(activities.hold, "hewenjing", number, held(town))
    with pytest.raises(RuleBroken, match="限于本组"):
        town.do(activities.hold, "xuzhiyuan", number, held(town))
    town.do(activities.hold, "luomin", number, held(town))


def test_what_nobody_planned_counts_as_held(town):
    number = town.do(activities.hold_unplanned, "maxiao", new(town), held(town))
    [line] = board(town).lines
    assert (line.id, line.due_at, line.state) == (number, None, ActivityState.HELD)
    assert owed(town) == []
    with pytest.raises(RuleBroken, match="限于本组"):
        town.do(activities.hold_unplanned, "maxiao", new(town, group=Group.LEGAL), held(town))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "circus"}, "没有“circus”这种宣传形式"),
        ({"topic": " "}, "请填写主题"),
        ({"audience": ""}, "请填写对象"),
        ({"copies": -1}, "数量应为"),
        ({"day": date(2020, 1, 1)}, "计划日期已过"),
        ({"person_id": 999}, "没有编号为 999 的人员"),
    ],
)
def test_what_makes_no_plan_is_refused_and_changes_nothing(town, fields, said):
    with pytest.raises(RuleBroken, match=said):
        town.do(activities.plan, "xuzhiyuan", new(town, **fields))
    assert board(town).lines == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reached": 0}, "到场或者触达的人数"),
        ({"copies": 5, "materials": ""}, "发放的资料"),
        ({"place": ""}, "请填写地点"),
    ],
)
def test_what_was_not_held_so_is_refused(town, fields, said):
    number = town.do(activities.plan, "xuzhiyuan", new(town))
    with pytest.raises(RuleBroken, match=said):
        town.do(activities.hold, "maxiao", number, held(town, **fields))
    later = held(town, held_at=town.db.clock() + DAY)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        town.do(activities.hold, "maxiao", number, later)
    assert board(town).lines[0].state is ActivityState.PLANNED


def test_the_week_of_the_consumers_gets_the_days_of_its_year(town):
    week = town.ask(week_of, "week315", town.db.clock())
    plan = town.ask(plan_of)
    template = plan.publicity_templates["week315"]
    assert week.year == next_year_of(template, local(town.db.clock()).date())
    assert date(week.year, 3, 15) in [line.day for line in week.lines]
    working = [x for x in plan.publicity_lines.values() if x.working]
    weekend = lambda day: day.weekday() >= 5  # noqa: E731
    dated = lines_of_year(plan.publicity_lines.values(), template, 2026, weekend)
    days = {line.code: day for line, day in dated}
    assert days["week315_day"] == date(2026, 3, 15)  # a Sunday, on which people are about
    assert all(days[line.code].weekday() < 5 for line in working)
    lines = [replace(line, topic=f"{line.topic}（改）") for line in week.lines]
    town.do(activities.plan_all, "luomin", lines)
    assert len(board(town).lines) == len(week.lines)
    assert {line.template for line in board(town).lines} == {"week315"}


def test_of_a_week_with_one_bad_line_nothing_is_kept(town):
    with pytest.raises(RuleBroken, match="请填写主题"):
        town.do(activities.plan_all, "luomin", [new(town), new(town, topic="")])
    assert board(town).lines == ()
    with pytest.raises(RuleBroken, match="至少选择一项"):
        town.do(activities.plan_all, "luomin", [])


@pytest.mark.parametrize(
    ("key", "what", "most"),
    [
        ("topic", "主题", 60), ("audience", "对象", 80), ("place", "地点", 80),
        ("materials", "资料", 80), ("category", "风险类别", 40),
    ],
)  # fmt: skip
def test_what_is_planned_is_as_long_as_may_be_and_no_longer(town, key, what, most):
    with pytest.raises(RuleBroken, match=f"{what}超过 {most} 字"):
        town.do(activities.plan, "xuzhiyuan", new(town, **{key: "宣" * (most + 1)}))
    assert board(town).lines == ()
    town.do(activities.plan, "xuzhiyuan", new(town, **{key: "宣" * most}))


@pytest.mark.parametrize(
    ("key", "what", "most"),
    [("place", "地点", 80), ("audience", "对象", 80), ("materials", "资料", 80),
     ("result", "效果", 2_000)],
)  # fmt: skip
def test_what_is_told_of_it_is_as_long_as_may_be_and_no_longer(town, key, what, most):
    number = town.do(activities.plan, "xuzhiyuan", new(town))
    with pytest.raises(RuleBroken, match=f"{what}超过 {most} 字"):
        town.do(activities.hold, "maxiao", number, held(town, **{key: "宣" * (most + 1)}))
    assert board(town).lines[0].state is ActivityState.PLANNED
    town.do(activities.hold, "maxiao", number, held(town, **{key: "宣" * most}))


def test_only_what_was_held_is_corrected_and_of_one_called_off_that_is_said(town):
    planned, off = (town.do(activities.plan, "xuzhiyuan", new(town)) for _ in range(2))
    town.do(activities.call_off, "luomin", off, "场地另有安排")
    for number, seen, words in ((planned, 1, "还没有登记，不能更正"), (off, 2, "已经取消")):
        with pytest.raises(RuleBroken, match=words):
            town.do(activities.correct, "maxiao", number, held(town), seen)
    assert board(town).lines[0].state is ActivityState.PLANNED
