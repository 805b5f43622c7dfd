"""The schema: made from empty, upgraded from any older one, refused when it is not ours."""

import ast
import itertools
import re
import sqlite3
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from commandcenter import __version__
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.paths import DATABASE
from commandcenter.queries.seat.verdict import verdict as verdict_of_all
from commandcenter.store import journal, schema, schema_state, triggers
from commandcenter.store.complaints import word_index
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import (
    Base,
    ComplaintRow,
    JournalLineRow,
    PersonRow,
    SchemaInfoRow,
    WordIndexRow,
)
from commandcenter.store.verify import verify
from tests.conftest import run_sql

ANA = Actor(1, "ana", "安娜")
OLD = sorted((Path(__file__).parents[1] / "old_databases").glob("*.sql"))
MIGRATIONS = sorted((DATABASE / "migrations" / "versions").glob("*.py"))
_numbers = itertools.count(1)
WORD_TABLES = {f"complaint_words{part}" for part in ("", "_config", "_data", "_docsize", "_idx")}


@pytest.fixture
def empty_postgres_url(cluster):
    name = f"empty{next(_numbers)}"
    run_sql(cluster, f"CREATE DATABASE {name}")
    yield cluster.url(name)
    run_sql(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """A database without any table, of each kind."""
    if request.param == "sqlite":
        db = open_database(f"sqlite:///{tmp_path}/empty.db")
    else:
        db = open_database(request.getfixturevalue("empty_postgres_url"))
    yield db
    db.close()


def of_the_models(_thing, name, *_more):
    """The index of words is no table of the models: its programs make and fill it."""
    return not (name or "").startswith(("complaint_words", *word_index.SERVERS_INDEXES))


def differences(db):
    """What Alembic would still change to make the schema equal to the models."""
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "include_object": of_the_models}
        context = MigrationContext.configure(connection, opts=opts)
        return compare_metadata(context, Base.metadata)


def execute(db, statement, **values):
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(statement), values)


def test_an_empty_database_becomes_what_the_models_say(empty):
    schema.upgrade(empty)
    assert differences(empty) == []
    schema_state.require_current(empty)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE photo (id INTEGER)"],
        ["CREATE TABLE alembic_version (version_num TEXT)"],
        ["CREATE VIEW photo AS SELECT 1 AS id"],
        ["CREATE SCHEMA app", "CREATE TABLE app.photo (id INTEGER)"],
    ],
)
def test_another_programs_database_is_refused_and_stays_as_it_is(empty, statements):
    if empty.embedded and len(statements) > 1:
        return  # a file has no schemas
    file = Path(str(empty.engine.url.database))
    if empty.embedded:
        empty.close()
        file.unlink()
        with sqlite3.connect(file) as connection:  # without our way to open one
            connection.execute(statements[0])
        connection.close()
        kept = file.read_bytes()
        empty = open_database(f"sqlite:///{file}")
    else:
        for statement in statements:
            execute(empty, statement)
    for refused in (schema.upgrade, schema_state.require_current):
        with pytest.raises(RuleBroken, match="别的程序的数据"):
            refused(empty)
    empty.close()
    assert not file.exists() or file.read_bytes() == kept


def test_a_difference_from_the_models_would_be_found(empty):
    schema.upgrade(empty)
    execute(empty, "ALTER TABLE person ADD COLUMN nickname TEXT")
    execute(empty, "DROP INDEX ix_subject_brand")
    assert {d[0] for d in differences(empty)} == {"remove_column", "add_index"}


def test_an_upgrade_of_a_current_database_changes_nothing(db):
    with db.write() as session:
        session.add(PersonRow(login="chen", name="陈"))
        journal.record(session, ANA, "person", 1, "added")
    before = everything(db)
    schema.upgrade(db)
    schema.upgrade(db)
    assert everything(db) == before
    with db.write() as session:
        session.scalars(select(PersonRow)).one().name = "陈屿"
        journal.record(session, ANA, "person", 1, "renamed")
    with db.read() as session:
        assert (verify(session).bad, verify(session).images) == (None, 2)


def everything(db):
    with db.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))
            for name in names
        }


def test_a_database_without_tables_is_refused_in_words(empty):
    with pytest.raises(RuleBroken, match="还是空的，请先运行 commandcenter init"):
        schema_state.require_current(empty)


def test_a_schema_of_a_newer_program_is_refused_in_words(db):
    execute(db, "UPDATE alembic_version SET version_num = '9999'")
    before = everything(db)
    for ask in (schema_state.require_current, schema.upgrade, schema_state.refuse_newer):
        with pytest.raises(RuleBroken, match="更新版本的程序建立（结构 9999）"):
            ask(db)
    assert everything(db) == before


def test_an_older_schema_is_not_worked_on_before_it_is_upgraded(db, monkeypatch):
    monkeypatch.setattr(schema_state, "head", lambda: "9998")
    with pytest.raises(RuleBroken, match="结构较旧"):
        schema_state.require_current(db)


@pytest.mark.parametrize(
    ("oldest", "welcome"), [("0.0.9", True), ("0.1.0", True), ("0.10.0", False), ("1.0", False)]
)
def test_the_schema_says_the_oldest_program_that_may_use_it(db, monkeypatch, oldest, welcome):
    monkeypatch.setattr(schema_state, "__version__", "0.2.0" if welcome else "0.9.1")
    execute(db, "UPDATE schema_info SET min_client = :oldest", oldest=oldest)
    if welcome:
        schema_state.require_current(db)
        return
    with pytest.raises(RuleBroken, match=f"要求 {oldest} 或更新"):
        schema_state.require_current(db)


def test_a_seat_of_the_release_before_is_told_to_be_upgraded(db, monkeypatch):
    """It would go on bringing complaints in, which the server refuses one by one, in no words."""
    assert not schema_state.is_older(__version__, schema_state.OLDEST_CLIENT)
    monkeypatch.setattr(schema_state, "__version__", "0.2.0")
    words = "本程序版本 0.2.0 过旧，此数据库要求 0.3.0 或更新"
    with pytest.raises(RuleBroken, match=words):
        schema_state.require_current(db)
    with db.read() as session, pytest.raises(RuleBroken, match=words):
        schema_state.require_recent(session)


@pytest.mark.lot(2)
def test_each_database_has_a_name_of_its_own_that_stays(db, empty):
    schema.upgrade(empty)
    names = []
    for each in (db, empty, empty):
        schema.upgrade(each)
        with each.read() as session:
            names.append(session.scalar(select(SchemaInfoRow.database_id)))
    assert names[1] == names[2]
    assert re.fullmatch("[0-9a-f]{16}", names[1])


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty, monkeypatch):
    def fail(connection):
        raise OSError("no more power")

    monkeypatch.setattr(triggers, "install", fail)
    with pytest.raises(OSError, match="power"):
        schema.upgrade(empty)
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []


def test_migrations_form_one_line_and_are_named_as_sentences():
    script = ScriptDirectory.from_config(schema.alembic_config())
    assert len(script.get_heads()) == 1
    numbers = [f"{n:04}" for n in range(1, len(MIGRATIONS) + 1)]
    assert [path.name[:4] for path in MIGRATIONS] == numbers
    for path in MIGRATIONS:
        sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        first = sentence.splitlines()[0] if sentence else ""
        assert re.fullmatch(r"[A-Z][^.]+\.", first), f"{path.name} does not begin with a sentence"
        words = re.sub(r"[^a-z0-9]+", "_", first.lower()).strip("_")
        assert path.stem == f"{path.name[:4]}_{words}", f"{path.name} is not named {words}"


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request, tmp_path):
    """A database as an earlier release left it."""
    file = tmp_path / "old.db"
    connection = sqlite.connect(str(file))
    connection.executescript(request.param.read_text(encoding="utf-8"))
    connection.close()
    db = open_database(f"sqlite:///{file}")
    yield db
    db.close()


def rows_by_column(db):
    """Each table's rows as {column: value}."""
    found = {}
    with db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        for name in names - {"alembic_version", "word_index", *WORD_TABLES}:
            rows = connection.execute(text(f'SELECT * FROM "{name}"'))
            found[name] = [dict(row._mapping) for row in rows]
    return found


@pytest.mark.lot(3)
def test_an_old_database_is_upgraded_and_keeps_every_row(old):
    before = rows_by_column(old)
    schema.upgrade(old)
    schema_state.require_current(old)
    after = rows_by_column(old)
    head = before.pop("pen")[0]["number"]
    new = after["journal"][len(before["journal"]) :]
    assert after["pen"][0]["number"] - head == len(new)
    assert [line["verb"] for line in new[:1]] in ([], ["upgraded"])
    assert {line["verb"] for line in new[1:]} <= {"noted"}
    oldest = before["schema_info"][0].pop("min_client")
    assert not schema_state.is_older(after["schema_info"][0]["min_client"], oldest)
    for table, rows in before.items():
        if table in ("journal", "journal_row"):
            del after[table][len(rows) :]  # of the lines that tell the seats of the upgrade
        kept = [{name: row[name] for name in rows[0]} for row in after[table]] if rows else []
        assert kept == rows, table


@pytest.mark.lot(3)
def test_an_old_database_has_the_newest_schema_after_its_upgrade(old):
    schema.upgrade(old)
    # else: a released migration was changed (forbidden), or make.py was not run for a new one
    assert differences(old) == []


@pytest.mark.lot(3)
def test_the_complaints_of_an_old_database_are_found_by_their_words(old):
    schema.upgrade(old)
    with old.read() as session:
        found = session.scalars(
            select(ComplaintRow.id).where(word_index.holding(session, "关门"))
        ).all()
        reach = session.execute(select(WordIndexRow.since, WordIndexRow.until)).one()
    assert found == [1]
    assert tuple(reach) == (1, 1)  # none is left to be read


@pytest.mark.lot(3)
def test_the_chain_of_an_old_database_holds_and_goes_on(old):
    with old.engine.connect() as connection:
        was = schema_state.revision(connection)
    schema.upgrade(old)
    with old.write() as session:
        session.add(PersonRow(login="new", name="新来的"))
        journal.record(session, ANA, "person", 2, "added")
    with old.read() as session:
        verdict = verify(session)
    assert verdict.bad is None
    assert verdict.lines == 5 + upgrade_lines(old, was)
    found = whole(old)
    assert found.whole, found.words
    assert found.limits or was >= "0016"  # from there on what came in bulk has its digests


def upgrade_lines(db, was):
    """The upgrade leaves a line, and one for each page of rows that it notes."""
    with db.read() as session:
        verbs = session.scalars(
            select(JournalLineRow.verb).where(JournalLineRow.kind == "schema")
        ).all()
    assert was == schema_state.head() or verbs[0] == "upgraded"
    assert set(verbs[1:]) <= {"noted"}
    return len(verbs)


def whole(db):
    with db.read() as session:
        return verdict_of_all(session)


def test_every_released_schema_has_an_old_database():
    assert [path.stem for path in OLD] == [path.name[:4] for path in MIGRATIONS]


def test_a_table_is_made_anew_under_those_that_point_at_it(tmp_path):
    """0010 lets a release be without an incident; SQLite can do that by a copy only."""
    old = next(path for path in OLD if path.stem == "0009")
    file = tmp_path / "old.db"
    with sqlite.connect(file) as raw:
        raw.executescript(old.read_text(encoding="utf-8"))
        for name in ("journal_release_insert", "journal_release_check_insert"):
            raw.execute(f"DROP TRIGGER {name}")  # what is put in here belongs to no line
        raw.execute(
            "INSERT INTO release (id, incident_id, kind, number, title, text, state, as_of, "
            "figures, authority, needs_telling, drafted_by, drafted_at, version) "
            "VALUES (7, 1, 'tip', 1, 't', 'x', 'draft', 0, '[]', '', 0, 'ana', 0, 1)"
        )
        raw.execute(
            "INSERT INTO release_check (id, incident_id, release_id, step, passed, words, "
            "receiver, judged, text_sha256, by, done_at, at) "
            "VALUES (3, 1, 7, 'draft', 1, '', '', '', '', 'ana', 0, 0)"
        )
    db = open_database(f"sqlite:///{file}")
    schema.upgrade(db)
    with db.read() as session:
        kept = session.execute(text("SELECT release_id FROM release_check")).all()
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    assert kept == [(7,)]
    db.close()
