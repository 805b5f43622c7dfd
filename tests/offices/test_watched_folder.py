"""A watched folder at work on a real database: each file once, whole, and told of."""

import csv
import threading

import pytest
from sqlalchemy import select, update

from commandcenter.domain.errors import AskedWrongly
from commandcenter.intake import folder as folders
from commandcenter.intake.folder import DONE, FAILED, WatchedFolder
from commandcenter.offices import watched_folder
from commandcenter.offices.watched_folder import DeskIntake, FolderWatch
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.complaints.key_check import KeyLost
from commandcenter.store.database import Lost
from commandcenter.store.tables.every import BatchRow, ComplaintRow
from commandcenter.store.verify import verify
from tests.cli.export_files import HEADER, row, write
from tests.services.shown_complaints import counted_from_rows, rolled_up, row_counts, stored


@pytest.fixture(autouse=True)
def at_once(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "STILL_S", 0.0)
    monkeypatch.setattr(intake, "CHUNK", 10)
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def watching(city, inbox):
    """watching() → a watch over the inbox, as another process would have it."""
    held = []

    def watching(**more):
        held.append(WatchedFolder(inbox))
        return FolderWatch(city.db, held[-1], PROGRAM, **more)

    yield watching
    for each in held:
        each.release()


def look(watch):
    """What came of the files: a first look only sees that they are there."""
    return [*watch.look(), *watch.look()]


def names(folder):
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


def batches(city):
    with city.db.read() as session:
        return list(session.scalars(select(BatchRow.state).order_by(BatchRow.id)))


def test_each_file_is_taken_in_once_whatever_its_name(city, inbox, watching):
    watch = watching()
    write(inbox / "a.csv", [row(n) for n in range(25)])
    [told] = look(watch)
    assert (told.file, told.taken) == ("a.csv", True)
    assert "入库 25" in told.sentence
    again = (inbox / DONE / "a.csv").read_bytes()
    (inbox / "另一个名字.csv").write_bytes(again)
    [told] = look(watch)
    assert told.taken
    assert "“a.csv”完全相同" in told.sentence
    assert row_counts(city, ComplaintRow) == [25]
    assert batches(city) == ["closed"]
    assert names(inbox / DONE) == [
        "a.csv", "a.csv.说明.txt", "另一个名字.csv", "另一个名字.csv.说明.txt",
    ]  # fmt: skip
    assert names(inbox) == [DONE, FAILED]


def test_a_key_that_is_lost_meanwhile_costs_no_file(city, inbox, watching, monkeypatch):
    def lost(*_, **__):
        raise KeyLost("密钥不见了。")

    watch = watching()
    write(inbox / "a.csv", [row(1)])
    with monkeypatch.context() as patched:
        patched.setattr(watched_folder, "store", lost)
        with pytest.raises(KeyLost):
            look(watch)
    assert names(inbox) == ["a.csv", DONE, FAILED]
    assert names(inbox / FAILED) == []
    [told] = look(watch)
    assert told.taken


def test_refused_rows_lie_beside_the_file_that_was_taken(city, inbox, watching):
    write(inbox / "a.csv", [row(1), row(2, 登记编号=""), row(3)])
    [told] = look(watching())
    assert "入库 2" in told.sentence
    assert "退回 1" in told.sentence
    with (inbox / DONE / "a.csv_退回.csv").open(encoding="utf-8-sig", newline="") as file:
        header, line = csv.reader(file)
    assert line[0] == "3"
    assert "缺登记编号" in line[2]
    assert header[3:] == HEADER


def test_a_file_that_fails_goes_aside_with_a_sentence_and_never_stops_the_next(
    city, inbox, watching
):
    (inbox / "1.csv").write_bytes(b"")
    (inbox / "2.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    write(inbox / "3.csv", [["1", "2"]], header=["姓名", "年龄"])
    write(inbox / "4.csv", [row(1, 登记编号=""), row(2, 登记编号="")])
    (inbox / "5.csv").symlink_to("/etc/hostname")
    write(inbox / "6.csv", [row(6)])
    (inbox / "0.csv").write_bytes(b'"a","b\n' + bytes(range(256)) * 40)
    told = {each.file: each for each in look(watching())}
    assert [name for name, each in sorted(told.items()) if each.taken] == ["6.csv"]
    assert len(told) == 7
    for name in ("0.csv", "1.csv", "2.xls", "3.csv", "4.csv", "5.csv"):
        note = (inbox / FAILED / f"{name}.说明.txt").read_text("utf-8-sig")
        assert note.splitlines() == [name, told[name].sentence]
        assert note.endswith("。\n")
    assert "4.csv_退回.csv" in names(inbox / FAILED)
    assert (inbox / FAILED / "5.csv").is_symlink()
    assert batches(city) == ["closed"]


def test_a_file_all_of_whose_rows_were_refused_can_be_tried_again(city, inbox, watching):
    watch = watching()
    write(inbox / "a.csv", [row(1, 登记编号="")])
    [told] = look(watch)
    assert "全部退回" in told.sentence
    (inbox / "a.csv").write_bytes((inbox / FAILED / "a.csv").read_bytes())
    assert len(look(watch)) == 1
    assert "a（2）.csv" in names(inbox / FAILED)


def test_two_watches_on_one_folder_do_not_import_twice(city, inbox, watching):
    watches = [watching() for _ in range(4)]
    for n in range(6):
        write(inbox / f"{n}.csv", [row(100 * n + k) for k in range(15)])
    told, start = [], threading.Barrier(len(watches))

    def run(watch):
        start.wait()
        for _ in range(4):
            told.extend(watch.look())

    threads = [threading.Thread(target=run, args=(w,)) for w in watches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.file for each in told) == [f"{n}.csv" for n in range(6)]
    assert batches(city) == ["closed"] * 6
    assert row_counts(city, ComplaintRow) == [90]


def test_a_file_that_another_seat_is_taking_in_waits(city, inbox, watching):
    watch = watching()
    file = write(inbox / "a.csv", [row(1)])
    facts = intake.FileFacts("b.csv", folders_digest(file), "", 1, 0, 0)
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, facts)
    assert look(watch) == []
    assert names(inbox) == ["a.csv", DONE, FAILED]
    intake.undo(city.db, city.liwei, batch)
    assert [each.taken for each in look(watch)] == [True]
    assert row_counts(city, ComplaintRow) == [1]


def folders_digest(file):
    from commandcenter.intake.tables import file_digest

    return file_digest(file)


class Killed(BaseException):
    """What no handler of the program knows: as if the process were gone here."""


def killed_in_mid_file(city, watch, monkeypatch):
    """Run until rows of an open import are stored, then stop without any cleaning up."""

    store_chunk, undo, chunks = intake.store_chunk, intake.undo, []

    def stored_once(*arguments, **how):
        if chunks:
            raise Killed
        chunks.append(1)
        return store_chunk(*arguments, **how)

    def undone(*arguments):
        if chunks:
            raise Killed
        undo(*arguments)

    with monkeypatch.context() as broken:
        broken.setattr(intake, "store_chunk", stored_once)
        broken.setattr(intake, "undo", undone)
        with pytest.raises(Killed):
            look(watch)


def test_a_file_whose_watch_was_killed_is_undone_and_taken_again_by_the_next(
    city, inbox, watching, monkeypatch
):
    dead, heir = watching(), watching()
    write(inbox / "a.csv", [row(n) for n in range(35)])
    killed_in_mid_file(city, dead, monkeypatch)
    assert batches(city) == ["open"]
    assert look(heir) == []  # the dead one's lock is not gone yet
    dead._folder.release()
    [told] = look(heir)
    assert "入库 35" in told.sentence
    assert batches(city) == ["undone", "closed"]
    assert row_counts(city, ComplaintRow) == [35]
    with city.db.read() as session:
        assert counted_from_rows(session) == rolled_up(session)
        assert verify(session).bad is None


def test_a_file_at_which_the_program_dies_again_and_again_is_put_aside(
    city, inbox, watching, monkeypatch
):
    write(inbox / "a.csv", [row(n) for n in range(35)])
    for _ in range(3):
        dead = watching()
        killed_in_mid_file(city, dead, monkeypatch)
        dead._folder.release()
    write(inbox / "b.csv", [row(n) for n in range(50, 53)])
    told = {each.file: each for each in look(watching())}
    assert not told["a.csv"].taken
    assert "3 次中断" in told["a.csv"].sentence
    assert told["b.csv"].taken
    assert batches(city) == ["undone"] * 3 + ["closed"]
    assert row_counts(city, ComplaintRow) == [3]


def test_a_database_that_goes_away_leaves_the_file_where_it_is(city, inbox, watching, monkeypatch):
    watch = watching()
    write(inbox / "a.csv", [row(1)])

    def away(*_arguments, **_named):
        raise Lost("gone")

    for _ in range(5):  # more often than a file may break off
        with monkeypatch.context() as broken:
            broken.setattr("commandcenter.offices.watched_folder.store", away)
            with pytest.raises(Lost):
                look(watch)
    assert "a.csv" in names(inbox)
    assert [each.taken for each in look(watch)] == [True]


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_look(
    city, inbox, watching, monkeypatch
):
    watch = watching()
    file = write(inbox / "a.csv", [row(1)])
    with monkeypatch.context() as changing:
        changing.setattr("commandcenter.offices.watched_folder.file_digest", lambda path: "f" * 64)
        assert look(watch) == []
    assert file.exists()
    assert [each.taken for each in look(watch)] == [True]
    assert row_counts(city, ComplaintRow) == [1]


def test_a_name_that_is_no_text_is_taken_in_too(city, inbox, watching):
    file = write(inbox / "a.csv", [row(1)])
    file.rename(inbox / "\udcff\udcfe{0}\n.csv")
    [told] = look(watching())
    assert told.taken, told.sentence
    assert row_counts(city, ComplaintRow) == [1]


def test_after_an_import_was_undone_its_file_can_be_taken_in_again(city, inbox, watching):
    watch = watching()
    write(inbox / "a.csv", [row(1)])
    look(watch)
    with city.db.write() as session:
        session.execute(update(BatchRow).values(state="undone"))
        journal.record(session, PROGRAM, "batch", 1, "undone")
    (inbox / DONE / "a.csv").rename(inbox / "a.csv")
    [told] = look(watch)
    assert "入库 0，重复 1" in told.sentence


def test_a_file_that_cannot_be_moved_away_is_told_once(city, inbox, watching, monkeypatch):
    watch = watching()
    write(inbox / "a.csv", [row(1)])

    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(WatchedFolder, "put", refuse)
    [told] = look(watch)
    assert "无法移走" in told.sentence
    assert look(watch) == []
    assert watch.waits() == 0
    assert stored(city)[0] == 1


def test_a_duty_seat_looks_only_for_somebody_who_may(city, inbox):
    desk = DeskIntake(city.db, inbox)
    write(inbox / "a.csv", [row(1)])
    assert [*desk.look(city.admin), *desk.look(city.admin)] == []
    assert names(inbox) == ["a.csv"]
    [(words, taken)] = [*desk.look(city.liwei), *desk.look(city.liwei)]
    assert taken
    assert words.startswith("a.csv：共 1 行")
    desk._watch._folder.release()


def test_which_folder_is_said_where_nothing_else_is_watched(tmp_path, sqlite_url):
    with pytest.raises(AskedWrongly, match="请写明要看守的文件夹"):
        next(watched_folder.watch(sqlite_url, None, mapping=None, crs="wgs84", once=True))
