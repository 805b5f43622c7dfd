"""培训: planned, owed by the group that holds it, held with who came, hours counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.support.training import (
    HeldTraining,
    NewTraining,
    TrainingResult,
    TrainingState,
    due_of,
)
from commandcenter.domain.times import local
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.support.team import team_board
from commandcenter.queries.support.team_lines import team_first
from commandcenter.queries.support.training import training_board
from commandcenter.services.support import training
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.support.team import TrainingPersonRow

DAY = timedelta(days=1)
PASSED, FAILED, ABSENT = TrainingResult.PASSED, TrainingResult.FAILED, TrainingResult.ABSENT


def first_of(city, actor):
    """What the team has in 先办, the late first."""
    now = city.db.clock()
    lines = city.ask(lambda s: list(team_first(s, actor, now, now + timedelta(days=40))))
    return sorted(lines, key=lambda line: not line.late)


def new(city, days=10, **fields):
    values = {
        "topic": "食品抽样程序", "group": Group.ONSITE,
        "groups": (Group.ONSITE, Group.INVESTIGATION), "hours": 4,
        "day": local(city.db.clock()).date() + days * DAY,
    }  # fmt: skip
    return NewTraining(**(values | fields))


def held(city, results, **fields):
    values = {
        "held_at": city.db.clock() - timedelta(hours=2), "hours": 4, "place": "三楼会议室",
        "teacher": "魏然", "findings": "",
        "results": {getattr(city, login).person_id: result for login, result in results.items()},
    }  # fmt: skip
    return HeldTraining(**(values | fields))


def board(city, login="liwei"):
    return city.ask(training_board, getattr(city, login), city.db.clock())


def owed(city):
    found = city.ask(lambda s: obligations_of(s, None, now(s)))
    return [row for row in found if row.code == "training"]


def cards(city, login):
    found = city.ask(lambda s: todo(s, getattr(city, login), now(s)))
    return [item.title for item in found if item.kind is TodoKind.BUREAU]


def hours(city, login):
    lines = city.ask(team_board, city.liwei, city.db.clock()).lines
    return next(x.hours for x in lines if x.id == getattr(city, login).person_id)


def settled(city):
    return city.ask(lambda s: differences(s, None, now(s))) == ()


def test_a_planned_session_is_owed_by_who_holds_it_until_it_was_held(city):
    number = city.do(training.plan, "maxiao", new(city))
    [row] = owed(city)
    assert (row.title, row.group, row.state) == (
        "举行培训：食品抽样程序", Group.ONSITE, ObligationState.OPEN,
    )  # fmt: skip
    assert row.due_at == due_of(new(city).day, whole_month=False)
    assert cards(city, "maxiao") == ["举行培训：食品抽样程序"]
    assert cards(city, "hewenjing") == []
    city.do(training.hold, "maxiao", number, held(city, {"wuyue": PASSED, "hewenjing": FAILED}))
    [row] = owed(city)
    assert (row.state, row.done_by) == (ObligationState.DONE, "马骁")
    assert cards(city, "maxiao") == []
    assert (hours(city, "wuyue"), hours(city, "hewenjing"), hours(city, "maxiao")) == (4, 0, 0)
    [line] = board(city).lines
    assert (line.state, line.came, line.passed) == (TrainingState.HELD, 2, 1)
    assert settled(city)


def test_what_is_far_off_is_not_yet_a_card(city):
    city.do(training.plan, "maxiao", new(city, days=40))
    assert cards(city, "maxiao") == []
    assert [line.kind for line in told(city)] == []


def told(city):
    lines = first_of(city, city.chenyu)
    return [line for line in lines if line.words == "食品抽样程序"]


def test_a_session_soon_due_is_told(city):
    city.do(training.plan, "maxiao", new(city, days=3))
    [line] = told(city)
    assert (line.kind, line.late, line.when.endswith("还有 3 天")) == ("training", False, True)


def test_a_plan_is_moved_and_called_off(city):
    number = city.do(training.plan, "maxiao", new(city))
    moved = new(city, days=12, hours=6)
    city.do(training.change, "liwei", number, moved, 1)
    [row] = owed(city)
    assert row.due_at == due_of(moved.day, whole_month=False)
    [line] = board(city).lines
    assert (line.hours, line.changed_by) == (6, "李蔚")
    city.do(training.call_off, "maxiao", number, "授课人出差，并入下月")
    assert [row.state for row in owed(city)] == [ObligationState.CEASED]
    with pytest.raises(RuleBroken, match="已经取消"):
        city.do(training.hold, "maxiao", number, held(city, {"wuyue": PASSED}))
    assert settled(city)


def test_a_month_alone_runs_to_its_last_day():
    assert local(due_of(date(2026, 12, 3), whole_month=True)).date() == date(2026, 12, 31)


def test_one_that_nobody_planned_counts_and_is_owed_by_nobody(city):
    results = held(city, {"wuyue": PASSED}, hours=2)
    city.do(training.hold_unplanned, "maxiao", "网络交易取证", Group.ONSITE, results)
    assert (hours(city, "wuyue"), owed(city)) == (2, [])


def test_who_came_is_corrected_and_nobody_is_taken_off_the_list(city):
    number = city.do(training.plan, "maxiao", new(city))
    city.do(training.hold, "maxiao", number, held(city, {"wuyue": PASSED, "maxiao": PASSED}))
    seen = board(city).lines[0].version
    right = held(city, {"wuyue": FAILED, "hewenjing": PASSED})
    city.do(training.correct, "liwei", number, right, seen)
    [line] = board(city).lines
    assert {c.name: c.result for c in line.people} == {
        "吴越": FAILED, "何文静": PASSED, "马骁": ABSENT,
    }  # fmt: skip
    assert (line.came, line.recorded_by, line.corrected_by) == (2, "马骁", "李蔚")
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        city.do(training.correct, "liwei", number, right, line.version)
    assert line.corrected_at >= line.recorded_at
    done = select(ObligationRow.done_by).where(ObligationRow.about == f"training:{number}")
    assert city.ask(lambda session: session.scalar(done)) == "马骁"
    assert (hours(city, "wuyue"), hours(city, "hewenjing"), hours(city, "maxiao")) == (0, 4, 0)
    assert settled(city)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"hours": 0}, "学时应为"), ({"groups": ()}, "请选择参加培训的工作组"),
        ({"topic": " "}, "请填写培训主题"), ({"day": date(2020, 1, 1)}, "计划日期已过"),
        ({"topic": "题" * 61}, "培训主题超过 60 字"),
        ({"matter": "讲" * 1_001}, "培训内容超过 1000 字"),
    ],
)  # fmt: skip
def test_no_plan_that_cannot_be(city, fields, why):
    with pytest.raises(RuleBroken, match=why):
        city.do(training.plan, "maxiao", new(city, **fields))
    assert (board(city).lines, owed(city)) == ((), [])


def test_a_plan_as_long_as_may_be_is_kept(city):
    city.do(training.plan, "maxiao", new(city, topic="题" * 60, matter="讲" * 1_000))
    assert len(board(city).lines[0].matter) == 1_000


def test_no_record_that_cannot_be(city):
    number = city.do(training.plan, "maxiao", new(city))
    good = held(city, {"wuyue": PASSED})
    for bad, why in (
        (replace(good, held_at=city.db.clock() + DAY), "不能晚于现在"),
        (replace(good, results={}), "请勾选参加培训的人员"),
        (replace(good, hours=0), "学时应为"),
        (replace(good, place=""), "请填写地点"),
        (replace(good, results={999: PASSED}), "没有编号为 999 的人员"),
    ):
        with pytest.raises(RuleBroken, match=why):
            city.do(training.hold, "maxiao", number, bad)
    assert board(city).lines[0].state is TrainingState.PLANNED


def test_a_leader_plans_for_the_own_group(city):
    with pytest.raises(RuleBroken, match="权限限于本组"):
        city.do(training.plan, "hewenjing", new(city))
    assert board(city, "maxiao").groups == (Group.ONSITE,)
    assert len(board(city, "chenyu").groups) == len(Group)


def test_heading_figures_equal_the_rows(city):
    city.do(training.plan, "maxiao", new(city, days=1))
    number = city.do(training.plan, "maxiao", new(city, days=2, topic="现场处置"))
    city.do(training.hold, "maxiao", number, held(city, {"wuyue": PASSED}, hours=16))
    found = board(city)
    assert (found.late, found.held) == (0, 1)
    assert found.planned in (0, 1)  # on 31 December the next day is of another year
    today = local(city.db.clock()).date()  # all begin today; in December none is asked any hours
    asks = (today.month, today.day) <= (12, 1)
    assert (found.team.enough, found.team.asked) == ((1, 5) if asks else (0, 0))


def test_a_plan_that_stays_as_it_was_is_no_change(city):
    number = city.do(training.plan, "maxiao", new(city))
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        city.do(training.change, "maxiao", number, new(city), 1)
    for fields in ({"hours": 5}, {"matter": "留样"}, {"groups": (Group.ONSITE,)}, {"days": 11}):
        with city.db.write() as session:
            nested = session.begin_nested()
            training.change(session, city.maxiao, number, new(city, **fields), 1)
            nested.rollback()


def test_only_what_was_held_is_corrected_and_what_was_called_off_is_neither(city):
    number = city.do(training.plan, "maxiao", new(city))
    with pytest.raises(RuleBroken, match="“食品抽样程序”还没有登记，不能更正"):
        city.do(training.correct, "maxiao", number, held(city, {"wuyue": PASSED}), 1)
    city.do(training.call_off, "maxiao", number, "改到明年")
    for verb, seen in ((training.hold, ()), (training.correct, (2,))):
        with pytest.raises(RuleBroken, match="取消"):
            city.do(verb, "maxiao", number, held(city, {"wuyue": PASSED}), *seen)


def test_who_never_came_is_not_on_the_list_and_who_stays_as_he_was_is_not_corrected(city):
    number = city.do(training.hold_unplanned, "maxiao", "抽样", Group.ONSITE, held(
        city, {"wuyue": PASSED, "hewenjing": ABSENT}))  # fmt: skip
    row = TrainingPersonRow
    kept = select(row.person_id, row.result, row.corrected_by).order_by(row.person_id)
    people = city.maxiao.person_id, city.wuyue.person_id

    def listed():
        return city.ask(lambda s: [tuple(each) for each in s.execute(kept)])

    assert listed() == [(people[1], PASSED, "")]
    corrected = held(city, {"wuyue": PASSED, "maxiao": FAILED})
    city.do(training.correct, "maxiao", number, corrected, 1)
    assert listed() == [(people[0], FAILED, ""), (people[1], PASSED, "")]
