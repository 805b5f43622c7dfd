"""The administrator's card where it needs two servers: the standby is made, promoted, and the old
primary comes back (7, 9, 10). Two real servers with TLS by the bureau's own authority; what is
Debian's about them (pg_ctlcluster, the account postgres) is stood in for by pg_ctl and nobody.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.cluster import find_binaries, free_port
from tests.packaging.card import marked, section
from tests.patience import PATIENCE_S

BIN = find_binaries()
REPL, OWNER = "复制口令", "主人口令"
HBA = """local   all           postgres                     trust
hostssl commandcenter all        127.0.0.0/8       scram-sha-256
hostssl replication   repl       127.0.0.0/8       scram-sha-256
"""
CTL = """#!/bin/bash
# pg_ctlcluster 17 main start: the server finds the other by PGHOSTADDR and PGPORT, for db1 and db2
# are names of nobody here. `fast` as Debian's does it.
case $3 in
    start) exec env PGHOSTADDR=127.0.0.1 PGPORT=$OTHER pg {bin}/pg_ctl -w -D "$D" -l "$D.log" \\
        -o "-c config_file=$E/postgresql.conf" start ;;
    stop) exec pg {bin}/pg_ctl -w -m fast -D "$D" stop ;;
    promote) exec pg {bin}/pg_ctl -w -D "$D" promote ;;
esac
"""


class Server:
    """One of the two: its $D and $E, and the words by which lines of the card are for it."""

    def __init__(self, base, name, tools):
        self.name, self.port, self.tools = name, free_port(), tools
        self.folder = base / name
        self.data, self.conf = self.folder / "main", self.folder / "etc"
        self.other = None
        self.conf.mkdir(parents=True)

    @property
    def environment(self):
        return {
            "PATH": f"{self.tools}:{BIN}:/usr/bin:/bin:/usr/sbin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "HOME": str(self.folder), "D": str(self.data), "E": str(self.conf),
            "PGHOST": str(self.folder), "PGPORT": str(self.port), "PGUSER": "postgres",
            "OTHER": str(self.other.port),
        }  # fmt: skip

    def play(self, line, check=True):
        """A line of the card, with what a person types in."""
        for there, here in (
            ('"\\password repl"', f"\"ALTER ROLE repl PASSWORD '{REPL}'\""),
            ('"\\password"', f"\"ALTER ROLE postgres PASSWORD '{OWNER}'\""),
            ("/usr/lib/postgresql/17/bin", str(BIN)),
        ):
            line = line.replace(there, here)
        own = self.environment
        if "host=db" in line and "printf" not in line:  # over the network, to the other
            password = REPL if "repl" in line else OWNER
            own |= {"PGHOSTADDR": "127.0.0.1", "PGPORT": own["OTHER"], "PGPASSWORD": password}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=self.folder, env=own, capture_output=True, text=True,
        )  # fmt: skip
        if check:
            log = self.data.with_name("main.log")
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            assert done.returncode == 0, (self.name, line, done.stdout, done.stderr, tail)
        return done.stdout

    def ask(self, sql):
        return self.play(f'pg psql -qAtc "{sql}"').strip()

    def until(self, sql, wanted):
        end = time.monotonic() + PATIENCE_S
        while (found := self.ask(sql)) != wanted:
            assert time.monotonic() < end, (self.name, sql, found)
            time.sleep(0.1)

    def lay(self):
        """As Debian's package leaves it, with the card's certificate and settings."""
        self.play(f'pg {BIN}/initdb -D "$D" -U postgres -E UTF8 --no-locale -A trust')
        settings = {
            "data_directory": self.data, "hba_file": self.conf / "pg_hba.conf",
            "listen_addresses": "127.0.0.1", "port": self.port,
            "unix_socket_directories": self.folder, "ssl": "on", "wal_log_hints": "on",
            "ssl_min_protocol_version": "TLSv1.3", "password_encryption": "scram-sha-256",
            "ssl_cert_file": self.conf / "server.crt", "ssl_key_file": self.conf / "server.key",
        }  # fmt: skip
        lines = [f"{key} = '{value}'\n" for key, value in settings.items()]
        (self.conf / "postgresql.conf").write_text("".join(lines))
        (self.conf / "pg_hba.conf").write_text(HBA)


def belongs_to_the_server(folder):
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def certify(base, servers):
    """Part 2: the authority once, a certificate each."""
    lines = [line for line in section(2) if not line.startswith("install")]
    for line in lines[:1]:
        servers[0].play(f"cd {base}; {line}")
    for server in servers:
        for line in lines[1:]:
            server.play(f"cd {base}; {line.replace('db1', server.name)}")
        for name in ("server.key", "server.crt", "bureau-ca.crt"):
            shutil.copy(base / name, server.conf)
            (server.conf / name).chmod(0o600)


@pytest.fixture(scope="module")
def servers():
    """db1 runs and has a row; db2 is as it was installed."""
    base = Path(tempfile.mkdtemp(prefix="card-", dir="/var/tmp"))
    base.chmod(0o755)
    tools = base / "bin"
    tools.mkdir()
    pg = 'exec runuser -u nobody -- "$@"' if os.geteuid() == 0 else 'exec "$@"'
    for name, text in (("pg", f"#!/bin/bash\n{pg}\n"), ("pg_ctlcluster", CTL.format(bin=BIN))):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    db1, db2 = (Server(base, name, tools) for name in ("db1", "db2"))
    db1.other, db2.other = db2, db1
    certify(base, (db1, db2))
    for server in (db1, db2):
        belongs_to_the_server(server.folder)
        server.lay()
        server.play("pg_ctlcluster 17 main start")
    db1.ask("CREATE TABLE mark (words text); INSERT INTO mark VALUES ('before')")
    yield db1, db2
    for server in (db1, db2):
        server.play(f'pg {BIN}/pg_ctl -m immediate -D "$D" stop', check=False)
    shutil.rmtree(base)


def play(number, primary, standby):
    said = ""
    for where, line in marked(number):
        said = {"主机": primary, "备机": standby, "旧机": standby}[where].play(line)
    return said


QUORUM = "SELECT string_agg(application_name || ' ' || sync_state, ',') FROM pg_stat_replication"


def test_the_standby_follows_is_promoted_and_the_old_primary_comes_back(servers):
    db1, db2 = servers
    play(7, db1, db2)
    db1.until(QUORUM, "db2 quorum")
    assert "sslmode=verify-full" in db2.ask("SHOW primary_conninfo").replace("'", "")
    db1.ask("INSERT INTO mark VALUES ('kept')")  # waits for db2
    assert db2.ask("SELECT count(*) FROM mark") == "2"
    db1.play(f'pg {BIN}/pg_ctl -m immediate -D "$D" stop')  # the power goes
    play(9, db1, db2)
    db2.ask("INSERT INTO mark VALUES ('after')")
    # It came back alone for a while, and wrote what nobody else has: that goes.
    db1.play("pg_ctlcluster 17 main start")
    db1.ask("SET synchronous_commit = off; INSERT INTO mark VALUES ('lost')")
    db1.play(f'pg {BIN}/pg_ctl -m immediate -D "$D" stop')
    with (db2.conf / "pg_hba.conf").open("a") as rules:
        rules.write("hostssl postgres postgres 127.0.0.1/32 scram-sha-256\n")
    db2.play('pg psql -c "\\password" -c "SELECT pg_reload_conf()"')
    play(10, db2, db1)
    [names] = [line for _, line in marked(7) if "synchronous_standby_names" in line]
    db2.play(names)
    db2.until(QUORUM, "db1 quorum")
    db2.ask("INSERT INTO mark VALUES ('both')")
    words = "SELECT string_agg(words, ' ') FROM mark"
    db1.until(words, "before kept after both")
    assert db1.ask("SELECT pg_is_in_recovery()") == "t"
