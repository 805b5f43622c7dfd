"""What is added is kept here first and delivered once, in order, or comes back with the reason."""

import json
import stat
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.command.running_log import log_lines
from commandcenter.services.command.callups import NewCallUp
from commandcenter.services.command.duty import NewEntry
from commandcenter.services.command.evidence import File, Piece
from commandcenter.services.incident import incident_moves
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import ADDED_WORDS, SERVICES, Added, plain, rich
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.store import files
from commandcenter.store.database import Lost
from commandcenter.store.journal import latest
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.every import (
    CallUpRow,
    DeliveryRow,
    DutyLogRow,
    EvidenceRow,
    JournalLineRow,
    LogEntryRow,
)


class Link:
    """A way to the database that can be away, or lose the answer of the next commit."""

    def __init__(self, db):
        self._db, self.away, self.lose_answer = db, False, False
        self.clock, self.read_ = db.clock, db.read

    @contextmanager
    def write(self):
        with self._way(self._db.write) as session:
            yield session

    @contextmanager
    def transaction(self):
        with self._way(self._db.transaction) as session:
            yield session

    @contextmanager
    def read(self):
        if self.away:
            raise Lost("away")
        with self._db.read() as session:
            yield session

    @contextmanager
    def _way(self, way):
        if self.away:
            raise Lost("away")
        with way() as session:
            yield session
        if self.lose_answer:
            self.lose_answer = False
            raise Lost("the answer")


@pytest.fixture
def link(db):
    return Link(db)


class Ring:
    """The operating system's key ring."""

    def __init__(self):
        self.kept, self.takes = {}, True

    def find(self, name):
        return self.kept.get(name)

    def keep(self, name, key):
        if self.takes:
            self.kept[name] = key
        return self.takes


@pytest.fixture
def ring():
    return Ring()


@pytest.fixture
def box(tmp_path, ring):
    return Outbox(tmp_path / "outbox" / "here.db", ring)


@pytest.fixture
def outgoing(link, box):
    return Outgoing(link, box)


@pytest.fixture
def responding(city):
    incident = city.register()
    city.activate(incident)
    return incident


def line(outgoing, incident, words, at):
    return outgoing.new(Added.LOG_LINE, additions.log_line(incident, words), words, at)


def written(city, incident):
    rows = select(LogEntryRow.text).where(LogEntryRow.incident_id == incident)
    with city.db.read() as session:
        return list(session.scalars(rows.order_by(LogEntryRow.id)))


def test_what_is_added_with_the_link_up_is_there_and_nothing_stays_here(
    city, outgoing, responding, tmp_path
):
    at = city.db.clock()
    sent = outgoing.send(city.maxiao, line(outgoing, responding, "王芳 13800001111", at))
    assert sent.subject is not None
    assert written(city, responding) == ["王芳 13800001111"]
    assert outgoing.kept() == []
    left = b"".join(p.read_bytes() for p in (tmp_path / "outbox").iterdir() if p.is_file())
    assert "王芳".encode() not in left
    assert b"13800001111" not in left


def test_what_waits_is_delivered_once_and_in_order(city, link, outgoing, responding):
    link.away = True
    at = city.db.clock() - timedelta(minutes=5)
    for words in "一二三":
        assert outgoing.send(city.maxiao, line(outgoing, responding, words, at)).subject is None
    with pytest.raises(Lost):
        outgoing.deliver(city.maxiao)
    link.away = False
    # what is written now goes behind what waits
    assert outgoing.send(city.maxiao, line(outgoing, responding, "四", at)).subject is None
    found = outgoing.deliver(city.maxiao, most=3)
    assert [a.words for a in found.arrived] == ["一", "二", "三"]
    assert found.more
    assert not outgoing.deliver(city.maxiao).more
    assert written(city, responding) == ["一", "二", "三", "四"]
    with city.db.read() as session:
        rows = session.scalars(select(DeliveryRow)).all()
        assert all(row.claimed_at == at and row.at > at for row in rows)
        lines = session.scalars(
            select(JournalLineRow.kind).where(JournalLineRow.number.in_([row.line for row in rows]))
        )
        assert list(lines) == ["log"] * 4
        assert [line.claimed_at for line in log_lines(session, responding)] == [at] * 4


def test_what_arrived_at_once_is_not_said_to_be_late(city, outgoing, responding):
    outgoing.send(city.maxiao, line(outgoing, responding, "一", city.db.clock()))
    assert [shown.claimed_at for shown in city.ask(log_lines, responding)] == [None]


def test_a_commit_whose_answer_was_lost_is_not_done_again(city, link, outgoing, responding):
    link.lose_answer = True
    sent = outgoing.send(city.maxiao, line(outgoing, responding, "一次", city.db.clock()))
    assert sent.subject is None  # nobody knows; the words are safe
    with city.db.read() as session:
        before = latest(session)
    assert [a.words for a in outgoing.deliver(city.maxiao).arrived] == ["一次"]
    assert written(city, responding) == ["一次"]
    with city.db.read() as session:
        assert latest(session) == before


def test_without_the_key_the_same_would_be_doubled(city, link, outgoing, responding, monkeypatch):
    """The test above can fail: so it does where the key is not looked at."""

    def naive(session, actor, addition):
        return SERVICES[Added(addition.kind)](session, actor, addition.body)

    monkeypatch.setattr(additions, "add", naive)
    link.lose_answer = True
    outgoing.send(city.maxiao, line(outgoing, responding, "一次", city.db.clock()))
    outgoing.deliver(city.maxiao)
    assert written(city, responding) == ["一次", "一次"]


def test_what_is_refused_at_once_stays_with_the_person(city, outgoing, responding):
    with pytest.raises(RuleBroken):
        outgoing.send(city.maxiao, line(outgoing, responding, " ", city.db.clock()))
    assert outgoing.kept() == []


def test_what_is_refused_later_comes_back_with_the_reason_and_holds_nobody_up(
    city, link, outgoing, responding
):
    link.away = True
    for words in ("门口 60 人", "已劝离"):
        outgoing.send(city.maxiao, line(outgoing, responding, words, city.db.clock()))
    other = outgoing.new(Added.NOTE, additions.note(10**6, "电话打通"), "电话打通", city.db.clock())
    outgoing.send(city.maxiao, other)
    link.away = False
    found = outgoing.deliver(city.maxiao)
    assert [a.words for a in found.refused] == ["电话打通"]
    [kept] = outgoing.kept()
    assert (kept.addition.words, kept.refusal) == ("电话打通", "没有编号为 1000000 的应办事项。")
    assert written(city, responding) == ["门口 60 人", "已劝离"]
    outgoing.again(kept.addition.key)
    assert outgoing.kept()[0].refusal is None
    outgoing.deliver(city.maxiao)
    outgoing.drop(kept.addition.key)
    assert outgoing.kept() == []


def test_it_arrives_by_the_rights_of_the_moment_of_arrival(city, link, outgoing, responding):
    """The incident was declared a false alarm meanwhile: its record does not grow any more."""
    link.away = True
    maxiao = city.maxiao
    quiet = city.register(title="另一事件", verified=False)
    outgoing.send(maxiao, line(outgoing, quiet, "到场", city.db.clock()))
    city.do(incident_moves.dismiss, "chenyu", quiet, "现场核实为误报")
    link.away = False
    assert len(outgoing.deliver(maxiao).refused) == 1
    assert outgoing.kept()[0].refusal


def test_nobody_delivers_for_another(city, link, outgoing, responding):
    link.away = True
    outgoing.send(city.maxiao, line(outgoing, responding, "马骁写的", city.db.clock()))
    link.away = False
    assert outgoing.deliver(city.zhoulan).arrived == ()
    assert len(outgoing.kept()) == 1


def test_another_persons_key_is_refused(city, outgoing, responding):
    addition = line(outgoing, responding, "一", city.db.clock())
    outgoing.send(city.maxiao, addition)
    with pytest.raises(RuleBroken, match="他人"):
        outgoing.send(city.zhoulan, addition)


def everything(city, incident):
    with city.db.read() as session:
        step = session.scalars(
            select(ObligationRow.id).where(
                ObligationRow.incident_id == incident, ObligationRow.group == "onsite"
            )
        ).first()
    at = city.db.clock() - timedelta(minutes=3)
    entry = NewEntry(LogKind.CALL_IN, "来电反映", at, "城东区局", "赵某", follow=True)
    call = NewCallUp("首报", "0990-1234567", True, "知道了", None, "罗敏", at)
    piece = Piece(Kind.DOCUMENT, "会员名册", ("马骁", "吴越"), at, "城东店", carrier="证据室 2 柜")
    return {
        ("maxiao", Added.LOG_LINE): additions.log_line(incident, "到场"),
        ("maxiao", Added.NOTE): additions.note(step, "已联系房东"),
        ("liwei", Added.DUTY_ENTRY): additions.duty_entry(entry),
        ("liwei", Added.CALL_UP): additions.call_up(call),
        ("hewenjing", Added.EVIDENCE): additions.piece(incident, piece),
    }


def test_every_kind_waits_and_arrives(city, link, outgoing, responding):
    link.away = True
    bodies = everything(city, responding)
    assert {kind for _, kind in bodies} == set(Added) == set(ADDED_WORDS)
    for (login, kind), body in bodies.items():
        outgoing.send(getattr(city, login), outgoing.new(kind, body, "x", city.db.clock()))
    link.away = False
    for login in {login for login, _ in bodies}:
        assert outgoing.deliver(getattr(city, login)).refused == ()
    with city.db.read() as session:
        for row in (LogEntryRow, ObligationNoteRow, DutyLogRow, CallUpRow, EvidenceRow):
            assert len(session.scalars(select(row)).all()) == 1, row
        piece = session.scalars(select(EvidenceRow)).one()
        assert (piece.kind, piece.collectors) == ("document", ["马骁", "吴越"])


def test_a_piece_waits_with_its_file_even_if_the_medium_goes(
    city, link, outgoing, responding, tmp_path
):
    medium = tmp_path / "stick"
    medium.mkdir()
    photo = medium / "门口.jpg"
    photo.write_bytes(b"picture" * 50_000)
    at = city.db.clock()
    piece = Piece(Kind.PHOTO, "门口照片", ("马骁", "吴越"), at, "城东店")
    link.away = True
    shelved = outgoing.shelve(
        city.hewenjing, responding, piece, photo, lambda done, total: None, at
    )
    assert shelved.waits
    photo.unlink()
    [kept] = outgoing.kept()
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    link.away = False
    assert len(outgoing.deliver(city.hewenjing).arrived) == 1
    assert not kept.file.exists()
    with city.db.read() as session:
        row = session.scalars(select(EvidenceRow)).one()
        assert (row.name, row.size, row.stored) == ("门口.jpg", 350_000, True)


def test_of_a_file_that_is_too_large_waits_where_it_lies_and_nothing_else(
    city, link, outgoing, responding, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "LIMIT", 1_000)
    film = tmp_path / "现场.mp4"
    film.write_bytes(b"film" * 500)
    at = city.db.clock()
    piece = Piece(Kind.VIDEO, "门口录像", ("马骁", "吴越"), at, "城东店")
    put = partial(outgoing.shelve, city.hewenjing, responding)
    link.away = True
    with pytest.raises(RuleBroken, match="原件（载体）存放在何处"):
        put(piece, film, lambda done, total: None, at)
    assert outgoing.kept() == []
    assert put(replace(piece, carrier="光盘 3 号"), film, lambda done, total: None, at).waits
    [kept] = outgoing.kept()
    assert kept.file is None
    link.away = False
    assert len(outgoing.deliver(city.hewenjing).arrived) == 1
    with city.db.read() as session:
        row = session.scalars(select(EvidenceRow)).one()
        assert (row.name, row.size, row.stored, row.carrier) == (
            "现场.mp4", 2_000, False, "光盘 3 号"
        )  # fmt: skip


def left_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def keep_offline(city, outgoing, incident, folder, words):
    """A line and a piece with its file, kept on this machine."""
    at = city.db.clock()
    outgoing.send(city.hewenjing, line(outgoing, incident, words, at), away=True)
    photo = folder / "册.txt"
    photo.write_text(words * 200_000)  # more than one part
    piece = Piece(Kind.PHOTO, "名册", ("马骁", "吴越"), at, "城东店")
    outgoing.shelve(city.hewenjing, incident, piece, photo, lambda done, total: None, at, away=True)
    photo.unlink()


def test_what_waits_can_be_read_by_nobody_without_the_key_ring(
    city, link, outgoing, box, responding, tmp_path
):
    keep_offline(city, outgoing, responding, tmp_path, "王芳 13800001111")
    assert box.sealed
    left = left_in(tmp_path / "outbox")
    assert "王芳".encode() not in left
    assert b"13800001111" not in left
    assert outgoing.deliver(city.hewenjing).arrived[0].words == "王芳 13800001111"
    assert written(city, responding) == ["王芳 13800001111"]
    with city.db.read() as session:
        row = session.scalars(select(EvidenceRow)).one()
        assert files.read(session, row.sha256).decode() == "王芳 13800001111" * 200_000
    assert list((tmp_path / "outbox" / "here.files").iterdir()) == []


def test_without_a_key_ring_it_works_and_only_its_owner_may_read(
    city, link, responding, tmp_path, ring
):
    ring.takes = False
    for keys in (None, ring):
        box = Outbox(tmp_path / "plain" / "here.db", keys)
        assert not box.sealed
        outgoing = Outgoing(link, box)
        keep_offline(city, outgoing, responding, tmp_path, "门口聚集 60 人")
        kept = list((tmp_path / "plain").rglob("*"))
        assert stat.S_IMODE((tmp_path / "plain").stat().st_mode) == 0o700
        assert {stat.S_IMODE(p.stat().st_mode) for p in kept if p.is_file()} == {0o600}
        found = outgoing.deliver(city.hewenjing)
        assert (len(found.arrived), found.refused) == (2, ())


def test_what_was_sealed_by_a_lost_key_stays_until_it_is_found(
    city, outgoing, box, responding, tmp_path, ring
):
    keep_offline(city, outgoing, responding, tmp_path, "一")
    lost, ring.kept = ring.kept, {}
    later = Outgoing(outgoing.db, Outbox(box.path, ring))
    assert (later.kept(), later.locked()) == ([], 2)
    later.send(city.hewenjing, line(later, responding, "二", city.db.clock()), away=True)
    assert [a.words for a in later.deliver(city.hewenjing).arrived] == ["二"]
    ring.kept |= lost
    again = Outgoing(outgoing.db, Outbox(box.path, ring))
    assert again.locked() == 0
    assert len(again.deliver(city.hewenjing).arrived) == 2
    assert written(city, responding) == ["二", "一"]
    assert again.kept() == []


def test_what_was_sealed_opens_at_its_own_place_only(box, city, outgoing, responding):
    for words in "一二":
        outgoing.send(city.maxiao, line(outgoing, responding, words, city.db.clock()), away=True)
    with box._open() as connection:
        connection.execute("UPDATE addition SET body = (SELECT body FROM addition WHERE n = 1)")
    assert [kept.addition.words for kept in outgoing.kept()] == ["一"]
    assert outgoing.locked() == 1


def test_what_an_earlier_program_kept_unsealed_is_delivered(box, city, outgoing, responding):
    with box._open() as connection:
        connection.execute(
            "INSERT INTO addition(key, login, kind, body, words, claimed_micros)"
            " VALUES ('k', 'maxiao', 'log_line', ?, '旧', 1)",
            (json.dumps(additions.log_line(responding, "旧")),),
        )
    assert [a.words for a in outgoing.deliver(city.maxiao).arrived] == ["旧"]


def test_values_come_back_from_plain_data_as_they_were(db):
    at = db.clock()
    for value in (
        NewEntry(LogKind.NOTE, "文字", at, follow=True),
        NewCallUp("事由", "1", answered=False, rung_at=at, subject=3),
        Piece(Kind.PHOTO, "照", ("甲", "乙"), at, "店", file=File("0" * 64, "a.jpg", 3, True)),
    ):
        assert rich(type(value), plain(value)) == value


def test_a_field_of_a_newer_program_is_left_out(db):
    data = plain(NewEntry(LogKind.NOTE, "文字")) | {"colour": "red"}
    assert rich(NewEntry, data) == NewEntry(LogKind.NOTE, "文字")
