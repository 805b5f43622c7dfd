"""R15: a desk at work for as long as is wanted: does it grow? One line of JSON at the end.

python -m tests.faults.soak [SECONDS]      default 1800, which stands for a day of 24 hours

It takes longer where a slow machine has not done its rounds by then.

A desk, a wall and the watch with its alarms in one process, on a server of its own: pages are
turned, forms opened and put away, every tenth round a second window comes and goes; lines are
written and heard, complaints come in and are watched, something falls due, is alarmed, told and
acknowledged. What is counted is counted when all is quiet and the garbage collected, every tenth
round once it is warm: one count alone may come after a step of some megabytes by which the heap is
cut up anew.
"""

import gc
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.program.windows import close, qt
from commandcenter.services.alarms import alarm_acts
from commandcenter.services.command import running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.settings import Settings
from commandcenter.store import database
from commandcenter.store.database import open_database
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.ui import look
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.seat import Over, open_seat
from commandcenter.ui.guards import give_back
from commandcenter.ui.incident.register_form import RegisterIncident
from commandcenter.ui.incident.tally_form import TallyForm
from commandcenter.ui.wall.wall_window import WallWindow
from commandcenter.watch.alarm_sender import WayOut
from commandcenter.watch.runner import Runner
from tests.alarm_stage import due_in
from tests.city import KEY, City
from tests.faults.outage import SOMEBODY, links_of, new_server, until
from tests.heap import in_use

SECONDS = 1_800.0
# Until it is warm it grows, and is meant to: lists fill up to their limits, statements are compiled
# and prepared, glyphs and icons are drawn once. 20 windows have come and gone by then.
WARM, ROUNDS, EVERY = 200, 500, 10
OFTEN = 5  # rounds between complaints
# What a page of complaints and the log show at most: full from the beginning, else the rounds add
# rows to what is shown, and these are counted as if an opening had left them.
COMPLAINTS, LINES = 200, 200
database.FROZEN_AFTER_MS = 30_000  # that a loaded machine stands still is not what is tried
FORMS = (RegisterIncident, TallyForm)
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Count:
    """`rss`, `heap` in KB; `opened`: windows and forms so far; `alarms`, `told`: raised and sent.

    `heap`: what is in use of the window's heap. Where it stays as it is while `rss` grows, nothing
    is kept: the heap is cut up.
    """

    opened: int
    rss: int
    heap: int
    threads: int
    files: int
    widgets: int
    links: int
    alarms: int
    told: int


def resident():
    give_back()  # as the desk does every few minutes
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE // 1024


class Soak:
    def __init__(self, server, folder):
        self.server, self.opened, self.rounds = server, 0, 0
        self.db, self.other = open_database(server.url()), open_database(server.url())
        city = City(self.db)
        city.take_in(*[city.complaint(f"s{n}", n) for n in range(COMPLAINTS)])
        self.incident = city.register()
        city.activate(self.incident)
        with self.db.write() as session:
            for n in range(LINES):
                running_log.write_line(session, city.maxiao, self.incident, f"此前 {n}")
        self.actor, self.maxiao = city.zhoulan, city.maxiao
        self.kept = QSettings(f"{folder}/desk.ini", QSettings.Format.IniFormat)
        self.city = City(self.other)
        self.seat = open_seat(self.actor, self.db)
        self.window = self.open_window()
        self.wall = WallWindow(open_seat(SOMEBODY, self.db), engine="native")
        self.wall.resize(1920, 1080)
        self.wall.show()
        self.out, self.ways = Path(folder) / "alarms", open_database(server.url())
        self.watch = Runner(self.ways, PROGRAM, "soak", way=WayOut(folder=self.out))
        self.watching = threading.Thread(target=self.watch.run, name="watch")
        self.watching.start()

    def open_window(self):
        window = DeskWindow(self.seat, key=KEY, settings=self.kept, engine="native")
        window.show()
        self.opened += 1
        until(window.settled)
        return window

    def round(self):
        self.rounds += 1
        with self.other.write() as session:
            running_log.write_line(session, self.maxiao, self.incident, f"第 {self.rounds} 轮")
        self.let_something_come()
        for name in [entry.key for entry in page_keys.entries()]:
            self.window.show_page(name)
            until(self.window.settled)
        for make in FORMS:
            form = make(Over(self.seat), *(() if make is RegisterIncident else (self.incident,)))
            form.begin()
            self.opened += 1
            until(lambda: self.seat.tasks.idle)
            form.reject()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self.rounds % EVERY == 0:
            close(self.open_window())

    def let_something_come(self):
        """Complaints, and of the alarms that they and the time raise one is acknowledged."""
        if self.rounds % OFTEN == 0:
            about = {"subject_name": f"店{self.rounds % 40}"}
            city, number = self.city, self.rounds
            city.take_in(*[city.complaint(f"r{number}-{n}", n, **about) for n in range(3)])
            due_in(city, self.incident, 1, *self.open_one())
        with self.other.write() as session:
            waiting = select(AlarmRow).where(AlarmRow.standing == Standing.UNACKNOWLEDGED)
            row = session.scalars(waiting.order_by(AlarmRow.id)).first()
            with suppress(RuleBroken):  # it has climbed to others alone
                if row is not None:
                    alarm_acts.acknowledge(session, self.maxiao, row.id, row.version)

    def open_one(self):
        """Code and subject of an open row of the book, each in its turn."""
        row = ObligationRow
        wanted = select(row.code, row.about).where(
            row.incident_id == self.incident, row.state == ObligationState.OPEN
        )
        with self.other.read() as session:
            found = session.execute(wanted.order_by(row.id)).all()
        return found[self.rounds // OFTEN % len(found)]

    def count(self):
        until(lambda: self.seat.tasks.idle and self.window.settled() and self.wall.settled())
        for _ in range(3):
            gc.collect()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        files = len(list(Path("/proc/self/fd").iterdir()))
        widgets = len(QApplication.allWidgets())
        links = links_of(self.server)
        with self.other.read() as session:
            alarms = session.scalar(select(func.count()).select_from(AlarmRow))
        told = len(list(self.out.glob("*.json")))
        threads = threading.active_count()
        memory = resident(), in_use() // 1024
        return Count(self.opened, *memory, threads, files, widgets, links, alarms, told)

    def run(self, seconds):
        """The counts, from the first third on and when all caches are full."""
        began, counts = time.monotonic(), []
        while time.monotonic() < began + seconds or self.rounds < ROUNDS:
            self.round()
            warm = time.monotonic() > began + seconds / 3 and self.rounds >= WARM
            if warm and self.rounds % EVERY == 0:
                counts.append(self.count())
        return counts

    def finish(self):
        self.watch.stop()
        self.watching.join()
        self.ways.close()
        wall = self.wall.seat
        close(self.wall)
        wall.close()
        close(self.window)
        self.seat.close()
        self.db.close()
        self.other.close()


def growth(counts):
    """KB, and openings, between the middle of the first third of the counts and of the last."""
    early, late = counts[: len(counts) // 3], counts[-(len(counts) // 3) :]
    return tuple(middle(late, name) - middle(early, name) for name in ("rss", "opened"))


def thirds(counts):
    """The most of each in the first third of the counts, and its middle in the last. One count is
    no measure: a row of an alarm that stands just then is a dozen widgets.
    """
    early, late = counts[: len(counts) // 3], counts[-(len(counts) // 3) :]
    names = ("threads", "files", "widgets")
    return {n: [max(getattr(c, n) for c in early), middle(late, n)] for n in names}


def middle(counts, name):
    return statistics.median(getattr(count, name) for count in counts)


def flat(counts):
    """Between which figures each went, of those that are to stay as they are."""
    names = ("rss", "heap", "threads", "files", "widgets", "links")
    return {
        n: [min(getattr(c, n) for c in counts), max(getattr(c, n) for c in counts)] for n in names
    }


def main(seconds):
    server = new_server()
    try:
        with tempfile.TemporaryDirectory() as folder, qt(Settings(), look.DESK, picture=True):
            soak = Soak(server, folder)
            try:
                counts = soak.run(seconds)
            finally:
                soak.finish()  # its threads would keep a process that has failed
        kb, opened = growth(counts)
        found = {"rounds": soak.rounds, "kb": kb, "kb_an_opening": round(kb / opened, 2)}
        found |= {"flat": flat(counts), "thirds": thirds(counts)}
        ends = {"first": asdict(counts[0]), "last": asdict(counts[-1])}
        print(json.dumps(found | ends))  # noqa: T201
    finally:
        server.stop()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
