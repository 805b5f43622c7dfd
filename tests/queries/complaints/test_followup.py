"""The complaints under way: every number has its rows, and every limit is the law's."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.handling import Done, HandlingAct, HandlingState
from commandcenter.domain.complaints.handling_limits import Due, soon_end
from commandcenter.domain.legal_time import due
from commandcenter.domain.org import Role
from commandcenter.queries.complaints.candidates import Near, candidates
from commandcenter.queries.complaints.follow_detail import (
    What,
    follow_detail,
    last_records,
    open_flags,
)
from commandcenter.queries.complaints.follow_order import FollowBy, FollowOrder
from commandcenter.queries.complaints.followup import NOBODY, FollowFilter, follow_up
from commandcenter.queries.complaints.handling_choices import handling_choices
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.complaints import flags, handling
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.services.seat import people
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import ComplaintHandlingRow, ComplaintRow
from tests.city import EAST

ACT, DAY = HandlingAct, 60 * 24
WEST = "990103"


def county(city, login, district):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, district)


@pytest.fixture
def busy(city):
    """Sixty complaints of three weeks, some reports and enquiries, handled as it came."""
    chance = random.Random(11)
    kinds = [ComplaintKind.COMPLAINT] * 5 + [ComplaintKind.REPORT, ComplaintKind.ENQUIRY]
    city.take_in(
        *(
            city.complaint(
                f"N{n:02}", minutes_ago=chance.randrange(10, 24 * DAY),
                kind=chance.choice(kinds), district=chance.choice((EAST, EAST, WEST, None)),
                complainant=Complainant("欧阳明月", f"139{n % 40:08}"), text=f"事由 {n}",
            )
            for n in range(60)
        )
    )  # fmt: skip
    city.incident = city.register()
    with city.db.read() as session:
        rows = session.scalars(select(ComplaintRow).order_by(ComplaintRow.id)).all()
    city.rows = {row.id: row for row in rows}
    ids = list(city.rows)
    carry(city, ids[:25], Done(ACT.ACCEPT, city.db.clock() - timedelta(minutes=5)))
    carry(city, ids[5:12], Done(ACT.END, city.db.clock(), "和解"))
    carry(city, ids[12:15], Done(ACT.CLOSE, city.db.clock(), "退费", recovered_cents=320_00))
    carry(city, ids[25:30], Done(ACT.DECLINE, city.db.clock(), "不属职责"))
    city.do(handling.assign, "zhoulan", ids[30:34], city.liwei.person_id)
    city.do(flags.flag, "zhoulan", ids[40:43], "言语雷同", city.incident)
    city.do(incidents.detach_complaints, "zhoulan", city.incident, ids[50:52], "另一主体")
    return city


def carry(city, ids, done):
    """On those of them that it fits; the rest stay as they are."""
    return city.do(handling.carry_out, "zhoulan", ids, done)


def ask(city, chosen=None, login="zhoulan", **page):
    now = city.db.clock()
    return city.ask(follow_up, getattr(city, login), city.incident, now, chosen, **page)


def handled(city):
    with city.db.read() as session:
        found = session.scalars(select(ComplaintHandlingRow)).all()
    return {row.complaint_id: row for row in found}


def limit_of(city, row, done):
    """The limit by the rows themselves, worked out another way than in the query."""
    with city.db.read() as session:
        plan = plan_of(session)
    if row.id in done:
        return done[row.id].due_at
    clock = {ComplaintKind.COMPLAINT: "accept", ComplaintKind.REPORT: "decide_case"}.get(row.kind)
    return due(plan, clock, row.registered_at) if clock else None


def shown_rows(city):
    left = list(city.rows)[50:52]
    return [row for row in city.rows.values() if row.id not in left]


def test_every_number_has_its_rows(busy):
    answer, done, now = ask(busy), handled(busy), busy.db.clock()
    limits = {row.id: limit_of(busy, row, done) for row in shown_rows(busy)}
    late = {i for i, at in limits.items() if at and at < now}
    soon = {i for i, at in limits.items() if at and now <= at <= soon_end(now, 3)}
    sums = answer.sums
    assert (sums.late, sums.soon) == (len(late), len(soon))
    assert late
    assert soon
    assert sums.flagged >= 3
    for chosen, wanted in (
        (FollowFilter(), set(limits)),
        (FollowFilter(due=Due.LATE), late),
        (FollowFilter(due=Due.SOON), soon),
        (FollowFilter(flagged=True), None),
        (FollowFilter(left=True), set(list(busy.rows)[50:52])),
        (FollowFilter(state=HandlingState.DECLINED),
         {i for i, row in done.items() if row.state == "declined" and i in limits}),
        (FollowFilter(handler=busy.liwei.person_id), set(list(busy.rows)[30:34])),
        (FollowFilter(district=WEST), {r.id for r in shown_rows(busy) if r.district == WEST}),
        (
            FollowFilter(words="事由 7"),
            {r.id for r in shown_rows(busy) if "7" in r.text + r.number},
        ),
    ):  # fmt: skip
        shown = ask(busy, chosen)
        if wanted is not None:
            assert {row.id for row in shown.all} == wanted, chosen
        assert {line.id for line in shown.lines} == {row.id for row in shown.all}
        assert shown.sums == sums  # whatever is filtered
    assert len(ask(busy, FollowFilter(flagged=True)).all) == sums.flagged
    assert sums.left == len(ask(busy, FollowFilter(left=True)).all) == 2
    assert ask(busy, FollowFilter(handler=NOBODY)).all
    assert sums.counts.complaints == len(limits)


def test_the_sums_are_those_of_the_acts(busy):
    sums, done = ask(busy).sums, handled(busy)
    inside = [row for i, row in done.items() if i in {r.id for r in shown_rows(busy)}]
    assert sums.accepted == sum(row.accepted_at is not None for row in inside)
    assert sums.declined == sum(row.declined_at is not None for row in inside)
    assert sums.closed == sum(row.closed_at is not None for row in inside)
    assert sums.recovered_cents == sum(row.recovered_cents or 0 for row in inside) > 0
    assert sums.waiting == sum(
        row.id not in done or done[row.id].state == "registered" for row in shown_rows(busy)
    )


def test_who_reports_is_not_named_nor_who_once_did(city):
    """What was a report (举报) stays hidden when its kind is corrected."""
    report, was = (city.complaint(n, kind=ComplaintKind.REPORT) for n in ("r", "was"))
    city.take_in(report, was, city.complaint("c"))
    city.take_in(replace(was, kind=ComplaintKind.COMPLAINT), login="hewenjing")
    city.incident = city.register()
    lines = {line.number: line for line in ask(city).lines}
    assert lines["was"].row.kind is ComplaintKind.COMPLAINT
    named = {number: line.complainant for number, line in lines.items()}
    assert named == {"r": "", "was": "", "c": "王**"}


def test_the_nearest_limit_stands_first_and_pages_make_the_whole(busy):
    whole = ask(busy)
    limits = [row.due_at for row in whole.all if row.clock]
    assert limits == sorted(limits)
    assert not any(row.clock for row in whole.all[len(limits) :])
    parts = [ask(busy, limit=17, offset=n).lines for n in range(0, 68, 17)]
    assert [line for part in parts for line in part] == list(whole.lines)


def test_a_county_sees_its_own_complaints_and_no_number_of_others(busy):
    county(busy, "east", EAST)
    answer = ask(busy, login="east")
    own = {row.id for row in shown_rows(busy) if row.district == EAST}
    assert {row.id for row in answer.all} == own
    assert answer.sums.counts.complaints == len(own)
    assert [choice.key for choice in answer.districts] == [EAST]
    foreign = next(row.id for row in shown_rows(busy) if row.district == WEST)
    now = busy.db.clock()
    assert busy.ask(follow_detail, busy.east, foreign, now) is None
    assert busy.ask(follow_detail, busy.east, min(own), now) is not None


def test_what_the_buttons_offer_is_what_the_service_does(busy):
    """Every act of every complaint: the refusal beside the button is the service's own."""
    now = busy.db.clock()
    for number in list(busy.rows)[::7]:
        detail = busy.ask(follow_detail, busy.zhoulan, number, now)
        for offer in detail.acts:
            act = HandlingAct(offer.key)
            done = Done(act, now, "理由", approved_by="局长", handler_id=busy.liwei.person_id)
            told = tried(busy, number, done)
            if offer.refusal is not None:
                assert told == str(offer.refusal), (number, act)
            else:
                assert told is None or "期限" in told, (number, act)


class TakenBack(Exception):
    pass


def tried(city, number, done):
    """What the service says, with everything taken back."""
    try:
        with city.db.write() as session:
            handling.carry_out(session, city.zhoulan, [number], done)
            raise TakenBack
    except TakenBack:
        return None
    except handling.RuleBroken as broken:
        return str(broken)


def test_the_detail_tells_both_clocks_and_everything_that_was_done(busy):
    number = list(busy.rows)[8]
    busy.activate(busy.incident)
    detail = busy.ask(follow_detail, busy.zhoulan, number, busy.db.clock())
    assert [each.id for each in detail.incidents] == [busy.incident]
    assert detail.incidents[0].activated_at is not None
    kinds = [entry.what for entry in detail.entries]
    assert kinds[0] is What.REGISTERED
    assert What.JOINED in kinds
    acts = [entry.act for entry in detail.entries if entry.act]
    if busy.rows[number].kind is ComplaintKind.COMPLAINT:
        assert acts == [ACT.ACCEPT, ACT.END]
        assert [clock.title for clock in detail.clocks] == ["告知终止调解"]
    records = busy.ask(last_records, [number])
    assert (detail.last,) == tuple(records) or not records
    left = list(busy.rows)[50]
    gone = busy.ask(follow_detail, busy.zhoulan, left, busy.db.clock())
    assert gone.incidents == ()
    assert any(e.what is What.LEFT and "另一主体" in e.words for e in gone.entries)


def test_an_act_that_was_taken_back_stays_in_the_timeline(busy):
    number = next(i for i, row in handled(busy).items() if row.clock == "mediation")
    records = busy.ask(last_records, [number])
    busy.do(handling.take_back, "zhoulan", records, "选错")
    detail = busy.ask(follow_detail, busy.zhoulan, number, busy.db.clock())
    assert [e.what for e in detail.entries if e.act is ACT.ACCEPT] == [What.TAKEN_BACK]
    assert detail.entries[-1].words == "选错"
    assert busy.ask(last_records, [number]) == []


def test_candidates_are_like_the_incident_and_not_in_it(busy):
    busy.take_in(
        busy.complaint("K1", brand="别的", subject_name="游泳馆", text="健身卡"),
        busy.complaint("K2", brand="别的", district=WEST, text="健身卡"),
        busy.complaint("K3", brand="悦力工场", minutes_ago=DAY * 300, text="旧事"),
    )
    now = busy.db.clock()

    def found(near, words="", login="zhoulan"):
        answer = busy.ask(candidates, getattr(busy, login), busy.incident, now, near, words)
        assert [line.id for line in answer.lines] == list(answer.ids)
        return {line.number for line in answer.lines}

    left = {busy.rows[i].number for i in list(busy.rows)[50:52]}
    assert found(Near.BRAND) == left
    assert found(Near.SUBJECT) == left | {"K2"}
    assert found(Near.WORDS) == set()
    assert found(Near.WORDS, "健身卡 游泳") == {"K1"}
    assert found(Near.WORDS, "100% 没有") == set()
    county(busy, "east", EAST)
    assert found(Near.WORDS, "健身卡", "east") == {"K1"}


def test_limits_that_end_soon_wait_for_who_handles_complaints(busy):
    now, sums = busy.db.clock(), ask(busy).sums

    def card(login):
        items = busy.ask(todo, getattr(busy, login), now)
        return next((item for item in items if item.kind is TodoKind.COMPLAINTS), None)

    assert card("zhoulan").title == (f"投诉办理：{sums.late} 件已逾期，{sums.soon} 件3日内到期")
    first = min(row.due_at for row in ask(busy).all if row.due_at)
    assert card("zhoulan").deadline_at == first
    assert card("chenyu") is None
    county(busy, "east", EAST)
    own = ask(busy, login="east").sums
    assert card("east").title == f"投诉办理：{own.late} 件已逾期，{own.soon} 件3日内到期"


def test_a_form_offers_the_grounds_of_the_law_and_people_who_may(busy):
    found = busy.ask(handling_choices, busy.zhoulan, busy.db.clock())
    assert [len(found.decline), len(found.end)] == [7, 8]
    names = {person.name for person in found.people}
    assert {"周岚", "李蔚", "何文静"} <= names
    assert not {"陈屿", "马骁", "管理员"} & names
    county(busy, "east", EAST)
    assert {p.name for p in busy.ask(handling_choices, busy.east, busy.db.clock()).people} == {
        "east"
    }


def test_open_flags_are_those_that_could_be_lifted(busy):
    found = busy.ask(open_flags, list(busy.rows)[40:43])
    assert len(found) >= 3
    busy.do(flags.lift, "zhoulan", found, "已核实")
    assert busy.ask(open_flags, list(busy.rows)[40:43]) == []


def test_what_is_offered_follows_the_rights_and_the_incident(busy):
    def offered(login):
        return {offer.key: offer.refusal for offer in ask(busy, login=login).offers}

    assert offered("zhoulan") == dict.fromkeys(("handle", "flag", "forms", "join"))
    assert offered("hewenjing") == dict.fromkeys(("flag", "forms", "join"))
    assert offered("maxiao") == dict.fromkeys(("forms", "join"))
    busy.do(incident_moves.dismiss, "chenyu", busy.incident, "经核实属误报")
    shut = offered("zhoulan")
    assert (shut["handle"], shut["flag"]) == (None, None)
    assert "不能再改" in str(shut["join"])


def test_without_an_incident_there_is_nothing(city):
    answer = city.ask(follow_up, city.zhoulan, None, city.db.clock())
    assert (answer.lines, answer.all, answer.sums.counts.complaints) == ((), (), 0)
    assert answer.offers == ()


VALUES = {
    FollowBy.DUE: lambda line: line.row.due_at if line.row.clock else None,
    FollowBy.STATE: lambda line: list(HandlingState).index(line.row.state),
    FollowBy.TITLE: lambda line: line.title or None,
    FollowBy.SUBJECT: lambda line: line.subject or None,
    FollowBy.DISTRICT: lambda line: line.row.district or None,
    FollowBy.AMOUNT: lambda line: line.amount_cents,
    FollowBy.HANDLER: lambda line: line.handler or None,
    FollowBy.REGISTERED: lambda line: line.row.registered_at,
    FollowBy.KIND: lambda line: list(ComplaintKind).index(line.row.kind),
    FollowBy.NUMBER: lambda line: line.number,
}


def test_it_is_ordered_by_what_a_column_shows_and_what_has_none_stands_last(busy):
    usual = ask(busy).lines
    for by, descending in product(FollowBy, (False, True)):
        value, shown = VALUES[by], ask(busy, order=FollowOrder(by, descending))
        assert {line.id for line in shown.lines} == {line.id for line in usual}
        assert [line.id for line in shown.lines] == [row.id for row in shown.all]
        values = [value(line) for line in shown.lines]
        there = [each for each in values if each is not None]
        assert there == sorted(there, reverse=descending), by
        assert values[len(there) :] == [None] * (len(values) - len(there)), by
        alike = [line.id for line in usual if value(line) == values[0]]
        assert [line.id for line in shown.lines][: len(alike)] == alike, "as they came"


def test_what_was_taken_out_is_ordered_by_when(busy):
    left, row = FollowFilter(left=True), list(busy.rows)[55]
    busy.do(incidents.detach_complaints, "zhoulan", busy.incident, [row], "另一主体")
    for descending in (False, True):
        shown = ask(busy, left, order=FollowOrder(FollowBy.DUE, descending)).lines
        times = [line.left.at for line in shown]
        assert len(times) == 3
        assert times == sorted(times, reverse=descending)
        assert shown[0 if descending else -1].id == row


def test_the_next_page_goes_on_in_the_same_order(busy):
    order = FollowOrder(FollowBy.NUMBER, descending=True)
    first, second = ask(busy, order=order, limit=10), ask(busy, order=order, limit=10, offset=10)
    numbers = [line.number for line in (*first.lines, *second.lines)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 20
