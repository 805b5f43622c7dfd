"""S10: a password is asked, kept by the operating system or not at all, and stands nowhere."""

import os
import subprocess
import sys
import threading
import time

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part
from commandcenter.offices import credentials, key_ring
from commandcenter.paths import ROOT
from commandcenter.services.seat import accounts
from commandcenter.settings import remember_database
from commandcenter.store.address import parse
from commandcenter.store.database import open_database
from tests.conftest import run_sql
from tests.patience import PATIENCE_S

CANARY = "canary-4c1d9e"
HBA = "host all canary all scram-sha-256\nhost all canary all reject\n"


class Ring(KeyringBackend):
    """The operating system's, as a test wants it."""

    priority = 1

    def __init__(self):
        self.kept, self.locked = {}, False

    def _open(self):
        if self.locked:
            raise KeyringLocked("not now")

    def get_password(self, service, username):
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._open()
        self.kept.pop((service, username), None)


@pytest.fixture
def ring(monkeypatch):
    ring = Ring()
    monkeypatch.setattr(credentials, "key_ring", lambda: ring)
    monkeypatch.setattr(credentials, "given", lambda: None)
    monkeypatch.setattr(key_ring, "_troubles", {})
    return ring


@pytest.fixture(scope="module")
def guarded(cluster):
    """The address of a database whose server wants this login's password."""
    run_sql(cluster, f"CREATE ROLE canary LOGIN SUPERUSER PASSWORD '{CANARY}'")
    run_sql(cluster, "CREATE DATABASE guarded TEMPLATE template")
    hba = cluster.data / "pg_hba.conf"
    kept = hba.read_text()
    hba.write_text(HBA + kept)
    run_sql(cluster, "SELECT pg_reload_conf()")
    yield cluster.url("guarded").replace("postgres@", "canary@")
    hba.write_text(kept)
    run_sql(cluster, "SELECT pg_reload_conf()")
    run_sql(cluster, "DROP DATABASE guarded WITH (FORCE)")
    run_sql(cluster, "DROP ROLE canary")


def answers(*words):
    """Somebody who types these, one after the other; and what they were told."""
    left, told = list(words), []

    def ask(address, why):
        told.append(why)
        return left.pop(0) if left else None

    return ask, told


def test_a_person_is_asked_until_it_is_right(guarded, ring):
    ask, told = answers("wrong", CANARY)
    db = credentials.open_url(guarded, ask)
    db.close()
    assert [bool(why) for why in told] == [False, True]
    assert "口令不对" in told[1]
    assert ring.kept == {}  # keeping it is the person's choice


def test_who_gives_up_is_told_why_and_other_trouble_asks_nobody(guarded, ring):
    ask, _ = answers()
    with pytest.raises(NotJoined, match="请输入口令"):
        credentials.open_url(guarded, ask)
    ask, told = answers(CANARY)
    with pytest.raises(NotJoined, match="没有名为"):
        credentials.open_url(guarded.replace("/guarded", "/nothing"), ask)
    assert told == [""]


def test_the_key_ring_is_asked_first_and_follows_a_change(guarded, ring):
    address, _ = parse(guarded)
    assert credentials.keep(address, CANARY)
    db = credentials.open_url(guarded, answers()[0])
    db.link.change_password("another")
    assert credentials.kept(address) == "another"
    db.close()
    credentials.forget(address)
    assert ring.kept == {}


def test_a_locked_key_ring_is_as_good_as_none(guarded, ring):
    ring.locked = True
    assert not credentials.keep(parse(guarded)[0], CANARY)
    ask, told = answers(CANARY)
    credentials.open_url(guarded, ask).close()
    assert told == ["系统密码保管箱没有解锁。"]


def test_a_ring_that_may_write_a_file_is_none_of_ours(monkeypatch):
    from keyring import backend

    monkeypatch.setattr(backend, "get_all_keyring", lambda: [Ring()])
    credentials.key_ring.cache_clear()
    assert credentials.key_ring() is None
    monkeypatch.setattr(Ring, "__module__", "keyring.backends.SecretService")
    credentials.key_ring.cache_clear()
    assert isinstance(credentials.key_ring(), Ring)
    credentials.key_ring.cache_clear()


def test_the_environments_password_is_used_and_taken_out_of_it(guarded, monkeypatch):
    monkeypatch.setattr(credentials, "key_ring", lambda: None)
    monkeypatch.setenv("PGPASSWORD", CANARY)
    credentials.given.cache_clear()
    credentials.open_url(guarded, answers()[0]).close()
    assert "PGPASSWORD" not in os.environ
    credentials.given.cache_clear()


def command_lines():
    """Of all processes that can be looked at."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                yield file.read().decode("utf-8", "replace")
        except OSError:
            continue


def test_s10_a_password_is_nowhere_after_a_full_run(guarded, ring, tmp_path, cluster):
    """Joined, remembered, opened by commands that work, fail and crash; then everything is read."""
    home = tmp_path / "home"
    folders = {
        "HOME": str(home), "COMMANDCENTER_DATA": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"), "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "PGPASSWORD": CANARY,
    }  # fmt: skip
    (home / "data").mkdir(parents=True)
    seen, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            seen.update(command_lines())
            time.sleep(0.1)

    watcher = threading.Thread(target=look)
    watcher.start()
    said = []
    try:
        for arguments in (["verify"], ["export", "nothing", "--out", "x.csv"]):
            done = subprocess.run(
                [sys.executable, "-m", "commandcenter", "--db", guarded, *arguments],
                env=folders, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S,
            )  # fmt: skip
            said.append(done.stdout + done.stderr)
        done = subprocess.run(
            [sys.executable, "-c", CRASH, guarded],
            env=folders, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        said.append(done.stdout + done.stderr)
    finally:
        stop.set()
        watcher.join()
    wish = JoinRequest(f"127.0.0.1:{cluster.port}", "guarded", "canary", CANARY)
    remember_database(credentials.joined(wish, remember=False), home / "settings.toml")
    assert "日志完好" in said[0]
    assert "RuntimeError" in said[-1]
    assert any("commandcenter" in line for line in seen)
    assert not [line for line in seen if CANARY in line]
    assert not [words for words in said if CANARY in words]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"command.log", "commandcenter.log", "settings.toml"} <= {path.name for path in written}
    for path in [*written, cluster.base / "log"]:
        assert CANARY.encode() not in path.read_bytes(), path
    assert CANARY not in repr(wish)


# A bug while the password is at hand: in a command, and in a window with its crash report.
CRASH = """
import sys
from commandcenter.offices import credentials, key_ring
from commandcenter.program import trouble, windows
from commandcenter.settings import Settings
from commandcenter.ui import crash, look

db = credentials.open_url(sys.argv[1])
try:
    with db.read() as session:
        password = db.link.arguments()["password"]
        raise RuntimeError(f"{db.engine} {db.link} {session}")
except RuntimeError as error:
    with windows.qt(Settings(), look.DESK, picture=True):
        crash.CrashHandler(dialogs=False).handle(type(error), error, error.__traceback__)
    trouble.on_bug(type(error), error, error.__traceback__)
db.close()
"""


def test_a_person_changes_his_own_password_and_the_server_hears_none(guarded, cluster, ring):
    """The verifier is made here: the server's log of every statement has no password in it."""
    new = f"{CANARY}-new"
    run_sql(cluster, "ALTER SYSTEM SET log_statement = 'all'")
    run_sql(cluster, "SELECT pg_reload_conf()")
    db = open_database(guarded, CANARY)
    actor = Actor(1, "canary", "某人")
    try:
        for old, words in (("wrong", "原密码不对"), (CANARY, "与原密码相同")):
            with pytest.raises(RuleBroken, match=words), db.write() as session:
                accounts.change_password(session, actor, old, CANARY)
        with db.write() as session:
            accounts.change_password(session, actor, CANARY, new)
        assert db.link.arguments()["password"] == new
        with pytest.raises(NotJoined) as refused:
            credentials.open_url(guarded.replace("@", f":{CANARY}@"), answers()[0])
        assert refused.value.part is Part.PASSWORD
        open_database(guarded, new).close()
        with db.write() as session:
            accounts.change_password(session, actor, new, CANARY)
    finally:
        db.close()
        run_sql(cluster, "ALTER SYSTEM RESET log_statement")
        run_sql(cluster, "SELECT pg_reload_conf()")
    log = (cluster.base / "log").read_text("utf-8", "replace")
    assert "ALTER ROLE" in log
    assert new not in log
