"""Whatever is changed behind the journal is named by `verify`, in words; what is sound is 完好."""

import hashlib
import re
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.record_words import COLUMNS, OF_TABLE, TABLES
from commandcenter.queries.seat.remembered import origin
from commandcenter.queries.seat.verdict import verdict
from commandcenter.services.command import running_log
from commandcenter.store import journal, roles, schema_check_server, triggers
from commandcenter.store.backup import backup, restore
from commandcenter.store.database import open_database
from commandcenter.store.tables.base import not_compared
from commandcenter.store.tables.every import Base
from tests.city import City
from tests.conftest import run_sql
from tests.store.tampering import FILE, ROWS, SERVER, Tampering

pytestmark = pytest.mark.usefixtures("own_data")

MAKE_LOGIN = (
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{0}') "
    "THEN CREATE ROLE {0} LOGIN; END IF; END $$"
)
SIGN_ON = ("SET LOCAL search_path = masked, public", "SET LOCAL SESSION AUTHORIZATION {}")
SECOND = {"sqlite": "x'{}'", "postgresql": "'\\x{}'::bytea"}


def full_of_work(city):
    """A little of everything that is journalled in different ways."""
    complaints = [city.complaint(f"T{n}", minutes_ago=10 + n) for n in range(4)]
    city.take_in(*complaints)
    again = city.complaint("T2", minutes_ago=12, amount_cents=500_000)
    city.take_in(again, exported_to={again.source: city.db.clock()})
    incident = city.register()
    city.activate(incident)
    for words in ("到场", "清点完毕"):
        city.do(running_log.write_line, "zhoulan", incident, words)
    return incident


@pytest.fixture(scope="module")
def file_city(city_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("tampered") / "center.db"
    path.write_bytes(city_file.read_bytes())
    db = open_database(f"sqlite:///{path}")
    city = City(db)
    full_of_work(city)
    yield city
    db.close()


@pytest.fixture(scope="module")
def server_city(cluster, city_template):
    run_sql(cluster, f"CREATE DATABASE tampered TEMPLATE {city_template}")
    db = open_database(cluster.url("tampered"))
    city = City(db)
    full_of_work(city)
    for login in ("chenyu", "liwei"):
        run_sql(cluster, MAKE_LOGIN.format(login))
    roles.lay(db)
    yield city
    db.close()
    run_sql(cluster, "DROP DATABASE tampered WITH (FORCE)")


@pytest.fixture(params=["file", "server"])
def worked(request):
    return request.getfixturevalue(f"{request.param}_city")


@contextmanager
def above_all(db, *, triggers_off=True):
    """A session of one whom no trigger binds; what they do is taken back."""
    with db.engine.execution_options(writes=True).connect() as connection:
        if db.embedded:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            kept = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).all()
            for row in kept if triggers_off else ():
                connection.exec_driver_sql(f'DROP TRIGGER "{row.name}"')
        elif triggers_off:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")

        def put_back():
            for row in kept if db.embedded and triggers_off else ():
                connection.exec_driver_sql(row.sql)

        yield connection, put_back
        connection.rollback()


def check_after(db, tampering, login=None, **named):
    with above_all(db, **named) as (connection, put_back):
        kind = "sqlite" if db.embedded else "postgresql"
        for statement in tampering.statements:
            zeros = SECOND[kind].format("00" * 16 * 4)
            connection.exec_driver_sql(statement.replace("{zeros}", zeros).replace("%", "%%"))
        put_back()
        for statement in SIGN_ON if login else ():
            connection.exec_driver_sql(statement.format(login))
        return verdict(Session(connection, info={"clock": db.clock}))


@pytest.mark.lot(18)
@pytest.mark.parametrize("tampering", ROWS, ids=lambda each: each.name)
def test_what_was_changed_in_the_rows_is_named(worked, tampering):
    found = check_after(worked.db, tampering)
    assert not found.whole
    assert re.search(tampering.said, found.words), found.words


@pytest.mark.lot(4)
@pytest.mark.parametrize("tampering", FILE, ids=lambda each: each.name)
def test_what_was_changed_in_the_schema_of_a_file_is_named(file_city, tampering):
    found = check_after(file_city.db, tampering, triggers_off=False)
    assert not found.whole
    assert re.search(re.escape(tampering.said), found.words), found.words


@pytest.mark.lot(12)
@pytest.mark.parametrize("tampering", SERVER, ids=lambda each: each.name)
def test_what_was_changed_in_the_schema_of_a_server_is_named(server_city, tampering):
    found = check_after(server_city.db, tampering, triggers_off=False)
    assert not found.whole
    assert re.search(tampering.said.replace("(", "\\(").replace(")", "\\)"), found.words), (
        found.words
    )


def test_a_record_full_of_work_is_sound(worked):
    found = worked.ask(verdict)
    assert found.whole, found.words
    assert found.rows > 700
    assert not found.limits
    assert "完好" in found.words


def test_each_journalled_table_and_column_has_a_word():
    tables = [table for table, _ in triggers.journalled_tables()]
    assert sorted(TABLES) == sorted(table.name for table in tables)
    without = [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if column.name not in COLUMNS and (table.name, column.name) not in OF_TABLE
    ]
    assert not without
    assert not [name for name in OF_TABLE if name[1] not in Base.metadata.tables[name[0]].c]


@pytest.mark.lot(24)
@pytest.mark.parametrize("tampering", [*ROWS, SERVER[0], SERVER[5], SERVER[12], SERVER[17]],
                         ids=lambda each: each.name)  # fmt: skip
def test_a_person_from_whom_images_are_hidden_is_told_the_same(server_city, tampering):
    above = check_after(server_city.db, tampering)
    assert check_after(server_city.db, tampering, "chenyu") == above


def test_a_person_finds_a_sound_record_sound(server_city):
    nothing = Tampering("nothing", (), "")
    found = check_after(server_city.db, nothing, "chenyu")
    assert found.whole, found.words
    assert found == check_after(server_city.db, nothing)


def test_a_slow_machine_is_not_cut_off_while_it_computes(server_city, monkeypatch):
    """The login of a person is, where it stays idle in a transaction."""
    quick = schema_check_server.expected

    def slow(rights):
        time.sleep(0.5)
        return quick(rights)

    monkeypatch.setattr(schema_check_server, "expected", slow)
    with server_city.db.read() as session:
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '100ms'"))
        assert verdict(session).whole


def test_triggers_that_read_alike_are_named_once(server_city):
    said = check_after(
        server_city.db, Tampering("", ("ALTER TABLE step DISABLE TRIGGER ALL",), "")
    ).faults
    assert len(said) == len(set(said))
    assert "数据库结构：表“处置任务”（step）的触发器被停用。" in said


def test_who_may_not_have_it_checked_is_refused_and_reads_nothing(server_city):
    with pytest.raises(RuleBroken, match="没有校验全程记录的权限"):
        check_after(server_city.db, Tampering("nothing", (), ""), "liwei")
    with above_all(server_city.db) as (connection, _):
        for statement in SIGN_ON:
            connection.exec_driver_sql(statement.format("liwei"))
        asked = text("SELECT count(*) FROM rights.verify_images(1, 1000)")
        assert connection.scalar(asked) == 0
        for hidden in ("bulk_digest", "keys.marks"):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                connection.begin_nested(),
            ):
                connection.exec_driver_sql(f"SELECT * FROM {hidden}")


def test_no_phone_is_in_what_a_check_answers(server_city):
    """Neither as it is nor as something that a guess could be held against."""
    with above_all(server_city.db) as (connection, _):
        [phone] = connection.execute(
            text("SELECT phone FROM complainant WHERE complaint_id = 1")
        ).one()
        for statement in SIGN_ON:
            connection.exec_driver_sql(statement.format("chenyu"))
        columns = "ARRAY['complaint_id', 'name', 'phone']"
        answers = [
            repr(connection.execute(text(asked)).all())
            for asked in (
                f"SELECT * FROM rights.verify_rows('complainant', {columns}, NULL)",
                f"SELECT * FROM rights.verify_values('complainant', {columns}, '1', 0, NULL)",
            )
        ]
    assert "complaint_id" in answers[1]
    for answer in answers:
        assert phone not in answer
        for known in (phone, f"1:{phone}", f'"{phone}"'):
            assert hashlib.sha256(known.encode()).hexdigest()[:32] not in answer


def test_the_server_leaves_out_the_same_columns_as_the_models(server_city):
    asked = text("SELECT journal_not_compared(:table)")
    with server_city.db.read() as session:
        for table, _ in triggers.journalled_tables():
            left_out = session.scalar(asked, {"table": table.name})
            assert set(left_out) == not_compared(table), table.name


def test_digests_of_both_databases_are_of_the_same_bytes(server_city, tmp_path):
    backup(server_city.db, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", f"sqlite:///{tmp_path}/back.db")
    db = open_database(f"sqlite:///{tmp_path}/back.db")
    with db.read() as session:
        found = verdict(session)
        came_from = origin(session)
    db.close()
    assert found.whole, found.words
    assert found.rows > 700
    last = server_city.ask(journal.latest)
    assert f"其前身止于第 {last} 行" in came_from
    assert "本机此前没有见过本库" in came_from
