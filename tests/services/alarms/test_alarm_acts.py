"""What people do with an alarm: by whom it has reached, of the version they have seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.alarms.machine import Alarm, AlarmAct, Move
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.alarms.alarm_book import keep
from commandcenter.services.command import callups, obligations
from commandcenter.services.command.callups import NewCallUp
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.every import AlarmRow, JournalLineRow
from tests.alarm_stage import LEADER, acts, board, due_in, late, only, responding, row_of, turn

BY_HAND = "representatives"
SAID = "已与三名消费者代表面谈"


def test_who_is_responsible_acknowledges_and_nothing_sounds_any_more(city):
    alarm = late(city)
    (line,) = board(city, LEADER).lines
    assert (line.sounds, line.priority) == (True, Priority.HIGH)
    assert [offer.key for offer in line.offers][:1] == ["acknowledge"]
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, line.version)
    (line,) = board(city, LEADER).lines
    assert (line.standing, line.sounds, line.acknowledged_by) == (
        Standing.ACKNOWLEDGED, False, "马骁"
    )  # fmt: skip
    told = select(JournalLineRow.kind, JournalLineRow.verb).order_by(JournalLineRow.number.desc())
    with city.db.read() as session:
        assert tuple(session.execute(told.limit(1)).one()) == ("alarm", "acknowledged")


def test_a_version_that_was_not_seen_is_not_acknowledged(city):
    incident = responding(city)
    number = due_in(city, incident, 60)
    turn(city)
    seen = only(city, number)
    due_in(city, incident, -1)
    turn(city)
    with pytest.raises(RuleBroken, match="刚有变化"):
        city.do(alarm_acts.acknowledge, LEADER, seen.id, seen.version)
    now_there = only(city, number)
    assert (now_there.version, now_there.priority) == (seen.version + 1, Priority.HIGH)
    city.do(alarm_acts.acknowledge, LEADER, now_there.id, now_there.version)


def test_who_is_neither_responsible_nor_reached_is_refused_and_sees_it_among_the_others(city):
    alarm = late(city)
    with pytest.raises(RuleBroken, match="负责人"):
        city.do(alarm_acts.acknowledge, "hewenjing", alarm.id, alarm.version)
    there = board(city, "hewenjing")
    assert there.lines == ()
    assert [(line.id, line.sounds) for line in there.others] == [(alarm.id, False)]
    assert "acknowledge" not in [offer.key for offer in there.others[0].offers]


def test_it_is_acknowledged_once(city):
    alarm = late(city)
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, alarm.version)
    with pytest.raises(RuleBroken, match="已经有人确认"):
        city.do(alarm_acts.acknowledge, LEADER, alarm.id, alarm.version)


def test_what_returned_unseen_stays_until_seen_and_is_then_over(city):
    alarm = late(city, BY_HAND)
    city.do(obligations.close_by_hand, LEADER, int(alarm.about.partition(":")[2]), SAID)
    turn(city)
    (line,) = board(city, LEADER).lines
    assert (line.standing, line.sounds) == (Standing.RETURNED, False)
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, line.version)
    assert board(city, LEADER).lines == ()
    assert row_of(city, alarm.id).standing is Standing.CLEARED


def test_acknowledged_and_done_it_is_cleared_by_the_engine(city):
    alarm = late(city, BY_HAND)
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, alarm.version)
    city.do(obligations.close_by_hand, LEADER, int(alarm.about.partition(":")[2]), SAID)
    turn(city)
    assert row_of(city, alarm.id).standing is Standing.CLEARED
    assert [act for act, _ in acts(city, alarm.id)] == [
        AlarmAct.RAISED, AlarmAct.ACKNOWLEDGED, AlarmAct.CLEARED
    ]  # fmt: skip


def test_shelved_it_lies_apart_with_reason_person_and_end(city):
    alarm, at = late(city), city.db.clock()
    until = at + timedelta(minutes=30)
    city.do(alarm_acts.shelve, LEADER, alarm.id, alarm.version, until, "已在途中")
    there = board(city, LEADER)
    assert there.lines == ()
    (line,) = there.shelved
    assert (line.shelved_by, line.shelved_why) == ("马骁", "已在途中")
    assert line.shelved_until == until
    city.do(alarm_acts.end_shelving, LEADER, alarm.id)
    turn(city)
    assert [line.id for line in board(city, LEADER).lines if line.sounds] == [alarm.id]
    assert acts(city, alarm.id) == [
        (AlarmAct.RAISED, ""), (AlarmAct.SHELVED, "已在途中"), (AlarmAct.UNSHELVED, "")
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "why", "refused"), [
    (61, "已在途中", "一次最多暂缓 60 分钟"), (-1, "已在途中", "一次最多暂缓 60 分钟"),
    (30, " ", "理由"),
])  # fmt: skip
def test_it_is_not_shelved_too_long_or_without_a_reason(city, minutes, why, refused):
    alarm = late(city)
    until = city.db.clock() + timedelta(minutes=minutes)
    with pytest.raises(RuleBroken, match=refused):
        city.do(alarm_acts.shelve, LEADER, alarm.id, alarm.version, until, why)


def test_the_clock_of_a_report_is_never_shelved(city):
    incident = responding(city)
    rows = city.ask(lambda s: obligations_of(s, incident, now(s)))
    report = next(row for row in rows if row.form == "report" and row.due_at)
    due_in(city, incident, -1, report.code, report.about)
    turn(city)
    alarm, until = only(city, report.id), city.db.clock() + timedelta(minutes=5)
    with pytest.raises(RuleBroken, match="不能暂缓"):
        city.do(alarm_acts.shelve, "zhoulan", alarm.id, alarm.version, until, "正在写")


def test_who_was_rung_and_answered_has_acknowledged_it(city):
    alarm = late(city)
    leader = getattr(city, LEADER).person_id
    rung = NewCallUp(
        about=alarm.title, number="0990-1234567", answered=False, person_id=leader, kind="alarm",
        subject=alarm.id, incident_id=alarm.incident_id,
    )  # fmt: skip
    city.do(callups.record, "liwei", rung)
    assert row_of(city, alarm.id).standing is Standing.UNACKNOWLEDGED
    answered = NewCallUp(
        about=alarm.title, number="0990-1234567", answered=True, answer="十分钟内报告",
        person_id=leader, kind="alarm", subject=alarm.id, incident_id=alarm.incident_id,
    )  # fmt: skip
    city.do(callups.record, "liwei", answered)
    row = row_of(city, alarm.id)
    assert (row.standing, row.acknowledged_by) == (Standing.ACKNOWLEDGED, "马骁")
    assert acts(city, alarm.id) == [
        (AlarmAct.RAISED, ""), (AlarmAct.RUNG, "马骁"), (AlarmAct.ACKNOWLEDGED, "叫应马骁")
    ]  # fmt: skip


def test_who_was_rung_about_what_is_not_theirs_or_over_has_acknowledged_nothing(city):
    alarm = late(city)

    def ring(person_id):
        answered = NewCallUp(
            about=alarm.title, number="0990-1234567", answered=True, answer="知道了",
            person_id=person_id, kind="alarm", subject=alarm.id, incident_id=alarm.incident_id,
        )  # fmt: skip
        city.do(callups.record, "liwei", answered)

    ring(city.hewenjing.person_id)
    assert row_of(city, alarm.id).standing is Standing.UNACKNOWLEDGED
    assert acts(city, alarm.id)[1:] == [(AlarmAct.RUNG, "何文静")]
    ring(getattr(city, LEADER).person_id)
    ring(getattr(city, LEADER).person_id)  # it has been acknowledged meanwhile
    assert acts(city, alarm.id)[2:] == [(AlarmAct.ACKNOWLEDGED, "叫应马骁")]


def planner(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("planner", "预案员"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER, None)


def test_a_planner_takes_a_kind_out_of_service_and_nobody_else(city):
    planner(city)
    alarm = late(city)
    with pytest.raises(RuleBroken):
        city.do(alarm_acts.take_out, "chenyu", "limit_must", "误报太多", None)
    city.do(alarm_acts.take_out, "planner", "limit_must", "误报太多", None)
    turn(city)
    there = board(city, LEADER)
    assert there.lines == ()
    assert [(out.kind, out.why, out.by) for out in there.out] == [
        ("limit_must", "误报太多", "预案员")
    ]
    assert row_of(city, alarm.id).standing is Standing.CLEARED
    city.do(alarm_acts.put_back, "planner", "limit_must")
    turn(city)
    assert len(board(city, LEADER).lines) == 1


def test_what_is_not_shelved_is_not_brought_back(city):
    alarm = late(city)
    with pytest.raises(RuleBroken, match="这条告警没有暂缓"):
        city.do(alarm_acts.end_shelving, LEADER, alarm.id)
    until = city.db.clock() + timedelta(minutes=30)
    city.do(alarm_acts.shelve, LEADER, alarm.id, alarm.version, until, "已在途中")
    with pytest.raises(RuleBroken, match="负责人"):
        city.do(alarm_acts.end_shelving, "hewenjing", alarm.id)
    assert row_of(city, alarm.id).shelved_by == "马骁"
    city.do(alarm_acts.end_shelving, LEADER, alarm.id)
    with pytest.raises(RuleBroken, match="这条告警没有暂缓"):
        city.do(alarm_acts.end_shelving, LEADER, alarm.id)


def test_a_kind_is_taken_out_once_until_a_time_to_come_and_put_back_once(city):
    planner(city)
    at = city.db.clock()
    for kind, until, refused in (
        ("nonsense", None, "没有这一类告警"),
        ("limit_must", at - timedelta(minutes=1), "停用的结束时间应在以后"),
        ("limit_must", at + timedelta(seconds=50), "停用的结束时间应在以后"),
    ):
        with pytest.raises(RuleBroken, match=refused):
            city.do(alarm_acts.take_out, "planner", kind, "误报太多", until)
    with pytest.raises(RuleBroken, match="这一类告警没有停用"):
        city.do(alarm_acts.put_back, "planner", "limit_must")
    city.do(alarm_acts.take_out, "planner", "limit_must", "误报太多", at + timedelta(minutes=9))
    with pytest.raises(RuleBroken, match="已经停用"):
        city.do(alarm_acts.take_out, "planner", "limit_must", "仍然太多", None)
    assert [(out.why, out.until) for out in board(city, LEADER).out] == [
        ("误报太多", at + timedelta(minutes=9))
    ]
    city.do(alarm_acts.put_back, "planner", "limit_must")
    city.do(alarm_acts.take_out, "planner", "limit_must", "仍然太多", None)
    assert [out.why for out in board(city, LEADER).out] == ["仍然太多"]


def test_of_two_kinds_out_of_service_one_is_put_back_and_the_other_stays(city):
    planner(city)
    for kind in ("limit_must", "limit_other"):
        city.do(alarm_acts.take_out, "planner", kind, "误报太多", None)
    city.do(alarm_acts.put_back, "planner", "limit_must")
    assert [out.kind for out in board(city, LEADER).out] == ["limit_other"]
    city.do(alarm_acts.take_out, "planner", "limit_must", "仍然太多", None)


def test_somebody_without_an_account_who_was_rung_has_acknowledged_nothing(city):
    alarm = late(city)
    for subject in (alarm.id, 9_999, None):
        answered = NewCallUp(
            about=alarm.title, number="0990-1234567", answered=True, answer="知道了", person="石军",
            kind="alarm", subject=subject, incident_id=alarm.incident_id,
        )  # fmt: skip
        city.do(callups.record, "liwei", answered)
    assert row_of(city, alarm.id).standing is Standing.UNACKNOWLEDGED
    assert acts(city, alarm.id)[1:] == [(AlarmAct.RUNG, "石军")]


@pytest.mark.parametrize(("many", "verbs"), [(10, ["raised"] * 10), (11, ["changed together"])])
def test_a_turn_of_more_than_ten_changes_is_told_in_one_line(city, many, verbs):
    """Of the first of them: all that lies before it is its own."""
    at = city.db.clock()
    row = ("limit_must", "obligation:1", "late", Priority.HIGH, "到场", "到场", at, at, at)
    moves = [Move(Alarm(0, f"key {n}", *row), ((AlarmAct.RAISED, ""),)) for n in range(many)]
    with city.db.write() as session:
        assert keep(session, PROGRAM, moves, at) == many
        numbers = session.scalars(select(AlarmRow.id).order_by(AlarmRow.id)).all()
    line = JournalLineRow
    told = select(line.verb, line.subject).where(line.kind == "alarm").order_by(line.number)
    told = city.ask(lambda s: [tuple(row) for row in s.execute(told)])
    assert told == list(zip(verbs, numbers, strict=False))
    assert [len(acts(city, number)) for number in numbers] == [1] * many
