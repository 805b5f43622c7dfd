"""A seat in a process of its own: `seat_process.py desk|wall URL LOGIN`.

A line on standard input is an order (`unfold`, `tick CODE`, `write WORDS`, `close`). A line of
JSON on standard output is what was done or what is painted now, with the time at which the
paint was over (the machine's monotonic clock, the same for all processes).
"""

import json
import os
import sys
import tempfile
import time

from PySide6.QtCore import QEvent, QObject, QSettings, QSocketNotifier, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.program.windows import THE_WALL, close, qt
from commandcenter.settings import Settings
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.ui import look
from commandcenter.ui.command.checklist_board import StepBoard
from commandcenter.ui.command.checklist_list import StepList
from commandcenter.ui.command.log_rows import LogBoard
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.wall.wall_window import WallWindow


def print_event(event, **facts):
    print(json.dumps({"event": event, "t": time.monotonic(), **facts}), flush=True)  # noqa: T201


class Watcher(QObject):
    """Says what the window shows whenever that has changed and is painted."""

    def __init__(self, window, wall):
        super().__init__(window)
        self.window, self.wall = window, wall
        self._said = None
        self._settled = False
        self._look = QTimer(self, interval=10)
        self._look.timeout.connect(self.look)
        self._look.start()

    @Slot()
    def look(self):
        """Anew until all is there; from then on only after paints."""
        if not self._settled and self.window.settled():
            self._settled = True
            self._look.stop()
            for kind in (StepList, StepBoard, LogBoard):
                for view in self.window.findChildren(kind):
                    target = view.viewport() if isinstance(view, StepList) else view
                    target.installEventFilter(self)
            if self.wall:
                for view in (self.window.top, *self.window.content.panels()):
                    view.installEventFilter(self)
            print_event("settled", pid=os.getpid())
            self.tell()

    def eventFilter(self, watched, event):
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Show, QEvent.Type.Hide):
            QTimer.singleShot(0, self, self.tell)  # when this paint is over
        return False

    @Slot()
    def tell(self):
        shown = self.shown()
        if shown != self._said:
            self._said = shown
            print_event("painted", **shown)

    def shown(self):
        if self.wall:
            return {"banner": self.window.top.lost, **self._on_the_wall()}
        steps = self._steps()
        done = sorted(s.code for s in steps.model().lines if s.state is ObligationState.DONE)
        return {"done": done, "words": self._panel_words(steps)}

    def _on_the_wall(self):
        content = self.window.content
        board = content.findChild(StepBoard)
        return {
            "open": [s.code for s in board.shown()[0] if s.undone],
            "words": self._panel_words(board),
            "log": [self.window.footer.news.text()],
            "marked": [p.marked_stale for p in content.panels()],
        }

    def _steps(self):
        return next(v for v in self.window.findChildren(StepList) if v.isVisible())

    @staticmethod
    def _panel_words(view):
        parent = view
        while not hasattr(parent, "words"):
            parent = parent.parentWidget()
        return parent.words

    def unfold(self):
        """Show all steps, not only those that must be done."""
        folds = self.window.findChildren(QPushButton, "checklist_fold")
        QTest.mouseClick(next(f for f in folds if f.isVisible()), Qt.MouseButton.LeftButton)

    def tick(self, code):
        """As a hand does: scroll to the row, click its circle, and say what was done."""
        view = self._steps()
        model = view.model()
        row = next(n for n, s in enumerate(model.lines) if s.code == code and s.undone)
        view.scrollTo(model.index(row))
        place = view.tick_box(model.index(row)).center().toPoint()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self._say(code)

    def _say(self, code):
        """What was done, into the form that the circle opens."""
        fields = [f for f in QApplication.allWidgets() if f.objectName() == "words"]
        field = next((f for f in fields if isinstance(f, QPlainTextEdit) and f.isVisible()), None)
        if field is None:
            QTimer.singleShot(5, self, lambda: self._say(code))
            return
        field.setPlainText("已办妥，情况已记入台账")
        form = field
        while not (found := form.findChildren(QPushButton, "primary")):
            form = form.parentWidget()
        print_event("ticking", code=code)
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def write(self, words):
        field = next(f for f in self.window.findChildren(QLineEdit, "log_input") if f.isVisible())
        field.setText(words)
        print_event("writing", words=words)
        QTest.keyClick(field, Qt.Key.Key_Return)


def main(kind, url, login):
    settings = Settings(map_engine="native")
    view = look.wall(1920) if kind == "wall" else look.DESK
    db = open_database(url)
    with qt(settings, view, picture=True) as app, tempfile.TemporaryDirectory() as folder:
        if kind == "wall":
            seat = open_seat(THE_WALL, db)
            window = WallWindow(seat, engine="native")
            window.resize(1920, 1080)
        else:
            with db.read() as session:
                actor = actor_of(session, login, db.clock())
            seat = open_seat(actor, db)
            kept = QSettings(f"{folder}/desk.ini", QSettings.Format.IniFormat)
            window = DeskWindow(seat, key=load_key(db), settings=kept, engine="native")
        window.show()
        if kind != "wall":
            window.findChild(QPushButton, "four_panels").click()
        watcher = Watcher(window, kind == "wall")

        def on_order():
            order, _, rest = sys.stdin.readline().strip().partition(" ")
            match order:
                case "tick":
                    watcher.tick(rest)
                case "unfold":
                    watcher.unfold()
                case "write":
                    watcher.write(rest)
                case _:
                    app.quit()

        notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
        notifier.activated.connect(on_order)
        app.exec()
        close(window)
        seat.close()
    db.close()


main(*sys.argv[1:4])
