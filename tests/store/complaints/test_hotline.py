"""The hotline's own login: it may insert, and neither see nor change anything else."""

import csv
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from commandcenter.offices.hotline_inbox import FIELDS, take_inbox
from commandcenter.offices.watched_folder import DeskIntake, watch
from commandcenter.services.guard import PROGRAM
from commandcenter.store import schema
from commandcenter.store.database import open_database
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.every import BatchRow, ComplainantRow, ComplaintRow, HotlineRow
from commandcenter.store.verify import verify
from tests.city import City
from tests.conftest import run_sql
from tests.services.shown_complaints import counted_from_rows, rolled_up

ROW = {
    "number": "RX20261124001", "registered_at": "2025-11-24 09:30:00", "kind": "投诉",
    "person_name": "王某", "person_phone": "10012345678", "title": "健身房闭店",
    "text": "门锁了，要求退费", "region": "城东区", "subject_name": "悦力工场健身（城东店）",
    "amount": "3280.5", "channel": "来电",
}  # fmt: skip


@pytest.fixture
def city(cluster, postgres_url, tmp_path, monkeypatch):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    run_sql(
        cluster,
        "DO $$ BEGIN CREATE ROLE hotline LOGIN PASSWORD 'x'; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
    )
    db = open_database(postgres_url)
    schema.upgrade(db)  # grants what the login needs, now that it is there
    yield City(db)
    db.close()


@pytest.fixture
def hotline(city):
    """A plain connection as the hotline's own system has it."""
    url = make_url(city.db.engine.url).set(
        drivername="postgresql", username="hotline", password="x"
    )
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        assert connection.execute("SELECT session_user").fetchone() == ("hotline",)
        yield connection


def insert(connection, **changes):
    row = {name: value for name, value in (ROW | changes).items() if value is not None}
    marks = ", ".join(["%s"] * len(row))
    connection.execute(
        f"INSERT INTO hotline_inbox ({', '.join(row)}) VALUES ({marks})", list(row.values())
    )


def take(city, **more):
    return [words for words, _ in take_inbox(city.db, PROGRAM, **more)]


def inbox(city):
    with city.db.read() as session:
        return list(session.scalars(select(HotlineRow).order_by(HotlineRow.id)))


def test_what_it_inserts_is_taken_in_once_by_the_rules_of_files(city, hotline):
    insert(hotline)
    assert take(city) == ["12345 热线接口：共 1 行，入库 1，重复 0，退回 0。"]
    assert take(city) == []
    with city.db.read() as session:
        row = session.scalars(select(ComplaintRow)).one()
        person = session.scalars(select(ComplainantRow)).one()
        batch = session.scalars(select(BatchRow)).one()
        assert (row.number, row.source.value, row.kind.value) == (
            ROW["number"],
            "12345",
            "complaint",
        )
        assert row.registered_at == datetime(2025, 11, 24, 1, 30, tzinfo=UTC)
        assert (row.channel.value, row.district, row.amount_cents) == ("hotline", "990102", 328050)
        assert (person.name, person.phone) == ("王某", "10012345678")
        assert (batch.state, batch.accepted) == ("closed", 1)
        assert counted_from_rows(session) == rolled_up(session)
        assert verify(session).bad is None
    [kept] = inbox(city)
    assert (kept.login, kept.batch_id, kept.data) == ("hotline", batch.id, None)


def test_it_may_insert_and_see_or_change_nothing_at_all(city, hotline):
    city.take_in(city.complaint("secret"))
    insert(hotline)
    denied = psycopg.errors.InsufficientPrivilege
    # What no view of this kind can do at all, the server says before it asks who wants it.
    impossible = (
        psycopg.errors.ObjectNotInPrerequisiteState, psycopg.errors.FeatureNotSupported,
    )  # fmt: skip
    for statement in (
        "SELECT * FROM hotline_inbox",
        "INSERT INTO hotline_inbox (number) VALUES ('x') RETURNING number",
        "UPDATE hotline_inbox SET number = 'x'",
        "DELETE FROM hotline_inbox",
        "INSERT INTO hotline_row (received_at, login, reason) VALUES (now(), 'x', '')",
        "SELECT nextval('hotline_row_id_seq')",
        "SELECT hotline_take()",
        "SELECT journal_image('journal', '1', 'insert', NULL, '{}')",
        "CREATE TABLE mine (x int)",
        "ALTER VIEW hotline_inbox RENAME TO mine",
        "SELECT * FROM pen FOR UPDATE",
    ):
        with pytest.raises((denied, *impossible)):
            hotline.execute(statement)
    for table in Base.metadata.sorted_tables:
        for statement in (
            f'SELECT 1 FROM "{table.name}"',
            f'DELETE FROM "{table.name}"',
            f'UPDATE "{table.name}" SET "{table.columns[0].name}" = NULL',
            f'TRUNCATE "{table.name}"',
        ):
            with pytest.raises(denied):
                hotline.execute(statement)
    assert len(inbox(city)) == 1


def test_the_view_shows_nothing_even_to_its_owner(city, hotline):
    insert(hotline)
    with city.db.read() as session:
        assert session.execute(text("SELECT count(*) FROM hotline_inbox")).scalar_one() == 0


def test_every_field_that_a_file_may_have_has_its_column(city):
    with city.db.read() as session:
        columns = session.execute(
            text(
                "SELECT column_name, data_type FROM information_schema.columns "
                "WHERE table_name = 'hotline_inbox'"
            )
        ).all()
    assert {name for name, _ in columns} == set(FIELDS)
    assert {kind for _, kind in columns} == {"text"}


def test_refused_rows_stay_with_the_reason(city, hotline, tmp_path):
    insert(hotline, number="A")
    insert(hotline, number="B", registered_at="某日")
    insert(hotline, number=None)
    hotline.execute("INSERT INTO hotline_inbox DEFAULT VALUES")
    assert take(city, folder=tmp_path) == ["12345 热线接口：共 4 行，入库 1，重复 0，退回 3。"]
    good, *bad = inbox(city)
    assert good.data is None
    assert ["某日" in bad[0].reason, "登记编号" in bad[1].reason] == [True, True]
    assert bad[2].reason == "这一行没有内容。"
    assert bad[0].data["number"] == "B"
    assert all(row.taken_at and row.batch_id == good.batch_id for row in bad)
    [file] = tmp_path.glob("*退回*.csv")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.reader(lines))) == 4
    assert take(city) == []


def test_the_same_number_again_is_a_correction(city, hotline):
    insert(hotline)
    insert(hotline, title="改过的标题", amount="5000")
    assert take(city) == [
        "12345 热线接口：共 1 行，入库 1，重复 0，退回 0。",
        "12345 热线接口：共 1 行，入库 0，重复 1（其中更正 1），退回 0。",
    ]
    insert(hotline, title="改过的标题", amount="5000")
    assert take(city) == ["12345 热线接口：共 1 行，入库 0，重复 1，退回 0。"]
    with city.db.read() as session:
        row = session.scalars(select(ComplaintRow)).one()
    assert (row.title, row.amount_cents) == ("改过的标题", 500_000)


def test_two_that_take_at_once_take_each_row_once(city, hotline, monkeypatch):
    from commandcenter.offices import hotline_inbox as module

    insert(hotline)
    check = module._check

    def overtaken(*arguments):
        with monkeypatch.context() as alone:
            alone.setattr(module, "_check", check)
            assert len(take(city)) == 1  # the other one is quicker
        return check(*arguments)

    with monkeypatch.context() as slow:
        slow.setattr(module, "_check", overtaken)
        assert take(city) == []
    with city.db.read() as session:
        assert [b.accepted for b in session.scalars(select(BatchRow))] == [1]


def test_one_that_dies_in_the_middle_leaves_all_for_the_next(city, hotline, monkeypatch):
    insert(hotline)

    class Killed(BaseException):
        pass

    def die(*_arguments):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr("commandcenter.services.complaints.inbox.close_batch", die)
        with pytest.raises(Killed):
            take(city)
    with city.db.read() as session:
        assert session.scalars(select(BatchRow)).all() == []
    assert len(take(city)) == 1


def test_many_rows_come_in_lots(city, hotline, monkeypatch):
    monkeypatch.setattr("commandcenter.offices.hotline_inbox.CHUNK", 10)
    for n in range(25):
        insert(hotline, number=f"N{n}")
    assert len(take(city)) == 3
    with city.db.read() as session:
        assert len(session.scalars(select(ComplaintRow.id)).all()) == 25


def test_the_watch_and_a_duty_seat_take_it_in(city, hotline, postgres_url):
    insert(hotline)
    assert list(watch(postgres_url, None, mapping=None, crs="wgs84", once=True)) == [
        "12345 热线接口：共 1 行，入库 1，重复 0，退回 0。"
    ]
    insert(hotline, number="N2")
    assert DeskIntake(city.db, None).look(city.admin) == []
    [(words, whole)] = DeskIntake(city.db, None).look(city.liwei)
    assert whole
    assert "入库 1" in words
