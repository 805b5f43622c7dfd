"""Where nothing is kept on this machine, what is added goes straight there or not at all."""

from contextlib import contextmanager

import pytest
from sqlalchemy import select

from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.errors import RuleBroken
from commandcenter.services.command.evidence import Piece
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Delivered, Outgoing, outgoing_of
from commandcenter.store.database import Lost
from commandcenter.store.tables.every import EvidenceRow, LogEntryRow


class Link:
    """A way to the database that can be away."""

    def __init__(self, db):
        self._db, self.away, self.clock = db, False, db.clock

    @contextmanager
    def _way(self, way):
        if self.away:
            raise Lost("away")
        with way() as session:
            yield session

    def read(self):
        return self._way(self._db.read)

    def write(self):
        return self._way(self._db.write)

    def transaction(self):
        return self._way(self._db.transaction)


def nothing(done, total):
    """Nobody watches."""


@pytest.fixture
def incident(city):
    incident = city.register()
    city.activate(incident)
    return incident


def rows_of(city, kind):
    with city.db.read() as session:
        return session.scalars(select(kind)).all()


def test_nothing_waits_and_a_lost_database_is_said_at_once(city, incident, tmp_path):
    link, photo, at = Link(city.db), tmp_path / "门口.jpg", city.db.clock()
    photo.write_bytes(b"picture" * 500)
    outgoing = Outgoing(link, None)
    words = additions.log_line(incident, "到场")
    line = outgoing.new(Added.LOG_LINE, words, "到场", at)
    piece = Piece(Kind.PHOTO, "门口照片", ("马骁", "吴越"), at, "城东店")
    shelf = city.hewenjing, incident, piece, photo, nothing, at
    link.away = True
    for away in (False, True):  # known to be away or not
        with pytest.raises(Lost):
            outgoing.send(city.maxiao, line, away=away)
        with pytest.raises(Lost):
            outgoing.shelve(*shelf, away=away)
    link.away = False
    assert rows_of(city, LogEntryRow) == rows_of(city, EvidenceRow) == []
    sent = outgoing.send(city.maxiao, line)
    [written] = rows_of(city, LogEntryRow)
    assert (written.id, written.text) == (sent.subject, "到场")
    assert not outgoing.shelve(*shelf).waits
    [kept] = rows_of(city, EvidenceRow)
    assert (kept.name, kept.stored) == ("门口.jpg", True)
    assert outgoing.deliver(city.maxiao) == Delivered((), (), more=False)
    assert (outgoing.kept(), outgoing.locked()) == ([], 0)
    outgoing.again(line.key)
    outgoing.drop(line.key)


def test_each_database_has_a_box_of_its_own_in_the_folder_of_the_machine(city, incident, tmp_path):
    outgoing, at = outgoing_of(city.db, tmp_path, str), city.db.clock()
    line = outgoing.new(Added.LOG_LINE, additions.log_line(incident, "到场"), "到场", at)
    outgoing.send(city.maxiao, line, away=True)
    again = outgoing_of(city.db, tmp_path, str)
    assert [kept.addition.words for kept in again.kept()] == ["到场"]
    assert [a.words for a in again.deliver(city.maxiao).arrived] == ["到场"]


def test_the_refusal_of_what_waited_is_kept_in_the_words_of_the_screen(city, incident, tmp_path):
    def words(broken: RuleBroken) -> str:
        return f"Refused: {broken}"

    outgoing, at = outgoing_of(city.db, tmp_path, words), city.db.clock()
    for said in ("到场", " ", "已劝离"):
        line = outgoing.new(Added.LOG_LINE, additions.log_line(incident, said), said, at)
        outgoing.send(city.maxiao, line, away=True)
    found = outgoing.deliver(city.maxiao)
    assert ([a.words for a in found.arrived], [a.words for a in found.refused]) == (
        ["到场", "已劝离"], [" "]
    )  # fmt: skip
    assert [kept.refusal for kept in outgoing.kept()] == ["Refused: 请填写内容。"]
