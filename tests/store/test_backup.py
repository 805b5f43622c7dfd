"""Backup and restore of the embedded database, with real files and real kills."""

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import zipfile
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.seat.backup_ladder import END, PERIOD, Rung, terms
from commandcenter.domain.times import SHANGHAI, from_local
from commandcenter.store import backup as backups
from commandcenter.store import journal, regular_backups, schema, schema_state, seed
from commandcenter.store.backup import backup, restore
from commandcenter.store.backup_key import holds_key
from commandcenter.store.complaints.person_key import key_path, load_key
from commandcenter.store.database import open_database
from commandcenter.store.regular_backups import automatic, kept_backups, rotate
from commandcenter.store.tables.every import PersonRow, PlanItemRow, SchemaInfoRow
from commandcenter.store.verify import verify

pytestmark = pytest.mark.usefixtures("own_data")

ANA = Actor(1, "ana", "安娜")


@pytest.fixture
def embedded(sqlite_url):
    db = open_database(sqlite_url)
    for n in range(3):
        add_person(db, f"p{n}")
    yield db
    db.close()


def add_person(db, login):
    with db.write() as session:
        row = PersonRow(login=login, name="某人")
        session.add(row)
        session.flush()
        journal.record(session, ANA, "person", row.id, "added")


def left_behind(folder):
    return sorted(p.name for p in folder.iterdir() if ".part" in p.name)


def repacked(path, to, change):
    """The same backup with `change(name, data)` applied to each member."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return to


def test_a_restored_database_has_the_rows_the_chain_and_the_key(embedded, tmp_path):
    key = load_key(embedded)
    made = backup(embedded, tmp_path / "b.zip")
    assert (made.journal_number, made.counts["person"]) == (3, 3)
    target = tmp_path / "again.db"
    assert restore(tmp_path / "b.zip", f"sqlite:///{target}") == made
    again = open_database(f"sqlite:///{target}")
    with again.read() as session:
        assert verify(session).bad is None
        assert session.query(PersonRow).count() == 3
        [line] = journal.changes_after(session, made.journal_number)
        assert (line.kind, line.verb) == ("database", "restored")
    assert load_key(again) == key
    add_person(again, "p9")
    again.close()
    assert left_behind(tmp_path) == []


def test_only_the_owner_may_read_a_backup_and_what_is_restored_from_it(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", f"sqlite:///{tmp_path}/again.db")
    for name in ("b.zip", "again.db", "again.db.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


def test_a_backup_made_while_others_write_holds_one_moment(embedded, tmp_path):
    stop = threading.Event()

    def write():
        n = 0
        while not stop.is_set():
            add_person(embedded, f"w{(n := n + 1)}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(embedded, tmp_path / f"b{n}.zip") for n in range(5)]
    finally:
        stop.set()
        writer.join()
    numbers = [facts.journal_number for facts in made]
    assert numbers == sorted(numbers)
    assert numbers[-1] > numbers[0]
    for n, facts in enumerate(made):
        assert facts.counts["person"] == facts.counts["journal"] == facts.journal_number
        restore(tmp_path / f"b{n}.zip", f"sqlite:///{tmp_path}/r{n}.db")


def test_the_manifest_says_what_is_inside(embedded, tmp_path):
    made = backup(embedded, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert sorted(archive.namelist()) == ["center.db", "manifest.json", "person.key"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["journal"] == {"number": 3, "hash": made.journal_hash}
    assert manifest["counts"] == made.counts
    assert (manifest["format"], manifest["schema"]) == (1, made.schema)


CHILD = """
import sys
from pathlib import Path
from commandcenter.store.backup import backup
from commandcenter.store.database import open_database
db = open_database(sys.argv[1])
print("ready", flush=True)
while True:
    backup(db, Path(sys.argv[2]))
    print("made", flush=True)
"""


@pytest.mark.lot(2, "killed")
def test_a_kill_during_a_backup_leaves_the_old_one_whole(embedded, tmp_path):
    with embedded.write() as session:  # large enough that a kill hits every stage
        for n in range(40):
            session.execute(text("INSERT INTO stored_file VALUES (:s, 400000, 1)"), {"s": f"s{n}"})
            session.execute(
                text("INSERT INTO file_part VALUES (:s, 0, randomblob(400000))"), {"s": f"s{n}"}
            )
    path = tmp_path / "b.zip"
    first = backup(embedded, path)
    url = f"sqlite:///{embedded.engine.url.database}"
    for n in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, url, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.03 + n * 0.18)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert restore(path, f"sqlite:///{tmp_path}/r{n}.db") == first
    backup(embedded, path)  # sweeps what the kills left of the same name
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_backup_is_refused(embedded, tmp_path, share):
    backup(embedded, tmp_path / "b.zip")
    data = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: int(len(data) * share)])
    refused(tmp_path, tmp_path / "cut.zip", "不完整")


def test_a_backup_with_one_flipped_byte_is_refused(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "flipped.zip").write_bytes(data)
    refused(tmp_path, tmp_path / "flipped.zip", "备份")


def test_another_zip_is_not_a_backup(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    refused(tmp_path, tmp_path / "x.zip", "不是本程序的备份")


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b'{"format": 1}', b'{"format": "x"}', b'{"format": 1, "sha256": 5}', b"\xff"],
)
def test_a_manifest_of_another_shape_is_refused(embedded, tmp_path, manifest):
    backup(embedded, tmp_path / "b.zip")
    repacked(
        tmp_path / "b.zip",
        tmp_path / "odd.zip",
        lambda name, data: manifest if name == "manifest.json" else data,
    )
    refused(tmp_path, tmp_path / "odd.zip", "不是本程序的备份")


def test_a_backup_by_a_newer_program_is_refused(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    repacked(
        tmp_path / "b.zip",
        tmp_path / "new.zip",
        lambda name, data: data.replace(b'"format": 1', b'"format": 2'),
    )
    refused(tmp_path, tmp_path / "new.zip", "更新版本")


def test_a_changed_member_is_refused_by_its_hash(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    for member in ("center.db", "person.key"):
        repacked(
            tmp_path / "b.zip",
            tmp_path / "t.zip",
            lambda name, data, m=member: data[:-1] + b"~" if name == m else data,
        )
        refused(tmp_path, tmp_path / "t.zip", "改动过")


def forge(tmp_path, statement):
    """A backup whose database was changed and whose hashes were made to fit."""
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extract("center.db", tmp_path / "forge")
        manifest = json.loads(archive.read("manifest.json"))
    file = tmp_path / "forge" / "center.db"
    db = open_database(f"sqlite:///{file}")
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(statement))
    db.close()
    connection = backups.sqlite.connect(str(file))
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    data = file.read_bytes()
    manifest["sha256"]["center.db"] = hashlib.sha256(data).hexdigest()
    parts = {"center.db": data, "manifest.json": json.dumps(manifest).encode()}
    return repacked(
        tmp_path / "b.zip", tmp_path / "forged.zip", lambda name, old: parts.get(name, old)
    )


def test_a_forged_journal_is_refused_by_its_chain(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    forged = forge(tmp_path, "UPDATE journal SET actor = 'ben' WHERE number = 2")
    refused(tmp_path, forged, "第 2 行")


def test_a_row_that_was_taken_out_is_refused_by_the_counts(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    forged = forge(tmp_path, "DELETE FROM schema_info")
    refused(tmp_path, forged, "清单不符")


def marked(path, to, flags=0, version=0):
    """The same backup, its members said to be of another making."""
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 4), (b"PK\x01\x02", 6)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            if version:
                data[start + at] = version
            data[start + at + 2] |= flags
    to.write_bytes(data)
    return to


@pytest.mark.parametrize(
    ("how", "words"), [({"flags": 1}, "有密码保护"), ({"version": 99}, "不完整或已损坏")]
)
def test_a_backup_that_others_packed_anew_is_refused_in_words(embedded, tmp_path, how, words):
    backup(embedded, tmp_path / "b.zip")
    odd = marked(tmp_path / "b.zip", tmp_path / named(from_local(2026, 1, 1)), **how)
    refused(tmp_path, odd, words)
    assert backups.named_database(odd) == backups.database_of(odd) == ""
    assert not holds_key(odd)
    (tmp_path / named(from_local(2026, 1, 2))).touch()
    assert rotate(tmp_path, from_local(2026, 11, 23), LADDER) in ([], [odd])  # and raises nothing


def test_a_manifest_that_is_nested_without_end_is_refused(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    deep = b"[" * 60_000
    path = repacked(
        tmp_path / "b.zip", tmp_path / "deep.zip",
        lambda name, data: deep if name == "manifest.json" else data,
    )  # fmt: skip
    refused(tmp_path, path, "备份")


def test_a_key_beyond_its_size_is_not_unpacked(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    path = repacked(
        tmp_path / "b.zip", tmp_path / "large.zip",
        lambda name, data: b"0" * 5_000 if name == "person.key" else data,
    )  # fmt: skip
    refused(tmp_path, path, "不是本程序的备份")


def test_a_backup_that_the_disk_cannot_hold_is_refused_before_a_byte_is_written(
    db, tmp_path, monkeypatch
):
    full = shutil.disk_usage(tmp_path)._replace(free=10_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(RuleBroken, match=r"磁盘空间不足：约需 \d+ MB，还剩 0 MB，没有开始"):
        backup(db, folder / "b.zip")
    assert list(folder.iterdir()) == []


def test_what_the_disk_cannot_hold_is_refused_before_a_byte_is_written(
    embedded, tmp_path, monkeypatch
):
    backup(embedded, tmp_path / "b.zip")
    full = shutil.disk_usage(tmp_path)._replace(free=10_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    refused(tmp_path, tmp_path / "b.zip", "磁盘空间不够")


def refused(folder, path, words):
    target = folder / "refused.db"
    with pytest.raises(RuleBroken, match=words):
        restore(path, f"sqlite:///{target}")
    assert not target.exists()
    assert not (folder / "refused.db.key").exists()
    assert left_behind(folder) == []


def test_a_backup_that_is_not_there_is_named(tmp_path):
    refused(tmp_path, tmp_path / "none.zip", "没有备份文件")
    refused(tmp_path, tmp_path, "是文件夹")


def test_a_restore_never_overwrites_anything(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    for name in ("again.db", "again.db-wal", "again.db.key"):
        (tmp_path / name).write_text("mine")
        with pytest.raises(RuleBroken, match="已有内容"):
            restore(tmp_path / "b.zip", f"sqlite:///{tmp_path}/again.db")
        assert (tmp_path / name).read_text() == "mine"
        (tmp_path / name).unlink()
        assert not (tmp_path / "again.db").exists()
    (tmp_path / "again.db").touch()  # an empty file is no database yet
    restore(tmp_path / "b.zip", f"sqlite:///{tmp_path}/again.db")


def test_a_restore_after_a_kill_between_key_and_database_goes_on(embedded, tmp_path):
    backup(embedded, tmp_path / "b.zip")
    shutil.copy(key_path(embedded), tmp_path / "again.db.key")
    restore(tmp_path / "b.zip", f"sqlite:///{tmp_path}/again.db")


def test_a_backup_does_not_overwrite_what_is_no_backup(embedded, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    database = tmp_path / "center.db"
    beside = [database.with_name(f"center.db{end}") for end in ("-wal", "-shm", "-journal")]
    for path in (letter, database, key_path(embedded), *beside):
        before = path.read_bytes() if path.exists() else None
        with pytest.raises(RuleBroken, match="不会覆盖"):
            backup(embedded, path)
        assert before is None or path.read_bytes() == before
    with pytest.raises(RuleBroken, match="是文件夹"):
        backup(embedded, tmp_path)
    with pytest.raises(RuleBroken, match="不存在"):
        backup(embedded, tmp_path / "none" / "b.zip")


FULL_DISK = """
import resource, sys
from pathlib import Path
from commandcenter.domain.errors import RuleBroken
from commandcenter.store.backup import backup
from commandcenter.store.database import open_database
db = open_database(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    backup(db, Path(sys.argv[2]))
except RuleBroken as broken:
    print(broken)
"""


@pytest.mark.lot(2)
@pytest.mark.parametrize("room", [4_096, 40_000])
def test_a_full_disk_is_said_in_words_and_leaves_the_old_backup(embedded, tmp_path, room):
    path = tmp_path / "b.zip"
    first = backup(embedded, path)
    url = f"sqlite:///{embedded.engine.url.database}"
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, url, str(path), str(room)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "磁盘空间不足" in done.stdout, done
    assert left_behind(tmp_path) == []
    assert restore(path, f"sqlite:///{tmp_path}/again.db") == first


def test_a_folder_without_rights_is_said_in_words(embedded, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    load_key(embedded)
    root = os.geteuid() == 0
    if root:  # root may write anywhere: be somebody else for a moment
        for path in (tmp_path, *tmp_path.iterdir(), *tmp_path.parents):
            if path.owner() == "root" and "pytest" in str(path):
                os.chmod(path, path.stat().st_mode | 0o055)
        for path in tmp_path.glob("center.db*"):
            os.chmod(path, 0o666)
        os.seteuid(65534)
    try:
        with pytest.raises(RuleBroken, match="没有权限"):
            backup(embedded, folder / "b.zip")
    finally:
        if root:
            os.seteuid(0)


def named(at):
    return f"commandcenter-{at:%Y%m%d-%H%M%S}.zip"


LADDER = {Rung.HOURS: 24, Rung.DAYS: 14, Rung.WEEKS: 8, Rung.MONTHS: 12, Rung.YEARS: 5}


def simulated(folder, start, end, every):
    """Backups as a desk makes them; what lay there at its end, by the time of each."""
    at = start
    while at <= end:
        (folder / named(at.astimezone(SHANGHAI))).touch()
        rotate(folder, at, LADDER)
        at += every
    return sorted(made for made, _ in regular_backups._regular(folder))


def test_the_regular_backups_of_a_day_are_thinned_to_hours(tmp_path):
    start = from_local(2026, 11, 23, 8)
    last = start + timedelta(hours=30)
    kept = simulated(tmp_path, start, last, timedelta(minutes=10))
    dense = [last - n * timedelta(minutes=10) for n in range(13)]
    hourly = [last - timedelta(hours=n) for n in range(3, 25)]
    assert kept == [start, *sorted({*dense, *hourly})]  # the first is that of the day


def test_a_fortnight_of_six_hourly_backups_keeps_one_of_each_day(tmp_path):
    start = from_local(2026, 11, 23, 2)
    kept = simulated(tmp_path, start, start + timedelta(days=14), timedelta(hours=6))
    days = [start + timedelta(days=n) for n in range(15)]
    assert [each for each in kept if each.astimezone(SHANGHAI).hour == 2] == days
    assert len(kept) == 15 + 3  # and all of the last day


def test_two_years_of_backups_keep_hours_days_weeks_months_and_years(tmp_path):
    start, end = from_local(2024, 12, 7, 8), from_local(2026, 12, 7, 8)
    kept = simulated(tmp_path, start, end, timedelta(hours=12))
    days = {each.astimezone(SHANGHAI).date() for each in kept}
    assert sum(end - each <= timedelta(days=1) for each in kept) == 3
    assert {(end - timedelta(days=n)).astimezone(SHANGHAI).date() for n in range(14)} <= days
    weeks = {day.isocalendar()[:2] for day in days}
    assert {(end - timedelta(weeks=n)).isocalendar()[:2] for n in range(8)} <= weeks
    months = {(day.year, day.month) for day in days}
    assert months == {(2024, 12), (2025, 1), (2026, 12)} | {(2026, n) for n in range(1, 12)}
    assert kept[0] == start
    assert len(kept) < 3 + 14 + 8 + 12 + 3


@given(
    st.lists(st.integers(0, 2 * 366 * 24 * 60), min_size=1, max_size=40, unique=True),
    st.lists(st.integers(1, 30), min_size=5, max_size=5),
)
def test_whatever_the_ladder_no_rung_loses_its_first_before_its_time(minutes, numbers):
    start, ladder = from_local(2025, 1, 1), dict(zip(Rung, numbers, strict=True))
    made = sorted(start + timedelta(minutes=n) for n in minutes)
    there = set()
    for at in made:
        there = {each for each, term in terms([*there, at], ladder).items() if term.until >= at}
        assert at in there
    for rung, number in ladder.items():
        for key in {PERIOD[rung](at.astimezone(SHANGHAI)) for at in made}:
            first = next(at for at in made if PERIOD[rung](at.astimezone(SHANGHAI)) == key)
            if END[rung](first.astimezone(SHANGHAI), number) >= made[-1]:
                assert first in there


def test_the_newest_backup_and_other_peoples_files_stay(tmp_path):
    old = from_local(2016, 1, 1).astimezone(SHANGHAI)
    names = {named(old), "commandcenter-mine.zip", "letter.txt"}
    for name in names:
        (tmp_path / name).touch()
    assert rotate(tmp_path, from_local(2026, 11, 23), LADDER) == []
    assert {p.name for p in tmp_path.iterdir()} == names
    newer = named(from_local(2016, 1, 2).astimezone(SHANGHAI))
    (tmp_path / newer).touch()
    assert rotate(tmp_path, from_local(2026, 11, 23), LADDER) == [tmp_path / named(old)]


def test_the_last_backup_that_reads_back_whole_is_never_deleted(embedded, tmp_path):
    """Nor the last that came through a restore drill: the newer ones may be worth nothing."""
    with embedded.read() as session:
        own = session.scalar(select(SchemaInfoRow.database_id))
    files = [tmp_path / named(from_local(2016, 1, n).astimezone(SHANGHAI)) for n in range(1, 6)]
    for file in files:
        backup(embedded, file)
    for file in files[3:]:  # both the newest
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)
    at, drilled = from_local(2026, 11, 23), {files[0].name}
    assert rotate(tmp_path, at, LADDER, own, drilled) == [files[1], files[3]]
    assert [file.exists() for file in files] == [True, False, True, False, True]


def test_a_bureau_says_how_long_its_backups_are_kept_and_sees_until_when(embedded, tmp_path):
    with embedded.write() as session:
        seed.put_plan(session, ANA)
        item = session.scalars(select(PlanItemRow).where(PlanItemRow.code == Rung.MONTHS)).one()
        item.data = item.data | {"value": 2}
        journal.record(session, ANA, "plan", 1, "amended")
    folder, at = tmp_path / "backups", from_local(2026, 11, 24, 10, 46)
    folder.mkdir()
    for days in (90, 30, 20, 0):  # of August, October, November
        automatic(embedded, folder, at - timedelta(days=days))
    with embedded.read() as session:
        kept = kept_backups(session, folder)
    assert [(each.rung, each.until) for each in kept] == [
        (Rung.WEEKS, None),  # the newest
        (Rung.MONTHS, from_local(2027, 1, 4, 10, 46)),
        (Rung.MONTHS, from_local(2026, 12, 25, 10, 46)),
        (Rung.YEARS, from_local(2031, 8, 26, 10, 46)),
    ]


def test_a_regular_backup_is_named_by_its_time_and_restores(embedded, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    automatic(embedded, folder, from_local(2026, 11, 24, 10, 46, 5))
    [path] = folder.iterdir()
    assert path.name == "commandcenter-20261124-104605.zip"
    restore(path, f"sqlite:///{tmp_path}/again.db")


def test_half_a_restore_is_no_database(embedded, tmp_path, monkeypatch):
    backup(embedded, tmp_path / "a.zip")
    seen = []

    def look(part):  # after all was checked: a kill would leave it so
        db = open_database(f"sqlite:///{part}")
        for start in (schema_state.require_current, schema.upgrade):
            with pytest.raises(RuleBroken, match="恢复未完成"):
                start(db)
        db.close()
        seen.append(part)
        noted(part)

    noted = backups._note_restored
    monkeypatch.setattr(backups, "_note_restored", look)
    restore(tmp_path / "a.zip", f"sqlite:///{tmp_path}/back.db")
    assert len(seen) == 1
    back = open_database(f"sqlite:///{tmp_path}/back.db")
    schema_state.require_current(back)
    back.close()
