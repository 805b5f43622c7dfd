"""话务员: enters what is told on the telephone, and sees that alone."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.complaints.phone_call import CallOutcome
from commandcenter.domain.org import Role
from commandcenter.domain.seat.sight import Sight
from commandcenter.queries.seat.search import search
from commandcenter.services.complaints import hand_entry, phone_calls
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.ui.complaints.phone_calls_panel import SHOW
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
    assert desk.window.pages.keys == ("calls", "complaints")
    desk.window.show_page("complaints")
    desk.settle()
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


def test_the_desk_of_the_clerk_opens_on_the_calls_they_took(at_desk, hotline):
    at = hotline.db.clock()
    hotline.do(phone_calls.take_complaint, "hewei", hotline.complaint("T-3"), at, KEY)
    others = phone_calls.NewCall(at, "问路", CallOutcome.ANSWERED, "已答")
    hotline.do(phone_calls.take_call, "liwei", others)
    desk = at_desk("hewei")
    assert desk.window.pages.key == "calls"
    panel = desk.window.pages.calls.calls
    assert [(line.number, line.by) for line in panel.board.lines] == [("T-3", "贺薇")]
    desk.click(f"act_{SHOW}")
    desk.until(lambda: desk.window.sheet.isVisible())


def test_a_call_without_a_complaint_is_noted_by_a_key(qtbot, at_desk, hotline):
    desk = at_desk("hewei")
    qtbot.keyClick(desk.window.pages.calls, Qt.Key.Key_F3)
    desk.until_sees("phone_call_form")
    desk.fill("matter", "询问怎样退卡")
    desk.fill("answer", "已告知流程")
    desk.click_in("phone_call_form", "primary")
    desk.until(lambda: desk.window.pages.calls.calls.board.today == 1)


def test_a_complaint_told_by_telephone_is_a_call_of_who_enters_it(qtbot, at_desk, hotline):
    desk = at_desk("hewei")
    qtbot.keyClick(desk.window.pages.calls, Qt.Key.Key_F2)
    desk.until_sees("enter_complaint_form")
    desk.fill("words", "健身房关门，要求退费")
    desk.click_in("enter_complaint_form", "primary")
    panel = desk.window.pages.calls.calls
    desk.until(lambda: panel.board.taken.get(CallOutcome.COMPLAINT) == 1)
    assert panel.board.lines[0].complaint_id is not None


def test_the_duty_room_sees_what_all_telephones_took(at_desk, hotline):
    at = hotline.db.clock()
    hotline.do(phone_calls.take_complaint, "hewei", hotline.complaint("T-4"), at, KEY)
    desk = at_desk("liwei")
    desk.window.show_page("duty")
    desk.window.pages.duty.tabs.show_tab("calls")
    desk.settle()
    panel = desk.widget("phone_calls_panel")
    assert [line.by for line in panel.board.lines] == ["贺薇"]
