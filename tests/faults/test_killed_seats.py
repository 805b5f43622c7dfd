"""Seats killed with -9 at any moment: what was acknowledged is there, nothing is half there."""

import multiprocessing
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.services.complaints import intake
from commandcenter.store.complaints.people import keyed
from commandcenter.store.tables.every import BatchRow, LogEntryRow, ObligationNoteRow, ObligationRow
from commandcenter.store.verify import verify
from tests.faults.seats import Done, by_hand, importing_seat, working_seat
from tests.patience import PATIENCE_S
from tests.seeds import chance as chance_of
from tests.services.shown_complaints import (
    counted_from_rows,
    everything_shown,
    rolled_up,
    stored,
)

PROCESSES = multiprocessing.get_context("forkserver")  # a seat starts in 0.05 s, not in 1 s
PROCESSES.set_forkserver_preload(["tests.faults.seats", "psycopg"])


def start(work, *arguments):
    hear, say = PROCESSES.Pipe(duplex=False)
    seat = PROCESSES.Process(target=work, args=(*arguments, say), daemon=True)
    seat.start()
    say.close()
    return seat, hear


def kill(seat):
    seat.kill()
    seat.join(PATIENCE_S)
    assert seat.exitcode == -9


def all_of(hear):
    """What the dead seat had said."""
    said = []
    while True:
        try:
            said.append(hear.recv())
        except EOFError:
            return said


def received(hear):
    assert hear.poll(PATIENCE_S)
    return hear.recv()


def killed_at_work(city, url, incident, tasks, kills):
    """Start and kill seats one after the other; return all they had acknowledged, in order."""
    chance, acknowledged = chance_of("killed at work"), []
    for n in range(kills):
        seat, hear = start(working_seat, url, "maxiao", incident, tasks, n)
        assert received(hear) == "ready"
        acknowledged += [received(hear) for _ in range(chance.randrange(1, 4))]
        moment = time.perf_counter() + chance.uniform(0.0, 0.02)  # anywhere in the next acts
        while time.perf_counter() < moment:
            pass
        kill(seat)
        acknowledged += all_of(hear)
    return acknowledged


@pytest.fixture
def at_work(city):
    incident = city.register()
    city.activate(incident)
    tasks = city.ask(by_hand, incident)
    assert tasks
    return incident, tasks


def check(city, acknowledged):
    """All acknowledged acts are there, and the chain holds; return the entries nobody heard of."""
    entries = {done.entry for done in acknowledged if done.entry}
    with city.db.read() as session:
        there = set(session.scalars(select(LogEntryRow.id)))
        note, row = ObligationNoteRow, ObligationRow
        said = Counter(
            tuple(each) for each in session.execute(select(note.obligation_id, note.kind))
        )
        stands = dict(session.execute(select(row.id, row.hand_words)).all())
        assert verify(session).bad is None
    assert entries - there == set()
    for task, heard in Counter(done.task for done in acknowledged if done.task).items():
        closed, opened = said[task, "hand"], said[task, "reopened"]
        assert closed + opened >= heard  # each turn left its note with it
        assert closed - opened == bool(stands[task])
    return there - entries


@pytest.mark.lot(2, "killed")
def test_eight_kills_lose_no_acknowledged_entry(city, url, at_work):
    incident, tasks = at_work
    acknowledged = killed_at_work(city, url, incident, tasks, 8)
    assert len(acknowledged) >= 8
    # a kill keeps at most the one act from being heard that it fell into
    assert len(check(city, acknowledged)) <= 8


@pytest.mark.nightly
def test_two_hundred_kills_lose_no_acknowledged_entry(city, url, at_work):
    incident, tasks = at_work
    acknowledged = killed_at_work(city, url, incident, tasks, 200)
    assert len(acknowledged) >= 200
    assert len(check(city, acknowledged)) <= 200


@pytest.mark.lot(2)
def test_two_seats_go_on_where_a_third_was_killed(city, url, at_work):
    incident, tasks = at_work
    others = [start(working_seat, url, "maxiao", incident, tasks, 90 + n) for n in range(2)]
    acknowledged = killed_at_work(city, url, incident, tasks, 3)
    for seat, hear in others:
        assert received(hear) == "ready"
        acknowledged.append(received(hear))
        kill(seat)
        acknowledged += all_of(hear)
    assert all(isinstance(done, Done) for done in acknowledged)
    check(city, acknowledged)


def test_an_import_killed_in_the_middle_is_unseen_and_undone_by_any_seat(city, url):
    city.take_in(*[city.complaint(f"k{n}", subject_name=f"店{n % 5}") for n in range(20)])
    incident = city.register()
    now, kept = city.db.clock(), stored(city)
    before = everything_shown(city, incident, now)
    complaints = [
        city.complaint(f"x{n}", n % 700, subject_name=f"新店{n % 90}") for n in range(3_000)
    ]
    seat, hear = start(importing_seat, url, "liwei", complaints)
    while received(hear) < 500:
        pass
    kill(seat)
    assert all(isinstance(said, int) for said in all_of(hear)), "it finished before the kill"
    assert stored(city)[0] >= 520
    assert everything_shown(city, incident, now) == before
    later = city.db.clock() + timedelta(seconds=1)
    assert intake.undo_abandoned(city.db, city.chenyu, later) == 1
    assert stored(city) == kept
    assert everything_shown(city, incident, now) == before
    with city.db.read() as session:
        assert counted_from_rows(session) == rolled_up(session)
        assert session.query(BatchRow).filter_by(state="open").count() == 0
        assert verify(session).bad is None
    assert city.take_in(*complaints[:600]).accepted == 600  # and may be taken in again


def test_an_undo_that_is_killed_is_finished_by_the_next_seat(city, monkeypatch):
    kept = stored(city)
    monkeypatch.setattr(intake, "CHUNK", 20)
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, intake.FileFacts("x", "", "", 0, 0, 0))
    for part in range(4):
        complaints = [city.complaint(f"x{part}-{n}") for n in range(20)]
        with city.db.write() as session:
            chunk, known = (
                keyed(columns_of(complaints), b"k" * 32),
                intake.subjects.known_subjects(session),
            )
            intake.store_chunk(session, city.liwei, batch, chunk, known)
    with city.db.write() as session:
        assert intake._undo_one(session, city.liwei, batch)  # the seat dies after this one
    assert stored(city)[0] == 60
    later = city.db.clock() + timedelta(seconds=1)
    assert intake.undo_abandoned(city.db, city.chenyu, later) == 1
    assert stored(city) == kept
