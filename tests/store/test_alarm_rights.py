"""Alarms on a server, as people who are really signed on: the engine's by who may hold the lease,
an acknowledgement by whom it has reached, for the version that stands.
"""

import contextlib

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.org import Group, Role
from commandcenter.queries.alarms.conditions import moves_now
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.alarms.alarm_book import keep
from commandcenter.services.command import callups
from commandcenter.services.command.callups import NewCallUp
from commandcenter.store.database import now
from tests.alarm_stage import due_in, only, turn
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import REFUSED, Bureau

LEADER, OTHER = (Role.LEADER, Group.ONSITE, None), (Role.LEADER, Group.LEGAL, None)
DUTY, LEAD, WATCH = ((role, None, None) for role in (Role.DUTY, Role.LEAD_DUTY, Role.WATCH))
COUNTY, PLANNER = (Role.COUNTY, None, EAST), (Role.PLANNER, None, None)
PERSONAS = [LEADER, OTHER, DUTY, LEAD, WATCH, COUNTY, PLANNER]
SEEN = (
    "UPDATE alarm SET standing = 'acknowledged', acknowledged_by = rights.my_name(),"
    " acknowledged_at = clock_timestamp(), acknowledged_version = {version} WHERE id = {id}"
)


class TakenBack(Exception):
    pass


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE alarmed TEMPLATE template")
    bureau = Bureau(cluster, "alarmed", PERSONAS)
    incident = next(iter(bureau.incidents.values()))
    bureau.number = due_in(bureau.city, incident, -1)
    turn(bureau.city)
    bureau.alarm = only(bureau.city, bureau.number)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE alarmed WITH (FORCE)")


@contextlib.contextmanager
def signed_on(bureau, persona):
    """A transaction as this person, taken back at its end."""
    actor = bureau.actors[persona]
    with contextlib.suppress(TakenBack), bureau.db.write() as session:
        bureau.sign_on(session, actor.login)
        yield session, actor
        session.flush()
        session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        raise TakenBack


def refused(bureau, persona, statement):
    try:
        with signed_on(bureau, persona) as (session, _):
            done = session.execute(text(statement))
            return done.rowcount == 0
    except DBAPIError as error:
        return error.orig.sqlstate in REFUSED


def test_who_is_responsible_acknowledges_and_shelves_by_the_program(bureau):
    with signed_on(bureau, LEADER) as (session, actor):
        alarm_acts.acknowledge(session, actor, bureau.alarm.id, bureau.alarm.version)


@pytest.mark.parametrize("persona", [OTHER, DUTY, LEAD, WATCH, COUNTY, PLANNER], ids=str)
def test_nobody_else_acknowledges_it(bureau, persona):
    told = {"id": bureau.alarm.id, "version": bureau.alarm.version}
    assert refused(bureau, persona, SEEN.format(**told))


def test_another_version_than_the_one_that_stands_is_refused(bureau):
    assert refused(bureau, LEADER, SEEN.format(id=bureau.alarm.id, version=7))


@pytest.mark.parametrize("statement", [
    "UPDATE alarm SET priority = 'low' WHERE id = {id}",
    "UPDATE alarm SET version = version + 1 WHERE id = {id}",
    "UPDATE alarm SET reached = '[]' WHERE id = {id}",
    "UPDATE alarm SET standing = 'cleared' WHERE id = {id}",
    "UPDATE alarm SET shelved_by = rights.my_name(), shelved_until = clock_timestamp()"
    " + interval '9 days' WHERE id = {id}",
    "DELETE FROM alarm WHERE id = {id}",
    "DELETE FROM alarm_act WHERE alarm_id = {id}",
    "UPDATE alarm_act SET words = 'x' WHERE alarm_id = {id}",
])  # fmt: skip
def test_who_is_reached_changes_nothing_else(bureau, statement):
    assert refused(bureau, LEADER, statement.format(id=bureau.alarm.id))


@pytest.mark.parametrize("persona", [WATCH, DUTY, LEAD], ids=str)
def test_who_may_hold_the_lease_works_them_out(bureau, persona):
    with signed_on(bureau, persona) as (session, actor):
        session.execute(text("UPDATE alarm SET step_at = step_at - interval '1 hour'"))
        at = now(session)
        assert keep(session, actor, moves_now(session, at), at) >= 1


@pytest.mark.parametrize("persona", [LEADER, COUNTY, PLANNER], ids=str)
def test_nobody_else_works_them_out(bureau, persona):
    assert refused(
        bureau, persona, f"UPDATE alarm SET step = step + 1 WHERE id = {bureau.alarm.id}"
    )


def test_a_call_that_was_taken_acknowledges_in_the_name_of_who_was_rung(bureau):
    told = NewCallUp(
        about="首次现场报告", number="0990-1234567", answered=True, answer="马上报告",
        person_id=bureau.city.maxiao.person_id, kind="alarm", subject=bureau.alarm.id,
        incident_id=bureau.alarm.incident_id,
    )  # fmt: skip
    with signed_on(bureau, DUTY) as (session, actor):
        callups.record(session, actor, told)
        name = text("SELECT acknowledged_by FROM alarm WHERE id = :id")
        assert session.scalar(name, {"id": bureau.alarm.id}) == "马骁"


def test_a_planner_takes_a_kind_out_and_puts_it_back(bureau):
    with signed_on(bureau, PLANNER) as (session, actor):
        alarm_acts.take_out(session, actor, "limit_other", "检修", None)
        alarm_acts.put_back(session, actor, "limit_other")
    put = (
        "INSERT INTO alarm_out (kind, why, by, since, ended_by)"
        " VALUES ('x', 'x', '某人', now(), '')"
    )
    assert refused(bureau, DUTY, put)
