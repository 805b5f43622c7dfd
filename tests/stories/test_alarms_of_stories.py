"""The alarms of scenario A: one that nobody answers climbs by the minute, others end with acts."""

from sqlalchemy import select

from commandcenter.db.demo.moment import parse
from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.domain.times import hhmm
from commandcenter.queries.alarms.board import alarm_board
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow

UNANSWERED = "通报公安、网信、信访等"


def course(session, alarm):
    wanted = select(AlarmActRow.at, AlarmActRow.act, AlarmActRow.words)
    rows = session.execute(wanted.where(AlarmActRow.alarm_id == alarm).order_by(AlarmActRow.id))
    return [(hhmm(at), act, words) for at, act, words in rows]


def test_nobody_answers_and_the_alarm_climbs_minute_by_minute(tell):
    story = tell("D0 10:46")
    titled = select(AlarmRow).where(AlarmRow.title.startswith(UNANSWERED))
    with story.db.read() as session:
        alarm = session.scalars(titled).one()
        told = course(session, alarm.id)
    again = [at for at, act, _ in told if act is AlarmAct.REMINDED]
    assert [each for each in told if each[1] is not AlarmAct.REMINDED][-4:] == [
        ("09:50", AlarmAct.RISEN, ""),
        ("09:52", AlarmAct.ESCALATED, "值班员李蔚、带班领导罗敏"),
        ("09:57", AlarmAct.ESCALATED, "副总指挥罗敏、副总指挥杜川"),
        ("10:07", AlarmAct.ESCALATED, "总指挥陈屿"),
    ]
    assert len(again) == 2  # told again at the end of the chain, as often as the demo looks
    assert "10:17" <= again[0] < again[1]
    for login in ("zhoulan", "luomin", "chenyu"):
        lines = story.ask(alarm_board, story.actor(login)).lines
        assert lines[0].title.startswith(UNANSWERED), login
        assert lines[0].sounds
    own = story.ask(alarm_board, story.actor("maxiao")).lines
    assert [line.title for line in own] == ["现场处置组应到未到"]  # nobody came in for an hour


def test_who_acts_has_seen_what_concerned_them(tell):
    """Nothing stays as returned behind somebody who went on working."""
    story = tell("D0 10:46")
    with story.db.read() as session:
        left = session.scalars(select(AlarmRow).where(AlarmRow.standing == Standing.RETURNED)).all()
        raised = session.scalars(select(AlarmRow)).all()
        ended = [alarm for alarm in raised if alarm.standing is Standing.CLEARED]
    assert left == []
    assert ended
    assert all(alarm.acknowledged_by for alarm in ended)
    assert all(alarm.raised_at <= parse("D0 10:46").at for alarm in raised)
