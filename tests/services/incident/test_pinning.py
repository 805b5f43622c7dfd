"""The main incident of the wall: the gravest by rule, another one where it is pinned."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.queries.incident.incidents import current_incident
from commandcenter.queries.incident.live import live_strip, wall_incidents
from commandcenter.queries.seat.desk_strip import desk_strip
from commandcenter.queries.seat.todo import todo
from commandcenter.services.incident import incident_moves, incidents, pinning
from commandcenter.store.database import now, open_database
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from tests.conftest import run_sql
from tests.services.guarded import Bureau


def school(city, **fields):
    return city.register(
        title="育新学校疑似食物中毒", public_title="某学校疑似食物中毒", brand="",
        categories=(Category.SAFETY,), kind="school_food", **fields,
    )  # fmt: skip


def shown(city):
    found = city.ask(wall_incidents)
    return (found.main, *found.others)


@pytest.fixture
def two(city):
    return city.register(), school(city)


def test_the_older_of_two_ungraded_is_the_main_one(city, two):
    assert shown(city) == two


def test_the_graver_level_goes_first_and_a_grade_before_none(city, two):
    gym, poisoning = two
    city.activate(poisoning, Level.IV)
    assert shown(city) == (poisoning, gym)
    city.activate(gym, Level.III)
    assert shown(city) == (gym, poisoning)


def test_of_the_same_level_the_older_stays(city, two):
    gym, poisoning = two
    city.activate(gym)
    city.activate(poisoning)
    assert shown(city) == two


def test_a_pinned_one_is_first_until_it_is_let_go(city, two):
    gym, poisoning = two
    city.activate(gym)
    city.do(pinning.pin, "zhoulan", poisoning)
    assert shown(city) == (poisoning, gym)
    assert city.ask(current_incident) == poisoning
    city.do(pinning.unpin, "zhoulan", poisoning)
    assert shown(city) == (gym, poisoning)


def test_only_one_is_pinned_and_each_change_has_its_line(city, two):
    gym, poisoning = two
    city.do(pinning.pin, "zhoulan", gym)
    city.do(pinning.pin, "zhoulan", poisoning)
    with city.db.read() as session:
        pinned = session.scalars(
            select(IncidentRow.id).where(IncidentRow.pinned_at.is_not(None))
        ).all()
        lines = session.execute(
            select(JournalLineRow.subject, JournalLineRow.verb)
            .where(JournalLineRow.kind == "incident", JournalLineRow.verb.endswith("pinned"))
            .order_by(JournalLineRow.number)
        ).all()
    assert list(pinned) == [poisoning]
    assert [tuple(line) for line in lines] == [
        (gym, "pinned"), (gym, "unpinned"), (poisoning, "pinned"),
    ]  # fmt: skip


def test_who_keeps_the_wall_may_pin_and_nobody_else(city, two):
    gym, _ = two
    with pytest.raises(RuleBroken):
        city.do(pinning.pin, "maxiao", gym)
    with pytest.raises(RuleBroken):
        city.do(pinning.unpin, "zhoulan", gym)
    city.do(pinning.pin, "zhoulan", gym)
    with pytest.raises(RuleBroken):
        city.do(pinning.pin, "zhoulan", gym)


def test_what_is_over_leaves_the_wall_and_cannot_be_pinned(city, two):
    gym, poisoning = two
    city.do(pinning.pin, "zhoulan", poisoning)
    city.do(incident_moves.dismiss, "chenyu", poisoning, "核实为个别学生受凉")
    assert shown(city) == (gym,)
    with pytest.raises(RuleBroken):
        city.do(pinning.pin, "zhoulan", poisoning)


def test_the_strip_has_all_live_ones_in_order_of_opening_from_the_report_on(city):
    later = school(city, verified=False, received_at=city.db.clock() - timedelta(minutes=5))
    gym = city.register()
    city.activate(gym)
    strip = city.ask(live_strip, city.db.clock())
    assert [each.id for each in strip.live] == [later, gym]
    assert strip.main == gym
    first, second = strip.live
    assert (first.level, first.provisional, first.lead) == (None, Level.III, "")
    assert (second.level, second.provisional) == (Level.III, None)
    assert "应急指挥部" in second.lead
    assert second.following is not None
    assert all(line.due_at >= strip.now for line in second.coming)


def test_a_decision_that_waits_is_counted_at_its_own_incident(city, two):
    """For who reads the strip: the commander decides, and finds as many cards in 待我处理."""
    gym, poisoning = two
    city.do(incidents.suggest_grade, "zhoulan", poisoning, Level.III, "就医23人", {})
    found = city.ask(desk_strip, city.chenyu, city.db.clock())
    assert [each.id for each in found.strip.live] == [gym, poisoning]
    assert {each.id: found.waits.get(each.id, 0) for each in found.strip.live} == {
        gym: 0, poisoning: 1,
    }  # fmt: skip
    cards = city.ask(todo, city.chenyu, city.db.clock())
    assert [card.incident_id for card in cards if card.incident_id] == [poisoning]
    assert poisoning not in city.ask(desk_strip, city.hewenjing, city.db.clock()).waits


def test_where_two_are_live_each_card_says_of_which_it_is(city):
    gym = city.register()
    city.do(incidents.suggest_grade, "zhoulan", gym, Level.III, "三店闭店", {})
    assert [card.incident for card in city.ask(todo, city.chenyu, city.db.clock())] == [""]
    poisoning = school(city)
    city.do(incidents.suggest_grade, "zhoulan", poisoning, Level.III, "就医23人", {})
    cards = city.ask(todo, city.chenyu, city.db.clock())
    titles = {row.id: row.title for row in city.ask(live_strip, city.db.clock()).live}
    assert {card.incident_id: card.incident for card in cards} == titles


def write_pin(db, incident):
    with db.write() as session:
        session.get_one(IncidentRow, incident).pinned_at = now(session)


@pytest.fixture
def logins(cluster):
    """Two of the coordination group and another, each by a login of their own."""
    run_sql(cluster, "CREATE DATABASE pinning TEMPLATE template")
    personas = [
        (Role.LEADER, Group.COORDINATION, None), (Role.MEMBER, Group.COORDINATION, None),
        (Role.LEADER, Group.ONSITE, None),
    ]  # fmt: skip
    bureau = Bureau(cluster, "pinning", personas)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE pinning WITH (FORCE)")


def test_the_server_lets_only_who_keeps_the_wall_pin_and_let_go(logins, cluster):
    incident = next(iter(logins.incidents.values()))
    for actor in logins.actors.values():
        db = open_database(cluster.url("pinning").replace("postgres@", f"{actor.login}@"))
        if Group.COORDINATION in actor.groups():
            for verb in (pinning.pin, pinning.unpin):
                with db.write() as session:
                    verb(session, actor, incident)
        else:  # as a changed program would: the rule of the program is not asked
            with pytest.raises(DBAPIError, match="show_on_wall"):
                write_pin(db, incident)
        db.close()


def test_on_a_server_another_of_the_group_lets_go_what_was_pinned(logins, cluster):
    """By itself, and by pinning another one."""
    head, member, _ = logins.actors.values()
    gym, poisoning = logins.incidents.values()
    for actor, verb, incident in (
        (head, pinning.pin, gym), (member, pinning.unpin, gym),
        (head, pinning.pin, gym), (member, pinning.pin, poisoning),
    ):  # fmt: skip
        db = open_database(cluster.url("pinning").replace("postgres@", f"{actor.login}@"))
        with db.write() as session:
            verb(session, actor, incident)
        db.close()
    with logins.db.read() as session:
        pinned = select(IncidentRow.id).where(IncidentRow.pinned_at.is_not(None))
        assert session.scalars(pinned).all() == [poisoning]
