"""Who complained is a number from the commit on; what is not committed is compared with nothing."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind, Source
from commandcenter.domain.org import Role
from commandcenter.services.complaints import hand_entry, intake
from commandcenter.store.complaints import person_key_care
from commandcenter.store.database import now, open_database
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.moment import moment
from commandcenter.store.verify import verify
from tests.conftest import run_sql
from tests.services.guarded import Bureau

pytestmark = pytest.mark.lot(4, "numbered at commit")

PERSONAS = [(Role.DUTY, None, None)]
PHONE, WRONG = "13900001234", "13900011234"
KNOWN = Complainant("王某", PHONE)
LINE = (
    "INSERT INTO journal(actor, kind, subject, verb, clause)"
    " VALUES ('', 'batch', (SELECT max(id) FROM batch), 'opened', '')"
)
BATCH = (
    "INSERT INTO batch (source, file_name, sha256, mapping, state, opened_at, opened_by, opener_id,"
    " rows, accepted, duplicates, rejected) VALUES ('', '', '', '', 'open', now(),"
    " rights.my_name(), rights.me(), 0, 0, 0, 0)"
)
COMPLAINT = (
    "INSERT INTO public.complaint SELECT (jsonb_populate_record(c, jsonb_build_object("
    "'id', rights.next_id('complaint'), 'number', '{number}', 'batch_id',"
    " (SELECT max(id) FROM batch), 'recorded_at', now())))"
    ".* FROM public.complaint c WHERE number = 'K'"
)
PERSON = (
    "INSERT INTO public.complainant SELECT id, '某人', '{phone}', '', '', '' FROM public.complaint"
    " WHERE number = '{number}'"
)
KEYS = "SELECT number, person_key FROM complaint ORDER BY number"
KEPT = "SELECT (SELECT count(*) FROM keys.number), (SELECT count(*) FROM keys.waiting),\
 (SELECT count(*) FROM keys.ending), (SELECT count(*) FROM keys.brought)"


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE at_commit TEMPLATE template")
    bureau = Bureau(cluster, "at_commit", PERSONAS)
    person_key_care.settle(bureau.db)
    bureau.city.take_in(bureau.city.complaint("K", complainant=KNOWN))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE at_commit WITH (FORCE)")


@pytest.fixture
def signed_on(bureau, cluster):
    db = open_database(url_of(bureau, cluster))
    yield db
    db.close()


def url_of(bureau, cluster):
    login = bureau.actors[PERSONAS[0]].login
    return cluster.url("at_commit").replace("postgres@", f"{login}@")


def linked(bureau, cluster):
    connection = psycopg.connect(url_of(bureau, cluster), autocommit=True)
    connection.execute("SET search_path = masked, public")
    return connection


def asked(cluster, statement):
    with psycopg.connect(cluster.url("at_commit"), autocommit=True) as owner:
        return owner.execute(statement).fetchall()


def put_in(connection, number, phone, *, line=True):
    for statement in (BATCH, COMPLAINT, PERSON, *[LINE] * line):
        connection.execute(statement.replace("{number}", number).replace("{phone}", phone))


def test_by_hand_a_known_person_is_one_as_soon_as_the_complaint_is_there(bureau, signed_on):
    incident = bureau.city.register(title="人数", brand="某店")
    actor = bureau.actors[PERSONAS[0]]
    people = []
    for number, who in (("A", KNOWN), ("B", KNOWN), ("C", Complainant("李某", WRONG))):
        new = bureau.city.complaint(number, complainant=who, brand="某店")
        with signed_on.write() as session:
            hand_entry.enter_by_hand(session, actor, new)
        with bureau.db.read() as session:
            people.append(incident_counts(session, moment(session, now(session)), incident).people)
    assert people == [1, 1, 2]
    with bureau.db.read() as session:
        keys = {row.number: row.person_key for row in session.execute(text(KEYS))}
        assert verify(session).bad is None
    assert keys["A"] == keys["B"] == keys["K"] != keys["C"]


def test_who_reports_by_hand_is_apart_from_who_complained(bureau, signed_on, cluster):
    actor = bureau.actors[PERSONAS[0]]
    for number in ("R", "S"):
        new = bureau.city.complaint(number, complainant=KNOWN, kind=ComplaintKind.REPORT)
        with signed_on.write() as session:
            hand_entry.enter_by_hand(session, actor, new)
    keys = dict(asked(cluster, KEYS))
    assert keys["R"] == keys["S"] != keys["K"]


@pytest.mark.parametrize("phone", [PHONE, WRONG], ids=["right", "wrong"])
def test_a_commit_that_is_refused_has_compared_nothing_and_leaves_nothing(bureau, cluster, phone):
    kept = asked(cluster, KEPT)
    with linked(bureau, cluster) as connection:
        with pytest.raises(psycopg.Error) as refused, connection.transaction():
            put_in(connection, "G", phone, line=False)
        assert "journal" in str(refused.value)
    assert asked(cluster, KEPT) == kept


@pytest.mark.parametrize("phone", [PHONE, WRONG], ids=["right", "wrong"])
def test_what_is_forced_before_the_end_is_not_compared_until_later(bureau, cluster, phone):
    looked = "SELECT count(DISTINCT person_key) FROM complaint"
    with linked(bureau, cluster) as connection:
        with suppress(ZeroDivisionError), connection.transaction():
            put_in(connection, "G", phone)
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            connection.execute("SELECT 'COMMIT'")
            assert connection.execute(looked).fetchone() == (2,)
            raise ZeroDivisionError
        with connection.transaction():
            put_in(connection, "G", phone)
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert connection.execute(looked).fetchone() == (2,)  # one of its own
        with connection.transaction():
            connection.execute("SELECT number_people()")
        assert connection.execute(looked).fetchone() == (1 if phone == PHONE else 2,)


@pytest.mark.parametrize(
    ("begin", "end"),
    [("BEGIN ISOLATION LEVEL SERIALIZABLE", "COMMIT"), ("BEGIN", "END"), ("BEGIN", "COMMIT; ")],
    ids=["whose end may be refused", "in other words", "as others write it"],
)
def test_another_end_is_numbered_at_once_or_by_the_next(bureau, cluster, begin, end):
    with linked(bureau, cluster) as connection:
        connection.execute(begin)
        put_in(connection, "G", PHONE)
        connection.execute(end)
        at_once = end.startswith("COMMIT;")
        keys = dict(connection.execute(KEYS).fetchall())
        assert (keys["G"] == keys["K"]) is at_once
        connection.execute("SELECT number_people()")
        keys = dict(connection.execute(KEYS).fetchall())
        assert keys["G"] == keys["K"]
    assert asked(cluster, KEPT)[0][1:3] == (0, 0)


def test_a_time_out_at_the_end_leaves_it_to_the_next(bureau, cluster):
    with psycopg.connect(cluster.url("at_commit"), autocommit=True) as owner:
        owner.execute(
            "ALTER FUNCTION keys.padded(bytea, integer) RENAME TO padded_at_once;"
            "CREATE FUNCTION keys.padded(key bytea, pad integer) RETURNS bytea LANGUAGE plpgsql AS"
            " $$ BEGIN IF current_query() = 'COMMIT' THEN PERFORM pg_sleep(0.4); END IF;"
            " RETURN keys.padded_at_once(key, pad); END $$"
        )
    with linked(bureau, cluster) as connection:
        connection.execute("SET statement_timeout = '300ms'")
        with connection.transaction():
            put_in(connection, "G", PHONE)
        connection.execute("RESET statement_timeout")
        assert len(dict(connection.execute(KEYS).fetchall())) == 2


def test_a_correction_moves_a_complaint_to_its_person_with_its_commit(bureau, signed_on, cluster):
    actor = bureau.actors[PERSONAS[0]]
    facts = intake.FileFacts("x.csv", "", "", 1, 0, 0, {})
    other = bureau.city.complaint("O", complainant=Complainant("李某", WRONG))
    intake.take_in(signed_on, actor, facts, [other])
    seen = []
    follow = intake.arrivals.follow_numbered

    def look(session, *arguments):
        seen.append(dict(asked(cluster, KEYS)))
        follow(session, *arguments)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(intake.arrivals, "follow_numbered", look)
        later = bureau.db.clock() + timedelta(seconds=1)
        facts = intake.FileFacts("y.csv", "", "", 1, 0, 0, {other.source: later})
        moved = bureau.city.complaint("O", complainant=KNOWN)
        assert intake.take_in(signed_on, actor, facts, [moved]).corrected == 1
    [keys] = seen
    assert keys["O"] == keys["K"]


def test_who_had_to_wait_for_a_number_is_linked_when_it_comes(bureau, signed_on, cluster):
    """More phones of one cover than may be compared in an hour: some get their numbers later."""
    actor, at = bureau.actors[PERSONAS[0]], bureau.db.clock() - timedelta(hours=5)
    story = {
        "title": "健身房闭店退费",
        "text": "在城东店办了年卡三千二百元，今天门锁了，要求退还余额。",
    }
    callers = [Complainant("王某", f"139{n:04}1234") for n in range(1001, 1009)]

    def told(source, prefix):
        return [
            bureau.city.complaint(
                f"{prefix}{n}", source=source, registered_at=at, complainant=who, **story
            )
            for n, who in enumerate(callers)
        ]

    bureau.city.take_in(*told(Source.PLATFORM, "P"))
    facts = intake.FileFacts("x.csv", "", "", 8, 0, 0, {})
    intake.take_in(signed_on, actor, facts, told(Source.HOTLINE, "H"))
    linked_now = "SELECT count(*) FROM complaint_link WHERE undone_at IS NULL"
    [(before,)] = asked(cluster, linked_now)
    assert before < len(callers)
    with psycopg.connect(cluster.url("at_commit"), autocommit=True) as owner:
        for table in ("brought", "waiting"):  # the hours have passed
            owner.execute(f"UPDATE keys.{table} SET due = now() - interval '1 minute'")
    other = bureau.city.complaint("O", complainant=Complainant("李某", "13700005678"))
    intake.take_in(signed_on, actor, replace(facts, rows=1), [other])
    assert asked(cluster, linked_now) == [(len(callers),)]
    assert asked(cluster, "SELECT count(*) FROM keys.late") == [(0,)]
    with bureau.db.read() as session:
        assert verify(session).bad is None


def test_of_a_large_file_all_are_told_apart_once_it_is_in(bureau, signed_on, cluster, monkeypatch):
    """More rows at once than are numbered at a commit: each part with the one that follows it."""
    definition = "SELECT pg_get_functiondef('{}'::regproc)"
    for function in ("number_people", "keys.waiting_ends"):
        [(made,)] = asked(cluster, definition.format(function))
        assert "< 2500" in made
        with psycopg.connect(cluster.url("at_commit"), autocommit=True) as owner:
            owner.execute(made.replace("< 2500", "< 2"))
    monkeypatch.setattr(intake, "CHUNK", 3)
    rows = [bureau.city.complaint(f"L{n}", complainant=KNOWN) for n in range(9)]
    facts = intake.FileFacts("x.csv", "", "", len(rows), 0, 0, {})
    assert intake.take_in(signed_on, bureau.actors[PERSONAS[0]], facts, rows).accepted == 9
    keys = dict(asked(cluster, KEYS))
    assert len(keys) == 10
    assert set(keys.values()) == {keys["K"]}
    assert asked(cluster, KEPT)[0][1] == 0
