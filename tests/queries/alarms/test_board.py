"""The board of a desk and the statistics: few questions, and figures that add up."""

from datetime import timedelta

from sqlalchemy import event, select

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.domain.org import Role
from commandcenter.queries.alarms.board import alarm_board
from commandcenter.queries.alarms.statistics import alarm_statistics
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from tests.alarm_stage import LEADER, board, due_in, late, responding, turn
from tests.signals import lay_signal

MOST = 4


def test_the_board_asks_four_statements_however_many_there_are(city):
    incident = responding(city)
    for code in ("site_first", "officers_on_site", "representatives", "tell_rights", "order_kept"):
        due_in(city, incident, -1, code)
    turn(city)
    leader, asked = getattr(city, LEADER), []

    def count(_connection, _cursor, statement, *_):
        asked.append(statement)

    with city.db.read() as session:
        plan_of(session)  # kept by the session, as by a page that asks more
        event.listen(city.db.engine, "before_cursor_execute", count)
        try:
            found = alarm_board(session, leader)
        finally:
            event.remove(city.db.engine, "before_cursor_execute", count)
    assert len(found.lines) == 5
    assert len([each for each in asked if "FROM" in each]) <= MOST


def test_the_highest_stands_first_then_the_oldest(city):
    incident = responding(city)
    due_in(city, incident, -1, "tell_rights")  # no must: medium
    due_in(city, incident, -60, "order_kept")
    due_in(city, incident, -1, "site_first")
    turn(city)
    lines = board(city, LEADER).lines
    assert [line.priority for line in lines] == [Priority.HIGH, Priority.MEDIUM, Priority.MEDIUM]
    assert lines[1].since < lines[2].since
    assert lines[0].todo.startswith("现场处置组请立即")
    assert (lines[0].act, lines[0].act_word) == ("site_report", "去办理")


def test_the_wall_shows_only_what_the_room_must_do(city):
    late(city)
    with city.db.write() as session:
        wall = people.add_person(session, PROGRAM, people.NewPerson("wall", "大屏"))
        people.grant_role(session, PROGRAM, wall, Role.WALL, None)
    there = board(city, "wall")
    assert (there.lines, there.others) == ((), ())


def test_the_statistics_of_a_shift_add_up(city):
    alarm = late(city)
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, alarm.version)
    at = city.db.clock()
    since, until = at - timedelta(minutes=30), at + timedelta(minutes=1)
    with city.db.read() as session:
        (shift,) = alarm_statistics(session, city.liwei, since, until)
    assert (shift.raised, shift.acknowledged, shift.escalated) == (1, 1, 0)
    assert dict(shift.by_priority)[Priority.HIGH] == 1
    assert sum(rate.count for rate in shift.rates) == 1
    assert [(often.kind, often.count, often.percent) for often in shift.often] == [
        ("limit_must", 1, 100)
    ]
    assert shift.median is not None
    assert shift.median == shift.ninety
    assert [longest.id for longest in shift.longest] == [alarm.id]
    assert "不主张符合标准" in shift.note


def add_acts(city, alarm, acts):
    """By the moment of each."""
    with city.db.write() as session:
        session.add_all(
            AlarmActRow(
                alarm_id=alarm.id, act=act, version=9, priority=Priority.LOW, step=0, by="", at=at
            )
            for at, act in acts.items()
        )  # fmt: skip
        journal.record(session, PROGRAM, "alarm", alarm.id, "escalated")


def test_of_ten_nine_were_acknowledged_within_the_time_that_is_told(city):
    """Of ten times an alarm came back: after one second, after two, and so on."""
    alarm, until = late(city), city.db.clock()
    since, second = until - timedelta(minutes=30), timedelta(seconds=1)
    came = [since + timedelta(minutes=m, seconds=s) for m, s in ((0, 0), (9, 50), (10, 0))]
    came += [since + timedelta(minutes=20, seconds=20 * n) for n in range(7)]
    seen = {at + n * second: AlarmAct.ACKNOWLEDGED for n, at in enumerate(came, start=1)}
    add_acts(city, alarm, dict.fromkeys(came, AlarmAct.AGAIN) | seen)
    [shift] = city.ask(alarm_statistics, city.liwei, since, until)
    assert shift.acknowledged == 10
    assert (shift.median, shift.ninety) == (5.5 * second, 9 * second)
    # The eighth of the last ten minutes is the alarm itself.
    assert [rate.count for rate in shift.rates] == [2, 1, 8]
    assert [rate.since for rate in shift.rates] == [
        since + timedelta(minutes=m) for m in (0, 10, 20)
    ]
    assert (shift.quiet, shift.over_quiet, shift.upset, shift.over_upset) == (1, 2, 10, 0)


def test_of_an_alarm_that_went_through_everything_each_figure_counts_its_own(city):
    """What came anew, who acknowledged and how often it climbed: a reminder is no climb."""
    alarm, at = late(city), city.db.clock()
    more = (*AlarmAct, AlarmAct.ESCALATED)
    add_acts(city, alarm, {at - timedelta(seconds=len(more) - n): x for n, x in enumerate(more)})
    since, until = at - timedelta(minutes=30), at + timedelta(minutes=1)
    [shift] = city.ask(alarm_statistics, city.liwei, since, until)
    assert (shift.raised, shift.acknowledged, shift.escalated) == (1 + 4, 1, 2)
    assert dict(shift.by_priority) == {Priority.HIGH: 1, Priority.MEDIUM: 0, Priority.LOW: 4}
    assert [(often.kind, often.count) for often in shift.often] == [("limit_must", 5)]


def test_the_statistics_are_of_the_turns_in_that_time_and_of_nothing_beside_it(city):
    until = city.db.clock()
    since = until - timedelta(hours=20)
    turns = {-30: -20, -20: -12, -12: -4, -4: 4, 4: 8}  # begins and ends, in hours from now
    with city.db.write() as session:
        for begins, ends in turns.items():
            hours = (until + timedelta(hours=h) for h in (begins, ends))
            people.put_on_duty(session, PROGRAM, city.liwei.person_id, Role.DUTY, *hours)

    def told(since, until):
        shifts = city.ask(alarm_statistics, city.liwei, since, until)
        hours = timedelta(hours=1)
        return [
            ((shift.since - until) / hours, (shift.until - until) / hours, shift.who)
            for shift in shifts
        ]

    assert told(since, until) == [(-20, -12, "李蔚"), (-12, -4, "李蔚"), (-4, 0, "李蔚")]
    assert told(since, until - timedelta(hours=4)) == [(-16, -8, "李蔚"), (-8, 0, "李蔚")]
    nobody = since - timedelta(hours=20)
    assert told(nobody, nobody + timedelta(hours=10)) == [(-10, 0, "")]


def test_of_two_duty_officers_it_concerns_the_one_whose_turn_it_is_until_it_climbs(city):
    with city.db.write() as session:
        other = people.add_person(session, PROGRAM, people.NewPerson("sunyue", "孙悦"))
        people.grant_role(session, PROGRAM, other, Role.DUTY)
        at = now(session)
        people.put_on_duty(
            session, PROGRAM, other, Role.DUTY, at - timedelta(hours=1), at + timedelta(hours=8)
        )
        lay_signal(session, [], at - timedelta(minutes=11), observed=3)
        journal.record(session, PROGRAM, "person", 1, "dated")
    turn(city)
    [line] = board(city, "sunyue").lines
    assert line.sounds
    found = board(city, "liwei")
    assert (found.lines, [each.id for each in found.others]) == ((), [line.id])
    with city.db.write() as session:
        row = session.scalars(select(AlarmRow)).one()
        row.step = 1
        journal.record(session, PROGRAM, "alarm", row.id, "escalated")
    assert [each.id for each in board(city, "liwei").lines] == [line.id]
