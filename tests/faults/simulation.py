"""A day of twenty seats under faults, on a virtual clock: one seed is one run.

The outbox and the way to the database are the program's own; links, servers and programs fail
as the seed says: cut before, cut after the commit (the answer is lost), seats crash, servers stop.
"""

import heapq
import random
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import SERVICES, Added
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.store.database import Lost
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.every import LogEntryRow
from commandcenter.store.verify import verify
from commandcenter.ui.live import STALE_AFTER_S

START = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
BUGS = ("no key", "drops", "late mark")


class Way:
    """One seat's way to the database, which fails as the world says."""

    def __init__(self, world, seat):
        self.world, self.seat = world, seat
        self.clock = world.db.clock

    @contextmanager
    def write(self):
        self.world.pass_or_lose(self.seat)
        with self.world.db.write() as session:
            yield session
        if self.world.chance.random() < max(self.seat.loss, 0.01):
            raise Lost("committed, but the seat never hears")

    def transaction(self):
        self.world.pass_or_lose(self.seat)
        return self.world.db.transaction()


class SimulatedSeat:
    def __init__(self, world, number, folder):
        self.world, self.number = world, number
        self.up, self.loss, self.last, self.count = True, 0.0, 0.0, 0
        self.outgoing = Outgoing(Way(world, self), Outbox(folder / f"{number}.db"))

    def act(self):
        """Write a line, then deliver what waits."""
        self.count += 1
        words = f"{self.number}-{self.count}"
        body = additions.log_line(self.world.incident, words)
        at = START + timedelta(seconds=self.world.now)
        addition = self.outgoing.new(Added.LOG_LINE, body, words, at)
        sent = self.outgoing.send(self.world.actor, addition)
        if self.world.bug == "drops" and sent.subject is None:
            self.outgoing.drop(addition.key)
        self.world.told.add(words)
        self.deliver()
        self.world.after(self.world.chance.expovariate(1 / 300), self.act)

    def deliver(self):
        try:
            while self.outgoing.deliver(self.world.actor).more:
                pass
        except Lost:
            return

    def beat(self):
        """The mark must stand whenever nothing has been heard for longer than its time."""
        world = self.world
        if world.up and self.up and world.chance.random() >= self.loss:
            self.last = world.now
        limit = 60.0 if world.bug == "late mark" else STALE_AFTER_S
        marked = world.now - self.last > limit
        away = not (world.up and self.up)
        assert marked or not away or world.now - self.last <= STALE_AFTER_S + 1, "falsely fresh"
        world.after(1.0, self.beat)


class World:
    def __init__(self, seed, db, incident, actor, folder, *, seats=20, bug=None):
        self.chance, self.bug, self.now, self.up = random.Random(seed), bug, 0.0, True
        self.db, self.incident, self.actor = db, incident, actor
        self.queue, self.order, self.told = [], 0, set()
        self.seats = [SimulatedSeat(self, n, folder) for n in range(seats)]
        for seat in self.seats:
            self.after(self.chance.uniform(0, 60), seat.act)
            self.after(self.chance.random(), seat.beat)
        self.after(self.chance.expovariate(1 / 120), self.fail)

    def after(self, seconds, act):
        self.order += 1
        heapq.heappush(self.queue, (self.now + seconds, self.order, act))

    def pass_or_lose(self, seat):
        if not (self.up and seat.up) or self.chance.random() < seat.loss:
            raise Lost("away")

    def fail(self):
        seat = self.chance.choice(self.seats)
        kind = self.chance.choice(["link", "link", "server", "lossy"])
        if kind == "server":
            self.up = False
            self.after(self.chance.uniform(1, 300), lambda: setattr(self, "up", True))
        elif kind == "link":
            seat.up = False
            self.after(self.chance.uniform(1, 900), lambda: setattr(seat, "up", True))
        else:
            seat.loss = 0.4
            self.after(self.chance.uniform(5, 120), lambda: setattr(seat, "loss", 0.0))
        self.after(self.chance.expovariate(1 / 120), self.fail)

    def run(self, seconds):
        while self.queue and self.queue[0][0] <= seconds:
            self.now, _, act = heapq.heappop(self.queue)
            act()
        self.heal()

    def heal(self):
        self.up = True
        for seat in self.seats:
            seat.up, seat.loss = True, 0.0
        while any(seat.outgoing.kept() for seat in self.seats):
            for seat in self.seats:
                seat.deliver()

    def check(self):
        """Nothing told is lost, nothing doubled, each seat's lines in order. How many there are."""
        with self.db.read() as session:
            rows = select(LogEntryRow.text).where(LogEntryRow.incident_id == self.incident)
            there = list(session.scalars(rows.order_by(LogEntryRow.id)))
            assert verify(session).bad is None
        assert [w for w, n in Counter(there).items() if n > 1] == [], "doubled"
        assert self.told - set(there) == set(), "lost"
        for seat in self.seats:
            own = [int(w.split("-")[1]) for w in there if w.startswith(f"{seat.number}-")]
            assert own == sorted(own), "out of order"
        return len(there)


def naive(session, actor, addition):
    """The bug of no key."""
    return SERVICES[Added(addition.kind)](session, actor, addition.body)
