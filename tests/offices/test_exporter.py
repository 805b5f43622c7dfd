"""An exporter that writes while a file is taken in: at every step of the file system it replaces,
appends, truncates or renames. No row may be lost, none taken in twice.
"""

import csv
import os
from collections import Counter

import pytest
from sqlalchemy import select

from commandcenter.intake import folder as folders
from commandcenter.intake.folder import CLAIMED, DONE, FAILED, WatchedFolder
from commandcenter.offices.watched_folder import FolderWatch
from commandcenter.services.guard import PROGRAM
from commandcenter.store.tables.every import ComplaintRow
from tests.cli.export_files import row, write
from tests.offices.audit import Steps

MOST_STEPS = 200  # of one file that is taken in undisturbed; `take` tells how many there are


class Exporter:
    """Writes a.csv, and then does something to it."""

    def __init__(self, inbox, first):
        self.inbox, self.first, self.held = inbox, first, None
        self.inbox.mkdir()

    def lines(self, first, count):
        return [row(self.first + n) for n in range(first, first + count)]

    def export(self, name, first, count):
        write(self.inbox / ".export.part", self.lines(first, count))
        os.replace(self.inbox / ".export.part", self.inbox / name)

    def finish(self):
        if self.held:
            with self.held:
                _write_lines(self.held, self.lines(200, 2))


def replaces(exporter):
    exporter.export("a.csv", 100, 4)


def appends(exporter):
    if (exporter.inbox / "a.csv").exists():
        _append(exporter.inbox / "a.csv", exporter.lines(100, 2))


def truncates(exporter):
    if (exporter.inbox / "a.csv").exists():
        write(exporter.inbox / "a.csv", exporter.lines(100, 3))


def renames(exporter):
    if (exporter.inbox / "a.csv").exists():
        os.rename(exporter.inbox / "a.csv", exporter.inbox / "b.csv")


def renames_and_writes_anew(exporter):
    renames(exporter)
    exporter.export("a.csv", 100, 4)


def keeps_it_open(exporter):
    """Writes when the file may have been moved away already."""
    if (exporter.inbox / "a.csv").exists():
        exporter.held = (exporter.inbox / "a.csv").open("a", encoding="utf-8")


ACTS = [replaces, appends, truncates, renames, renames_and_writes_anew, keeps_it_open]


def _append(path, lines):
    with path.open("a", encoding="utf-8", newline="") as file:
        _write_lines(file, lines)


def _write_lines(file, lines):
    file.writelines(",".join(cells) + "\n" for cells in lines)


def take(city, exporter, act, at):
    """One file, with one act of the exporter at one step; then until nothing waits.

    Returns how many steps the program made until then.
    """
    exporter.export("a.csv", 1, 3)
    folder = WatchedFolder(exporter.inbox)
    watch = FolderWatch(city.db, folder, PROGRAM)
    try:
        with Steps(exporter.inbox, at, lambda: act(exporter)) as steps:
            list(watch.look())
            list(watch.look())
        exporter.finish()
        for _ in range(5):
            list(watch.look())
    finally:
        folder.release()
    return steps.count


def check(city, exporter):
    """What lies there as taken in was taken in, once; and nothing lies anywhere else."""
    with city.db.read() as session:
        there = Counter(session.scalars(select(ComplaintRow.number)))
    assert set(there.values()) <= {1}
    taken = exporter.inbox / DONE
    rows = {line["登记编号"] for file in taken.glob("*.csv") for line in _lines_of(file)}
    assert rows
    assert rows <= set(there)
    assert list((exporter.inbox / FAILED).iterdir()) == []
    assert [p.name for p in exporter.inbox.iterdir() if p.suffix == ".csv"] == []
    assert not (exporter.inbox / CLAIMED).exists()


def _lines_of(file):
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


@pytest.fixture
def exporter(tmp_path, monkeypatch):
    """exporter() → one with a folder and numbers of its own."""
    monkeypatch.setattr(folders, "STILL_S", 0.0)
    monkeypatch.setenv("COMMANDCENTER_DATA", str(tmp_path / "data"))
    made = []

    def exporter():
        made.append(Exporter(tmp_path / f"in{len(made)}", 1000 * (len(made) + 1)))
        return made[-1]

    return exporter


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_lost_that_comes_between_the_storing_and_the_move(
    city, exporter, act, monkeypatch
):
    put, calls, each = WatchedFolder.put, [], exporter()

    def put_late(folder, *arguments):
        if not calls:
            calls.append(act(each))
        return put(folder, *arguments)

    monkeypatch.setattr(WatchedFolder, "put", put_late)
    take(city, each, act, 0)
    check(city, each)
    assert calls


def test_nothing_is_lost_at_any_step(city, exporter):
    steps = take(city, exporter(), None, 0)
    assert 10 < steps < MOST_STEPS
    for act in ACTS:
        for at in range(1, steps + 1):
            each = exporter()
            take(city, each, act, at)
            check(city, each)


def test_a_file_that_a_killed_program_was_moving_is_read_again(city, exporter):
    each = exporter()
    each.export("a.csv", 1, 3)
    (each.inbox / CLAIMED).mkdir()
    (each.inbox / "a.csv").rename(each.inbox / CLAIMED / "a.csv")
    take(city, each, None, 0)
    check(city, each)
    assert len(list((each.inbox / DONE).glob("*.csv"))) == 2
