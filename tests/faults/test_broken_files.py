"""A database file that is gone, replaced, destroyed, read-only or out of room: told, never lost.

Whatever happens to the file, a seat hears Lost or RuleBroken and no error of a driver, and
what was acknowledged before is there when the file is.
"""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.store import embedded_file, journal, schema, schema_state
from commandcenter.store.database import Lost, open_database
from commandcenter.store.tables.every import PersonRow
from commandcenter.store.verify import verify
from tests.cluster import free_port
from tests.patience import PATIENCE_S

ANA = Actor(1, "ana", "安娜")


@pytest.fixture
def file(sqlite_url):
    return os.fspath(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
def seat(sqlite_url):
    db = open_database(sqlite_url)
    for n in range(3):
        add(db, f"p{n}")
    yield db
    db.close()


def add(db, login):
    with db.write() as session:
        session.add(PersonRow(login=login, name="某人"))
        session.flush()
        journal.record(session, ANA, "person", 1, "added")


def add_again(db, login):
    """As a seat does: another file is told once, then it is ours."""
    try:
        add(db, login)
    except Lost:
        add(db, login)


def logins(db):
    with db.read() as session:
        return session.scalars(select(PersonRow.login).order_by(PersonRow.id)).all()


def settle(seat, file):
    """Everything in the one file, as after the last seat has closed."""
    seat.close()
    assert not os.path.exists(f"{file}-wal")


def refused_by_the_seat(seat):
    for ask in (logins, lambda db: add(db, "late")):
        with pytest.raises(Lost):
            ask(seat)


def test_a_deleted_database_is_lost_and_not_made_anew(seat, file):
    os.unlink(file)
    refused_by_the_seat(seat)
    refused_by_the_seat(seat)
    assert not os.path.exists(file)


def test_an_entry_committed_to_a_file_deleted_meanwhile_is_not_acknowledged(seat, file):
    def delete_while_writing():
        with seat.write() as session:
            session.add(PersonRow(login="late", name="某人"))
            session.flush()
            journal.record(session, ANA, "person", 1, "added")
            os.unlink(file)

    with pytest.raises(Lost):
        delete_while_writing()


def test_a_seat_goes_on_with_the_file_that_was_put_in_its_place(seat, file, tmp_path):
    settle(seat, file)
    shutil.copy(file, tmp_path / "copy.db")
    add(seat, "p3")
    for end in ("", "-wal", "-shm"):
        os.unlink(f"{file}{end}")
    shutil.copy(tmp_path / "copy.db", file)
    with pytest.raises(Lost):
        add(seat, "late")
    assert logins(seat) == ["p0", "p1", "p2"]
    add(seat, "p4")
    with seat.read() as session:
        assert verify(session).bad is None


def test_a_follower_hears_that_the_file_was_replaced_by_an_older_one(seat, file, tmp_path):
    settle(seat, file)
    shutil.copy(file, tmp_path / "copy.db")
    add(seat, "p3")
    stop, links, batches, up = threading.Event(), [], [], threading.Event()

    def on_link(there):
        links.append(there)
        up.set()

    def follow():
        for batch in journal.follow(seat, 4, stop, on_link):
            batches.append(batch)
            stop.set()

    follower = threading.Thread(target=follow)
    follower.start()
    assert up.wait(PATIENCE_S)
    for end in ("", "-wal", "-shm"):
        os.unlink(f"{file}{end}")
    shutil.copy(tmp_path / "copy.db", file)
    follower.join(PATIENCE_S)
    stop.set()
    assert (links[0], links[1], links[-1]) == (True, False, True)
    [[change]] = batches
    assert (change.kind, change.number) == (journal.EVERYTHING, 3)


@pytest.mark.parametrize("put_back", [True, False])
def test_a_file_replaced_in_the_instant_of_opening_is_not_taken_for_the_old_one(
    seat, file, tmp_path, monkeypatch, put_back
):
    settle(seat, file)
    shutil.copy(file, tmp_path / "copy.db")
    opened = embedded_file.EmbeddedFile.opened

    def replaced_meanwhile(place, *before):
        monkeypatch.setattr(embedded_file.EmbeddedFile, "opened", opened)
        os.unlink(file)
        if put_back:
            shutil.copy(tmp_path / "copy.db", file)
        return opened(place, *before)

    monkeypatch.setattr(embedded_file.EmbeddedFile, "opened", replaced_meanwhile)
    with pytest.raises(Lost):
        add(seat, "written to a file that nobody can read")
    if not put_back:
        shutil.copy(tmp_path / "copy.db", file)
    add_again(seat, "after")
    other = open_database(f"sqlite:///{file}")
    assert "after" in logins(other)
    other.close()


@pytest.mark.parametrize("junk", [b"", b"junk" * 5_000, b"SQLite format 3\0" + bytes(20_000)])
def test_a_destroyed_file_is_lost_to_a_running_seat(seat, file, junk):
    settle(seat, file)
    with open(file, "r+b") as handle:  # the same file: not even its number tells
        handle.truncate(0)
        handle.write(junk)
    refused_by_the_seat(seat)
    with pytest.raises((Lost, RuleBroken)):
        schema_state.require_current(seat)


def test_a_page_destroyed_in_the_middle_is_lost_when_it_is_read(seat, file):
    settle(seat, file)
    with seat.read() as session:
        [(page,)] = session.execute(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'person'")
        ).all()
    settle(seat, file)
    with open(file, "r+b") as handle:
        handle.seek((page - 1) * 4096)
        handle.write(b"\xff" * 4096)
    with pytest.raises(Lost):
        logins(seat)


JUNK = {
    "text": "hello, this is a letter\n" * 200,
    "a zip": "PK\3\4" + "x" * 5_000,
    "a header and nothing": "SQLite format 3\0" + "\0" * 5_000,
}


@pytest.mark.parametrize("content", JUNK.values(), ids=JUNK)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "letter.db"
    path.write_text(content)
    with pytest.raises(RuleBroken, match="不是本程序的数据库"):
        schema_state.require_current(open_database(f"sqlite:///{path}"))
    assert path.read_text() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    db = open_database(f"sqlite:///{tmp_path}/other.db")
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("CREATE TABLE recipe (id INTEGER)"))
    for ask in (schema_state.require_current, schema.upgrade):
        with pytest.raises(RuleBroken, match="别的程序"):
            ask(db)
    with db.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).all()
    assert tables == [("recipe",)]
    db.close()


def test_an_address_that_cannot_be_one_is_refused_in_words(tmp_path):
    for url, words in {
        "": "写法不对",
        "nonsense": "写法不对",
        "mysql://a/b": "只能是 sqlite 或 postgresql",
        f"sqlite:///{tmp_path}": "是文件夹",
        f"sqlite:///{tmp_path}/none/x.db": "不存在",
    }.items():
        with pytest.raises(RuleBroken, match=words):
            open_database(url)


def test_a_server_that_does_not_answer_is_lost(cluster):
    for url in (
        f"postgresql://postgres@127.0.0.1:{free_port()}/x",
        cluster.url("there_is_no_such_database"),
        "postgresql://postgres@no-such-host.invalid/x",
    ):
        with pytest.raises((Lost, RuleBroken)):
            open_database(url)


def without_root(function):
    """Run without root's right to write anywhere."""
    if os.geteuid() != 0:
        return function()
    os.seteuid(65534)
    try:
        return function()
    finally:
        os.seteuid(0)


def test_a_read_only_file_is_lost_and_nothing_of_it_is_changed(seat, file, tmp_path):
    settle(seat, file)
    folder = tmp_path.parent / f"{tmp_path.name}-open"  # others may enter, and only read
    folder.mkdir(mode=0o755)
    for parent in folder.parents:
        if "pytest" in str(parent):
            parent.chmod(parent.stat().st_mode | 0o055)
    copy = folder / "center.db"
    shutil.copy(file, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)

    def work():
        db = open_database(f"sqlite:///{copy}")
        try:
            add(db, "late")
        finally:
            db.close()

    def upgrade():
        db = open_database(f"sqlite:///{copy}")
        try:
            schema.upgrade(db)
        finally:
            db.close()

    for attempt in (work, upgrade):
        with pytest.raises((Lost, RuleBroken)):
            without_root(attempt)
    folder.chmod(0o755)
    assert copy.read_bytes() == Path(file).read_bytes()


def test_a_folder_that_may_not_be_entered_is_said(file, tmp_path):
    folder = tmp_path / "shut"
    folder.mkdir()
    shutil.copy(file, folder / "center.db")
    folder.chmod(0o600)
    with pytest.raises(RuleBroken, match="没有进入文件夹"):
        without_root(lambda: open_database(f"sqlite:///{folder / 'center.db'}"))
    folder.chmod(0o755)


FULL = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from commandcenter.store.database import Lost, open_database
from tests.faults.test_broken_files import add, logins
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
db = open_database(sys.argv[1])
add(db, "before")
acknowledged, size = logins(db), 600_000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
for n in range(2_000):
    try:
        add(db, f"n{n}")
    except Lost:
        print("full after", n)
        break
    acknowledged.append(f"n{n}")
there = logins(db)  # reading goes on
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
add(db, "after")
acknowledged.append("after")
assert set(acknowledged) <= set(logins(db)), set(acknowledged) - set(logins(db))
assert set(there) <= set(acknowledged)
print("kept", len(acknowledged))
"""


def test_a_full_disk_is_lost_and_what_was_written_before_is_kept(seat, sqlite_url):
    done = subprocess.run(
        [sys.executable, "-c", FULL, sqlite_url, os.getcwd()], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    first, last = done.stdout.split("\n")[:2]
    assert first.startswith("full after")
    assert last.startswith("kept")
    with seat.read() as session:
        assert verify(session).bad is None
        assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_a_file_that_another_program_holds_is_lost_and_then_found_again(seat, file):
    import pysqlite3.dbapi2 as sqlite  # as another program would

    other = sqlite.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with seat.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
    with pytest.raises(Lost):
        add(seat, "late")
    assert logins(seat) == ["p0", "p1", "p2"]  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    add(seat, "p3")
    assert logins(seat)[-1] == "p3"
