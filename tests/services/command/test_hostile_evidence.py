"""Evidence that wants to do harm: it is kept to the byte, and its name shows what it hides."""

import hashlib
import io
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from PIL import Image
from sqlalchemy import select, text

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible, writable
from commandcenter.outputs.archive_zip import write_package
from commandcenter.queries.aftermath.archive import archive_content
from commandcenter.queries.command.checklist import step_notes
from commandcenter.queries.command.evidence import shelf
from commandcenter.services.command import attachments
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store import files
from commandcenter.store.seat.outbox import Addition, Outbox
from commandcenter.store.tables.command.obligation import ObligationRow
from tests.field import add_people, piece

NAMES = [
    "照片\u202egpj.exe", "行\n末\x1b[31m.txt", "..\\..\\Windows\\evil.exe", "CON", "NUL.txt",
    "aux.pdf",
    "空\u200b格\u00a0.scr", os.fsdecode(b"\xff\xfe\xe5.jpg"), "长" * 83 + ".exe", "-rf", " ",
    "'; DROP.pdf",
    "<img src=x onerror=alert(1)>.svg", "%s%n{0}.html", ".", "..x", "a" * 251 + ".doc",
]  # fmt: skip


def quiet(done, total):
    pass


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


@pytest.fixture
def hostile(tmp_path):
    """A file of each name that this disk takes, each with bytes of its own."""
    folder = tmp_path / "medium"
    folder.mkdir()
    made = []
    for number, name in enumerate(name for name in NAMES if name != "."):
        path = folder / name
        path.write_bytes(b"MZ\x90\0 not what it seems %d" % number)
        made.append(path)
    return made


def shelve(city, incident, path, **more):
    return attachments.shelve(
        city.db, city.hewenjing, incident, piece(city, **more), path, quiet
    ).evidence_id


def lines(city, incident):
    return city.ask(shelf, city.hewenjing, incident, city.db.clock()).pieces


def is_plain(words):
    return words == visible(words) and words.isprintable()


def test_whatever_it_is_called_it_is_kept_shown_packed_and_given_back(
    city, incident, hostile, tmp_path
):
    for path in hostile:
        shelve(city, incident, path)
    shown = {line.sha256: line for line in lines(city, incident)}
    assert len(shown) == len(hostile)
    for number, path in enumerate(hostile):
        wanted = path.read_bytes()
        line = shown[hashlib.sha256(wanted).hexdigest()]
        assert is_plain(line.name), line.name
        assert len(line.name) <= 255
        name = writable(line.name)
        assert PurePosixPath(name).name == PureWindowsPath(name).name == name
        target = tmp_path / f"{number}"
        target.mkdir()
        attachments.open_evidence(city.db, city.hewenjing, line.id, target / name, quiet)
        assert (target / name).read_bytes() == wanted
    assert any("‹U+202E›" in line.name for line in shown.values())
    assert_archive_is_plain(city, incident, len(hostile))


def assert_archive_is_plain(city, incident, many):
    out = io.BytesIO()
    with city.db.read() as session:
        content = archive_content(session, incident, with_files=True)
        write_package(out, content, partial(files.read, session))
    with zipfile.ZipFile(out) as package:
        names = [name for name in package.namelist() if "证据文件" in name]
        listed = package.read("20_证据清单.csv").decode("utf-8-sig")
    assert len(set(names)) == many
    for name in names:
        assert ".." not in name
        assert not name.startswith("/")
        assert is_plain(name)
    assert "\u202e" not in listed
    assert "\x1b" not in listed


def test_an_attachment_of_a_step_is_no_other(city, incident, hostile):
    step = city.ask(lambda s: s.scalar(select(ObligationRow.id).limit(1)))
    for path in hostile:
        attachments.attach(city.db, city.chenyu, step, path)
    notes = city.ask(step_notes, step)
    assert len(notes) == len(hostile)
    assert all(is_plain(note.text) for note in notes)


def test_a_name_of_before_is_shown_plainly_too(city, incident, tmp_path):
    """As an earlier version kept it."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x")
    number = shelve(city, incident, path)
    with city.db.engine.execution_options(writes=True).begin() as connection:
        if not city.db.embedded:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for name in connection.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'"
                     " AND tbl_name = 'evidence'")
            ).all():  # fmt: skip
                connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(
            text("UPDATE evidence SET name = :name WHERE id = :id"),
            {"name": "照片\u202egpj.exe", "id": number},
        )
    [line] = lines(city, incident)
    assert line.name == "照片‹U+202E›gpj.exe"


def test_what_is_no_file_is_refused_in_words(city, incident, tmp_path):
    pipe = tmp_path / "管\n道.jpg"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "没有.jpg", tmp_path / ("长" * 300)):
        with pytest.raises(RuleBroken, match="无法读取"):
            shelve(city, incident, path)


def test_it_waits_for_the_database_under_any_name(city, incident, hostile, tmp_path):
    outbox = Outbox(tmp_path / "outbox" / "o.db")
    for number, path in enumerate(hostile):
        file = attachments.file_of(path, piece(city), quiet)
        body = additions.piece(incident, replace(piece(city), file=file))
        words = f"会员合同 {visible(path.name)}"
        at = datetime(2026, 11, 24, tzinfo=UTC)
        outbox.put("hewenjing", Addition(f"k{number}", Added.EVIDENCE, body, words, at), path)
    kept = outbox.waiting("hewenjing")
    assert [each.file.read_bytes() for each in kept] == [path.read_bytes() for path in hostile]
    assert all(is_plain(each.addition.body["piece"]["file"]["name"]) for each in kept)


def photo_with_place():
    exif = Image.Exif()
    exif[0x013B] = "Wang Fang"  # artist
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 12.0, 5.0), 3: "E", 4: (121.0, 36.0, 7.0)})
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_where_a_photo_was_taken_stays_in_the_evidence(city, incident, tmp_path):
    """What is evidence is not touched: its place and its camera are a part of it."""
    path = tmp_path / "现场.jpg"
    path.write_bytes(photo_with_place())
    number = shelve(city, incident, path)
    out = tmp_path / "out.jpg"
    attachments.open_evidence(city.db, city.hewenjing, number, out, quiet)
    assert out.read_bytes() == path.read_bytes()
    with Image.open(out) as image:
        assert image.getexif().get_ifd(0x8825)[1] == "N"


def test_what_comes_from_outside_is_marked_so_for_windows(tmp_path):
    path = tmp_path / "通知.docx"
    path.write_bytes(b"PK")
    own_files.mark_foreign(path, windows=True)
    assert b"ZoneId=3" in (tmp_path / "通知.docx:Zone.Identifier").read_bytes()


def test_it_is_not_poured_into_a_device(city, incident, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x")
    number = shelve(city, incident, path)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RuleBroken, match="无法写入"):
        attachments.open_evidence(city.db, city.hewenjing, number, pipe, quiet)
    assert pipe.exists()
