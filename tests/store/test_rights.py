"""PostgreSQL under its own rights: the journal, personal data, the wall, and each login."""

from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date

import psycopg
import pytest
from sqlalchemy import select, text

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.complaints.form_items import FormAsked, FormKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release_text import Fault, faults_in
from commandcenter.queries.complaints.complainant import seen_complainant
from commandcenter.queries.complaints.complaints import complaint_detail
from commandcenter.queries.complaints.forms import form_paper
from commandcenter.queries.incident.incidents import current_incident
from commandcenter.queries.seat.wall import wall_headline
from commandcenter.services.command import running_log
from commandcenter.services.complaints import forms, intake, unmask
from commandcenter.services.plan import plan_data
from commandcenter.store import roles, schema, schema_state, triggers
from commandcenter.store.database import open_database
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.private import private_where
from commandcenter.store.tables.every import Base, ComplainantRow, ComplaintRow, JournalLineRow
from commandcenter.store.verify import verify
from commandcenter.store.write_rules import read_rules
from tests.city import EAST, KEY
from tests.conftest import run_sql
from tests.services.guarded import REFUSED, Bureau
from tests.store import own_line

WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")
PERSONAS = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.LEADER, Group.ONSITE, None), (Role.MEMBER, Group.INVESTIGATION, None),
    (Role.COUNTY, None, EAST), (Role.CLERK, None, None), (Role.LEAD_DUTY, None, None),
    (Role.AUDITOR, None, None), (Role.PLANNER, None, None), (Role.ADMIN, None, None),
    (Role.WALL, None, None), (Role.WATCH, None, None),
]  # fmt: skip
LINE = (
    "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause) "
    "VALUES ('', 'complainant', %s, NULL, %s, '')"
)
ENTERED = (
    "INSERT INTO person (login, name, post, phone, mobile, active)"
    " VALUES ('{}', '某人', '', '', '', true)",
    "INSERT INTO role_grant (person_id, role, valid_from, granted_by)"
    " SELECT id, 'clerk', now(), session_user::text FROM person WHERE login = '{}'",
)
ATTACKS = {
    "change": "UPDATE public.journal SET actor = 'x'",
    "delete": "DELETE FROM public.journal",
    "truncate": "TRUNCATE public.journal CASCADE",
    "forge": "INSERT INTO public.journal(number, at, actor, kind, subject, verb, clause, digest, "
    "hash) VALUES (1, now(), 'chenyu', 'x', 1, 'x', '', '', '')",
    "drop": "DROP TABLE public.journal",
    "disable": "ALTER TABLE public.journal DISABLE TRIGGER ALL",
    "head": "UPDATE public.pen SET number = 0",
    "image": "UPDATE public.journal_row SET after = 'x'",
    "made image": "SELECT public.journal_image('incident', '1', 'update', '', '')",
    "become the owner": "SET ROLE cc_journal",
    "become another": "SET SESSION AUTHORIZATION chenyu",
    "without triggers": "SET session_replication_role = replica",
    "temporary table": "CREATE TEMP TABLE x()",
    "own table": "CREATE TABLE public.x()",
    "own matrix": "INSERT INTO rights.cell VALUES ('activate', 'duty', 'all', '{}', '{}', '{}')",
    "own role": "INSERT INTO public.role_grant(person_id, role, valid_from, granted_by) "
    "SELECT id, 'commander', now(), '' FROM public.person WHERE login = session_user",
    "own login": "SELECT rights.settle_login('postgres')",
    "complainants": "SELECT phone FROM public.complainant",
}


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE rights TEMPLATE template")
    bureau = Bureau(cluster, "rights", PERSONAS)
    bureau.city.take_in(
        bureau.city.complaint("C", complainant=WHO),
        bureau.city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT),
        bureau.city.complaint("W", district="990103"),
    )
    with bureau.db.read() as session:
        rows = session.execute(text("SELECT number, id FROM complaint")).all()
    bureau.ids = dict(rows)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE rights WITH (FORCE)")


def definers(bureau):
    with bureau.db.engine.connect() as connection:
        return set(connection.execute(triggers.DEFINERS).all())


def test_an_upgrade_leaves_no_moment_in_which_nobody_can_write(bureau, cluster):
    """The journal's functions are made anew; the rights are laid again only some time after."""
    before = definers(bureau)
    schema.upgrade(bureau.db)
    assert definers(bureau) == before
    assert len(before) > 100
    with seat(bureau, cluster, Role.DUTY) as db, db.write() as session:
        duty = bureau.actors[(Role.DUTY, None, None)]
        running_log.write_line(session, duty, bureau.incidents[Level.IV], "升级之后、赋权之前")
    bureau.lay()


def login_of(bureau, role):
    return next(a.login for p, a in bureau.actors.items() if p[0] is role)


@contextmanager
def seat(bureau, cluster, role):
    """The program's own database, opened as the person: a real login."""
    db = open_database(cluster.url("rights").replace("postgres@", f"{login_of(bureau, role)}@"))
    try:
        yield db
    finally:
        db.close()


def plain(bureau, cluster, role):
    url = cluster.url("rights").replace("postgres@", f"{login_of(bureau, role)}@")
    return psycopg.connect(url, autocommit=True)


def test_every_table_says_who_writes_it_or_is_written_by_nobody():
    # That of a drill has a clock, which its conductor moves (tests/services/drills).
    by_nobody = {"city", "district", "town", "schema_info", "word_index", "journal",
                 "journal_row", "pen", "rollup", "bulk_digest", "laid_part"}  # fmt: skip
    written = set(read_rules())
    tables = set(Base.metadata.tables)
    assert written - tables == set()
    assert tables - written == by_nobody | {"hotline_row"} - written


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda p: p[0].value)
def test_nobody_gets_at_the_journal_the_matrix_or_who_complained(bureau, cluster, persona):
    with plain(bureau, cluster, persona[0]) as connection:
        passed = []
        for what, statement in ATTACKS.items():
            try:
                connection.execute(statement)
            except psycopg.Error as error:
                if error.sqlstate not in (*REFUSED, "3F000", "42883", "42704"):
                    passed.append(f"{what}: {error}")
            else:
                passed.append(what)
        assert passed == []


def test_the_author_of_a_line_is_the_login_whatever_the_client_says(bureau, cluster):
    with plain(bureau, cluster, Role.DUTY) as connection:
        row = connection.execute(
            "INSERT INTO journal(actor, kind, subject, incident_id, verb, clause) "
            "VALUES ('chenyu', 'paper', 1, NULL, 'briefing made', '') RETURNING number, actor"
        ).fetchone()
    assert row[1] == login_of(bureau, Role.DUTY)


def test_a_complainant_is_shown_only_after_a_line_that_cannot_be_taken_back(bureau, cluster):
    complaint = bureau.ids["C"]
    look = "SELECT name FROM rights.see_complainant(%s)"
    with plain(bureau, cluster, Role.DUTY) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not in the journal"):
            connection.execute(look, [complaint])
        connection.execute("BEGIN")
        connection.execute(LINE, [complaint, "seen"])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not in the journal"):
            connection.execute(look, [complaint])
        connection.execute("ROLLBACK")
    duty = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    with seat(bureau, cluster, Role.DUTY) as db:
        with db.write() as session:
            unmask.see_complainant(session, duty, complaint)
        with db.read() as session:
            assert seen_complainant(session, duty, complaint) == WHO
            assert complaint_detail(session, complaint, duty).line.complainant == "欧**"


def test_who_may_not_see_complainants_does_not_see_them_with_a_line_either(bureau, cluster):
    for role, number in ((Role.AUDITOR, "C"), (Role.WATCH, "C"), (Role.COMMANDER, "R")):
        complaint = bureau.ids[number]
        with plain(bureau, cluster, role) as connection:
            connection.execute(LINE, [complaint, "reporter_seen" if number == "R" else "seen"])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not"):
                connection.execute("SELECT rights.see_complainant(%s)", [complaint])


def test_a_later_file_corrects_who_complained_without_reading_him(bureau, cluster):
    duty = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    moved = replace(WHO, phone="13900005678")
    file = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0, {})
    again, taken = bureau.city.complaint("C", complainant=moved), []
    with seat(bureau, cluster, Role.DUTY) as db:
        for _ in range(2):
            taken.append(intake.take_in(db, duty, file, [again], KEY).corrected)
    with bureau.db.read() as session:
        row = session.get_one(ComplainantRow, bureau.ids["C"])
        assert (row.name, row.phone, row.address) == (WHO.name, moved.phone, WHO.address)
        row = session.get_one(ComplainantRow, bureau.ids["R"])
        assert row.phone == WHO.phone
    assert taken == [1, 0], "the second time the file says nothing new"
    with seat(bureau, cluster, Role.DUTY) as db:  # as the other tests know him
        back = bureau.city.complaint("C", complainant=WHO)
        assert intake.take_in(db, duty, file, [back], KEY).corrected == 1


def test_a_name_in_a_text_is_found_by_who_may_not_read_it(bureau, cluster):
    text_of_release = "经查，欧阳明月（电话 139 0000 1234）已退费，涉及 12 人。"
    with seat(bureau, cluster, Role.LEADER) as db, db.read() as session:
        private = private_where(session, ComplaintRow.number.in_(["C", "R"]))
        assert not private.names
        faults = [fault.fault for fault in faults_in(text_of_release, private)]
    assert faults == [Fault.PERSON, Fault.PHONE]


def test_a_county_sees_its_own_complaints_and_the_administrator_none(bureau, cluster):
    seen = {}
    for role in (Role.COMMANDER, Role.COUNTY, Role.ADMIN, Role.WATCH):
        with plain(bureau, cluster, role) as connection:
            rows = connection.execute("SELECT number FROM complaint ORDER BY number").fetchall()
            seen[role] = [row[0] for row in rows]
    assert seen == {
        Role.COMMANDER: ["C", "R", "W"], Role.COUNTY: ["C", "R"], Role.ADMIN: [],
        Role.WATCH: ["C", "R", "W"],
    }  # fmt: skip


def test_the_wall_draws_from_masked_views_and_reads_nothing_else(bureau, cluster):
    with seat(bureau, cluster, Role.WALL) as db, db.read() as session:
        schema_state.require_current(db)
        assert wall_headline(session, current_incident(session)) is not None
        words = session.scalars(text("SELECT DISTINCT title || text FROM complaint")).all()
    assert words == [""]
    with plain(bureau, cluster, Role.WALL) as connection:
        for table in ("complaint", "complainant", "person", "evidence", "journal_row"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT * FROM public.{table}")


def test_a_login_frees_what_it_holds_and_has_few_connections(bureau, cluster):
    with plain(bureau, cluster, Role.DUTY) as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone()[0]
            for name in ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
        ]
        limit = connection.execute(
            "SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user"
        ).fetchone()[0]
    assert shown == ["3s", "5s", "30s"]
    assert limit == 6


@pytest.mark.parametrize("named", ["cc_watch", "pg_monitor", "postgres"])
def test_who_is_entered_under_the_name_of_a_group_gives_it_nothing(bureau, cluster, named):
    """Else all who are in that group would be in those of his roles, too."""
    groups = "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"
    with (
        plain(bureau, cluster, Role.ADMIN) as connection,
        connection.transaction(force_rollback=True),
    ):
        before = set(connection.execute(groups).fetchall())
        for statement in ENTERED:
            connection.execute(statement.format(named))
            connection.execute(own_line.LINE)
        assert set(connection.execute(groups).fetchall()) == before


def test_a_person_works_through_the_program_and_the_chain_holds(bureau, cluster):
    incident = next(iter(bureau.incidents.values()))
    leader = next(a for p, a in bureau.actors.items() if p[0] is Role.LEADER)
    with seat(bureau, cluster, Role.LEADER) as db, db.write() as session:
        schema_state.require_current(db)
        running_log.write_line(session, leader, incident, "到场")
    with bureau.db.read() as session:
        walked = verify(session)
    assert walked.lines > 10
    assert walked.bad is None
    with seat(bureau, cluster, Role.AUDITOR) as db, db.read() as session:
        assert verify(session) == walked
    with (
        seat(bureau, cluster, Role.PLANNER) as db,
        db.read() as session,
        pytest.raises(RuleBroken, match="没有校验"),
    ):
        verify(session)


def test_who_edits_the_plan_hands_the_matrix_on_as_it_stands(bureau, cluster):
    """Else the next `init` would lay, in the owner's name, what a planner wrote."""
    planner = next(a for p, a in bureau.actors.items() if p[0] is Role.PLANNER)
    with seat(bureau, cluster, Role.PLANNER) as db, db.write() as session:
        seen = version_in_force(session)
        plan_data.set_working_day(
            session, planner, date(2027, 5, 8), rest=False, title="调休", source="通知",
            proposal=True, reason="调休", seen=seen,
        )  # fmt: skip
        assert version_in_force(session) > seen
    version = (
        "INSERT INTO public.plan_version (label, adopted_at, adopted_by)"
        " SELECT label, now(), '' FROM public.plan_version LIMIT 1 RETURNING id"
    )
    item = (
        "INSERT INTO public.plan_item (version_id, kind, code, position, data, source, proposal)"
        " SELECT %s, kind, code, position, {data}, source, proposal FROM public.plan_item"
        " WHERE kind = 'right' AND data LIKE '%%\"planner\"%%' ORDER BY id DESC LIMIT 1"
    )
    changed = "replace(data, '\"planner\"', '\"admin\"')"
    with plain(bureau, cluster, Role.PLANNER) as connection:
        for data, refused in (("data", False), (changed, True)):
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege) if refused else nullcontext(),
                connection.transaction(force_rollback=True),
            ):
                new = connection.execute(version).fetchone()[0]
                connection.execute(item.format(data=data), (new,))


@pytest.mark.parametrize("column", ["actor", "digest", "hash"])
def test_the_server_finds_the_line_that_a_superuser_changed(bureau, column):
    with bureau.db.engine.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(f"UPDATE journal SET {column} = 'nobody' WHERE number = 5")
        found = connection.exec_driver_sql("SELECT bad, why FROM rights.verify_journal()").one()
        transaction.rollback()
    assert tuple(found) == (5, "rows" if column == "digest" else "hash")


def test_rights_are_laid_again_without_a_trace(bureau):
    def described():
        with bureau.db.read() as session:
            return session.execute(
                text(
                    "SELECT c.relname, ARRAY(SELECT unnest(c.relacl)::text ORDER BY 1), "
                    "c.relforcerowsecurity FROM pg_class c JOIN "
                    "pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', "
                    "'masked', 'wall') ORDER BY n.nspname, c.relname"
                )
            ).all()

    before = described()
    bureau.lay()
    assert described() == before


@pytest.mark.parametrize(
    "role", [Role.COMMANDER, Role.LEAD_DUTY, Role.ADMIN], ids=lambda r: r.value
)
def test_who_may_switch_to_one_server_lets_go_what_waits_for_the_lost_one(bureau, cluster, role):
    """The rights that were laid first are enough: nothing is left to a second time."""
    with plain(bureau, cluster, role) as login:
        if role is Role.ADMIN:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute("SELECT standby_release()")
            return
        assert login.execute("SELECT standby_release()").fetchone() == (0,)
    with bureau.db.read() as session:
        assert session.scalar(
            text(
                "SELECT pg_has_role('cc_owner', 'pg_signal_backend', 'MEMBER') "
                "AND pg_has_role('cc_owner', 'pg_read_all_stats', 'MEMBER')"
            )
        )


def test_only_a_superuser_lays_rights(bureau, cluster):
    with (
        seat(bureau, cluster, Role.ADMIN) as db,
        db.engine.begin() as connection,
        pytest.raises(RuleBroken, match="超级用户"),
    ):
        [step(connection) for step in roles.steps(None)]


def test_a_form_names_in_full_whom_its_maker_may_see_and_a_login_writes_its_lines(bureau, cluster):
    ids = [bureau.ids["C"], bureau.ids["R"]]
    duty = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    with seat(bureau, cluster, Role.DUTY) as db:
        with db.write() as session:
            made = forms.make_forms(session, duty, FormAsked(FormKind.FORWARD, full=True), ids)
        with db.read() as session:
            arguments = (made.asked, made.complaints, made.full, db.clock())
            paper = form_paper(session, duty, *arguments)
    assert made.full == {bureau.ids["C"]}
    assert [facts.person for facts in paper.sheets] == [WHO, None]
    with bureau.db.read() as session:
        found = select(JournalLineRow.actor, JournalLineRow.subject).where(
            JournalLineRow.kind == "complaint_form"
        )
        assert sorted(session.execute(found).all()) == [(duty.login, number) for number in ids]
