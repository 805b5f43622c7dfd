"""Sixty seats at one server in the night of scenario C, and how long they wait.

python -m tests.faults.load [SECONDS] [SEATS] [ASKING]      default 120, 60 and 6

Each seat has the links of a real one, follows the journal, turns pages and writes; the first
ASKING of them also ask again what the panels of an open desk ask when a change concerns them.
All share this process: sixty that ask need more than the one processor that a Python process
has, and would measure nothing but their wait for it. What the seats take is spread over sixty
machines in a bureau; what the server takes is not, so the two are told apart.
"""

import os
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from commandcenter.db.demo import load as demo
from commandcenter.db.demo.people import people
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.command import command_picture
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.seat.desk import desk_head
from commandcenter.queries.seat.seats import seats
from commandcenter.queries.seat.todo import todo
from commandcenter.services.command import running_log
from commandcenter.services.complaints import hand_entry
from commandcenter.services.seat.seats import Sign, beat
from commandcenter.store import database_copy, journal
from commandcenter.store.database import Lost, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import IncidentRow
from commandcenter.store.verify import verify
from commandcenter.ui.frame.live_panel import LONGEST_REST_S, REST
from tests.city import KEY, City
from tests.cluster import Cluster
from tests.faults.seats import by_hand, turn
from tests.patience import PATIENCE_S

MOMENT = "C D0 21:20"
SEATS, ASKING, ACTIONS_A_SECOND, COMPLAINTS_A_MINUTE = 60, 6, 2.0, 12
ACTIONS = {"look": 5, "write": 4, "tick": 1}  # of ten
NO_DESK = {Role.WALL, Role.ADMIN, Role.AUDITOR, Role.PLANNER}
GATHER_S = 0.05  # as a panel does after an answer
# What an open desk asks, and the kinds of changes that make it ask again.
PANELS = {
    "todo": (todo, {"incident", "obligation", "batch", "complaint"}),
    "head": (desk_head, {"incident", "report"}),
    "steps": (checklist, {"obligation", "incident", "person"}),
    "command": (command_picture, {"obligation", "incident", "person", "attendance"}),
    "log": (log_lines, {"log"}),
    "numbers": (situation, {"batch", "complaint", "incident_complaint", "incident"}),
}


def open_with_retries(open_):
    """Sixty programs that start in the same second are not what is measured."""
    for _ in range(20):
        with suppress(Lost):
            return open_()
        time.sleep(0.5)
    return open_()


@dataclass
class Simulated:
    """One seat: a database of its own, a thread that follows, and one that asks."""

    number: int
    url: str
    login: str
    incident: int
    note: object
    asks: bool
    heard: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    wanted: set = field(default_factory=set)
    news: threading.Event = field(default_factory=threading.Event)
    rests_until: float = 0.0

    def open(self, after):
        self.db = open_with_retries(lambda: open_database(self.url))
        with self.db.read() as session:
            self.actor = actor_of(session, self.login, self.db.clock())
        self.heard = after
        self.threads = [
            threading.Thread(target=work, daemon=True) for work in (self._follow, self._ask)
        ]
        for thread in self.threads:
            thread.start()

    def _follow(self):
        for batch in journal.follow(self.db, self.heard, self.stop):
            self.heard = batch[-1].number
            if not self.asks:
                continue
            kinds = {change.kind for change in batch}
            self.wanted |= {name for name, (_, of) in PANELS.items() if kinds & of}
            self.news.set()

    def _ask(self):
        while not self.stop.is_set():
            if not self.news.wait(0.5):
                continue
            self.news.clear()
            names, self.wanted = self.wanted, set()
            for name in sorted(names - {"todo"}):
                self.note("asked", lambda n=name: self._panel(n))
            if "todo" in names:
                self._todo()
            time.sleep(GATHER_S)

    def _todo(self):
        """It rests, as the panel does."""
        if time.monotonic() < self.rests_until:
            self.wanted.add("todo")
            self.news.set()
            return
        began = time.monotonic()
        self.note("todo", lambda: self._panel("todo"))
        took = time.monotonic() - began
        self.rests_until = began + min(REST * took, LONGEST_REST_S)

    def _panel(self, name):
        now, query = self.db.clock(), PANELS[name][0]
        with self.db.read() as session:
            if name == "head":
                query(session, self.actor, self.incident, now)
            elif name == "todo":
                query(session, actor=self.actor, now=now)
            elif name == "log":
                query(session, self.incident)
            else:
                query(session, incident_id=self.incident, now=now)

    def close(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(15)
        self.db.close()


class Load:
    """What all do, and what came of it: seconds by kind, and errors."""

    def __init__(self, url, incident, tasks, count, asking):
        self.incident, self.tasks = incident, tasks
        self.took, self.errors, self.refused = {}, [], 0
        self.chance, self.lock, self.complaints = random.Random(3), threading.Lock(), 0
        logins = [p.login for p in people() if not {g.role for g in p.grants} & NO_DESK]
        self.seats = [
            Simulated(n, url, logins[n % len(logins)], incident, self.time, n < asking)
            for n in range(count)
        ]

    def open(self, after):
        for seat in self.seats:
            seat.open(after)
        self.writers = [seat for seat in self.seats if seat.actor.groups()]
        self.tickers = [seat for seat in self.seats if Group.ONSITE in seat.actor.groups()]

    def time(self, kind, act):
        began = time.monotonic()
        try:
            act()
        except RuleBroken:
            self.refused += 1
        except Exception as error:  # noqa: BLE001 - every other one is a failure of the trial
            with self.lock:
                self.errors.append(f"{kind}: {type(error).__name__}: {error}")
        with self.lock:
            self.took.setdefault(kind, []).append(time.monotonic() - began)

    def look(self, seat):
        """A page is turned: all its panels ask."""
        for name in sorted(PANELS):
            seat._panel(name)

    def write(self, seat):
        with seat.db.write() as session:
            running_log.write_line(
                session, seat.actor, self.incident, f"{seat.number} 席：现场平稳"
            )

    def tick(self, seat):
        task = self.chance.choice(self.tasks)
        with seat.db.write() as session:
            turn(session, seat.actor, task)

    def say(self, seat):
        with seat.db.transaction() as session:
            beat(session, seat.actor, Sign(f"s{seat.number}", "desk", "pc", "1", seat.heard, 0, 0))
        with seat.db.read() as session:
            seats(session)

    def complain(self, city):
        self.complaints += 1
        complaint, clerk = city.complaint(f"load{self.complaints}", 1), self.clerk
        with city.db.write() as session:
            hand_entry.enter_by_hand(session, clerk, complaint, KEY)

    def run(self, city, seconds):
        self.clerk = city.liwei  # asked for under the pen, it would want a second link
        began, beats, complaints, actions = time.monotonic(), 0, 0, 0
        with ThreadPoolExecutor(len(self.seats)) as pool:
            while (passed := time.monotonic() - began) < seconds:
                for _ in range(int(passed * ACTIONS_A_SECOND) - actions):
                    actions += 1
                    kind = self.chance.choices(list(ACTIONS), list(ACTIONS.values()))[0]
                    who = {"look": self.seats, "write": self.writers, "tick": self.tickers}[kind]
                    act, seat = getattr(self, kind), self.chance.choice(who)
                    pool.submit(self.time, kind, lambda a=act, s=seat: a(s))
                for _ in range(int(passed * len(self.seats) / 10) - beats):
                    seat = self.seats[beats % len(self.seats)]
                    beats += 1
                    pool.submit(self.time, "beat", lambda s=seat: self.say(s))
                if int(passed * COMPLAINTS_A_MINUTE / 60) > complaints:
                    complaints += 1
                    pool.submit(self.time, "complaint", lambda: self.complain(city))
                time.sleep(0.02)

    def table(self):
        rows = [f"{'':<10}{'n':>6}{'median':>9}{'p95':>9}{'worst':>9}  ms"]
        for kind, took in sorted(self.took.items()):
            ms = sorted(1000 * t for t in took)
            p95 = ms[min(len(ms) - 1, int(0.95 * len(ms)))]
            rows.append(f"{kind:<10}{len(ms):>6}{ms[len(ms) // 2]:>9.0f}{p95:>9.0f}{ms[-1]:>9.0f}")
        return "\n".join([*rows, self.processor])


@contextmanager
def demo_server(moment=MOMENT):
    """A server with the demo city as it stood at a moment, and its owner's database."""
    server = Cluster(max_connections="250", shared_buffers="'128MB'").start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "c.db"
            demo.make(f"sqlite:///{file}", moment, speed=0, fresh=True)
            db = open_database(server.url())
            database_copy.to_server(file, db, Path(f"{file}.key").read_text())
        with db.engine.connect() as connection:  # the clock of a server runs
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        yield server, db
        db.close()
    finally:
        server.stop()


def processor_of(server):
    """Processor seconds of the server so far, of backends that ended too."""
    ticks = 0
    for pid in server.processes():
        with suppress(OSError):  # it ended just now: its parent has it
            own = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += sum(map(int, own[11:15] if pid == server.process.pid else own[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def trial(seconds, count=SEATS, asking=ASKING):
    """Run it; the Load with its times, errors, and whether every seat heard everything."""
    with demo_server() as (server, db):
        city = City(db)
        with db.read() as session:
            incident = max(session.scalars(select(IncidentRow.id)))
            ids = by_hand(session, incident)
            after = journal.latest(session)
        load = Load(server.url(), incident, ids, count, asking)
        load.open(after)
        time.sleep(2.0)
        own, servers = time.process_time(), processor_of(server)
        load.run(city, seconds)
        load.processor = (
            f"processor: seats {(time.process_time() - own) / seconds:.2f}, "
            f"server {(processor_of(server) - servers) / seconds:.2f} of {os.cpu_count()}"
        )
        with db.read() as session:
            newest = journal.latest(session)
            assert verify(session).bad is None
        end = time.monotonic() + PATIENCE_S
        while any(seat.heard < newest for seat in load.seats) and time.monotonic() < end:
            time.sleep(0.1)
        behind = [seat.number for seat in load.seats if seat.heard < newest]
        for seat in load.seats:
            seat.close()
        return load, behind


if __name__ == "__main__":
    words = [float(word) for word in sys.argv[1:]]
    done, late = trial(words[0] if words else 120.0, *map(int, words[1:3]))
    print(done.table())  # noqa: T201
    print(f"errors {len(done.errors)}, refused {done.refused}, behind {late}")  # noqa: T201
    print("\n".join(done.errors[:5]))  # noqa: T201
