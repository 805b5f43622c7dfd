"""Insiders with plain psql: what a clever one would try, each by name, and that it is refused.

An attack is a transaction: it has failed when a statement or its commit is refused for want of a
right, and only then. What stands before it is put there by the owner.
"""

from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain

import psycopg
import pytest
from psycopg import sql

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.services.aftermath import retention
from commandcenter.services.complaints import joining
from commandcenter.services.incident import levels, oral, response
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import IncidentRow
from tests.aftermath import verdict
from tests.city import EAST, told
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store import attacks, attacks_on_obligations, attacks_on_stock
from tests.store.attacks import ANYTHING, EAST_ONLY, LINE, WEST

WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")
PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.MEMBER, Group.LOGISTICS, None),
    (Role.COUNTY, None, EAST), (Role.CLERK, None, None), (Role.ADMIN, None, None),
    (Role.WALL, None, None), (Role.PLANNER, None, None),
]  # fmt: skip
HOTLINE = (
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hotline') THEN"
    " CREATE ROLE hotline LOGIN; END IF; END $$"
)
PRINTED = (
    "INSERT INTO journal(actor, kind, subject, verb, clause)"
    " VALUES ('', 'paper', 901, 'briefing made', '')"
)
REFUSED = {"42501", "42P01", "42883"}


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE attacks TEMPLATE template")
    run_sql(cluster, HOTLINE)
    bureau = Bureau(cluster, "attacks", PERSONAS)
    with owner(cluster) as connection:
        connection.execute("GRANT INSERT ON hotline_inbox TO hotline")  # as the next init does
    complaint = bureau.city.complaint
    bureau.city.take_in(
        complaint("C", complainant=WHO),
        complaint("R", complainant=WHO, kind=ComplaintKind.REPORT),
        complaint("W", district=WEST, complainant=WHO),
    )
    bureau.logins = {p[0].value: actor.login for p, actor in bureau.actors.items()}
    with owner(cluster) as connection, connection.transaction():
        for table, values in chain.from_iterable(lists.BEFORE for lists in LISTS):
            enter(connection, table, **values)
        connection.execute(LINE)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE attacks WITH (FORCE)")


def enter(connection, name, /, **values):
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


LISTS = (attacks, attacks_on_obligations, attacks_on_stock)
EVERY = dict(chain.from_iterable(lists.ATTACKS.items() for lists in LISTS))
ALLOWED = dict(chain.from_iterable(lists.ALLOWED.items() for lists in LISTS))


@pytest.mark.parametrize("name", EVERY)
def test_it_is_refused(bureau, cluster, name):
    role, statements = EVERY[name]
    with signed_on(bureau, cluster, role) as connection:
        with pytest.raises(psycopg.Error) as caught:
            at_once(connection, [filled(each, bureau, role) for each in statements])
        assert caught.value.sqlstate in REFUSED, str(caught.value)


@pytest.mark.parametrize("name", ALLOWED)
def test_what_follows_from_an_act_passes(bureau, cluster, name):
    """The same rows, and nothing but what made the attack one is otherwise."""
    role, statements = ALLOWED[name]
    with (
        signed_on(bureau, cluster, role) as connection,
        connection.transaction(force_rollback=True),
    ):
        for each in statements:
            connection.execute(filled(each, bureau, role))
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nobody_announces_his_change_by_the_next_line_of_another(bureau, cluster):
    """Who changes has the pen from there on: the other's line waits, and it is not theirs."""
    with (
        signed_on(bureau, cluster, Role.DUTY) as clever,
        signed_on(bureau, cluster, Role.COMMANDER) as other,
    ):
        clever.execute("BEGIN")
        clever.execute(
            "INSERT INTO tally (incident_id, kind, value, place, at, by)"
            " VALUES (901, 'on_site', 999, '', now(), '某人')"
        )
        other.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(PRINTED)
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            clever.execute("COMMIT")
        other.execute(PRINTED)
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


def test_the_hotline_puts_in_and_can_do_nothing_else(bureau, cluster):
    url = cluster.url("attacks").replace("postgres@", "hotline@")
    with psycopg.connect(url, autocommit=True) as hotline:
        hotline.execute("INSERT INTO hotline_inbox (number) VALUES ('1')")
        for statement in (
            "INSERT INTO hotline_inbox (number) VALUES ('1') RETURNING number",
            "INSERT INTO hotline_row (received_at, login, reason) VALUES (now(), '', '')",
            "SELECT * FROM hotline_inbox", "SELECT * FROM person", "SELECT rights.me()",
            "SELECT pg_advisory_lock(1)", "CREATE TEMP TABLE x()",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                hotline.execute(statement)
    with signed_on(bureau, cluster, Role.DUTY) as connection:
        assert connection.execute("SELECT login FROM hotline_row").fetchall() == [("hotline",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO hotline_row (received_at, login, reason) VALUES (now(), 'hotline', '')"
            )


def by_program(bureau, cluster, role, verb, *arguments):
    """What the program does as that person, to its commit."""
    login = bureau.logins[role.value]
    db = open_database(cluster.url("attacks").replace("postgres@", f"{login}@"))
    try:
        with db.write() as session:
            verb(session, actor_of(session, login, now(session)), *arguments)
    finally:
        db.close()


def from_above(document, words, **fields):
    at = datetime.now(UTC)
    return levels.UpperDecision(
        "省局", document, at, words, expected_days=3, measures="处置", proof=told(at), **fields
    )


def telephoned(bureau, cluster, incident, matter, order):
    commander = next(a for p, a in bureau.actors.items() if p[0] is Role.COMMANDER)
    at = datetime.now(UTC)
    call = oral.Call(matter, "可否", "同意", at, commander.person_id, "周岚", order)
    by_program(bureau, cluster, Role.DUTY, oral.register, incident, call)


CALLS = (
    (Matter.LOWER, response.Change(Level.IV, "缓和", 3, "处置", "")),
    (Matter.END, response.Ending("已平息", "")),
)


def stands(cluster, incident):
    with owner(cluster) as connection:
        return connection.execute(
            "SELECT state, grade, response FROM incident WHERE id = %s", [incident]
        ).fetchone()


def test_what_was_decided_by_telephone_is_carried_out(bureau, cluster):
    incident = bureau.city.register(title="电话", brand="")
    bureau.city.activate(incident, Level.III)
    for matter, order in CALLS:
        telephoned(bureau, cluster, incident, matter, order)
    assert stands(cluster, incident) == ("ended", "III", None)
    assert_the_chain_holds(cluster)


def test_what_was_decided_above_is_carried_out_and_undone_from_there_alone(bureau, cluster):
    incident = bureau.incidents[Level.III]
    for decision in (
        from_above("1号", "提升", grade=Level.II, response=Level.II),
        from_above("2号", "降低", response=Level.III),
    ):
        by_program(bureau, cluster, Role.DUTY, levels.register_upper, incident, decision)
    for matter, order in CALLS:
        with pytest.raises(RuleBroken, match=r"Ⅲ级响应由省局决定（2号）"):
            telephoned(bureau, cluster, incident, matter, order)
    ending = response.Ending("已平息", "某人")
    with pytest.raises(RuleBroken, match=r"Ⅲ级响应由省局决定（2号）"):
        by_program(bureau, cluster, Role.COMMANDER, response.end_response, incident, ending)
    with pytest.raises(RuleBroken, match="Ⅱ级由省级层面决定"):
        by_program(
            bureau, cluster, Role.COMMANDER, levels.decide_grade, incident, Level.III, "缓和"
        )
    decided = from_above("3号", "终止", ends=True)
    by_program(bureau, cluster, Role.DUTY, levels.register_upper, incident, decided)
    assert stands(cluster, incident) == ("ended", "II", None)
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


def test_the_rules_say_their_sign_anew_and_nobody_rewords_a_persons(bureau, cluster):
    with owner(cluster) as connection, connection.transaction():
        complaint = connection.execute("SELECT id FROM complaint WHERE number = 'C'").fetchone()[0]
        for number, by in ((901, "系统"), (902, "某人")):
            enter(connection, "complaint_flag", id=number, complaint_id=complaint, by=by)
        connection.execute(LINE)
    reword = "UPDATE complaint_flag SET words = '2 件' WHERE id = "
    with signed_on(bureau, cluster, Role.DUTY) as connection:
        at_once(connection, [f"{reword} 901", LINE])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            at_once(connection, [f"{reword} 902", LINE])
