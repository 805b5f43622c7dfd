"""What is or once was a report (举报) hides its reporter for good, by whatever way it is asked."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command

from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.complaints.complaints import complaint_detail
from commandcenter.services.complaints import correcting, intake, joining, unmask, withdrawal
from commandcenter.services.complaints.reporters import kept_words
from commandcenter.services.guard import PROGRAM
from commandcenter.store import bulk, journal, schema, triggers
from commandcenter.store.database import open_database
from commandcenter.store.replay import lift
from commandcenter.store.tables.every import (
    BatchRow,
    ComplaintCorrectionRow,
    ComplaintRow,
    IncidentRow,
    JournalImageRow,
    JournalLineRow,
    PenRow,
    SchemaInfoRow,
)
from commandcenter.store.types import JsonText, UtcTime
from commandcenter.store.verify import verify
from tests.city import KEY
from tests.conftest import run_sql
from tests.past import past

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
WHO = Complainant("欧阳明月", "13900001234")
FACTS = intake.FileFacts("导出.xlsx", "0" * 64, "", 1, 0, 0, {})
ANYTHING = {sa.Integer: 1, sa.Boolean: False, UtcTime: AT, JsonText: []}
SAID, OTHER = '{"id":1,"kind":"report"}', '{"id":1,"kind":"complaint"}'


@pytest.fixture(params=["sqlite", "postgresql"])
def of_before(request, tmp_path):
    """A database of the schema before, of each kind, with nothing in it."""
    if request.param == "sqlite":
        db = open_database(f"sqlite:///{tmp_path}/before.db")
    else:
        cluster = request.getfixturevalue("cluster")
        run_sql(cluster, "CREATE DATABASE of_before")
        db = open_database(cluster.url("of_before"))
    with db.engine.execution_options(writes=True).begin() as connection:
        command.upgrade(schema.alembic_config(connection), "0014")
    yield db
    db.close()
    if request.param == "postgresql":
        run_sql(cluster, "DROP DATABASE of_before WITH (FORCE)")


def enter(connection, row_class, **values):
    """A row as the older schema takes it, with anything where nothing is asked."""
    table = row_class.__table__
    there = {c["name"] for c in sa.inspect(connection).get_columns(table.name)}
    kept = [c for c in table.c if c.name in there]
    for column in kept:
        if not column.nullable:
            values.setdefault(column.name, next(
                (value for kind, value in ANYTHING.items() if isinstance(column.type, kind)), ""
            ))  # fmt: skip
    older = sa.table(table.name, *(sa.column(c.name, c.type) for c in kept))
    connection.execute(sa.insert(older).values(values))


def enter_change(connection, line, table="complaint", op="update", **image):
    number = image.pop("number")
    enter(connection, JournalLineRow, number=line, kind="x", verb="x")
    enter(connection, JournalImageRow, line=line, table_name=table, row_key=str(number), op=op,
          id=1_000 + line, **image)  # fmt: skip


def test_who_reported_before_the_schema_knew_is_found_in_the_past(of_before):
    with of_before.engine.execution_options(writes=True).begin() as connection:
        enter(connection, PenRow, id=1, number=7)
        enter(connection, SchemaInfoRow, id=1, min_client="0.2.0")
        enter(connection, BatchRow, id=1, state="closed")
        kinds = ["report"] + ["complaint"] * 6 + ["enquiry"]
        for number, kind in enumerate(kinds, start=1):
            enter(connection, ComplaintRow, id=number, number=f"n{number}",
                  kind=ComplaintKind(kind), source="12315", channel="app")  # fmt: skip
        enter_change(connection, 1, number=2, before=SAID, after=OTHER)  # made a complaint
        enter_change(connection, 2, number=3, before=OTHER, after=SAID)  # to and fro
        enter(connection, JournalLineRow, number=3, kind="complainant", subject=4,
              verb="reporter_seen")  # fmt: skip
        enter(connection, ComplaintCorrectionRow, id=1, complaint_id=5, batch_id=1, line=4,
              fields=["kind", "title"])  # fmt: skip
        enter_change(connection, 4, number=5, erased_by=1)  # whatever stood there
        enter_change(
            connection, 5, number=6, before=SAID, after=OTHER
        )  # of whom it was named before
        enter_change(connection, 6, "complainant", "delete", number=6, before="{}")
        quoted = '{"id":1,"kind":"complaint","text":"\\"kind\\":\\"report\\""}'
        enter_change(connection, 7, number=7, before=quoted, after=quoted)
    schema.upgrade(of_before)
    with of_before.read() as session:
        rows = session.execute(sa.select(ComplaintRow.id, ComplaintRow.reporter_protected)).all()
        assert session.scalar(sa.select(SchemaInfoRow.reporters_known))
        images = sa.select(sa.func.count()).where(JournalImageRow.op != "bulk")
        assert session.scalar(images) == 6  # to protect leaves none
    assert {number for number, protected in rows if protected} == {1, 2, 3, 4, 5}


def test_an_upgrade_that_was_killed_before_finds_them_the_next_time(city):
    city.take_in(city.complaint("R", kind=ComplaintKind.REPORT))
    with city.db.engine.execution_options(writes=True).begin() as connection:
        with triggers.silenced(connection):
            connection.exec_driver_sql("UPDATE complaint SET reporter_protected = false")
        connection.exec_driver_sql("UPDATE schema_info SET reporters_known = false")
    schema.upgrade(city.db)
    assert kept(city) == (ComplaintKind.REPORT, True)


def kept(city, number="R"):
    with city.db.read() as session:
        assert verify(session).bad is None
        row = session.scalars(sa.select(ComplaintRow).where(ComplaintRow.number == number)).one()
        return row.kind, row.reporter_protected


def test_what_a_program_that_knows_no_such_column_writes_is_marked(city):
    """It makes a report of a complaint, and a complaint of it again."""
    city.take_in(city.complaint("R"))
    for kind in ("report", "complaint"):
        with city.db.write() as session:
            session.execute(sa.text("UPDATE complaint SET kind = :kind"), {"kind": kind})
            journal.record(session, PROGRAM, "complaint", 1, "corrected")
    assert kept(city) == (ComplaintKind.COMPLAINT, True)
    with city.db.read() as session:
        images = sa.select(sa.func.count()).where(JournalImageRow.table_name == "complaint",
                                                  JournalImageRow.op == "update")  # fmt: skip
        assert session.scalar(images) == 2


def test_a_report_that_such_a_program_brings_in_is_marked_before_it_is_seen(city, monkeypatch):
    insert = bulk.insert_columns

    def without_mark(session, row_class, count, columns):
        insert(session, row_class, count, {**columns, "reporter_protected": False})

    monkeypatch.setattr(bulk, "insert_columns", without_mark)
    city.take_in(city.complaint("C"), city.complaint("R", kind=ComplaintKind.REPORT))
    assert kept(city) == (ComplaintKind.REPORT, True)
    assert kept(city, "C") == (ComplaintKind.COMPLAINT, False)


def test_the_protection_never_falls(city):
    city.take_in(city.complaint("R", kind=ComplaintKind.REPORT))
    with pytest.raises(Exception, match="protected for good"), city.db.write() as session:
        session.execute(sa.text("UPDATE complaint SET reporter_protected = false"))
    assert kept(city) == (ComplaintKind.REPORT, True)


@pytest.mark.parametrize("login", ["liwei", "chenyu", "zhoulan", None])
def test_a_file_that_calls_a_report_a_complaint_corrects_all_but_that(city, login):
    """None: the program by itself, which is nobody who may see reporters."""
    city.take_in(city.complaint("R", kind=ComplaintKind.REPORT, complainant=WHO))
    actor = getattr(city, login) if login else PROGRAM
    again = [city.complaint("R", title="另一标题", complainant=WHO)]
    taken = intake.take_in(city.db, actor, FACTS, again, KEY)
    assert (taken.corrected, taken.kept) == (1, ("R",))
    assert kept(city) == (ComplaintKind.REPORT, True)
    assert "1 件举报在文件中改成了别的类型，仍按举报保留（R）" in kept_words(taken.kept)


def test_who_may_see_reporters_makes_a_complaint_of_a_report_and_it_stays_hidden(city):
    city.take_in(city.complaint("R", kind=ComplaintKind.REPORT, complainant=WHO))
    again = [city.complaint("R", complainant=WHO)]
    taken = intake.take_in(city.db, city.hewenjing, FACTS, again, KEY)
    assert (taken.corrected, taken.kept, kept_words(taken.kept)) == (1, (), "")
    assert kept(city) == (ComplaintKind.COMPLAINT, True)
    with city.db.read() as session:
        [number] = session.scalars(sa.select(ComplaintRow.id))
        detail = complaint_detail(session, number, city.liwei)
    assert (detail.once_report, detail.line.complainant, detail.phone) == (True, "", "")
    for login in ("liwei", "chenyu"):
        with pytest.raises(RuleBroken, match="举报人身份"):
            city.do(unmask.see_complainant, login, number)


def test_a_wrong_import_that_made_reports_is_taken_back(city):
    city.take_in(city.complaint("R", complainant=WHO))
    wrong = [city.complaint("R", kind=ComplaintKind.REPORT, complainant=WHO)]
    taken = intake.take_in(city.db, city.liwei, FACTS, wrong, KEY)
    assert kept(city) == (ComplaintKind.REPORT, True)
    withdrawal.withdraw(city.db, city.liwei, taken.batch_id, "选错了列")
    assert kept(city) == (ComplaintKind.COMPLAINT, True)


def test_a_report_that_became_one_while_a_file_was_read_stays_one(city):
    """The file was held against the rows before; its corrections are written at its end."""
    city.take_in(city.complaint("R", kind=ComplaintKind.ENQUIRY, complainant=WHO))
    again = [(city.complaint("R", complainant=WHO), "")]
    with city.db.write() as session:
        known = intake.subjects.known_subjects(session)
        batch = intake.open_batch(session, city.liwei, FACTS)
        left = correcting.LeftAlone()
        changes = intake.corrections.differing(session, city.liwei, batch, again, {}, known, left)
    report = [city.complaint("R", kind=ComplaintKind.REPORT, complainant=WHO)]
    intake.take_in(city.db, city.liwei, FACTS, report, KEY)
    with city.db.write() as session:
        intake.corrections.carry_out(session, city.liwei, batch, changes, known)
    assert kept(city) == (ComplaintKind.REPORT, True)


def test_a_look_at_the_past_shows_no_reporter_of_today(city):
    """It was a complaint then; who is protected now is not shown as they were."""
    city.take_in(city.complaint("R", complainant=WHO))
    incident = city.register()
    with city.db.read() as session:
        [number] = session.scalars(sa.select(ComplaintRow.id))

    def join(session, actor):
        joining.join(session, actor, session.get_one(IncidentRow, incident), [number])

    city.do(join, "zhoulan")
    then = city.db.clock()
    report = [city.complaint("R", kind=ComplaintKind.REPORT, title="现在", complainant=WHO)]
    intake.take_in(city.db, city.liwei, FACTS, report, KEY)
    there = past(city.db, incident, then)
    with there.read() as session:
        detail = complaint_detail(session, number, city.liwei)
    there.close()
    assert (detail.line.kind, detail.line.title) == (ComplaintKind.COMPLAINT, "门店关闭，要求退费")
    assert (detail.line.complainant, detail.phone, detail.once_report) == ("", "", True)


@pytest.mark.parametrize(("kind", "protected"), [("report", 1), ("complaint", 0)])
def test_an_image_of_before_is_lifted_by_its_kind(kind, protected):
    image = {"id": 1, "kind": kind, "gone": 2}
    lifted = {"id": 1, "kind": kind, "reporter_protected": protected, "person_key": ""}
    assert lift(ComplaintRow.__table__, image) == lifted
    there = image | {"reporter_protected": 1}
    assert lift(ComplaintRow.__table__, there)["reporter_protected"] == 1
