"""The roster: who is on and comes next, its holes and doubles, changed by one at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.command.duty import Turn
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.times import local
from commandcenter.queries.command.duty_room import duty_now, roster
from commandcenter.queries.offers import Offer
from commandcenter.services.seat import people
from commandcenter.store.clock import HandClock
from commandcenter.store.database import open_database
from commandcenter.store.tables.person import DutyRow
from tests.city import City

HOUR = timedelta(hours=1)


def now(city):
    return city.db.clock()


def acts(line):
    return {o.key: (str(o.refusal) if o.refusal else "") for o in line.offers}


def turn(city, first, last, person, role=Role.DUTY):
    return Turn(role, person, now(city) + first * HOUR, now(city) + last * HOUR)


def test_the_page_shows_who_is_on_and_who_comes_next(city, songyang):
    turns = [
        turn(city, -1, 8, city.liwei.person_id),
        turn(city, 8, 16, songyang),
        turn(city, 16, 24, city.liwei.person_id),
    ]
    city.do(people.put_on_roster, "liwei", turns)
    lead_duty, officer = city.ask(duty_now, city.liwei, now(city)).posts
    assert (lead_duty.role, lead_duty.name) == (Role.LEAD_DUTY, "")
    assert (officer.name, officer.phone, officer.next_name) == ("李蔚", "0990-1234567", "宋扬")
    later = now(city) + 9 * HOUR
    officer = city.ask(duty_now, city.liwei, later).posts[1]
    assert (officer.name, officer.mobile, officer.next_name) == ("宋扬", "10012345678", "李蔚")
    assert city.ask(duty_now, city.hewenjing, later).posts[1].mobile == ""


def test_the_roster_shows_its_holes_and_its_doubles(city, songyang):
    turns = [
        turn(city, -1, 8, city.liwei.person_id),
        turn(city, 10, 20, songyang),
        turn(city, 19, 40, city.liwei.person_id),
    ]
    city.do(people.put_on_roster, "liwei", turns)
    found = city.ask(roster, city.liwei, now(city))
    duty_flaws = [x.flaw for x in found.lines if x.flaw and x.role is Role.DUTY]
    assert [(f.gap) for f in duty_flaws] == [True, False, True]
    assert (found.gaps, found.overlaps) == (3, 1)  # nobody leads the duty at all
    assert found.offers == (Offer("add"),)
    for line in [x for x in found.lines if x.flaw]:
        assert line.offers == ((Offer("fill"),) if line.flaw.gap else ())
    read = city.ask(roster, city.wuyue, now(city))
    assert [x.offers for x in (read, *read.lines)] == [()] * (1 + len(found.lines))


def test_turns_are_put_on_the_roster_all_or_none(city, songyang):
    good, bad = turn(city, 1, 8, songyang), turn(city, 8, 99, songyang)
    with pytest.raises(RuleBroken, match="不能超过 2 天"):
        city.do(people.put_on_roster, "liwei", [good, bad])
    assert all(x.flaw for x in city.ask(roster, city.liwei, now(city)).lines)
    with pytest.raises(RuleBroken, match="请填写值班安排"):
        city.do(people.put_on_roster, "liwei", [])


def test_a_turn_is_changed_by_one_and_the_second_is_told(city, songyang):
    [number] = city.do(people.put_on_roster, "liwei", [turn(city, 1, 8, songyang)])
    [line] = [x for x in city.ask(roster, city.liwei, now(city)).lines if x.id == number]
    seen = (line.person_id, line.starts_at, line.ends_at)
    new = (city.liwei.person_id, line.starts_at, line.ends_at)
    city.do(people.change_turn, "liwei", number, *new, seen)
    with pytest.raises(RuleBroken, match="这个班次刚刚被他人改过"):
        city.do(people.change_turn, "songyang", number, songyang, *seen[1:], seen)


def test_a_turn_that_runs_is_ended_early_not_given_away(city, songyang):
    [number] = city.do(people.put_on_roster, "liwei", [turn(city, -1, 8, songyang)])
    [line] = [x for x in city.ask(roster, city.liwei, now(city)).lines if x.id == number]
    with pytest.raises(RuleBroken, match="提前结束"):
        city.do(people.drop_turn, "liwei", number)
    with pytest.raises(RuleBroken, match="不能换人"):
        city.do(
            people.change_turn, "liwei", number, city.liwei.person_id, line.starts_at, line.ends_at
        )
    city.do(people.change_turn, "liwei", number, songyang, line.starts_at, now(city) + HOUR)
    assert "提前结束" in acts(line)["drop"]


def test_a_turn_is_given_away_until_the_second_at_which_it_begins(sqlite_url):
    opened = open_database(sqlite_url)
    clock = HandClock(opened.clock().replace(microsecond=0))
    city = City(replace(opened, clock=clock))
    liwei, chenyu = city.liwei.person_id, city.chenyu.person_id
    starts, ends = clock.at + HOUR, clock.at + 9 * HOUR
    number = city.do(people.put_on_duty, "liwei", liwei, Role.DUTY, starts, ends)

    def changed(*to):
        city.do(people.change_turn, "chenyu", number, *to)
        row = city.ask(lambda session: session.get_one(DutyRow, number))
        assert (row.person_id, row.starts_at, row.ends_at) == to
        assert row.day == local(to[1]).date()

    clock.at = starts - timedelta(seconds=1)
    changed(chenyu, starts + 24 * HOUR, ends + 24 * HOUR)
    changed(liwei, starts, ends)
    clock.at = starts
    for to in ((chenyu, starts, ends), (liwei, starts + HOUR, ends), (liwei, starts - HOUR, ends)):
        with pytest.raises(RuleBroken, match="当班的班次不能换人或改开始时间"):
            changed(*to)
    changed(liwei, starts, ends + HOUR)
    opened.close()
