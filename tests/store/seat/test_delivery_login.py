"""What was written while the link was away arrives hours later under the person's own login."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.level import Level
from commandcenter.services.command.evidence import Piece
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.store.database import Lost, open_database
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.every import (
    CallUpRow,
    DutyLogRow,
    EvidenceRow,
    LogEntryRow,
    ObligationNoteRow,
    StoredFileRow,
)
from commandcenter.store.verify import verify
from tests.conftest import run_sql
from tests.services.guarded import Bureau
from tests.services.seat.test_outgoing import Link, Ring, everything

LATE = timedelta(hours=2)
ROWS = (LogEntryRow, ObligationNoteRow, DutyLogRow, CallUpRow, EvidenceRow)


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE delivered TEMPLATE template")
    bureau = Bureau(cluster, "delivered", [])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE delivered WITH (FORCE)")


@pytest.fixture
def seat(bureau, cluster, tmp_path):
    """A way to the database under a person's login, and their outbox."""
    opened = []

    def sit(login):
        url = cluster.url("delivered").replace("postgres@", f"{login}@")
        opened.append(open_database(url))
        link = Link(opened[-1])
        return link, Outgoing(link, Outbox(tmp_path / login / "here.db", Ring()))

    yield sit
    for db in opened:
        db.close()


def counts(bureau):
    with bureau.db.read() as session:
        return [session.scalar(select(func.count()).select_from(row)) for row in ROWS]


def test_every_kind_arrives_once(bureau, seat):
    before, at = counts(bureau), bureau.city.db.clock() - LATE
    for (login, kind), body in everything(bureau.city, bureau.incidents[Level.III]).items():
        actor = getattr(bureau.city, login)
        link, outgoing = seat(login)
        link.away = True
        outgoing.send(actor, outgoing.new(kind, body, kind.value, at))
        link.away, link.lose_answer = False, True
        for _ in range(3):
            with suppress(Lost):  # the answer, once
                assert outgoing.deliver(actor).refused == ()
        assert outgoing.kept() == []
    assert counts(bureau) == [each + 1 for each in before]
    with bureau.db.read() as session:
        assert verify(session).bad is None


def test_a_piece_arrives_with_its_file(bureau, seat, tmp_path):
    photo = tmp_path / "门口.jpg"
    photo.write_bytes(b"picture" * 400_000)
    at, actor = bureau.city.db.clock() - LATE, bureau.city.hewenjing
    piece = Piece(Kind.PHOTO, "门口照片", ("马骁", "吴越"), at, "城东店")
    link, outgoing = seat("hewenjing")
    link.away = True
    incident = bureau.incidents[Level.III]
    outgoing.shelve(actor, incident, piece, photo, lambda done, total: None, at)
    link.away = False
    found = outgoing.deliver(actor)
    assert (found.refused, len(found.arrived)) == ((), 1)
    with bureau.db.read() as session:
        assert list(session.scalars(select(StoredFileRow.complete))) == [True]
