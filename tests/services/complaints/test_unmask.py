"""Who complained is shown to few, each time with a line of the journal; a reporter to fewer."""

import pytest
from sqlalchemy import select

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.queries.complaints.complainant import seen_complainant
from commandcenter.services.command import duty
from commandcenter.services.complaints import handling, unmask
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.every import ComplainantRow, ComplaintRow, JournalLineRow
from tests.city import EAST

WEST = "990103"
WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")


@pytest.fixture
def seen(city):
    city.take_in(
        city.complaint("C", complainant=WHO),
        city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT),
    )
    with city.db.write() as session:
        for login, role, group in (
            ("member", Role.MEMBER, Group.INVESTIGATION), ("auditor", Role.AUDITOR, None)
        ):  # fmt: skip
            person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
            people.grant_role(session, PROGRAM, person, role, group)
        rows = session.execute(select(ComplaintRow.number, ComplaintRow.id)).all()
    city.confirm_roles()
    city.ids = dict(rows)
    return city


def lines(city):
    with city.db.read() as session:
        found = session.execute(
            select(JournalLineRow.verb, JournalLineRow.subject, JournalLineRow.actor)
            .where(JournalLineRow.kind == "complainant", JournalLineRow.verb != "erased")
            .order_by(JournalLineRow.number)
        )
        return [tuple(row) for row in found]


def look(city, login, complaint_id):
    """As the window does it: first the line, then what it lets see."""
    city.do(unmask.see_complainant, login, complaint_id)
    return city.ask(seen_complainant, getattr(city, login), complaint_id)


def test_nothing_is_shown_that_is_not_in_the_journal(seen):
    with pytest.raises(RuleBroken, match="先记入"):
        seen.ask(seen_complainant, seen.liwei, seen.ids["C"])


def test_a_look_is_a_line_that_names_who_looked_at_which_and_nobody_else(seen):
    assert look(seen, "liwei", seen.ids["C"]) == WHO
    assert lines(seen) == [("seen", seen.ids["C"], "liwei")]


def test_who_may_not_look_leaves_no_line_and_sees_nothing(seen):
    for login in ("auditor", "admin", "maxiao"):
        with pytest.raises(RuleBroken, match="投诉人个人信息"):
            seen.do(unmask.see_complainant, login, seen.ids["C"])
    assert lines(seen) == []


def test_the_commander_does_not_see_a_reporter(seen):
    with pytest.raises(RuleBroken, match="举报人身份"):
        seen.do(unmask.see_complainant, "chenyu", seen.ids["R"])
    assert look(seen, "hewenjing", seen.ids["R"]) == WHO
    assert lines(seen) == [("reporter_seen", seen.ids["R"], "hewenjing")]


def test_a_member_sees_the_reporter_once_the_report_is_given_to_him(seen):
    with pytest.raises(RuleBroken, match="承办"):
        seen.do(unmask.see_complainant, "member", seen.ids["R"])
    seen.do(handling.assign, "zhoulan", [seen.ids["R"]], seen.member.person_id)
    assert look(seen, "member", seen.ids["R"]) == WHO


def test_a_look_from_before_it_became_a_report_opens_nothing(seen):
    seen.do(unmask.see_complainant, "liwei", seen.ids["C"])
    with seen.db.write() as session:
        session.get_one(ComplaintRow, seen.ids["C"]).kind = ComplaintKind.REPORT
        journal.record(session, PROGRAM, "complaint", seen.ids["C"], "corrected")
    with pytest.raises(RuleBroken, match="先记入"):
        seen.ask(seen_complainant, seen.liwei, seen.ids["C"])


def test_what_was_erased_is_shown_as_empty(seen):
    with seen.db.write() as session:
        row = session.get_one(ComplainantRow, seen.ids["C"])
        row.name = row.phone = row.id_type = row.id_number = row.address = ""
        journal.record(session, PROGRAM, "complainant", seen.ids["C"], "erased")
    assert look(seen, "liwei", seen.ids["C"]) == Complainant()
    with pytest.raises(RuleBroken, match="没有编号为"):
        seen.do(unmask.see_complainant, "liwei", 9_999)


def test_a_county_looks_at_its_own_and_the_line_names_the_newest_incident(seen):
    """Who called the duty room is its own where the incident that the call belongs to is."""
    with seen.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "east"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    elsewhere = seen.register(title="别处", districts=(WEST,), brand="")
    first, second = (seen.register(title=title, brand="") for title in ("先", "后"))
    for incident in (second, first):  # into the newer one first
        seen.do(incidents.attach_complaints, "liwei", incident, [seen.ids["C"]])
    called = [
        seen.do(
            duty.write_entry, "liwei",
            duty.NewEntry(LogKind.CALL_IN, "问退费", name="王女士", incident_id=incident),
        )
        for incident in (first, elsewhere, None)
    ]  # fmt: skip
    seen.do(unmask.see_complainant, "east", seen.ids["C"])
    seen.do(unmask.see_caller, "east", called[0])
    for number in called[1:]:
        with pytest.raises(RuleBroken, match="投诉人个人信息"):
            seen.do(unmask.see_caller, "east", number)
    seen.do(unmask.see_caller, "liwei", called[2])
    seen.do(incidents.detach_complaints, "liwei", first, [seen.ids["C"]], "另案")
    seen.do(unmask.see_complainant, "liwei", seen.ids["C"])
    told = select(JournalLineRow).where(JournalLineRow.verb == "seen")
    found = seen.ask(lambda s: s.scalars(told.order_by(JournalLineRow.number)).all())
    assert [(line.kind, line.subject, line.actor, line.incident_id) for line in found] == [
        ("complainant", seen.ids["C"], "east", first),
        ("duty_log", called[0], "east", first), ("duty_log", called[2], "liwei", None),
        ("complainant", seen.ids["C"], "liwei", second),
    ]  # fmt: skip
