"""A day of a server in one thread: whoever is at work there, by one clock that stands still.

What is to happen is planned before (plan.py); here it happens, with the fault that hangs on it.
While a client stands frozen in the middle of a statement, the others go on.
"""

import hashlib
import heapq
import random
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pysqlite3.dbapi2 as sqlite

from commandcenter.store.database import Database, Lost
from commandcenter.store.engines import make_engine
from commandcenter.store.plan import plan
from commandcenter.store.types import to_micros
from tests.simulation.cast import everybody
from tests.simulation.desk import MARKED_S, Desk
from tests.simulation.fixed import fixed
from tests.simulation.founded import START, copied
from tests.simulation.keeper import Keeper
from tests.simulation.laws import Laws
from tests.simulation.watching import Watcher
from tests.simulation.way import Fault, Faults, Killed, WayIn

DEEPEST = 3  # clients that stand frozen within one another
RESTART_S = 60.0


@dataclass
class Act:
    """What is at work. `dead`: its process is gone, though Python still unwinds its stack."""

    client: Any
    fault: Fault | None
    statements: int = 0
    dead: bool = False

    def die(self):
        self.dead = True
        raise Killed


class World:
    """One seed's day. `bug`: a planted one that the clients here heed (bugs.py)."""

    def __init__(self, seed, founded, folder, *, bug=None):
        self.founded, self.folder, self.bug = founded, folder, bug
        self.now, self.skew, self.ticks, self.highest = 0.0, timedelta(), 0, START
        self.steady = True  # the server's clock was never put back
        self.chance = random.Random(f"world {seed}")  # for keys and salts alone
        self.queue, self.order, self.depth, self.aways = [], 0, 0, 0
        self.undone = set()  # keys of what was there and went with a backup
        self.act, self.looking, self.up, self.commits = None, False, True, 0
        self.trace, self.digest = [], hashlib.sha256()
        self.path = copied(founded.center, folder / "center.db")
        self.engine = make_engine(f"sqlite:///{self.path}")
        plan._known[str(self.engine.url), founded.version] = founded.plan
        self.faults = Faults(self, self.engine)
        self.plain = Database(self.engine, self.latest)
        self.eye = None
        self.look_anew()
        self.laws = Laws(self)
        self.clients = everybody(self)

    def way_of(self, client):
        return WayIn(self.engine, self.clock, world=self, client=client)

    def clock(self):
        """The server's; each look takes a moment, so that nothing happens at the same one."""
        self.ticks += 1
        at = START + timedelta(seconds=self.now, milliseconds=self.ticks) + self.skew
        self.highest = max(self.highest, at)
        return at

    def latest(self):
        """The latest that it ever was: what was done lies ahead where the clock was put back."""
        return max(self.highest, self.clock())

    def elapsed(self):
        return self.now

    def note(self, words):
        self.trace.append(f"{self.now:9.1f} {words}")
        self.digest.update(words.encode())

    # The way to the database.

    def reach(self, client):
        """Raise what a client gets that does not reach the server."""
        if self.act is not None and self.act.dead:
            raise Killed
        if not self.reachable(client):
            client.lose()
            raise Lost("away")
        client.look_at_the_file()

    def committed(self, client):
        self.commits += 1
        client.commits += 1
        self.laws.after_commit(client)
        act = self.act
        if act is None or act.fault is None or act.fault.struck or act.fault.at:
            return
        if act.fault.kind == "killed after":
            act.fault.struck = True
            self.note(f"  {act.client.name}: {act.fault}")
            act.die()
        if act.fault.kind == "answer lost":
            act.fault.struck = True
            self.note(f"  {act.client.name}: {act.fault}")
            act.client.cut(act.fault.seconds)
            raise Lost("committed, but nobody hears")

    @contextmanager
    def look(self):
        """Past all faults, for the laws."""
        before, self.looking = self.looking, True
        try:
            with self.plain.read() as session:
                yield session
        finally:
            self.looking = before

    def look_anew(self):
        """The file is another one than before."""
        if self.eye is not None:
            self.eye.close()
        self.eye = sqlite.connect(str(self.path), isolation_level=None)

    def ask(self, statement, *values):
        return self.eye.execute(statement, values).fetchall()

    def version(self):
        """Another one as soon as anything was committed."""
        return self.ask("PRAGMA data_version")[0][0]

    def micros(self, moment):
        return to_micros(moment)

    def fault_of(self, kind, at):
        return Fault(kind, at)

    def reachable(self, client):
        return self.up and client.linked

    def undisturbed(self):
        """No fault has struck the act that is at work, and nobody else is at work meanwhile."""
        act = self.act
        return not self.depth and (act is None or act.fault is None or not act.fault.struck)

    @contextmanager
    def quiet(self):
        """What another process does beside the act: no fault of the act strikes there."""
        before, self.act = self.act, None
        try:
            yield
        finally:
            self.act = before

    def desks(self):
        return [each for each in self.clients.values() if isinstance(each, Desk)]

    def watchers(self):
        return [each for each in self.clients.values() if isinstance(each, Watcher)]

    def others(self):
        """Who may be killed and cut off."""
        return [each for each in self.clients.values() if not isinstance(each, Keeper)]

    def go_away(self, seconds):
        """The server is switched off for so long."""
        for client in self.clients.values():
            client.heard_till_now()
        self.up = False
        self.aways += 1
        self.after(seconds, lambda away=self.aways: self.come_back(away))
        for client in self.clients.values():
            client.lose()
            self.after(MARKED_S, client.look_at_the_mark)

    def come_back(self, away):
        if away != self.aways:
            return
        self.up = True
        for client in self.clients.values():
            if client.alive and client.linked:
                client.hear()

    def another_file(self):
        """A backup was brought back: what came after it is gone, and said to be."""
        self.commits += 1
        before = {key for (key,) in self.ask("SELECT key FROM delivery")}
        self.look_anew()
        self.undone |= before - {key for (key,) in self.ask("SELECT key FROM delivery")}
        self.laws.begin()
        for client in self.clients.values():
            client.another_file()

    # The loop.

    def after(self, seconds, work, name=""):
        self.order += 1
        heapq.heappush(self.queue, (self.now + seconds, self.order, work, name))

    def at(self, moment, work):
        self.order += 1
        heapq.heappush(self.queue, (moment, self.order, work, ""))

    def meanwhile(self, act, seconds):
        """`act` stands still; the others go on."""
        if self.depth >= DEEPEST:
            return
        client, until = act.client, self.now + seconds
        client.frozen, before, self.act = True, self.act, None
        client.stands_still()
        self.depth += 1
        try:
            self.run(until)
        finally:
            self.depth -= 1
            self.act, client.frozen = before, False
        self.now = max(self.now, until)

    def run(self, until):
        while self.queue and self.queue[0][0] <= until:
            at, _, work, name = heapq.heappop(self.queue)
            self.now = max(self.now, at)
            if name:
                self.note(name)
            work()

    def perform(self, planned):
        """One act of the plan, with its fault; then the laws are asked."""
        client = self.clients[planned.client]
        chance = random.Random(planned.seed)
        if not client.alive or client.frozen:
            return
        fault = planned.fault and replace(planned.fault)
        before, self.act = self.act, Act(client, fault)
        version, commits, said = self.version(), self.commits, ""
        try:
            with self.killing():
                said = getattr(client, planned.kind)(chance)
            if self.act.dead:
                said = "is killed"
                client.killed(RESTART_S + chance.uniform(0, 600))
        finally:
            self.act = before
            self.faults.done()
        self.note(f"{planned.number:4} {client.name} {planned.kind}: {said}")
        self.laws.after_act(version, commits)
        if planned.looks and not self.depth:
            self.laws.look_closely()

    @contextmanager
    def killing(self):
        """Whatever a process that is gone would still have said is said by nobody."""
        act = self.act
        try:
            yield
        except (Killed, Exception):
            if not act.dead:
                raise

    def live(self, day, seconds):
        """The whole day; at its end all faults are over, and all is asked."""
        with fixed(self.clock, self.elapsed, self.chance):
            for planned in day:
                self.at(planned.at, lambda planned=planned: self.perform(planned))
            self.run(seconds)
            self.now = max(self.now, seconds)
            self.heal()
            self.laws.at_the_end()
            return self.finished()

    def heal(self):
        self.up = True
        while self.queue:  # who is restarted, whose link comes back
            _, _, work, _ = heapq.heappop(self.queue)
            work()
        for client in self.clients.values():
            client.linked = client.alive = True
            client.moved = False
        for client in self.clients.values():
            client.settle()

    def finished(self):
        """What the run was, to be compared with another of the same seed."""
        head = self.ask("SELECT number, hash FROM pen")[0]
        self.note(f"head {head}")
        return self.digest.hexdigest()

    def close(self):
        self.eye.close()
        self.engine.dispose()
        for client in self.clients.values():
            with closing(client):
                pass
