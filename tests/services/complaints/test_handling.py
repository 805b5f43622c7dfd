"""Acts of law on many complaints: each keeps its own clock, and what does not fit says why."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import Done, HandlingAct, HandlingState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.complaints import handling
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people
from commandcenter.store.tables.every import (
    ComplaintEventRow,
    ComplaintHandlingRow,
    ComplaintRow,
    IncidentComplaintRow,
    JournalLineRow,
)
from tests.city import EAST

ACT = HandlingAct
WEST = "990103"


@pytest.fixture
def many(city):
    """Six complaints on the incident's brand, one of the west, and a report."""
    new = [city.complaint(f"N{n}", minutes_ago=3_000 + n) for n in range(5)]
    new.append(city.complaint("W", minutes_ago=3_000, district=WEST))
    new.append(city.complaint("R", minutes_ago=3_000, kind=ComplaintKind.REPORT))
    city.take_in(*new)
    city.incident = city.register()
    with city.db.read() as session:
        rows = session.execute(select(ComplaintRow.number, ComplaintRow.id)).all()
    city.ids = dict(rows)
    return city


def county(city, login, district):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, district)


def act(city, which, *, minutes_ago=1, words="", **more):
    return Done(which, city.db.clock() - timedelta(minutes=minutes_ago), words, **more)


def carry(city, ids, done, login="zhoulan"):
    return city.do(handling.carry_out, login, ids, done)


def handled(city, number):
    with city.db.read() as session:
        return session.get(ComplaintHandlingRow, city.ids[number])


def lines(city, verb):
    with city.db.read() as session:
        return session.scalars(
            select(JournalLineRow.incident_id)
            .where(JournalLineRow.kind == "complaint_handling", JournalLineRow.verb == verb)
            .order_by(JournalLineRow.number)
        ).all()


def test_what_fits_is_done_and_what_does_not_is_named_with_its_reason(many):
    everyone = list(many.ids.values())
    carry(many, [many.ids["N0"]], act(many, ACT.ACCEPT, minutes_ago=9))
    result = carry(many, everyone, act(many, ACT.ACCEPT))
    assert len(result.complaints) == 5
    assert sorted((str(why), count) for why, count in result.refused) == [
        ("举报不适用“受理”。", 1),
        ("现在是“调解中”，不能办理“受理”。", 1),
    ]
    assert len(result.complaints) + sum(n for _, n in result.refused) == len(everyone)
    assert handled(many, "N3").state == HandlingState.MEDIATING
    assert handled(many, "R") is None


def test_an_act_that_fits_none_leaves_everything_as_it_was(many):
    with pytest.raises(RuleBroken, match="终止调解"):
        carry(many, [many.ids["N0"], many.ids["N1"]], act(many, ACT.END, words="和解"))
    with many.db.read() as session:
        assert session.scalar(select(func.count()).select_from(ComplaintEventRow)) == 0
    assert lines(many, "mediation_ended") == []


def test_many_at_once_are_one_line_of_the_journal_for_their_incident(many):
    carry(many, [many.ids["N0"], many.ids["N1"], many.ids["W"]], act(many, ACT.ACCEPT))
    assert lines(many, "accepted") == [many.incident]


def test_an_incident_and_leaving_it_stop_no_clock(many):
    carry(many, [many.ids["N0"]], act(many, ACT.ACCEPT))
    due = handled(many, "N0").due_at
    assert due > many.db.clock() + timedelta(days=50)
    many.do(incidents.detach_complaints, "zhoulan", many.incident, [many.ids["N0"]], "另案")
    row = handled(many, "N0")
    assert (row.due_at, row.clock) == (due, "mediation")
    result = carry(many, [many.ids["N0"]], act(many, ACT.CLOSE, words="退费", recovered_cents=500))
    assert result.complaints == (many.ids["N0"],)
    assert handled(many, "N0").recovered_cents == 500
    assert lines(many, "closed") == [None]  # it belongs to no incident any more


def test_a_county_does_only_its_own(many):
    county(many, "east", EAST)
    result = carry(many, list(many.ids.values()), act(many, ACT.ACCEPT), login="east")
    assert len(result.complaints) == 5
    assert sorted(str(why) for why, _ in result.refused)[1].endswith("限于本县区的事项。")
    with pytest.raises(RuleBroken, match="本县区"):
        carry(many, [many.ids["W"]], act(many, ACT.ACCEPT), login="east")


def test_what_was_done_is_taken_back_as_long_as_nothing_followed(many):
    both = [many.ids["N0"], many.ids["N1"]]
    first = carry(many, both, act(many, ACT.ACCEPT))
    carry(many, [many.ids["N1"]], act(many, ACT.END, words="双方自行和解"))
    result = many.do(handling.take_back, "zhoulan", first.records, "选错了")
    assert result.complaints == (many.ids["N0"],)
    assert [(str(why), n) for why, n in result.refused] == [("之后又有新的办理，没有撤回。", 1)]
    assert handled(many, "N0").clock == "accept"
    assert handled(many, "N1").state == HandlingState.ENDED
    with pytest.raises(RuleBroken, match="已经撤回"):
        many.do(handling.take_back, "zhoulan", first.records[:1], "再撤")


def test_the_same_act_twice_at_once_is_done_once(many):
    """Two people have the same list open: the second is told where it stands now."""
    one = [many.ids["N0"]]
    carry(many, one, act(many, ACT.ACCEPT))
    with pytest.raises(RuleBroken, match="现在是“调解中”"):
        carry(many, one, act(many, ACT.ACCEPT), login="liwei")
    with many.db.read() as session:
        assert session.scalar(select(func.count()).select_from(ComplaintEventRow)) == 1


def test_giving_a_complaint_to_somebody_stops_no_clock(many):
    before = many.do(handling.assign, "zhoulan", [many.ids["R"]], many.hewenjing.person_id)
    assert before.complaints == (many.ids["R"],)
    row = handled(many, "R")
    assert (row.handler_id, row.clock) == (many.hewenjing.person_id, "decide_case")
    assert row.due_at is not None
    with pytest.raises(RuleBroken, match="没有编号为"):
        many.do(handling.assign, "zhoulan", [many.ids["R"]], 9_999)


def test_testing_stops_the_limit_and_its_end_lets_it_run_on(many):
    one = [many.ids["N0"]]
    carry(many, one, act(many, ACT.ACCEPT, minutes_ago=2_900))
    usual = handled(many, "N0").due_at
    carry(many, one, act(many, ACT.TEST, minutes_ago=2_880, words="委托检测"))
    assert (handled(many, "N0").clock, handled(many, "N0").due_at) == ("mediation", None)
    carry(many, one, act(many, ACT.TESTED, words="合格"))
    assert handled(many, "N0").due_at == usual + timedelta(days=2)


def test_a_new_calendar_moves_the_limits_that_run(many):
    carry(many, [many.ids["N0"]], act(many, ACT.ACCEPT))
    assert many.do(handling.recount_dues, "zhoulan") == 0
    before = handled(many, "N0").due_at
    with many.db.write() as session:
        row = session.get_one(ComplaintHandlingRow, many.ids["N0"])
        row.due_at = before - timedelta(days=1)  # as an older calendar had it
        session.flush()
        assert handling.recount_dues(session, many.zhoulan) == 1
    assert lines(many, "recounted") == [None]
    assert handled(many, "N0").due_at == before


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ({"which": ACT.DECLINE}, "要写明理由"),
        ({"which": ACT.ACCEPT, "minutes_ago": -30}, "不能晚于现在"),
        ({"which": ACT.ACCEPT, "minutes_ago": 90_000}, "不能早于登记时间"),
        ({"which": ACT.DECLINE, "words": "\0 \0"}, "要写明理由"),
        ({"which": ACT.DECLINE, "words": "长" * 2_001}, "不予受理的文字超过 2000 字"),
        ({"which": ACT.EXTEND, "approved_by": "陈" * 51}, "批准人超过 50 字"),
    ],
)
def test_what_is_late_empty_or_endless_is_refused_in_words(many, done, words):
    with pytest.raises(RuleBroken, match=words):
        carry(many, [many.ids["N0"]], act(many, **done))


def test_text_from_outside_is_kept_as_it_is(many):
    hostile = "<img src=x onerror=alert(1)>\0；退费“承诺书”"
    carry(many, [many.ids["N0"]], act(many, ACT.DECLINE, words=hostile))
    with many.db.read() as session:
        kept = session.scalars(select(ComplaintEventRow.words)).one()
    assert kept == hostile.replace("\0", "")


def test_nothing_chosen_and_too_many_are_refused(many):
    with pytest.raises(RuleBroken, match="请先选择"):
        carry(many, [], act(many, ACT.ACCEPT))
    with pytest.raises(RuleBroken, match="20000 件"):
        carry(many, range(1, 20_002), act(many, ACT.ACCEPT))
    longest = act(many, ACT.DECLINE, words="长" * 2_000, approved_by="陈" * 50)
    assert len(carry(many, range(1, 20_001), longest).complaints) == 6  # all but the report
    with pytest.raises(RuleBroken, match="已经不在了"):
        carry(many, [99_999], act(many, ACT.ACCEPT))


def test_complaints_join_and_leave_with_a_reason_and_may_come_again(many):
    many.take_in(many.complaint("B", brand="别的"))
    with many.db.read() as session:
        other = session.scalars(select(ComplaintRow.id).where(ComplaintRow.number == "B")).one()
    assert many.do(incidents.attach_complaints, "zhoulan", many.incident, [other, other]) == 1
    assert many.do(incidents.attach_complaints, "zhoulan", many.incident, [other]) == 0
    with pytest.raises(RuleBroken, match="移出的原因"):
        many.do(incidents.detach_complaints, "zhoulan", many.incident, [other], " ")
    assert many.do(incidents.detach_complaints, "zhoulan", many.incident, [other], "误并") == 1
    assert many.do(incidents.detach_complaints, "liwei", many.incident, [other], "误并") == 0
    assert many.do(incidents.attach_complaints, "zhoulan", many.incident, [other]) == 1
    with many.db.read() as session:
        links = session.scalars(
            select(IncidentComplaintRow)
            .where(IncidentComplaintRow.complaint_id == other)
            .order_by(IncidentComplaintRow.id)
        ).all()
    assert [link.removed_why for link in links] == ["误并", None]


def test_a_county_joins_no_complaint_of_another(many):
    county(many, "east", EAST)
    many.take_in(
        many.complaint("E2", brand="别的"), many.complaint("W2", brand="别的", district=WEST)
    )
    with many.db.read() as session:
        found = dict(session.execute(select(ComplaintRow.number, ComplaintRow.id)).all())
    assert many.do(incidents.attach_complaints, "east", many.incident, [found["E2"]]) == 1
    with pytest.raises(RuleBroken, match="本县区"):
        many.do(incidents.attach_complaints, "east", many.incident, [found["W2"]])
    with pytest.raises(RuleBroken, match="请先选择"):
        many.do(incidents.attach_complaints, "zhoulan", many.incident, [99_999])


def test_each_act_is_kept_as_it_was_told_and_an_incident_has_its_own_line(many):
    """The line names a complaint where it is the only one, and else none."""
    many.take_in(many.complaint("B1", 3_000, brand="乙"), many.complaint("B2", 3_000, brand=""))
    other = many.register(title="乙事件", brand="乙")
    with many.db.read() as session:
        ids = dict(session.execute(select(ComplaintRow.number, ComplaintRow.id)).all())
    wanted = [ids[number] for number in ("N1", "B2", "B1", "N0")]
    done = act(many, ACT.DECLINE, words=" 不归本局 ", approved_by=" 陈屿 ")
    result = carry(many, [*wanted, wanted[0]], done)
    assert result.complaints == tuple(sorted(wanted))
    with many.db.read() as session:
        rows = [session.get_one(ComplaintEventRow, number) for number in result.records]
        lines = session.execute(
            select(
                JournalLineRow.subject, JournalLineRow.incident_id, JournalLineRow.verb,
                JournalLineRow.clause, JournalLineRow.actor,
            )
            .where(JournalLineRow.kind == "complaint_handling")
            .order_by(JournalLineRow.number)
        ).all()  # fmt: skip
    assert [row.complaint_id for row in rows] == [ids[n] for n in ("B2", "N0", "N1", "B1")]
    for row in rows:
        assert (row.kind, row.words, row.approved_by) == ("declined", "不归本局", "陈屿")
        assert (row.done_on, row.by, row.recovered_cents) == (done.done_on, "周岚", None)
    assert [tuple(line) for line in lines] == [
        (ids["B2"], None, "declined", "4.1(6)", "zhoulan"),
        (0, many.incident, "declined", "4.1(6)", "zhoulan"),
        (ids["B1"], other, "declined", "4.1(6)", "zhoulan"),
    ]
    kept = handled(many, "N0")
    assert (kept.state, kept.declined_at, kept.clock) == ("declined", done.done_on, "")
    assert kept.due_at is None


def test_the_standing_follows_each_act_and_what_is_taken_back(many):
    one = [many.ids["N0"]]
    carry(many, one, accepted := act(many, ACT.ACCEPT, minutes_ago=2_000))
    many.do(handling.assign, "zhoulan", one, many.hewenjing.person_id)
    ended = act(many, ACT.END, minutes_ago=1_000, words="和解")
    carry(many, one, ended)
    row = handled(many, "N0")
    assert (row.accepted_at, row.mediation_ended_at) == (accepted.done_on, ended.done_on)
    assert (row.handler_id, row.closed_at) == (many.hewenjing.person_id, None)
    carry(many, [many.ids["N1"]], accepted)
    closed = act(many, ACT.CLOSE, words="退费", recovered_cents=12_300)
    last = carry(many, [many.ids["N1"]], closed)
    row = handled(many, "N1")
    assert (row.closed_at, row.recovered_cents) == (closed.done_on, 12_300)
    many.do(handling.take_back, "zhoulan", last.records, "填错了")
    row = handled(many, "N1")
    assert (row.closed_at, row.recovered_cents) == (None, None)
    assert (row.state, row.accepted_at) == ("mediating", accepted.done_on)
    told = [verb for verb in ("accepted", "assigned") if lines(many, verb)]
    assert told == ["accepted", "assigned"]
    assert lines(many, "undone") == [many.incident]
    with pytest.raises(RuleBroken, match="不能再撤回这一步"):
        many.do(handling.take_back, "zhoulan", last.records, "再撤")
    with pytest.raises(RuleBroken, match="不能再撤回这一步"):
        many.do(handling.take_back, "zhoulan", [99], "没有")
    assert lines(many, "recounted") == []
    many.do(handling.recount_dues, "zhoulan")
    assert lines(many, "recounted") == []  # nothing moved
