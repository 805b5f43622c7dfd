"""回看: puts the whole desk back to a moment of the chosen incident, and forward to now again.

The past is copied once, on a worker; each moment is made there too, and only the newest that
was asked for is shown. Meanwhile the seat refuses to write, and what would act is disabled.
"""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from commandcenter.late import late_name
from commandcenter.store.database import Database
from commandcenter.ui.desk.replay_bar import ReplayBar
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.queries.incident.lookback import LookBack, open_past
else:
    open_past = late_name("queries.incident.lookback", "open_past")

ACTING = frozenset({Kind.PRIMARY.value, Kind.SECONDARY.value, Kind.PLAIN.value, Kind.DANGER.value})
PAUSE_MS = 25
AGAIN_MS = 100
PATIENCE = 60  # pauses until the next moment is made although somebody still reads


class ActsOff(QObject):
    """Disables what acts inside a widget, with the reason, also what appears later.

    What opens something to read stays: links, quiet buttons, choices, and what bears the
    property `reads`. It looks again and again: a filter of all events would slow every one.
    """

    def __init__(self, inside: QWidget, *spared: QWidget) -> None:
        super().__init__(inside)
        self._inside, self._spared = inside, spared
        self._off: list[tuple[QWidget, str]] = []
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._look)

    def begin(self) -> None:
        for field in self._inside.findChildren(QWidget, "log_input"):
            self._put_off(field)
        self._look()
        self._again.start()

    def end(self) -> None:
        """What a panel itself forbids is forbidden again by its next answer."""
        self._again.stop()
        for widget, before in self._off:
            if shiboken6.isValid(widget):
                if isinstance(widget, Button):
                    widget.forbid("")
                widget.setEnabled(True)
                widget.setToolTip(before)
        self._off = []

    @Slot()
    def _look(self) -> None:
        for button in self._inside.findChildren(Button):
            if (
                button.isEnabled()
                and button.property("kind") in ACTING
                and not button.isCheckable()
                and not button.property("reads")
                and not any(each.isAncestorOf(button) for each in self._spared)
            ):
                self._put_off(button)

    def _put_off(self, widget: QWidget) -> None:
        self._off.append((widget, widget.toolTip()))
        words = QCoreApplication.translate("ActsOff", "正在回看，不能办理；按 Esc 回到现在")
        if isinstance(widget, Button):
            widget.forbid(words)  # it says so when it is pressed
        else:
            widget.setEnabled(False)
            widget.setToolTip(tip(words))


class Replayer(QObject):
    """Signals:
    begun: The desk shows the past from now on.
    ended: It shows the present again.
    """

    begun = Signal()
    ended = Signal()

    def __init__(
        self, seat: Seat, window: QWidget, inside: QWidget, bar: ReplayBar, *spared: QWidget
    ) -> None:
        """What is in the `spared` is of the present: it can be pressed."""
        super().__init__(window)
        self.seat, self.bar, self._window = seat, bar, window
        self._acts = ActsOff(inside, bar, *spared)
        self._past: LookBack | None = None
        self._done: list[LookBack | Database] = []  # to be closed when nobody reads any more
        self._wanted: datetime | None = None
        self._working = False
        self._asked = 0
        self._waited = 0
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._go_on)
        bar.moment_wanted.connect(self.go)
        bar.left.connect(self.leave)

    @property
    def active(self) -> bool:
        return self.seat.past is not None

    @property
    def settled(self) -> bool:
        """Whether the moment that was asked for is the one that is shown."""
        return not self._working and self._wanted is None

    @property
    def incident_id(self) -> int | None:
        return self._past.incident_id if self._past else None

    def start(self, incident_id: int, at: datetime | None = None) -> None:
        """Look back at an incident, first at `at`; without it, as it is known now."""
        if any(dialog.isVisible() for dialog in self._window.findChildren(QDialog)):
            self.seat.notices.warn(self.tr("请先完成或关闭打开的窗口，再回看。"))
            return
        if self._past is not None and self._past.incident_id == incident_id:
            self.go(at or self._past.until)
            return
        self.leave()
        self.bar.wait()
        db = self.seat.tasks.db
        self.seat.tasks.work(
            self,
            lambda _progress: open_past(db, incident_id),
            partial(self._opened, self._asked, at),
            self._failed,
        )

    def _opened(self, asked: int, at: datetime | None, past: "LookBack") -> None:
        if asked != self._asked:  # the person has left again meanwhile
            past.replay.close()
            return
        self._past = past
        self.bar.begin(past.first, past.until, past.marks)
        self.go(at or past.until)

    def _failed(self, failure: Failure) -> None:
        self._working = False
        self.leave()
        self.seat.notices.refused(failure.words)

    @Slot(object)
    def go(self, at: datetime) -> None:
        """Show another moment; while one is being made only the newest wish is kept."""
        self._wanted = at
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """Make what is wanted as soon as the panels have read what is shown."""
        if self._working or self._wanted is None or self._past is None:
            self._close_done()
            return
        if self.active and not self.seat.tasks.idle and self._waited < PATIENCE:
            self._waited += 1
            self._soon.start()
            return
        past, self._waited = self._past, 0
        at = self.bar.minute_of(self._wanted)
        self._wanted, self._working = None, True
        self.seat.tasks.work(
            self,
            lambda _progress: past.replay.at(at),
            partial(self._made, self._asked, at),
            self._failed,
        )

    def _made(self, asked: int, at: datetime, moment: Database) -> None:
        self._working = False
        if asked != self._asked or self._past is None:
            self._done.append(moment)
            self._go_on()
            return
        first = not self.active
        if self.seat.past is not None:
            self._done.append(self.seat.past)
        if not self.bar.slider.isSliderDown() and self._wanted is None:
            self.bar.show_moment(at)
        self.seat.look_back(moment)
        if first:
            self._acts.begin()
            self.begun.emit()
        self._soon.start()

    def _close_done(self) -> None:
        """The memory of moments that nobody reads any more, beside the window: to give back what
        a city's database took holds whoever does it for some hundredths of a second."""
        if not self._done:
            return
        if self._working or not self.seat.tasks.idle:
            self._soon.start()
            return
        done, self._done = self._done, []
        self.seat.tasks.work(self, lambda _progress: _close(done))

    @Slot()
    def leave(self) -> None:
        """The present again."""
        self._leave()
        self._close_done()

    def _leave(self) -> None:
        self._asked += 1
        self._wanted = None
        self.bar.hide()
        if self._past is not None:
            self._done.append(self._past)
            self._past = None
        if self.seat.past is not None:
            self._done.append(self.seat.past)
            self._acts.end()
            self.seat.look_back(None)
            self.ended.emit()

    def stop(self) -> None:
        """The window closes: nothing is read any more once its seat has closed."""
        self._leave()
        self._soon.stop()
        _close(self._done)  # not beside: what its seat has not begun by then is dropped
        self._done = []


def _close(done: "list[LookBack | Database]") -> None:
    for each in done:
        each.close() if isinstance(each, Database) else each.replay.close()
