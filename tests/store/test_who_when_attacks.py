"""Insiders with plain psql who say that another did it, or when, move a deadline, or name a row.

Each attack is a transaction of a real login, sent as it stands and with all checks asked at once;
it has failed when it is refused for want of a right, and only then.
"""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import psycopg
import pytest

from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.services.aftermath import closing
from commandcenter.services.incident import oral, response
from commandcenter.services.plan import plan_data
from commandcenter.services.reports.report_sending import CallTaken, PhoneCall, record_phone
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.seat.outbox import Addition
from tests.conftest import run_sql
from tests.old_steps import lay_out
from tests.services.guarded import Bureau
from tests.store.own_line import LINE

PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DUTY, None, None), (Role.LEADER, Group.ONSITE, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.MEMBER, Group.LOGISTICS, None),
    (Role.ADMIN, None, None), (Role.PLANNER, None, None), (Role.WATCH, None, None),
]  # fmt: skip
COMMANDER, DUTY, LEADER, COORDINATION, MEMBER, ADMIN, PLANNER, WATCH = PERSONAS
AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"
GATES_AT_ONCE = (AT_ONCE, "SET CONSTRAINTS public.fk_journal_row_line DEFERRED")
OF_THE_STEP = "WHERE id = {step}"
OF_ALL = "WHERE incident_id = {incident} AND state = 'open'"
LOG = (
    "INSERT INTO log_entry (incident_id, at, by, person_id, office, text, on_wall)"
    " VALUES ({{incident}}, {}, {}, {}, '现场处置组', '到场', false)"
)
HERE = LOG.format("now()", "'某人'", "{me}")
CALL = (
    "INSERT INTO duty_log (kind, happened_at, unit, name, post, phone, text, told, at, by, follow)"
    " VALUES ('call_in', {}, '', '', '', '', '有人聚集', '', now(), '某人', false)"
)
DROP_ALL = f"UPDATE step SET state = 'dropped', dropped_why = '不办了' {OF_ALL}"
MOVE_ALL = f"UPDATE step SET deadline_at = '2030-01-01' {OF_ALL}"
DECIDED = (
    "INSERT INTO level_decision (incident_id, axis, step, level, reason, facts, by, at, signature)"
    " VALUES ({{incident}}, 'grade', '{}', 'III', '', '{{{{}}}}', '某人', now(), '')"
)
PHONE = (
    "INSERT INTO report (incident_id, kind, number, issue, state, elements, as_of, drafted_by,"
    " drafted_at, signed_by, sent_to, sent_way, sent_by, sent_at, version) VALUES ({incident},"
    " 'phone', 0, 0, 'sent', '[]', now(), '某人', now(), '', '[]', '电话', '某人', now(), 1)"
)
NOTE = "INSERT INTO step_note (step_id, at, by, text) VALUES ({{step}}, now(), '{}', '豁免')"
MOVED = (
    "INSERT INTO incident_move (incident_id, from_state, to_state, reason, clause, at, by)"
    " VALUES ({{incident}}, 'assessing', 'responding', '', '', {}, {})"
)
ATTACKS = {
    # who
    "close a step in another's name, three days ago": (LEADER, [
        "UPDATE step SET state = 'done', done_by = '别人', done_at = now() - interval '3 days'"
        f" {OF_THE_STEP}", LINE]),
    "close a step in another's name": (LEADER, [
        f"UPDATE step SET state = 'done', done_by = '别人', done_at = now() {OF_THE_STEP}", LINE]),
    "a line of another's": (LEADER, [LOG.format("now()", "'别人'", "{me}"), LINE]),
    "a line of another person": (LEADER, [LOG.format("now()", "'某人'", "{commander}"), LINE]),
    "write as the commander": (LEADER, [
        "INSERT INTO log_entry (incident_id, at, by, office, text, on_wall) VALUES ({incident},"
        " now(), '某人', '总指挥', '撤离', false)", LINE]),
    "ask as another group": (LEADER, [
        "INSERT INTO supply_request (incident_id, kind, item, amount, unit, reason, asked_by,"
        " asked_from, asked_at, state, note) VALUES ({incident}, 'vehicle', '车', 1, '辆', '', '',"
        " '调查取证组', now(), 'asked', '')", LINE]),
    "grant a role as another": (ADMIN, [
        "INSERT INTO role_grant (person_id, role, valid_from, granted_by) VALUES ({duty}, 'clerk',"
        " now(), 'zhoulan')", LINE]),
    "move an incident in the name of the body above": (DUTY, [
        MOVED.format("now()", "'省局'"), LINE]),
    "note a step in another's name": (MEMBER, [
        NOTE.format("别人"), LINE]),
    # when
    "close a step three days ago": (LEADER, [
        "UPDATE step SET state = 'done', done_by = '某人', done_at = now() - interval '3 days'"
        f" {OF_THE_STEP}", LINE]),
    "close a step tomorrow": (LEADER, [
        "UPDATE step SET state = 'done', done_by = '某人', done_at = now() + interval '1 day'"
        f" {OF_THE_STEP}", LINE]),
    "a line of yesterday": (LEADER, [
        LOG.format("now() - interval '1 day'", "'某人'", "{me}"), LINE]),
    "a call to come": (DUTY, [CALL.format("now() + interval '1 hour'"), LINE]),
    "an incident that is to happen": (DUTY, [
        "UPDATE incident SET occurred_at = now() + interval '1 day' WHERE id = {incident}", LINE]),
    "another 接报": (DUTY, [
        "UPDATE incident SET received_at = received_at + interval '1 hour' WHERE id = {incident}",
        LINE]),
    "a response that began before": (COMMANDER, [
        "UPDATE incident SET activated_at = now() - interval '2 hours' WHERE id = {incident}",
        LINE]),
    "a move of last week, without a call": (COMMANDER, [
        MOVED.format("now() - interval '7 days'", "'某人'"), LINE]),
    # deadlines; steps of an earlier version, which nobody ticks, moves or drops any more
    "move all open deadlines": (DUTY, [MOVE_ALL, LINE]),
    "move them all by a suggestion": (DUTY, [DECIDED.format("suggestion"), LINE, MOVE_ALL, LINE]),
    "move them all by a report": (DUTY, [PHONE, LINE, MOVE_ALL, LINE]),
    "move a deadline as who leads the group": (COORDINATION, [
        f"UPDATE step SET deadline_at = '2030-01-01' {OF_THE_STEP}", LINE]),
    "drop all steps": (DUTY, [DROP_ALL, LINE]),
    "drop them all by a suggestion": (DUTY, [DECIDED.format("suggestion"), LINE, DROP_ALL, LINE]),
    "drop them all by a report": (DUTY, [PHONE, LINE, DROP_ALL, LINE]),
    "drop a step by a note of it": (DUTY, [
        NOTE.format("某人"), LINE,
        f"UPDATE step SET state = 'dropped' {OF_THE_STEP}", LINE]),
    "waive a step in the midst": (COMMANDER, [
        NOTE.format("某人"), LINE,
        f"UPDATE step SET state = 'dropped', dropped_why = 'x' {OF_THE_STEP}", LINE]),
    "a report that may come later": (DUTY, [
        "UPDATE report SET deadline_at = '2030-01-01' WHERE incident_id = {incident}", LINE]),
    "a limit of law that ends later": (DUTY, [
        "UPDATE complaint_handling SET due_at = '2030-01-01'", LINE]),
    "an answer that may come later": (COORDINATION, [
        "UPDATE liaison SET due_at = '2030-01-01' WHERE incident_id = {incident}", LINE]),
    "a response that is expected to last": (DUTY, [
        "UPDATE incident SET expected_days = 300 WHERE id = {incident}", LINE]),
    # lines
    "a line about what another did": (LEADER, [
        HERE, "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause)"
        " VALUES ('', 'incident', {incident}, {incident}, 'ended', '')"]),
    "a line of no kind": (LEADER, [
        HERE, "INSERT INTO journal(actor, kind, subject, verb, clause)"
        " VALUES ('', 'x', 1, 'x', '')"]),
    "a paper over it": (LEADER, [
        HERE, "INSERT INTO journal(actor, kind, subject, verb, clause)"
        " VALUES ('', 'paper', {incident}, 'briefing made', '')"]),
}  # fmt: skip
SILENT = {
    "about a step that nobody touched": (LEADER, "'step', {step}, 'completed'"),
    "that the commander's password was set": (DUTY, "'account', {commander}, 'password set'"),
    "that somebody complained is known": (MEMBER, "'complainant', 1, 'seen'"),
    "that the counts were put right": (MEMBER, "'batch', 1, 'recounted'"),
}
WHY = re.compile(
    "under another (name|login)|of another (person|office)|not now|later than now|never changed:"
    "|no decision moves it|was not changed here|not his own|permission denied for|may not"
    "|another did it"
)


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE who_when TEMPLATE template")
    bureau = Bureau(cluster, "who_when", PERSONAS)
    bureau.incident = bureau.incidents[Level.III]
    bureau.city.take_in(bureau.city.complaint("C"))
    lay_out(bureau.city, bureau.incident)  # as in an earlier version
    with owner(cluster) as connection:
        bureau.step = connection.execute(
            "SELECT id FROM step WHERE incident_id = %s AND \"group\" = 'onsite' AND state = 'open'"
            " ORDER BY id LIMIT 1", [bureau.incident]).fetchone()[0]  # fmt: skip
        with connection.transaction():
            enter_what_has_a_limit(connection, bureau.incident)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE who_when WITH (FORCE)")


def enter_what_has_a_limit(connection, incident):
    connection.execute(
        "INSERT INTO complaint_handling (complaint_id, state, clock, due_at, version)"
        " SELECT id, 'registered', 'accept', now(), 1 FROM complaint"
    )
    connection.execute(
        "INSERT INTO liaison (incident_id, department, request, way, contact, asked_at, asked_by,"
        " due_at) VALUES (%s, '公安', '', '', '', now(), '某人', now())",
        [incident],
    )
    connection.execute(
        "INSERT INTO report (incident_id, kind, number, issue, state, elements, as_of, deadline_at,"
        " drafted_by, drafted_at, signed_by, sent_to, sent_way, sent_by, version) VALUES (%s,"
        " 'first', 0, 0, 'draft', '[]', now(), now(), '某人', now(), '', '[]', '', '', 1)",
        [incident],
    )
    connection.execute(
        "INSERT INTO log_entry (incident_id, at, by, office, text, on_wall) VALUES"
        " (%s, now(), '别人', '', '早先的一条', false)",
        [incident],
    )
    connection.execute(
        "INSERT INTO trader_talk (place, officers, trader_side, asked, promised, talked_at, by, at)"
        " VALUES ('', '', '', '', '退款', now(), '某人', now())"
    )
    connection.execute(LINE)


def owner(cluster):
    return psycopg.connect(cluster.url("who_when"), autocommit=True)


def url_of(bureau, cluster, persona):
    login = bureau.actors[persona].login
    return cluster.url("who_when").replace("postgres@", f"{login}@")


def signed_on(bureau, cluster, persona):
    return psycopg.connect(url_of(bureau, cluster, persona), autocommit=True)


def filled(bureau, persona, statement):
    people = {p[0].value: a.person_id for p, a in bureau.actors.items()}
    me = bureau.actors[persona].person_id
    known = people | {"incident": bureau.incident, "step": bureau.step, "me": me}
    return statement.format(**known) if "{" in statement else statement


def at_once(connection, statements):
    with connection.transaction():
        for statement in statements:
            connection.execute(statement)


@contextmanager
def taken_back(connection):
    """All of it is undone; what waits for the commit was asked."""
    with connection.transaction(force_rollback=True):
        yield
        connection.execute(AT_ONCE)


@pytest.mark.lot(4)
@pytest.mark.parametrize("before", [(), GATES_AT_ONCE], ids=["plain", "at-once"])
@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused(bureau, cluster, name, before):
    persona, statements = ATTACKS[name]
    with signed_on(bureau, cluster, persona) as connection:
        with pytest.raises(psycopg.Error) as caught:
            at_once(connection, [filled(bureau, persona, each) for each in (*before, *statements)])
        assert caught.value.sqlstate == "42501", str(caught.value)
        assert WHY.search(str(caught.value)), "refused for another reason"


@pytest.mark.parametrize("name", SILENT)
def test_a_line_under_which_nothing_was_changed_is_not_written(bureau, cluster, name):
    persona, values = SILENT[name]
    with signed_on(bureau, cluster, persona) as connection:
        before = connection.execute("SELECT number, hash FROM pen").fetchone()
        line = f"INSERT INTO journal(actor, kind, subject, verb, clause) VALUES ('', {values}, '')"
        done = connection.execute(filled(bureau, persona, line))
        assert done.rowcount == 0
        assert connection.execute("SELECT number, hash FROM pen").fetchone() == before


def test_who_and_when_are_set_where_nothing_was_said(bureau, cluster):
    with signed_on(bureau, cluster, DUTY) as connection, taken_back(connection):
        connection.execute("UPDATE trader_talk SET kept = true, kept_words = '已退款'")
        connection.execute(LINE)
        by, ago = connection.execute(
            "SELECT kept_by, clock_timestamp() - kept_at FROM trader_talk"
        ).fetchone()
        assert (by, ago < timedelta(seconds=5)) == ("某人", True)
    with signed_on(bureau, cluster, LEADER) as connection, taken_back(connection):
        connection.execute(filled(bureau, LEADER, LOG.format("now()", "''", "NULL")))
        connection.execute(LINE)
        line = connection.execute(
            "SELECT by, person_id FROM log_entry ORDER BY id DESC LIMIT 1"
        ).fetchone()
        assert line == ("某人", bureau.actors[LEADER].person_id)


def test_a_moment_that_this_transaction_read_stands_and_one_of_another_clock_is_set(
    bureau, cluster
):
    """The rows of one act have one moment; a machine whose clock is off by minutes states none."""
    with signed_on(bureau, cluster, LEADER) as connection, taken_back(connection):
        read = connection.execute("SELECT clock_timestamp()").fetchone()[0]
        for at in (read, read - timedelta(minutes=5), read + timedelta(seconds=20)):
            connection.execute(filled(bureau, LEADER, LOG.format(f"'{at}'", "'某人'", "{me}")))
            connection.execute(LINE)
        kept = [
            row[0]
            for row in connection.execute("SELECT at FROM log_entry ORDER BY id DESC LIMIT 3")
        ]
    assert kept[2] == read
    assert all(read < at < read + timedelta(seconds=20) for at in kept[:2])


def test_what_owners_put_back_keeps_who_and_when(bureau, cluster):
    """A restored row says what it said: of whom, and of a day gone by."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    with owner(cluster) as connection, taken_back(connection):
        connection.execute(
            "INSERT INTO log_entry (incident_id, at, by, office, text, on_wall)"
            " VALUES (%s, %s, '早已离任', '', '', false)",
            [bureau.incident, day],
        )
        connection.execute("UPDATE step SET deadline_at = %s", [day])
        connection.execute(
            "INSERT INTO journal(actor, kind, subject, verb, clause)"
            " VALUES ('', 'database', 0, 'restored', '')"
        )
        assert connection.execute(
            "SELECT at, by FROM log_entry ORDER BY id DESC LIMIT 1"
        ).fetchone() == (day, "早已离任")


def by_program(bureau, cluster, persona, verb, *arguments):
    """What the program does as that person, to its commit."""
    db = open_database(url_of(bureau, cluster, persona))
    try:
        with db.write() as session:
            login = bureau.actors[persona].login
            return verb(session, actor_of(session, login, now(session)), *arguments)
    finally:
        db.close()


def test_a_call_that_decided_an_hour_ago_holds_since_then(bureau, cluster):
    """What follows has its moment and its decider's name; who wrote it down is named too."""
    incident = bureau.incidents[Level.IV]
    with owner(cluster) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        hour = "- interval '3 hours'"
        connection.execute(
            f"UPDATE incident SET received_at = received_at {hour},"
            f" activated_at = activated_at {hour} WHERE id = {incident}"
        )
        connection.execute(
            f"UPDATE level_decision SET at = at {hour} WHERE incident_id = {incident}"
        )
    called = datetime.now(UTC) - timedelta(hours=1)
    decider = bureau.actors[COMMANDER].person_id
    order = response.Ending("已平息", "")
    call = oral.Call(Matter.END, "可否", "同意", called, decider, "周岚", order)
    by_program(bureau, cluster, DUTY, oral.register, incident, call)
    with owner(cluster) as connection:
        ended, by, at = connection.execute(
            "SELECT i.ended_at, m.by, m.at FROM incident i JOIN incident_move m"
            " ON m.incident_id = i.id AND m.to_state = 'ended' WHERE i.id = %s",
            [incident],
        ).fetchone()
        recorded, at_of_row = connection.execute(
            "SELECT recorded_by, at FROM oral_decision WHERE incident_id = %s", [incident]
        ).fetchone()
    assert (ended, at, by) == (called, called, "某人")
    assert (recorded, at_of_row > called + timedelta(minutes=59)) == ("某人", True)
    waived = by_program(bureau, cluster, COMMANDER, closing.waive_steps, incident, "已无必要")
    with owner(cluster) as connection:
        aside = connection.execute(
            "SELECT count(*), min(state), max(state), min(na_by), max(na_by) FROM obligation"
            " WHERE incident_id = %s AND na_why = '已无必要'",
            [incident],
        ).fetchone()
        notes = connection.execute(
            "SELECT count(*), min(by), max(by) FROM obligation_note"
            " WHERE incident_id = %s AND kind = 'na' AND text = '已无必要'",
            [incident],
        ).fetchone()
    assert waived > 0
    assert aside == (waived, "na", "na", "某人", "某人")
    assert notes == (waived, "某人", "某人")


def test_a_telephone_report_says_when_it_was_told_and_moves_no_limit_of_another(bureau, cluster):
    told = datetime.now(UTC) - timedelta(seconds=1)
    call = PhoneCall((CallTaken("市委市政府总值班室", "值班员"),), told, {})
    before = deadlines(cluster, bureau.incident)
    report = by_program(bureau, cluster, DUTY, record_phone, bureau.incident, call)
    with owner(cluster) as connection:
        sent, drafted = connection.execute(
            "SELECT sent_at, drafted_at FROM report WHERE id = %s", [report]
        ).fetchone()
    assert sent == told < drafted
    after = deadlines(cluster, bureau.incident)
    assert {key for key in before if before[key] != after[key]} == set()


def due(cluster):
    with owner(cluster) as connection:
        return connection.execute("SELECT due_at FROM complaint_handling").fetchone()[0]


def test_an_amended_calendar_moves_the_limits_of_law_that_run(bureau, cluster):
    before = due(cluster)
    day = (datetime.now(UTC) + timedelta(days=2)).date()
    with bureau.db.read() as session:
        seen = version_in_force(session)
    amend = partial(
        plan_data.set_working_day, rest=True, title="放假", source="通知", proposal=True,
        reason="通知", seen=seen,
    )  # fmt: skip
    by_program(bureau, cluster, PLANNER, amend, day)
    assert due(cluster) > before + timedelta(days=1)


def test_what_was_written_while_the_link_was_lost_says_when(bureau, cluster):
    """It is entered when it arrives; the seat's word for when it was written stands beside it."""
    written = datetime.now(UTC) - timedelta(hours=4)
    words = additions.log_line(bureau.incident, "现场已围挡")
    addition = Addition("k" * 32, Added.LOG_LINE.value, words, "现场已围挡", written)
    entry = by_program(bureau, cluster, LEADER, additions.add, addition)
    with owner(cluster) as connection:
        by, at, claimed, arrived = connection.execute(
            "SELECT e.by, e.at, d.claimed_at, d.at FROM log_entry e, delivery d WHERE e.id = %s",
            [entry],
        ).fetchone()
    assert (by, claimed) == ("某人", written)
    assert min(at, arrived) > written + timedelta(hours=3)


def deadlines(cluster, incident):
    with owner(cluster) as connection:
        return dict(
            connection.execute(
                "SELECT key, due_at FROM obligation WHERE incident_id = %s", [incident]
            ).fetchall()
        )
