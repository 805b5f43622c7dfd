"""`watch DIR`: a service that takes in whatever lands in a folder."""

import signal
import subprocess
import sys
import time

import pytest

from tests.cli.export_files import row, write
from tests.cli.test_intake_command import ask
from tests.patience import PATIENCE_S


@pytest.fixture
def inbox(bureau):
    (bureau.work / "in").mkdir()
    return bureau.work / "in"


def start(bureau, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "commandcenter", "watch", "in", *arguments],
        env=bureau.environment,
        cwd=bureau.work,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(condition, process=None):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.01)


def test_once_takes_what_is_there_and_ends(bureau, inbox):
    write(inbox / "a.csv", [row(n) for n in range(5)])
    (inbox / "b.csv").write_text("no table")
    said = bureau.run("watch", "in", "--once")
    assert (said.code, said.err) == (0, "")
    first, second = sorted(said.out.splitlines())
    assert first.startswith("a.csv：共 5 行，入库 5，")
    assert second.startswith("b.csv：")
    assert ask(bureau, "SELECT count(*) FROM complaint") == [(5,)]
    assert (inbox / "已导入" / "a.csv").exists()
    assert (inbox / "未导入" / "b.csv.说明.txt").exists()
    assert bureau.run("watch", "in", "--once").out == ""


def test_files_stay_where_they_are_while_the_key_is_anothers(bureau, inbox):
    write(inbox / "a.csv", [row(1)])
    assert bureau.run("watch", "in", "--once").code == 0
    key = bureau.data / "commandcenter.db.key"
    right = key.read_text()
    key.write_text("07" * 32)
    write(inbox / "b.csv", [row(2)])
    said = bureau.run("watch", "in", "--once")
    assert (said.code, "密钥" in said.err) == (1, True)
    assert (inbox / "b.csv").exists()
    assert not list((inbox / "未导入").iterdir())
    key.write_text(right)
    assert bureau.run("watch", "in", "--once").out.startswith("b.csv：共 1 行，入库 1，")


def test_a_folder_that_is_not_there_and_a_mapping_that_is_not_there_are_said(bureau, inbox):
    for arguments, words in (
        (["nowhere"], "nowhere"),
        (["in", "--mapping", "不存在"], "不存在"),
        (["in", "--crs", "mars"], "mars"),
    ):
        said = bureau.run("watch", *arguments, "--once")
        assert (said.code, said.out) == (2 if words == "mars" else 1, "")
        assert words in said.err
        assert len(said.err.splitlines()) == 1


@pytest.mark.lot(2, "killed")
def test_a_watch_killed_in_mid_file_is_taken_over_by_the_one_that_stood_by(bureau, inbox):
    first = start(bureau)
    assert first.stdout.readline() == "正在看守。\n"
    second = start(bureau)
    assert "待命" in second.stdout.readline()
    write(bureau.work / "big.csv", [row(n) for n in range(30_000)]).rename(inbox / "big.csv")
    until(lambda: ask(bureau, "SELECT count(*) FROM complaint") != [(0,)], first)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert ask(bureau, "SELECT state FROM batch") == [("open",)]
    until(lambda: (inbox / "已导入" / "big.csv").exists(), second)
    out = second.stdout.readline() + second.stdout.readline()  # of the watch, then of the file
    second.send_signal(signal.SIGTERM)
    _, err = second.communicate(timeout=PATIENCE_S)
    assert (second.returncode, err) == (0, "")
    assert "big.csv：共 30000 行，入库 30000，重复 0" in out
    assert ask(bureau, "SELECT state FROM batch ORDER BY id") == [("undone",), ("closed",)]
    assert ask(bureau, "SELECT count(*), count(DISTINCT number) FROM complaint") == [
        (30_000, 30_000)
    ]
    assert sorted(p.name for p in inbox.iterdir()) == [".commandcenter", "已导入", "未导入"]
    assert bureau.run("verify").code == 0
