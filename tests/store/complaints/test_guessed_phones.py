"""Nobody finds a masked phone by trying: each attack is run with the right one and a wrong one.

As each role's own login, with plain SQL. What an attacker could see of either is written down: the
answer, the refusal, what the transaction did by the server's own statistics. It must be the same.
"""

import re
from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import text

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release_text import faults_in
from commandcenter.queries.complaints.complainant import seen_caller
from commandcenter.services.command import duty
from commandcenter.services.complaints import intake
from commandcenter.services.complaints.unmask import see_caller
from commandcenter.store.complaints import person_key_care
from commandcenter.store.database import open_database
from commandcenter.store.private import cover_of, private_where
from commandcenter.store.tables.every import ComplaintRow, IncidentRow
from commandcenter.store.verify import verify
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

PHONE, WRONG = "13900001234", "13900011234"
LANDLINE = "88123499"
WHO = Complainant("欧阳明月", PHONE, "身份证", "990102199001010011", "人民路 1 号")
GROUPS = {Role.LEADER: Group.OPINION, Role.MEMBER: Group.LOGISTICS}
PERSONAS = [
    (role, GROUPS.get(role), EAST if role is Role.COUNTY else None) for role in Role
]  # fmt: skip
BRINGERS = [Role.COMMANDER, Role.DEPUTY, Role.LEADER, Role.MEMBER, Role.DUTY, Role.COUNTY]
FACTS = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {})
BY_ROLE = pytest.mark.parametrize("role", list(Role), ids=str)
BY_BRINGER = pytest.mark.parametrize("role", BRINGERS, ids=str)

LINE = "INSERT INTO journal(actor, kind, subject, verb, clause) VALUES ('', '{}', {}, '{}', '')"
BATCH = (
    "INSERT INTO batch (id, source, file_name, sha256, mapping, state, opened_at, opened_by,"
    " rows, accepted, duplicates, rejected) VALUES (901, '', '', '', '', 'open', now(),"
    " rights.my_name(), 0, 0, 0, 0)"
)
COMPLAINT = (
    'INSERT INTO public.complaint SELECT (jsonb_populate_record(c, \'{"id": 9001, "number":'
    ' "G", "batch_id": 901}\')).* FROM public.complaint c WHERE number = \'C\''
    " RETURNING person_key = (SELECT person_key FROM complaint WHERE number = 'C')"
)
PERSON = "INSERT INTO public.complainant VALUES (9001, '王某', '{guess}', '', '', '')"
ALIKE = "SELECT count(DISTINCT person_key) FROM complaint WHERE number IN ('C', 'G')"
OF_C = "(SELECT id FROM complaint WHERE number = 'C')"
DID = (
    "SELECT schemaname, relname, seq_scan, seq_tup_read, idx_scan, idx_tup_fetch, n_tup_ins,"
    " n_tup_upd, n_tup_del FROM pg_stat_xact_all_tables WHERE schemaname IN ('keys', 'public')"
    " AND coalesce(seq_scan, 0) + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del > 0"
    " ORDER BY 1, 2"
)
LARGE = (
    "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relnamespace IN"
    " (SELECT oid FROM pg_namespace WHERE nspname = 'keys') ORDER BY 1"
)
CORRECT = f"UPDATE masked.complainant SET phone = '{{guess}}' WHERE complaint_id = {OF_C}"
ASK = (
    f"SELECT rights.ask_complainants(ARRAY[{OF_C}], ARRAY[''],"
    " ARRAY['{guess}'], ARRAY[''], ARRAY[''], ARRAY[''])"
)
TOLD = f"SELECT fields FROM rights.told_complainants(ARRAY[{OF_C}])"
NOW = "SET CONSTRAINTS ALL IMMEDIATE"
ATTACKS = {
    "a complaint of one's own that is taken back": [
        BATCH, COMPLAINT, PERSON, LINE.format("complaint", 901, "stored"), NOW,
        "SELECT number_people()", ALIKE],
    "and its line first": [
        LINE.format("complaint", 901, "stored"), BATCH, COMPLAINT, PERSON, ALIKE,
        LINE.format("complaint", 901, "x"), NOW, "SELECT number_people()", ALIKE],
    "how many triggers run": [
        BATCH, COMPLAINT, "EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, SUMMARY OFF) " + PERSON,
        "SELECT number_people()"],
    "a correction that is taken back": [
        CORRECT, "SELECT count(*) FROM journal_row", LINE.format("complainant", 1, "x"), NOW,
        "SELECT number_people()",
        f"SELECT phone FROM masked.complainant WHERE complaint_id = {OF_C}",
        "SELECT person_key = (SELECT person_key FROM complaint WHERE number = 'T')"
        " FROM complaint WHERE number = 'C'"],
    "how many triggers a correction runs": [
        "EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, SUMMARY OFF) " + CORRECT],
    "a correction by a condition": [CORRECT + " AND phone = '{guess}'"],
    "a question that is taken back": [ASK, LINE.format("complainant", 1, "compared"), TOLD],
    "the key": ["SELECT rights.person_key()"],
    "the key itself": ["SELECT key FROM keys.person"],
    "the persons": ["SELECT * FROM keys.number"],
    "marks under a salt of one's own": [
        f"SELECT phone FROM rights.complainant_marks(ARRAY[{OF_C}], '{{guess}}')"],
    "a telephone in a text": [
        f"SELECT * FROM rights.private_in(ARRAY[{OF_C}], NULL, '{{guess}}', '{{}}')"],
    "statistics": ["SELECT * FROM pg_stats WHERE tablename = 'complainant'"],
    "what the server would do": [
        "EXPLAIN SELECT * FROM public.complainant WHERE phone = '{guess}'"],
    "an error that says it": [
        f"UPDATE masked.complainant SET name = NULL, phone = '{{guess}}'"
        f" WHERE complaint_id = {OF_C}"],
    "its number by hand": [
        "UPDATE complaint SET person_key = '{guess}' WHERE number = 'C'"],
    "who gives numbers": [
        "SET LOCAL commandcenter.giver = 'x'",
        "UPDATE complaint SET person_key = '{guess}' WHERE number = 'C'"],
    "a look without a line": [f"SELECT phone FROM rights.see_complainant({OF_C})"],
    "behind the covers": ["SELECT phone FROM public.complainant WHERE phone = '{guess}'"],
    "an image": ["SELECT before, after FROM journal_row WHERE table_name = 'complainant'"],
    "the duty log by a condition": ["SELECT name FROM duty_log WHERE phone = '{guess}'"],
    "the duty log itself": ["SELECT phone FROM public.duty_log"],
    "an image of the duty log": ["SELECT after FROM journal_row WHERE table_name = 'duty_log'"],
    "a caller that is written over": ["UPDATE masked.duty_log SET phone = '{guess}'"],
    "a caller that is written over behind the covers": [
        "UPDATE public.duty_log SET phone = '{guess}'"],
    "a caller without a line": ["SELECT phone FROM rights.see_caller(1)"],
}  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE guesses TEMPLATE template")
    bureau = Bureau(cluster, "guesses", PERSONAS)
    person_key_care.settle(bureau.db)
    complaint = bureau.city.complaint
    bureau.city.take_in(
        complaint("C", complainant=WHO),
        complaint("T", complainant=Complainant("李某", "13900021234")),
        complaint("R", complainant=WHO, kind=ComplaintKind.REPORT),
        complaint("L", complainant=Complainant("诸葛．飞", LANDLINE)),
    )
    bureau.city.do(
        duty.write_entry, "liwei",
        duty.NewEntry(duty.LogKind.CALL_IN, "门锁了", name="王女士", phone=PHONE),
    )  # fmt: skip
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE guesses WITH (FORCE)")


def url_of(bureau, cluster, role):
    actor = next(a for p, a in bureau.actors.items() if p[0] is role)
    return cluster.url("guesses").replace("postgres@", f"{actor.login}@")


def signed_on(bureau, cluster, role):
    connection = psycopg.connect(url_of(bureau, cluster, role), autocommit=True)
    path = "wall" if role is Role.WALL else "masked, public"
    connection.execute(f"SET search_path = {path}")
    return connection


def shown_by(connection, looking):
    """What the server tells of its tables, where it tells it: to logins it does not."""
    try:
        with connection.transaction():
            return repr(connection.execute(looking).fetchall())
    except psycopg.errors.InsufficientPrivilege:
        return "refused"


def seen_of(connect, statements, guess):
    """All that shows of one try, with what was guessed left out; then it is taken back.

    On a link of its own: the server's statistics are told for all that a link has done.
    """
    seen, plain = [], re.compile(rf"{guess}|\d+-\d+|[0-9a-f]{{24,}}|rows=\d+|width=\d+")
    with connect() as connection, suppress(RuntimeError), connection.transaction():
        for statement in statements:
            try:
                found = connection.execute(statement.replace("{guess}", guess))
                rows = found.fetchall() if found.description else []
                seen.append(plain.sub("", repr((found.rowcount, rows))))
            except psycopg.Error as error:
                diag = error.diag
                said = (error.sqlstate, diag.message_primary, diag.message_detail, diag.context)
                seen.append(plain.sub("", repr(said)))
                raise RuntimeError from error
            seen += [shown_by(connection, looking) for looking in (DID, LARGE)]
        raise RuntimeError
    return seen


@pytest.mark.lot(10)
@BY_ROLE
@pytest.mark.parametrize("name", ATTACKS)
def test_a_right_guess_looks_like_a_wrong_one(bureau, cluster, role, name):
    for _ in range(3):  # a table may need its next page just then; what differs always, tells
        wrong, right = (
            seen_of(lambda: signed_on(bureau, cluster, role), ATTACKS[name], guess)
            for guess in (WRONG, PHONE)
        )
        if right == wrong:
            break
    assert right == wrong
    assert PHONE not in repr(right)
    with bureau.db.read() as session:
        assert verify(session).bad is None


def test_the_attack_itself_would_show_a_difference(bureau, cluster):
    """With the owner's eyes: else the comparison above would prove nothing."""

    def owner():
        return psycopg.connect(cluster.url("guesses"), autocommit=True)

    name = "a complaint of one's own that is taken back"
    statements = [s.replace("rights.my_name()", "'x'") for s in ATTACKS[name]]
    for _ in range(3):
        right, wrong = (seen_of(owner, statements, guess) for guess in (PHONE, WRONG))
        assert right != wrong, right[::3]


def numbers_of(bureau, *numbers):
    with bureau.db.read() as session:
        rows = session.execute(
            text("SELECT number, person_key FROM complaint WHERE number = ANY (:numbers)"),
            {"numbers": list(numbers)},
        )
        return dict(tuple(row) for row in rows)


@pytest.mark.lot(3)
@BY_BRINGER
def test_an_import_of_all_candidates_is_compared_by_three_an_hour(bureau, cluster, role):
    """And not more by waiting less, by other imports, or by taking them out again."""
    actor = next(a for p, a in bureau.actors.items() if p[0] is role)
    db = open_database(url_of(bureau, cluster, role))
    tried = [f"139{n:04d}1234" for n in range(100, 140)]
    try:
        for lot in range(4):
            rows = [
                bureau.city.complaint(f"{role}{lot}-{n}", complainant=Complainant("王某", phone))
                for n, phone in enumerate(tried[lot * 10 : lot * 10 + 10])
            ]
            intake.take_in(db, actor, FACTS, rows)
    finally:
        db.close()
    with psycopg.connect(cluster.url("guesses"), autocommit=True) as owner:
        [compared] = owner.execute(
            "SELECT count(*) FROM keys.brought WHERE login = %s AND cover = '1391234'"
            " AND due <= clock_timestamp()",
            [actor.login],
        ).fetchone()
        [all_] = owner.execute(
            "SELECT count(*) FROM keys.brought WHERE login = %s AND cover = '1391234'",
            [actor.login],
        ).fetchone()
        [known] = owner.execute(
            "SELECT count(*) FROM keys.number k JOIN keys.brought b USING (digest)"
            " WHERE b.login = %s AND b.cover = '1391234' AND b.due > clock_timestamp()"
            " AND NOT EXISTS (SELECT FROM keys.brought o WHERE o.digest = b.digest"
            " AND o.due <= clock_timestamp())",
            [actor.login],
        ).fetchone()
    assert (compared, all_, known) == (3, 40, 0)


@pytest.mark.lot(3)
@BY_BRINGER
def test_a_complaint_is_asked_about_five_times_an_hour(bureau, cluster, role):
    with signed_on(bureau, cluster, role) as connection:
        told = []
        for guess in range(7):
            with connection.transaction():
                connection.execute(ASK.replace("{guess}", f"139000{guess}1234"))
                connection.execute(LINE.format("complainant", 1, "compared"))
            told.append(connection.execute(TOLD).fetchall())
    assert [bool(each) for each in told] == [True] * 5 + [False] * 2


def test_it_is_told_by_a_committed_line_only(bureau, cluster):
    with signed_on(bureau, cluster, Role.DUTY) as connection:
        connection.execute("SELECT 1")
        before = connection.execute("SELECT count(*) FROM journal").fetchone()
        with connection.transaction():
            connection.execute(ASK.replace("{guess}", WRONG).replace("'C'", "'T'"))
        told = connection.execute(TOLD.replace("'C'", "'T'")).fetchall()
        assert connection.execute("SELECT count(*) FROM journal").fetchone() == before
    assert told == []


def test_texts_and_telephones_in_them_are_counted_though_they_are_taken_back(bureau, cluster):
    with signed_on(bureau, cluster, Role.CLERK) as connection:
        asked = (
            "SELECT * FROM rights.private_in(ARRAY(SELECT id FROM complaint), NULL, 'x',"
            " ARRAY(SELECT (88120000 + n)::text FROM generate_series(1, 150) n))"
        )
        for refused in (False, True):
            with suppress(ZeroDivisionError), connection.transaction():
                if refused:
                    with pytest.raises(psycopg.Error, match="too many telephones"):
                        connection.execute(asked)
                else:
                    connection.execute(asked)
                raise ZeroDivisionError


def test_a_text_is_told_apart_for_who_writes_releases(bureau, cluster):
    """Name and telephone are found, and a bureau that asks too often is told so in words."""
    db = open_database(url_of(bureau, cluster, Role.LEADER))
    said = f"欧阳明月已退费，诸葛．飞的电话是 {LANDLINE}，另有 88120000。"
    with db.read() as session:
        private = private_where(session, ComplaintRow.number.in_(["C", "L"]))
        found = [fault.written for fault in faults_in(said, private)]
    assert found == ["欧阳明月", "诸葛．飞", LANDLINE]
    with psycopg.connect(cluster.url("guesses"), autocommit=True) as owner:
        owner.execute("UPDATE rights.allowed SET most = 0 WHERE code = 'guess_texts'")
    with db.read() as session, pytest.raises(RuleBroken, match="上限"):
        faults_in(said, private_where(session, ComplaintRow.number.in_(["C"])))
    bureau.lay()
    db.close()


def test_a_reporter_and_who_complained_are_not_tied_by_their_number(bureau):
    found = numbers_of(bureau, "C", "R", "T")
    assert len(set(found.values())) == 3


def test_who_is_signed_on_brings_a_known_person_in_and_they_are_one(bureau, cluster):
    actor = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    db = open_database(url_of(bureau, cluster, Role.DUTY))
    one = Complainant("周某", "13600007777")
    for number in ("P1", "P2"):
        intake.take_in(db, actor, FACTS, [bureau.city.complaint(number, complainant=one)])
    nobody = bureau.city.complaint("P3", complainant=Complainant("无名"))
    intake.take_in(db, actor, FACTS, [nobody])
    db.close()
    found = numbers_of(bureau, "P1", "P2", "P3")
    assert found["P1"] == found["P2"] != ""
    assert found["P3"] == ""


def test_the_duty_room_writes_its_log_and_reads_callers_covered_until_a_look(bureau, cluster):
    actor = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    db = open_database(url_of(bureau, cluster, Role.DUTY))
    new = duty.NewEntry(duty.LogKind.CALL_IN, "又来电", name="周女士", phone=PHONE, follow=True)
    with db.write() as session:
        number = duty.write_entry(session, actor, new)
    with db.write() as session:
        duty.settle(session, actor, number, "已转办")
    shown = text("SELECT name, phone, closed_words FROM duty_log WHERE id = :id")
    with db.read() as session:
        assert session.execute(shown, {"id": number}).one() == ("周**", "139****1234", "已转办")
    with db.write() as session:
        see_caller(session, actor, number)
    with db.read() as session:
        assert seen_caller(session, actor, number) == Complainant("周女士", PHONE)
    db.close()


def test_that_a_caller_gave_neither_name_nor_number_is_covered_nowhere(bureau, cluster):
    actor = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    incident = bureau.incidents[Level.III]
    new = duty.NewEntry(
        duty.LogKind.CALL_IN, "来电", name="未告知", phone="未留号码", incident_id=incident
    )
    db = open_database(url_of(bureau, cluster, Role.DUTY))
    with db.write() as session:
        number = duty.write_entry(session, actor, new)
        one = replace(new, name="周明远", phone=PHONE)
        duty.write_entry(session, actor, one)
    shown = text("SELECT name, phone FROM duty_log WHERE id = :id")
    with db.read() as session:
        assert session.execute(shown, {"id": number}).one() == ("未告知", "未留号码")
        cover = cover_of(session, session.get(IncidentRow, incident))
        assert cover("店方未告知周明远") == "店方未告知周**"
    db.close()


def test_who_does_not_keep_the_log_reads_no_number_in_its_words(bureau, cluster):
    actor = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    db = open_database(url_of(bureau, cluster, Role.DUTY))
    new = duty.NewEntry(duty.LogKind.NOTE, f"请回 {PHONE}", told=f"已转{PHONE[:3]}-{PHONE[3:]}")
    with db.write() as session:
        number = duty.write_entry(session, actor, new)
    db.close()
    shown = text("SELECT text, told FROM duty_log WHERE id = :id")
    for role, words in (
        (Role.DUTY, (f"请回 {PHONE}", f"已转{PHONE[:3]}-{PHONE[3:]}")),
        (Role.COMMANDER, ("请回 139****1234", "已转139****1234")),
        (Role.PLANNER, ("请回 139****1234", "已转139****1234")),
    ):
        db = open_database(url_of(bureau, cluster, role))
        with db.read() as session:
            assert session.execute(shown, {"id": number}).one() == words
        db.close()
