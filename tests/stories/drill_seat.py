"""A seat of a drill on a server, in a process of its own: `drill_seat.py desk|wall URL`.

It is what `commandcenter` opens for who signs on at this address, drawn off screen. A line of JSON
on standard input is an order; each is answered by a line of JSON on standard output: what was seen
(`look`), or that it was done (`click`, `page`, `act`, `grab`, `size`, `theme`).
"""

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from commandcenter.db.demo.play import perform
from commandcenter.db.demo.script_references import in_story
from commandcenter.program import windows
from commandcenter.settings import Settings
from commandcenter.store.database import open_database
from commandcenter.ui.alarms.bar import AlarmBar
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.drills.drill_words import clock_words
from commandcenter.ui.picture import picture_of
from commandcenter.ui.wall.wall_window import WallWindow
from tests.stories.live_acts import acts, own_part
from tests.ui.drills.edges import has_edge

LOOK_MS = 20


def say(event, **facts):
    print(json.dumps({"event": event, **facts}), flush=True)  # noqa: T201


class Hands(QObject):
    """Does at the window what it is told to, and says what can be seen there."""

    def __init__(self, app):
        super().__init__(app)
        self.window = None
        self._acts = acts()
        self._begin = QTimer(self, interval=LOOK_MS)
        self._begin.timeout.connect(self._find)
        self._begin.start()
        self._orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._orders.activated.connect(self._on_order)

    @Slot()
    def _find(self):
        known = DeskWindow | WallWindow
        found = (w for w in QApplication.topLevelWidgets() if isinstance(w, known))
        self.window = next(found, None)
        if self.window is not None and self.window.isVisible() and self.window.settled():
            self._begin.stop()
            say("settled", pid=os.getpid())

    @Slot()
    def _on_order(self):
        told = sys.stdin.readline()
        order = {"do": "close"} if told.strip() in ("", "close") else json.loads(told)
        getattr(self, f"do_{order.pop('do')}")(**order)

    def do_close(self):
        self.window.close()
        QApplication.quit()

    def do_look(self):
        say("seen", **(self._wall() if isinstance(self.window, WallWindow) else self._desk()))

    def do_grab(self, path):
        say("grabbed", bytes=Path(path).write_bytes(picture_of(self.window, ".png")))

    def do_size(self, wide, high):
        self.window.showNormal()
        self.window.resize(wide, high)
        say("sized")

    def do_page(self, key):
        self.window.show_page(key)
        say("turned")

    def do_click(self, name):
        """Once it can be seen and pressed."""
        found = next((w for w in self._named(name) if w.isVisible() and w.isEnabled()), None)
        if found is None:
            QTimer.singleShot(LOOK_MS, self, lambda: self.do_click(name))
            return
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        say("clicked", name=name)

    @staticmethod
    def _named(name):
        for window in QApplication.topLevelWidgets():
            yield from window.findChildren(QWidget, name)

    def do_act(self, number):
        """As the person who sits here, by the desk's own way of writing."""
        act = own_part(self._acts[number])

        def command(session):
            with in_story(act.story):
                perform(session, act)

        tasks = self.window.seat.tasks
        tasks.write(
            self.window, command, lambda _: say("acted", refused=""),
            lambda failure: say("acted", refused=failure.words or repr(failure)),
        )  # fmt: skip

    def _common(self):
        return {"edge": has_edge(self.window), "title": self.window.windowTitle()}

    def _wall(self):
        top = self.window.top
        words = {label.text() for label in self._labels()}
        return {
            **self._common(),
            "clocks": [clock_words(self.window.seat.clock()), top.clock.text()],
            "words": sorted(words),
            "stale": self.window.seat.feed.is_stale,
        }

    def _desk(self):
        board, bar = self.window.drill_head.board, self.window.findChild(AlarmBar, "alarm_bar")
        return {
            **self._common(),
            "clocks": [clock_words(self.window.seat.clock()), *self._drill_time()],
            "words": sorted({label.text() for label in self._labels()}),
            "alarm": bar.line.title if bar.line is not None and bar.isVisible() else "",
            "state": board.state.value,
            "speed": board.speed,
            "waiting": board.waiting,
            "open": [line.title for line in board.injects if line.state.value == "open"],
            "came": [line.title for line in board.injects if line.carried_out_at is not None],
            "points": board.total,
            "stale": self.window.seat.feed.is_stale,
        }

    def _drill_time(self):
        """Of the page 演练, where it is the one that is shown."""
        return [w.text() for w in self.window.findChildren(QLabel, "drill_time") if w.isVisible()]

    def _labels(self):
        return (label for label in self.window.findChildren(QLabel) if label.isVisible())


def main(kind, url, theme):
    settings = Settings(map_engine="native", desk_theme=theme, wall_theme=theme, lock_minutes=0)
    made = windows.qt

    @contextmanager
    def off_screen(*arguments, **named):
        with made(*arguments, **(named | {"picture": True})) as app:
            hands = Hands(app)
            yield app
            del hands

    windows.qt = off_screen
    db = open_database(url)
    try:
        if kind == "wall":
            windows.show_wall(db, settings, None)
        else:
            windows.show_desk(db, settings)
    finally:
        db.close()


main(*sys.argv[1:4])
