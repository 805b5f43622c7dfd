"""A database moves between an embedded file and a server: every row, or nothing at all."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import func, select, text

from commandcenter.domain.errors import RuleBroken
from commandcenter.program import doctor_command
from commandcenter.queries.seat.verdict import verdict
from commandcenter.services.command import running_log
from commandcenter.store import backup as backups
from commandcenter.store import (
    database_copy,
    files,
    restore_mark,
    roles,
    schema,
    schema_state,
    transfer,
)
from commandcenter.store.complaints import person_key_care
from commandcenter.store.complaints.person_key import key_path, load_key
from commandcenter.store.complaints.word_index import holding
from commandcenter.store.database import open_database
from commandcenter.store.journal import changes_after, latest
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import Base, ComplaintRow, LogEntryRow
from commandcenter.store.verify import verify
from tests import full_incident
from tests.city import KEY
from tests.conftest import run_sql
from tests.fingerprint import changed, of_server

pytestmark = pytest.mark.lot(2, "moving")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def full_file(template_file, tmp_path_factory):
    """An embedded database with an incident, complaints, a stored file and a journal."""
    path = tmp_path_factory.mktemp("full") / "full.db"
    shutil.copy(template_file, path)
    db = open_database(f"sqlite:///{path}")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in (("OPEN", 90), ("COMPLAINTS", 961), ("OTHERS", 9)):
            patched.setattr(full_incident, name, value)
        patched.setattr(full_incident, "_lines", lambda *_: None)
        full = full_incident.make(db)
    with db.write() as session:
        zhoulan = actor_of(session, "zhoulan", db.clock())
        running_log.write_line(session, zhoulan, full.incident, "门口约 60 人")
    letter = path.with_name("letter.pdf")
    letter.write_bytes(bytes(range(256)) * 6_000)  # two parts
    files.send(db, letter)
    db.close()
    return path, full.incident


@pytest.fixture
def full(full_file, tmp_path):
    path = tmp_path / "full.db"
    shutil.copy(full_file[0], path)
    db = open_database(f"sqlite:///{path}")
    key_path(db).write_text(KEY.hex())
    yield db
    db.close()


@pytest.fixture
def server(cluster):
    """An empty database of the tests' server."""
    run_sql(cluster, "CREATE DATABASE moved TEMPLATE template")
    db = open_database(cluster.url("moved"))
    yield db
    db.close()
    run_sql(cluster, "DROP DATABASE moved WITH (FORCE)")


def all_rows(db):
    with db.engine.connect() as connection:
        return {t.name: transfer.digest_of(connection, t) for t in transfer.tables()}


def without(db, name, *columns):
    """The rows of a table but for some columns; and who is one with whom, if that is left out."""
    table = Base.metadata.tables[name]
    places = [n for n, column in enumerate(table.columns) if column.name in columns]
    with db.engine.connect() as connection:
        rows = list(transfer.rows_of(connection, table))
    together = {}
    for row in rows:
        together.setdefault(tuple(row[n] for n in places), []).append(row[0])
    kept = [tuple(v for n, v in enumerate(row) if n not in places) for row in rows]
    return kept, sorted(together.values()), len([key for key in together if "" in key])


def journal_of(db):
    with db.read() as session:
        return verify(session)


THE_LINE = {"pen", "journal"}  # of the tables that it changes
NUMBERED = {"complaint", "schema_info"}  # a server has numbers of its own for the same persons


def persons(db):
    with db.read() as session:
        return set(session.scalars(select(ComplaintRow.person_key))) - {""}


def test_there_and_back_again_every_row_is_as_it_was(full, server, tmp_path, full_file):
    key = load_key(full)  # first: with it the database notes by what it is known again
    before, chain = all_rows(full), journal_of(full)
    made = backups.backup(full, tmp_path / "a.zip")
    assert backups.restore_to_server(tmp_path / "a.zip", server) == made
    there = all_rows(server)
    assert {n: c for n, c in there.items() if n not in THE_LINE | NUMBERED} == {
        n: c for n, c in before.items() if n not in THE_LINE | NUMBERED
    }
    assert without(server, "complaint", "person_key") == without(full, "complaint", "person_key")
    assert (
        without(server, "schema_info", "people_numbered")[0]
        == (without(full, "schema_info", "people_numbered")[0])
    )
    assert not persons(server) & persons(full)
    assert before["file_part"][0] == 2
    moved = journal_of(server)
    assert (moved.bad, moved.lines, moved.images) == (None, chain.lines + 1, chain.images)
    with server.read() as session:
        [line] = changes_after(session, chain.lines)
        was = session.scalar(text(f"SELECT hash FROM journal WHERE number = {chain.lines}"))
    assert ((line.kind, line.verb), was) == (("database", "restored"), chain.head)
    assert load_key(server) == key
    go_on(server, full_file[1])
    again = backups.backup(server, tmp_path / "b.zip")
    back = tmp_path / "back.db"
    backups.restore(tmp_path / "b.zip", f"sqlite:///{back}")
    home = open_database(f"sqlite:///{back}")
    assert (again.counts["person"], home.embedded) == (made.counts["person"], True)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert sorted(archive.namelist()) == ["center.db", "manifest.json", "person.key"]
        assert json.loads(archive.read("manifest.json"))["schema"] == schema_state.head()
    here, there = all_rows(home), all_rows(server)
    assert {name for name in here if here[name] != there[name]} == THE_LINE | {"complaint"}
    assert without(home, "complaint", "person_key") == without(server, "complaint", "person_key")
    assert persons(full) <= persons(home)
    found = journal_of(home)
    assert (found.bad, found.lines) == (None, chain.lines + 3)
    with home.read() as session:  # its own index of words was made anew
        assert len(session.scalars(select(1).where(holding(session, "门店"))).all()) >= 1
    assert load_key(home) == key
    go_on(home, full_file[1])
    home.close()
    assert not (tmp_path / "data" / backups.UNPACKED).exists()
    assert [p.name for p in tmp_path.iterdir() if ".part" in p.name] == []


def go_on(db, incident):
    """People work in it: new rows get numbers of their own, and lines their place in the chain."""
    with db.write() as session:
        newest = session.scalar(select(func.max(LogEntryRow.id)))
        zhoulan = actor_of(session, "zhoulan", db.clock())
        running_log.write_line(session, zhoulan, incident, "搬家后的第一行")
        assert session.scalar(select(func.max(LogEntryRow.id))) == newest + 1
    assert journal_of(db).bad is None


def test_a_database_in_which_somebody_worked_is_never_filled(
    full, city_template, cluster, tmp_path
):
    backups.backup(full, tmp_path / "a.zip")
    run_sql(cluster, f"CREATE DATABASE worked TEMPLATE {city_template}")
    db = open_database(cluster.url("worked"))
    roles.lay(db)
    before = of_server(cluster.url("worked"))
    with pytest.raises(RuleBroken, match="已有内容"):
        backups.restore_to_server(tmp_path / "a.zip", db)
    assert changed(before, of_server(cluster.url("worked"))) == []
    db.close()
    run_sql(cluster, "DROP DATABASE worked WITH (FORCE)")


def test_what_a_guarded_server_was_is_whole_before_and_after_rights_are_laid(
    city_template, server, cluster, tmp_path
):
    """As a drill of restoring asks at once: it says how another database was laid."""
    run_sql(cluster, f"CREATE DATABASE drilled TEMPLATE {city_template}")
    db = open_database(cluster.url("drilled"))
    try:
        person_key_care.settle(db)
        roles.lay(db)
        backups.backup(db, tmp_path / "a.zip")
    finally:
        db.close()
        run_sql(cluster, "DROP DATABASE drilled WITH (FORCE)")
    backups.restore_to_server(tmp_path / "a.zip", server)
    for _ in range(2):
        with server.read() as session:
            found = verdict(session)
        assert found.whole, found.words
        roles.lay(server)
    with server.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA rights CASCADE"))
    with server.read() as session:
        assert "函数 rights.above 缺失" in verdict(session).words


def test_only_who_may_see_every_row_makes_a_backup(postgres_url, cluster, tmp_path):
    run_sql(cluster, "CREATE ROLE somebody LOGIN")
    try:
        with psycopg.connect(postgres_url, autocommit=True) as owner:
            owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO somebody")
            owner.execute("ALTER TABLE person ENABLE ROW LEVEL SECURITY")
        db = open_database(postgres_url.replace("postgres@", "somebody@"))
        with pytest.raises(RuleBroken, match="只有数据库的属主"):
            backups.backup(db, tmp_path / "a.zip")
        db.close()
        assert list(tmp_path.glob("*.zip*")) == []
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as owner:
            owner.execute("DROP OWNED BY somebody")
        run_sql(cluster, "DROP ROLE somebody")


CHILD = """
import sys, time
from pathlib import Path
from commandcenter.store import backup, transfer
from commandcenter.store.database import open_database
copy = transfer._copy
def slow(source, target, table):
    found = copy(source, target, table)
    if table.name == "journal_row":  # nearly all is there
        print("nearly", flush=True)
        time.sleep(600)  # it is killed before
    return found
transfer._copy = slow
backup.restore_to_server(Path(sys.argv[2]), open_database(sys.argv[1]))
"""


def test_a_killed_restore_leaves_nothing_half_and_can_be_done_again(full, server, tmp_path):
    made = backups.backup(full, tmp_path / "a.zip")
    url = server.link.address.text
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, url, str(tmp_path / "a.zip")],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    assert child.stdout.readline() == "nearly\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    with server.read() as session:
        assert latest(session) == 0
    with server.engine.connect() as connection:
        assert transfer.is_empty(connection)
    for start in (schema_state.require_current, schema.upgrade):  # empty, and yet not sound
        with pytest.raises(RuleBroken, match="恢复未完成"):
            start(server)
    assert "恢复未完成" in " ".join(doctor_command.doctor(url).lines())
    assert backups.restore_to_server(tmp_path / "a.zip", server) == made
    schema_state.require_current(server)
    assert not (tmp_path / "data" / backups.UNPACKED).exists()


AT_ONCE = """
import sys
from pathlib import Path
from commandcenter.domain.errors import RuleBroken
from commandcenter.store import backup
from commandcenter.store.database import open_database
try:
    backup.restore_to_server(Path(sys.argv[2]), open_database(sys.argv[1]))
except RuleBroken as broken:
    sys.exit(str(broken))
"""


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [(True, "另一处正在把备份恢复到这个数据库"), (False, "本机正在恢复另一个备份")],
    ids=["from another machine", "from the same"],
)
def test_a_restore_beside_another_is_refused_and_leaves_the_other_its_mark(
    full, server, tmp_path, elsewhere, said
):
    made = backups.backup(full, tmp_path / "a.zip")
    url = server.link.address.text
    child = [sys.executable, "-c", CHILD, url, str(tmp_path / "a.zip")]
    env = os.environ | {"PYTHONPATH": os.getcwd()}
    with subprocess.Popen(child, stdout=subprocess.PIPE, text=True, env=env) as first:
        assert first.stdout.readline() == "nearly\n"
        own = {"COMMANDCENTER_DATA": str(tmp_path / "elsewhere")} if elsewhere else {}
        second = subprocess.run(
            [sys.executable, "-c", AT_ONCE, *child[3:]], env=env | own, capture_output=True,
            text=True,
        )  # fmt: skip
        assert second.returncode == 1
        assert said in second.stderr
        assert "Traceback" not in second.stderr
        with pytest.raises(RuleBroken, match="恢复未完成"):
            schema_state.require_current(server)
        first.kill()
    with pytest.raises(RuleBroken, match="恢复未完成"):
        schema_state.require_current(server)
    assert backups.restore_to_server(tmp_path / "a.zip", server) == made
    schema_state.require_current(server)


def test_a_refused_restore_leaves_the_mark_of_one_that_was_killed(
    full, server, tmp_path, monkeypatch
):
    backups.backup(full, tmp_path / "a.zip")
    with server.engine.begin() as connection:
        restore_mark.put(connection)
    with monkeypatch.context() as patched:
        patched.setattr(transfer, "digest_of", lambda *_: None)
        with pytest.raises(RuleBroken, match="不一致"):
            backups.restore_to_server(tmp_path / "a.zip", server)
    with pytest.raises(RuleBroken, match="恢复未完成"):
        schema_state.require_current(server)
    backups.restore_to_server(tmp_path / "a.zip", server)
    schema_state.require_current(server)


def test_what_the_server_would_keep_otherwise_is_refused_and_nothing_stays(
    full, server, tmp_path, monkeypatch
):
    backups.backup(full, tmp_path / "a.zip")
    pour = transfer._pour

    def lose_one(target, table, rows):
        rows = list(rows)
        pour(target, table, rows[:-1] if table.name == "log_entry" else rows)

    monkeypatch.setattr(transfer, "_pour", lose_one)
    with pytest.raises(RuleBroken, match="表“log_entry”搬过去后与原来不一致"):
        backups.restore_to_server(tmp_path / "a.zip", server)
    with server.engine.connect() as connection:
        assert transfer.is_empty(connection)


@pytest.fixture
def bare(cluster):
    """A server's database without anything in it."""
    run_sql(cluster, "CREATE DATABASE bare")
    db = open_database(cluster.url("bare"))
    yield db
    db.close()
    run_sql(cluster, "DROP DATABASE bare WITH (FORCE)")


def test_a_restore_that_fails_leaves_an_empty_database_without_a_schema(
    full, bare, tmp_path, monkeypatch
):
    url = bare.link.address.text
    backups.backup(full, tmp_path / "a.zip")
    before = of_server(url)
    with monkeypatch.context() as patched:
        patched.setattr(transfer, "digest_of", lambda *_: None)
        with pytest.raises(RuleBroken, match="不一致"):
            backups.restore_to_server(tmp_path / "a.zip", bare)
    assert changed(before, of_server(url)) == []
    backups.restore_to_server(tmp_path / "a.zip", bare)
    schema_state.require_current(bare)


def test_an_empty_database_of_an_older_schema_is_filled(full, bare, tmp_path):
    with bare.engine.begin() as connection:
        command.upgrade(schema.alembic_config(connection), "0009")
    made = backups.backup(full, tmp_path / "a.zip")
    assert backups.restore_to_server(tmp_path / "a.zip", bare) == made
    assert journal_of(bare).bad is None


def test_of_two_restores_at_once_one_is_refused(full, bare, tmp_path):
    backups.backup(full, tmp_path / "a.zip")
    files, refused = [], []
    for number in range(2):
        with zipfile.ZipFile(tmp_path / "a.zip") as archive:
            files.append(Path(archive.extract("center.db", tmp_path / str(number))))

    def restore(file, db):
        try:
            database_copy.to_server(file, db)
        except RuleBroken as broken:
            refused.append(str(broken))

    other = bare.again()
    seats = [
        threading.Thread(target=restore, args=each)
        for each in zip(files, (bare, other), strict=True)
    ]
    for seat in seats:
        seat.start()
    for seat in seats:
        seat.join()
    other.close()
    [words] = refused
    assert "已有内容" in words
    assert journal_of(bare).lines == journal_of(full).lines + 1


def test_a_text_that_the_server_cannot_hold_is_refused_in_words(full, server, tmp_path):
    with full.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE person SET name = name || char(0) WHERE id = 1"))
        connection.execute(text("DELETE FROM journal_row WHERE line > (SELECT number FROM pen)"))
    backups.backup(full, tmp_path / "a.zip")
    with pytest.raises(RuleBroken, match="存不下的内容"):
        backups.restore_to_server(tmp_path / "a.zip", server)
