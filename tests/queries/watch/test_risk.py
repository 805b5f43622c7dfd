"""The risk ledger: people not tickets, named points that sum up, and as many rows as are said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.watch.risk import (
    Band,
    JudgementAct,
    Measure,
    NewRecord,
    RecordKind,
    RecordResult,
    Scope,
)
from commandcenter.domain.watch.warning import WarningState
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.watch.risk import risk_board
from commandcenter.queries.watch.risk_rows import risk_rows
from commandcenter.services.aftermath import accountability
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.watch import risk, risk_records
from commandcenter.store import journal
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import IncidentPlaceRow, WarningRow
from tests.city import EAST

DAY = timedelta(days=1)
GYM, SHOP = "悦力工场健身（城东店）", "老字号茶庄"
SPORT, TEA = "文化娱乐体育", "食品"


def complain(city, first, count, days_ago, people_count, **fields):
    """So many complaints of so many people, that many days ago."""
    city.take_in(
        *(
            city.complaint(
                f"{first}{n}",
                minutes_ago=days_ago * 24 * 60 + 1,
                complainant=Complainant("王某", phone=f"1000000{n % people_count:04}"),
                **fields,
            )
            for n in range(count)
        )
    )


def inspect(city, number, **fields):
    values = {
        "kind": RecordKind.INSPECTION,
        "title": "专项检查",
        "held_at": city.db.clock() - 10 * DAY,
        "result": RecordResult.PROBLEMS,
        "findings": "合同缺项",
        "subject_name": GYM,
        "category": SPORT,
        "district": EAST,
        "number": number,
    }
    city.do(risk_records.enter, "liwei", NewRecord(**(values | fields)))


def board(city, login="chenyu", scope=Scope.CATEGORY):
    return city.ask(risk_board, getattr(city, login), scope, city.db.clock())


def line(city, title, login="chenyu"):
    lines = (x for scope in Scope for x in board(city, login, scope).lines)
    return next((x for x in lines if x.title == title), None)


def points(line):
    return {reason.measure: (reason.value, reason.points) for reason in line.reasons}


@pytest.fixture
def busy(city):
    """Twenty-five complaints of twelve people now, four before; one trader of another kind."""
    complain(city, "old", 4, 60, 4)
    complain(city, "new", 25, 3, 12)
    complain(city, "tea", 2, 3, 2, subject_name=SHOP, category=TEA, district="990103", brand="")
    return city


def test_people_are_counted_not_complaints_and_the_points_are_a_sum(busy):
    gym = line(busy, GYM)
    assert (gym.people, gym.complaints) == (12, 25)
    assert points(gym)[Measure.PEOPLE] == (12, 4)
    # four complaints in two earlier periods of thirty days: two of one period are usual
    assert points(gym)[Measure.TREND][1] > 0
    assert gym.points == gym.computed == sum(reason.points for reason in gym.reasons)
    assert next(r.words for r in gym.reasons if r.measure is Measure.PEOPLE) == "近30日投诉 12 人"
    sport = line(busy, SPORT)
    assert (sport.people, points(sport)[Measure.PEOPLE]) == (12, (12, 0))


def test_what_nobody_knows_the_usual_of_has_no_trend(city):
    complain(city, "new", 25, 3, 12)
    assert Measure.TREND not in points(line(city, GYM))


def test_inspections_surveys_and_late_second_looks_count_with_their_rows(busy):
    at = busy.db.clock()
    inspect(busy, "1")
    inspect(busy, "2", follow_up_at=at - DAY)
    inspect(busy, "3", result=RecordResult.UNREACHABLE, findings="")
    inspect(busy, "4", result=RecordResult.CLEAN, findings="")
    inspect(busy, "5", held_at=at - 300 * DAY)
    inspect(busy, "6", kind=RecordKind.SURVEY, asked=100, unhappy=31)
    found = points(line(busy, GYM))
    assert found[Measure.INSPECTIONS] == (3, 18)
    assert found[Measure.OVERDUE] == (1, 8)
    assert found[Measure.SURVEYS] == (1, 5)
    key = line(busy, GYM).key
    for scope, name in ((Scope.SUBJECT, key), (Scope.CATEGORY, SPORT)):
        for measure in (Measure.INSPECTIONS, Measure.OVERDUE, Measure.SURVEYS):
            rows = busy.ask(risk_rows, busy.chenyu, scope, name, measure, at)
            assert len(rows) == found[measure][0]


def test_the_rows_of_a_line_say_the_same_number(busy):
    shown = board(busy)
    gym = line(busy, GYM)
    wanted = ComplaintFilter(subject_id=int(gym.key), since=shown.since[Measure.PEOPLE])
    assert busy.ask(complaint_page, wanted).total == gym.complaints
    of_category = ComplaintFilter(category=SPORT, since=shown.since[Measure.PEOPLE])
    assert busy.ask(complaint_page, of_category).total == line(busy, SPORT).complaints


def test_incidents_warnings_and_penalties_that_are_known_here_count(busy):
    incident = busy.register()
    gym = line(busy, GYM)
    now = busy.db.clock()
    with busy.db.write() as session:
        for _ in range(2):
            session.add(
                IncidentPlaceRow(incident_id=incident, subject_id=int(gym.key), label="门店")
            )
        for state, issued in ((WarningState.ISSUED, now), (WarningState.DRAFT, None)):
            session.add(warning(int(gym.key), state, issued, now))
        journal.record(session, PROGRAM, "incident", incident, "placed")
    busy.activate(incident)
    liable = accountability.Liable(GYM, "消费者权益保护法第53条", subject_id=int(gym.key))
    busy.do(accountability.register_operator, "hewenjing", incident, liable)
    found = points(line(busy, GYM))
    assert found[Measure.INCIDENTS] == (1, 15)
    assert found[Measure.WARNINGS] == (1, 8)
    assert found[Measure.PENALTIES] == (1, 10)
    for measure in (Measure.INCIDENTS, Measure.WARNINGS, Measure.PENALTIES):
        rows = busy.ask(risk_rows, busy.chenyu, Scope.SUBJECT, gym.key, measure, now)
        assert len(rows) == 1


def warning(subject, state, issued_at, now):
    return WarningRow(
        title="预付卡预警", category="预付式消费", level=Level.IV, starts_at=now, scope="城东区",
        matters="", measures="", issuer="市局", issued_at=issued_at, state=state,
        subject_id=subject, districts=[EAST], drafted_by="周岚", drafted_at=now,
    )  # fmt: skip


def test_a_county_sees_its_own_part(busy):
    with busy.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("west", "城西"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, "990103")
    complain(busy, "west", 3, 2, 3, district="990103")
    shown = board(busy, "west")
    assert shown.own == "城西区"
    assert {x.title for x in shown.lines} <= {TEA, SPORT}
    assert line(busy, GYM).people > 0
    with busy.db.write() as session:
        key = line(busy, SPORT).key
        risk.correct(session, busy.west, Scope.CATEGORY, key, 0, 30, "本县集中")
    assert line(busy, SPORT, "west").points == 30
    assert line(busy, SPORT).correction == 0


def test_a_correction_counts_until_it_ends_or_is_taken_back(busy):
    gym = line(busy, GYM)
    say = (Scope.SUBJECT, gym.key, gym.points)
    with pytest.raises(RuleBroken, match="没有校正"):
        busy.do(risk.correct, "zhoulan", *say, 0, "无")
    with pytest.raises(RuleBroken, match="校正的理由"):
        busy.do(risk.correct, "zhoulan", *say, 20, " ")
    busy.do(risk.correct, "zhoulan", *say, 60, "线下反映法定代表人频繁变更")
    after = line(busy, GYM)
    assert (after.points, after.computed, after.band) == (gym.points + 60, gym.points, Band.HIGH)
    [said] = after.judgements
    assert (said.act, said.points, said.by, said.in_force) == (
        JudgementAct.CORRECTED, gym.points, "周岚", True,
    )  # fmt: skip
    later = busy.db.clock() + 91 * DAY
    old = busy.ask(risk_board, busy.chenyu, Scope.SUBJECT, later).lines
    assert [(x.correction, x.judgements[0].in_force) for x in old if x.title == GYM] == [(0, False)]
    busy.do(risk.correct, "zhoulan", *say, 0, "已核实")
    assert line(busy, GYM).points == gym.points


def offered(busy):
    return {offer.key for offer in line(busy, GYM).offers} & {"done", "withdraw", "reopen"}


def test_a_measure_that_was_ended_too_soon_waits_again_and_a_mistaken_one_is_withdrawn(busy):
    gym = line(busy, GYM)
    due = busy.db.clock() + DAY
    say = (Scope.SUBJECT, gym.key, gym.points)
    number = busy.do(risk.add_measure, "zhoulan", *say, "约谈三店负责人", due)
    assert offered(busy) == {"done", "withdraw"}
    with pytest.raises(RuleBroken, match="尚未办结"):
        busy.do(risk.reopen_measure, "zhoulan", number)
    busy.do(risk.finish_measure, "maxiao", number, "已约谈")
    assert offered(busy) == {"reopen"}
    busy.do(risk.reopen_measure, "zhoulan", number)
    [measure] = line(busy, GYM).judgements
    assert (measure.in_force, measure.done_at, measure.done_words) == (True, None, "")
    busy.do(risk.withdraw_measure, "zhoulan", number, "记错了主体")
    assert offered(busy) == set()
    [measure] = line(busy, GYM).judgements
    assert (measure.act, measure.done_by, measure.done_words, measure.in_force, measure.late) == (
        JudgementAct.WITHDRAWN, "周岚", "记错了主体", False, False,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="没有编号为"):
        busy.do(risk.withdraw_measure, "zhoulan", number, "再撤")
    with pytest.raises(RuleBroken, match="没有编号为"):
        busy.do(risk.reopen_measure, "zhoulan", number)


def test_a_measure_waits_until_it_is_done_and_confirming_keeps_the_points(busy):
    gym = line(busy, GYM)
    say = (Scope.SUBJECT, gym.key, gym.points)
    confirmation = busy.do(risk.confirm, "zhoulan", *say)
    due = busy.db.clock() + DAY
    number = busy.do(risk.add_measure, "zhoulan", *say, "约谈三店负责人", due)
    assert "done" in [offer.key for offer in line(busy, GYM).offers]
    busy.do(risk.finish_measure, "maxiao", number, "已约谈，承诺月底前退费")
    measure, confirmed = line(busy, GYM).judgements
    assert (measure.done_by, measure.in_force, confirmed.act) == (
        "马骁", False, JudgementAct.CONFIRMED,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="已由马骁办结"):
        busy.do(risk.finish_measure, "maxiao", number, "再办")
    with pytest.raises(RuleBroken, match="已由马骁办结"):
        busy.do(risk.withdraw_measure, "maxiao", number, "误记")
    for other in (confirmation, 999):  # a judgement that asks for nothing, and none
        with pytest.raises(RuleBroken, match=f"没有编号为 {other} 的措施"):
            busy.do(risk.finish_measure, "maxiao", other, "办了")
    with pytest.raises(RuleBroken, match="没有“999”"):
        busy.do(risk.confirm, "zhoulan", Scope.SUBJECT, "999", 0)


def test_points_follow_the_plan_data(busy):
    with busy.db.read() as session:
        point = plan_of(session).risk_points[Measure.PEOPLE]
    assert [point.worth(n) for n in (0, 4, 5, 12, 1_000)] == [0, 0, 2, 4, 40]
    assert [point.worth(n, Scope.CATEGORY) for n in (49, 50, 120)] == [0, 2, 4]
    trend = replace(point, base=100, least=150, step=50, each=5, most=25)
    assert [trend.worth(n) for n in (100, 149, 150, 199, 200, 999)] == [0, 0, 5, 5, 10, 25]
