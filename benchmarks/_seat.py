"""The seat that startup.py measures: `_seat.py desk|wall ENGINE URL STARTED [click N|import FILE]`.

`STARTED` is the monotonic time at which the process was started. Prints one line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Role
from commandcenter.intake.places import Crs
from commandcenter.offices.take_in import Order, bring_in
from commandcenter.program import windows
from commandcenter.settings import Settings
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import Database, open_database
from commandcenter.ui import look
from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.desk.rail import RailButton
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.wall.wall_window import WallWindow
from commandcenter.ui.widgets.figure import Figure

LONGEST_S = 120.0


class Pulse(QObject):
    """The longest time between two beats of a timer of the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(self, interval=0)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


class Paint(QObject):
    """Whether a widget that was given has been painted since `begin`."""

    def __init__(self, window: QWidget, *watched: QWidget) -> None:
        super().__init__(window)
        self.done = False
        self._wanted: Callable[[], QWidget | None] = lambda: None
        for widget in watched:  # not the whole program: a filter in Python costs each event
            widget.installEventFilter(self)

    def begin(self, wanted: Callable[[], QWidget | None]) -> None:
        self.done, self._wanted = False, wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.done = self.done or watched is self._wanted()
        return False


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST_S
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        if time.monotonic() > end:
            raise SystemExit("nothing happened")


def answer(paint: Paint, act: Callable[[], object], wanted: Callable[[], QWidget | None]) -> float:
    """Milliseconds from an act of the hand to the end of the paint that answers it."""
    paint.begin(wanted)
    began = time.monotonic()
    act()
    while not paint.done:
        QCoreApplication.processEvents()
        if time.monotonic() - began > LONGEST_S:
            raise SystemExit("no answer was painted")
    return (time.monotonic() - began) * 1000


def clicks(window: DeskWindow, seat: Seat, rounds: int) -> dict[str, float]:
    """The slowest answer of each kind of click, the first one too."""
    until(lambda: window.pages.all_made)
    turned = [window.pages.widget(n) for n in range(window.pages.count())]
    paint = Paint(window, window.sheet, window.palette_of, *turned)
    worst: dict[str, float] = {}

    def note(name: str, act: Callable[[], object], wanted: Callable[[], QWidget | None]) -> None:
        took = answer(paint, act, wanted)
        worst[name] = max(took, worst.get(name, 0.0))
        until(lambda: seat.tasks.idle)
        QTest.qWait(30)

    for _ in range(rounds):
        for number, entry in enumerate(page_keys.entries()):
            button = window.rail.findChildren(RailButton)[number]
            note(f"page {entry.word}", partial(click, button), window.pages.currentWidget)
        window.show_page(page_keys.INCIDENT)
        until(window.settled)
        for tile in [t for t in window.findChildren(Figure) if t.isVisible()][:5]:
            note(tile.objectName(), partial(click, tile), lambda: window.sheet)
            window.sheet.put_away()
            window.show_page(page_keys.INCIDENT)
        note("search", window.head.search_wanted.emit, lambda: window.palette_of)
        window.palette_of.put_away()
    return worst


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def importing(window: DeskWindow, seat: Seat, db: Database, file: Path) -> dict[str, float]:
    until(lambda: window.pages.all_made)
    pulse = Pulse(window)
    QTest.qWait(500)
    pulse.begin()
    QTest.qWait(3_000)
    rest = pulse.longest
    order = Order(file, None, Crs.WGS84, file.with_suffix(".rejects"))
    ended: list[Any] = []
    began = time.monotonic()
    pulse.begin()
    seat.tasks.work(
        window,
        lambda progress: bring_in(db, seat.actor, load_key(db), order, progress),
        ended.append,
        ended.append,
    )
    until(lambda: bool(ended))
    took = time.monotonic() - began
    until(window.settled)  # the panels ask again for what came
    QTest.qWait(300)
    return {"rest": rest * 1000, "gap": pulse.longest * 1000, "import": took}


def open_window(kind: str, engine: str, db: Database, stack: ExitStack) -> tuple[QWidget, Seat]:
    settings = Settings(map_engine=engine)
    view = look.wall(1920) if kind == "wall" else look.DESK
    stack.enter_context(windows.qt(settings, view, picture=True))
    if kind == "wall":
        seat = stack.enter_context(windows.seated(db, windows.THE_WALL))
        window: QWidget = WallWindow(seat, engine=engine)
        window.resize(QSize(1920, 1080))
    else:
        actor = windows.first_holder(db, Role.DUTY)
        seat = stack.enter_context(windows.seated(db, actor))
        kept: QSettings = stack.enter_context(windows.untouched())
        window = DeskWindow(seat, settings=kept, engine=engine)
        window.resize(QSize(1600, 1000))
        window.show_panels()
    return window, seat


def main(kind: str, engine: str, url: str, started: str, *more: str) -> None:
    with ExitStack() as stack:
        db = open_database(url)
        stack.callback(db.close)
        window, seat = open_window(kind, engine, db, stack)
        window.show()
        until(window.settled)
        window.repaint()
        QCoreApplication.processEvents()
        found = {"picture": time.monotonic() - float(started), "cpu": time.process_time()}
        if more[:1] == ("click",):
            found |= clicks(window, seat, int(more[1]))
        elif more[:1] == ("import",):
            found |= importing(window, seat, db, Path(more[1]))
        print(json.dumps(found))
        windows.close(window)


if __name__ == "__main__":
    main(*sys.argv[1:])
