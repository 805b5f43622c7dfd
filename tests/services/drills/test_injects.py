"""What an inject does when it comes: complaints of a script, the word of a county."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.complaint import Complainant, NewComplaint
from commandcenter.domain.drills.complaint_table import complaint_table
from commandcenter.domain.drills.drill import InjectKind
from commandcenter.domain.drills.script import Inject
from commandcenter.domain.org import Role
from commandcenter.offices import drill_stores
from commandcenter.services.drills import conduct, injects
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves
from commandcenter.services.seat import people
from commandcenter.store.clock import HandClock
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.drills.drill_course import DrillInjectRow
from tests.city import EAST, City
from tests.services.drills.conftest import BEGINS, CONDUCTOR

MINUTE = timedelta(minutes=1)
WEST = "990103"


@pytest.fixture
def url(sqlite_url):
    """What a county says in its own name is said in a file alone."""
    return sqlite_url


@pytest.fixture
def by_hand(city, found):
    """Whose clock is moved by hand, with the bureaus of two counties."""
    for login, name, district in (("shen", "沈丽琴", EAST), ("wei", "卫国", WEST)):
        with city.db.write() as session:
            person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
            people.grant_role(session, PROGRAM, person, Role.COUNTY, district=district)
    drill = found(injects=())
    drill.db.clock.real = HandClock(drill.db.clock.real())
    drill.start(1)
    return drill


def comes(drill, kind, payload):
    """It is put in for now and comes at once; return its id."""
    new = Inject(drill.db.clock(), kind, "注入", payload=payload)
    number = drill.do(conduct.add_inject, CONDUCTOR, new)
    assert drill.ask(injects.due) == [number]
    assert drill_stores.go_on(drill.db, drill.actor(CONDUCTOR)) == 1
    assert drill.ask(lambda s: s.get_one(DrillInjectRow, number)).carried_out_at is not None
    return number


def test_a_county_speaks_in_its_own_name_where_it_may_and_never_holds_the_drill_up(by_hand):
    def log():
        row = LogEntryRow
        found = select(row.incident_id, row.by, row.office, row.text).order_by(row.id)
        return [tuple(each) for each in by_hand.ask(lambda s: s.execute(found).all())][len(start) :]

    def told(**payload):
        comes(by_hand, InjectKind.COUNTY, payload)

    start: list[tuple] = []
    told(by="shen", log="尚无事件")
    assert log() == []
    town = City(by_hand.db)
    first = town.register("liwei", brand="", districts=(EAST,))
    second = town.register("liwei", brand="", districts=(EAST,), verified=False)
    start = log()
    told(by="shen", log="门店已关闭")
    told(by="shen", log="")
    told(log="没有署名")
    told(by="nobody", log="没有此人")
    told(by="wei", log="与本县无关")
    told(by="shen", log="长" * 501)
    comes(by_hand, InjectKind.MESSAGE, {"by": "shen", "log": "只是通知"})
    assert log() == [(second, "沈丽琴", "城东区局", "门店已关闭")]
    town.do(incident_moves.dismiss, "chenyu", second, "误报")
    start += log()
    told(by="shen", log="第一起还在")
    assert log() == [(first, "沈丽琴", "城东区局", "第一起还在")]


def test_complaints_of_a_table_come_as_they_stand_there(city, by_hand):
    at = by_hand.db.clock()
    lot: list[NewComplaint] = [
        city.complaint(f"t{n}", complainant=Complainant(name=name, phone=f"1000000000{n}"))
        for n, name in enumerate(("王某", "李某"))
    ]
    payload = {
        "file": "脚本.csv",
        "complaints": [complaint_table(each) for each in lot],
        "exported_to": {"12315": at.isoformat()},
    }
    comes(by_hand, InjectKind.COMPLAINTS, payload)
    rows = by_hand.ask(lambda s: s.scalars(select(ComplaintRow).order_by(ComplaintRow.id)).all())
    assert [row.number for row in rows] == ["t0", "t1"]
    [batch] = by_hand.ask(lambda s: s.scalars(select(BatchRow)).all())
    assert (batch.file_name, batch.opened_by) == ("脚本.csv", "周岚")


def test_what_came_or_was_skipped_comes_no_more(by_hand):
    def number(title):
        new = Inject(by_hand.db.clock(), InjectKind.MESSAGE, title)
        return by_hand.do(conduct.add_inject, CONDUCTOR, new)

    def stands(inject):
        row = by_hand.ask(lambda s: s.get_one(DrillInjectRow, inject))
        return row.carried_out_at, row.skipped_at, row.version

    came, skipped = number("来了"), number("跳过的")
    injects.carry_out(by_hand.db, by_hand.actor(CONDUCTOR), came)
    by_hand.do(conduct.skip, CONDUCTOR, skipped)
    before = stands(came), stands(skipped)
    by_hand.db.clock.real.at += MINUTE
    for each in (came, skipped):
        assert injects.carry_out(by_hand.db, by_hand.actor(CONDUCTOR), each) == ()
    assert (stands(came), stands(skipped)) == before
    assert by_hand.ask(injects.due) == []


def test_nothing_is_due_before_the_start_and_after_the_end(found):
    drill = found()
    early = Inject(BEGINS - MINUTE, InjectKind.MESSAGE, "早于开始")
    number = drill.do(conduct.add_inject, CONDUCTOR, early)
    assert drill.ask(injects.due) == []
    drill.start()
    assert drill.ask(injects.due) == [number]
    drill.do(conduct.pause, CONDUCTOR)
    assert drill.ask(injects.due) == [number]
    drill.do(conduct.end, CONDUCTOR)
    assert drill.ask(injects.due) == []
    assert drill.ask(lambda s: s.scalar(select(func.count(ComplaintRow.id)))) == 0
