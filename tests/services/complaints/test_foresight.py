"""What a file would change is said before it is taken in, and nothing is changed by saying so."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.columns import by_column
from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    Precision,
    Source,
)
from commandcenter.domain.org import Role
from commandcenter.services.complaints import foresight, intake
from commandcenter.services.complaints.foresight import foresee
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.tables.every import BatchRow, ComplaintRow, JournalLineRow
from tests.city import EAST


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 3)


def facts(city, given=None):
    at = city.db.clock()
    to = {Source.PLATFORM: at, Source.HOTLINE: at}
    return intake.FileFacts("新.csv", "1" * 64, "", 0, 0, 0, to, given)


def state(city):
    with city.db.read() as session:
        return [
            session.scalar(select(func.count()).select_from(row))
            for row in (ComplaintRow, BatchRow, JournalLineRow)
        ]


def test_new_corrected_and_doubled_are_told_apart_and_nothing_is_written(city):
    old = [city.complaint(f"n{n}") for n in range(5)]
    city.take_in(*old)
    before = state(city)
    file = [
        replace(old[0], title="改过的标题", amount_cents=99_00),
        *old[1:3],
        city.complaint("m1"),
        city.complaint("m2"),
    ]
    seen = foresee(city.db, city.liwei, facts(city), by_column(file, 3))
    assert (seen.new, seen.corrected, seen.same) == (2, 1, 2)
    first, *others = seen.beside
    assert first.number == "n0"
    assert ("标题", old[0].title, "改过的标题") in first.changes
    assert [each.changes for each in others] == [(), ()]
    assert state(city) == before
    taken = city.take_in(*file)
    assert (taken.accepted, taken.corrected, taken.duplicates) == (2, 1, 3)


def test_of_more_than_are_shown_the_corrections_are(city, monkeypatch):
    monkeypatch.setattr(foresight, "SHOWN", 2)
    old = [city.complaint(f"n{n}") for n in range(6)]
    city.take_in(*old)
    file = [*old[:2], *(replace(each, title="改过的标题") for each in old[2:4]), *old[4:]]
    seen = foresee(city.db, city.liwei, facts(city), by_column(file, 6))
    assert [each.number for each in seen.beside] == ["n2", "n3"]
    assert (seen.corrected, seen.same) == (2, 4)


def row_of(city, number):
    with city.db.read() as session:
        return session.scalars(select(ComplaintRow).where(ComplaintRow.number == number)).one()


def take_in(city, complaint, given):
    return intake.take_in(city.db, city.liwei, facts(city, given), [complaint], bytes(range(32)))


def test_a_column_that_a_file_has_not_takes_nothing_from_what_another_said(city):
    known = city.complaint(
        "n1", kind=ComplaintKind.HELP, channel=Channel.APP, precision=Precision.TOWN,
        town="人民路街道", lat=30.0, lon=120.0, status="已办结", office="城东分局",
    )  # fmt: skip
    city.take_in(known)
    # One kind for all by default, no channel, no address, no results.
    less = replace(
        known, kind=ComplaintKind.COMPLAINT, channel=Channel.PHONE, precision=Precision.COUNTY,
        town="", lat=30.5, lon=120.5, status="", office="", title="改过的标题",
    )  # fmt: skip
    taken = take_in(city, less, frozenset({"number", "registered_at", "title", "region"}))
    assert taken.corrected == 1
    row = row_of(city, "n1")
    assert row.title == "改过的标题"
    assert (row.kind, row.channel) == (ComplaintKind.HELP, Channel.APP)
    assert (row.town, row.precision, row.lat) == ("人民路街道", Precision.TOWN, 30.0)
    assert (row.status, row.office) == ("已办结", "城东分局")


def test_a_later_file_tells_how_it_ended(city):
    known = city.complaint("n1", status="办理中")
    city.take_in(known)
    at = city.db.clock().replace(microsecond=0)
    ended = replace(known, status="已办结", finished_at=at, recovered_cents=500_00)
    assert city.take_in(ended).corrected == 1
    row = row_of(city, "n1")
    assert (row.status, row.finished_at, row.recovered_cents) == ("已办结", at, 500_00)


def test_what_is_refused_and_what_is_told_of_trader_and_person_is_said_before(city, monkeypatch):
    """A county brings its own county's alone; of a person nothing is shown but that it differs."""
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    old = [city.complaint("n1"), city.complaint("n2"), city.complaint("w1", district="990103")]
    city.take_in(*old)
    file = [
        city.complaint("m1", district="990103"),
        city.complaint("m2", district=None),
        replace(old[2], district=EAST),
        old[0],
        replace(old[1], subject_name="香麦坊", complainant=Complainant("李某", "10000000009")),
        city.complaint("m3"),
    ]
    seen = foresee(city.db, city.east, facts(city), by_column(file, 9))
    assert (seen.new, seen.corrected, seen.same, seen.turned_away) == (1, 1, 1, 3)
    assert sorted(seen.refused.values()) == [1, 1, 1]
    assert [line.number for line in seen.beside] == ["n2", "n1"]
    told = {what: (was, now) for what, was, now in seen.beside[0].changes}
    assert told["被投诉主体"] == ("悦力工场健身（城东店）", "香麦坊")
    assert told["投诉人信息"] == ("", "")
    monkeypatch.setattr(foresight, "SHOWN", 1)
    for size in (9, 1):  # of one part of the file, and part by part
        few = foresee(city.db, city.east, facts(city), by_column(file, size))
        assert (len(few.beside), few.same, few.corrected) == (1, 1, 1)
    asked = iter([False, True])
    done = []
    with pytest.raises(intake.Cancelled):
        foresee(
            city.db, city.east, facts(city), by_column(file, 2), on_progress=done.append,
            should_stop=lambda: next(asked),
        )  # fmt: skip
    assert done == [2]
