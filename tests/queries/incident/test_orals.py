"""电话请示记录 as shown: what is unsigned, who may decide what, and why not."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.queries.incident.assess import level_history
from commandcenter.queries.incident.orals import (
    oral_board,
    oral_choices,
    pending_oral,
    unsigned_oral,
)
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.desk import desk_head
from commandcenter.services import book
from commandcenter.services.command import delegation
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, oral
from commandcenter.services.seat import people
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.incident.incident import LevelDecisionRow
from tests.city import EAST


def call(city, matter=Matter.OTHER, order=None, **fields):
    values = {
        "asked": "是否延时",
        "words": "同意",
        "called_at": city.db.clock(),
        "decider_id": city.chenyu.person_id,
        "witness": "高源",
    }
    return oral.Call(matter=matter, order=order, **(values | fields))


def board(city, incident, login="chenyu", later=timedelta()):
    return city.ask(oral_board, getattr(city, login), incident, city.db.clock() + later)


def test_the_unsigned_come_first_and_only_the_decider_may_sign(city):
    incident = city.register()
    first = city.do(oral.register, "liwei", incident, call(city))
    second = city.do(oral.register, "liwei", incident, call(city, asked="是否增派"))
    city.do(oral.sign, "chenyu", first, "陈屿")
    found = board(city, incident)
    assert [line.id for line in found.lines] == [second, first]
    assert (found.pending, found.overdue) == (1, 0)
    assert found.lines[0].offers == (Offer("sign_oral"), Offer("dispute_oral"))
    assert found.lines[1].offers == ()  # it is signed
    assert found.offers == ()  # the commander does not record their own calls
    other = board(city, incident, "liwei")
    assert other.offers == (Offer("record_call"),)
    assert [line.offers for line in other.lines] == [(), ()]


def test_what_is_not_signed_in_time_is_overdue(city):
    incident = city.register()
    city.do(oral.register, "liwei", incident, call(city))
    late = board(city, incident, later=timedelta(hours=25))
    assert (late.overdue, late.lines[0].overdue) == (1, True)
    pending = city.ask(pending_oral, incident, city.db.clock() + timedelta(hours=25))
    assert (pending.count, pending.overdue) == (1, True)
    head = city.ask(desk_head, city.chenyu, incident, city.db.clock())
    assert head.oral.count == 1


def test_the_wall_is_told_what_the_response_stands_on_before_other_calls(city):
    incident = city.register()
    assert city.ask(unsigned_oral, incident) is None
    other = city.do(oral.register, "liwei", incident, call(city))
    assert city.ask(unsigned_oral, incident).matter is Matter.OTHER
    with city.db.write() as session:
        row = session.get_one(OralDecisionRow, other)
        fields = {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key != "id"}
        later = fields | {"matter": Matter.ACTIVATE, "due_at": row.due_at + timedelta(hours=1)}
        session.add(OralDecisionRow(**later))
        book.record(session, PROGRAM, "oral_decision", other, "x", incident=incident)
    found = city.ask(unsigned_oral, incident)
    assert (found.matter, found.of_response) == (Matter.ACTIVATE, True)


def test_a_late_signature_is_told_as_late(city):
    incident = city.register()
    record = city.do(oral.register, "liwei", incident, call(city))
    with city.db.write() as session:
        row = session.get_one(OralDecisionRow, record)
        row.due_at = row.called_at - timedelta(seconds=1)
        book.record(session, PROGRAM, "oral_decision", record, "x", incident=incident)
    city.do(oral.sign, "chenyu", record, "陈屿")
    line = board(city, incident).lines[0]
    assert (line.signed_late, line.pending) == (True, False)


def test_a_disputed_record_waits_no_more(city):
    incident = city.register()
    record = city.do(oral.register, "liwei", incident, call(city))
    city.do(oral.dispute, "chenyu", record, "我说的是再议")
    line = board(city, incident).lines[0]
    assert (line.disputed_why, line.pending) == ("我说的是再议", False)
    assert city.ask(pending_oral, incident, city.db.clock()) is None
    assert city.ask(unsigned_oral, incident) is None


def test_the_form_offers_who_could_decide_and_says_what_he_may_not(city):
    incident = city.register()
    choices = city.ask(oral_choices, city.liwei, incident, city.db.clock())
    assert [person.name for person in choices.deciders] == ["陈屿", "罗敏"]
    commander, deputy = choices.deciders
    assert (Matter.GRADE, Level.III) not in commander.refusals
    assert "省级层面" in str(commander.refusals[Matter.GRADE, Level.II])
    assert "委托" in str(deputy.refusals[Matter.GRADE, Level.III])
    assert (Matter.OTHER, None) not in deputy.refusals
    assert "尚未定级" in str(choices.closed[Matter.ACTIVATE])
    assert "不在响应中" in str(choices.closed[Matter.RAISE])
    assert Matter.GRADE not in choices.closed


def test_a_deputy_whom_the_commander_stood_in_may_decide_by_telephone(city):
    incident = city.register()
    start = city.db.clock()
    city.do(
        delegation.delegate,
        "chenyu",
        city.luomin.person_id,
        start,
        start + timedelta(days=1),
        "出差",
    )
    choices = city.ask(oral_choices, city.liwei, incident, city.db.clock())
    deputy = next(person for person in choices.deciders if person.name == "罗敏")
    assert (Matter.GRADE, Level.III) not in deputy.refusals


def test_who_records_is_not_among_the_deciders(city):
    incident = city.register()
    with city.db.write() as session:
        new = people.NewPerson("shen", "沈立群")
        person = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=EAST)
    own = city.ask(oral_choices, city.shen, incident, city.db.clock())
    assert "沈立群" not in [each.name for each in own.deciders]
    other = city.ask(oral_choices, city.liwei, incident, city.db.clock())
    shen = next(each for each in other.deciders if each.name == "沈立群")
    assert (Matter.GRADE, Level.IV) not in shen.refusals
    assert (Matter.GRADE, Level.III) in shen.refusals


def test_a_grade_by_telephone_keeps_the_facts_and_shows_as_unsigned(city):
    city.take_in(*(city.complaint(f"T{n}") for n in range(3)))
    incident = city.register()
    choices = city.ask(oral_choices, city.liwei, incident, city.db.clock())
    order = oral.GradeOrder(Level.III, "央媒点名", facts=choices.record)
    city.do(oral.register, "liwei", incident, call(city, Matter.GRADE, order))
    [step] = city.ask(level_history, incident, city.db.clock()).steps
    assert (step.by, step.oral, step.unsigned) == ("陈屿", True, True)
    assert next(f for f in step.facts if f.code == "complainants").value == 3
    with city.db.read() as session:
        assert (
            session.query(LevelDecisionRow).one().facts["suggested"] == choices.record["suggested"]
        )


@pytest.mark.parametrize("login", ["wuyue", "chenyu"])
def test_who_may_not_record_is_told_who_does(city, login):
    incident = city.register()
    assert board(city, incident, login).offers == ()
    with pytest.raises(RuleBroken, match="值班员"):
        city.do(oral.register, login, incident, call(city))


def test_nothing_is_recorded_once_an_incident_is_set_aside(city):
    incident = city.register()
    city.do(incident_moves.dismiss, "chenyu", incident, "不实")
    [shut] = board(city, incident, "liwei").offers
    assert "误报" in str(shut.refusal)
    none = city.ask(oral_board, city.liwei, None, city.db.clock())
    assert none.lines == ()
    assert [str(offer.refusal) for offer in none.offers] == ["请先选择事件。"]
