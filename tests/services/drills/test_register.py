"""The register of drills in the bureau's own store."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.register import due_after
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.times import local
from commandcenter.queries.drills.register import drill_register
from commandcenter.services.drills import register
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.tables.plan.plan import PlanVersionRow

DAY = timedelta(days=1)


@pytest.fixture
def bureau(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("fanqi", "范琪"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    return city


def held(city, **changed):
    at = city.db.clock()
    values = {
        "title": "校园食物中毒演练", "mode": Mode.LIVE, "held_at": at - timedelta(hours=3),
        "ended_at": at - timedelta(hours=1), "source": "取自“10·14”事件", "conductor": "范琪",
        "players": 17, "score": 82.0, "full": 100.0, "findings": "记者采访应答超时",
        "store": "演练-1.db", "number": 1436, "head": "14ae",
    }  # fmt: skip
    return register.Held(**(values | changed))


def lines(city, login="fanqi"):
    return city.ask(drill_register, getattr(city, login))


def test_a_drill_is_planned_held_and_has_its_result(bureau):
    day = bureau.db.clock() + 10 * DAY
    number = bureau.do(register.plan, "fanqi", "年度实战演练", Mode.LIVE, day)
    [line] = lines(bureau).lines
    assert (line.state, line.planned_for) == ("planned", day)
    bureau.do(register.record, "fanqi", held(bureau), number)
    with pytest.raises(RuleBroken, match="没有传完"):
        bureau.do(register.keep_course, "fanqi", number, "ab" * 32)
    [line] = lines(bureau).lines
    assert (line.state, line.score, line.full, line.paper) == ("held", 82.0, 100.0, "")
    assert (line.number, line.head) == (1436, "14ae")
    with pytest.raises(RuleBroken, match="已经登记过"):
        bureau.do(register.record, "fanqi", held(bureau), number)


def test_what_was_never_held_is_due_after_the_plan_began_and_a_plan_is_no_reminder(bureau):
    with bureau.db.write() as session:
        version = session.scalars(select(PlanVersionRow)).one()
        version.adopted_at = now(session) - 200 * DAY
        journal.record(session, PROGRAM, "plan", version.id, "dated")
    due = {line.mode: line for line in lines(bureau).due}
    tabletop, live = due[Mode.TABLETOP], due[Mode.LIVE]
    assert (tabletop.last_at, tabletop.missing, tabletop.remind) == (None, True, True)
    assert (live.missing, live.remind) == (False, False)
    bureau.do(register.record, "fanqi", held(bureau))
    live = {line.mode: line for line in lines(bureau).due}[Mode.LIVE]
    assert (live.missing, live.remind) == (False, False)
    assert live.due_at == due_after(live.last_at, live.months)
    day = bureau.db.clock() + 3 * DAY
    bureau.do(register.plan, "fanqi", "桌面推演", Mode.TABLETOP, day)
    tabletop = {line.mode: line for line in lines(bureau).due}[Mode.TABLETOP]
    assert tabletop.remind  # its day is past the limit
    assert tabletop.missing


def test_a_measure_is_done_by_the_group_it_was_given_to(bureau):
    number = bureau.do(register.record, "fanqi", held(bureau))
    due_at = bureau.db.clock() + 20 * DAY
    new = register.NewMeasure("拟定记者到场的应答口径", Group.ONSITE, due_at)
    measure = bureau.do(register.measure, "fanqi", number, new)
    with pytest.raises(RuleBroken):
        bureau.do(register.measure_done, "hewenjing", measure, "已拟定")
    bureau.do(register.measure_done, "maxiao", measure, "已拟定并发各组")
    [line] = lines(bureau).lines[0].measures
    assert (line.done_by, line.done_words, line.late) == ("马骁", "已拟定并发各组", False)
    with pytest.raises(RuleBroken, match="已经完成"):
        bureau.do(register.measure_done, "maxiao", measure, "再次")
    other = bureau.do(register.measure, "fanqi", number, new)
    bureau.do(register.measure_done, "fanqi", other, "已代为登记")  # who keeps the register
    assert [each.done_by for each in lines(bureau).lines[0].measures] == ["马骁", "范琪"]


def test_a_drill_of_the_plan_is_called_off_with_the_reason(bureau):
    day = bureau.db.clock() + 10 * DAY
    number = bureau.do(register.plan, "fanqi", "年度实战演练", Mode.LIVE, day)
    bureau.do(register.call_off, "fanqi", number, "与真实事件冲突")
    [line] = lines(bureau).lines
    assert (line.state, line.called_off_by) == ("called_off", "范琪")
    assert line.called_off_at <= bureau.db.clock()
    with pytest.raises(RuleBroken):
        bureau.do(register.record, "fanqi", held(bureau), number)


def test_what_was_held_or_called_off_is_called_off_no_more(bureau):
    day = bureau.db.clock() + 10 * DAY
    planned = bureau.do(register.plan, "fanqi", "年度实战演练", Mode.LIVE, day)
    bureau.do(register.call_off, "fanqi", planned, "与真实事件冲突")
    over = bureau.do(register.record, "fanqi", held(bureau))
    before = lines(bureau)
    for number in (planned, over):
        with pytest.raises(RuleBroken, match="已经举行或者取消"):
            bureau.do(register.call_off, "fanqi", number, "另有安排")
    assert lines(bureau) == before


def test_of_a_drill_that_was_not_held_nothing_is_mended_and_no_course_is_kept(bureau):
    day = bureau.db.clock() + 10 * DAY
    number = bureau.do(register.plan, "fanqi", "年度实战演练", Mode.LIVE, day)
    new = register.NewMeasure("拟定应答口径", Group.ONSITE, day + DAY)
    with pytest.raises(RuleBroken, match="还没有登记结果，不能提出整改措施"):
        bureau.do(register.measure, "fanqi", number, new)
    with pytest.raises(RuleBroken, match="“年度实战演练”还没有登记结果"):
        bureau.do(register.keep_course, "fanqi", number, "ab" * 32)
    assert lines(bureau).lines[0].measures == ()


@pytest.mark.parametrize("login", ["liwei", "chenyu", "zhoulan"])
def test_only_who_keeps_the_plan_keeps_the_register(bureau, login):
    with pytest.raises(RuleBroken):
        bureau.do(register.plan, login, "x", Mode.LIVE, bureau.db.clock() + DAY)
    assert lines(bureau, login).offers == ()


@pytest.mark.parametrize(
    ("held_on", "months", "day"),
    [((2026, 8, 31), 6, (2027, 2, 28)), ((2026, 11, 24), 12, (2027, 11, 24)),
     ((2026, 12, 31), 2, (2027, 2, 28)), ((2026, 1, 1), 12, (2027, 1, 1))],
)  # fmt: skip
def test_months_end_on_a_day_that_there_is(held_on, months, day):
    due = local(due_after(datetime(*held_on, 4, tzinfo=UTC), months))
    assert (due.year, due.month, due.day) == day
