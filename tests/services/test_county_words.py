"""A county's bureau adds to the record of an incident that concerns it, in its own name alone."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.org import Role
from commandcenter.services.command import legal, running_log
from commandcenter.services.incident import facts, incidents
from commandcenter.store.tables.command.log_entry import LogEntryRow
from tests.aftermath import add_person
from tests.city import EAST

WEST = "990103"


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
