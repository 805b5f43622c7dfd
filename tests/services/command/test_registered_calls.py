"""接报登记 with the call it came by: one act, kept in the duty log as the incident's own."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from commandcenter.domain.command.duty import LogKind, require_number
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.queries.command.duty_first import duty_first
from commandcenter.queries.command.duty_room import duty_log
from commandcenter.queries.incident.doubles import Typed, possible_doubles, register_sheet
from commandcenter.services.command import duty
from commandcenter.services.command.duty import NewEntry
from commandcenter.services.incident.incidents import NewIncident
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import EAST


def new(city, **fields):
    values = {
        "title": "育新学校疑似食物中毒", "public_title": "某学校疑似食物中毒",
        "categories": (Category.SAFETY,), "districts": (EAST,),
        "received_at": city.db.clock(), "received_by_way": "县区局报告",
    }  # fmt: skip
    return NewIncident(**(values | fields))


CALL = NewEntry(
    LogKind.CALL_IN, "多名学生早餐后呕吐，已送医 17 人", unit="临江区局", name="韩冬",
    phone="0990-1236620", told="09:06 告知带班领导罗敏",
)  # fmt: skip


def test_the_call_is_kept_with_the_incident_in_one_act(city):
    incident = city.do(duty.register_with_call, "liwei", new(city), CALL)
    row = city.ask(lambda s: s.scalars(select(DutyLogRow)).one())
    assert (row.incident_id, row.name, row.phone) == (incident, "韩冬", "0990-1236620")
    assert (row.text, row.told, row.by) == (CALL.text, CALL.told, "李蔚")


def test_a_call_that_cannot_be_kept_registers_nothing(city):
    broken = NewEntry(LogKind.CALL_IN, "", name="韩冬")
    with pytest.raises(RuleBroken):
        city.do(duty.register_with_call, "liwei", new(city), broken)
    assert city.ask(lambda s: s.scalar(select(func.count()).select_from(IncidentRow))) == 0


def test_the_duty_officer_is_shown_the_call_and_what_comes_first(city):
    incident = city.do(duty.register_with_call, "liwei", new(city), CALL)
    shown = city.ask(lambda s: duty_first(s, city.liwei, incident, city.db.clock()))
    assert shown.caller is not None
    assert (shown.caller.name, shown.caller.phone) == ("韩冬", "0990-1236620")
    assert shown.caller.unit == "临江区局"
    assert shown.first is not None
    assert shown.first.code == "ring_lead"
    assert [step.code for step in shown.clocks][:1] == ["ring_lead"]


def test_who_keeps_the_duty_log_is_asked_for_the_caller(city):
    def asked(who):
        return city.ask(lambda s: register_sheet(s, who)).notes_calls

    assert asked(city.liwei)
    assert not asked(city.maxiao)


def test_a_second_call_about_the_same_is_pointed_out(city):
    incident = city.register(received_at=city.db.clock())
    typed = Typed("健身房闭店", "悦力工场城东店关门", districts=(EAST,))
    [line] = city.ask(lambda s: possible_doubles(s, typed, city.db.clock()))
    assert (line.id, line.trader) == (incident, True)
    other = Typed("育新学校疑似食物中毒", districts=(EAST,))
    assert city.ask(lambda s: possible_doubles(s, other, city.db.clock())) == ()


@pytest.mark.parametrize(
    ("caller", "phone", "left_none"), [("", "", False), ("韩冬", "0990", False), ("韩冬", "", True)]
)
def test_a_number_or_its_lack_is_enough(caller, phone, left_none):
    require_number(caller, phone, left_none=left_none)


def test_a_caller_without_a_number_is_asked_about():
    with pytest.raises(RuleBroken, match="未留号码"):
        require_number("韩冬", "", left_none=False)


def test_that_a_caller_gave_neither_name_nor_number_is_read_and_covered_nowhere(city):
    unknown = replace(CALL, unit="", name="未告知", phone="未留号码")
    incident = city.do(duty.register_with_call, "liwei", new(city), unknown)
    shown = city.ask(lambda s: duty_first(s, city.liwei, incident, city.db.clock())).caller
    [line] = city.ask(lambda s: duty_log(s, city.liwei, city.db.clock())).lines
    for said in (shown, line):
        assert (said.name, said.phone) == ("未告知", "未留号码")
    assert "see" not in [offer.key for offer in line.offers]
    words = "经营者未告知消费者闭店，来电人未留号码"
    assert city.ask(lambda s: cover_of(s, s.get(IncidentRow, incident))(words)) == words
