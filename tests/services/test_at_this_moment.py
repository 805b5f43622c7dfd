"""What ends exactly now is over, and what happens exactly now has happened: verb by verb."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.org import Group, Role
from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.services.aftermath import accountability
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.command import (
    callups,
    casework,
    delegation,
    directives,
    duty,
    instructions,
    legal,
    meetings,
)
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people
from commandcenter.services.support import moving, stock
from commandcenter.store.clock import HandClock
from commandcenter.store.database import open_database
from commandcenter.store.tables.person import RoleGrantRow
from tests.city import EAST, City
from tests.field import add_people

RADIO = NewItem("对讲机", StockKind.RADIO, "机关库房", "部")
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def bureau(sqlite_url):
    """A City with a live `incident` whose clock is put by hand: `bureau.clock.at`."""
    opened = open_database(sqlite_url)
    clock = HandClock(opened.clock().replace(microsecond=0) + SECOND)
    city = City(replace(opened, clock=clock))
    city.clock = clock
    add_people(city)
    city.incident = city.register()
    city.activate(city.incident)
    clock.at += HOUR
    yield city
    opened.close()


def answer(city, verb, login, *told):
    """What it says, nothing where it is let pass; it is taken back."""
    with city.db.write() as session:
        nested = session.begin_nested()
        try:
            verb(session, getattr(city, login), *told)
        except RuleBroken as broken:
            return str(broken)
        finally:
            nested.rollback()
    return ""


def meeting(at):
    return meetings.NewMeeting(at, "会议室", "陈屿", "研判", ("公安局",))


def lead(city):
    wanted = select(RoleGrantRow.id).where(RoleGrantRow.person_id == city.hewenjing.person_id)
    return city.ask(lambda session: session.scalars(wanted).one())


def of_what_is_to_come(city):
    """Verbs that are told by when, until when or when something will be, and what they say."""
    incident, now, wuyue = city.incident, city.clock.at, city.wuyue.person_id
    said = "王某某", "副市长", "快报", "办", now, Group.ONSITE, None
    radios = city.do(stock.add, "luomin", RADIO, 5)
    luomin, liwei = city.luomin.person_id, city.liwei.person_id
    hours = now - HOUR, now + HOUR
    turn = city.do(people.put_on_duty, "liwei", liwei, Role.DUTY, *hours)
    called = city.do(meetings.call, "zhoulan", incident, meeting(now + HOUR))
    return [
        ("答复时限应晚于现在。",
         lambda at: (legal.ask, "maxiao", incident, "能否阻拦？", at)),
        ("回报时限应晚于现在。",
         lambda at: (instructions.give, "chenyu", incident, "到场", Group.ONSITE, None, at)),
        ("回报时限应晚于现在。",
         lambda at: (directives.register, "zhoulan", incident,
                     directives.NewDirective(*said, at))),
        ("会议时间应晚于现在；已经开过的，请登记会商记录。",
         lambda at: (meetings.call, "zhoulan", incident, meeting(at))),
        ("会议时间应晚于现在；已经开过的，请登记会商记录。",
         lambda at: (meetings.change, "zhoulan", called, meeting(at))),
        ("委托的结束时间应晚于开始时间和现在。",
         lambda at: (delegation.delegate, "chenyu", luomin, None, at, "出差")),
        ("代理的结束时间应晚于开始时间和现在。",
         lambda at: (delegation.stand_in, "chenyu",
                     delegation.StandIn(lead(city), wuyue, None, at, "病假"))),
        ("不到岗的结束时间应晚于开始时间和现在。",
         lambda at: (people.note_absence, "chenyu", wuyue, now - HOUR, at, "病假")),
        ("班次的结束时间应晚于现在。",
         lambda at: (people.change_turn, "liwei", turn, liwei, now - HOUR, at)),
        ("应还时间应晚于现在。",
         lambda at: (stock.hand_out, "luomin",
                     moving.HandOut(radios, 1, "石军", due_at=at, words="通信"))),
    ]  # fmt: skip


def test_what_is_to_come_is_later_than_now(bureau):
    now = bureau.clock.at
    for words, act in of_what_is_to_come(bureau):
        answers = [answer(bureau, *act(at)) for at in (now - SECOND, now, now + SECOND)]
        assert answers == [words, words, ""]


def test_a_kind_of_alarm_is_out_of_service_for_more_than_a_minute(bureau):
    until = bureau.clock.at + timedelta(minutes=1)
    acts = [
        answer(bureau, alarm_acts.take_out, "liangbo", "limit_other", "检修", at)
        for at in (until, until + SECOND, None)
    ]
    assert acts == ["停用的结束时间应在以后。", "", ""]


def operator(at):
    return accountability.Liable("悦力工场", "行政处罚法", decided_at=at)


def of_what_has_happened(city):
    """Verbs that are told when something was, and what they call it."""
    incident, liwei = city.incident, city.liwei.person_id
    case = city.do(
        casework.register_case, "hewenjing", incident,
        casework.NewCase("悦力工场", "拒不退费", city.clock.at, ("何文静", "方舟")),
    )  # fmt: skip
    registered = {
        "title": "闭店", "public_title": "闭店", "categories": (Category.CLUSTER,),
        "districts": (EAST,), "received_at": city.clock.at, "received_by_way": "电话",
    }  # fmt: skip
    return [
        ("接报时间不能晚于现在。",
         lambda at: (incidents.register, "zhoulan",
                     incidents.NewIncident(**registered | {"received_at": at}))),
        ("事发时间不能晚于现在。",
         lambda at: (incidents.register, "zhoulan",
                     incidents.NewIncident(**registered | {"occurred_at": at}))),
        ("批示时间不能晚于现在。",
         lambda at: (directives.register, "zhoulan", incident, directives.NewDirective(
             "王某某", "副市长", "快报", "办", at, Group.ONSITE))),
        ("叫应时间不能晚于现在。",
         lambda at: (callups.record, "liwei", callups.NewCallUp(
             "到场", "0990-1", False, person_id=liwei, rung_at=at))),
        ("通话时间不能晚于现在。",
         lambda at: (duty.write_entry, "liwei", duty.NewEntry(
             LogKind.CALL_IN, "问进展", at, name="未告知"))),
        ("收到线索的时间不能晚于现在。",
         lambda at: (casework.register_case, "hewenjing", incident,
                     casework.NewCase("另一家", "拒不退费", at, ("何文静", "方舟")))),
        ("时间不能晚于现在。",
         lambda at: (casework.move_case, "hewenjing", case, casework.CaseMove(
             casework.CaseState.NOT_FILED, at, result="没有违法"))),
        ("决定时间不能晚于现在。",
         lambda at: (accountability.register_operator, "hewenjing", incident, operator(at))),
        ("移送时间不能晚于现在。",
         lambda at: (accountability.refer_official, "chenyu", incident, accountability.Referral(
             "失职线索", "应对法", "监察组", at))),
    ]  # fmt: skip


def test_what_has_happened_is_not_later_than_now(bureau):
    now = bureau.clock.at
    for words, act in of_what_has_happened(bureau):
        answers = [answer(bureau, *act(at)) for at in (now, now + SECOND)]
        assert answers == ["", words]


def of_what_is_over(city):
    """Verbs that change what lasts until `end`, and what they say when it is over."""
    now, end = city.clock.at, city.clock.at + HOUR
    liwei, wuyue = city.liwei.person_id, city.wuyue.person_id
    turn = city.do(people.put_on_duty, "liwei", liwei, Role.DUTY, now, end)
    new = delegation.StandIn(lead(city), wuyue, None, end, "病假")
    stood = city.do(delegation.stand_in, "chenyu", new)
    given = city.do(delegation.delegate, "chenyu", city.luomin.person_id, None, end, "出差")
    over = "班次已经结束，不能再改。"
    return end, [
        (over, (people.change_turn, "liwei", turn, liwei, now, end + HOUR)),
        (over, (people.drop_turn, "liwei", turn)),
        ("代理已经结束。", (delegation.end_stand_in, "chenyu", stood)),
        ("委托已经到期，无需撤销。", (delegation.revoke, "chenyu", given)),
    ]


def test_what_ends_now_is_over(bureau):
    end, acts = of_what_is_over(bureau)
    bureau.clock.at = end - SECOND
    begun = "当班的班次不能删除，可以提前结束。"
    before = [answer(bureau, *act) for _, act in acts]
    assert [said for said in before if said] == [begun]
    bureau.clock.at = end
    for words, act in acts:
        assert answer(bureau, *act) == words
