"""A process killed while it founds a bureau leaves none, or a whole one; the next goes on."""

import subprocess
import sys

import psycopg
import pytest

from commandcenter.program.init_command import init
from tests.borders import city, put, row_of
from tests.cli.test_database_commands import rows
from tests.cli.test_people_command import LIST
from tests.conftest import run_sql
from tests.program.test_admin import modern  # noqa: F401  a server that makes logins

KILLED = -9
# It ends itself by a signal that nothing can catch, after so many lines of the record.
FOUNDING = """
import os, signal, sys
from pathlib import Path
from commandcenter.offices import laying
from commandcenter.program.init_command import init
from commandcenter.store import journal
url, after, record, said = sys.argv[1], sys.argv[2], journal.record, 0
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def counted(*values, **named):
    global said
    line, said = record(*values, **named), said + 1
    if str(said) == after:
        die()
    return line
journal.record = counted
if after in ("upgrade", "settle"):
    module = {"upgrade": laying.schema, "settle": laying.person_key_care}[after]
    real = getattr(module, after)
    setattr(module, after, lambda db: (real(db), die()))
if after == "committed":
    laying.take_over_steps = die
init(url, Path("city.geojson"), "", people=Path("list.csv"), phone="0880-12345")
print(said)
"""
POINTS = ["upgrade", "settle", "1", "2", "3", "6", "9", "committed"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    put(tmp_path / "city.geojson", city(*row_of(2)))
    put(tmp_path / "list.csv", LIST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def killed(url, folder, after):
    run = subprocess.run(
        [sys.executable, "-c", FOUNDING, url, after], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode == KILLED, run


@pytest.mark.lot(4)
@pytest.mark.parametrize("after", POINTS)
def test_of_a_file_there_is_nothing_or_all(folder, after):
    file, url = folder / "a.db", f"sqlite:///{folder / 'a.db'}"
    killed(url, folder, after)
    tables = "city", "district", "person", "role_grant", "account", "setting"
    there = rows(file, *tables)
    assert there == ([1, 2, 4, 5, 4, 1] if after == "committed" else [0] * 6)
    init(url, folder / "city.geojson", "", people=folder / "list.csv", phone="0880-12345")
    assert rows(file, *tables) == [1, 2, 4, 5, 4, 1]


@pytest.mark.nightly(minutes=3)
@pytest.mark.lot(4)
@pytest.mark.parametrize("after", ["upgrade", "1", "2", "9", "committed"])
def test_on_a_server_there_is_nothing_or_all(folder, modern, after):  # noqa: F811
    run_sql(modern, "CREATE DATABASE founded")
    url = modern.url("founded")
    try:
        killed(url, folder, after)
        whole = [(1, 4, 4)]
        assert counted(url) == (whole if after == "committed" else [(0, 0, 0)])
        init(url, folder / "city.geojson", "", people=folder / "list.csv")
        assert counted(url) == whole
    finally:
        run_sql(modern, "DROP DATABASE founded WITH (FORCE)")
        for login in ("linzhen", "bh", "bh2", "jh"):
            run_sql(modern, f"DROP ROLE IF EXISTS {login}")


def counted(url):
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM city), (SELECT count(*) FROM person), "
            "(SELECT count(*) FROM pg_roles WHERE rolname IN ('linzhen', 'bh', 'bh2', 'jh'))"
        ).fetchall()
