"""Acts that were entered clearly later than they were done: both times stand there (补记)."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.late_entry import SETTING, with_entry
from commandcenter.queries.aftermath.archive_tables import COMMAND, PAPERS, table
from commandcenter.queries.command.call_ups import call_ups
from commandcenter.queries.command.duty_room import duty_log
from commandcenter.queries.command.liaison import consultations
from commandcenter.queries.incident.orals import oral_board
from commandcenter.queries.reports.reports import report_board
from commandcenter.services.command import callups, duty
from commandcenter.services.command import consultations as meetings
from commandcenter.services.incident import oral
from commandcenter.services.reports import reports
from commandcenter.services.reports.report_sending import CallTaken, PhoneCall
from commandcenter.store.plan.plan import plan_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFFICE = "市委市政府总值班室"
LATE = "补记（录入于）"


@pytest.fixture
def limit(city):
    with city.db.read() as session:
        return timedelta(minutes=plan_of(session).number(SETTING))


@pytest.fixture
def incident(city):
    return city.register(received_at=city.db.clock() - 10 * HOUR, verified=True)


def enter(city, incident, at):
    """One of each kind, done at that moment, and entered now."""
    city.do(
        duty.write_entry,
        "liwei",
        duty.NewEntry(
            LogKind.CALL_IN, "门锁了", happened_at=at, name="王女士", incident_id=incident
        ),
    )
    city.do(
        callups.record,
        "liwei",
        callups.NewCallUp(
            "首报", "0990-1", True, "知道了", person="周岚", rung_at=at, incident_id=incident
        ),
    )
    city.do(
        meetings.record,
        "chenyu",
        incident,
        meetings.NewConsultation(
            held_at=at,
            place="会议室",
            chair="周岚",
            members=("陈宇", "李蔚"),
            question="定级",
            opinions="",
            conclusion="同意",
        ),
    )
    city.do(
        oral.register,
        "liwei",
        incident,
        oral.Call(Matter.OTHER, "可否联系媒体", "可以", at, city.chenyu.person_id, "张三"),
    )
    city.do(reports.record_phone, "liwei", incident, PhoneCall((CallTaken(OFFICE, "值班员"),), at))


def shown(city, incident):
    """What each list says of its only line: the moment, and when it was entered, if late."""
    now = city.db.clock()
    [entry] = city.ask(duty_log, city.liwei, now).lines
    [ring] = city.ask(call_ups, city.liwei, now).lines
    [meeting] = city.ask(consultations, city.liwei, incident, now).lines
    [call] = city.ask(oral_board, city.liwei, incident, now).lines
    [told] = city.ask(report_board, city.liwei, incident, now).reports
    return [
        (entry.happened_at, entry.entered), (ring.rung_at, ring.entered),
        (meeting.held_at, meeting.entered), (call.called_at, call.entered),
        (told.sent_at, told.entered),
    ]  # fmt: skip


def test_what_was_entered_late_says_when_and_keeps_the_moment_of_the_act(city, incident, limit):
    at = city.db.clock() - limit - MINUTE
    enter(city, incident, at)
    for stated, entered in shown(city, incident):
        assert stated == at
        assert entered is not None
        assert entered - at > limit


def test_what_was_entered_at_once_has_one_time(city, incident, limit):
    at = city.db.clock() - limit + 2 * MINUTE
    enter(city, incident, at)
    assert shown(city, incident) == [(at, None)] * 5


def test_the_tables_of_the_archive_say_it_in_a_column_of_their_own(city, incident, limit):
    enter(city, incident, city.db.clock() - 3 * HOUR)
    city.do(
        meetings.record,
        "chenyu",
        incident,
        meetings.NewConsultation(
            held_at=city.db.clock() - MINUTE,
            place="会议室",
            chair="周岚",
            members=("陈宇", "李蔚"),
            question="降级",
            opinions="",
            conclusion="同意",
        ),
    )
    with city.db.read() as session:
        for name, wanted in (("10_电话请示", [True]), ("11_会商", [True, False]),
                             ("13_信息报告", [True])):  # fmt: skip
            sheet = next(sheet for sheet in (*COMMAND, *PAPERS) if sheet.name == name)
            place = [column.title for column in sheet.columns].index(LATE)
            cells = [row[place] for row in table(session, sheet, incident)]
            assert [cell is not None for cell in cells] == wanted, name


def test_no_act_lies_ahead(city, incident):
    ahead = city.db.clock() + 5 * MINUTE
    for act in (
        lambda: city.do(duty.write_entry, "liwei", duty.NewEntry(
            LogKind.CALL_IN, "门锁了", happened_at=ahead, name="王女士")),
        lambda: city.do(callups.record, "liwei", callups.NewCallUp(
            "首报", "0990-1", False, person="周岚", rung_at=ahead)),
        lambda: city.do(oral.register, "liwei", incident, oral.Call(
            Matter.OTHER, "可否", "可以", ahead, city.chenyu.person_id, "张三")),
        lambda: city.do(reports.record_phone, "liwei", incident, PhoneCall(
            (CallTaken(OFFICE, "值班员"),), ahead)),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="不能晚于现在"):
            act()


def test_both_times_are_said_in_one_form():
    assert with_entry("10:05", "11:40") == "10:05（补记，录入于 11:40）"
    assert with_entry("10:05", "") == "10:05"
