"""Files sent in parts: whole after a loss, the same from two seats, never another content."""

import hashlib
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, update

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import files
from commandcenter.store.tables.every import FilePartRow, StoredFileRow


@pytest.fixture
def recording(tmp_path):
    """A file of two parts and a bit."""
    path = tmp_path / "执法记录.mp4"
    path.write_bytes(bytes(range(256)) * 4096 * 2 + b"end")
    return path


def parts(db):
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(FilePartRow))


def sent_again(db, path):
    heard = []
    sha256 = files.send(db, path, lambda done, total: heard.append((done, total)))
    return sha256, heard


def test_a_file_comes_out_as_it_went_in(db, recording, tmp_path):
    sha256, heard = sent_again(db, recording)
    assert sha256 == hashlib.sha256(recording.read_bytes()).hexdigest()
    assert parts(db) == 3
    assert heard[-1] == (recording.stat().st_size,) * 2
    assert heard == sorted(heard)
    with db.read() as session:
        files.copy_out(session, sha256, tmp_path / "out.mp4")
        assert files.read(session, sha256) == recording.read_bytes()
    assert (tmp_path / "out.mp4").read_bytes() == recording.read_bytes()


def test_a_sending_that_was_cut_off_goes_on_where_it_was(db, recording):
    def stop(done, total):
        if done >= files.PART:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        files.send(db, recording, stop)
    assert parts(db) == 1
    sha256 = files.send(db, recording)
    assert parts(db) == 3
    with db.read() as session:
        assert files.is_complete(session, sha256)


def test_what_is_here_is_not_sent_again(db, recording):
    sha256 = files.send(db, recording)
    assert sent_again(db, recording) == (sha256, [(recording.stat().st_size,) * 2])


def test_two_seats_may_send_the_same_file_at_once(db, recording):
    start, found = Barrier(2), []

    def send():
        start.wait()
        found.append(files.send(db, recording))

    seats = [Thread(target=send) for _ in range(2)]
    for seat in seats:
        seat.start()
    for seat in seats:
        seat.join()
    assert len(found) == 2
    assert parts(db) == 3


def test_a_file_that_changes_while_it_is_sent_is_refused_and_can_be_sent_again(db, recording):
    def change(done, total):
        if done == files.PART:
            with recording.open("r+b") as file:
                file.seek(2 * files.PART)
                file.write(b"END")

    with pytest.raises(RuleBroken, match="被改动"):
        files.send(db, recording, change, sha256=files.hash_of(recording))
    assert parts(db) == 0
    sha256 = files.send(db, recording)
    with db.read() as session:
        assert files.read(session, sha256) == recording.read_bytes()


def test_a_damaged_part_is_told_and_no_copy_is_left(db, recording, tmp_path):
    sha256 = files.send(db, recording)
    with db.transaction() as session:
        session.execute(update(FilePartRow).where(FilePartRow.number == 1).values(data=b"other"))
    out = tmp_path / "out.mp4"
    with db.read() as session:
        with pytest.raises(RuleBroken, match="校验值不符"):
            files.copy_out(session, sha256, out)
        with pytest.raises(RuleBroken, match="校验值不符"):
            files.read(session, sha256)
    assert not out.exists()


def test_an_empty_file_and_a_missing_one(db, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    sha256 = files.send(db, empty)
    with db.read() as session:
        assert files.read(session, sha256) == b""
        assert session.get_one(StoredFileRow, sha256).complete
    for path in (tmp_path, tmp_path / "gone.txt"):
        with pytest.raises(RuleBroken, match="无法读取"):
            files.send(db, path)


def test_a_file_above_the_limit_is_only_hashed(db, recording, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", files.PART)
    with pytest.raises(RuleBroken, match="200 MB"):
        files.send(db, recording)
    assert files.hash_of(recording) == hashlib.sha256(recording.read_bytes()).hexdigest()
    assert parts(db) == 0


def test_a_place_that_cannot_be_written_is_told(db, recording, tmp_path):
    sha256 = files.send(db, recording)
    with db.read() as session, pytest.raises(RuleBroken, match="无法写入"):
        files.copy_out(session, sha256, tmp_path / "nowhere" / "out.mp4")
