"""An upgrade cut off at any statement: run again it ends as if nothing had happened.

Each statement and commit of an upgrade from each released schema is cut once by night, a few by
day. After a cut the database is as the last commit left it; where that is what it was before,
the next statement is cut in the same database, so that every one has its turn in one way through.
"""

import gc
import hashlib
import itertools
import os
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import column, create_engine, event, inspect, select, text
from sqlalchemy import table as sql_table

from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import ROOT
from commandcenter.store import schema, schema_state
from commandcenter.store.database import Database, open_database
from commandcenter.store.tables.every import Base
from commandcenter.store.verify import verify
from tests.conftest import run_sql
from tests.seeds import chance, sample

OLD = sorted((Path(__file__).parents[1] / "old_databases").glob("*.sql"))
AT = datetime(2026, 11, 24, tzinfo=UTC)
BY_DAY = 1  # cuts of one old database of each kind
LATER = 40  # statements at most between two cuts of a step that is not the next
_numbers = itertools.count(1)


class PowerCut(Exception):
    """What no part of the program knows, and nothing catches."""


def power_cut():
    raise PowerCut


def by_keyboard():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what began the tests may ignore it
    os.kill(os.getpid(), signal.SIGINT)


class Cuts:
    """Stops it before the statement or commit of number `at`, from 1; 0 cuts none.

    `next_step`: so many belong to the next step, which ends by saying its number.
    """

    def __init__(self, at=0, stop=power_cut):
        self.seen, self.at, self.stop, self.next_step = 0, at, stop, 0

    def count(self, *said):
        self.seen += 1
        if not self.next_step and any("UPDATE alembic_version" in str(each) for each in said):
            self.next_step = self.seen
        if self.seen == self.at:
            self.stop()


def cut(db, at, stop=power_cut):
    """Upgrade up to the cut; whether it came."""
    cuts = Cuts(at, stop)
    event.listen(db.engine, "before_cursor_execute", cuts.count)
    event.listen(db.engine, "commit", cuts.count)
    try:
        schema.upgrade(db)
    except PowerCut:
        return True
    finally:
        event.remove(db.engine, "before_cursor_execute", cuts.count)
        event.remove(db.engine, "commit", cuts.count)
        db.engine.dispose()  # as a process that is gone
    return False


def statements_of(db):
    """How many statements and commits an upgrade has, and its next step."""
    cuts = Cuts()
    event.listen(db.engine, "before_cursor_execute", cuts.count)
    event.listen(db.engine, "commit", cuts.count)
    schema.upgrade(db)
    return cuts.seen, cuts.next_step


def digest_of(what):
    return hashlib.sha256(repr(what).encode()).hexdigest()


# What no two runs have alike: salts, and whatever hangs on them or on the moment.
MASKED = {
    "journal": ("at", "hash", "prev", "digest"),
    "pen": ("hash",),
    "bulk_digest": ("salts", "digests"),
}
NOT_ALIKE = {"journal_row": " WHERE op <> 'bulk'"}  # bulk_digest says of which there must be one


class OnFile:
    """Old databases as files."""

    def __init__(self, folder):
        self._folder = folder

    def make(self, old):
        file = self._folder / f"{old.stem}-{next(_numbers)}.db"
        connection = sqlite.connect(str(file))
        connection.executescript(old.read_text(encoding="utf-8"))
        connection.close()
        return f"sqlite:///{file}"

    def drop(self, url):
        for path in self._folder.glob(f"{Path(url).stem}*"):
            path.unlink()

    def fingerprint(self, url):
        """Every byte of schema and rows, by table."""
        connection = sqlite.connect(url.removeprefix("sqlite:///"))
        try:
            names = connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
            ).fetchall()
            # Alembic lays the constraints of a table that it makes anew in any order.
            laid = [
                (*n, sorted(p.strip(" ,\t)") for p in (q or "").split("\n"))) for *n, q in names
            ]
            found = {"schema": digest_of(laid)}
            for kind, name, *_ in names:
                # what the index of words keeps in blocks is laid out as it came
                if kind == "table" and not name.startswith("complaint_words_"):
                    rows = connection.execute(self._rows_of(connection, name)).fetchall()
                    found[name] = digest_of(sorted(map(repr, rows)))
            return found
        finally:
            connection.close()

    def _rows_of(self, connection, name):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        shown = ", ".join(f'"{c}"' for c in columns if c not in MASKED.get(name, ()))
        return f'SELECT {shown} FROM "{name}"{NOT_ALIKE.get(name, "")}'


# Schema and rows in one answer each: it is asked after every cut.
PARTS = """
SELECT string_agg(part, E'\\n' ORDER BY part) FROM (
  SELECT concat_ws(' ', table_name, column_name, ordinal_position, data_type, is_nullable,
    column_default) AS part
    FROM information_schema.columns WHERE table_schema IN ('public', 'rights', 'keys')
  UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND indisvalid
  UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
  UNION ALL SELECT c.relname || ' ' || pg_get_viewdef(c.oid) FROM pg_class c
    WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace
) AS parts
"""
# What the server's clock says of the upgrade, and what follows from it.


class OnServer:
    """Old databases as a server had them: their schema laid by the migrations, their rows put in.

    `template`: made once for each released schema, then copied.
    """

    def __init__(self, cluster):
        self._cluster, self._templates = cluster, {}

    def make(self, old):
        if old.stem not in self._templates:
            self._templates[old.stem] = self._template(old)
        name = f"cut{next(_numbers)}"
        copied = f"CREATE DATABASE {name} TEMPLATE {self._templates[old.stem]} STRATEGY file_copy"
        run_sql(self._cluster, copied)
        return self._cluster.url(name)

    def drop(self, url):
        run_sql(self._cluster, f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def drop_templates(self):
        for name in self._templates.values():
            run_sql(self._cluster, f"DROP DATABASE {name} WITH (FORCE)")

    def _template(self, old):
        name = f"old{old.stem}_{next(_numbers)}"
        run_sql(self._cluster, f"CREATE DATABASE {name}")
        db = open_database(self._cluster.url(name))
        with closing(db), closing(sqlite.connect(":memory:")) as rows:
            rows.executescript(old.read_text(encoding="utf-8"))
            with db.engine.begin() as target:
                schema._step(target, old.stem)
            with db.engine.begin() as target:
                target.execute(text("SET LOCAL session_replication_role = replica"))
                engine = create_engine("sqlite://", creator=lambda: rows, module=sqlite)
                self._put(engine, target)
        return name

    @staticmethod
    def _put(source, target):
        there = set(inspect(target).get_table_names())
        with source.connect() as rows:
            for table in Base.metadata.sorted_tables:
                if table.name not in there or table.name in ("alembic_version", "word_index"):
                    continue
                had = {c["name"] for c in inspect(rows).get_columns(table.name)}
                has = {c["name"] for c in inspect(target).get_columns(table.name)}
                # plain columns: the defaults of today are of columns that came later
                columns = [column(c.name, c.type) for c in table.columns if c.name in had & has]
                bare = sql_table(table.name, *columns)
                found = [dict(row._mapping) for row in rows.execute(select(*bare.columns))]
                if not found:
                    continue
                target.execute(bare.insert(), found)
                if "id" in {c.name for c in columns} and table.columns["id"].autoincrement:
                    target.execute(text(
                        "SELECT setval(pg_get_serial_sequence(:t, 'id'), (SELECT max(id)"
                        f' FROM "{table.name}")) WHERE pg_get_serial_sequence(:t, \'id\')'
                        " IS NOT NULL"
                    ), {"t": table.name})  # fmt: skip

    def fingerprint(self, url):
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        try:
            with engine.connect() as connection:
                parts = connection.scalar(text(PARTS))
                names = connection.scalars(text(
                    "SELECT relname FROM pg_class WHERE relkind = 'r'"
                    " AND relnamespace = 'public'::regnamespace ORDER BY relname"
                )).all()  # fmt: skip
                asked = " UNION ALL ".join(map(_rows_of, names))
                rows = connection.execute(text(f"{asked} ORDER BY 1")).all()
        finally:
            engine.dispose()
        return {"schema": digest_of(parts)} | {name: (digest, n) for name, digest, n in rows}


def _rows_of(name):
    row = "to_jsonb(t)" + "".join(f" - '{column}'" for column in MASKED.get(name, ()))
    return (
        f"SELECT '{name}', md5(string_agg(({row})::text, '|' ORDER BY ({row})::text)), count(*)"
        f' FROM "{name}" t{NOT_ALIKE.get(name, "")}'
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request, tmp_path):
    if request.param == "sqlite":
        yield OnFile(tmp_path)
        return
    on_server = OnServer(request.getfixturevalue("cluster"))
    yield on_server
    on_server.drop_templates()


@contextmanager
def database(kind, old):
    """One at an old schema, whose clock stands still where that is this program's."""
    url = kind.make(old)
    db = open_database(url)
    if db.embedded:
        db = Database(db.engine, lambda: AT)
    try:
        yield db, url
    finally:
        db.close()
        kind.drop(url)


def uninterrupted(kind, old):
    """How it ends, in how many statements, and how many are of its next step."""
    with database(kind, old) as (db, url):
        counts = statements_of(db)
        db.engine.dispose()
        return kind.fingerprint(url), *counts


def assert_sound(db):
    schema_state.require_current(db)
    with db.read() as session:
        assert verify(session).bad is None
        if db.embedded:
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def is_it(kind, db, url, wanted):
    assert_sound(db)
    db.engine.dispose()
    assert kind.fingerprint(url) == wanted


def test_a_few_statements_are_cut_and_each_is_made_good(kind):
    lot = chance("interrupted", type(kind).__name__)
    old = lot.choice(OLD[:-1])
    wanted, many, _ = uninterrupted(kind, old)
    for at in sample(range(1, many + 1), BY_DAY, "cuts", type(kind).__name__):
        with database(kind, old) as (db, url):
            assert cut(db, at), (old.stem, at)
            assert not cut(db, 0)
            is_it(kind, db, url, wanted)


@pytest.mark.nightly(minutes=12)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("old", OLD[:-1], ids=lambda path: path.stem)
def test_every_statement_is_cut_and_in_the_end_nothing_is_missing(kind, old):
    """Of its next step; of the steps after that some: each is the next of another schema."""
    wanted, many, next_step = uninterrupted(kind, old)
    assert 0 < next_step <= many
    lot, cuts, left = chance("later cuts", type(kind).__name__, old.stem), 0, next_step
    with database(kind, old) as (db, url):
        before, at = kind.fingerprint(url), 1
        while cut(db, at):
            cuts += 1
            now = kind.fingerprint(url)
            if now != before:  # what came before the cut is in: from here on it is another way
                left, at, before = left - at + 1, 0, now
            at += 1 if at < left else lot.randint(1, LATER)
        is_it(kind, db, url, wanted)
    assert cuts >= next_step, (cuts, next_step, many)


def migrations_held():
    """How many modules of migrations are in memory: Alembic loads them anew for each upgrade."""
    gc.collect()
    loaded = [each for each in gc.get_objects() if isinstance(each, ModuleType)]
    versions = {path.stem for path in (ROOT / "db" / "migrations" / "versions").glob("0*.py")}
    return sum(each.__name__.removesuffix("_py") in versions for each in loaded)


def test_what_the_migrations_compiled_is_not_kept_for_as_long_as_the_program_runs(kind):
    uninterrupted(kind, OLD[0])
    before = migrations_held()
    for _ in range(2):
        uninterrupted(kind, OLD[0])
    assert migrations_held() <= before


# In a process of its own: nothing is rolled back by Python.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from sqlalchemy import event
from commandcenter.store import schema, schema_state
from commandcenter.store.database import Database, open_database
db = open_database(sys.argv[1])
if db.embedded:
    db = Database(db.engine, lambda: datetime(2026, 11, 24, tzinfo=UTC))
left = [int(sys.argv[2])]
def count(*_):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
when = sys.argv[3]
event.listen(db.engine, f"{when}_cursor_execute", count)
event.listen(db.engine, "commit", count)
schema.upgrade(db)
"""


def killed(url, at, when):
    command = [sys.executable, "-c", KILLED, url, str(at), when]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "times", [1, pytest.param(25, marks=pytest.mark.nightly(minutes=4))], ids=["once", "often"]
)
def test_an_upgrade_whose_process_is_killed_is_made_good(kind, times):
    lot = chance("killed", type(kind).__name__, times)
    for old in (lot.choice(OLD[:-1]) for _ in range(times)):
        wanted, many, _ = uninterrupted(kind, old)
        with database(kind, old) as (db, url):
            db.engine.dispose()
            killed(url, lot.randint(1, many), lot.choice(["before", "after"]))
            assert not cut(db, 0)
            is_it(kind, db, url, wanted)


@pytest.mark.parametrize("part", [0.2, 0.9])
def test_who_interrupts_an_upgrade_is_told_so_and_may_begin_again(kind, part):
    """By Ctrl+C, which takes the connection with it in the middle of a statement."""
    old = OLD[-4]
    wanted, many, _ = uninterrupted(kind, old)
    with database(kind, old) as (db, url):
        with pytest.raises(RuleBroken, match="被中断，没有做完"):
            cut(db, int(many * part), by_keyboard)
        assert not cut(db, 0)
        is_it(kind, db, url, wanted)
