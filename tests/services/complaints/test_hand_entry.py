"""A complaint that a person types in: an import of its own, kept as a row of a file would be."""

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.complaints import hand_entry
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.tables.every import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    JournalLineRow,
    SubjectRow,
)
from tests.city import EAST, KEY

WEST = "990103"
CODE = "99990100MA0000001X"


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def enter(city, number, login="liwei", key=KEY, **fields):
    return city.do(hand_entry.enter_by_hand, login, city.complaint(number, **fields), key)


def row(city, number):
    return city.ask(lambda s: s.get_one(ComplaintRow, number))


def test_who_is_told_of_by_hand_is_known_as_from_a_file(city):
    """However the number was typed; what was pasted is kept without what no database holds."""
    own = load_key(city.db)  # where the caller brings no key it is the bureau's
    keys = []
    for n, key in enumerate([None, b"", own, KEY]):
        number = enter(city, f"K{n}", key=key, complainant=Complainant("李某", "10099999999"))
        keys.append(row(city, number).person_key)
    assert keys[0] == keys[1] == keys[2] != keys[3]
    first = enter(city, "H1", complainant=Complainant("王某", "１００－１２３４ ５６７８"))
    second = enter(
        city, "H2", title="题\0目", complainant=Complainant("王\0某", "10012345678", "", "９９Ｘ")
    )
    assert row(city, first).person_key == row(city, second).person_key
    assert row(city, second).title == "题目"
    known = [city.ask(lambda s, n=n: s.get_one(ComplainantRow, n)) for n in (first, second)]
    assert [(who.name, who.phone, who.id_number) for who in known] == [
        ("王某", "100-1234 5678", ""), ("王某", "10012345678", "99X"),
    ]  # fmt: skip
    city.take_in(city.complaint("F1", complainant=Complainant("王某", "10012345678")))
    told = select(ComplaintRow.person_key).where(ComplaintRow.number.in_(["H1", "H2", "F1"]))
    assert len(city.ask(lambda s: s.scalars(told.distinct()).all())) == 1


def test_its_import_names_no_file_and_what_it_is_of(city):
    number = enter(city, "H1", source=Source.HOTLINE, subject_name="甲店", subject_code=CODE)
    batch = city.ask(lambda s: s.get_one(BatchRow, row(city, number).batch_id))
    assert (batch.file_name, batch.sha256, batch.mapping) == ("", "", "")
    assert (batch.source, batch.rows, batch.accepted) == ("12345", 1, 1)
    assert batch.hotline_to is not None
    assert batch.platform_to is None
    lines = city.ask(
        lambda s: s.execute(
            select(JournalLineRow.verb, JournalLineRow.subject, JournalLineRow.actor)
            .where(JournalLineRow.kind == "batch")
            .order_by(JournalLineRow.number)
        ).all()
    )
    assert [tuple(line) for line in lines] == [
        ("opened", batch.id, "liwei"), ("closed", batch.id, "liwei")
    ]  # fmt: skip


def test_its_trader_is_one_that_is_known_by_code_or_name(city):
    """Only those that it may mean are looked up, and a new one gets a number of its own."""
    told = [
        ("甲店", CODE), ("甲店新名", CODE), ("甲店", ""), ("甲店", CODE[:-1] + "Y"), ("乙店", ""),
        ("乙店", CODE[:-1] + "Z"), ("乙店", ""), ("", CODE), ("丙店", ""),
    ]  # fmt: skip
    found = []
    for n, (name, code) in enumerate(told):
        number = enter(city, f"T{n}", subject_name=name, subject_code=code)
        found.append(row(city, number).subject_id)
    first, second, third, fourth = found[0], found[3], found[4], found[8]
    assert len({first, second, third, fourth}) == 4
    assert found == [first, first, first, second, third, third, third, None, fourth]
    rows = city.ask(lambda s: s.execute(select(SubjectRow.name, SubjectRow.credit_code)).all())
    assert sorted(tuple(each) for each in rows) == [
        ("丙店", None), ("乙店", None), ("甲店", CODE), ("甲店", CODE[:-1] + "Y"),
    ]  # fmt: skip


def test_a_county_enters_its_own_and_a_telephone_is_told_no_more_than_that_it_is_taken(city):
    for login, role, district in (
        ("east", Role.COUNTY, EAST), ("tel", Role.CLERK_HOTLINE, None)
    ):  # fmt: skip
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
            people.grant_role(session, PROGRAM, person, role, None, district)
    assert row(city, enter(city, "E1", "east")).district == EAST
    with pytest.raises(RuleBroken, match="限于本县区"):
        enter(city, "W1", "east", district=WEST)
    with pytest.raises(RuleBroken, match="区域没有写明或无法识别"):
        enter(city, "E2", "east", district=None)
    assert enter(city, "T1", "tel", district=None)
    assert city.ask(lambda s: len(s.scalars(select(ComplaintRow)).all())) == 2
