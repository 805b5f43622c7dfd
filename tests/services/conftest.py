"""What every test of a service asks beside its own question."""

import pytest

from commandcenter.domain.org import Role
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from tests.lines_checked import check_lines


@pytest.fixture(autouse=True)
def each_line_names_what_was_changed(monkeypatch):
    check_lines(monkeypatch)


@pytest.fixture
def songyang(city):
    """A second duty officer."""
    with city.db.write() as session:
        new = people.NewPerson("songyang", "宋扬", phone="0990-1", mobile="10012345678")
        person = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, person, Role.DUTY)
    return person
