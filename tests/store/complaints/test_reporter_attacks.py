"""Who reported (举报) is shown to nobody by a detour: kind changed and back, rows moved or renewed.

Each attack is tried as a person who is really signed on, by plain SQL and by the program's ways.
"""

from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.services.complaints import handling, intake, unmask, withdrawal
from commandcenter.store.complaints import person_key_care
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import ComplainantRow, ComplaintRow, JournalImageRow
from commandcenter.store.verify import verify
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.store.attacks import LINE

pytestmark = pytest.mark.lot(2)  # most of it on either database

WHO = Complainant("欧阳明月", "13900001234", "身份证", "990102199001010011", "人民路 1 号")
SEER = (Role.LEADER, Group.INVESTIGATION, None)
INSIDERS = [
    (Role.COMMANDER, None, None), (Role.DEPUTY, None, None), (Role.DUTY, None, None),
    (Role.LEADER, Group.COORDINATION, None), (Role.MEMBER, Group.LOGISTICS, None),
    (Role.MEMBER, Group.INVESTIGATION, None), (Role.COUNTY, None, EAST),
]  # fmt: skip
BY_ROLE = pytest.mark.parametrize("persona", INSIDERS, ids=lambda p: "-".join(filter(None, p)))
FACTS = intake.FileFacts("导出.xlsx", "0" * 64, "", 1, 0, 0, {})
LOWER = "UPDATE complaint SET kind = 'complaint' WHERE number = 'R'"
RAISE = "UPDATE complaint SET kind = 'report' WHERE number = 'R'"
LOOK = (
    "INSERT INTO journal(actor, kind, subject, verb, clause)"
    " SELECT '', 'complainant', id, '{}', '' FROM complaint WHERE number = 'R'"
)
SEE = "SELECT name FROM rights.see_complainant((SELECT id FROM complaint WHERE number = 'R'))"
OF_R = "(SELECT id FROM complaint WHERE number = 'R')"
FORGED = (
    "INSERT INTO batch (source, file_name, sha256, mapping, state, opened_at, opened_by,"
    " rows, accepted, duplicates, rejected) VALUES ('', '', '', '', 'open', now(),"
    " rights.my_name(), 0, 0, 0, 0)",
    "INSERT INTO complaint_correction (complaint_id, batch_id, fields, line, at, by)"
    f' SELECT {OF_R}, (SELECT max(id) FROM batch), \'["kind"]\', number, now(),'
    " rights.my_name() FROM journal",
    LOWER, LINE,
)  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE reporters TEMPLATE template")
    bureau = Bureau(cluster, "reporters", [*INSIDERS, SEER])
    person_key_care.settle(bureau.db)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE reporters WITH (FORCE)")


@pytest.fixture
def report(bureau):
    """Numbers of imports that are not closed; one report, and it is as new each time."""
    city = bureau.city
    made = city.take_in(city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT))
    yield made.batch_id
    withdrawal.withdraw(bureau.db, city.liwei, made.batch_id, "试验结束")


def url_of(bureau, cluster, persona):
    return cluster.url("reporters").replace("postgres@", f"{bureau.actors[persona].login}@")


def signed_on(bureau, cluster, persona):
    return psycopg.connect(url_of(bureau, cluster, persona), autocommit=True)


def tried(connection, *statements):
    """A transaction: why it was refused, or None. So is one whose change no line names."""
    try:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ForeignKeyViolation) as error:
        return str(error)
    return None


def kept(bureau):
    with bureau.db.read() as session:
        assert verify(session).bad is None
        row = session.scalars(select(ComplaintRow).where(ComplaintRow.number == "R")).one()
        return row.kind, row.reporter_protected


def see_nothing(connection):
    """By either look, in full or covered; the report itself each of them sees."""
    for verb in ("seen", "reporter_seen"):
        connection.execute(LOOK.format(verb))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(SEE)
    covered = f"SELECT name, phone FROM masked.complainant WHERE complaint_id = {OF_R}"
    assert connection.execute(covered).fetchall() == [("**", "****")]


@BY_ROLE
def test_a_report_is_not_made_a_complaint_for_a_look(bureau, cluster, report, persona):
    with signed_on(bureau, cluster, persona) as connection:
        assert "complaint" in tried(connection, LOWER, LINE)
        assert "complaint" in tried(connection, LOWER.replace("'complaint'", "'enquiry'"), LINE)
        see_nothing(connection)
    assert kept(bureau) == (ComplaintKind.REPORT, True)


@BY_ROLE
def test_the_protection_itself_is_taken_off_by_nobody(bureau, cluster, report, persona):
    off = "UPDATE complaint SET reporter_protected = false WHERE number = 'R'"
    with signed_on(bureau, cluster, persona) as connection:
        for statements in ([off], [RAISE.replace("WHERE", ", reporter_protected = false WHERE")]):
            assert "complaint" in tried(connection, *statements, LINE)
        see_nothing(connection)
    assert kept(bureau) == (ComplaintKind.REPORT, True)


def test_not_even_the_owner_takes_the_protection_off(bureau, report):
    with pytest.raises(Exception, match="protected for good"), bureau.db.engine.begin() as owner:
        owner.exec_driver_sql("UPDATE complaint SET reporter_protected = false")
    assert kept(bureau) == (ComplaintKind.REPORT, True)


def test_what_who_may_see_reporters_makes_a_complaint_stays_hidden(bureau, cluster, report):
    with signed_on(bureau, cluster, SEER) as leader:
        assert tried(leader, LOWER, LINE) is None
    assert kept(bureau) == (ComplaintKind.COMPLAINT, True)
    for persona in INSIDERS:
        with signed_on(bureau, cluster, persona) as connection:
            see_nothing(connection)
    with signed_on(bureau, cluster, SEER) as leader:
        leader.execute(LOOK.format("reporter_seen"))
        assert leader.execute(SEE).fetchall() == [(WHO.name,)]


def test_a_member_who_handles_the_report_may_say_that_it_is_none(bureau, cluster, report):
    member = (Role.MEMBER, Group.INVESTIGATION, None)
    given = bureau.actors[member].person_id
    with bureau.db.read() as session:
        number = session.scalars(select(ComplaintRow.id)).one()
    bureau.city.do(handling.assign, "zhoulan", [number], given)
    with signed_on(bureau, cluster, member) as connection:
        assert tried(connection, LOWER, LINE) is None
    assert kept(bureau) == (ComplaintKind.COMPLAINT, True)


@BY_ROLE
def test_whoever_takes_complaints_in_makes_a_report_of_one(bureau, cluster, persona):
    """The other way only protects more, with an older program too: it knows no such column."""
    made = bureau.city.take_in(bureau.city.complaint("R", complainant=WHO))
    assert kept(bureau) == (ComplaintKind.COMPLAINT, False)
    with signed_on(bureau, cluster, persona) as connection:
        assert tried(connection, RAISE, LINE) is None
        assert "complaint" in tried(connection, LOWER, LINE)
        see_nothing(connection)
    assert kept(bureau) == (ComplaintKind.REPORT, True)
    withdrawal.withdraw(bureau.db, bureau.city.liwei, made.batch_id, "试验结束")


@BY_ROLE
def test_a_forged_correction_does_not_take_a_report_back(bureau, cluster, report, persona):
    """As if an import that made a report of it were being taken back."""
    with signed_on(bureau, cluster, persona) as connection:
        assert "complaint" in tried(connection, *FORGED)
    assert kept(bureau) == (ComplaintKind.REPORT, True)


@BY_ROLE
def test_nor_does_one_that_names_the_line_on_which_it_became_a_report(bureau, cluster, persona):
    """What an import corrected was written on that line; what is put in later proves nothing."""
    city = bureau.city
    first = city.take_in(city.complaint("R", complainant=WHO))
    said = city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT)
    taken = intake.take_in(bureau.db, city.liwei, FACTS, [said])
    assert (taken.corrected, kept(bureau)) == (1, (ComplaintKind.REPORT, True))
    with signed_on(bureau, cluster, persona) as connection:
        refused = tried(connection, *FORGED)
    for made in (taken, first):
        withdrawal.withdraw(bureau.db, city.liwei, made.batch_id, "试验结束")
    assert refused
    assert "complaint" in refused


@BY_ROLE
def test_a_report_is_not_put_in_anew_under_its_reporter(bureau, cluster, report, persona):
    """One statement takes the row away and puts another in its place: no reference is broken."""
    anew = (
        "WITH gone AS (DELETE FROM public.complaint WHERE number = 'R' RETURNING *)"
        " INSERT INTO public.complaint SELECT (jsonb_populate_record(NULL::public.complaint,"
        ' to_jsonb(g) || \'{"kind": "complaint", "reporter_protected": false}\')).* FROM gone g'
    )
    reopen = f"UPDATE batch SET state = 'open' WHERE id = {report}"
    with signed_on(bureau, cluster, persona) as connection:
        assert tried(connection, reopen, anew, LINE)
        see_nothing(connection)
    with psycopg.connect(cluster.url("reporters"), autocommit=True) as connection:  # the owner too
        assert "under its complainant" in tried(connection, reopen, anew, LINE)
    assert kept(bureau) == (ComplaintKind.REPORT, True)


@BY_ROLE
def test_who_complained_is_not_moved_to_another_complaint(bureau, cluster, report, persona):
    other = bureau.city.take_in(bureau.city.complaint("C", complainant=Complainant("王某", "110")))
    to = "(SELECT id FROM complaint WHERE number = 'C')"
    with signed_on(bureau, cluster, persona) as connection:
        for table in ("public.complainant", "masked.complainant"):
            move = f"UPDATE {table} SET complaint_id = {to} WHERE complaint_id = {OF_R}"
            tried(connection, "DELETE FROM masked.complainant WHERE complaint_id = " + to, LINE)
            tried(connection, move, LINE)
        covered = connection.execute(
            f"SELECT name FROM masked.complainant WHERE complaint_id = {to}"
        ).fetchall()
    assert covered == [("王**",)]
    withdrawal.withdraw(bureau.db, bureau.city.liwei, other.batch_id, "试验结束")


@BY_ROLE
def test_no_file_makes_a_complaint_of_a_report_for_who_may_not(bureau, cluster, report, persona):
    actor, db = bureau.actors[persona], open_database(url_of(bureau, cluster, persona))
    again = bureau.city.complaint("R", complainant=WHO, title="改了标题")
    taken = intake.take_in(db, actor, FACTS, [again])
    corrects = persona[0] is not Role.MEMBER  # what another took in, too
    assert (taken.corrected, taken.kept) == (int(corrects), ("R",))
    assert taken.others == (() if corrects else ("R",))
    assert kept(bureau) == (ComplaintKind.REPORT, True)
    words = "改了标题" if corrects else ""
    with db.read() as session:
        [line] = complaint_page(session, ComplaintFilter(words=words), actor=actor).lines
    assert line.complainant == ""
    with pytest.raises(RuleBroken, match="举报人身份"), db.write() as session:
        unmask.see_complainant(session, actor, line.id)
    db.close()


def test_a_file_of_who_may_see_reporters_makes_a_complaint_of_it(bureau, cluster, report):
    leader, db = bureau.actors[SEER], open_database(url_of(bureau, cluster, SEER))
    again = bureau.city.complaint("R", complainant=replace(WHO, phone="13900009999"))
    taken = intake.take_in(db, leader, FACTS, [again])
    assert (taken.corrected, taken.kept) == (1, ())
    assert kept(bureau) == (ComplaintKind.COMPLAINT, True)
    db.close()
    commander = (Role.COMMANDER, None, None)
    db = open_database(url_of(bureau, cluster, commander))
    with db.read() as session:
        actor = actor_of(session, bureau.actors[commander].login, now(session))
        [number] = session.scalars(select(ComplaintRow.id))
        detail = complaint_detail(session, number, actor)
    assert (detail.once_report, detail.line.complainant, detail.phone) == (True, "", "")
    assert detail.unmask is None  # not even offered, as for any report
    db.close()
    intake.take_in(bureau.db, bureau.city.liwei, FACTS, [
        bureau.city.complaint("R", kind=ComplaintKind.REPORT, complainant=WHO)
    ], bytes(32))  # fmt: skip


@BY_ROLE
def test_an_import_that_made_reports_is_taken_back_and_they_stay_hidden(bureau, cluster, persona):
    """What it was called it is called again; that its reporter was promised secrecy stays."""
    first = bureau.city.take_in(bureau.city.complaint("R", complainant=WHO))
    actor, db = bureau.actors[persona], open_database(url_of(bureau, cluster, persona))
    wrong = bureau.city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT)
    taken = intake.take_in(db, actor, FACTS, [wrong])
    assert kept(bureau) == (ComplaintKind.REPORT, True)
    withdrawal.withdraw(db, actor, taken.batch_id, "选错了列")
    assert kept(bureau) == (ComplaintKind.COMPLAINT, True)
    with signed_on(bureau, cluster, persona) as connection:
        see_nothing(connection)
    db.close()
    withdrawal.withdraw(bureau.db, bureau.city.liwei, first.batch_id, "试验结束")


def test_what_was_told_of_a_number_before_is_put_back_under_nobody_else(bureau, cluster):
    """A report is taken out, its number used again: an old image would show who reported."""
    city = bureau.city
    report = city.complaint("R", complainant=WHO, kind=ComplaintKind.REPORT)
    first = city.take_in(report)
    second = city.take_in(replace(report, complainant=replace(WHO, phone="13900009999")))
    for batch in (second.batch_id, first.batch_id):
        withdrawal.withdraw(bureau.db, city.liwei, batch, "选错了文件")
    again = city.take_in(city.complaint("C", complainant=Complainant("王某", "110")))
    with bureau.db.read() as session:
        images = session.scalars(
            select(JournalImageRow.row_key).where(
                JournalImageRow.table_name == "complainant", JournalImageRow.op == "update"
            )
        )
        [number] = session.scalars(select(ComplaintRow.id))
        assert str(number) in set(images)
    put_back = (
        f"SELECT rights.restore_complainant({number}, number::integer,"
        " ARRAY['name', 'phone', 'id_number', 'address']) FROM journal"
    )
    with signed_on(bureau, cluster, (Role.DUTY, None, None)) as connection:
        assert tried(connection, put_back, LINE) is None
    with bureau.db.read() as session:
        assert session.get_one(ComplainantRow, number).name == "王某"
    withdrawal.withdraw(bureau.db, city.liwei, again.batch_id, "试验结束")
