"""来电: kept with the complaint that came of it, never changed, refused whole."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.phone_call import CallOutcome
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.queries.complaints.phone_calls import phone_calls as board_of
from commandcenter.services.complaints import phone_calls, withdrawal
from commandcenter.services.complaints.phone_calls import NewCall
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.tables.every import ComplaintRow, JournalLineRow, PhoneCallRow
from tests.city import EAST, KEY, City

ANSWERED, VOID = CallOutcome.ANSWERED, CallOutcome.VOID


def hire(city, login, name, role, district=None):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
        people.grant_role(session, PROGRAM, person, role, None, district)


@pytest.fixture
def city(db):
    city = City(db)
    hire(city, "hewei", "贺薇", Role.CLERK_HOTLINE)
    return city


def board(city, login="hewei", **how):
    return city.ask(board_of, getattr(city, login), city.db.clock(), **how)


def take(city, number, login="hewei", **fields):
    at = city.db.clock() - timedelta(minutes=2)
    new = city.complaint(number, subject_name="澄州某超市", **fields)
    return city.do(phone_calls.take_complaint, login, new, at, KEY)


def test_a_call_stands_beside_the_complaint_that_came_of_it(city):
    complaint = take(city, "T-1")
    [line] = board(city).lines
    assert (line.number, line.complaint_id) == ("T-1", complaint)
    assert (line.by, line.subject) == ("贺薇", "澄州某超市")
    assert line.taken_at < line.at


def test_each_telephone_shows_its_own_and_the_duty_room_all(city):
    take(city, "T-1")
    take(city, "T-2", "liwei")
    city.do(phone_calls.take_call, "hewei", NewCall(city.db.clock(), "打错", VOID))
    assert {line.number for line in board(city).lines} == {"T-1", ""}
    assert board(city).taken == {CallOutcome.COMPLAINT: 1, VOID: 1}
    assert board(city, "liwei").today == 3


def test_a_county_sees_what_became_a_complaint_of_its_own(city):
    take(city, "T-1", district=EAST)
    take(city, "T-2", district="990103")
    city.do(phone_calls.take_call, "hewei", NewCall(city.db.clock(), "打错", VOID))
    hire(city, "shenliqun", "沈立群", Role.COUNTY, EAST)
    lines = board(city, "shenliqun").lines
    assert [line.number for line in lines] == ["T-1"]


def test_yesterday_is_not_today(city):
    take(city, "T-1")
    tomorrow = city.db.clock() + timedelta(days=1)
    assert city.ask(board_of, city.hewei, tomorrow).lines == ()
    assert len(city.ask(board_of, city.hewei, tomorrow, all_days=True).lines) == 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda at: NewCall(at, "问退卡", ANSWERED), "答复的内容"),
        (lambda at: NewCall(at, "", VOID), "来电内容"),
        (lambda at: NewCall(at + timedelta(minutes=9), "问退卡", VOID), "不能晚于现在"),
        (lambda at: NewCall(at, "退卡", CallOutcome.COMPLAINT), "一并记下"),
    ],
)
def test_what_is_not_told_is_refused(city, call, words):
    with pytest.raises(RuleBroken, match=words):
        city.do(phone_calls.take_call, "hewei", call(city.db.clock()))
    assert board(city).lines == ()


def test_a_complaint_that_is_refused_leaves_no_call(city):
    take(city, "T-1")
    with pytest.raises(RuleBroken, match="已经登记过"):
        take(city, "T-1")
    assert len(board(city).lines) == 1


def test_the_call_stays_when_its_complaint_is_taken_out(city):
    complaint = take(city, "T-1")
    with city.db.read() as session:
        batch = session.get_one(ComplaintRow, complaint).batch_id
    withdrawal.withdraw(city.db, city.liwei, batch, "重复登记")
    [line] = board(city).lines
    assert (line.number, line.complaint_id) == ("T-1", None)


def test_who_keeps_the_system_takes_no_calls(city):
    with pytest.raises(RuleBroken, match="登记单件投诉"):
        city.do(phone_calls.take_call, "admin", NewCall(city.db.clock(), "打错", VOID))
    with city.db.read() as session:
        assert session.scalars(select(PhoneCallRow)).all() == []


def test_its_number_is_kept_as_the_complaints_is(city):
    complaint = take(city, "T-\x001")
    assert city.ask(lambda s: s.get_one(ComplaintRow, complaint).number) == "T-1"
    [line] = board(city).lines
    assert (line.number, line.complaint_id) == ("T-1", complaint)


def test_a_call_is_kept_with_who_took_it_when_and_what_it_was_about(city):
    """Of what became a complaint its title, or as much of its words as a call has room for."""
    at = city.db.clock() - timedelta(minutes=2)
    take(city, "T-1", title="退卡", text="门锁了")
    take(city, " T-2 ", title="", text="字" * 501)
    new = NewCall(at, " 问退卡 ", ANSWERED, " 请到所登记 ")
    number = city.do(phone_calls.take_call, "liwei", new)
    with city.db.read() as session:
        rows = session.scalars(select(PhoneCallRow).order_by(PhoneCallRow.id)).all()
        lines = session.execute(
            select(JournalLineRow.verb, JournalLineRow.subject, JournalLineRow.clause)
            .where(JournalLineRow.kind == "phone_call")
            .order_by(JournalLineRow.number)
        ).all()
    assert [(row.matter, row.outcome, row.answer, row.number) for row in rows] == [
        ("退卡", "complaint", "", "T-1"), ("字" * 500, "complaint", "", "T-2"),
        ("问退卡", "answered", "请到所登记", ""),
    ]  # fmt: skip
    own = city.hewei.person_id
    assert [(row.by, row.person_id) for row in rows] == [
        ("贺薇", own), ("贺薇", own), ("李蔚", city.liwei.person_id),
    ]  # fmt: skip
    assert rows[2].taken_at == at < rows[2].at
    assert number == rows[2].id
    assert [tuple(line) for line in lines] == [("taken", row.id, "3.1(1)") for row in rows]
