"""R15: a desk at work for as long as is wanted: does it grow? One line of JSON at the end.

python -m tests.faults.soak [SECONDS]      default 1800, which stands for a day of 24 hours

It takes longer where a slow machine has not done its rounds by then.

A window of its own process on a server of its own: pages are turned, forms opened and put away,
every tenth round a second window comes and goes, lines are written and heard. What is counted is
counted when all is quiet and the garbage collected, every tenth round once it is warm: one count
alone may come after a step of some megabytes by which the heap is cut up anew.
"""

import gc
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from commandcenter.program.windows import close, qt
from commandcenter.services.command import running_log
from commandcenter.settings import Settings
from commandcenter.store import database
from commandcenter.store.database import open_database
from commandcenter.ui import look
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.seat import Over, open_seat
from commandcenter.ui.guards import give_back
from commandcenter.ui.incident.register_form import RegisterIncident
from commandcenter.ui.incident.tally_form import TallyForm
from tests.city import KEY, City
from tests.faults.outage import links_of, new_server, until

SECONDS = 1_800.0
# Until it is warm it grows, and is meant to: lists fill up to their limits, statements are compiled
# and prepared, glyphs and icons are drawn once. 20 windows have come and gone by then.
WARM, ROUNDS, EVERY = 200, 500, 10
database.FROZEN_AFTER_MS = 30_000  # that a loaded machine stands still is not what is tried
FORMS = (RegisterIncident, TallyForm)
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Count:
    """`rss` in KB; `opened`: windows and forms so far."""

    opened: int
    rss: int
    threads: int
    files: int
    widgets: int
    links: int


def resident():
    give_back()  # as the desk does every few minutes
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE // 1024


class Soak:
    def __init__(self, server, folder):
        self.server, self.opened, self.rounds = server, 0, 0
        self.db, self.other = open_database(server.url()), open_database(server.url())
        city = City(self.db)
        city.take_in(*[city.complaint(f"s{n}", n) for n in range(50)])
        self.incident = city.register()
        city.activate(self.incident)
        self.actor, self.maxiao = city.zhoulan, city.maxiao
        self.kept = QSettings(f"{folder}/desk.ini", QSettings.Format.IniFormat)
        self.seat = open_seat(self.actor, self.db)
        self.window = self.open_window()

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

    def count(self):
        until(lambda: self.seat.tasks.idle and self.window.settled())
        for _ in range(3):
            gc.collect()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        files = len(list(Path("/proc/self/fd").iterdir()))
        widgets = len(QApplication.allWidgets())
        links = links_of(self.server)
        return Count(self.opened, resident(), threading.active_count(), files, widgets, links)

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
        close(self.window)
        self.seat.close()
        self.db.close()
        self.other.close()


def growth(counts):
    """KB an opening, between the middle of the first third of the counts and of the last."""
    early, late = counts[: len(counts) // 3], counts[-(len(counts) // 3) :]
    grown, opened = (middle(late, name) - middle(early, name) for name in ("rss", "opened"))
    return grown / opened


def middle(counts, name):
    return statistics.median(getattr(count, name) for count in counts)


def main(seconds):
    server = new_server()
    try:
        with tempfile.TemporaryDirectory() as folder, qt(Settings(), look.DESK, picture=True):
            soak = Soak(server, folder)
            counts = soak.run(seconds)
            soak.finish()
        found = {"rounds": soak.rounds, "kb_an_opening": round(growth(counts), 2)}
        ends = {"first": asdict(counts[0]), "last": asdict(counts[-1])}
        print(json.dumps(found | ends))  # noqa: T201
    finally:
        server.stop()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
