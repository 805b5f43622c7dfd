"""What leaves as a file: who may take which, and the line that says it left."""

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.export_kinds import Door
from commandcenter.domain.org import Role
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import exports
from commandcenter.store.database import open_database
from commandcenter.store.tables.journal import JournalLineRow
from tests.aftermath import add_person
from tests.city import EAST, City

WEST = "990103"
RECORD = {"chenyu", "luomin", "tanjing"}  # who reads the whole record
PICTURE = {"chenyu", "luomin", "liwei", "zhoulan", "wuyue", "shen", "xia"}


@pytest.fixture
def bureau(sqlite_url):
    db = open_database(sqlite_url)
    city = City(db)
    add_person(city, "tanjing", "谭静", Role.AUDITOR)
    add_person(city, "shen", "沈立群", Role.COUNTY, district=EAST)
    add_person(city, "xia", "夏禾", Role.COUNTY, district=WEST)
    yield city
    db.close()


def takes(city, what, incident=None):
    """Who of all may."""
    found = set()
    for login in (*PICTURE, "tanjing", "admin"):
        try:
            city.ask(exports.require_export, getattr(city, login), what, incident)
        except RuleBroken:
            continue
        found.add(login)
    return found


def test_each_door_is_open_to_who_sees_what_goes_through_it(bureau):
    incident = bureau.register()
    picture = takes(bureau, Door.MAP)
    assert picture >= PICTURE
    assert "admin" not in picture
    assert takes(bureau, Door.CAP) == picture
    for door in (Door.MAP, Door.CAP):
        assert takes(bureau, door, incident) == picture - {"xia"}  # of another county
    for about in (None, incident):
        assert takes(bureau, Door.CHANGES, about) & RECORD == RECORD
        assert not takes(bureau, Door.CHANGES, about) & {"liwei", "wuyue", "shen", "admin"}
    everybody = {*PICTURE, "tanjing", "admin"}
    assert takes(bureau, "incidents") == everybody  # judged where the table is read
    with pytest.raises(RuleBroken, match="没有编号为 99 的事件"):
        bureau.ask(exports.require_export, bureau.chenyu, "steps", 99)
    for door in Door:
        bureau.ask(exports.require_export, PROGRAM, door)


def test_what_left_is_in_the_journal_with_its_rows_and_what_was_refused_is_not(bureau):
    incident = bureau.register()
    bureau.do(exports.note_export, "liwei", Door.MAP, 17, incident)
    with pytest.raises(RuleBroken):
        bureau.do(exports.note_export, "admin", Door.MAP, 18, incident)
    lines = select(JournalLineRow).where(JournalLineRow.kind == "export")
    [line] = bureau.ask(lambda session: session.scalars(lines).all())
    assert (line.actor, line.verb, line.subject) == ("liwei", "map exported", 17)
    assert line.incident_id == incident
