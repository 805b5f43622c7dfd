"""What asks for an alarm beside the book of obligations."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.org import Group, Role
from commandcenter.services.command import callups
from commandcenter.services.command.callups import NewCallUp
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.every import (
    CallUpRow,
    DutyRow,
    IncidentRow,
    RoleGrantRow,
    VerificationRow,
)
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.watch.watch import WatchRunRow
from commandcenter.store.watch import watch_runs
from tests.alarm_stage import responding, turn
from tests.signals import lay_signal


def of_kind(city, kind):
    with city.db.read() as session:
        wanted = select(AlarmRow).where(AlarmRow.kind == kind)
        return session.scalars(wanted.where(AlarmRow.standing != Standing.CLEARED)).all()


def dated(city, change):
    with city.db.write() as session:
        change(session, now(session))
        session.flush()
        journal.record(session, PROGRAM, "person", 1, "dated")


def test_a_signal_that_nobody_looked_at_alarms_the_duty_officer(city):
    def lay(session, at):
        lay_signal(session, [], at - timedelta(minutes=11), observed=3)

    dated(city, lay)
    turn(city)
    (alarm,) = of_kind(city, "signal")
    assert (alarm.reached_names, alarm.act) == (["值班员李蔚"], "signals")


def test_a_group_without_a_leader_alarms_while_a_response_runs(city):
    responding(city)

    def earlier(session, at):
        session.scalars(select(IncidentRow)).one().activated_at = at - timedelta(minutes=6)
        grant = select(RoleGrantRow).where(RoleGrantRow.role == Role.LEADER)
        session.scalars(grant.where(RoleGrantRow.group == Group.ONSITE)).one().valid_until = at

    turn(city)
    assert of_kind(city, "leaderless") == []
    dated(city, earlier)
    turn(city)
    found = {alarm.about: alarm for alarm in of_kind(city, "leaderless")}
    assert "group:coordination" not in found
    assert found["group:onsite"].title == "现场处置组没有组长"
    assert found["group:onsite"].room


@pytest.mark.parametrize(("ended", "raised"), [(10, 1), (-60, 0), (1, 0)])
def test_nobody_on_the_roster_alarms_after_a_while(city, ended, raised):
    """Minutes since the last turn of duty ended."""

    def roster(session, at):
        session.add(
            DutyRow(
                day=at.date(), role=Role.DUTY, person_id=city.liwei.person_id,
                starts_at=at - timedelta(hours=9), ends_at=at - timedelta(minutes=ended),
            )
        )  # fmt: skip

    dated(city, roster)
    turn(city)
    assert len(of_kind(city, "unmanned")) == raised


def test_a_call_that_nobody_took_alarms_until_it_is_taken(city):
    incident = responding(city)
    leader = city.maxiao.person_id
    call = NewCallUp("首报", "0990-1234567", False, person_id=leader, incident_id=incident)
    city.do(callups.record, "liwei", call)

    def earlier(session, at):
        session.scalars(select(CallUpRow)).one().rung_at = at - timedelta(minutes=4)

    dated(city, earlier)
    turn(city)
    (alarm,) = of_kind(city, "unanswered")
    assert alarm.title == "叫应马骁未接通"
    taken = NewCallUp("首报", "0990-1234567", True, "马上", person_id=leader, incident_id=incident)
    city.do(callups.record, "liwei", taken)
    turn(city)
    assert [a.standing for a in of_kind(city, "unanswered")] == [Standing.RETURNED]


def test_faults_of_the_record_alarm_until_a_whole_check(city):
    def check(whole):
        def add(session, at):
            session.add(
                VerificationRow(
                    part="", started_at=at, ended_at=at, line=1, rows=1, whole=whole,
                    words="" if whole else "事件 1 的级别不符", by="系统",
                )
            )  # fmt: skip

        return add

    dated(city, check(False))
    turn(city)
    (alarm,) = of_kind(city, "record")
    assert "管理员" in "".join(alarm.reached_names)
    dated(city, check(True))
    turn(city)
    assert [a.standing for a in of_kind(city, "record")] == [Standing.RETURNED]


def test_a_backup_that_failed_alarms_until_one_is_made(city):
    watch_runs.note_backup(city.db, "OSError")
    with city.db.write() as session:
        session.scalars(select(WatchRunRow)).one().ended_at -= timedelta(minutes=2)
    turn(city)
    (alarm,) = of_kind(city, "backup")
    assert alarm.title == "自动备份未能运行"
    watch_runs.note_backup(city.db, "")
    turn(city)
    assert [a.standing for a in of_kind(city, "backup")] == [Standing.RETURNED]


def test_a_backup_is_missed_after_a_day_and_two_hours(city):
    def founded(session, at):
        for version in session.scalars(select(PlanVersionRow)):
            version.adopted_at = at - timedelta(hours=27)

    turn(city)
    assert of_kind(city, "backup_old") == []
    dated(city, founded)
    turn(city)
    (alarm,) = of_kind(city, "backup_old")
    place = "本机" if city.db.embedded else "数据库服务器"
    assert (alarm.title, alarm.place, alarm.act) == ("还没有备份的记录", place, "server")
    watch_runs.note_backup(city.db, "")
    turn(city)
    assert [a.standing for a in of_kind(city, "backup_old")] == [Standing.RETURNED]
    with city.db.write() as session:
        session.scalars(select(WatchRunRow)).one().ended_at -= timedelta(hours=27)
    turn(city)
    last = of_kind(city, "backup_old")[-1]
    assert last.standing is Standing.UNACKNOWLEDGED
    assert last.title.startswith("最近一次备份是")


def test_of_backups_that_were_made_the_last_is_kept_alone(city):
    for _ in range(3):
        watch_runs.note_backup(city.db, "")
    with city.db.read() as session:
        assert len(session.scalars(select(WatchRunRow)).all()) == 1


def test_who_was_called_and_has_not_come_alarms_the_leader_by_name(city):
    incident = responding(city)

    def earlier(session, at):
        session.scalars(select(IncidentRow)).one().activated_at = at - timedelta(minutes=61)
        for grant in session.scalars(select(RoleGrantRow)):
            grant.valid_from = at - timedelta(days=1)

    turn(city)
    assert of_kind(city, "absent") == []
    dated(city, earlier)
    turn(city)
    found = {alarm.about: alarm for alarm in of_kind(city, "absent")}
    onsite = found["group:onsite"]
    assert (onsite.title, onsite.act, onsite.incident_id) == (
        "现场处置组应到未到", "people", incident
    )  # fmt: skip
    assert "马骁" in onsite.todo
    assert "值班员李蔚" in onsite.reached_names  # its leader is among those who are missing
    city.do(people.sign_in, "wuyue", incident, city.wuyue.person_id)
    turn(city)
    left = {alarm.about: alarm for alarm in of_kind(city, "absent")}["group:onsite"]
    assert ("马骁" in left.todo, "吴越" in left.todo) == (True, False)
    city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id)
    turn(city)
    onsite = {alarm.about: alarm for alarm in of_kind(city, "absent")}["group:onsite"]
    assert onsite.standing is Standing.RETURNED
