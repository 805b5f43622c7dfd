"""Insiders with plain psql: what a clever one would try, each by name, and that it is refused.

An attack is a transaction: it has failed when a statement or its commit is refused for want of a
right, and only then. What stands before it is put there by the owner.
"""

from contextlib import suppress
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import sql

from commandcenter.domain.complaint import Complainant, ComplaintKind
from commandcenter.domain.level import Level
from commandcenter.domain.oral import Matter
from commandcenter.domain.org import Group, Role
from commandcenter.services import joining, levels, oral, response, retention
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables import IncidentRow
from tests.aftermath import verdict
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")
WEST = "990103"
PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.MEMBER, Group.LOGISTICS, None),
    (Role.COUNTY, None, EAST), (Role.CLERK, None, None), (Role.ADMIN, None, None),
    (Role.WALL, None, None), (Role.PLANNER, None, None),
]  # fmt: skip
LINE = "INSERT INTO journal(actor, kind, subject, verb, clause) VALUES ('', 'x', 1, 'x', '')"
EAST_ONLY, BOTH = f'["{EAST}"]', f'["{EAST}", "{WEST}"]'
ANYTHING = {
    "integer": 1, "bigint": 1, "boolean": False, "bytea": b"x",
    "timestamp with time zone": datetime.now(UTC),
}  # fmt: skip
BEFORE = [  # table, and what matters of its row
    ("incident", {"id": 901, "state": "responding", "grade": "III", "response": "III"}),
    ("incident", {"id": 902, "state": "assessing", "grade": "IV", "districts": BOTH}),
    ("incident", {"id": 903, "state": "merged", "grade": "IV"}),
    ("incident", {"id": 904, "state": "archived", "grade": "IV"}),
    ("release", {"id": 901, "incident_id": 901, "state": "draft"}),
    ("release", {"id": 902, "incident_id": 901, "state": "published"}),
    ("release", {"id": 903, "incident_id": 901, "state": "approved", "needs_telling": True}),
    ("warning", {"id": 901, "state": "issued", "level": "III"}),
    ("stored_file", {"sha256": "f" * 64, "complete": True}),
    ("file_part", {"sha256": "f" * 64, "number": 0}),
    ("supply_request", {"id": 901, "incident_id": 901, "kind": "money", "money_cents": 100,
                        "state": "asked"}),
    ("supply_request", {"id": 902, "incident_id": 901, "kind": "vehicle", "money_cents": 900,
                        "state": "asked"}),
    ("oral_decision", {"id": 901, "incident_id": 901, "matter": "end", "decider_id": 1}),
    ("role_grant", {"id": 901, "role": "planner", "valid_until": datetime.now(UTC)}),
    ("log_entry", {"id": 901, "by": "改名"}),
    ("recovery", {"id": 901, "incident_id": 901, "ledger": "consumers"}),
]  # fmt: skip
END = "UPDATE incident SET state = 'ended', response = NULL, ended_at = now() WHERE id = 901"
STATE = "UPDATE incident SET state = '{}' WHERE id = {}"
RELEASED = "UPDATE release SET state = '{}' WHERE id = {}"
ATTACKS = {
    # who may register what is decided above may not decide
    "end a response, in the name of nobody": (Role.DUTY, [END, LINE]),
    "activate in the name of nobody": (Role.DUTY, [
        "UPDATE incident SET state = 'responding', response = 'I' WHERE id = 902", LINE]),
    "grade in the name of nobody": (Role.DUTY, [
        "UPDATE incident SET grade = 'I' WHERE id = 902", LINE]),
    "end by a decision that was registered for another level": (Role.DUTY, [
        "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at,"
        " signature) VALUES (901, 'response', 'upper', 'IV', '', '{{}}', '', now(), '')",
        END, LINE]),
    "end by an old call": (Role.DUTY, [
        "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause)"
        " VALUES ('', 'oral_decision', 901, 901, 'registered', '')", END, LINE]),
    "lower a response as who settles where an incident goes": (Role.LEADER, [
        "UPDATE incident SET response = 'IV' WHERE id = 901", LINE]),
    # a state that the plan does not lead to
    "put a response back to the assessment": (Role.DUTY, [STATE.format("assessing", 901), LINE]),
    "reopen an archived case": (Role.DUTY, [STATE.format("assessing", 904), LINE]),
    "end by the aftermath": (Role.LEADER, [STATE.format("aftermath", 901), LINE]),
    "activate by taking apart": (Role.LEADER, [STATE.format("responding", 903), LINE]),
    "a false alarm in the midst": (Role.LEADER, [STATE.format("false_alarm", 901), LINE]),
    "take a county off an incident": (Role.COUNTY, [
        "UPDATE incident SET districts = '[\"990102\"]' WHERE id = 902", LINE]),
    "publish a draft": (Role.CLERK, [RELEASED.format("published", 901), LINE]),
    "approve a draft": (Role.COMMANDER, [RELEASED.format("approved", 901), LINE]),
    "pass the secrecy of a draft": (Role.CLERK, [RELEASED.format("approval", 901), LINE]),
    "make the published a draft": (Role.CLERK, [
        RELEASED.format("draft", 902), "UPDATE release SET text = 'x' WHERE id = 902", LINE]),
    "need not tell": (Role.CLERK, [
        "UPDATE release SET needs_telling = false WHERE id = 903", LINE]),
    "take a warning back": (Role.DUTY, [
        "UPDATE warning SET state = 'draft' WHERE id = 901", LINE]),
    "drop a warning in force": (Role.DUTY, [
        "UPDATE warning SET state = 'dropped' WHERE id = 901", LINE]),
    "a report that is born signed": (Role.CLERK, [
        "INSERT INTO report SELECT (jsonb_populate_record(NULL::report, '{{\"id\": 901,"
        " \"incident_id\": 901, \"kind\": \"first\", \"state\": \"signed\", \"chain\": \"city\","
        " \"signed_by\": \"某人\"}}')).*", LINE]),
    # money
    "money that is born approved": (Role.MEMBER, [
        "INSERT INTO supply_request (incident_id, kind, item, amount, unit, money_cents, reason,"
        " asked_by, asked_from, asked_at, state, note) VALUES (901, 'money', '', 1, '', 9, '', '',"
        " '', now(), 'approved', '')", LINE]),
    "pay what nobody approved": (Role.MEMBER, [
        "UPDATE supply_request SET state = 'delivered' WHERE id = 901", LINE]),
    "approve what is paid for as stock": (Role.MEMBER, [
        "UPDATE supply_request SET state = 'approved' WHERE id = 902", LINE]),
    "another sum": (Role.MEMBER, [
        "UPDATE supply_request SET money_cents = 99999999 WHERE id = 901", LINE]),
    # the closing's two people
    "settle as if long ago": (Role.DEPUTY, [
        "UPDATE recovery SET settled_at = '2020-01-01', settler_id = {me} WHERE id = 901", LINE]),
    "settle the city's line": (Role.COUNTY, [
        "UPDATE recovery SET district = '990102', note = 'x' WHERE id = 901", LINE]),
    # roles
    "delegate as if long ago": (Role.COMMANDER, [
        "INSERT INTO delegation (to_person, valid_from, valid_until, reason, by, at) SELECT id,"
        " '2020-01-01', now() + interval '1 day', '', '', now() FROM person"
        " WHERE login = '{deputy}'", LINE]),
    "prolong a role": (Role.ADMIN, [
        "UPDATE role_grant SET valid_until = '2099-01-01' WHERE id = 901", LINE]),
    # what leaves no image
    "take the file of an evidence apart": (Role.PLANNER, [
        "UPDATE stored_file SET complete = false WHERE sha256 = repeat('f', 64)",
        "DELETE FROM file_part WHERE sha256 = repeat('f', 64)"]),
    "spoil a file": (Role.PLANNER, [
        "INSERT INTO file_part VALUES (repeat('f', 64), 1, 'y')"]),
    "a file that is whole before it is there": (Role.PLANNER, [
        "INSERT INTO stored_file VALUES (repeat('e', 64), 1, true)"]),
    "a complaint for an old import": (Role.DUTY, [
        "INSERT INTO complaint SELECT (jsonb_populate_record(c, '{{\"id\": 9001,"
        " \"number\": \"new\"}}')).* FROM complaint c WHERE number = 'C'"]),
    "move a complaint to an import of one's own": (Role.DUTY, [
        "INSERT INTO batch (id, source, file_name, sha256, mapping, state, opened_at, opened_by,"
        " rows, accepted, duplicates, rejected) VALUES (901, '', '', '', '', 'open', now(), '',"
        " 0, 0, 0, 0)",
        "UPDATE complaint SET batch_id = 901 WHERE number = 'C'", LINE]),
    "open an import as if it had never been closed": (Role.DUTY, [
        "UPDATE batch SET state = 'open', closed_at = NULL", LINE]),
    "join without a line": (Role.DUTY, [
        "INSERT INTO incident_complaint (id, incident_id, complaint_id, at, by) SELECT 9001, 901,"
        " id, now(), '' FROM complaint WHERE number = 'C'", LINE]),
    # the journal
    "take an image out that is no personal data": (Role.COMMANDER, [
        "INSERT INTO journal(actor, kind, subject, verb, clause)"
        " VALUES ('', 'retention', 1, 'decided', '')",
        "UPDATE journal_row SET before = NULL, after = NULL, salt = NULL,"
        " erased_by = (SELECT number FROM pen) WHERE table_name = 'incident'"]),
    "name rows in bulk that leave images": (Role.DUTY, [
        "SELECT public.journal_bulk('incident', 1, 2, '{{}}')", LINE]),
    "a line by the wall": (Role.WALL, ["SELECT rights.account_line(1, 'x')"]),
    # functions with arguments of one's own
    "see the city": (Role.COUNTY, ["SELECT rights.settle_city(1, session_user::text)"]),
    "blind another": (Role.COUNTY, ["SELECT rights.settle_city({me}, '{commander}')"]),
    "what the administrator must not know": (Role.ADMIN, ["SELECT rights.state_of(901)"]),
    "who decided": (Role.WALL, ["SELECT rights.decider_of(901)"]),
    # the server's own
    "hold up the next upgrade": (Role.WALL, ["SELECT pg_advisory_lock(1)"]),
    "hide something in a large object": (Role.COUNTY, ["SELECT lo_from_bytea(0, 'x')"]),
    "run a program": (Role.DUTY, ["COPY person TO PROGRAM 'cat'"]),
    "read a file": (Role.DUTY, ["SELECT pg_read_file('/etc/passwd')"]),
    "statistics of who complained": (Role.DUTY, ["SELECT * FROM pg_catalog.pg_statistic"]),
    "a function of one's own": (Role.DUTY, [
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'"]),
    "lock the journal": (Role.COMMANDER, ["LOCK TABLE journal IN EXCLUSIVE MODE"]),
    "look behind the covers": (Role.DUTY, [
        "UPDATE masked.complainant SET name = name RETURNING (SELECT phone FROM public.complainant"
        " LIMIT 1)"]),
    "take over by a conflict": (Role.COUNTY, [
        "INSERT INTO batch (id, source, file_name, sha256, mapping, state, opened_at, opened_by,"
        " rows, accepted, duplicates, rejected) VALUES (902, '', '', '', '', 'open', now(), '',"
        " 0, 0, 0, 0)",
        "INSERT INTO complaint AS c SELECT (jsonb_populate_record(o, '{{\"id\": 9002,"
        " \"number\": \"W\", \"batch_id\": 902}}')).* FROM complaint o WHERE number = 'C'"
        " ON CONFLICT (number) DO UPDATE SET district = '990102'", LINE]),
}  # fmt: skip
REFUSED = {"42501", "42P01", "42883"}


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE attacks TEMPLATE template")
    bureau = Bureau(cluster, "attacks", PERSONAS)
    complaint = bureau.city.complaint
    bureau.city.take_in(
        complaint("C", complainant=WHO),
        complaint("R", complainant=WHO, kind=ComplaintKind.REPORT),
        complaint("W", district=WEST, complainant=WHO),
    )
    bureau.logins = {p[0].value: actor.login for p, actor in bureau.actors.items()}
    with owner(cluster) as connection, connection.transaction():
        for table, values in BEFORE:
            enter(connection, table, **values)
        connection.execute(LINE)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE attacks WITH (FORCE)")


def enter(connection, name, **values):
    """A row of a table, with anything where nothing is asked."""
    kinds = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL",
        [name],
    )
    given = {"districts": EAST_ONLY} if name == "incident" else {}
    values = {column: ANYTHING.get(kind, "[]") for column, kind in kinds} | given | values
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(name),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.Placeholder() * len(values)),
        ),
        list(values.values()),
    )


def owner(cluster):
    return psycopg.connect(cluster.url("attacks"), autocommit=True)


def signed_on(bureau, cluster, role):
    url = cluster.url("attacks").replace("postgres@", f"{bureau.logins[role.value]}@")
    return psycopg.connect(url, autocommit=True)


def filled(statement, bureau, role):
    me = f"(SELECT id FROM person WHERE login = '{bureau.logins[role.value]}')"
    return statement.format(me=me, **bureau.logins)


def at_once(connection, statements):
    with connection.transaction():
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused(bureau, cluster, name):
    role, statements = ATTACKS[name]
    with signed_on(bureau, cluster, role) as connection:
        with pytest.raises(psycopg.Error) as caught:
            at_once(connection, [filled(each, bureau, role) for each in statements])
        assert caught.value.sqlstate in REFUSED, str(caught.value)


def test_nobody_announces_his_change_by_the_next_line_of_another(bureau, cluster):
    """Who changes has the pen from there on: the other's line waits, and it is not his."""
    with (
        signed_on(bureau, cluster, Role.DUTY) as clever,
        signed_on(bureau, cluster, Role.COMMANDER) as other,
    ):
        clever.execute("BEGIN")
        clever.execute(
            "INSERT INTO tally (incident_id, kind, value, place, at, by)"
            " VALUES (901, 'on_site', 999, '', now(), '')"
        )
        other.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(LINE)
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            clever.execute("COMMIT")
        other.execute(LINE)
    assert_the_chain_holds(cluster)


def assert_the_chain_holds(cluster):
    with owner(cluster) as connection:
        assert connection.execute("SELECT bad FROM rights.verify_journal()").fetchone() == (None,)


def test_who_is_let_go_sees_nothing_more_on_the_link_he_has(bureau, cluster):
    change = f"UPDATE person SET active = {{}} WHERE login = '{bureau.logins['deputy']}'"
    with (
        signed_on(bureau, cluster, Role.DEPUTY) as dismissed,
        signed_on(bureau, cluster, Role.ADMIN) as admin,
    ):
        assert dismissed.execute("SELECT count(*) FROM complaint").fetchone() == (3,)
        at_once(admin, [change.format("false"), LINE])
        with suppress(psycopg.OperationalError):  # a server from 16 on ends it
            assert dismissed.execute("SELECT count(*) FROM complaint").fetchone() == (0,)
    with signed_on(bureau, cluster, Role.DEPUTY) as again:
        for table in ("complaint", "masked.complainant", "incident", "attendance", "journal"):
            assert again.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    with signed_on(bureau, cluster, Role.ADMIN) as admin:
        at_once(admin, [change.format("true"), LINE])


def test_a_name_taken_from_another_shows_nothing_of_his(bureau, cluster):
    with signed_on(bureau, cluster, Role.ADMIN) as admin:
        at_once(admin, ["UPDATE person SET name = '改名' WHERE login = session_user", LINE])
        assert admin.execute("SELECT count(*) FROM log_entry").fetchone() == (0,)


@pytest.mark.parametrize(("role", "guess"), [
    (Role.WALL, "SELECT 1 FROM wall.complaint WHERE 1 / (number = 'C')::int > 5"),
    (Role.DUTY, f"SELECT 1 FROM complainant WHERE 1 / (phone = '{WHO.phone}')::int > 5"),
])  # fmt: skip
def test_no_condition_of_a_question_sees_behind_the_covers(bureau, cluster, role, guess):
    """An error, or an estimate, for what stands there would tell as much as the value."""
    with signed_on(bureau, cluster, role) as connection:
        with pytest.raises(psycopg.errors.DivisionByZero):  # as for a value that is nowhere
            connection.execute(guess)
        known = "SELECT count(*) FROM pg_stats WHERE tablename = 'complainant'"
        assert connection.execute(known).fetchone() == (0,)


def by_program(bureau, cluster, role, verb, *arguments):
    """What the program does as him, to its commit."""
    login = bureau.logins[role.value]
    db = open_database(cluster.url("attacks").replace("postgres@", f"{login}@"))
    try:
        with db.write() as session:
            verb(session, actor_of(session, login, now(session)), *arguments)
    finally:
        db.close()


def from_above(document, words, **fields):
    return levels.UpperDecision(
        "省局", document, datetime.now(UTC), words, expected_days=3, measures="处置", **fields
    )


def test_what_was_decided_above_and_by_telephone_is_carried_out(bureau, cluster):
    incident = bureau.incidents[Level.III]
    commander = next(a for p, a in bureau.actors.items() if p[0] is Role.COMMANDER)
    for decision in (
        from_above("1号", "提升", grade=Level.II, response=Level.II),
        from_above("2号", "降低", response=Level.III),
    ):
        by_program(bureau, cluster, Role.DUTY, levels.register_upper, incident, decision)
    for matter, order in (
        (Matter.LOWER, response.Change(Level.IV, "缓和", 3, "处置", "")),
        (Matter.END, response.Ending("已平息", "")),
    ):
        at = datetime.now(UTC)
        call = oral.Call(matter, "可否", "同意", at, commander.person_id, "周岚", order)
        by_program(bureau, cluster, Role.DUTY, oral.register, incident, call)
    with owner(cluster) as connection:
        row = connection.execute(
            "SELECT state, grade, response FROM incident WHERE id = %s", [incident]
        ).fetchone()
    assert row == ("ended", "II", None)
    assert_the_chain_holds(cluster)


def test_what_was_decided_to_go_goes(bureau, cluster):
    """A complaint joins, and its data are erased: both are the program's own ways."""
    incident = bureau.incidents[Level.IV]
    with owner(cluster) as connection:
        complaint = connection.execute("SELECT id FROM complaint WHERE number = 'C'").fetchone()[0]

    def joined(session, actor):
        joining.join(session, actor, session.get_one(IncidentRow, incident), [complaint])

    by_program(bureau, cluster, Role.DUTY, joined)
    ending = response.Ending("已平息", "某人")
    by_program(bureau, cluster, Role.COMMANDER, response.end_response, incident, ending)
    decided = verdict(signature="某人")
    by_program(bureau, cluster, Role.COMMANDER, retention.decide, incident, decided)
    with owner(cluster) as connection:
        erased = connection.execute("SELECT decision, erased FROM retention").fetchone()
    assert erased[0] == "erase"
    assert_the_chain_holds(cluster)
