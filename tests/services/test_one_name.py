"""Two people of one name: what one entered is not the other's to see, nor to take back."""

import pytest
from sqlalchemy import select

from commandcenter.domain.command.supply import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.times import local
from commandcenter.queries.command.call_ups import call_ups
from commandcenter.queries.command.handovers import incident_handovers
from commandcenter.queries.command.supply import supply_board
from commandcenter.queries.support.fund import fund_board
from commandcenter.services.command import callups, handover, supply
from commandcenter.services.complaints.correcting import is_own
from commandcenter.services.support import fund
from commandcenter.store.people import actor_of
from commandcenter.store.tables.command.duty_log import CallUpRow, HandoverRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.complaints.complaint import BatchRow
from tests.aftermath import add_person
from tests.city import EAST
from tests.field import add_people

CARS = supply.Wanted(Kind.VEHICLE, "执法车", 2, "辆", "城西店增援")
RUNG = callups.NewCallUp("演练", "0990-1", answered=True, answer="马上", person="罗敏")


@pytest.fixture
def bureau(city):
    add_people(city)
    return city


def namesake(city, of, role, group=None, district=None):
    add_person(city, "namesake", getattr(city, of).name, role, group, district)
    with city.db.read() as session:
        return actor_of(session, "namesake", city.db.clock())


def keys(line):
    return [offer.key for offer in line.offers]


def refused(city, actor, service, *given):
    with pytest.raises(RuleBroken, match=r"由提出的人|只有交班人"), city.db.write() as session:
        service(session, actor, *given)


def test_a_request_for_supplies(bureau):
    incident = bureau.register()
    bureau.activate(incident)
    other = namesake(bureau, "maxiao", Role.MEMBER, Group.OPINION)
    request = bureau.do(supply.ask, "maxiao", incident, CARS)
    assert bureau.ask(supply_board, other, incident, bureau.db.clock()).lines == ()
    refused(bureau, other, supply.withdraw, request)
    row = bureau.ask(lambda s: s.get_one(SupplyRequestRow, request))
    assert row.asked_by_id == bureau.maxiao.person_id
    bureau.do(supply.withdraw, "maxiao", request)


def test_a_request_for_money(bureau):
    line = bureau.do(fund.set_budget, "chenyu", local(bureau.db.clock()).year, "处置", 10_000_000)
    other = namesake(bureau, "gaoyuan", Role.LEADER, Group.LOGISTICS)
    request = bureau.do(fund.ask, "gaoyuan", fund.Asked(line, "防护用品", 800_000, "低于最低库存"))
    for actor, offered in ((other, False), (bureau.gaoyuan, True)):
        [found] = bureau.ask(fund_board, actor, None, bureau.db.clock()).requests
        assert ("withdraw" in keys(found)) is offered
    refused(bureau, other, fund.withdraw, request)
    bureau.do(fund.withdraw, "gaoyuan", request)


def test_whom_somebody_rang(bureau):
    other = namesake(bureau, "liwei", Role.COUNTY, district=EAST)
    number = bureau.do(callups.record, "liwei", RUNG)
    assert bureau.ask(call_ups, other, bureau.db.clock()).lines == ()
    row = bureau.ask(lambda s: s.get_one(CallUpRow, number))
    assert row.by_id == bureau.liwei.person_id


def test_the_lead_of_a_group_that_waits_for_its_signature(bureau):
    incident = bureau.register()
    bureau.activate(incident)
    other = namesake(bureau, "maxiao", Role.MEMBER, Group.OPINION)
    to = bureau.wuyue.person_id
    given = (incident, Group.ONSITE, to, "", "马骁")
    number = bureau.do(handover.give_group, "maxiao", *given)
    for actor, offered in ((other, False), (bureau.maxiao, True)):
        [sheet] = bureau.ask(incident_handovers, actor, incident, bureau.db.clock()).lines
        assert ("take_back" in keys(sheet)) is offered
    refused(bureau, other, handover.take_back, number, "不交了")
    row = bureau.ask(lambda s: s.get_one(HandoverRow, number))
    assert row.given_by_id == bureau.maxiao.person_id
    bureau.do(handover.take_back, "maxiao", number, "还有事")


def test_an_import_of_before_it_was_known_by_number_is_nobodys(bureau):
    bureau.take_in(bureau.complaint("A1"))
    with bureau.db.write() as session:
        batch = session.scalars(select(BatchRow)).one()
        batch.opener_id, batch.opened_by = None, bureau.liwei.name
        session.flush()
        assert not is_own(session, bureau.liwei, batch)
        session.rollback()
