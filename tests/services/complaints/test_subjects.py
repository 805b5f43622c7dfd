"""Traders as complaints name them: which are looked up for an import, and which go with it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.services.complaints import intake, subjects
from commandcenter.store.complaints.people import keyed
from commandcenter.store.tables.every import SubjectRow
from tests.city import KEY

FIRST, SECOND = "99990100MA0000001X", "99990100MA0000002X"


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def named(city, *traders, start=0):
    return [
        city.complaint(f"{name}{start + n}", subject_name=name, subject_code=code)
        for n, (name, code) in enumerate(traders)
    ]


def under_way(city, *complaints):
    """An import that stored these and was left."""
    with city.db.write() as session:
        facts = intake.FileFacts("x.csv", "", "", len(complaints), 0, 0)
        batch = intake.open_batch(session, city.liwei, facts)
        known, chunk = subjects.known_subjects(session), keyed(columns_of(complaints), KEY)
        intake.store_chunk(session, city.liwei, batch, chunk, known)
    return batch


def register(city):
    return city.ask(lambda s: s.scalars(select(SubjectRow.name).order_by(SubjectRow.id)).all())


def test_the_oldest_of_a_name_is_found_by_it_and_a_code_goes_before_the_name():
    known = subjects.Known()
    for number, code, name in (
        (1, FIRST, "甲"), (2, SECOND, "甲"), (3, "", "乙"), (4, "", "乙"), (5, "", "甲"),
    ):  # fmt: skip
        known.learn(number, code, name)
    for number, code, name in (
        (1, "", "甲"), (1, FIRST, "乙"), (2, SECOND, "甲"), (3, "", "乙"), (3, "new", "乙"),
        (5, "new", "甲"), (None, "new", "丙"), (None, "", "丙"),
    ):  # fmt: skip
        assert known.find(code, name) == number, (code, name)
    assert known.next_id == 6
    known.learn(2, SECOND, "甲")
    assert known.next_id == 6  # told again, no number is given twice


def test_only_what_may_be_meant_is_read(city):
    """Of a register of a million traders for one complaint, and of what others entered since."""
    city.take_in(*named(city, ("甲", FIRST), ("乙", ""), ("丙", ""), ("丁", SECOND)))
    for name, code, found in (
        ("新", "", {}), ("乙", "", {"乙": 2}), ("别名", FIRST, {"甲": 1}), ("", "", {}),
        ("丙", FIRST, {"甲": 1, "丙": 3}),
    ):  # fmt: skip
        [complaint] = named(city, (name, code))
        known = city.ask(subjects.known_like, complaint)
        assert (known.by_name, known.next_id) == (found, 5), name
    known = city.ask(subjects.known_subjects)
    assert (len(known.by_name), known.by_code) == (4, {FIRST: 1, SECOND: 4})
    city.take_in(*named(city, ("戊", ""), start=9))
    known.by_name.clear()
    city.ask(subjects.catch_up, known)
    assert (known.by_name, known.codeless["戊"], known.next_id) == ({"戊": 5}, 5, 6)


def test_a_trader_keeps_what_the_first_complaint_says_of_it(city):
    told = city.complaint(
        "A", subject_name="甲", subject_address="文昌路 12 号", brand="悦力", lat=30.5, lon=120.5,
        precision="exact", goods="年卡",
    )  # fmt: skip
    city.take_in(told, city.complaint("B", subject_name="甲", subject_address="别处", brand="别"))
    row = city.ask(lambda s: s.scalars(select(SubjectRow)).one())
    assert (row.name, row.credit_code, row.brand) == ("甲", None, "悦力")
    assert (row.address, row.district) == ("文昌路 12 号", told.district)
    assert (row.lat, row.lon, row.precision) == (30.5, 120.5, "exact")


def test_traders_of_an_undone_import_go_unless_somebody_else_may_have_named_them(city):
    first = under_way(city, *named(city, ("甲", ""), ("乙", FIRST)))
    second = under_way(city, *named(city, ("乙", FIRST), ("丙", ""), start=5))
    intake.undo(city.db, city.liwei, first)
    assert register(city) == ["甲", "乙", "丙"]  # the other one is not whole
    intake.undo(city.db, city.liwei, second)
    assert register(city) == ["甲", "乙"]  # its own go, the last as the first
    third = under_way(city, *named(city, ("丁", ""), ("戊", ""), ("己", ""), start=9))
    city.take_in(*named(city, ("戊", ""), start=20))
    later = city.db.clock() + timedelta(seconds=1)
    assert intake.undo_abandoned(city.db, city.liwei, later) == 1
    assert register(city) == ["甲", "乙", "戊"]
    city.take_in(*named(city, ("甲", ""), ("庚", ""), start=30))
    assert register(city) == ["甲", "乙", "戊", "庚"]
    assert third > second
