"""Whatever is changed behind the journal is named by `verify`, in words; what is sound is 完好."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from commandcenter.domain.record_words import COLUMNS, OF_TABLE, TABLES
from commandcenter.queries.seat.verdict import verdict
from commandcenter.services.command import running_log
from commandcenter.store import roles, triggers
from commandcenter.store.database import open_database
from commandcenter.store.tables import Base
from tests.city import City
from tests.conftest import run_sql
from tests.store.tampering import FILE, ROWS, SERVER

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


def check_after(db, tampering, **named):
    with above_all(db, **named) as (connection, put_back):
        kind = "sqlite" if db.embedded else "postgresql"
        for statement in tampering.statements:
            zeros = SECOND[kind].format("00" * 16 * 4)
            connection.exec_driver_sql(statement.replace("{zeros}", zeros).replace("%", "%%"))
        put_back()
        return verdict(Session(connection))


@pytest.mark.parametrize("tampering", ROWS, ids=lambda each: each.name)
def test_what_was_changed_in_the_rows_is_named(worked, tampering):
    found = check_after(worked.db, tampering)
    assert not found.whole
    assert re.search(tampering.said, found.words), found.words


@pytest.mark.parametrize("tampering", FILE, ids=lambda each: each.name)
def test_what_was_changed_in_the_schema_of_a_file_is_named(file_city, tampering):
    found = check_after(file_city.db, tampering, triggers_off=False)
    assert not found.whole
    assert re.search(re.escape(tampering.said), found.words), found.words


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
