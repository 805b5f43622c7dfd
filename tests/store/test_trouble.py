"""What an error of a database means: one sentence, and never a lost link where there is one."""

import threading

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import trouble
from commandcenter.store.database import Lost, TooLong, Unable, open_database
from commandcenter.store.refusals import ended_in_words

WORDS = {
    "57014": trouble.TOO_LONG,
    "55P03": trouble.BUSY,
    "40P01": trouble.BUSY,
    "40001": trouble.BUSY,
    "53100": trouble.FULL,
    "25006": trouble.READ_ONLY,
    "58030": trouble.BROKEN_DISK,
}
RAISED = "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"


def run(session, *statements):
    for each in statements:
        session.execute(text(each))


@pytest.fixture
def file(sqlite_url):
    db = open_database(sqlite_url)
    yield db
    db.close()


@pytest.fixture
def server(cluster, postgres_url):
    db = open_database(postgres_url)
    yield db
    db.close()


@pytest.mark.parametrize("state", WORDS)
def test_what_a_server_cannot_do_now_is_told_as_what_it_is(server, state):
    with pytest.raises(Unable) as told, server.write() as session:
        session.execute(text(RAISED.format(state=state)))
    assert told.value.words == WORDS[state]
    assert isinstance(told.value, TooLong) == (state == "57014")


@pytest.mark.parametrize("state", ["57P01", "08006", "53300"])
def test_a_link_that_ends_is_lost(server, state):
    with pytest.raises(Lost) as told, server.read() as session:
        session.execute(text(RAISED.format(state=state)))
    assert not isinstance(told.value, Unable)


def test_a_limit_of_a_statement_is_no_lost_link(server):
    with pytest.raises(DBAPIError), server.read() as session:
        session.execute(text(RAISED.format(state="53400")))


@pytest.mark.parametrize(
    ("state", "words"),
    [("42501", trouble.BY_RIGHT), ("23505", trouble.BY_RULE), ("23514", trouble.BY_RULE)],
)
def test_what_a_server_refuses_is_a_refusal(server, state, words):
    with (
        pytest.raises(RuleBroken) as told,
        ended_in_words(server),
        server.write() as session,
    ):
        session.execute(text(RAISED.format(state=state)))
    assert told.value.words == words


def test_a_real_lock_is_told_as_one(server):
    """Another seat has the pen: that is no lost link."""
    held, go = threading.Event(), threading.Event()

    def hold():
        with server.write():
            held.set()
            go.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    try:
        with pytest.raises(Unable) as told, server.read() as session:
            run(session, "SET LOCAL lock_timeout = '50ms'", "SELECT id FROM pen FOR UPDATE")
    finally:
        go.set()
        thread.join()
    assert told.value.words == trouble.BUSY


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("database is locked", trouble.BUSY),
        ("database or disk is full", trouble.FULL),
        ("attempt to write a readonly database", trouble.READ_ONLY),
        ("disk I/O error", trouble.BROKEN_DISK),
        ("database disk image is malformed", trouble.DAMAGED),
    ],
)
def test_what_a_file_cannot_do_now_is_told_as_what_it_is(said, words):
    found = trouble.lost_of(sqlite.OperationalError(said))
    assert isinstance(found, Unable)
    assert found.words == words


def test_a_file_that_is_full_says_so(file):
    with pytest.raises(Unable) as told, file.write() as session:
        run(session, "PRAGMA max_page_count = 1", "CREATE TABLE x AS SELECT randomblob(4000000)")
    assert told.value.words == trouble.FULL


def test_a_rule_of_a_file_is_a_refusal(file):
    with pytest.raises(RuleBroken) as told, ended_in_words(file), file.write() as session:
        run(session, "CREATE TEMP TABLE x (id INTEGER UNIQUE)", "INSERT INTO x VALUES (1), (1)")
    assert told.value.words == trouble.BY_RULE
