"""Insiders with plain psql who put over to themselves what another did, or take it from them.

Who did it changes only with what was done: a step is opened again, a text is written anew.
"""

import psycopg
import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store.own_line import LINE

PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DUTY, None, None), (Role.LEADER, Group.ONSITE, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.ADMIN, None, None),
]  # fmt: skip
COMMANDER, DUTY, LEADER, COORDINATION, ADMIN = PERSONAS
THERE = (  # by another, in an incident
    "UPDATE step SET state = 'done', done_by = '别人', done_at = now() WHERE id = (SELECT max(id)"
    " FROM step WHERE incident_id = {incident} AND \"group\" = 'onsite')",
    "UPDATE step SET state = 'dropped', dropped_why = '该级别不设此项' WHERE id = (SELECT min(id)"
    " FROM step WHERE incident_id = {incident} AND \"group\" = 'onsite')",
    'INSERT INTO recovery (incident_id, ledger, title, way, note, "group", settled_at, settled_by,'
    " settler_id, at, by, version) VALUES ({incident}, 'consumers', '', '', '', 'onsite', now(),"
    " '别人', 1, now(), '别人', 1)",
    'INSERT INTO recovery (incident_id, ledger, title, way, note, "group", waived_at, waived_by,'
    " waive_reason, settler_id, at, by, version) VALUES ({incident}, 'consumers', '', '', '',"
    " 'onsite', now(), '别人', '确无', 1, now(), '别人', 1)",
    "INSERT INTO instruction (incident_id, text, to_group, given_by, at, received_at, received_by,"
    " reported_by, report) VALUES ({incident}, '', 'onsite', '别人', now(), now(), '别人', '', '')",
    "INSERT INTO typical_case (incident_id, title, text, drafted_by, drafted_at, version)"
    " VALUES ({incident}, '题', '文', '别人', now(), 1)",
    "INSERT INTO role_grant (person_id, role, valid_from, valid_until, granted_by) VALUES (1,"
    " 'planner', '2026-01-01', '2026-02-01', '')",
    LINE,
)
STEP = "UPDATE step SET {} WHERE done_by = '别人'"
LINE_OF_RECOVERY = "UPDATE recovery SET {} WHERE {} = '别人'"
ATTACKS = {
    "a step": (LEADER, STEP.format("done_by = '某人', done_at = now()")),
    "a step, with whom it was given to": (
        LEADER, STEP.format("done_by = '某人', done_at = now(), assigned_to = NULL, version = 9")),
    "when a step was done": (LEADER, STEP.format("done_at = now()")),
    "that a step was done by somebody": (LEADER, STEP.format("done_by = '', done_at = NULL")),
    "why a step was dropped": (
        COMMANDER, "UPDATE step SET dropped_why = '另有原因' WHERE state = 'dropped'"),
    "who settled a line": (
        LEADER, LINE_OF_RECOVERY.format("settled_at = now(), settler_id = {me}", "settled_by")),
    "who settled a line, with a word more": (LEADER, LINE_OF_RECOVERY.format(
        "settled_at = now(), settler_id = {me}, note = 'x'", "settled_by")),
    "the number of who settled a line": (
        LEADER, LINE_OF_RECOVERY.format("settler_id = {me}", "settled_by")),
    "that a line is settled": (LEADER, LINE_OF_RECOVERY.format(
        "settled_at = NULL, settled_by = NULL, settler_id = NULL", "settled_by")),
    "the number of who waived a line": (
        COMMANDER, LINE_OF_RECOVERY.format("settler_id = {me}", "waived_by")),
    "who waived a line": (
        COMMANDER, LINE_OF_RECOVERY.format("waived_at = now()", "waived_by")),
    "who received an instruction": (
        LEADER, "UPDATE instruction SET received_at = now() WHERE received_by = '别人'"),
    "that an instruction was received": (LEADER,
        "UPDATE instruction SET received_at = NULL, received_by = '' WHERE received_by = '别人'"),
    "a draft": (COMMANDER, "UPDATE typical_case SET drafted_by = '某人'"),
    "the end of a role that is over": (
        ADMIN, "UPDATE role_grant SET valid_until = '2026-01-15' WHERE person_id = 1"
        " AND valid_until < now()"),
}  # fmt: skip
HONEST = {
    "a text that is written anew": (COMMANDER, [
        "UPDATE typical_case SET text = '新文', drafted_by = '某人',"
        " drafter_id = (SELECT id FROM person WHERE login = session_user)"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE by_another TEMPLATE template")
    bureau = Bureau(cluster, "by_another", PERSONAS)
    with psycopg.connect(cluster.url("by_another")) as connection:
        for statement in THERE:
            connection.execute(filled(bureau, COMMANDER, statement))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE by_another WITH (FORCE)")


def filled(bureau, persona, statement):
    known = {"incident": bureau.incidents[Level.III], "me": bureau.actors[persona].person_id}
    return statement.format(**known)


def attempted(bureau, cluster, persona, statements):
    """How many rows were changed; all of it is taken back."""
    login = bureau.actors[persona].login
    url = cluster.url("by_another").replace("postgres@", f"{login}@")
    with psycopg.connect(url) as connection, connection.transaction(force_rollback=True):
        changed = [
            connection.execute(filled(bureau, persona, each)).rowcount for each in statements
        ]
        connection.execute(LINE)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return changed


@pytest.mark.parametrize("name", ATTACKS)
def test_it_stays_theirs(bureau, cluster, name):
    persona, statement = ATTACKS[name]
    with pytest.raises(psycopg.Error) as caught:
        attempted(bureau, cluster, persona, [statement])
    assert caught.value.sqlstate == "42501", str(caught.value)


@pytest.mark.parametrize("name", HONEST)
def test_what_is_done_anew_bears_the_new_name(bureau, cluster, name):
    persona, statements = HONEST[name]
    assert attempted(bureau, cluster, persona, statements) == [1] * len(statements)
