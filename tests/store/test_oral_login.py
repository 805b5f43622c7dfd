"""Whoever may write a call down carries out on the server what was decided by it, and no more."""

from datetime import UTC, datetime

import psycopg
import pytest

from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.services.incident import oral, response
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store.own_line import LINE

COMMANDER = (Role.COMMANDER, None, None)
WHO = [
    (Role.DUTY, None, None), (Role.LEAD_DUTY, None, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.MEMBER, Group.COORDINATION, None),
]  # fmt: skip
OTHER = (Role.MEMBER, Group.ONSITE, None)
END = "UPDATE incident SET state = 'ended', response = NULL WHERE id = {}"


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE oral TEMPLATE template")
    bureau = Bureau(cluster, "oral", [COMMANDER, *WHO, OTHER])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE oral WITH (FORCE)")


@pytest.mark.parametrize("persona", WHO, ids=lambda persona: persona[0].value)
def test_a_response_is_ended_by_a_call_that_is_written_down(bureau, cluster, persona):
    login, incident = bureau.actors[persona].login, bureau.incidents[Level.III]
    call = oral.Call(
        Matter.END, "可否", "同意", datetime.now(UTC), bureau.actors[COMMANDER].person_id, "周岚",
        response.Ending("已平息", ""),
    )  # fmt: skip
    db = open_database(cluster.url("oral").replace("postgres@", f"{login}@"))
    try:
        with db.write() as session:
            oral.register(session, actor_of(session, login, now(session)), incident, call)
    finally:
        db.close()
    with psycopg.connect(cluster.url("oral")) as owner:
        found = owner.execute("SELECT state FROM incident WHERE id = %s", [incident]).fetchone()
    assert found == ("ended",)


def ended_alone(connection, incident):
    connection.execute(END.format(incident))
    connection.execute(LINE)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("persona", [*WHO, OTHER], ids=lambda p: f"{p[0].value} {p[1] or ''}")
def test_without_a_call_nobody_of_them_ends_it(bureau, cluster, persona):
    login = bureau.actors[persona].login
    with (
        psycopg.connect(cluster.url("oral").replace("postgres@", f"{login}@")) as connection,
        pytest.raises(psycopg.Error) as caught,
    ):
        ended_alone(connection, bureau.incidents[Level.III])
    assert caught.value.sqlstate == "42501"
