"""Readiness for known dates: the expected wave, the list with its days, who is reminded."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.known_dates import DateState, KnownDate, PastWave, expected_wave
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.watch.readiness import readiness_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch import readiness
from commandcenter.store import journal
from commandcenter.store.complaints import rollups
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.every import JournalLineRow
from commandcenter.store.tables.watch.readiness import ReadinessRow

DAY = timedelta(days=1)
CODE = "2026.consumer_day"
FIRST = date(2026, 3, 14)
HOUR = timedelta(hours=10)


def at(day):
    return day_start(day) + HOUR


def count(city, day, number):
    """So many complaints on a day, as the counts have them."""
    with city.db.write() as session:
        hour, of_day = rollups.hour_bucket(at(day)), rollups.day_bucket(at(day))
        for family, bucket, key in (
            ("hour_channel", hour, "app"), ("day_district", of_day, "990102"),
            ("day_category", of_day, "体育"), ("day_problem", of_day, "合同"),
        ):  # fmt: skip
            session.add(RollupRow(family=family, bucket=bucket, key=key, batch_id=0, count=number))
        journal.record(session, PROGRAM, "batch", 0, "counted")


def of(city, code=CODE, day=FIRST - 10 * DAY, login="zhoulan"):
    board = city.ask(readiness_board, getattr(city, login), at(day))
    return next((each for each in board.dates if each.known.code == code), None)


def fill(city, first, last, number):
    while first <= last:
        count(city, first, number)
        first += DAY


def test_without_earlier_years_the_factor_of_the_plan_is_expected(city):
    assert of(city).wave is None
    fill(city, FIRST - 40 * DAY, FIRST - 11 * DAY, 20)
    wave = of(city).wave
    assert (wave.past, wave.factor, round(wave.usual_day)) == ((), 3.0, 20)
    assert wave.expected == 20 * 3 * 4


def test_an_earlier_year_says_how_many_times_the_usual(city):
    last = date(2025, 3, 14)
    fill(city, last - 28 * DAY, last - DAY, 10)
    fill(city, last, last + 3 * DAY, 50)
    fill(city, FIRST - 40 * DAY, FIRST - 11 * DAY, 20)
    wave = of(city).wave
    assert [(p.first, p.complaints, p.usual_day) for p in wave.past] == [(last, 200, 10.0)]
    assert (wave.factor, wave.expected) == (5.0, 400)


def test_a_year_without_anything_usual_says_nothing():
    known = KnownDate("x", "x", FIRST, FIRST, 200, "s")
    wave = expected_wave(known, 10, [PastWave(FIRST, 5, 0)])
    assert (wave.factor, wave.past) == (2.0, ())
    assert known.before(2) == (date(2025, 3, 14), date(2024, 3, 14))


def test_a_date_that_moves_looks_at_the_days_it_had():
    known = KnownDate(
        "x", "春节", date(2026, 2, 14), date(2026, 2, 20), 120, "s",
        earlier=(date(2024, 2, 8), date(2025, 1, 27)),
    )  # fmt: skip
    assert known.before(3) == (date(2025, 1, 27), date(2024, 2, 8))


@pytest.mark.parametrize(
    ("days", "state"),
    [(-22, DateState.AHEAD), (-21, DateState.NEAR), (0, DateState.NOW), (3, DateState.NOW),
     (4, DateState.PAST)],
)  # fmt: skip
def test_a_date_comes_near_and_goes(city, days, state):
    assert of(city, day=FIRST + days * DAY).state is state


def test_the_list_has_its_days_and_is_done_by_name(city):
    before = of(city)
    line = next(each for each in before.lines if each.code == "roster")
    assert local(line.due_at).date() == FIRST - 7 * DAY
    assert not line.late
    assert of(city, day=FIRST - 6 * DAY).lines[0].late
    seats = next(each for each in before.lines if each.code == "seats")
    assert seats.title == "12315增加12席"
    city.do(readiness.complete, "zhoulan", CODE, "roster", "已排到3月17日")
    line = next(each for each in of(city).lines if each.code == "roster")
    assert (line.by, line.words) == ("周岚", "已排到3月17日")
    assert [offer.key for offer in line.offers] == ["reopen"]
    with pytest.raises(RuleBroken, match="已由周岚办妥"):
        city.do(readiness.complete, "liwei", CODE, "roster", "再排")
    city.do(readiness.reopen, "liwei", CODE, "roster", "有人请假")
    line = next(each for each in of(city).lines if each.code == "roster")
    assert (line.done_at, line.words) == (None, "有人请假")
    city.do(readiness.complete, "liwei", CODE, "roster", "已补排")
    assert of(city).done == 1


def test_a_line_keeps_who_did_it_and_who_opened_it_again(city):
    for code in ("roster", "x"):
        with pytest.raises(RuleBroken, match="这一项还没有办妥"):
            city.do(readiness.reopen, "liwei", CODE, code, "有人请假")
    for verb, login, words in (
        (readiness.complete, "zhoulan", " 已排到3月17日 "), (readiness.reopen, "liwei", "有人请假"),
    ):  # fmt: skip
        city.do(verb, login, CODE, "roster", words)
        with city.db.read() as session:
            [row] = session.scalars(select(ReadinessRow))
        actor = getattr(city, login)
        assert (row.words, row.done_by, row.person_id) == (
            words.strip(), actor.name, actor.person_id,
        )  # fmt: skip
        assert (row.date_code, row.item_code, row.title) == (CODE, "roster", "排定带班领导和值班员")
        assert (row.done_at is None) == (verb is readiness.reopen)
    with pytest.raises(RuleBroken, match="这一项还没有办妥"):
        city.do(readiness.reopen, "liwei", CODE, "roster", "有人请假")
    with city.db.read() as session:
        line = JournalLineRow
        told = select(line.actor, line.verb, line.clause).where(line.kind == "readiness")
        assert session.execute(told.order_by(line.number)).all() == [
            ("zhoulan", "completed", "3.1"), ("liwei", "reopened", "3.1"),
        ]  # fmt: skip
    with pytest.raises(RuleBroken, match=f"没有备勤节点“{'x' * 40}”"):
        city.do(readiness.complete, "zhoulan", "x" * 41, "roster", "好")


def test_a_list_has_only_its_own_lines(city):
    sessions = of(city, "2026.two_sessions", day=date(2026, 2, 25))
    assert "broadcast" not in [line.code for line in sessions.lines]
    assert "seats" not in [line.code for line in sessions.lines]
    with pytest.raises(RuleBroken, match="没有这一项"):
        city.do(readiness.complete, "zhoulan", "2026.two_sessions", "broadcast", "好")
    with pytest.raises(RuleBroken, match="没有备勤节点"):
        city.do(readiness.complete, "zhoulan", "x", "roster", "好")


def waiting(city, login, day):
    items = city.ask(todo, getattr(city, login), at(day))
    return [item for item in items if item.kind is TodoKind.READINESS]


def test_coordination_and_the_duty_officer_are_reminded_until_all_is_ready(city):
    assert not [i for i in waiting(city, "zhoulan", date(2026, 2, 20)) if "3·15" in i.title]
    [near] = [i for i in waiting(city, "zhoulan", FIRST - 15 * DAY) if "3·15" in i.title]
    assert local(near.deadline_at).date() == FIRST - 7 * DAY
    assert near.incident_id == 0  # of no incident
    assert [i.title for i in waiting(city, "liwei", FIRST - 15 * DAY)]
    assert waiting(city, "maxiao", FIRST - 15 * DAY) == []
    assert waiting(city, "chenyu", FIRST - 15 * DAY) == []
    for line in of(city).lines:
        city.do(readiness.complete, "zhoulan", CODE, line.code, "好")
    assert not [i for i in waiting(city, "zhoulan", FIRST - 15 * DAY) if "3·15" in i.title]
    assert waiting(city, "zhoulan", FIRST + 9 * DAY) == []
