"""A refused command changes nothing: no row, no right, no function, no file; on both databases.

Each command of the command line has a row here, taken from the command line itself; each is
refused in every way that there is, and what there was is held against what there is.
"""

import shutil
import sqlite3
from dataclasses import dataclass

import psycopg
import pytest
from typer.main import get_command

from commandcenter.domain.org import Role
from commandcenter.program.cli import app
from commandcenter.store import roles
from commandcenter.store.complaints import person_key_care
from tests.cli.conftest import House
from tests.cli.export_files import row, write
from tests.conftest import run_sql
from tests.fingerprint import changed, of_folder, of_server
from tests.services.guarded import Bureau
from tests.stories.demo_files import copy_of

# They have one of their own, which lies in the data folder (`demo.db`, `drills`), or none.
NO_DATABASE = ("completion", "demo", "drill list", "drill run", "man", "manual")
WINDOWS = ("", "wall")  # without a display they are refused, whatever else
# How each command is meant, and how it is asked wrongly or with what cannot be read or written.
GOOD = {
    "": [],
    "demo": ["--at", "D0 10:46"],
    "wall": [],
    "init": [],
    "intake": ["x.csv", "--rejects", "r.csv"],
    "watch": ["sub", "--once"],
    "watchman": [],
    "detect": [],
    "brief": ["clauses", "--incident", "1", "--out", "o.pdf"],
    "shoot": ["wall", "--out", "o.png"],
    "forms": ["intake", "--incident", "1", "--out", "o.pdf"],
    "plan": ["--out", "o.pdf"],
    "stock": [],
    "restore-drill": ["good.zip"],
    "export": ["complaints", "--out", "o.csv"],
    "backup": ["o.zip"],
    "restore": ["good.zip"],
    "verify": [],
    "alarms": [],
    "doctor": [],
    "completion": ["bash"],
    "man": [],
    "manual": ["--no-pictures", "--html", "--out", "o.html"],
    "drill new": ["--incident", "1", "--conductor", "liwei"],
    "drill open": ["missing.db"],
    "drill list": [],
    "drill run": ["missing.toml", "--headless"],
    "upgrade key": ["key.pem", "--signer", "市局信息中心"],
    "upgrade publish": ["x.deb", "--folder", "sub", "--key", "x.csv"],
    "upgrade withdraw": [],
    "upgrade status": [],
    "upgrade install": ["--yes"],
    "upgrade back": [],
    "admin add-person": ["zz", "张三", "--role", "duty"],
    "admin roles": ["chenyu", "--give", "duty"],
    "admin disable": ["chenyu"],
    "admin enable": ["chenyu"],
    "admin reset-password": ["chenyu"],
    "admin make-logins": ["--sheets", "n.pdf"],
}
BAD = {
    "": ["--nonsense"],
    "demo": ["--at tomorrow", "--fresh --at D500", "--shoot x.csv", "--fresh --shoot x.csv/y"],
    "wall": ["--screen left"],
    "init": ["--city folder", "--city missing", "--city junk.db", "extra", "--people missing",
             "--people junk.db", "--people x.csv", "--passwords p.txt",
             "--people names.csv --passwords x.csv", "--people-template o.txt"],
    "intake": [
        "missing.csv --rejects r.csv", "bad.csv --rejects r.csv", "x.csv bad.csv", "folder",
        "x.csv missing.csv", "x.csv --crs mars --rejects r.csv", "x.csv --mapping nosuch",
        "x.csv --rejects nowhere/r.csv", "x.csv --rejects folder",
    ],
    "watch": ["nowhere --once", "x.csv --once", "sub --crs mars --once",
              "sub --mapping nosuch --once"],
    "watchman": ["extra"],
    "detect": ["--as-of tomorrow", "--as-of 2199-01-01T08:00"],
    "brief": ["poem --out o.pdf", "clauses --out o.pdf", "clauses --incident 99 --out o.pdf",
              "clauses --incident 1 --out o.txt", "clauses --incident 1 --out folder",
              "clauses --incident 1 --out nowhere/o.pdf", "final --incident 1 --out o.pdf",
              "drill --out o.pdf", "drill --incident 1 --out o.pdf", "drill --drill 99 --out o.pdf",
              "clauses --drill 1 --out o.pdf"],
    "shoot": ["floor --out o.png", "wall --out o.txt", "wall --out nowhere/o.png",
              "wall --out o.png --size big", "wall --out o.png --at tomorrow"],
    "forms": ["poem --incident 1 --out o.pdf", "intake --out o.pdf",
              "intake --incident 99 --out o.pdf"],
    "plan": ["--out o.txt", "--version 99 --out o.pdf", "--revision 99 --out o.pdf"],
    "stock": ["--ledger o.txt", "extra"],
    "restore-drill": ["missing.zip", "folder", "junk.db", "x.csv"],
    "export": ["poems --out o.csv", "journal --out o.txt", "steps --out o.csv",
               "journal --out folder", "journal --out nowhere/o.csv",
               "journal --incident 99 --out o.csv", "journal", "journal --plain --out o.xlsx",
               "journal --since 1 --out o.csv", "changes", "changes --json --out o.jsonl",
               "changes --out o.csv", "changes --since 99999999 --json", "changes --plain --json",
               "changes --incident 1 --json", "changes --out nowhere/o.jsonl",
               "cap --out o.xml", "cap --incident 99 --out o.xml", "cap --warning 99 --out o.xml",
               "cap --incident 1 --number 99 --out o.xml", "cap --incident 1 --out o.pdf",
               "map --out o.geojson", "map --incident 99 --out o.geojson",
               "map --incident 1 --out o.csv", "map --incident 1 --number 1 --out o.geojson"],
    "backup": ["folder", "nowhere/o.zip", "x.csv", "junk.db"],
    "restore": ["missing.zip", "folder", "junk.db", "x.csv", "good.zip"],
    "verify": ["extra"],
    "alarms": ["extra"],
    "doctor": ["extra"],
    "completion": ["tcsh", "bash extra"],
    "man": ["extra"],
    "manual": ["", "--out o.txt", "--out o.html", "--html --out o.pdf", "--out nowhere/o.pdf",
               "--no-pictures --out folder", "--html --out junk.db"],
    "drill new": ["--conductor liwei", "missing.toml --conductor liwei", "x.csv --conductor liwei",
                  "--incident 1", "--incident 1 --conductor liwei", "--incident 99 --conductor x"],
    "drill open": ["missing.db", "junk.db", "folder", "x.csv"],
    "drill list": ["extra"],
    "drill run": ["missing.toml --headless", "folder --headless", "x.csv --headless", "x.csv",
                  "b.toml --headless --speed 3", "b.toml"],
    "upgrade key": ["x.csv --signer 局", "nowhere/k.pem --signer 局", "k.pem --signer=",
                    "k.pem", "k.pem --signer 局 --ask"],
    "upgrade publish": ["x.csv --folder sub --key x.csv", "x.csv --folder nowhere --key x.csv",
                        "x.csv --folder sub --key missing", "x.csv"],
    "upgrade withdraw": ["", "extra"],
    "upgrade status": ["extra"],
    "upgrade install": ["", "--yes", "--yes --from nowhere", "--yes --system"],
    "upgrade back": ["", "--system", "extra"],
    "admin add-person": ["zz", "zz 张三 --role poet", "zz 张三 --role county:123456",
                         "chenyu 张三", "pg_zz 张三", "zz 张三 --ask"],
    "admin roles": ["nosuch", "chenyu --give poet", "chenyu --take duty",
                    "chenyu --give duty --take auditor", "chenyu --give county:123456"],
    "admin disable": ["nosuch"],
    "admin enable": ["nosuch", "chenyu"],
    "admin reset-password": ["nosuch", "chenyu --ask"],
    "admin make-logins": ["", "--sheets n.txt", "--sheets folder", "--sheets nowhere/n.pdf"],
}  # fmt: skip
# What the wall's login is not refused: its own tables, and what is told of the machine.
WALL_MAY = ("upgrade status", "watchman", "alarms", "doctor", "shoot", *WINDOWS, *NO_DATABASE)
DUTY_MAY_NOT = ("init", "restore", "backup", "verify", "admin disable", "admin enable",
                "admin reset-password", "admin make-logins", "upgrade key", "upgrade publish",
                "upgrade withdraw")  # fmt: skip
# The databases that are wrong, of each kind.
OTHERS = {
    "embedded": ("newer", "older", "foreign", "empty", "missing", "junk", "folder", "nowhere"),
    "server": ("newer", "older", "foreign", "empty", "missing", "unreachable"),
}
PERSONAS = [(Role.WALL, None, None), (Role.DUTY, None, None)]


def commands(group=None, before=""):
    """Every command as it is typed, the desk as ""."""
    found = [] if before else [""]
    for name, command in (group or get_command(app)).commands.items():
        inner = getattr(command, "commands", None)
        found += commands(command, f"{name} ") if inner else [f"{before}{name}"]
    return found


def test_each_command_has_a_row_here():
    assert sorted(commands()) == sorted(GOOD) == sorted(BAD)


@dataclass
class Place:
    """A user, the database that their commands meet, and what is wrong with others."""

    house: House
    good: str
    others: dict[str, str]
    logins: dict[str, str]
    servers: tuple[str, ...] = ()  # to be looked into, as their owner

    def state(self):
        found = {f"file {name}": what for name, what in of_folder(self.house.home).items()}
        for url in self.servers:
            name = url.rpartition("/")[2]
            found |= {f"{name}: {part}": what for part, what in of_server(url).items()}
        return found

    def refuse(self, url, command, arguments):
        """Run it; it must be refused in one sentence. Returns what was said."""
        before_it = ["--db", url] if command not in NO_DATABASE else []
        said = self.house.run(*before_it, *command.split(), *arguments)
        where = f"{url} {command} {arguments}: {said}"
        assert said.code in (1, 2), where
        assert said.out == "" or command == "doctor", where
        assert "程序出错" not in said.err, where
        assert "Traceback" not in said.err, where
        assert command == "doctor" or said.err.count("\n") == 1, where
        return said


def clutter(house, good_zip):
    work = house.work
    for name in ("folder", "sub"):
        (work / name).mkdir()
    (work / "junk.db").write_bytes(bytes(range(256)) * 64)
    (work / "bad.csv").write_text("no table")
    for number, name in enumerate(("x.csv", "y.csv")):
        write(work / name, [row(number)])
    shutil.copy(good_zip, work / "good.zip")
    (house.data / "demo.db").write_bytes(b"somebody's work")


def foreign_file(path):
    """Another program's: it uses Alembic, too, and no WAL."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photo (id INTEGER)")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.close()


def with_version(path, version):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()


@pytest.fixture(scope="module")
def good_zip(tmp_path_factory, fork_server, demo_file):
    user = House(tmp_path_factory.mktemp("zip") / "house", fork_server)
    copy_of(demo_file, user.database)
    said = user.run("backup", "good.zip")
    assert said.code == 0, said.err
    return user.work / "good.zip"


@pytest.fixture(scope="module")
def embedded(tmp_path_factory, fork_server, demo_file, good_zip):
    house = House(tmp_path_factory.mktemp("embedded") / "house", fork_server)
    clutter(house, good_zip)
    copy_of(demo_file, house.database)
    others = {name: house.work / f"{name}.db" for name in ("newer", "older", "foreign", "empty")}
    for name, version in (("newer", "9999"), ("older", "0013")):
        copy_of(demo_file, others[name])
        with_version(others[name], version)
    foreign_file(others["foreign"])
    others["empty"].touch()
    names = ("junk.db", "missing.db", "folder", "nowhere/x.db")
    others |= {name.partition("/")[0].removesuffix(".db"): house.work / name for name in names}
    return Place(house, house.url(), {n: house.url(p) for n, p in others.items()}, {})


@pytest.fixture(scope="module")
def server(tmp_path_factory, fork_server, cluster, good_zip):
    """One that a bureau may use, with its rights laid; and databases that are wrong."""
    house = House(tmp_path_factory.mktemp("server") / "house", fork_server)
    clutter(house, good_zip)
    names = ("refused", "r_newer", "r_foreign", "r_empty")
    for name in names:
        template = " TEMPLATE template" if name in ("refused", "r_newer") else ""
        run_sql(cluster, f"CREATE DATABASE {name}{template}")
    bureau = Bureau(cluster, "refused", PERSONAS)
    roles.lay(bureau.db)
    person_key_care.settle(bureau.db)
    bureau.db.close()
    logins = {p[0].value: actor.login for p, actor in bureau.actors.items()}
    run_sql(cluster, "CREATE DATABASE r_older TEMPLATE refused")
    run_sql(cluster, "CREATE ROLE r_nobody LOGIN")
    run_sql(cluster, "GRANT CONNECT ON DATABASE refused TO r_nobody")
    for name, version in (("r_newer", "9999"), ("r_older", "0013")):
        with psycopg.connect(cluster.url(name), autocommit=True) as connection:
            connection.execute("UPDATE alembic_version SET version_num = %s", (version,))
    with psycopg.connect(cluster.url("r_foreign"), autocommit=True) as connection:
        connection.execute("CREATE SCHEMA app CREATE TABLE photo (id integer)")
    others = {
        "newer": cluster.url("r_newer"),
        "older": cluster.url("r_older"),
        "foreign": cluster.url("r_foreign"),
        "empty": cluster.url("r_empty"),
        "missing": cluster.url("r_missing"),
        "unreachable": "postgresql://postgres@127.0.0.1:1/x",
    }
    logins["nobody"] = "r_nobody"
    for setting in ("SET fsync = on", "RESET fsync"):  # else init refuses it before all else
        run_sql(cluster, f"ALTER SYSTEM {setting}")
        run_sql(cluster, "SELECT pg_reload_conf()")
        if setting.startswith("SET"):
            urls = tuple(map(cluster.url, (*names, "r_older")))
            yield Place(house, cluster.url("refused"), others, logins, urls)
    for name in (*names, "r_older"):
        run_sql(cluster, f"DROP DATABASE {name} WITH (FORCE)")
    run_sql(cluster, "DROP ROLE r_nobody")


@pytest.fixture(params=["embedded", "server"])
def place(request):
    return request.getfixturevalue(request.param)


def unchanged(place, before):
    """What reading leaves of a file in WAL mode is gone with the last connection."""
    assert changed(before, place.state()) == []


@pytest.mark.lot(2)
def test_what_was_asked_wrongly_or_cannot_be_read_changes_nothing(place):
    before = place.state()
    for command, wrong in BAD.items():
        for words in wrong:
            place.refuse(place.good, command, words.split())
    unchanged(place, before)


@pytest.mark.lot(4)
@pytest.mark.parametrize(
    ("kind", "which"), [(kind, which) for kind, others in OTHERS.items() for which in others]
)
def test_no_command_changes_a_database_that_is_not_its_own(request, kind, which):
    place = request.getfixturevalue(kind)
    assert sorted(place.others) == sorted(OTHERS[kind])
    before = place.state()
    makes = {"init", "restore"} if which in ("empty", "missing") else set()
    if which == "older":
        makes = {"init"}  # which upgrades it
    if place.servers and which == "missing":
        makes = set()  # nobody makes a database but the server's administrator
    for command, arguments in GOOD.items():
        if command == "upgrade status" and which in ("older", "newer"):
            continue  # it is how such a program hears of another
        if command in {*makes, *NO_DATABASE} or (command == "" and which == "missing"):
            continue
        place.refuse(place.others[which], command, arguments)
    unchanged(place, before)


@pytest.mark.lot(3)
@pytest.mark.parametrize("who", ["nobody", "wall", "duty"])
def test_a_login_that_may_not_changes_nothing(server, who):
    url = server.good.replace("postgres@", f"{server.logins[who]}@")
    may = {"nobody": (), "wall": WALL_MAY}.get(who)
    before = server.state()
    for command, arguments in GOOD.items():
        passed = command not in DUTY_MAY_NOT if may is None else command in may
        if passed or command in NO_DATABASE:
            continue
        said = server.refuse(url, command, arguments)
        assert said.code == 1, (command, said)
    unchanged(server, before)
