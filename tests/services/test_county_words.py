"""A county's bureau adds to the record of an incident that concerns it, in its own name alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.supply import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.case_report import CaseReport, Onset, Place
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.org import Role
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult
from commandcenter.services.command import legal, running_log, supply
from commandcenter.services.incident import case_reports, facts, incidents
from commandcenter.services.watch import risk_records
from commandcenter.store.database import open_database
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.watch.risk import RiskRecordRow
from tests.aftermath import add_person
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

WEST, NORTH = "990103", "990104"
HOUR = timedelta(hours=1)


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked in tests/sweep."""
    return sqlite_url


def written(city, incident):
    row = LogEntryRow
    found = select(row.by, row.office, row.district).where(row.incident_id == incident)
    return {tuple(each) for each in city.ask(lambda s: s.execute(found).all())}


def test_a_county_writes_where_its_incident_is_and_nowhere_else(city):
    add_person(city, "shen", "沈丽琴", Role.COUNTY, district=EAST)
    add_person(city, "wei", "卫国", Role.COUNTY, district=WEST)
    theirs, of_both = city.register(districts=(EAST,)), city.register(districts=(EAST, WEST))
    before = written(city, theirs)
    more = {
        running_log.write_line: ("门店已关闭",),
        incidents.count_by_hand: ("on_site", 12, "城东店"),
        legal.ask: ("能否先行登记保存？",),
        facts.state_facts: ([NewFact("hurt", None, "卫健部门", city.db.clock())],),
    }
    for verb, arguments in more.items():
        with pytest.raises(RuleBroken, match="限于本县区"):
            city.do(verb, "wei", theirs, *arguments)
        city.do(verb, "shen", theirs, *arguments)
        for login in ("shen", "wei"):
            city.do(verb, login, of_both, *arguments)
    east = ("沈丽琴", "城东区局", EAST)
    assert east in written(city, theirs) - before
    assert {east, ("卫国", "城西区局", WEST)} <= written(city, of_both)
    assert "卫国" not in {by for by, _, _ in written(city, theirs)}


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE counties TEMPLATE template")
    bureau = Bureau(
        cluster, "counties", [(Role.COUNTY, None, code) for code in (EAST, WEST, NORTH)]
    )
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE counties WITH (FORCE)")


def test_a_server_lets_each_county_of_an_incident_write_and_no_other(bureau, cluster):
    """It concerns two, and who writes is of one of them; of the third it is not even there."""
    incident = bureau.city.register(
        brand="", districts=(EAST, WEST), categories=(Category.SAFETY,), kind="school_food"
    )
    bureau.city.activate(incident)
    at = bureau.db.clock()
    more = {
        running_log.write_line: ("门店已关闭",),
        incidents.count_by_hand: ("on_site", 12, "城东店"),
        legal.ask: ("能否先行登记保存？",),
        facts.state_facts: ([NewFact("hurt", None, "卫健部门", at)],),
        case_reports.report_cases: (
            CaseReport(
                source="市卫健委",
                as_of=at,
                treated=3,
                sites=(Place("育新学校", 3, EAST),),
                hospitals=(Place("市一院", 3),),
                onset=(Onset(at - HOUR, 3),),
            ),
        ),
        supply.ask: (supply.Wanted(Kind.EQUIPMENT, "对讲机", 2, "台", "现场联络"),),
    }
    for (_, _, county), actor in bureau.actors.items():
        db = open_database(cluster.url("counties").replace("postgres@", f"{actor.login}@"))
        try:
            for verb, arguments in more.items():
                if county == NORTH:
                    with pytest.raises(RuleBroken, match="没有编号为"), db.write() as session:
                        verb(session, actor, incident, *arguments)
                    continue
                with db.write() as session:
                    asked = verb(session, actor, incident, *arguments)
                if verb is supply.ask:
                    with db.write() as session:
                        supply.withdraw(session, actor, asked)
        finally:
            db.close()


def test_a_server_tells_a_county_which_numbers_of_records_are_taken(bureau, cluster):
    """It sees neither the city's records nor another county's, and numbers are given once."""
    checked = NewRecord(
        RecordKind.INSPECTION, "专项检查", bureau.db.clock(), RecordResult.PROBLEMS, district=EAST,
        subject_name="某店", findings="退费难",
    )  # fmt: skip
    of_system = replace(checked, number="甲1", system="双随机平台")
    for new in (of_system, checked):
        bureau.city.do(risk_records.enter, "liwei", replace(new, district=None))
    bureau.city.do(risk_records.enter, "liwei", replace(checked, district=WEST))
    actor = bureau.actors[Role.COUNTY, None, EAST]
    db = open_database(cluster.url("counties").replace("postgres@", f"{actor.login}@"))
    try:
        new = [of_system, replace(of_system, number="甲2")]
        taken = risk_records.take_in(db, actor, new, "x.csv")
        assert (taken.entered, [r.place for r in taken.refused]) == (1, [0])
        assert "已由别处登记" in taken.refused[0].why
        with db.write() as session:
            risk_records.enter(session, actor, checked)
        with db.read() as session:
            numbers = session.scalars(select(RiskRecordRow.number).order_by(RiskRecordRow.id)).all()
        assert (numbers[0], numbers[1][4:]) == ("甲2", "-0003")
    finally:
        db.close()
