"""Which incidents complaints join and leave, what is written of it, and what stands in the way."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Role
from commandcenter.services.complaints import hand_entry, joining, withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, merging
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.every import (
    BatchRow,
    ComplaintRow,
    IncidentComplaintRow,
    IncidentRow,
    JournalLineRow,
)
from tests.city import EAST, KEY

WEST = "990103"
Link = IncidentComplaintRow


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def hire(city, login, role, group=None, district=None):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
        people.grant_role(session, PROGRAM, person, role, group, district)
    city.confirm_roles()


def ids(city):
    return dict(
        city.ask(lambda s: s.execute(select(ComplaintRow.number, ComplaintRow.id)).all())
    )  # fmt: skip


def inside(city, incident):
    """The numbers of what is in it now."""
    number_of = {number: name for name, number in ids(city).items()}
    held = city.ask(joining.held_by, incident)
    return sorted(number_of[number] for number in held)


def links(city, incident):
    rows = select(Link).where(Link.incident_id == incident).order_by(Link.id)
    return city.ask(lambda s: s.scalars(rows).all())


def lines(city, kind="incident_complaint"):
    told = select(JournalLineRow).where(JournalLineRow.kind == kind)
    return [
        (line.verb, line.subject, line.incident_id, line.clause, line.actor)
        for line in city.ask(lambda s: s.scalars(told.order_by(JournalLineRow.number)).all())
    ]


def put(city, incident, state):
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = state
        journal.record(session, PROGRAM, "incident", incident, "graded", incident=incident)


def test_one_line_tells_who_let_how_many_join_or_leave_and_a_second_time_none(city, monkeypatch):
    monkeypatch.setattr(joining, "PAGE", 2)  # more than one page of them
    city.take_in(*(city.complaint(f"n{n}", brand="") for n in range(5)))
    incident, all_ = city.register(brand=""), sorted(ids(city).values())
    city.take_in(city.complaint("later", brand=""))
    assert inside(city, incident) == []  # no brand is nobody's brand
    join, leave = incidents.attach_complaints, incidents.detach_complaints
    assert city.do(join, "zhoulan", incident, [*all_[:4], all_[0]]) == 4
    assert city.do(join, "zhoulan", incident, all_) == 1
    assert city.do(join, "liwei", incident, all_) == 0
    assert city.do(leave, "liwei", incident, [*all_[:3], all_[0]], "另案") == 3
    assert city.do(leave, "zhoulan", incident, all_[:3], "再移") == 0
    assert inside(city, incident) == ["n3", "n4"]
    assert lines(city) == [
        ("joined", incident, incident, "4.1(6)", "zhoulan"),
        ("joined", incident, incident, "4.1(6)", "zhoulan"),
        ("left", incident, incident, "4.1(6)", "liwei"),
    ]
    rows = links(city, incident)
    assert [row.complaint_id for row in rows] == all_
    assert {(row.by, row.via_incident) for row in rows} == {("周岚", None)}
    left = [(row.removed_by, row.removed_why) for row in rows]
    assert left == [("李蔚", "另案")] * 3 + [(None, None)] * 2
    assert all(row.removed_at >= row.at for row in rows[:3])


def test_what_came_in_before_joins_by_the_brand_from_the_asked_time_on_and_only_when_whole(city):
    since = city.db.clock() - timedelta(hours=3)
    came = {
        number: city.take_in(city.complaint(number, registered_at=since + timedelta(seconds=later)))
        for number, later in (("before", -1), ("then", 0), ("after", 1))
    }
    city.take_in(city.complaint("other", brand="别家"))
    incident = city.register(brand="")
    with city.db.write() as session:
        found = session.get_one(IncidentRow, incident)
        found.brand = "悦力工场"
        for state in ("open", "closed"):
            session.get_one(BatchRow, came["after"].batch_id).state = state
            session.flush()
            assert joining.join_brand(session, city.liwei, found, since) == 1
    assert inside(city, incident) == ["after", "then"]


def test_arrivals_join_what_is_live_and_of_a_merged_one_what_carries_it_on(city):
    live, ended, merged = (city.register(title=title) for title in ("在办", "结束", "并入"))
    target = city.register(title="承接", brand="乙")
    city.do(merging.merge, "zhoulan", merged, target, "同一经营者")
    put(city, ended, State.ENDED)
    city.take_in(city.complaint("A"))
    assert [inside(city, each) for each in (live, ended, merged, target)] == [
        ["A"], [], ["A"], ["A"],
    ]  # fmt: skip
    assert [row.via_incident for row in links(city, merged)] == [None]
    assert [row.via_incident for row in links(city, target)] == [merged]
    put(city, target, State.ENDED)  # what carries it on is over: nothing joins any more
    city.take_in(city.complaint("B"))
    assert [inside(city, each) for each in (live, merged, target)] == [["A", "B"], ["A"], ["A"]]


def test_what_joins_an_incident_by_its_own_brand_stays_when_a_merge_is_undone(city):
    """Though the merged one, which is the older, is on the same brand."""
    merged, target = city.register(title="先"), city.register(title="后")
    city.do(merging.merge, "zhoulan", merged, target, "同一经营者")
    city.take_in(city.complaint("A"))
    assert [row.via_incident for row in links(city, target)] == [None]
    city.do(merging.unmerge, "zhoulan", merged, "查明无关")
    assert [inside(city, each) for each in (merged, target)] == [["A"], ["A"]]


def test_an_import_leaves_the_incidents_of_which_its_bringer_may_take_something_out(city):
    hire(city, "west", Role.COUNTY, None, WEST)
    first, second = city.register(title="甲事件"), city.register(title="乙事件")
    new = [city.complaint(number, district=WEST) for number in "AB"]
    wrong = city.take_in(*new, login="west").batch_id
    city.do(incidents.detach_complaints, "liwei", second, [ids(city)["A"]], "另案")
    with pytest.raises(RuleBroken, match="甲事件 2 件；乙事件 1 件。请先移出"):
        withdrawal.withdraw(city.db, city.west, wrong, "导错了")
    with pytest.raises(RuleBroken, match=r"登记事件.*限于本县区"):  # both are of the east
        withdrawal.withdraw(city.db, city.west, wrong, "导错了", take_out=True)
    put(city, second, State.ARCHIVED)
    with pytest.raises(RuleBroken, match="已是“归档”，不能再改"):
        withdrawal.withdraw(city.db, city.liwei, wrong, "导错了", take_out=True)
    assert (inside(city, first), inside(city, second)) == (["A", "B"], ["B"])
    put(city, second, State.AFTERMATH)
    done = withdrawal.withdraw(city.db, city.liwei, wrong, "导错了", take_out=True)
    assert (done.complaints, done.taken_out, ids(city)) == (2, 3, {})
    told = [line for line in lines(city, "batch") if line[1] == wrong]
    assert [(verb, clause, actor) for verb, _, _, clause, actor in told] == [
        ("opened", "", "west"), ("closed", "", "west"),
        ("withdrawn", "4.1(6)", "liwei"), ("undone", "", "liwei"),
    ]  # fmt: skip


def test_a_complaint_by_hand_leaves_its_incident_in_words_of_its_own(city):
    incident = city.register()
    entered = city.do(hand_entry.enter_by_hand, "liwei", city.complaint("A"), KEY)
    with city.db.write() as session:
        batch = withdrawal.batch_entered(session, entered)
        withdrawal.begin(session, city.liwei, batch, "重复登记", take_out=True)
    assert [row.removed_why for row in links(city, incident)] == ["撤销登记：重复登记"]
    row = city.ask(lambda s: s.get_one(BatchRow, batch))
    assert (row.state, row.withdrawn_by, row.withdrawn_why) == ("open", "李蔚", "重复登记")
    assert row.withdrawn_at >= row.closed_at
    with pytest.raises(RuleBroken, match="还没有完成，或者已经撤销"):
        withdrawal.withdraw(city.db, city.liwei, batch, "再撤")
    with pytest.raises(RuleBroken, match="没有编号为 99 的导入"):
        withdrawal.withdraw(city.db, city.liwei, 99, "再撤")


def test_a_county_takes_out_imports_of_its_own_county_alone(city):
    """Whoever brought them in, and while all in them is still of its own."""
    hire(city, "east", Role.COUNTY, None, EAST)
    own, moved = (
        city.take_in(city.complaint(number), login="east").batch_id for number in ("E1", "E2")
    )
    others = city.take_in(city.complaint("E3")).batch_id
    mixed = city.take_in(city.complaint("E4"), city.complaint("W4", district=WEST)).batch_id
    with city.db.write() as session:
        row = session.get_one(ComplaintRow, ids(city)["E2"])
        row.district = WEST  # as the other county's file corrected it meanwhile
        journal.record(session, PROGRAM, "complaint", row.id, "corrected")
    for batch in (moved, mixed):
        with pytest.raises(RuleBroken, match="限于本县区"):
            withdrawal.withdraw(city.db, city.east, batch, "导错了")
    for batch in (own, others):
        assert withdrawal.withdraw(city.db, city.east, batch, "导错了").complaints == 1
    assert set(ids(city)) == {"E2", "E4", "W4"}
