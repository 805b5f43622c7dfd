"""Whatever the program writes is its owner's alone, wherever it lies and whatever the umask."""

import json
import logging
import os
import sqlite3
import stat
import sys
import threading
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from sqlalchemy import select

from commandcenter import own_files, own_memory
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import from_local
from commandcenter.intake.folder import DONE, FAILED, WatchedFolder
from commandcenter.offices import file_check
from commandcenter.offices.opening import opened
from commandcenter.offices.take_in import intake
from commandcenter.offices.watched_folder import watch
from commandcenter.paths import user_data
from commandcenter.program import cli, doctor_command, file_commands, record_commands, trouble
from commandcenter.program.init_command import init
from commandcenter.services.guard import PROGRAM
from commandcenter.settings import remember_database
from commandcenter.store import backup as backups
from commandcenter.store import schema, seed
from commandcenter.store.database import open_database
from commandcenter.store.regular_backups import automatic
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.setting import SchemaInfoRow
from tests.city import CITY_FILE
from tests.cli.export_files import row, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


@pytest.fixture(params=[0o022, 0o000], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def lax():
    """As on a machine where everybody may do everything."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name, folder in (
        ("COMMANDCENTER_DATA", "data/of/mine"), ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"), ("HOME", "home"),
    ):  # fmt: skip
        monkeypatch.setenv(name, str(tmp_path / folder))
    return tmp_path


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder):
    """Of each file and folder below it that is not the tests' own."""
    return {
        str(path.relative_to(folder)): (path.is_dir(), mode(path))
        for path in folder.rglob("*")
        if "given" not in path.name
    }


def all_private(folder):
    found = modes(folder)
    wrong = {
        name: oct(kept) for name, (is_dir, kept) in found.items()
        if kept != (own_files.FOLDER if is_dir else own_files.FILE)
    }  # fmt: skip
    assert wrong == {}
    return set(found)


def test_all_that_the_commands_write_is_private(home, umask):
    """In a folder of the user's, which nobody chmods, and in the program's own."""
    work = home / "given"
    work.mkdir(mode=0o755)
    before = mode(work)
    url = f"sqlite:///{work / 'bureau.db'}"
    init(url, CITY_FILE, "某市市场监督管理局")
    rows = [*map(row, range(20)), row(21, 登记编号=""), row(22, 登记编号="")]
    source = write(work / "given.csv", rows)
    list(intake(url, [source], mapping=None, crs="wgs84", rejects=work / "rejects.csv"))
    file_commands.export(url, "complaints", work / "rows.csv", None)
    file_commands.export(url, "complaints", work / "rows.xlsx", None)
    file_commands.brief(
        url, "watch", file_commands.period_number("watch", "2026-W40", ""), work / "w.pdf"
    )
    record_commands.backup(url, work / "b.zip")
    record_commands.restore(f"sqlite:///{work / 'again.db'}", work / "b.zip")
    user_data()
    try:
        raise ValueError("13900000001")
    except ValueError as error:
        trouble.on_bug(ValueError, error, error.__traceback__)
    remember_database(url)
    db = open_database(url)
    with db.write() as session:
        assert session.scalar(select(SchemaInfoRow.database_id))
        assert {p.name for p in work.glob("bureau.db*")} >= {
            "bureau.db", "bureau.db-wal", "bureau.db-shm",
        }  # fmt: skip
        names = all_private(work)
    db.close()
    assert names >= {
        "bureau.db", "bureau.db.key", "rejects.csv", "rows.csv", "rows.xlsx", "w.pdf", "b.zip",
        "again.db", "again.db.key",
    }  # fmt: skip
    found = all_private(home)
    assert {"data", "data/of", "data/of/mine", "data/of/mine/logs/command.log"} <= found
    assert "config/commandcenter/settings.toml" in found
    assert mode(work) == before


def test_what_is_laid_in_a_watched_folder_is_private(home, lax):
    folder = home / "given"
    folder.mkdir(mode=0o777)
    url = f"sqlite:///{home / 'own.db'}"
    init(url, CITY_FILE, "某市市场监督管理局")
    (folder / "given.csv").write_text("不是投诉", "utf-8")
    os.utime(folder / "given.csv", (0, 0))
    list(watch(url, folder, mapping=None, crs="wgs84", once=True))
    notes = list((folder / FAILED).glob("*.txt"))
    assert [mode(note) for note in notes] == [0o600]
    assert mode(folder / FAILED) == 0o700
    assert mode(folder) == 0o777
    (folder / DONE).chmod(0o770)  # as an administrator does it for their colleagues
    watched = WatchedFolder(folder)
    assert mode(folder / DONE) == 0o770
    watched.begin("0" * 16)
    assert mode(folder / f".{'0' * 16}.try") == 0o600


def test_backups_logs_outbox_and_witness_are_private(home, lax, sqlite_url):
    db = open_database(sqlite_url)
    folder = home / "data" / "backups"
    own_files.make_folder(folder)
    automatic(db, folder, db.clock())
    Outbox(home / "data" / "outbox" / "of.db")
    form = logging.Formatter("%(message)s")
    handler = own_files.Log(home / "data" / "logs" / "c.log", size=200, files=2, form=form)
    log = logging.Logger("own")
    log.addHandler(handler)
    for _ in range(9):
        log.error("x" * 60)
    handler.close()
    db.close()
    names = all_private(home / "data")
    assert {"logs/c.log", "logs/c.log.1", "logs/c.log.2", "outbox/of.db"} <= names


def test_what_qt_writes_by_itself_is_private_too(home, lax):
    own_files.keep_private()
    kept = QSettings(str(home / "config" / "deep" / "desk.conf"), QSettings.Format.IniFormat)
    kept.setValue("desk/geometry", 1)
    kept.sync()
    assert all_private(home / "config") == {"deep", "deep/desk.conf"}


def test_the_program_itself_begins_with_that(home, lax, monkeypatch):
    monkeypatch.setattr("sys.argv", ["commandcenter", "--version"])
    for module, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(own_memory, "write_no_dumps", lambda: None)  # it would last
    with pytest.raises(SystemExit):
        cli.main()
    assert os.umask(0) == 0o077


def test_the_file_has_its_mode_before_its_first_byte(home, lax, monkeypatch):
    """Not made for all and closed later: between the two somebody could open it."""
    seen = []
    real = os.open

    def watching(path, flags, mode=0o777, **named):
        if flags & os.O_CREAT:
            seen.append(mode)
        return real(path, flags, mode, **named)

    monkeypatch.setattr(os, "open", watching)
    own_files.write(home / "a.csv", b"1")
    with own_files.opened(home / "b.csv", "w", encoding="utf-8") as file:
        assert mode(home / "b.csv") == 0o600
        file.write("1")
    assert seen == [0o600, 0o600]


def test_a_file_that_was_open_to_others_is_closed_before_it_is_written_again(home, lax):
    path = home / "rows.csv"
    path.write_text("old")
    assert mode(path) == 0o666
    with own_files.opened(path, "wb"):
        assert mode(path) == 0o600


def test_an_older_database_is_closed_when_it_is_opened_and_that_is_told(sqlite_url, home, capsys):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    key = Path(f"{path}.key")
    key.write_text("ab" * 32)
    for each in (path, key):
        each.chmod(0o644)
    path.parent.chmod(0o755)
    with opened(sqlite_url) as db:
        assert (mode(path), mode(key)) == (0o600, 0o600)
        assert any(str(path) in words for words in file_check.at_start(db))
    here = f"“{path.parent}{os.sep}"  # what another test left open is told here, too
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith(here)]
    assert said == [
        f"“{each}”此前本机其他人也能读，现已改为只有本人可读写。" for each in (path, key)
    ]
    assert mode(path.parent) == 0o755
    with opened(sqlite_url):
        assert capsys.readouterr().err == ""  # once


def test_a_refused_command_leaves_it_closed_and_tells_that_too(sqlite_url, home, capsys):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.chmod(0o644)
    with pytest.raises(RuleBroken, match="没有编号为 99 的事件"):
        file_commands.export(sqlite_url, "journal", home / "o.csv", 99)
    assert mode(path) == 0o600
    assert f"“{path}”此前本机其他人也能读" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_database_of_another_user_stays_as_he_has_it(sqlite_url):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.chmod(0o660)
    os.chown(path, 65534, 65534)
    with opened(sqlite_url):
        pass
    assert mode(path) == 0o660


def test_what_is_no_database_of_ours_stays_as_open_as_it_is(home):
    foreign, pipe = home / "other.db", home / "pipe"
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE theirs (id INTEGER)")
    os.mkfifo(pipe)
    for each in (foreign, pipe):
        each.chmod(0o666)
    for ready in (True, False):
        with pytest.raises(RuleBroken), opened(f"sqlite:///{foreign}", ready=ready) as db:
            schema.upgrade(db)
    shared = home / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    for each in (pipe, shared):
        own_files.close_to_others(each)
    assert (mode(foreign), mode(pipe), mode(shared)) == (0o666, 0o666, 0o777)


@pytest.fixture
def no_modes(monkeypatch):
    """A disk like a stick's: every file is everybody's, whatever was asked for."""
    monkeypatch.setattr(own_files, "mode_of", lambda path: 0o777)


def test_a_disk_without_modes_is_named_when_a_database_is_made_there(home, no_modes):
    said = init(f"sqlite:///{home / 'bureau.db'}", CITY_FILE, "某局")
    assert f"“{home}”所在的磁盘不区分文件权限" in said
    [line] = [each for each in doctor_command.doctor(f"sqlite:///{home / 'bureau.db'}").lines()
              if "文件权限：" in each]  # fmt: skip
    assert line.startswith("异常")
    assert "请把数据库放到本机磁盘上" in line


def test_the_doctor_names_what_others_can_read(home):
    url = f"sqlite:///{home / 'bureau.db'}"
    init(url, CITY_FILE, "某局")
    [good] = [each for each in doctor_command.doctor(url).lines() if "文件权限：" in each]
    assert good.startswith("正常")
    log = user_data() / "logs" / "old.log"
    own_files.make_folder(log.parent)
    log.write_text("x")
    log.chmod(0o644)
    [bad] = [each for each in doctor_command.doctor(url).lines() if "文件权限：" in each]
    assert bad.startswith("异常")
    assert str(log) in bad


def test_windows_lets_into_a_folder_whom_the_one_above_lets_in(home, monkeypatch):
    """A mode of 0700 is a list of its own there: colleagues would not see what was taken in."""
    made, folder = [], home / "shared" / FAILED

    def mkdir(path, *mode, **_):
        made.append((path, mode))

    with monkeypatch.context() as windows:
        windows.setattr(Path, "mkdir", mkdir)
        windows.setattr(own_files.os, "name", "nt")
        own_files.make_folder(folder)
    assert made == [(folder.parent, ()), (folder, ())]


def test_folders_that_are_there_stay_as_they_are(home, lax):
    shared = home / "shared"
    shared.mkdir(mode=0o777)
    own_files.make_folder(shared / "a" / "b")
    assert [mode(p) for p in (shared, shared / "a", shared / "a" / "b")] == [0o777, 0o700, 0o700]
    own_files.make_folder(shared)
    assert mode(shared) == 0o777


# --- backups of another database --------------------------------------------------------------


@pytest.fixture
def other(template_file, tmp_path):
    path = tmp_path / "other.db"
    path.write_bytes(template_file.read_bytes())
    db = open_database(f"sqlite:///{path}")
    with db.write() as session:
        session.query(SchemaInfoRow).update({"database_id": "f" * 16})
    yield db
    db.close()


def test_a_backup_of_another_database_is_never_overwritten_without_force(db, other, tmp_path):
    """Whichever of both is a server's."""
    target = tmp_path / "b.zip"
    backups.backup(other, target)
    kept = target.read_bytes()
    with pytest.raises(RuleBroken, match=r"另一个数据库的备份，不会覆盖它.*--force"):
        backups.backup(db, target)
    assert target.read_bytes() == kept
    assert [p.name for p in tmp_path.glob(".*")] == []
    backups.backup(db, target, force=True)
    assert backups.database_of(target) != "f" * 16
    backups.backup(db, target)  # its own


def without_name(path):
    """As made before manifests named the database."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts[backups.MANIFEST])
    del manifest["database"]
    parts[backups.MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_of_an_older_backup_the_database_inside_is_asked(sqlite_url, other, tmp_path):
    own, target = open_database(sqlite_url), tmp_path / "b.zip"
    backups.backup(other, target)
    without_name(target)
    assert backups.named_database(target) == ""
    with pytest.raises(RuleBroken, match="另一个数据库"):
        backups.backup(own, target)
    backups.backup(other, target)
    own.close()
    assert backups.named_database(target) == "f" * 16


def test_a_backup_that_does_not_say_whose_it_is_stays(sqlite_url, tmp_path):
    own, target = open_database(sqlite_url), tmp_path / "b.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(backups.MANIFEST, json.dumps({"format": 1}))
        archive.writestr(backups.DATA, "no database")
    kept = target.read_bytes()
    with pytest.raises(RuleBroken, match="看不出是哪个数据库"):
        backups.backup(own, target)
    assert target.read_bytes() == kept
    backups.backup(own, target, force=True)
    own.close()


def test_regular_backups_of_another_database_are_not_thinned_out(sqlite_url, other, tmp_path):
    """Two databases of one user have one folder: trying a second one must not cost the first."""
    folder, own = tmp_path / "regular", open_database(sqlite_url)
    own_files.make_folder(folder)
    for each in (own, other):
        with each.write() as session:
            seed.put_plan(session, PROGRAM)
    at = from_local(2026, 11, 23, 10, 30)
    for minutes in (310, 305):
        automatic(other, folder, at - timedelta(minutes=minutes))
    for minutes in (310.5, 305.5, 0):
        automatic(own, folder, at - timedelta(minutes=minutes))
    kept = sorted(backups.named_database(path) for path in folder.iterdir())
    own.close()
    # Of the own the first of the hour and the newest; of the other one what it had.
    assert (kept.count("f" * 16), len(kept)) == (2, 4)
