"""A backup made while seats write at full speed holds one moment, whole, and can be restored."""

import os
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text

from commandcenter.paths import ROOT
from commandcenter.store import files
from commandcenter.store.backup import backup, restore
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import IncidentRow, JournalLineRow, LogEntryRow, PenRow
from commandcenter.store.tables.files import AttachmentRow, StoredFileRow
from commandcenter.store.verify import verify
from tests.faults import busy_seat

pytestmark = pytest.mark.usefixtures("own_data")

LOGINS = ("zhoulan", "chenyu")


@contextmanager
def busy(url, logins):
    """Seats in processes of their own; how much each wrote is in the list at the end."""
    wrote, seats = [], []
    try:
        for login in logins:
            command = [sys.executable, busy_seat.__file__, url, login]
            seats.append(subprocess.Popen(
                command, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            ))  # fmt: skip
        for seat in seats:
            assert seat.stdout.readline() == "busy\n"
        yield wrote
    finally:
        for seat in seats:
            said, wrong = seat.communicate()
            wrote.append(int(said or -1))
            assert seat.returncode == 0, wrong


def assert_of_one_moment(db):
    """What was written together is there together, and nothing of what came later."""
    with db.read() as session:
        assert verify(session).bad is None
        if db.embedded:
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        titles = Counter(session.scalars(select(IncidentRow.title).where(IncidentRow.id > 1)))
        lines = Counter(
            line.partition(" ")[0] for line in session.scalars(select(LogEntryRow.text))
        )
        assert lines == Counter({title: 2 * n for title, n in titles.items()})
        assert_whole_files(session)
        head = session.scalars(select(PenRow.number)).one()
        assert session.scalar(select(func.max(JournalLineRow.number))) == head
        return sum(titles.values())


def assert_whole_files(session):
    linked = session.scalars(select(AttachmentRow.sha256)).all()
    for sha256 in linked:
        assert files.is_complete(session, sha256)
    for sha256 in session.scalars(select(StoredFileRow.sha256).where(StoredFileRow.complete)):
        assert len(files.read(session, sha256)) == session.get_one(StoredFileRow, sha256).size


def made_while_busy(city, url, folder, count, logins):
    incident = city.register()
    city.activate(incident)
    with busy(url, logins):
        facts = [backup(city.db, folder / f"{n}.zip") for n in range(count)]
    numbers = [each.journal_number for each in facts]
    assert numbers == sorted(numbers)
    assert numbers[-1] > numbers[0]  # they were written on meanwhile
    seen = []
    for number, each in enumerate(facts):
        target = f"sqlite:///{folder}/{number}.db"
        assert restore(folder / f"{number}.zip", target) == each
        db = open_database(target)
        seen.append(assert_of_one_moment(db))
        db.close()
    assert seen == sorted(seen)
    assert len(set(seen)) > 1


def test_each_backup_holds_one_moment(city, url, tmp_path):
    made_while_busy(city, url, tmp_path, 2, LOGINS[:1])


@pytest.mark.nightly(minutes=3)
def test_many_backups_under_several_seats_each_hold_one_moment(city, url, tmp_path):
    made_while_busy(city, url, tmp_path, 25, LOGINS)
