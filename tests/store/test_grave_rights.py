"""Where it is grave nobody acts alone: insiders with plain psql who try to, on PostgreSQL."""

import re
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.services.complaints import hand_entry
from commandcenter.services.seat import people, role_confirmation
from commandcenter.store.database import now, open_database
from commandcenter.store.people import in_force, waiting
from commandcenter.store.tables.person import RoleGrantRow
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store.attacks import LINE, WEST
from tests.store.test_rights_attacks import at_once, enter

PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.LEADER, Group.LOGISTICS, None), (Role.MEMBER, Group.LOGISTICS, None),
    (Role.COUNTY, None, EAST), (Role.CLERK, None, None), (Role.ADMIN, None, None),
    (Role.AUDITOR, None, None),
]  # fmt: skip
WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")
REFUSED = {"42501"}
GRANT = "INSERT INTO role_grant (person_id, role, valid_from, granted_by{}) SELECT id, '{}', now(), session_user::text{} FROM person WHERE login = 'wuyue'"  # noqa: E501  # one statement
CONFIRM = (
    "UPDATE role_grant SET confirmed_at = now(), confirmed_by = (SELECT id FROM person"
    " WHERE login = session_user) WHERE id = {}"
)
NAMED = (
    "INSERT INTO journal(actor, kind, subject, verb, clause)"
    " SELECT '', 'complaint', id, 'x', '' FROM complaint WHERE number = '{}'"
)
UPPER = (
    "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at, signature,"
    " organ, document, decided_at{}) VALUES ({}, 'response', 'upper', 'II', '', '{{}}', '省局',"
    " now(), '', '省局', {}, {}{})"
)


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE grave TEMPLATE template")
    bureau = Bureau(cluster, "grave", PERSONAS)
    complaint = bureau.city.complaint
    bureau.city.take_in(
        complaint("C", complainant=WHO), complaint("W", district=WEST, complainant=WHO)
    )
    bureau.logins = {p[0].value: actor.login for p, actor in bureau.actors.items()}
    with owner(cluster) as connection, connection.transaction():
        enter(connection, "stored_file", sha256="a" * 64, complete=True)
        enter(connection, "stored_file", sha256="b" * 64, complete=False)
        connection.execute(LINE)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE grave WITH (FORCE)")


def owner(cluster):
    return psycopg.connect(cluster.url("grave"), autocommit=True)


def signed_on(bureau, cluster, role):
    url = cluster.url("grave").replace("postgres@", f"{bureau.logins[role.value]}@")
    return psycopg.connect(url, autocommit=True)


def attempt(bureau, cluster, role, *statements):
    """The SQLSTATE with which it is refused, "" when all is committed."""
    with signed_on(bureau, cluster, role) as connection:
        try:
            at_once(connection, [*statements, LINE])
        except psycopg.Error as error:
            return error.sqlstate
    return ""


def waits(bureau, cluster, role="deputy", login="wuyue"):
    """A role that the administrator gave and nobody has confirmed; its number."""
    db = open_database(cluster.url("grave").replace("postgres@", f"{bureau.logins['admin']}@"))
    try:
        with db.write() as session:
            actor = bureau.actors[Role.ADMIN, None, None]
            person = getattr(bureau.city, login).person_id
            return people.grant_role(session, actor, person, Role(role))
    finally:
        db.close()


def held(cluster, login):
    with owner(cluster) as connection:
        found = connection.execute(
            "SELECT role FROM rights.held((SELECT id FROM person WHERE login = %s))", [login]
        )
        return {row[0] for row in found}


# roles that decide


@pytest.mark.parametrize("more", [
    (", confirmed_at", ", now()"),
    (", confirmed_at, confirmed_by", ", now(), id"),
    (", id", ", -7"), (", id", ", 1000000"),
])  # fmt: skip
@pytest.mark.parametrize("role", ["commander", "deputy", "lead_duty", "auditor"])
def test_the_administrator_alone_makes_nobody_who_decides(bureau, cluster, role, more):
    columns, values = more
    assert attempt(bureau, cluster, Role.ADMIN, GRANT.format(columns, role, values)) in REFUSED
    other = GRANT.format("", role, "").replace("session_user::text", "'陈屿'")
    assert attempt(bureau, cluster, Role.ADMIN, other) in REFUSED
    stand_in = GRANT.format(", stands_for, valid_until", role, ", id, now() + interval '1 day'")
    if role == "auditor":
        assert "auditor" not in held(cluster, "wuyue")
    else:
        assert attempt(bureau, cluster, Role.ADMIN, stand_in) in REFUSED
    assert role not in held(cluster, "wuyue")


def test_a_role_that_waits_gives_nothing_on_the_server(bureau, cluster):
    grant = waits(bureau, cluster)
    assert held(cluster, "wuyue") == {"member"}
    with owner(cluster) as connection:
        groups = connection.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN"
            " pg_roles l ON l.oid = m.member WHERE l.rolname = 'wuyue' ORDER BY 1"
        ).fetchall()
    assert ("cc_deputy",) not in groups
    for role in (Role.ADMIN, Role.DUTY, Role.DEPUTY):
        assert attempt(bureau, cluster, role, CONFIRM.format(grant)) in REFUSED
    assert attempt(bureau, cluster, Role.AUDITOR, CONFIRM.format(grant)) == ""
    assert held(cluster, "wuyue") == {"member", "deputy"}
    assert attempt(bureau, cluster, Role.COMMANDER, CONFIRM.format(grant)) in REFUSED  # once


def test_nobody_confirms_their_own_role_or_in_anothers_name(bureau, cluster):
    auditor = bureau.actors[Role.AUDITOR, None, None]
    with owner(cluster) as connection, connection.transaction():
        connection.execute(
            "INSERT INTO role_grant (person_id, role, valid_from, granted_by)"
            " VALUES (%s, 'commander', now(), 'x')", [auditor.person_id],
        )  # fmt: skip
        connection.execute(LINE)
        own = connection.execute("SELECT max(id) FROM role_grant").fetchone()[0]
    assert attempt(bureau, cluster, Role.AUDITOR, CONFIRM.format(own)) in REFUSED
    named = CONFIRM.replace("login = session_user", "login = 'chenyu'").format(own)
    assert attempt(bureau, cluster, Role.COMMANDER, named) in REFUSED
    early = CONFIRM.replace("now()", "now() - interval '1 day'").format(own)
    assert attempt(bureau, cluster, Role.COMMANDER, early) in REFUSED
    refuse = (
        "UPDATE role_grant SET refused_at = now(), refused_why = 'x', refused_by = (SELECT id FROM"
        f" person WHERE login = session_user) WHERE id = {own}"
    )
    assert attempt(bureau, cluster, Role.COMMANDER, refuse) == ""
    assert attempt(bureau, cluster, Role.COMMANDER, CONFIRM.format(own)) in REFUSED


def test_program_and_server_agree_on_what_is_in_force(bureau, cluster):
    """Every way a grant can stand, asked of both."""
    with owner(cluster) as connection, connection.transaction():
        for role in ("commander", "deputy", "lead_duty", "auditor", "duty"):
            for columns in (
                {}, {"confirmed_at": datetime.now(UTC)}, {"refused_at": datetime.now(UTC)},
                {"stands_for": 1},
            ):  # fmt: skip
                enter(connection, "role_grant", person_id=5, role=role, granted_by="x", **columns)
        connection.execute(LINE)
    with bureau.db.read() as session:
        at = now(session)
        own = select(RoleGrantRow.role).where(RoleGrantRow.person_id == 5, in_force(at))
        mine = session.scalars(own).all()
        open_ = session.scalars(select(RoleGrantRow.id).where(waiting(at))).all()
    with owner(cluster) as connection:
        theirs = [row[0] for row in connection.execute("SELECT role FROM rights.held(5)")]
        waiting_there = connection.execute(
            "SELECT g.id FROM role_grant g WHERE rights.waits(g)"
        ).fetchall()
    assert sorted(role.value for role in mine) == sorted(theirs)
    assert theirs.count("commander") == 2  # confirmed; stood in for
    assert theirs.count("auditor") == 1
    assert set(open_) == {row[0] for row in waiting_there}


def test_the_program_confirms_on_the_server(bureau, cluster):
    grant = waits(bureau, cluster, "lead_duty", "maxiao")
    login = bureau.logins["auditor"]
    db = open_database(cluster.url("grave").replace("postgres@", f"{login}@"))
    try:
        with db.write() as session:
            actor = bureau.actors[Role.AUDITOR, None, None]
            role_confirmation.confirm(session, actor, grant)
    finally:
        db.close()
    assert "lead_duty" in held(cluster, "maxiao")


# the last one in office

END = "UPDATE role_grant SET valid_until = now() WHERE {} AND role = '{}' AND valid_until IS NULL"
GONE = "UPDATE person SET active = false WHERE login {}"


@pytest.mark.parametrize("statement", [
    GONE.format("= '{auditor}'"), GONE.format("IN (SELECT login FROM person WHERE id <> {me})"),
    GONE.format("= '{auditor}'").replace("false", "false, name = 'x'"),
    END.format("person_id <> {me}", "auditor"), END.format("person_id <> {me}", "commander"),
    END.format("person_id <> {me}", "auditor").replace("now()", "now() + interval '1 day'"),
    "SELECT rights.disable_login('{auditor}')", "SELECT rights.disable_login('{commander}')",
])  # fmt: skip
def test_the_administrator_alone_leaves_no_bureau_without_its_head(bureau, cluster, statement):
    me = bureau.actors[Role.ADMIN, None, None].person_id
    assert attempt(bureau, cluster, Role.ADMIN, statement.format(me=me, **bureau.logins)) in REFUSED


def test_one_of_several_commanders_is_let_go(bureau, cluster):
    with signed_on(bureau, cluster, Role.ADMIN) as connection:
        let_go = GONE.format(f"= '{bureau.logins['commander']}'")
        with connection.transaction(force_rollback=True):
            assert connection.execute(let_go).rowcount == 1


# decisions from above


@pytest.mark.parametrize(("columns", "document", "decided", "values", "passes"), [
    ("", "'1号'", "now()", "", False),
    (", file_sha256", "'1号'", "now()", f", '{'b' * 64}'", False),
    (", file_sha256", "' '", "now()", f", '{'a' * 64}'", False),
    (", file_sha256", "NULL", "now()", f", '{'a' * 64}'", False),
    (", file_sha256", "'1号'", "now() + interval '1 hour'", f", '{'a' * 64}'", False),
    (", caller, called_at", "'1号'", "now()", ", '韩松', now()", False),
    (", caller, caller_phone, called_at", "'1号'", "now()", ", '韩松', '无', now()", False),
    (", caller, caller_phone, called_at", "'1号'", "now()",
     ", '韩松', '1009', now() - interval '2 hours'", False),
    (", caller, caller_phone, called_at", "'1号'", "now()",
     ", '韩松', '1009', now() + interval '2 hours'", False),
    (", file_sha256", "'1号'", "now()", f", '{'a' * 64}'", True),
    (", caller, caller_phone, called_at", "'1号'", "now()", ", '韩松', '1009', now()", True),
])  # fmt: skip
def test_a_decision_from_above_has_a_number_and_a_file_or_a_call(
    bureau, cluster, columns, document, decided, values, passes
):
    incident = bureau.incidents[Level.III]
    statement = UPPER.format(columns, incident, document, decided, values)
    assert (attempt(bureau, cluster, Role.DUTY, statement) == "") is passes


# erasing

ERASE = (
    "INSERT INTO retention (incident_id, decision, scope, lawful, necessary, secure, reason,"
    " signature, decided_by, at) VALUES ({}, 'erase', '[]', '', '', '', 'x', '某人', '某人', now())"
)


def test_nothing_is_erased_while_the_response_lasts(bureau, cluster):
    incident = bureau.incidents[Level.III]
    assert attempt(bureau, cluster, Role.COMMANDER, ERASE.format(incident)) in REFUSED
    for statement in (
        "UPDATE duty_log SET name = 'x'",
        "UPDATE duty_log SET phone = '', post = ''",
    ):
        with owner(cluster) as connection, connection.transaction():
            enter(connection, "duty_log", incident_id=incident, phone="x")
            connection.execute(LINE)
        assert attempt(bureau, cluster, Role.COMMANDER, statement) in REFUSED, statement


# releases

MARK = "encode(sha256(convert_to(r.title || E'\\n' || r.text, 'UTF8')), 'hex')"
STEP = (
    "INSERT INTO release_check (release_id, step, passed, words, receiver, judged, text_sha256,"
    " person_id, by, done_at, at) SELECT r.id, '{}', true, '', '', '', {}, p.id, p.name, now(),"
    " now() FROM release r, person p WHERE r.id = {} AND p.login = session_user"
)


def test_a_release_stands_where_its_checks_stand(bureau, cluster):
    clerk = bureau.actors[Role.CLERK, None, None].person_id
    with owner(cluster) as connection, connection.transaction():
        for number, state in ((801, "secrecy"), (802, "approval"), (803, "approved")):
            values = {"state": state, "drafter_id": clerk, "title": "甲", "text": "乙"}
            enter(connection, "release", id=number, incident_id=bureau.incidents[Level.III],
                  needs_telling=False, **values)  # fmt: skip
        connection.execute(LINE)
    move = "UPDATE release SET state = '{}' WHERE id = {}"
    for role, number, state in (
        (Role.COMMANDER, 802, "approved"), (Role.CLERK, 803, "published"),
    ):  # fmt: skip
        assert attempt(bureau, cluster, role, move.format(state, number)) in REFUSED
        own = STEP.format("approval" if role is Role.COMMANDER else "publish", MARK, number)
        assert attempt(bureau, cluster, role, own, move.format(state, number)) in REFUSED
    with owner(cluster) as connection, connection.transaction():
        for step, login in (
            ("draft", "chenyu"), ("submit", "chenyu"), ("legal", "maxiao"), ("secrecy", "liwei"),
        ):  # fmt: skip
            statement = STEP.format(step, MARK, 802).replace("session_user", f"'{login}'")
            connection.execute(statement)
        connection.execute(LINE)
    other = STEP.format("approval", "repeat('0', 64)", 802)
    assert attempt(bureau, cluster, Role.COMMANDER, other, move.format("approved", 802)) in REFUSED
    own = STEP.format("approval", MARK, 802)
    assert attempt(bureau, cluster, Role.COMMANDER, own, move.format("approved", 802)) == ""


# complaints that others took in

WRITES = [
    "UPDATE complaint SET amount_cents = 1 WHERE number = '{}'",
    "UPDATE complainant SET phone = '10000000000' WHERE complaint_id = (SELECT id FROM complaint"
    " WHERE number = '{}')",
    "UPDATE complaint SET kind = 'enquiry' WHERE number = '{}'",
    "SELECT rights.restore_complainant((SELECT id FROM complaint WHERE number = '{}'), 1,"
    " ARRAY['phone'])",
    "UPDATE batch SET state = 'open' WHERE id = (SELECT batch_id FROM complaint WHERE number ="
    " '{}')",
    "UPDATE batch SET opener_id = (SELECT id FROM person WHERE login = session_user),"
    " opened_by = '某人' WHERE id = (SELECT batch_id FROM complaint WHERE number = '{}')",
]


@pytest.mark.parametrize("statement", WRITES)
@pytest.mark.parametrize("role", [Role.LEADER, Role.MEMBER], ids=lambda role: role.value)
def test_logistics_writes_no_phone_and_no_amount_of_others(bureau, cluster, role, statement):
    assert attempt(bureau, cluster, role, statement.format("C")) in REFUSED


def test_what_logistics_took_in_itself_it_corrects(bureau, cluster):
    actor = bureau.actors[Role.MEMBER, Group.LOGISTICS, None]
    db = open_database(cluster.url("grave").replace("postgres@", f"{actor.login}@"))
    with owner(cluster) as connection:
        connection.execute(
            "INSERT INTO keys.person VALUES (1, repeat('0', 64)) ON CONFLICT DO NOTHING"
        )
    try:
        with db.write() as session:
            new = bureau.city.complaint("OWN", complainant=WHO)
            hand_entry.enter_by_hand(session, actor, new, bytes(range(32)))
    finally:
        db.close()
    for statement in WRITES[:2]:
        assert attempt(bureau, cluster, Role.LEADER, statement.format("OWN")) in REFUSED
        for role, number in (Role.MEMBER, "OWN"), (Role.DUTY, "OWN"), (Role.DUTY, "C"):
            line = NAMED.format(number)  # nobody reads the image of a complainant: see own_line
            assert attempt(bureau, cluster, role, statement.format(number), line) == ""


# what a county learns of the city


def as_county(bureau, cluster, statement):
    with signed_on(bureau, cluster, Role.COUNTY) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.parametrize("statement", [
    "SELECT nextval('incident_id_seq')", "SELECT currval('incident_id_seq')",
    "SELECT last_value FROM incident_id_seq", "SELECT last_value FROM pg_sequences",
    "SELECT setval('incident_id_seq', 1)",
    "SELECT pg_sequence_last_value('incident_id_seq'::regclass)",
    "SELECT reltuples FROM pg_class", "SELECT * FROM pg_class", "SELECT relpages FROM pg_class",
    "SELECT pg_relation_size('complaint')", "SELECT pg_total_relation_size('complaint')",
    "SELECT pg_table_size('complaint')", "SELECT pg_indexes_size('complaint')",
    "SELECT n_live_tup FROM pg_stat_user_tables", "SELECT n_tup_ins FROM pg_stat_all_tables",
    "SELECT heap_blks_read FROM pg_statio_user_tables", "SELECT pg_database_size('grave')",
    "SELECT idx_scan FROM pg_stat_user_indexes", "SELECT * FROM pg_catalog.pg_statistic",
])  # fmt: skip
def test_the_server_tells_a_county_no_size(bureau, cluster, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_county(bureau, cluster, statement)


def test_no_statistics_of_rows_stand_in_a_view(bureau, cluster):
    with owner(cluster) as connection:
        connection.execute("ANALYZE")
    told = "SELECT * FROM pg_stats WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    assert as_county(bureau, cluster, told) == []


def test_a_number_tells_the_time_and_not_how_many_there_are(bureau, cluster):
    """What others enter between two rows of a county does not move the county's numbers."""
    ask = "SELECT rights.next_id('complaint'), rights.draw('log_entry')"
    with owner(cluster) as connection:
        began = connection.execute(
            "UPDATE rights.began SET at = at - interval '1 day' RETURNING number"
        )
        assert began.fetchone()
    before = as_county(bureau, cluster, ask)[0]
    bureau.city.take_in(*(bureau.city.complaint(f"many{n}", district=WEST) for n in range(50)))
    with owner(cluster) as connection, connection.transaction():
        for n in range(50):
            enter(connection, "log_entry", text=f"{n}")
        connection.execute(LINE)
    after = as_county(bureau, cluster, ask)[0]
    seconds = 2 * 60  # of a slow machine
    assert after[0] - before[0] < 2 * seconds
    assert before[0] > 100_000


@pytest.mark.parametrize("number", [1, 2, 900, 100_000])
def test_no_number_of_ones_own_asks_whether_it_is_taken(bureau, cluster, number):
    """It is refused before anything looks whether there is such a row."""
    complaint = (
        "INSERT INTO complaint SELECT (jsonb_populate_record(c, jsonb_build_object('id',"
        f" {number}, 'number', 'new'))).* FROM complaint c WHERE number = 'C'"
    )
    line = (
        f"INSERT INTO log_entry (id, incident_id, text, at, by) VALUES ({number},"
        f" {bureau.incidents[Level.III]}, 'x', now(), '某人')"
    )
    for statement in (complaint, line):
        assert attempt(bureau, cluster, Role.COUNTY, statement) in REFUSED


def test_an_error_names_no_row_of_others(bureau, cluster):
    """A number that another county holds, a key that is not there: the text says no value."""
    with owner(cluster) as connection:
        foreign = connection.execute("SELECT id FROM complaint WHERE number = 'W'").fetchone()[0]
    statements = [
        "INSERT INTO batch (source, file_name, sha256, mapping, state, opened_at, opened_by,"
        " rows, accepted, duplicates, rejected)"
        " VALUES ('', '', '', '', 'open', now(), '某人', 0, 0, 0, 0)",
        "INSERT INTO complaint SELECT (jsonb_populate_record(c, jsonb_build_object('id',"
        " rights.next_id('complaint'), 'number', 'W', 'batch_id', (SELECT max(id) FROM batch)))).*"
        " FROM complaint c WHERE number = 'C'",
    ]
    said = []
    for last in (
        statements[1],
        f"INSERT INTO complaint_flag (complaint_id, kind, words, at, by) VALUES ({foreign}, '', '',"
        " now(), '某人')",
        f"UPDATE complaint SET amount_cents = 1 / (id - {foreign}) WHERE id = {foreign}",
        f"SELECT rights.see_complainant({foreign})",
        f"INSERT INTO log_entry (incident_id, text, at, by) VALUES ({foreign}, '', now(), '某人')",
    ):
        with signed_on(bureau, cluster, Role.COUNTY) as connection:
            try:
                with connection.transaction():
                    connection.execute(statements[0])
                    connection.execute(last)
            except psycopg.Error as error:
                said.append(f"{error} {error.diag.message_detail or ''}")
    assert said
    shown = [text for text in said if re.search(r"\(W\)|欧阳|1390|990103", text)]
    assert shown == []
