"""A server that could lose what it has confirmed is refused before anything is laid into it."""

import pytest
from sqlalchemy import text

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import server_check
from commandcenter.store.database import open_database
from tests.conftest import run_sql
from tests.patience import until

SOUND = {
    "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "server_encoding": "UTF8",
    "ssl": "on", "password_encryption": "scram-sha-256",
}  # fmt: skip


@pytest.fixture
def sound(cluster, postgres_url):
    """A database of the tests' server while that waits for its disk."""
    run_sql(cluster, "ALTER SYSTEM SET fsync = on")
    run_sql(cluster, "SELECT pg_reload_conf()")
    db = open_database(postgres_url)
    _until(db, "fsync", "on")
    yield db
    db.close()
    run_sql(cluster, "ALTER SYSTEM RESET fsync")
    run_sql(cluster, "SELECT pg_reload_conf()")


def _until(db, name, value):
    """A server's processes hear of a new setting one after the other."""

    def heard():
        with db.engine.connect() as connection:
            return connection.scalar(text(f"SHOW {name}")) == value

    until(heard)


@pytest.mark.parametrize(
    ("name", "value"),
    [("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off")],
)
def test_a_setting_that_loses_data_is_refused_by_name(cluster, sound, name, value):
    server_check.check(sound)
    run_sql(cluster, f"ALTER SYSTEM SET {name} = {value}")
    run_sql(cluster, "SELECT pg_reload_conf()")
    try:
        _until(sound, name, value)
        with pytest.raises(RuleBroken, match=f"{name} = {value}.*postgresql.conf"):
            server_check.check(sound)
    finally:
        run_sql(cluster, f"ALTER SYSTEM RESET {name}")
        if name == "fsync":
            run_sql(cluster, "ALTER SYSTEM SET fsync = on")
        run_sql(cluster, "SELECT pg_reload_conf()")
        _until(sound, name, "on")


@pytest.mark.parametrize("whose", ["DATABASE {database}", "ROLE postgres"])
def test_a_setting_of_one_database_or_login_is_found_too(cluster, sound, whose):
    name = f"ALTER {whose.format(database=sound.engine.url.database)}"
    run_sql(cluster, f"{name} SET synchronous_commit = off")
    try:
        with pytest.raises(RuleBroken, match="synchronous_commit = off"):
            server_check.check(sound)
    finally:
        run_sql(cluster, f"{name} RESET synchronous_commit")


def test_an_old_server_is_refused_and_one_before_16_is_advised_against():
    with pytest.raises(RuleBroken, match="服务器是 PostgreSQL 14"):
        server_check.require_sound(SOUND.__getitem__, 14_00_22)
    server_check.require_sound(SOUND.__getitem__, 15_00_00)
    [advice] = server_check.advice(SOUND.__getitem__, 15_00_20, here=False)
    assert "PostgreSQL 15" in advice
    assert server_check.advice(SOUND.__getitem__, 16_00_00, here=False) == []
    with pytest.raises(RuleBroken, match="不是 UTF8"):
        server_check.require_sound((SOUND | {"server_encoding": "LATIN1"}).__getitem__, 17_00_00)


def test_no_link_lets_the_server_compile_its_questions(postgres_url):
    """Its jit takes longer than any answer, whatever a transaction on the link came to."""
    db = open_database(postgres_url)
    with db.engine.connect() as first, db.engine.connect() as other:
        for connection in (first, other):
            connection.rollback()
            assert connection.scalar(text("SHOW jit")) == "off"
            connection.rollback()
            assert connection.scalar(text("SHOW jit")) == "off"
    db.close()
