"""A schema grows under the seats that work on it: nobody waits, nobody older is cut off."""

import ast
import threading
import time

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import DATABASE
from commandcenter.store import schema, schema_state, shared_upgrade, triggers
from commandcenter.store.complaints import word_index
from commandcenter.store.database import open_database
from commandcenter.store.journal import changes_after
from commandcenter.store.tables.every import Base
from tests.conftest import run_sql
from tests.patience import PATIENCE_S, until

VERSIONS = sorted((DATABASE / "migrations" / "versions").glob("*.py"))
BEFORE = "0009"  # the next alters a table that is there


def run(db, statement):
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return connection.execute(text(statement))


@pytest.fixture
def shared(cluster):
    """A server's database with the newest schema, which a test may spoil."""
    run_sql(cluster, "CREATE DATABASE growing TEMPLATE template")
    db = open_database(cluster.url("growing"))
    yield db
    db.close()
    run_sql(cluster, "DROP DATABASE growing WITH (FORCE)")


# Of these the scripts of today speak; an earlier program knew nothing of them.
LATER = ("bulk_digest",)


@pytest.fixture
def older(cluster, monkeypatch):
    """A server's database as an earlier program left it."""
    run_sql(cluster, "CREATE DATABASE older")
    db = open_database(cluster.url("older"))
    with db.engine.begin() as connection:
        command.upgrade(schema.alembic_config(connection), BEFORE)
        there = set(shared_upgrade.inspect(connection).get_table_names())
        there.discard("complaint")  # the trigger of today names columns that came later
        tables = [each for each in triggers.journalled_tables() if each[0].name in there]
        later = [Base.metadata.tables[name] for name in LATER if name not in there]
        Base.metadata.create_all(connection, later)
        with monkeypatch.context() as patched:
            patched.setattr(triggers, "journalled_tables", lambda: tables)
            connection.exec_driver_sql("SET LOCAL check_function_bodies = off")
            triggers.install(connection)
        Base.metadata.drop_all(connection, later)
        word_index.install(connection)
        schema._first_rows(connection)
    yield db
    db.close()
    run_sql(cluster, "DROP DATABASE older WITH (FORCE)")


def longest_wait(db, statement, stop, waits):
    other = db.again()
    while not stop.is_set():
        began = time.monotonic()
        with other.engine.begin() as connection:
            connection.execute(text(statement))
        waits.append(time.monotonic() - began)
        time.sleep(0.01)
    other.close()


@pytest.mark.timing
def test_an_upgrade_waits_for_a_long_reader_and_lets_all_others_through(older, monkeypatch):
    monkeypatch.setattr(shared_upgrade, "PAUSE_S", (0.1, 0.2))
    stop, waits = threading.Event(), {"SELECT count(*) FROM release": [], "SELECT 1 FROM pen": []}
    takes = "SELECT 1 FROM pen FOR UPDATE"  # what every writer begins with
    waits[takes] = waits.pop("SELECT 1 FROM pen")
    seats = [
        threading.Thread(target=longest_wait, args=(older, statement, stop, found))
        for statement, found in waits.items()
    ]
    slow = older.again()
    with slow.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM release"))  # and sits on it
        for seat in seats:
            seat.start()
        work = threading.Thread(target=schema.upgrade, args=(older,))
        work.start()
        time.sleep(2.5)
        assert work.is_alive()  # it cannot get by
        reader.rollback()
        work.join(30)
    stop.set()
    for seat in seats:
        seat.join()
    slow.close()
    assert not work.is_alive()
    schema_state.require_current(older)
    for statement, found in waits.items():
        assert len(found) > 10
        assert max(found) < shared_upgrade.LOCK_MS / 1000 + 0.7, statement
    with older.read() as session:
        [line] = changes_after(session, 0)
    assert (line.kind, line.verb, line.subject) == ("schema", "upgraded", int(schema_state.head()))


def waits_for_a_lock(db):
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted"))


def test_an_upgrade_that_crosses_a_seat_gives_way_before_the_server_picks_who_loses(shared):
    """Each holds what the other wants: the upgrade gives up first, so that no seat is cut off."""
    held, tries = threading.Event(), []

    def work(connection):
        tries.append(1)
        connection.execute(text("LOCK TABLE release IN ACCESS EXCLUSIVE MODE"))
        held.set()
        connection.execute(text("LOCK TABLE person IN ACCESS EXCLUSIVE MODE"))

    seat = shared.again()
    with seat.engine.begin() as connection:
        connection.execute(text("LOCK TABLE person IN ROW EXCLUSIVE MODE"))
        upgrade = threading.Thread(target=shared_upgrade.retry_while_locked, args=(shared, work))
        upgrade.start()
        assert held.wait(PATIENCE_S)
        until(lambda: waits_for_a_lock(shared))
        connection.execute(text("LOCK TABLE release IN ROW EXCLUSIVE MODE"))
        assert tries == [1]
    upgrade.join(PATIENCE_S)
    seat.close()
    assert not upgrade.is_alive()
    assert len(tries) > 1


def test_an_upgrade_gives_up_before_the_server_looks_for_a_deadlock(shared):
    """What it looks for after a second it breaks at either's cost, also at a seat's."""
    looks = run(shared, "SELECT setting::int FROM pg_settings WHERE name = 'deadlock_timeout'")
    assert looks.scalar() > shared_upgrade.LOCK_MS


def test_an_upgrade_that_never_gets_by_gives_up_in_words_and_can_be_run_again(older, monkeypatch):
    monkeypatch.setattr(shared_upgrade, "LOCK_MS", 20)
    monkeypatch.setattr(shared_upgrade, "PAUSE_S", (0.0, 0.01))
    monkeypatch.setattr(shared_upgrade, "TRIES", 3)
    slow = older.again()
    with slow.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM release"))
        with pytest.raises(RuleBroken, match="一直被占用"):
            schema.upgrade(older)
    slow.close()
    schema.upgrade(older)
    schema_state.require_current(older)


def test_two_programs_do_not_upgrade_at_once(shared, monkeypatch):
    monkeypatch.setattr(shared_upgrade, "PAUSE_S", (0.0, 0.01))
    other = shared.again()
    with shared_upgrade.alone(other), pytest.raises(RuleBroken, match="另一处正在升级"):
        schema.upgrade(shared)
    other.close()
    schema.upgrade(shared)


def test_an_upgrade_with_nothing_to_do_waits_for_nobody(shared, monkeypatch):
    """A writer sits on every journalled table meanwhile; the triggers are as they should be."""
    monkeypatch.setattr(shared_upgrade, "TRIES", 1)
    slow = shared.again()
    with slow.engine.begin() as writer:
        for table, _ in triggers.journalled_tables():
            writer.execute(text(f'LOCK TABLE "{table.name}" IN ROW EXCLUSIVE MODE'))
        schema.upgrade(shared)
    slow.close()


def test_an_upgrade_may_take_a_function_with_rights_of_its_own_away(shared, monkeypatch):
    install = triggers._install_on_server

    def without_it(connection):
        connection.exec_driver_sql("DROP FUNCTION gone(integer)")
        install(connection)

    monkeypatch.setattr(triggers, "_install_on_server", without_it)
    with shared.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION gone(integer) RETURNS integer LANGUAGE sql SECURITY DEFINER "
            "AS 'SELECT 1'"
        )
        triggers.install(connection)
        assert connection.scalar(text("SELECT to_regprocedure('gone(integer)')")) is None


def test_a_trigger_that_was_changed_is_made_anew(shared):
    made = "SELECT prosrc FROM pg_proc WHERE proname = 'journal_person_insert'"
    before = run(shared, made).scalar()
    run(shared, "DROP TRIGGER journal_person_update ON person")
    run(shared, "COMMENT ON TRIGGER journal_person_insert ON person IS 'older'")
    run(
        shared,
        "CREATE OR REPLACE FUNCTION journal_person_insert() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN NULL; END $$",
    )
    schema.upgrade(shared)
    assert run(shared, made).scalar() == before
    named = "SELECT count(*) FROM pg_trigger WHERE tgname = 'journal_person_update'"
    assert run(shared, named).scalar() == 1


def test_missing_and_unfinished_indexes_are_built_beside_the_work(shared):
    run(shared, "DROP INDEX ix_complaint_words")
    run(shared, "DROP INDEX ix_subject_words")
    run(shared, "DROP INDEX ix_journal_incident_id_number")
    run(
        shared,
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_journal_row_line'::regclass",
    )
    wanted = {
        "ix_complaint_words", "ix_subject_words", "ix_journal_incident_id_number",
        "ix_journal_row_line",
    }  # fmt: skip
    assert set(shared_upgrade.build_missing_indexes(shared)) == wanted
    assert shared_upgrade.build_missing_indexes(shared) == []


@pytest.mark.parametrize(("many", "there"), [(0, 0), (1 << 40, 1)])
def test_a_migration_leaves_an_index_over_many_rows_for_later(shared, monkeypatch, many, there):
    monkeypatch.setattr(shared_upgrade, "MANY", many)
    with shared.engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        operations.create_index("ix_tried", "pen", ["hash"])
    named = "SELECT count(*) FROM pg_class WHERE relname = 'ix_tried'"
    assert run(shared, named).scalar() == there


GONE = {"drop_table", "drop_column", "drop_constraint", "rename_table", "drop_index"}


def offences(source):
    """What in a migration an older program could not live with."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).split(".")[-1]
        given = {each.arg: ast.unparse(each.value) for each in node.keywords}
        if name in GONE:
            yield name
        elif name == "alter_column":
            narrowed = given.get("nullable") == "False" or {"type_", "new_column_name"} & set(given)
            if narrowed:
                yield name
        elif name == "add_column":
            column = ast.unparse(node.args[-1])
            if "nullable=False" in column and "server_default" not in column:
                yield name
        elif name == "execute" and any(
            word in ast.unparse(node).upper() for word in ("DROP ", "RENAME ", " TYPE ", "DELETE ")
        ):
            yield name


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem[:4])
def test_a_migration_only_expands(path):
    assert list(offences(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "statement",
    [
        "op.drop_table('a')",
        "batch.drop_column('a')",
        "op.alter_column('a', 'b', nullable=False)",
        "batch.alter_column('b', new_column_name='c')",
        "op.add_column('a', sa.Column('b', sa.Integer(), nullable=False))",
        "op.execute('ALTER TABLE a RENAME TO b')",
    ],
)
def test_a_migration_that_takes_something_away_would_be_found(statement):
    assert len(list(offences(statement))) == 1


def test_the_oldest_program_that_may_work_is_raised_and_never_lowered(db, monkeypatch):
    asked = "SELECT min_client FROM schema_info"
    for oldest, found in (("0.2.0", "0.3.0"), ("0.4.0", "0.4.0"), ("0.3.9", "0.4.0")):
        monkeypatch.setattr(schema, "OLDEST_CLIENT", oldest)
        schema.upgrade(db)
        with db.read() as session:
            assert session.execute(text(asked)).scalar() == found
