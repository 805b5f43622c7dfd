"""Alarms for tests: an obligation that comes due, a turn of the engine, the board of a person."""

import threading
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.queries.alarms.board import alarm_board
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.watch import watch_lease
from commandcenter.watch.alarm_engine import AlarmEngine, work_out
from tests.patience import PATIENCE_S

# Of the field group, of nobody's book but its own: everything else of the incident lies ahead.
CODE, LEADER = "site_first", "maxiao"


def responding(city):
    """An incident whose limits all lie ahead."""
    incident = city.register()
    city.activate(incident)
    with city.db.write() as session:
        later = now(session) + timedelta(days=2)
        for row in session.scalars(select(ObligationRow).where(ObligationRow.due_at.is_not(None))):
            row.due_at = later
        journal.record(session, PROGRAM, "obligation", incident, "dated", incident=incident)
    return incident


def due_in(city, incident, seconds, code=CODE, about=""):
    """The obligation comes due so many seconds from now. Return its id."""
    number = city.obligation(incident, code, about)
    with city.db.write() as session:
        session.get_one(ObligationRow, number).due_at = now(session) + timedelta(seconds=seconds)
        journal.record(session, PROGRAM, "obligation", number, "dated", incident=incident)
    return number


def turn(city):
    return work_out(city.db, PROGRAM)


@contextmanager
def engine_at_work(city):
    """An engine that holds the lease and beats, on a thread of its own, as at a seat."""
    stop = threading.Event()
    lease = watch_lease.take(city.db, "a", "甲")
    thread = threading.Thread(target=AlarmEngine(city.db, PROGRAM, lease).run, args=(stop,))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()


def late(city, code=CODE):
    """An incident with one obligation that is late, alarmed. Return the alarm's row."""
    incident = responding(city)
    number = due_in(city, incident, -1, code)
    turn(city)
    return only(city, number)


def only(city, number):
    with city.db.read() as session:
        return session.scalars(
            select(AlarmRow).where(
                AlarmRow.about == f"obligation:{number}", AlarmRow.standing != Standing.CLEARED
            )
        ).one()


def row_of(city, alarm):
    with city.db.read() as session:
        return session.get_one(AlarmRow, alarm)


def acts(city, alarm):
    with city.db.read() as session:
        wanted = select(AlarmActRow.act, AlarmActRow.words).where(AlarmActRow.alarm_id == alarm)
        return [tuple(row) for row in session.execute(wanted.order_by(AlarmActRow.id))]


def board(city, login):
    return city.ask(alarm_board, getattr(city, login))
