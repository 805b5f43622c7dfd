"""What a session of tests makes before its first test, made once for many sessions.

`python -m tests.ready FOLDER` makes it; where TESTS_READY names that folder the fixtures of
conftest.py take it from there. `make mutants` starts a session for each mutant; a gate's mutant
is in the database itself, and makes all anew.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

import psycopg

from commandcenter.store import schema
from commandcenter.store.database import open_database
from tests.city import City
from tests.cluster import Cluster

FILE, CITY_FILE, SERVER = "template.db", "city.db", "server"


def found(name):
    """The path of it, if it was made."""
    folder = os.environ.get("TESTS_READY")
    return Path(folder, name) if folder else None


def run_sql(cluster, statement):
    """On one link to each server: each is a process of the server's."""
    if cluster.link is None:
        cluster.link = psycopg.connect(cluster.url(), autocommit=True)
    cluster.link.execute(statement)


def fill(url):
    """Lay the newest schema."""
    db = open_database(url)
    schema.upgrade(db)
    db.close()


def settle(url):
    """Put in the people and the plan of tests.city, which take long."""
    db = open_database(url)
    City(db)
    db.close()


def server():
    """A PostgreSQL server with a database `template` that has the newest schema."""
    if data := found(SERVER):
        return Cluster(data=data).start()
    cluster = Cluster(autovacuum="off").start()  # no statistics of one test for the next
    run_sql(cluster, "CREATE DATABASE template")
    fill(cluster.url("template"))
    return cluster


def settled_template(cluster):
    if not found(SERVER):
        run_sql(cluster, "CREATE DATABASE city_template TEMPLATE template")
        settle(cluster.url("city_template"))
    return "city_template"


def file(folder):
    """An SQLite file with the newest schema, to be copied."""
    if path := found(FILE):
        return path
    fill(f"sqlite:///{folder / FILE}")
    return folder / FILE


def settled_file(template, folder):
    if path := found(CITY_FILE):
        return path
    shutil.copy(template, folder / CITY_FILE)
    settle(f"sqlite:///{folder / CITY_FILE}")
    return folder / CITY_FILE


def main(folder):
    folder.mkdir()
    settled_file(file(folder), folder)
    cluster = server()
    settled_template(cluster)
    cluster.link.close()
    cluster.process.send_signal(signal.SIGINT)  # it leaves nothing to recover
    cluster.process.wait()
    shutil.move(cluster.data, folder / SERVER)
    shutil.rmtree(cluster.base)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
