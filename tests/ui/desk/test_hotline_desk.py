"""话务员: enters what is told on the telephone, and sees that alone."""

import pytest

from commandcenter.domain.org import Role
from commandcenter.domain.seat.sight import Sight
from commandcenter.queries.seat.desk import search
from commandcenter.services.complaints import hand_entry
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from tests.city import KEY


@pytest.fixture
def hotline(small_city):
    """A bureau with complaints, and somebody who answers the telephone."""
    small_city.take_in(small_city.complaint("E-1"), small_city.complaint("E-2", 9))
    small_city.activate(small_city.register())
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("hewei", "贺薇"))
        people.grant_role(session, PROGRAM, person, Role.CLERK_HOTLINE)
    return small_city


def test_the_clerk_has_the_page_of_complaints_with_own_entries_alone(at_desk, hotline):
    own = hotline.complaint("T-1", subject_name="澄州某超市")
    hotline.do(hand_entry.enter_by_hand, "hewei", own, KEY)
    desk = at_desk("hewei")
    assert desk.window.seat.sight is Sight.ENTERED
    assert desk.window.pages.keys == ("complaints",)
    assert desk.sees("enter_complaint")
    assert not desk.sees("import_file")
    with desk.window.seat.tasks.db.read() as session:
        hits = search(session, desk.window.seat.actor, "退费")
    assert [hit.title for hit in hits] == [own.title]


def test_what_the_clerk_enters_is_seen_by_the_clerk_and_by_the_duty_officer(at_desk, hotline):
    desk = at_desk("hewei")
    assert desk.window.pages.complaints.rows.view is not None
    hotline.do(hand_entry.enter_by_hand, "hewei", hotline.complaint("T-2"), KEY)
    with desk.window.seat.tasks.db.read() as session:
        assert len(search(session, desk.window.seat.actor, "退费")) == 1
    with hotline.db.read() as session:
        assert len(search(session, hotline.liwei, "退费")) == 3
