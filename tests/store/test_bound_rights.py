"""Nobody alone undoes with plain psql what others decided; the program's own ways stay open."""

import re

import psycopg
import pytest
from sqlalchemy import select

from commandcenter.domain.incident.incident import CLOSED
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.store import closed_rules
from commandcenter.store.releases.release_gate import standing
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.releases.release import ReleaseRow
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store.attacks import LINE
from tests.store.bound_attacks import AFTERWARDS, ATTACKS, BEFORE, REWORD, UPPER, VOID, Of
from tests.store.test_rights_attacks import at_once, enter

PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.COUNTY, None, EAST), (Role.CLERK, None, None),
    (Role.ADMIN, None, None),
]  # fmt: skip
WHY = re.compile(
    r"^42501 .*(may not \((nobody|raise_level|lower_level|end_response|decide_grade)?\)"
    r"|does not carry on|has an organ, a number|denied for table "
    r"(paper_number|release|step|step_note)$"
    r"|the incident is closed)"
)
NAMED = "INSERT INTO journal(actor, kind, subject, verb, clause) VALUES ('', '{}', {}, 'x', '')"
OF_CALLS = (
    "INSERT INTO journal(actor, kind, subject, verb, clause) SELECT '', 'duty_log', id, 'x', ''"
    " FROM masked.duty_log ORDER BY closed_at DESC NULLS LAST, at DESC LIMIT 1"
)
KINDS = ("line", "notice", "tip")
TITLES = ("健身房关门", "学校供餐", "食品中毒")


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE bound TEMPLATE template")
    bureau = Bureau(cluster, "bound", PERSONAS)
    bureau.city.take_in(bureau.city.complaint("C"))
    bureau.logins = {p[0].value: actor.login for p, actor in bureau.actors.items()}
    people = {p[0]: actor.person_id for p, actor in bureau.actors.items()}
    with owner(cluster) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table, values in BEFORE:
            named = {k: people[v.role] if isinstance(v, Of) else v for k, v in values.items()}
            enter(connection, table, **named)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE bound WITH (FORCE)")


def owner(cluster):
    return psycopg.connect(cluster.url("bound"), autocommit=True)


def attempt(bureau, cluster, role, *statements):
    """As who has that role: why it is refused, "" when all of it would be committed."""
    login = bureau.logins[role.value]
    me = f"(SELECT id FROM person WHERE login = '{login}')"
    url = cluster.url("bound").replace("postgres@", f"{login}@")
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            at_once(connection, [each.format(me=me) for each in statements])
        except psycopg.Error as error:
            return f"{error.sqlstate} {error}".splitlines()[0]
    return ""


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused(bureau, cluster, name):
    role, statements = ATTACKS[name]
    why = attempt(bureau, cluster, role, *statements)
    assert WHY.search(why), why or "it went through"


@pytest.mark.parametrize("done", AFTERWARDS, ids=lambda done: done[0])
def test_what_the_program_does_of_a_closed_incident_goes_through(bureau, cluster, done):
    _, role, statement = done
    line = OF_CALLS if " duty_log " in statement else LINE
    assert attempt(bureau, cluster, role, statement, line) == ""


@pytest.mark.parametrize(("role", "paper"), [
    (Role.COUNTY, 912), (Role.DEPUTY, 911), (Role.COMMANDER, 913),
])  # fmt: skip
def test_who_signed_a_paper_makes_it_void(bureau, cluster, role, paper):
    line = NAMED.format("document", paper)  # not everybody reads the image: see own_line
    assert attempt(bureau, cluster, role, VOID.format(paper), line) == ""


def test_what_others_signed_is_the_commanders_to_void(bureau, cluster):
    with owner(cluster) as connection, connection.transaction():
        enter(connection, "paper", id=921, incident_id=901, state="filed", signed_by="某人",
              kind="express")  # fmt: skip
        connection.execute(LINE)
    assert attempt(bureau, cluster, Role.DEPUTY, VOID.format(921), LINE).startswith("42501")
    assert attempt(bureau, cluster, Role.COMMANDER, VOID.format(921), LINE) == ""


def test_a_text_that_is_judged_is_changed_by_taking_it_back(bureau, cluster):
    assert attempt(bureau, cluster, Role.DEPUTY, REWORD.format(""), LINE).startswith("42501")
    back = REWORD.format(", state = 'draft'")
    assert attempt(bureau, cluster, Role.CLERK, back, LINE) == ""


def test_what_is_decided_above_is_lowered_and_ended_by_its_document(bureau, cluster):
    with owner(cluster) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        enter(connection, "incident", id=921, state="responding", grade="II", response="II")
        enter(connection, "level_decision", id=-2, incident_id=921, axis="response",
              step="upper", level="II", organ="省局", document="1号")  # fmt: skip
    lower = "UPDATE incident SET response = 'IV' WHERE id = 921"
    decided = UPPER.format(921, "response", "IV", "'2号'")
    assert attempt(bureau, cluster, Role.COMMANDER, lower, LINE).startswith("42501")
    assert attempt(bureau, cluster, Role.COMMANDER, decided, LINE, lower, LINE) == ""
    raised = "UPDATE incident SET response = 'III' WHERE id = 921"
    own = (
        "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
        " signature) VALUES (921, 'response', 'decision', '{}', '', '{{{{}}}}', '某人', now(),"
        " '某人')"
    )
    assert attempt(bureau, cluster, Role.COMMANDER, raised, own.format("III"), LINE) == ""
    again = "UPDATE incident SET response = 'IV' WHERE id = 921"
    assert attempt(bureau, cluster, Role.COMMANDER, again, own.format("IV"), LINE) == ""
    end = "UPDATE incident SET state = 'ended', response = NULL, ended_at = now() WHERE id = 921"
    assert attempt(bureau, cluster, Role.COMMANDER, end, LINE).startswith("42501")


def test_server_and_program_agree_on_who_is_told_of_a_release(bureau, cluster):
    """Of each kind, at each level, for each topic; and of a warning."""
    numbers, incidents = iter(range(930, 1_000)), []
    with owner(cluster) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        plan = connection.execute("SELECT max(id) FROM plan_version").fetchone()[0]
        for grade in (None, *(level.value for level in Level)):
            for title in TITLES:
                incident = next(numbers)
                incidents.append(incident)
                enter(connection, "incident", id=incident, state="assessing", grade=grade,
                      title=title, plan_version_id=plan)  # fmt: skip
        for number, (kind, incident) in enumerate(
            ((kind, incident) for kind in KINDS for incident in incidents), 2_000
        ):
            enter(connection, "release", id=number, kind=kind, incident_id=incident,
                  state="draft", figures="[]")  # fmt: skip
        enter(connection, "warning", id=930, state="issued", level="III", category="健身")
        enter(connection, "release", id=1_999, kind="tip", warning_id=930, state="draft")
    with owner(cluster) as connection:
        server = dict(
            connection.execute(
                "SELECT id, rights.is_told(id) FROM release WHERE id >= 1999"
            ).fetchall()
        )
    with bureau.db.read() as session:
        rows = session.scalars(select(ReleaseRow).where(ReleaseRow.id >= 1_999)).all()
        rules = {row.id: standing(session, row).rule for row in rows}
    assert server == {number: bool(rule and rule.tell) for number, rule in rules.items()}
    assert set(server.values()) == {True, False}
    assert len(server) == 1 + len(KINDS) * 5 * len(TITLES)


def test_every_table_of_an_incident_is_closed_with_it(bureau, cluster):
    """Each that names an incident, or hangs on what does, has the check, or its reason not to."""
    rules = closed_rules.read_rules()
    of = {t.name for t in Base.metadata.sorted_tables if "incident_id" in t.c}
    of |= {name for name, rule in rules.items() if rule.of} - {"journal"}
    kept_out = {"journal", *(name for name, rule in rules.items() if rule.free)}
    hanging = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in of - kept_out and table.name not in of
    }
    assert hanging == set()
    with owner(cluster) as connection:
        checked = connection.execute(
            "SELECT replace(replace(p.proname, 'rights_', ''), '_update', '') FROM pg_proc p"
            " WHERE p.proname LIKE 'rights_%_update' AND p.prosrc LIKE '%rights.is_closed%'"
        ).fetchall()
        states = connection.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = 'is_closed'"
        ).fetchone()[0]
    assert {row[0] for row in checked} >= {"incident", "step", "log_entry", "paper", "release"}
    assert all(f"'{state.value}'" in states for state in CLOSED)


def test_a_case_is_closed_to_its_last_word_in_one_transaction(bureau, cluster):
    """Who closes it writes the move after the state, and nobody writes in the next."""
    with owner(cluster) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        enter(connection, "incident", id=925, state="aftermath", grade="IV")
    close = "UPDATE incident SET state = 'archived' WHERE id = 925"
    move = (
        "INSERT INTO incident_move (incident_id, from_state, to_state, reason, clause, by, at)"
        " VALUES (925, 'aftermath', 'archived', 'x', '5.3', '某人', now())"
    )
    when = "UPDATE incident SET closed_at = now(), closed_by = '某人' WHERE id = 925"
    assert attempt(bureau, cluster, Role.DEPUTY, close, LINE, move, LINE, when, LINE) == ""
    assert "is closed" in attempt(bureau, cluster, Role.DEPUTY, move, LINE)
