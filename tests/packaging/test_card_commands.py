"""The administrator's card, played line by line: in a folder in place of the machine, with
stand-ins for what needs root or systemd. What needs two servers is in test_card_servers.py."""

import os
import pwd
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from commandcenter.paths import ROOT
from tests.borders import city, put, row_of
from tests.cluster import Cluster
from tests.conftest import run_sql
from tests.packaging.card import CARD, section
from tests.program.test_admin import modern  # noqa: F401  a server that makes logins
from tests.second_city import place

UNITS = sorted((ROOT / "packaging").rglob("commandcenter-*.*"))
PEOPLE = [
    ("林震", "cardchief", "局长", "", "", "总指挥", "", ""),
    ("白荷", "cardadmin", "科员", "", "", "系统管理员", "", ""),
]
LOGINS = ("liwei", "watchman", "intake", "wall", "hotline", "cardchief", "cardadmin")
# Of the machine, which a test does not have; each says what it was asked.
STAND_INS = ("apt-get", "dpkg", "systemctl", "pg_ctlcluster")


class Machine:
    """A folder that stands for the machine: its /etc, its backups, and what is on its PATH."""

    def __init__(self, folder, server):
        self.folder, self.server = folder, server
        self.bin = folder / "bin"
        for name in ("bin", "E", "etc/commandcenter", "backups", "work"):
            (folder / name).mkdir(parents=True)
        for name in STAND_INS:
            self.script(name, f'echo "{name} $*" >> "{folder}/asked.txt"')
        self.script("pg", 'exec "$@"')
        program = f'exec "{sys.executable}" -m commandcenter "$@"'
        self.script("commandcenter", program)
        self.environment = {
            "PATH": f"{self.bin}:{server.bin}:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "COMMANDCENTER_DATA": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "postgres",
            "U": server.url("commandcenter"), "E": str(folder / "E"), "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def script(self, name, line):
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{line}\n")
        path.chmod(0o755)

    def here(self, line):
        """The line with the places of this folder, and without what a person types in."""
        for there, here in (
            ("/etc/commandcenter", f"{self.folder}/etc/commandcenter"),
            ("/var/backups", f"{self.folder}/backups"),
            ("cc-日期.zip", "cc-$(date +%F).zip"),
            ("-o postgres -g postgres ", ""),
            ('"\\password hotline"', "\"ALTER ROLE hotline PASSWORD 'secret-words'\""),
        ):
            line = line.replace(there, here)
        return line

    def play(self, line):
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(line)],
            cwd=self.folder / "work", env=self.environment, capture_output=True, text=True,
        )  # fmt: skip

    def all(self, lines):
        said = ""
        for line in lines:
            done = self.play(line)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            said += done.stdout
        return said

    @property
    def asked(self):
        return (self.folder / "asked.txt").read_text()


@pytest.fixture(scope="module")
def machine(tmp_path_factory, modern):  # noqa: F811
    machine = Machine(tmp_path_factory.mktemp("card"), modern)
    put(machine.folder / "work" / "边界.geojson", city(*row_of(2)))
    yield machine
    for name in ("commandcenter", "drill"):
        run_sql(modern, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    for login in LOGINS:
        run_sql(modern, f"DROP ROLE IF EXISTS {login}")


def test_every_part_of_the_card_is_played():
    """Here, or where there are two servers."""
    assert re.findall(r"^\*\*(\d+) ", CARD, re.M) == [str(n) for n in range(1, 13)]
    assert all(section(number) for number in range(1, 13))
    files = [Path(__file__), Path(__file__).with_name("test_card_servers.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    played = {int(number) for number in re.findall(r"(?:section\(|play\()(\d+)[,)]", text)}
    assert played == set(range(1, 13))


def test_what_is_installed_brings_the_commands_of_the_card(machine):
    """Of other programs than this and the shell's: each is of a package that part 1 names."""
    machine.all(section(1))
    [asked] = [line for line in machine.asked.splitlines() if line.startswith("apt-get")]
    brings = {
        "postgresql-17": {"psql", "createdb", "dropdb", "pg_basebackup", "pg_ctlcluster"},
        "chrony": set(), "openssl": {"openssl"}, "unzip": {"unzip"},
    }  # fmt: skip
    assert asked.split() == ["apt-get", "install", *brings]
    lines = " ".join(line for number in range(2, 13) for line in section(number))
    for command in set().union(*brings.values()):
        assert re.search(rf"\b{command}\b", lines), f"{command} is not on the card"


def test_a_bureaus_own_authority_signs_a_server(machine):
    machine.all(section(2))
    there = machine.folder / "E"
    assert oct((there / "server.key").stat().st_mode & 0o777) == "0o600"
    asked = ["openssl", "verify", "-CAfile", there / "bureau-ca.crt", there / "server.crt"]
    assert subprocess.run(asked, capture_output=True).returncode == 0
    shown = ["openssl", "x509", "-in", there / "server.crt", "-noout", "-ext", "subjectAltName"]
    assert b"DNS:db1.bureau.cn" in subprocess.run(shown, capture_output=True).stdout


def test_the_settings_of_the_server_are_taken_by_one(machine):
    """With the certificate that was made; who comes without TLS is sent away."""
    settings = [line for line in section(3) if " = " in line]
    kept = dict(line.split(" = ", 1) for line in settings)
    for name in ("ssl_cert_file", "ssl_key_file"):
        kept[name] = f"'{machine.folder}/E/{Path(kept[name].strip(chr(39))).name}'"
    kept.pop("listen_addresses")
    os.chmod(machine.folder, 0o755)  # the server is another account
    if os.geteuid() == 0:
        for name in ("server.key", "server.crt"):
            os.chown(machine.folder / "E" / name, pwd.getpwnam("nobody").pw_uid, -1)
    for above in (machine.folder, *machine.folder.parents):
        above.chmod(above.stat().st_mode | 0o011)
    server = Cluster(**kept)
    rules = [line for line in section(3) if line.split()[0] in ("local", "hostssl")]
    assert len(rules) == 3
    server.start()
    try:
        with psycopg.connect(f"{server.url()}?sslmode=require") as link:
            assert link.execute("SHOW ssl_min_protocol_version").fetchone() == ("TLSv1.3",)
            assert link.execute("SHOW wal_log_hints").fetchone() == ("on",)
    finally:
        server.stop()


def test_a_bureau_its_people_and_logins_of_all_kinds_are_there(machine):
    create, template, init, *more = section(4)
    machine.all([create, template])
    place.write_people(machine.folder / "work" / "人员名单.xlsx", PEOPLE)
    said = machine.all([init, *more, *section(5)])
    assert "增加 2 人" in said
    assert oct((machine.folder / "work" / "口令.txt").stat().st_mode & 0o777) == "0o600"
    with psycopg.connect(machine.environment["U"]) as link:
        found = link.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(LOGINS)])
        assert sorted(row[0] for row in found) == sorted(LOGINS)
        reads = "SELECT has_table_privilege('hotline', %s, %s)"
        assert link.execute(reads, ("hotline_inbox", "INSERT")).fetchone() == (True,)
        assert link.execute(reads, ("complaint", "SELECT")).fetchone() == (False,)


def test_services_have_their_files_and_units(machine):
    machine.all(section(6))
    for name in ("watchman", "watch", "backup"):
        file = machine.folder / "etc" / "commandcenter" / f"{name}.env"
        assert oct(file.stat().st_mode & 0o777) == "0o600"
        assert file.read_text().startswith("COMMANDCENTER_DB=postgresql://")
    wanted = set(re.findall(r"commandcenter-\w+\.(?:service|timer)", machine.asked))
    assert {unit.name for unit in UNITS} >= wanted
    assert len(wanted) == 4


def test_the_units_are_what_systemd_takes(machine):
    folder = machine.folder / "units"
    folder.mkdir()
    for unit in UNITS:
        text = unit.read_text("utf-8")
        for there in ("/usr/bin/commandcenter", "%h/.local/bin/commandcenter"):
            text = text.replace(there, "/bin/true")
        (folder / unit.name).write_text(re.sub("^User=.*\n", "", text, flags=re.M))
    asked = ["systemd-analyze", "verify", *map(str, sorted(folder.iterdir()))]
    said = subprocess.run(asked, capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")


def test_it_is_saved_upgraded_restored_and_knows_people_again(machine):
    said = machine.all(section(8))
    assert "已备份到" in said
    assert "可以发给技术支持" in said
    restored = machine.all(section(11))
    assert "恢复演练通过" in restored
    assert "日志完好" in restored
    delete, restore = section(12)
    machine.all([delete])
    assert machine.play('commandcenter --db "$U" doctor').returncode == 1
    assert "正常  人员识别密钥" in machine.all([restore])


def test_another_port_and_socket_are_written_as_the_card_says():
    from commandcenter.store.address import parse

    [url] = re.findall(r"postgresql://postgres@/commandcenter\?host=/run/pg2\S+(?=`)", CARD)
    address, _ = parse(url)
    assert [(host.name, host.port) for host in address.hosts] == [("/run/pg2", 5433)]
