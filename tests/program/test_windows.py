import pytest
import shiboken6

from commandcenter.program import regular as regular_work
from commandcenter.services.guard import PROGRAM
from commandcenter.settings import Settings
from commandcenter.store import seed
from commandcenter.store.complaints.person_key import key_path, load_key
from commandcenter.ui.frame.seat import open_seat


@pytest.fixture
def seat_on_file(themed, sqlite_url, actor):
    from commandcenter.store.database import open_database

    db = open_database(sqlite_url)
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    seat = open_seat(actor, db, after=0)
    yield seat
    seat.close()
    for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)
    db.close()


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("COMMANDCENTER_DATA", str(folder))
    return folder


def test_a_desk_backs_up_at_once_and_then_regularly(qtbot, data, seat_on_file):
    regular = regular_work.Regular(seat_on_file, Settings(), None)
    qtbot.waitUntil(lambda: len(list((data / "backups").glob("*.zip"))) == 1, timeout=5000)
    assert regular._backup.isActive()
    assert regular._backup.interval() == 10 * 60 * 1000
    regular.stop()


def test_a_backup_without_the_persons_key_is_told_once(qtbot, data, seat_on_file):
    db = seat_on_file.tasks.db
    load_key(db)
    key_path(db).unlink()
    told = []
    seat_on_file.notices.listen(told.append)
    regular = regular_work.Regular(seat_on_file, Settings(), None)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert "里面没有人员识别密钥" in told[0].text
    regular._backed_up(regular._trouble)
    assert len(told) == 1
    regular.stop()


def test_a_backup_that_cannot_be_written_is_told(qtbot, data, seat_on_file):
    data.mkdir()
    (data / "backups").write_text("a file where the folder should be")
    told = []
    seat_on_file.notices.listen(told.append)
    regular = regular_work.Regular(seat_on_file, Settings(), None)
    qtbot.waitUntil(lambda: bool(told))
    assert "无法建立" in told[0].text
    regular.stop()


def test_the_story_of_a_demo_goes_on_and_no_backup_is_made(qtbot, data, seat_on_file, monkeypatch):
    monkeypatch.setattr(regular_work, "STORY_MS", 10)
    told = []
    regular = regular_work.Regular(seat_on_file, Settings(), lambda: told.append(1))
    qtbot.waitUntil(lambda: len(told) > 2)
    regular.stop()
    assert not (data / "backups").exists()
