"""Forms of complaints: who makes them, each with its line, and nobody named without a look."""

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.form_items import FormAsked, FormKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.services.complaints import forms, handling
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.every import ComplaintRow, JournalLineRow

F = FormKind
WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")


@pytest.fixture
def bureau(city):
    """Two complaints of the incident, one of another county, and a report."""
    city.take_in(
        city.complaint("A", complainant=WHO),
        city.complaint("B", complainant=WHO),
        city.complaint("W", district="990103", brand="别的", subject_name="游泳馆"),
        city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT),
    )
    city.incident = city.register()
    with city.db.write() as session:
        for login, role, group, district in (
            ("member", Role.MEMBER, Group.INVESTIGATION, None),
            ("auditor", Role.AUDITOR, None, None),
            ("county", Role.COUNTY, None, "990102"),
        ):
            person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
            people.grant_role(session, PROGRAM, person, role, group, district)
        rows = session.execute(select(ComplaintRow.number, ComplaintRow.id)).all()
    city.confirm_roles()
    city.ids = dict(rows)
    return city


def make(city, login, asked, *numbers):
    return city.do(forms.make_forms, login, asked, [city.ids[number] for number in numbers])


def act(city, which, *numbers, words=""):
    done = Done(which, city.db.clock(), words)
    city.do(handling.carry_out, "liwei", [city.ids[n] for n in numbers], done)


def lines(city, kind="complaint_form"):
    with city.db.read() as session:
        found = session.execute(
            select(
                JournalLineRow.verb, JournalLineRow.subject, JournalLineRow.actor,
                JournalLineRow.incident_id,
            )
            .where(JournalLineRow.kind == kind)
            .order_by(JournalLineRow.number)
        )  # fmt: skip
        return [tuple(row) for row in found]


def count_lines(city):
    with city.db.read() as session:
        return session.scalar(select(func.count()).select_from(JournalLineRow))


def test_each_form_that_is_made_is_a_line_of_its_complaint(bureau):
    made = make(bureau, "liwei", FormAsked(F.INTAKE), "B", "A", "W")
    ids, incident = bureau.ids, bureau.incident
    assert made.complaints == (ids["B"], ids["A"], ids["W"])
    assert made.full == frozenset()
    assert lines(bureau) == [
        ("intake made", ids["B"], "liwei", incident),
        ("intake made", ids["A"], "liwei", incident),
        ("intake made", ids["W"], "liwei", None),
    ]
    assert lines(bureau, "complainant") == []


def test_what_it_does_not_fit_is_left_out_and_named_with_the_reason(bureau):
    act(bureau, HandlingAct.ACCEPT, "A")
    made = make(bureau, "liwei", FormAsked(F.ACCEPT), "A", "B", "R")
    assert made.complaints == (bureau.ids["A"],)
    why = {str(broken): count for broken, count in made.refused}
    assert list(why.values()) == [1, 1]
    assert any("还没有登记受理" in words for words in why)
    assert any("这件是举报" in words for words in why)


def test_a_form_that_fits_none_changes_nothing(bureau):
    before = count_lines(bureau)
    with pytest.raises(RuleBroken, match="没有受理，不存在终止调解"):
        make(bureau, "liwei", FormAsked(F.END, full=True), "A", "B")
    with pytest.raises(RuleBroken, match="请先选择"):
        make(bureau, "liwei", FormAsked(F.INTAKE))
    with pytest.raises(RuleBroken, match="不在了"):
        bureau.do(forms.make_forms, "liwei", FormAsked(F.INTAKE), [9_999])
    assert count_lines(bureau) == before


def test_who_is_named_in_full_was_looked_at_and_that_is_written_down(bureau):
    made = make(bureau, "liwei", FormAsked(F.INTAKE, full=True), "A", "B")
    ids = bureau.ids
    assert made.full == {ids["A"], ids["B"]}
    looks = [(verb, subject) for verb, subject, *_ in lines(bureau, "complainant")]
    assert looks == [("seen", ids["A"]), ("seen", ids["B"])]


def test_a_reporter_is_named_to_who_handles_the_report_alone(bureau):
    made = make(bureau, "liwei", FormAsked(F.REPORT_INTAKE, full=True), "R")
    assert (made.full, lines(bureau, "complainant")) == (frozenset(), [])
    made = make(bureau, "hewenjing", FormAsked(F.REPORT_INTAKE, full=True), "R")
    assert made.full == {bureau.ids["R"]}
    assert lines(bureau, "complainant")[0][:2] == ("reporter_seen", bureau.ids["R"])


def test_what_once_was_a_report_hides_its_reporter_still(bureau):
    with bureau.db.write() as session:
        row = session.get_one(ComplaintRow, bureau.ids["R"])
        row.kind = ComplaintKind.COMPLAINT
        journal.record(session, PROGRAM, "complaint", row.id, "corrected")
    made = make(bureau, "liwei", FormAsked(F.INTAKE, full=True), "R", "A")
    assert made.full == {bureau.ids["A"]}


def test_a_county_makes_forms_of_its_own_complaints(bureau):
    made = make(bureau, "county", FormAsked(F.FORWARD, full=True), "A", "W")
    assert made.complaints == (bureau.ids["A"],)
    assert "限于本县区" in str(made.refused[0][0])


def test_who_handles_nothing_makes_no_form(bureau):
    for login in ("auditor", "admin"):
        with pytest.raises(RuleBroken, match="导入投诉由"):
            make(bureau, login, FormAsked(F.INTAKE), "A")
    with pytest.raises(RuleBroken, match="投诉受理、调解、办结"):
        make(bureau, "maxiao", FormAsked(F.FORWARD), "A")
    assert lines(bureau) == []


def test_who_handles_a_report_makes_its_forms_without_handling_complaints(bureau):
    bureau.do(handling.assign, "zhoulan", [bureau.ids["R"]], bureau.member.person_id)
    act(bureau, HandlingAct.NOT_FILE, "R", words="经查不属实")
    made = make(bureau, "member", FormAsked(F.RESULT, full=True), "R")
    assert made.full == {bureau.ids["R"]}
    with pytest.raises(RuleBroken, match="投诉受理、调解、办结"):
        make(bureau, "member", FormAsked(F.FORWARD), "A")


def test_a_decision_needs_a_ground_of_the_law(bureau):
    act(bureau, HandlingAct.DECLINE, "A", words="不归我们管")
    with pytest.raises(RuleBroken, match="没有写明法定情形，请选择"):
        make(bureau, "liwei", FormAsked(F.DECLINE), "A")
    with pytest.raises(AskedWrongly, match="没有“end_mediation_1”这一法定情形"):
        make(bureau, "liwei", FormAsked(F.DECLINE, ground="end_mediation_1"), "A")
    made = make(bureau, "liwei", FormAsked(F.DECLINE, ground="decline_1"), "A")
    assert made.complaints == (bureau.ids["A"],)


def test_no_more_forms_are_made_at_once_than_the_pen_is_kept_for(bureau, monkeypatch):
    monkeypatch.setattr(forms, "MOST", 1)
    with pytest.raises(RuleBroken, match="一次最多制作 1 份"):
        make(bureau, "liwei", FormAsked(F.INTAKE), "A", "B")
    assert len(make(bureau, "liwei", FormAsked(F.INTAKE), "A", "R").complaints) == 1
    monkeypatch.setattr(forms, "MOST_CHOSEN", 2)
    assert len(make(bureau, "liwei", FormAsked(F.INTAKE), "A", "R", "A").complaints) == 1
    with pytest.raises(RuleBroken, match="一次最多从 2 件中选"):
        make(bureau, "liwei", FormAsked(F.INTAKE), "A", "R", "W")


def test_the_program_names_nobody_in_full(bureau):
    ids = [bureau.ids["A"]]
    with bureau.db.write() as session:
        made = forms.make_forms(session, PROGRAM, FormAsked(F.INTAKE, full=True), ids)
    assert (made.complaints, made.full) == (tuple(ids), frozenset())
