"""A seat during an outage: when it says that nothing is heard, when all is heard again."""

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

import psycopg
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.store import journal, schema
from commandcenter.store.database import open_database
from commandcenter.ui.frame.seat import open_seat
from tests.cluster import Cluster
from tests.patience import PATIENCE_S

LINKS, CLEARED_S = 3, 5.0  # of one seat: one listens, two work
SOMEBODY = Actor(0, "wall", "大屏", frozenset({Grant(Role.WALL)}))


@dataclass
class Measured:
    """Seconds from the fault to the mark, from the healing to an answer; ms of the GUI thread."""

    stale_s: float
    fresh_s: float
    gap_ms: float
    links: int


class Pulse(QObject):
    """The longest time for which the GUI thread attended to nothing."""

    def __init__(self):
        super().__init__()
        self.longest, self._last = 0.0, time.monotonic()
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self):
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self):
        self._timer.stop()


def until(condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        QCoreApplication.processEvents()
        time.sleep(0.002)
    return time.monotonic()


def settled(count):
    """`count` once a server that stood still has cleared away whoever hung up meanwhile."""
    end = time.monotonic() + CLEARED_S
    while (now := count()) > LINKS and time.monotonic() < end:
        for_a_while(0.05)
    return now


def for_a_while(seconds):
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)


class Asking(QObject):
    """Asks as panels do, all the time, and notes when the last answer came."""

    def __init__(self, seat):
        super().__init__()
        self.seat, self.answered = seat, 0.0
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self.ask)
        self._timer.start()

    def ask(self):
        asked = time.monotonic()
        self.seat.tasks.read(self, journal.latest, lambda _: self._note(asked), lambda _: None)

    def _note(self, asked):
        self.answered = max(self.answered, asked)

    def stop(self):
        self._timer.stop()


def measure(url, fault, heal, count):
    """Lay the fault on a seat at `url`, and take it away again. `count` says its links."""
    seat = open_seat(SOMEBODY, open_database(url))
    asking, pulse = Asking(seat), Pulse()
    until(lambda: seat.feed.up and asking.answered)
    links = count()
    for_a_while(0.3)
    pulse.longest = 0.0
    began = time.monotonic()
    fault()
    pulse.longest, pulse._last = 0.0, time.monotonic()  # what the fault itself took
    stale = until(lambda: seat.feed.is_stale) - began
    for_a_while(2.0)
    gap = pulse.longest
    assert seat.feed.is_stale, "falsely fresh"
    heal()
    pulse._last = healed = time.monotonic()
    fresh = until(lambda: not seat.feed.is_stale and asking.answered > healed) - healed
    links = max(links, settled(count))
    asking.stop()
    pulse.stop()
    seat.close()
    seat.tasks.db.close()
    return Measured(stale, fresh, 1000 * max(gap, pulse.longest), links)


def links_of(cluster, database="postgres"):
    """How many of the program's links the server knows, of all databases."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        [number] = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE application_name = 'commandcenter' AND datname = %s",
            (database,),
        ).fetchone()
    return number


def new_server():
    server = Cluster().start()
    db = open_database(server.url())
    schema.upgrade(db)
    db.close()
    return server


def cable():
    """In a network of its own: the link goes down and comes up again. One line of JSON."""
    app = QCoreApplication([])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    server = new_server()
    try:
        found = measure(
            server.url(),
            lambda: subprocess.run(["ip", "link", "set", "lo", "down"], check=True),
            lambda: subprocess.run(["ip", "link", "set", "lo", "up"], check=True),
            lambda: 0,
        )
        print(json.dumps(asdict(found)))  # noqa: T201
    finally:
        server.stop()
    del app


if __name__ == "__main__":
    sys.exit(cable())
