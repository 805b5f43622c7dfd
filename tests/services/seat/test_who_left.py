"""Who has left the bureau is given nothing more to do, by no verb that names a person."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.duty import Turn
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.publicity.activities import NewActivity
from commandcenter.domain.support.certificates import NewCertificate
from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.domain.times import local
from commandcenter.services.command import (
    delegation,
    directives,
    handover,
    instructions,
    obligations,
)
from commandcenter.services.complaints import handling
from commandcenter.services.publicity import activities
from commandcenter.services.seat import membership, people
from commandcenter.services.support import certificates, moving, stock
from commandcenter.store.database import open_database
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.person import DutyRow, RoleGrantRow
from commandcenter.store.tables.publicity.publicity import PublicityRow
from tests.city import City

HOUR = timedelta(hours=1)


@pytest.fixture
def bureau(sqlite_url):
    """An incident that is responded to, a direction, radios, and turns of today and tomorrow."""
    db = open_database(sqlite_url)
    city = City(db)
    now, liwei = db.clock(), city.liwei.person_id
    city.now, city.incident = now, city.register()
    city.activate(city.incident)
    city.direction = city.do(directives.register, "zhoulan", city.incident, direction(now))
    city.take_in(city.complaint("1"))
    city.complaint_id = city.ask(lambda session: session.scalar(select(ComplaintRow.id)))
    radio = NewItem("对讲机", StockKind.RADIO, "机关库房", "部")
    city.radios = city.do(stock.add, "luomin", radio, 5)
    today, city.tomorrow = (now - HOUR, now + 8 * HOUR), (now + 24 * HOUR, now + 25 * HOUR)
    city.turn = city.do(people.put_on_duty, "liwei", liwei, Role.DUTY, *today)
    city.later = city.do(people.put_on_duty, "liwei", liwei, Role.DUTY, *city.tomorrow)
    yield city
    db.close()


def direction(now, group=Group.ONSITE, person=None):
    return directives.NewDirective("王某某", "副市长", "快报", "办", now, group, person)


def talk(now, **fields):
    day = local(now).date() + timedelta(days=10)
    return NewActivity("advice", "现场咨询", "消费者", "市民广场", Group.ONSITE, day, **fields)


def lead_of_investigation(city):
    wanted = select(RoleGrantRow.id).where(RoleGrantRow.person_id == city.hewenjing.person_id)
    return city.ask(lambda session: session.scalars(wanted).one())


def acts(city, who):
    """Whatever gives this person something to do, by what it is called."""
    incident, now, tomorrow = city.incident, city.now, city.tomorrow
    lead = delegation.StandIn(lead_of_investigation(city), who, None, now + HOUR, "病假")
    told = direction(now, None, who)
    today = local(now).date()
    certificate = NewCertificate("enforcement", "ZF-0001", today, today + timedelta(days=300))
    out = moving.HandOut(city.radios, 1, person_id=who, due_at=now + HOUR, words="登记点通信")
    group = incident, Group.COORDINATION, who, "", "周岚"
    return {
        "指令": (instructions.give, "chenyu", incident, "到场", None, who),
        "几个人的指令": (instructions.give_to_all, "chenyu", incident, "到场", (), [who]),
        "批示": (directives.register, "zhoulan", incident, told),
        "改交批示": (directives.assign, "zhoulan", city.direction, None, who, None),
        "代理": (delegation.stand_in, "chenyu", lead),
        "交办": (obligations.assign, "maxiao", city.obligation(incident, "representatives"), who),
        "移交工作组": (handover.give_group, "zhoulan", *group),
        "抽调": (people.assign_to_group, "chenyu", incident, who, Group.LEGAL),
        "签到": (people.sign_in, "chenyu", incident, who),
        "不到岗": (people.note_absence, "chenyu", who, now, now + HOUR, "病假"),
        "排班": (people.put_on_roster, "chenyu", [Turn(Role.DUTY, who, *tomorrow)]),
        "换班": (people.change_turn, "chenyu", city.later, who, *tomorrow),
        "证照": (certificates.register, "chenyu", who, certificate),
        "承办": (handling.assign, "liwei", [city.complaint_id], who),
        "领用": (stock.hand_out, "luomin", out),
        "宣传": (activities.plan, "chenyu", talk(now, person_id=who)),
    }


def answer(city, verb, login, *told):
    with city.db.write() as session:
        nested = session.begin_nested()
        try:
            verb(session, getattr(city, login), *told)
        except RuleBroken as broken:
            return str(broken)
        finally:
            nested.rollback()
    return ""


def test_who_has_left_is_given_nothing_and_who_is_there_is(bureau):
    who = bureau.wuyue.person_id
    given = acts(bureau, who)
    assert {answer(bureau, *act): name for name, act in given.items()}.keys() == {""}
    bureau.do(membership.disable, "admin", who)
    answers = {name: answer(bureau, *act) for name, act in given.items()}
    assert answers == dict.fromkeys(given, f"没有编号为 {who} 的人员。")
    role = people.grant_role, "admin", who, Role.AUDITOR
    assert answer(bureau, *role) == "吴越的账号已经停用。"


def test_an_activity_of_who_has_left_is_changed_without_naming_another(bureau):
    wuyue, maxiao = bureau.wuyue.person_id, bureau.maxiao.person_id
    number = bureau.do(activities.plan, "chenyu", talk(bureau.now, person_id=wuyue))
    for who in (wuyue, maxiao):
        bureau.do(membership.disable, "admin", who)
    longer = talk(bureau.now, person_id=wuyue, people=80)
    bureau.do(activities.change, "chenyu", number, longer, 1)
    other = (activities.change, "chenyu", number, talk(bureau.now, person_id=maxiao), 2)
    assert answer(bureau, *other) == f"没有编号为 {maxiao} 的人员。"
    row = bureau.ask(lambda session: session.get_one(PublicityRow, number))
    assert (row.person_id, row.people) == (wuyue, 80)


def test_a_turn_of_who_has_left_is_ended_early_by_those_who_stay(bureau):
    liwei = bureau.liwei.person_id
    starts = bureau.ask(lambda session: session.get_one(DutyRow, bureau.turn).starts_at)
    bureau.do(membership.disable, "admin", liwei)
    ends = bureau.now + HOUR
    bureau.do(people.change_turn, "chenyu", bureau.turn, liwei, starts, ends)
    assert bureau.ask(lambda session: session.get_one(DutyRow, bureau.turn).ends_at) == ends
