"""Reports from the place on a server: a county reports from its own, whoever else is concerned."""

import contextlib

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.command.site import Mood
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.services.command import site
from commandcenter.services.command.site import SiteReport
from commandcenter.store import journal
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from tests.conftest import run_sql
from tests.services.guarded import Bureau

EAST, WEST = "990102", "990103"
COUNTY = Role.COUNTY, None, EAST


class TakenBack(Exception):
    pass


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE places TEMPLATE template")
    bureau = Bureau(cluster, "places", [COUNTY])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE places WITH (FORCE)")


@pytest.fixture
def two_counties(bureau):
    """(session, incident, its places by county); signed on is who works in the east."""
    with contextlib.suppress(TakenBack), bureau.db.write() as session:
        number = bureau.incidents[Level.III]
        incident = session.get_one(IncidentRow, number)
        incident.districts = [EAST, WEST]
        places = {
            code: IncidentPlaceRow(incident_id=number, label=f"{code}店", district=code)
            for code in (EAST, WEST)
        }
        session.add_all(places.values())
        session.flush()
        journal.record(session, bureau.city.zhoulan, "incident", number, "place added",
                       incident=number)  # fmt: skip
        numbers = {code: place.id for code, place in places.items()}
        bureau.sign_on(session, bureau.actors[COUNTY].login)
        yield session, number, numbers
        raise TakenBack


def report(place, people=12):
    return SiteReport(place_id=place, head_count=people, mood=Mood.CALM, measures="维持秩序")


def test_a_county_reports_from_its_own_place(bureau, two_counties):
    session, incident, places = two_counties
    number = site.report(session, bureau.actors[COUNTY], incident, report(places[EAST]))
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    assert session.get_one(SiteReportRow, number).head_count == 12


def test_and_from_no_other_countys(bureau, two_counties):
    session, incident, places = two_counties
    with pytest.raises(RuleBroken):
        site.report(session, bureau.actors[COUNTY], incident, report(places[WEST]))
    columns = "incident_id, place_id, place, mood, damage, measures, needs, closes, seen_at, at"
    with pytest.raises(DBAPIError):
        session.execute(
            text(
                f"INSERT INTO site_report ({columns}, by, office) SELECT {incident}, "
                f"{places[WEST]}, '店', 'calm', '', '', '', false, at, at, '某人', '' FROM journal "
                "LIMIT 1"
            )
        )
