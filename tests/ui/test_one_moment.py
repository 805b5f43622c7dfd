"""Reads that wait together: one session, one moment; and nothing later in it."""

import threading
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import QObject
from sqlalchemy import select, text

from commandcenter.store import journal
from commandcenter.store.database import Lost
from commandcenter.ui.tasks import QUICK_WORKERS, Tasks
from commandcenter.ui.workers import Trouble
from tests.patience import PATIENCE_S


@pytest.fixture
def tasks(themed, db):
    tasks = Tasks(db)
    yield tasks
    tasks.shutdown()
    shiboken6.delete(tasks)


@pytest.fixture
def owner(themed):
    owner = QObject()
    yield owner
    shiboken6.delete(owner)


@pytest.fixture
def busy(tasks, owner):
    """Every worker waits until this is set, so that what is asked meanwhile waits together."""
    go, begun = threading.Event(), threading.Barrier(QUICK_WORKERS + 1)

    def wait(session):
        begun.wait(PATIENCE_S)
        return go.wait(PATIENCE_S)

    for _ in range(QUICK_WORKERS):
        tasks.read(owner, wait, lambda _: None)
    begun.wait(PATIENCE_S)
    return go


def one(session):
    return session.scalar(select(1))


def test_what_waits_together_is_read_in_one_session(qtbot, tasks, owner, busy):
    asked = []
    for _ in range(6):
        tasks.read(owner, lambda session: (asked.append(session), one(session)), lambda _: None)
    busy.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert len(asked) == 6
    assert len(set(map(id, asked))) <= QUICK_WORKERS  # each worker needs one


def test_what_is_asked_after_a_change_sees_it(qtbot, db, tasks, owner, actor, busy):
    """Though a session that began before goes on for what was asked before."""
    found, again = [], threading.Event()

    def change(session):
        found.append(journal.latest(session))
        with db.write() as writing:
            journal.record(writing, actor, "step", 1, "completed")
        return again.wait(PATIENCE_S)

    tasks.read(owner, change, lambda _: None)
    for _ in range(4):
        tasks.read(owner, lambda session: again.wait(PATIENCE_S), lambda _: None)
    busy.set()
    qtbot.waitUntil(lambda: found == [0])
    later = []
    for _ in range(6):
        tasks.read(owner, journal.latest, later.append)
    again.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert later == [1] * 6


def test_one_that_fails_takes_nobody_with_it(qtbot, tasks, owner, busy):
    """A server answers nothing more in a transaction in which something failed."""
    answers, failures = [], []
    for _ in range(4):
        tasks.read(owner, one, answers.append)
        tasks.read(
            owner, lambda s: s.execute(text("SELECT nothing")), answers.append, failures.append
        )
    with qtbot.captureExceptions() as caught:
        busy.set()
        qtbot.waitUntil(lambda: tasks.idle)
    assert answers == [1] * 4
    assert [failure.trouble for failure in failures] == [Trouble.BUG] * 4
    assert len(caught) == 4


def test_a_link_that_is_lost_on_the_way_is_told_by_each(qtbot, tasks, owner, busy):
    def lose(session):
        raise Lost("gone")

    answers, failures = [], []
    for _ in range(3):
        tasks.read(owner, lose, answers.append, failures.append)
        tasks.read(owner, one, answers.append)
    busy.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == [1] * 3
    assert [failure.trouble for failure in failures] == [Trouble.LOST] * 3


def test_a_session_has_ended_when_its_last_answer_is_told(qtbot, tasks, owner):
    """What is told may change the file: an upgrade, a restore."""
    counted = Counted(tasks.db)
    tasks.db, seen = counted, []
    for _ in range(3):
        tasks.read(owner, one, lambda _: seen.append(counted.open))
        qtbot.waitUntil(lambda: tasks.idle)
    assert seen == [0, 0, 0]


def test_a_session_that_does_not_end_well_disturbs_nobody(qtbot, tasks, owner):
    tasks.db, answers = Counted(tasks.db, breaks=True), []
    for _ in range(3):
        tasks.read(owner, one, answers.append)
        qtbot.waitUntil(lambda: tasks.idle)
    assert answers == [1, 1, 1]


class Counted:
    """A database that knows how many of its sessions are open, and may fail to end them."""

    def __init__(self, db, *, breaks=False):
        self.db, self.open, self.breaks, self.reader = db, 0, breaks, None

    @contextmanager
    def read(self):
        self.open += 1
        try:
            with self.db.read() as session:
                yield session
            if self.breaks:
                raise Lost("at the end")
        finally:
            self.open -= 1
