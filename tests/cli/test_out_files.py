"""What a command writes is put over no file that the program lives by, or is to read."""

import shutil
import subprocess
import sys

import pysqlite3.dbapi2 as sqlite
import pytest

from tests.cli.export_files import row, write


def contents(bureau):
    """Of all that lies in both folders; SQLite's own log beside the database may come and go."""
    found = [*bureau.data.glob("commandcenter.db*"), *bureau.work.iterdir()]
    return {p: p.read_bytes() for p in found if not p.name.endswith(("-wal", "-shm"))}


@pytest.fixture
def center(bureau):
    """A bureau that has its key, and a file to bring in."""
    write(bureau.work / "x.csv", [row(1), row(2, 登记编号="")])
    assert bureau.run("intake", "x.csv").code == 0
    return bureau


@pytest.mark.parametrize("end", ["", ".key", "-wal", "-shm", "-journal"])
def test_refused_rows_are_not_put_over_the_database_or_its_key(center, end):
    before = contents(center)
    said = center.run("intake", "x.csv", "--rejects", f"{center.database}{end}")
    assert said.code == 2
    assert ".csv" in said.err
    assert contents(center) == before


def test_nothing_is_put_over_a_database_that_is_called_as_the_paper_would_be(center, tmp_path):
    for name, call in {
        "bureau.csv": ["intake", "x.csv", "--rejects"],
        "bureau.pdf": ["brief", "watch", "--week", "2026-W40", "--out"],
        "bureau.xlsx": ["export", "journal", "--out"],
        "bureau.png": ["shoot", "wall", "--out"],
        "bureau": ["brief", "watch", "--week", "2026-W40", "--out"],
    }.items():
        file = center.work / name
        shutil.copy(center.database, file)
        shutil.copy(f"{center.database}.key", f"{file}.key")
        before = contents(center)
        said = center.run("--db", center.url(file), *call, name)
        assert (said.code, "不会覆盖" in said.err) == (1, True), (call, said)
        assert contents(center) == before


def test_refused_rows_are_not_put_over_the_file_they_come_from(center):
    (center.work / "link.csv").symlink_to("x.csv")
    before = contents(center)
    for name in ("x.csv", "../work/x.csv", "link.csv"):
        said = center.run("intake", "x.csv", "--rejects", name)
        assert (said.code, "不会覆盖" in said.err) == (1, True)
    assert contents(center) == before


def test_a_database_that_is_a_link_is_kept_by_both_its_names(center):
    link = center.work / "link.csv"
    link.symlink_to(center.database)
    for url, name in ((center.url(link), "link.csv"), (center.url(), "link.csv")):
        said = center.run("--db", url, "intake", "x.csv", "--rejects", name)
        assert (said.code, "不会覆盖" in said.err) == (1, True)
    assert link.is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="what others hold is written over elsewhere")
def test_a_file_that_another_program_holds_is_noticed_before_anything_is_stored(bureau):
    """As Excel holds an open table on Windows; here a program that runs cannot be written to."""
    write(bureau.work / "x.csv", [row(1)])
    held = bureau.work / "no.csv"
    shutil.copy(shutil.which("sleep"), held)
    with subprocess.Popen([held, "600"]) as running:
        try:
            said = bureau.run("intake", "x.csv", "--rejects", "no.csv")
        finally:
            running.kill()
    assert (said.code, "正被别的程序使用" in said.err) == (1, True)
    with sqlite.connect(bureau.database) as connection:
        assert connection.execute("SELECT count(*) FROM complaint").fetchone() == (0,)
    connection.close()
