"""Sixty simulated seats at one server, each with the links of a real one, and how long they wait.

python -m tests.faults.load [SECONDS]      default 120
"""

import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.checklist import checklist
from commandcenter.queries.desk import desk_head
from commandcenter.queries.log import log_lines
from commandcenter.queries.seats import seats
from commandcenter.services import checklist as steps
from commandcenter.services import intake, log
from commandcenter.services.seats import Sign, beat
from commandcenter.store import journal, schema
from commandcenter.store.database import open_database
from commandcenter.store.tables import StepRow
from commandcenter.store.verify import verify
from tests.city import KEY, City
from tests.cluster import Cluster

SEATS, ACTIONS_A_SECOND, COMPLAINTS_A_MINUTE = 60, 2.0, 12
LOGINS = ("chenyu", "luomin", "zhoulan", "maxiao", "wuyue", "hewenjing")


@dataclass
class Simulated:
    """One seat: a database of its own, and a thread that follows the journal."""

    number: int
    url: str
    login: str
    heard: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def open(self):
        self.db = open_database(self.url)
        self.actor = getattr(City(self.db), self.login)
        self.thread = threading.Thread(target=self._follow, daemon=True)
        self.thread.start()

    def _follow(self):
        for batch in journal.follow(self.db, 0, self.stop):
            self.heard = batch[-1].number

    def close(self):
        self.stop.set()
        self.thread.join(15)
        self.db.close()


class Load:
    """What all do, and what came of it: seconds by kind, and errors."""

    def __init__(self, url, incident, step_ids):
        self.incident, self.steps = incident, step_ids
        self.took, self.errors, self.refused = {}, [], 0
        self.chance, self.lock, self.complaints = random.Random(3), threading.Lock(), 0
        self.seats = [Simulated(n, url, LOGINS[n % len(LOGINS)]) for n in range(SEATS)]

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
        now = seat.db.clock()
        with seat.db.read() as session:
            desk_head(session, seat.actor, self.incident, now)
            checklist(session, self.incident, now)
            log_lines(session, self.incident)

    def write(self, seat):
        with seat.db.write() as session:
            log.write_line(session, seat.actor, self.incident, f"{seat.number} 席：现场平稳")

    def tick(self, seat):
        step = self.chance.choice(self.steps)
        with seat.db.write() as session:
            if session.get_one(StepRow, step).state == "open":
                steps.complete_step(session, seat.actor, step)
            else:
                steps.reopen_step(session, seat.actor, step, "再核对")

    def say(self, seat):
        with seat.db.transaction() as session:
            beat(session, seat.actor, Sign(f"s{seat.number}", "desk", "pc", "1", seat.heard, 0, 0))
        with seat.db.read() as session:
            seats(session)

    def complain(self, city):
        self.complaints += 1
        complaint = city.complaint(f"load{self.complaints}", 1)
        with city.db.write() as session:
            intake.enter_by_hand(session, city.liwei, complaint, KEY)

    def run(self, city, seconds):
        began, beats, complaints, actions = time.monotonic(), 0, 0, 0
        with ThreadPoolExecutor(SEATS) as pool:
            while (passed := time.monotonic() - began) < seconds:
                for _ in range(int(passed * ACTIONS_A_SECOND) - actions):
                    actions += 1
                    seat = self.chance.choice(self.seats)
                    kinds = (("look", self.look), ("write", self.write), ("tick", self.tick))
                    kind, act = self.chance.choices(kinds, (5, 4, 1))[0]
                    pool.submit(self.time, kind, lambda a=act, s=seat: a(s))
                for _ in range(int(passed * SEATS / 10) - beats):
                    seat = self.seats[beats % SEATS]
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
        return "\n".join(rows)


def trial(seconds):
    """Run it; the Load with its times, errors, and whether every seat heard everything."""
    server = Cluster(max_connections="250").start()
    try:
        db = open_database(server.url())
        schema.upgrade(db)
        city = City(db)
        incident = city.register()
        city.activate(incident)
        with db.read() as session:
            ids = list(session.scalars(select(StepRow.id).where(StepRow.group == "onsite")))
        load = Load(server.url(), incident, ids)
        for seat in load.seats:
            seat.open()
        load.run(city, seconds)
        with db.read() as session:
            newest = journal.latest(session)
            assert verify(session).bad is None
        end = time.monotonic() + 20
        while any(seat.heard < newest for seat in load.seats) and time.monotonic() < end:
            time.sleep(0.1)
        behind = [seat.number for seat in load.seats if seat.heard < newest]
        for seat in load.seats:
            seat.close()
        db.close()
        return load, behind
    finally:
        server.stop()


if __name__ == "__main__":
    done, late = trial(float(sys.argv[1]) if len(sys.argv) > 1 else 120.0)
    print(done.table())  # noqa: T201
    print(f"errors {len(done.errors)}, refused {done.refused}, behind {late}")  # noqa: T201
    print("\n".join(done.errors[:5]))  # noqa: T201
