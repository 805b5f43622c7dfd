"""Whose last role ends while their window is open: a sentence, once, and no crash."""

import sys

import pytest
import shiboken6
from sqlalchemy import select

from commandcenter.domain.org import Role
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import membership, people
from commandcenter.store.database import open_database
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.ui.frame.seat import open_seat
from tests.conftest import run_sql
from tests.services.guarded import Bureau

PLANNER = (Role.PLANNER, None, None)


@pytest.fixture
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE roles_ended TEMPLATE template")
    bureau = Bureau(cluster, "roles_ended", [PLANNER])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE roles_ended WITH (FORCE)")


@pytest.fixture
def seat(themed, cluster, bureau, monkeypatch):
    """Of whom nothing crashes: what would have is in `seat.crashes`."""
    actor = bureau.actors[PLANNER]
    db = open_database(cluster.url("roles_ended").replace("postgres@", f"{actor.login}@"))
    seat = open_seat(actor, db, after=0)
    crashes = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: crashes.append(error))
    yield seat, crashes
    seat.close()
    for part in (seat.sitting, seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)
    db.close()


def incidents(session):
    return session.scalars(select(IncidentRow.id)).all()


def test_whose_last_role_ends_is_told_once(qtbot, bureau, seat):
    seat, crashes = seat
    said, found, failed = [], [], []
    seat.notices.posted.connect(said.append)
    seat.notices.listen(lambda notice: None)
    seat.tasks.read(seat.tasks, incidents, found.append)
    qtbot.waitUntil(lambda: bool(found))
    person = bureau.actors[PLANNER].person_id
    with bureau.db.write() as session:
        membership.end_role(session, PROGRAM, person, Role.PLANNER)
    for _ in range(3):
        seat.tasks.read(seat.tasks, incidents, found.append, failed.append)
        seat.tasks.write(seat.tasks, incidents, found.append)
        qtbot.waitUntil(lambda: seat.tasks.idle)
    ended = [notice.text for notice in said if "角色已全部结束" in notice.text]
    assert len(ended) == 1
    assert [failure.words for failure in failed] == ended * 3
    assert len(found) == 1
    assert crashes == []


def test_a_role_given_again_brings_the_seat_back(qtbot, bureau, seat):
    seat, crashes = seat
    heard, found = [], []
    person = bureau.actors[PLANNER].person_id
    with bureau.db.write() as session:
        membership.end_role(session, PROGRAM, person, Role.PLANNER)
    qtbot.waitUntil(lambda: seat.feed.is_stale)
    with bureau.db.write() as session:
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    seat.feed.changed.connect(heard.append)
    qtbot.waitUntil(lambda: bool(heard) and seat.feed.age() < 1)
    seat.tasks.read(seat.tasks, incidents, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert crashes == []
