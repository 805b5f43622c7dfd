"""The watched folder itself: what counts as whole, who holds it, and where files go."""

import errno
import os
import subprocess
import sys

import pytest

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import folder as folders
from commandcenter.intake.folder import DONE, FAILED, LOCK, STILL_S, WatchedFolder
from commandcenter.intake.rejects import write_rejects


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path, clock):
    (tmp_path / "in").mkdir()
    folder = WatchedFolder(tmp_path / "in", clock)
    yield folder
    folder.release()


def whole(folder):
    return [found.path.name for found in folder.waiting() if folder.whole(found)]


def test_a_file_is_whole_when_it_has_not_changed_for_a_while(folder, clock):
    file = folder.path / "a.csv"
    file.write_text("1")
    assert whole(folder) == []
    clock.now += STILL_S
    file.write_text("12")
    assert whole(folder) == []
    clock.now += STILL_S / 2
    assert whole(folder) == []
    clock.now += STILL_S / 2
    assert whole(folder) == ["a.csv"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who holds a file open")
def test_a_file_that_is_held_open_to_write_is_not_whole_however_long_it_rests(folder, clock):
    with (folder.path / "a.csv").open("w") as file:
        file.write("1")
        file.flush()
        assert whole(folder) == []
        clock.now += 100 * STILL_S
        assert whole(folder) == []
    assert whole(folder) == ["a.csv"]


def test_half_made_names_folders_and_pipes_are_passed_over(folder, clock):
    for name in (".hidden.csv", "~$open.xlsx", "a.csv.part", "b.CRDOWNLOAD", "c.tmp"):
        (folder.path / name).write_text("1")
    (folder.path / "sub").mkdir()
    os.mkfifo(folder.path / "pipe.csv")
    (folder.path / "whole.csv").write_text("1")
    whole(folder)
    clock.now += STILL_S
    assert whole(folder) == ["whole.csv"]


def test_one_program_at_a_time_holds_a_folder_and_the_next_knows_it_by_the_same_code(folder, clock):
    other = WatchedFolder(folder.path, clock)
    assert folder.hold()
    assert folder.hold()
    assert not other.hold()
    code = folder.code
    folder.release()
    assert other.hold()
    assert other.code == code != ""
    other.release()


def test_the_hold_goes_with_the_process(folder):
    script = (
        "import sys; from pathlib import Path\n"
        "from commandcenter.intake.folder import WatchedFolder\n"
        "held = WatchedFolder(Path(sys.argv[1])); print(held.hold(), flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "True\n"
    assert not folder.hold()
    process.kill()
    process.communicate()
    assert folder.hold()


def test_a_file_goes_with_its_sentence_and_its_refused_rows(folder):
    file = folder.path / "a.csv"
    file.write_text("1")
    rejects = folder.rejects_of("0" * 64)
    rejects.write_text("row")
    [found] = folder.waiting()
    assert folder.put(found, DONE, "入库 1。", rejects, "") == folder.path / DONE / "a.csv"
    there = folder.path / DONE
    assert sorted(p.name for p in there.iterdir()) == [
        "a.csv", "a.csv.说明.txt", "a.csv_退回.csv",
    ]  # fmt: skip
    assert (there / "a.csv.说明.txt").read_text("utf-8-sig") == "a.csv\n入库 1。\n"
    assert list(folder.waiting()) == []


def test_a_second_file_of_a_name_does_not_touch_the_first(folder):
    for words in ("1", "2", "3"):
        file = folder.path / "a.csv"
        file.write_text(words)
        [found] = folder.waiting()
        folder.put(found, FAILED, words, None, "")
    found = {p.name: p.read_text("utf-8-sig") for p in (folder.path / FAILED).iterdir()}
    assert [found[name] for name in ("a.csv", "a（2）.csv", "a（3）.csv")] == [
        "1", "2", "3",
    ]  # fmt: skip
    assert len(found) == 6


@pytest.mark.parametrize("name", ["write_text", "file_digest"])
def test_a_file_that_cannot_be_put_away_stays_and_the_next_does_not_replace_it(
    folder, monkeypatch, name
):
    def full(*_arguments, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    file = folder.path / "a.csv"
    file.write_text("1")
    digest = folders.file_digest(file)
    [found] = folder.waiting()
    with monkeypatch.context() as broken:
        broken.setattr(folders if name == "file_digest" else own_files, name, full)
        with pytest.raises(OSError, match="No space"):
            folder.put(found, FAILED, "不能读。", None, digest)
    assert file.read_text() == "1"
    assert folder.waiting() == [found]


HOSTILE = [
    b"line\nend.csv",
    "表".encode() * 80 + b".csv",  # as long as a name can be, and no ASCII
    b"\xff\xfe not text.csv",
    b"=cmd|' C calc'!A0.csv",
    b"-rf.csv",
    b"no ending",
    b"  .csv",
    b"%s{0}{name}.csv",
    "‮vsc.exe".encode() + b".csv",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_can_be_put_away_twice(folder, name):
    for _ in range(2):
        path = os.path.join(os.fsencode(folder.path), name)
        with open(path, "wb") as file:
            file.write(b"1")
        [found] = folder.waiting()
        folder.put(found, DONE, "好。", None, "")
    assert len(list((folder.path / DONE).iterdir())) == 4
    assert list(folder.waiting()) == []


def test_tries_that_broke_off_are_counted(folder):
    assert [folder.begin("a" * 64) for _ in range(3)] == [0, 1, 2]
    folder.end("a" * 64)
    assert folder.begin("a" * 64) == 0
    assert list(folder.waiting()) == []


@pytest.mark.parametrize("make", ["nothing", "file", "blocked"])
def test_what_is_no_folder_is_refused_in_words(tmp_path, make):
    path = tmp_path / "in"
    if make == "file":
        path.write_text("")
    elif make == "blocked":
        path.mkdir()
        (path / DONE).write_text("a file where the folder should be")
    with pytest.raises(RuleBroken, match="文件夹"):
        WatchedFolder(path)


def test_a_folder_in_which_nothing_can_be_written_is_not_held(folder):
    (folder.path / LOCK).mkdir()
    with pytest.raises(RuleBroken, match="不能写入"):
        folder.hold()
    (folder.path / LOCK).rmdir()
    assert folder.hold()


@pytest.fixture
def victim(tmp_path):
    path = tmp_path / "center.db"
    path.write_text("all of it")
    return path


def test_a_link_in_the_place_of_a_try_is_taken_away_and_not_followed(folder, victim):
    (folder.path / f".{'a' * 16}.try").symlink_to(victim)
    assert folder.begin("a" * 64) == 0
    assert folder.begin("a" * 64) == 1
    assert victim.read_text() == "all of it"


def test_a_link_in_the_place_of_refused_rows_is_not_followed(folder, victim):
    rejects = folder.rejects_of("a" * 64)
    rejects.symlink_to(victim)
    with pytest.raises(RuleBroken, match="无法写入拒收清单"):
        write_rejects(rejects, ["登记编号"], [])
    assert victim.read_text() == "all of it"


def test_a_link_in_the_place_of_the_lock_is_not_followed(folder, victim):
    (folder.path / LOCK).symlink_to(victim)
    with pytest.raises(RuleBroken, match="不能写入"):
        folder.hold()
    assert victim.read_text() == "all of it"


@pytest.mark.parametrize("name", [DONE, FAILED])
def test_a_folder_whose_parts_lead_elsewhere_is_refused(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).symlink_to(tmp_path)
    with pytest.raises(RuleBroken, match="是链接，不使用"):
        WatchedFolder(tmp_path / "in")
