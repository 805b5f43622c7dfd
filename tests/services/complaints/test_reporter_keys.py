"""A report (举报) is not told as its reporter's complaints are, however it became one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind, Source
from commandcenter.domain.org import Group, Role
from commandcenter.services.complaints import correcting, corrections, intake, subjects, withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.complaints.people import numbered_here
from commandcenter.store.tables.every import ComplainantRow, ComplaintLinkRow, ComplaintRow
from tests.city import KEY

WHO, OTHER = Complainant("甲某", "10000000001"), Complainant("甲某", "10000000009")
FACTS = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {})


@pytest.fixture
def one(city):
    """A platform's complaint P, linked with H, the hotline's of the same person; X is of OTHER."""
    with city.db.write() as session:
        new = people.NewPerson("gaoyuan", "高远")
        person = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, person, Role.MEMBER, Group.LOGISTICS)
    at = city.db.clock() - timedelta(hours=3)
    both = [
        city.complaint("P", source=Source.PLATFORM, registered_at=at, complainant=WHO),
        city.complaint("H", source=Source.HOTLINE, registered_at=at, complainant=WHO),
        city.complaint("X", registered_at=at, complainant=OTHER),
    ]
    city.take_in(*both)
    city.first = both[0]
    assert links(city) == 1
    return city


def links(city):
    return len(city.ask(lambda s: s.scalars(select(ComplaintLinkRow.id)).all()))


def key(city, number):
    wanted = select(ComplaintRow.person_key).where(ComplaintRow.number == number)
    return city.ask(lambda s: s.scalars(wanted).one())


def apart(city):
    """P is not told as the complaints of either person are."""
    return key(city, "P") not in {"", key(city, "H"), key(city, "X")} and links(city) == 0


def test_it_is_told_apart_from_them_by_whom_it_was_made_one(one):
    """Who may not correct what others took in may still make a report of it."""
    before = key(one, "P")
    assert before == key(one, "H")
    taken = one.take_in(replace(one.first, kind=ComplaintKind.REPORT, title="改"), login="gaoyuan")
    assert (taken.corrected, taken.others) == (1, ("P",))
    assert apart(one)
    withdrawal.withdraw(one.db, one.gaoyuan, taken.batch_id, "选错了列")
    assert apart(one)  # it once was one


def test_it_is_told_apart_where_the_reporter_is_corrected_too_and_put_back(one):
    report = replace(one.first, kind=ComplaintKind.REPORT)
    first = one.take_in(report)
    reporter = key(one, "P")
    assert apart(one)
    second = one.take_in(replace(report, complainant=OTHER))
    assert apart(one)
    assert key(one, "P") != reporter
    for taken in (second, first):
        withdrawal.withdraw(one.db, one.liwei, taken.batch_id, "导错了")
        assert apart(one)
        assert key(one, "P") == reporter or not one.ask(numbered_here)


def test_another_person_of_a_file_that_goes_leaves_the_report_of_a_later_one_hidden(one):
    first = one.take_in(replace(one.first, complainant=OTHER))
    assert key(one, "P") == key(one, "X")
    one.take_in(replace(one.first, complainant=OTHER, kind=ComplaintKind.REPORT))
    assert apart(one)
    of_other = key(one, "P")
    withdrawal.withdraw(one.db, one.liwei, first.batch_id, "导错了")
    wanted = select(ComplainantRow.phone).join(
        ComplaintRow, ComplaintRow.id == ComplainantRow.complaint_id
    )
    phone = one.ask(lambda s: s.scalars(wanted.where(ComplaintRow.number == "P")).one())
    assert phone == WHO.phone
    assert (apart(one), key(one, "P") != of_other) == (True, True)


def test_a_report_of_while_a_file_was_read_gets_no_complainants_key_by_it(one):
    told = replace(one.first, complainant=OTHER)
    with one.db.write() as session:
        known = subjects.known_subjects(session)
        batch = intake.open_batch(session, one.liwei, FACTS)
        pairs = [(told, key(one, "X"))]
        left = correcting.LeftAlone()
        changes = corrections.differing(session, one.liwei, batch, pairs, {}, known, left)
    intake.take_in(one.db, one.liwei, FACTS, [replace(one.first, kind=ComplaintKind.REPORT)], KEY)
    with one.db.write() as session:
        corrections.carry_out(session, one.liwei, batch, changes, known)
    assert apart(one)


def test_the_mark_of_an_erasure_stays_one_where_it_becomes_a_report(one):
    with one.db.write() as session:
        wanted = select(ComplaintRow).where(ComplaintRow.number == "P")
        session.scalars(wanted).one().person_key = "c" * 32
        journal.record(session, one.liwei, "complaint", 1, "corrected")
    one.take_in(replace(one.first, kind=ComplaintKind.REPORT))
    assert key(one, "P") == "c" * 32
