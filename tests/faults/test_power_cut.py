"""A power cut loses no acknowledged entry: recorded writes, replayed up to a random moment.

The recorder trusts the disk's sync and tears no write. That it can find losses is shown with
synchronous=NORMAL, in which SQLite gives up the newest commits.
"""

import sys

import pysqlite3.dbapi2 as sqlite
import pytest

from commandcenter.store.database import open_database
from commandcenter.store.verify import verify
from tests.city import City
from tests.faults import power
from tests.seeds import chance as chance_of

ENTRIES = 120


@pytest.fixture(scope="module")
def recorder(tmp_path_factory):
    return power.build_recorder(tmp_path_factory.mktemp("recorder"))


@pytest.fixture
def folder(sqlite_url, tmp_path):
    """A folder with a database in which incident 1 is open; nothing else is in it."""
    db = open_database(sqlite_url)
    City(db).register()
    db.close()
    folder = tmp_path / "disk"
    folder.mkdir()
    (tmp_path / "center.db").rename(folder / "center.db")
    return folder


def entries_after(folder):
    """Numbers of the entries that a restarted program finds."""
    connection = sqlite.connect(str(folder / "center.db"))
    try:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT text FROM log_entry").fetchall()
        [(lines, pen)] = connection.execute(
            "SELECT (SELECT count(*) FROM journal), number FROM pen"
        ).fetchall()
    finally:
        connection.close()
    assert lines == pen
    return {int(text.split()[1]) for (text,) in rows}


def losses(recorder, folder, synchronous, count):
    """How many acknowledged entries each of `count` cuts has lost."""
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    happened = power.record(recorder, folder, synchronous, ENTRIES)
    assert sum(e.kind == "A" for e in happened) == ENTRIES
    assert {e.kind for e in happened} >= {"W", "S"}
    checkpointed = [e for e in happened if e.kind == "W" and e.path.endswith("center.db")]
    assert checkpointed, "no cut could fall into a checkpoint"
    chance = chance_of("power cuts", synchronous)
    moments = power.cuts(happened, count, chance)
    lost = []
    for at in moments:
        files, acknowledged = power.cut(before, happened, at, chance)
        power.put(files, folder.parent / "after")
        there = entries_after(folder.parent / "after")
        lost.append(len(set(range(1, acknowledged + 1)) - there))
        if at == moments[-1]:
            db = open_database(f"sqlite:///{folder.parent}/after/center.db")
            with db.read() as session:
                assert verify(session).bad is None
            db.close()
    return lost


@pytest.mark.lot(2, "killed")
def test_no_power_cut_loses_an_acknowledged_entry(recorder, folder):
    assert losses(recorder, folder, "ours", 400) == [0] * 400


@pytest.mark.nightly
def test_no_power_cut_of_a_long_shift_loses_an_acknowledged_entry(recorder, folder, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ENTRIES", 1_000)
    assert losses(recorder, folder, "ours", 2_000) == [0] * 2_000


def test_the_same_cuts_find_losses_where_the_disk_is_not_waited_for(recorder, folder):
    lost = losses(recorder, folder, "NORMAL", 60)
    assert sum(n > 0 for n in lost) > 30
