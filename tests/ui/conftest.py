"""What every test of the screens gets: a themed application, and a check of what is left over."""

import gc
import itertools
import threading
import weakref
from importlib import import_module

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.late import load_all
from commandcenter.ui import look, texts, theme
from commandcenter.ui.desk import pages
from commandcenter.ui.frame.seat import open_seat

pages.AHEAD_MS = 3_600_000  # a test makes the pages that it looks at
WALKED_EVERY = 16  # modules
_modules = itertools.count()


@pytest.fixture(scope="session")
def themed(qapp):
    texts.install(qapp, "zh")
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def font(request, monkeypatch):
    """Another Chinese font first, as on another machine: its lines are higher by a twelfth."""
    families = [each for each in look.FAMILIES if each != request.param]
    with monkeypatch.context() as patch:
        patch.setattr(look, "FAMILIES", (request.param, *families))
        look._font.cache_clear()
        yield request.param
    look._font.cache_clear()  # windows that are closed after this ask for fonts, too


@pytest.fixture(scope="module", autouse=True)
def the_old_is_not_walked():
    """What was there before the module: a worker that has run for long holds a gigabyte of it.

    Walking it once takes half a second, so what has died among it waits for some modules.
    """
    if next(_modules) % WALKED_EVERY == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_here():
    """As in the program: garbage is collected in the GUI thread only, never in a worker.

    What outlives a test is not walked after the next ones.
    """
    gc.disable()
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def all_loaded():
    """What a desk loads on a thread once it stands is there before: no test meets the thread."""
    import_module("commandcenter.ui.desk.main_window")
    load_all(*pages.BEHIND)


@pytest.fixture(autouse=True)
def nothing_left_over(themed, monkeypatch):
    """Fail a test that leaves a thread, a running timer or a window behind."""
    threads = set(threading.enumerate())
    windows = set(QApplication.topLevelWidgets())
    timers = weakref.WeakSet()
    start = QTimer.start

    def noted_start(timer, *args):
        timers.add(timer)
        start(timer, *args)

    monkeypatch.setattr(QTimer, "start", noted_start)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert set(threading.enumerate()) - threads == set()
    assert [w for w in QApplication.topLevelWidgets() if w not in windows] == []
    assert [t for t in timers if shiboken6.isValid(t) and t.isActive()] == []


@pytest.fixture
def actor():
    return Actor(1, "chenyu", "陈屿", frozenset({Grant(Role.COMMANDER)}))


@pytest.fixture
def seat(themed, db, actor):
    """A seat at an empty database; each test runs on SQLite and on PostgreSQL."""
    seat = open_seat(actor, db, after=0)
    yield seat
    seat.close()
    for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)
