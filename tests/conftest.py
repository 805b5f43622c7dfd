"""Shared fixtures: every test of the shared database runs on SQLite and on PostgreSQL."""

import itertools
import os
import shutil

import psycopg
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from commandcenter.store import schema
from commandcenter.store.database import open_database
from tests.city import City
from tests.cluster import Cluster

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL server with a database `template` that has the newest schema."""
    cluster = Cluster().start()
    run_sql(cluster, "CREATE DATABASE template")
    db = open_database(cluster.url("template"))
    schema.upgrade(db)
    db.close()
    yield cluster
    cluster.stop()


def run_sql(cluster, statement):
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def template_file(tmp_path_factory):
    """An SQLite file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    db = open_database(f"sqlite:///{path}")
    schema.upgrade(db)
    db.close()
    return path


@pytest.fixture
def sqlite_url(template_file, tmp_path):
    path = tmp_path / "center.db"
    shutil.copy(template_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(cluster):
    name = f"t{next(_numbers)}"
    run_sql(cluster, f"CREATE DATABASE {name} TEMPLATE template")
    yield cluster.url(name)
    run_sql(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The address of an empty database with the newest schema, of each kind."""
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return request.getfixturevalue(kind)


@pytest.fixture
def db(url):
    db = open_database(url)
    yield db
    db.close()


@pytest.fixture
def city(db):
    """The database with the demo city, the plan and a few people."""
    return City(db)
