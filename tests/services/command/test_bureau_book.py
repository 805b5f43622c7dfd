"""The bureau's own book: what drills ask of it, in 待我处理, as alarms, in a check."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.register import due_after
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.offices import exports
from commandcenter.queries.drills.register import drill_register
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.seat.verdict import verdict
from commandcenter.services.command import handover, obligations
from commandcenter.services.command.carrying_over import list_own
from commandcenter.services.drills import register
from commandcenter.services.guard import PROGRAM
from commandcenter.services.plan import plan_data
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow
from tests.alarm_stage import board, turn

DAY = timedelta(days=1)
KEEPER, LEADER, OTHER = "fanqi", "maxiao", "hewenjing"
DONE, OPEN = ObligationState.DONE, ObligationState.OPEN


@pytest.fixture
def bureau(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(KEEPER, "范琪"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    return city


def held(city, mode=Mode.LIVE, days=0):
    at = city.db.clock() - days * DAY
    return register.Held(
        "校园食物中毒演练", mode, at - timedelta(hours=3), at - timedelta(hours=1),
        "自编脚本", "范琪", 17, 82.0, 100.0, "首报超时",
    )  # fmt: skip


def measured(city, days=20):
    """A drill that was held, and a measure that the field group owes."""
    record = city.do(register.record, KEEPER, held(city))
    new = register.NewMeasure("拟定记者到场的应答口径", Group.ONSITE, city.db.clock() + days * DAY)
    return city.do(register.measure, KEEPER, record, new)


def rows(city, code):
    found = city.ask(lambda s: obligations_of(s, None, now(s)))
    return [row for row in found if row.code == code]


def settled(city):
    return city.ask(lambda s: differences(s, None, now(s))) == ()


def cards(city, login):
    found = city.ask(lambda s: todo(s, getattr(city, login), now(s)))
    return [item for item in found if item.kind is TodoKind.BUREAU]


def test_a_measure_is_owed_until_the_group_says_what_it_did(bureau):
    measure = measured(bureau)
    [row] = rows(bureau, "drill_measure")
    assert (row.incident_id, row.title, row.group, row.state) == (
        None, "演练整改：拟定记者到场的应答口径", Group.ONSITE, OPEN,
    )  # fmt: skip
    assert row.due_at == bureau.ask(lambda s: s.get_one(DrillMeasureRow, measure).due_at)
    [card] = cards(bureau, LEADER)
    assert (card.subject_id, card.deadline_at, card.detail) == (row.id, row.due_at, "现场处置组")
    assert cards(bureau, OTHER) == []
    bureau.do(register.measure_done, LEADER, measure, "已拟定并发各组")
    [row] = rows(bureau, "drill_measure")
    assert (row.state, row.done_by, row.act_table) == (DONE, "马骁", "drill_measure")
    assert cards(bureau, LEADER) == []
    assert settled(bureau)


def test_a_drill_answers_the_one_before_and_asks_for_the_next(bureau):
    with bureau.db.write() as session:
        assert list_own(session, PROGRAM)
    (first,) = rows(bureau, "drill_live")
    months = bureau.ask(lambda s: int(plan_of(s).number("drill_months")))
    assert (first.state, first.role) == (OPEN, Role.PLANNER)
    assert first.due_at == due_after(first.start_at, months)
    bureau.do(register.record, KEEPER, held(bureau))
    following, done = rows(bureau, "drill_live")  # what is open stands first
    assert (done.id, done.state, done.done_by) == (first.id, DONE, "范琪")
    assert (following.state, following.due_at) == (OPEN, due_after(done.done_at, months))
    bureau.do(register.record, KEEPER, held(bureau, days=30))  # entered later, held before
    assert len(rows(bureau, "drill_live")) == 3
    assert [row.due_at for row in rows(bureau, "drill_live") if row.state is OPEN] == [
        following.due_at
    ]
    assert [row.state for row in rows(bureau, "drill_tabletop")] == [OPEN]
    [line] = [due for due in bureau.ask(drill_register, bureau.fanqi).due if due.mode is Mode.LIVE]
    assert line.due_at == following.due_at
    assert settled(bureau)


HANDED = "duty_handover"


def handed(city, to):
    return city.do(handover.give_duty, "liwei", to, "夜间注意城西店", "李蔚")


def test_a_shift_that_is_handed_over_is_owed_by_who_takes_it(bureau, songyang):
    number = handed(bureau, songyang)
    [row] = rows(bureau, HANDED)
    assert (row.title, row.about, row.assigned_to, row.state, row.due_at) == (
        "签收李蔚的值班交接", f"handover:{number}", songyang, OPEN, None,
    )  # fmt: skip
    found = bureau.ask(lambda s: todo(s, bureau.songyang, now(s)))
    [card] = [item for item in found if item.kind is TodoKind.HANDOVER]
    assert (card.subject_id, card.incident_id, card.title) == (number, 0, row.title)
    bureau.do(handover.receive, "songyang", number, "宋扬")
    [row] = rows(bureau, HANDED)
    assert (row.state, row.done_by, row.act_table, row.act_id) == (DONE, "宋扬", "handover", number)
    assert settled(bureau)


def test_a_shift_that_nobody_took_is_owed_no_more(bureau, songyang):
    bureau.do(handover.refuse, "songyang", handed(bureau, songyang), "清单不全")
    bureau.do(handover.take_back, "liwei", handed(bureau, songyang), "改由他人接班")
    assert [row.state for row in rows(bureau, HANDED)] == [ObligationState.CEASED] * 2
    assert settled(bureau)


def next_due(city):
    [row] = [row for row in rows(city, "drill_live") if row.state is OPEN]
    return row.due_at


def test_a_drill_is_reminded_of_before_it_is_due(bureau):
    with bureau.db.write() as session:
        list_own(session, PROGRAM)
    assert cards(bureau, KEEPER) == []
    with bureau.db.write() as session:
        row = session.scalars(select(ObligationRow).where(ObligationRow.code == "drill_live")).one()
        row.due_at = now(session) + 29 * DAY
        journal.record(session, PROGRAM, "obligation", row.id, "dated")
    assert [card.title for card in cards(bureau, KEEPER)] == ["组织实战演练"]
    assert cards(bureau, LEADER) == []


def test_other_months_in_the_plan_move_the_limit(bureau):
    bureau.do(register.record, KEEPER, held(bureau))
    before = next_due(bureau)
    change, seen = (
        ItemChange("setting", "drill_months", {"value": 6, "source": "本局决定"}),
        bureau.ask(version_in_force),
    )
    bureau.do(plan_data.amend, KEEPER, [change], "每半年一次", seen)
    assert next_due(bureau) < before
    assert settled(bureau)


def test_a_measure_past_its_date_is_late_and_alarms_who_owes_it(bureau):
    measured(bureau)
    turn(bureau)
    assert board(bureau, LEADER).lines == ()
    with bureau.db.write() as session:
        wanted = select(ObligationRow).where(ObligationRow.code == "drill_measure")
        row = session.scalars(wanted).one()
        row.due_at = now(session) - timedelta(minutes=1)
        journal.record(session, PROGRAM, "obligation", row.id, "dated")
    turn(bureau)
    [line] = board(bureau, LEADER).lines
    assert (line.kind, line.priority, line.incident_id) == ("limit_bureau", Priority.LOW, None)
    assert line.title == "演练整改：拟定记者到场的应答口径已逾期"
    assert line.act_word == "去办理"


def test_the_export_without_an_incident_is_the_bureaus_own_book(bureau):
    measured(bureau)
    with bureau.db.read() as session:
        table = exports.KINDS["obligations"](session, None)
    titles = [row[1] for row in table.rows]
    assert "演练整改：拟定记者到场的应答口径" in titles
    assert "组织实战演练" in titles


def test_a_check_of_the_record_finds_a_row_that_nothing_bears_out(bureau):
    measured(bureau)
    assert bureau.ask(verdict).whole
    with bureau.db.write() as session:
        wanted = select(ObligationRow).where(ObligationRow.code == "drill_measure")
        row = session.scalars(wanted).one()
        row.title = "另一件事"
        journal.record(session, PROGRAM, "obligation", row.id, "x")
    assert bureau.ask(verdict).faults == (
        "应办事项：本局的“演练整改：拟定记者到场的应答口径”的标题与记录不符。",
    )


def test_a_second_listing_changes_nothing(bureau):
    measured(bureau)
    with bureau.db.write() as session:
        list_own(session, PROGRAM)
    with bureau.db.write() as session:
        assert not list_own(session, PROGRAM)


def test_what_the_bureau_owes_itself_is_chased_by_nobody(bureau):
    measured(bureau)
    [row] = rows(bureau, "drill_measure")
    with pytest.raises(RuleBroken, match="不属于某个事件，不能催办"):
        bureau.do(obligations.remind, "chenyu", row.id, "请尽快")
