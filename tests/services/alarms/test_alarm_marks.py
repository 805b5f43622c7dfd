"""What an act of a person leaves of an alarm, and a kind that is out of service until a time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.services.alarms import alarm_acts
from commandcenter.store.tables.every import AlarmActRow, AlarmOutRow, JournalLineRow
from tests.alarm_stage import LEADER, late, row_of
from tests.services.alarms.test_alarm_acts import planner

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


def test_an_alarm_keeps_who_put_it_off_and_who_took_it_on_and_climbs_no_more(city):
    """Put off it calls nobody; taken on it is put off no more. Each act says of which version."""
    alarm = late(city)
    until = city.db.clock() + 30 * MINUTE
    city.do(alarm_acts.shelve, LEADER, alarm.id, alarm.version, until, " 已在途中 ")
    off = row_of(city, alarm.id)
    assert (off.shelved_by, off.shelved_why, off.shelved_until) == ("马骁", "已在途中", until)
    assert (off.next_to, off.next_at, off.acknowledged_by) == ("", None, "")
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, alarm.version)
    on = row_of(city, alarm.id)
    assert (on.shelved_by, on.shelved_why, on.shelved_until) == ("", "", None)
    assert (on.acknowledged_by, on.acknowledged_version) == ("马骁", alarm.version)
    assert on.acknowledged_at is not None
    assert (on.next_to, on.next_at, on.cleared_at) == ("", None, None)
    act = AlarmActRow
    kept = select(act.act, act.by, act.words, act.version, act.priority, act.incident_id)
    rows = city.ask(lambda s: s.execute(kept.where(act.alarm_id == alarm.id)).all())
    of_it = (alarm.version, alarm.priority, alarm.incident_id)
    assert [tuple(row) for row in rows[1:]] == [
        ("shelved", "马骁", "已在途中", *of_it), ("acknowledged", "马骁", "", *of_it),
    ]  # fmt: skip
    line = JournalLineRow
    told = select(line.actor, line.verb, line.subject, line.incident_id)
    lines = city.ask(lambda s: s.execute(told.order_by(line.number.desc()).limit(2)).all())
    assert [tuple(each) for each in lines] == [
        (LEADER, "acknowledged", alarm.id, alarm.incident_id),
        (LEADER, "shelved", alarm.id, alarm.incident_id),
    ]


def test_a_kind_is_out_of_service_until_its_time_and_may_be_taken_out_again_then(city, monkeypatch):
    planner(city)
    at = city.db.clock()

    def moved(by):
        monkeypatch.setattr(alarm_acts, "now", lambda session: at + by)

    moved(timedelta())
    with pytest.raises(RuleBroken, match="停用的结束时间应在以后"):
        city.do(alarm_acts.take_out, "planner", "limit_must", "误报太多", at + MINUTE)
    city.do(alarm_acts.take_out, "planner", "limit_must", " 误报太多 ", at + MINUTE + SECOND)
    moved(MINUTE)
    with pytest.raises(RuleBroken, match="已经停用"):
        city.do(alarm_acts.take_out, "planner", "limit_must", "仍然太多", None)
    moved(MINUTE + SECOND)
    with pytest.raises(RuleBroken, match="这一类告警没有停用"):
        city.do(alarm_acts.put_back, "planner", "limit_must")
    city.do(alarm_acts.take_out, "planner", "limit_must", "仍然太多", None)
    city.do(alarm_acts.put_back, "planner", "limit_must")
    row = AlarmOutRow
    kept = city.ask(lambda s: s.scalars(select(row).order_by(row.id)).all())
    assert [(each.why, each.by, each.ended_by) for each in kept] == [
        ("误报太多", "预案员", ""), ("仍然太多", "预案员", "预案员"),
    ]  # fmt: skip
    assert (kept[0].ended_at, kept[1].ended_at) == (None, at + MINUTE + SECOND)
