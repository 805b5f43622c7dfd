"""An act and what it does to the book are one: killed in between, neither is there."""

import os
import signal
import time

from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.services.incident import incident_moves
from commandcenter.store import journal
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import IncidentRow, ObligationRow
from commandcenter.store.verify import verify
from tests.book_judge import require_books
from tests.faults.test_killed_seats import PATIENCE_S, PROCESSES, received


def verifying_seat(url, incident, say):
    """It verifies the 接报 and dies when the book is settled and the line is not yet written."""
    db = open_database(url)

    def die(session, *_arguments, **_named):
        session.flush()
        done = select(ObligationRow.code).where(ObligationRow.state == ObligationState.DONE)
        say.send(session.scalars(done).all())
        time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGKILL)

    journal.record = die
    with db.read() as session:
        actor = actor_of(session, "zhoulan", db.clock())
    with db.write() as session:
        incident_moves.verify_report(session, actor, incident)


def rows(city):
    with city.db.read() as session:
        found = session.scalars(select(ObligationRow).order_by(ObligationRow.id)).all()
        return [(row.key, row.state, row.done_at, row.version) for row in found]


def test_killed_between_the_act_and_its_line_neither_is_there(city, url):
    incident = city.register(verified=False)
    before = rows(city)
    hear, say = PROCESSES.Pipe(duplex=False)
    seat = PROCESSES.Process(target=verifying_seat, args=(url, incident, say), daemon=True)
    seat.start()
    say.close()
    assert received(hear) == ["verify"]
    seat.join(PATIENCE_S)
    assert seat.exitcode == -signal.SIGKILL
    assert rows(city) == before
    with city.db.read() as session:
        assert session.get_one(IncidentRow, incident).verified_at is None
        assert verify(session).bad is None
    city.ask(require_books)
    city.do(incident_moves.verify_report, "zhoulan", incident)
    assert rows(city) != before
    city.ask(require_books)
