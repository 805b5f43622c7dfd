"""The number of a 值班快报: of each office its own, given with the signature, and by the year."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from commandcenter.domain.org import Role
from commandcenter.domain.times import day_start, local
from commandcenter.services.guard import PROGRAM
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.reports.report import ReportRow
from tests.city import EAST

WEST = "990103"
SIGNERS = {None: ("zhoulan", "chenyu"), EAST: ("shen", "shen"), WEST: ("wei", "wei")}


@pytest.fixture
def city(city):
    for login, name, district in (("shen", "沈丽琴", EAST), ("wei", "卫国", WEST)):
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, Role.COUNTY, district=district)
    return city


def drafted(city, district=None):
    """The 首报 of an incident of its own."""
    incident = city.register(summary="一店闭店。", districts=(EAST, WEST))
    city.activate(incident)
    return city.do(reports.draft_first, SIGNERS[district][0], incident, district)


def signed(city, report, district=None):
    city.do(reports.sign, SIGNERS[district][1], report)
    return issue(city, report)


def issue(city, report):
    return city.ask(lambda session: session.get_one(ReportRow, report)).issue


def taken_back(city, report, district=None):
    city.do(reports.take_back, SIGNERS[district][1], report)
    return issue(city, report)


@pytest.mark.parametrize("district", [None, EAST])
def test_a_number_taken_back_is_given_again_but_where_a_later_one_was_given(city, district):
    first, second = drafted(city, district), drafted(city, district)
    assert (signed(city, first, district), signed(city, second, district)) == (1, 2)
    assert taken_back(city, first, district) == 1
    assert signed(city, first, district) == 1
    assert taken_back(city, second, district) == 0
    third = drafted(city, district)
    assert (signed(city, third, district), signed(city, second, district)) == (2, 3)


def test_each_office_counts_its_own(city):
    for number in (1, 2):
        assert [signed(city, drafted(city, d), d) for d in SIGNERS] == [number] * len(SIGNERS)


def dated(city, report, **times):
    with city.db.write() as session:
        session.execute(update(ReportRow).where(ReportRow.id == report).values(**times))
        journal.record(session, PROGRAM, "report", report, "dated")


@pytest.mark.parametrize("district", [None, EAST])
@pytest.mark.parametrize(("seconds", "next_number"), [(-1, 1), (0, 2)])
def test_with_the_year_it_begins_anew(city, district, seconds, next_number):
    """By the day of its signature, of the city's time."""
    year = day_start(local(city.db.clock()).date().replace(month=1, day=1))
    first = drafted(city, district)
    assert signed(city, first, district) == 1
    dated(
        city, first, drafted_at=year - timedelta(days=2),
        signed_at=year + timedelta(seconds=seconds),
    )  # fmt: skip
    assert signed(city, drafted(city, district), district) == next_number
