"""A key ring that is not there, locked, broken, silent or wrong: the person is asked, and told."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from commandcenter.domain.seat.joining import NotJoined
from commandcenter.offices import credentials, key_ring
from commandcenter.paths import ROOT
from commandcenter.store.address import parse
from commandcenter.store.seat.outbox import Addition, Outbox
from tests.conftest import run_sql
from tests.patience import PATIENCE_S

AT = datetime(2026, 11, 24, tzinfo=UTC)
RIGHT, WRONG = "canary-right-71", "canary-wrong-08"
HBA = "host all ringed all scram-sha-256\nhost all ringed all reject\n"


@pytest.fixture(scope="module")
def guarded(cluster):
    run_sql(cluster, f"CREATE ROLE ringed LOGIN SUPERUSER PASSWORD '{RIGHT}'")
    run_sql(cluster, "CREATE DATABASE ringed TEMPLATE template")
    hba = cluster.data / "pg_hba.conf"
    kept = hba.read_text()
    hba.write_text(HBA + kept)
    run_sql(cluster, "SELECT pg_reload_conf()")
    yield cluster.url("ringed").replace("postgres@", "ringed@")
    hba.write_text(kept)
    run_sql(cluster, "SELECT pg_reload_conf()")
    run_sql(cluster, "DROP DATABASE ringed WITH (FORCE)")
    run_sql(cluster, "DROP ROLE ringed")


@pytest.fixture(autouse=True)
def as_new(monkeypatch):
    monkeypatch.setattr(key_ring, "_troubles", {})
    monkeypatch.setattr(key_ring, "_silent", [])
    monkeypatch.setattr(credentials, "given", lambda: None)


class Ring(KeyringBackend):
    """Does on each call what it is made with."""

    priority = 1

    def __init__(self, act):
        self.act, self.calls = act, 0

    def get_password(self, service, username):
        self.calls += 1
        return self.act()

    def set_password(self, service, username, password):
        self.get_password(service, username)

    def delete_password(self, service, username):
        self.get_password(service, username)


def raises(error):
    def act():
        raise error

    return act


@pytest.fixture
def use(monkeypatch):
    def use(act):
        ring = Ring(act)
        monkeypatch.setattr(credentials, "key_ring", lambda: ring)
        return ring

    return use


def opened(guarded, *words):
    """Open it; what whoever was asked was told. They type these, and then give up."""
    left, told = list(words), []

    def ask(address, why):
        told.append(why)
        return left.pop(0) if left else None

    credentials.open_url(guarded, ask).close()
    return told


TROUBLES = [
    (raises(KeyringLocked(f"not {RIGHT}")), "系统密码保管箱没有解锁"),
    (raises(RuntimeError(f"D-Bus {RIGHT}")), "系统密码保管箱出错（RuntimeError）"),
    (raises(ConnectionResetError()), "系统密码保管箱出错（ConnectionResetError）"),
    (raises(MemoryError()), "系统密码保管箱出错（MemoryError）"),
    (lambda: b"bytes", "系统密码保管箱给出的不是口令"),
    (lambda: "", "系统密码保管箱给出的不是口令"),
    (lambda: "x" * 100_000, "系统密码保管箱给出的不是口令"),
    (lambda: object(), "系统密码保管箱给出的不是口令"),
]


@pytest.mark.parametrize(("act", "words"), TROUBLES)
def test_who_is_asked_is_told_what_the_key_ring_has(guarded, use, act, words):
    use(act)
    assert opened(guarded, RIGHT) == [f"{words}。"]
    assert key_ring.at_start()[0].startswith(words)
    assert RIGHT not in key_ring.at_start()[0]


@pytest.mark.parametrize("kept", [WRONG, "口令\n", "of another address", "'; --"])
def test_a_wrong_password_in_it_is_asked_for_again(guarded, use, kept):
    """Also that of another address: to prove it to this server tells it nothing (SCRAM)."""
    use(lambda: kept)
    [why] = opened(guarded, RIGHT)
    assert "口令不对" in why
    assert kept not in why


def test_who_gives_up_hears_of_the_server_and_of_the_key_ring(guarded, use):
    use(raises(KeyringLocked()))
    with pytest.raises(NotJoined, match=r"请输入口令.*（系统密码保管箱没有解锁）"):
        opened(guarded)


@pytest.fixture
def silent(monkeypatch):
    """Never answers while the test lasts; and how long it is waited for here."""
    end = threading.Event()
    for name in ("FIND_S", "ANSWER_S", "UNLOCK_S"):
        monkeypatch.setattr(key_ring, name, 0.05)
    yield lambda: end.wait(PATIENCE_S)
    end.set()


def test_one_that_never_answers_is_asked_once(guarded, use, silent):
    ring = use(silent)
    assert opened(guarded, RIGHT) == ["系统密码保管箱没有应答。"]
    address, _ = parse(guarded)
    assert not credentials.keep(address, RIGHT)
    credentials.forget(address)
    assert credentials.ring_keys().find("a") is None
    assert not credentials.ring_keys().keep("a", "b")
    assert ring.calls == 1


def test_a_daemon_that_never_says_that_it_is_there_is_none(monkeypatch, silent):
    from keyring import backend

    monkeypatch.setattr(backend, "get_all_keyring", silent)
    key_ring.key_ring.cache_clear()
    assert key_ring.key_ring() is None
    assert key_ring.trouble() == "系统密码保管箱没有应答"
    key_ring.key_ring.cache_clear()


def test_a_person_is_given_time_to_unlock_it_and_a_service_is_not(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":9")
    waits = []
    monkeypatch.setattr(key_ring, "within", lambda seconds, question: waits.append(seconds))
    key_ring.ask(str)
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    key_ring.ask(str)
    assert waits == [key_ring.UNLOCK_S, key_ring.ANSWER_S]


@pytest.mark.parametrize("act", [act for act, _ in TROUBLES])
def test_what_waits_under_a_ring_in_trouble_is_not_lost(use, act, tmp_path):
    """Sealed while the ring was well; it comes back when the ring does."""
    kept = {}

    class Well(Ring):
        def get_password(self, service, username):
            return kept.get(username)

        def set_password(self, service, username, password):
            kept[username] = password

    path = tmp_path / "o.db"
    well = credentials.RingKeys(Well(None))
    Outbox(path, well).put("ana", Addition("k1", "log", {"text": "一"}, "一", AT))
    ill = Outbox(path, credentials.RingKeys(use(act)))
    assert (ill.locked(), ill.all(), ill.sealed) == (1, [], False)
    again = Outbox(path, well)
    assert [each.addition.key for each in again.all()] == ["k1"]


# A bus that lets everybody in and then never says a word, as a D-Bus daemon that hangs.
SILENT_BUS = """
import socket, sys, threading
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
print("ready", flush=True)
def serve(caller):
    while said := caller.recv(4096):
        for line in said.split(b"\\r\\n"):
            if line.lstrip(b"\\0").startswith(b"AUTH"):
                caller.sendall(b"OK 00000000000000000000000000000000\\r\\n")
            elif line.startswith(b"NEGOTIATE"):
                caller.sendall(b"AGREE_UNIX_FD\\r\\n")
while True:
    threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()
"""


def test_a_service_without_a_terminal_ends_in_a_sentence_on_a_bus_that_never_answers(
    guarded, tmp_path
):
    bus = tmp_path / "bus"
    daemon = subprocess.Popen(
        [sys.executable, "-c", SILENT_BUS, str(bus)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert daemon.stdout.readline() == "ready\n"
        home = {
            "HOME": str(tmp_path), "COMMANDCENTER_DATA": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "c"), "PYTHONPATH": str(ROOT),
            "PATH": os.environ["PATH"], "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "commandcenter", "--db", guarded, "verify"],
            env=home, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=tmp_path,
            timeout=PATIENCE_S,
        )  # fmt: skip
    finally:
        daemon.kill()
        daemon.wait()
        daemon.stdout.close()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "请输入口令" in done.stderr
    assert "系统密码保管箱没有应答" in done.stderr
    assert RIGHT not in done.stdout + done.stderr
