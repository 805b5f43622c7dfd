"""The other seats' changes, as a Qt signal, and how old what is known has grown."""

import sys
import time
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from commandcenter.store import journal
from commandcenter.store.database import Database
from commandcenter.store.journal import EVERYTHING, Change
from commandcenter.store.refusals import RolesEnded, ended_in_words

# Two beats and a half; with the painting under 3 s, also on a busy machine.
STALE_AFTER_S = 2.5
JUDGE_MS = 100  # while it is stale; before, nobody looks until it may be
CUT_EVERY_S = 5.0  # who waits for a server that says nothing for so long waits in vain
LONGEST_PAUSE_S = 30.0
ASK_AFRESH = Change(0, EVERYTHING, 0, "", "", None)


class LiveFeed(QObject):
    """Follows the journal in a thread of its own.

    The thread notes when the database last answered; how old that is, is judged here
    in the GUI thread, because a frozen server or a dead cable says nothing at all.

    Signals:
        changed: A batch of changes was committed, by any seat.
                 arg: list[Change], oldest first; one of kind EVERYTHING stands for
                 too many to tell apart
        link: The database can be heard (True) or not (False).
        stale: What is shown is older than STALE_AFTER_S (True), or fresh again (False).
    """

    changed = Signal(list)
    link = Signal(bool)
    stale = Signal(bool)
    _linked = Signal(bool)

    def __init__(self, db: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._after: int | None = None
        self._stop = Event()
        self._thread = Thread(target=self._run, name="live-feed", daemon=True)
        self._beat = self._cut = time.monotonic()
        self._up = False
        self._is_stale = False
        self._linked.connect(self._on_link, Qt.ConnectionType.QueuedConnection)
        self._due = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._on_due)

    @property
    def up(self) -> bool:
        return self._up

    @property
    def is_stale(self) -> bool:
        return self._is_stale

    @property
    def heard(self) -> int:
        """The journal's number up to which it has heard."""
        return self._after or 0

    def age(self) -> float:
        """Seconds since the database last answered the feed."""
        return time.monotonic() - self._beat

    def start(self, after: int | None = None) -> None:
        """Follow from journal number `after`; without it, everybody is asked afresh once."""
        self._after = after
        self._beat = time.monotonic()
        self._thread.start()
        self._on_due()
        self._due.start()

    def stop(self) -> None:
        self._due.stop()
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def ask_afresh(self) -> None:
        """Let everybody ask again: what this seat may see has changed. In the GUI thread."""
        self.changed.emit([ASK_AFRESH])

    @Slot()
    def judge(self) -> None:
        """Say so if the last answer has grown old, or is fresh again."""
        stale = self.age() > STALE_AFTER_S
        if min(self.age(), time.monotonic() - self._cut) > CUT_EVERY_S:
            self._cut = time.monotonic()
            self._db.cut()
        if stale != self._is_stale:
            self._is_stale = stale
            self.stale.emit(stale)

    @Slot()
    def _on_due(self) -> None:
        self.judge()
        fresh_ms = round(1000 * (STALE_AFTER_S - self.age())) + 1
        self._due.setInterval(max(fresh_ms, JUDGE_MS))

    @Slot(bool)
    def _on_link(self, up: bool) -> None:
        if up != self._up:
            self._up = up
            self.link.emit(up)

    def _note_link(self, up: bool) -> None:
        self._linked.emit(up)

    def _note_beat(self) -> None:
        self._beat = time.monotonic()

    def _run(self) -> None:
        """Follow until told to stop; a bug on the way is reported and survived."""
        pause = journal.RETRY_S
        while not self._stop.is_set():
            try:
                with ended_in_words(self._db):
                    self._follow()
            except RolesEnded:  # told by whoever asks next; a new role brings it back
                self._stop.wait(pause)
            except Exception as error:  # noqa: BLE001 - the outermost worker loop
                sys.excepthook(type(error), error, error.__traceback__)
                self._stop.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)

    def _follow(self) -> None:
        if self._after is None:
            self._after = self._find_start()
            if self._after is None:
                return
            self.changed.emit([ASK_AFRESH])
        feed = journal.follow(self._db, self._after, self._stop, self._note_link, self._note_beat)
        for batch in feed:
            self._after = batch[-1].number
            self.changed.emit(batch)

    def _find_start(self) -> int | None:
        """The number to follow from; None when told to stop before the database answered."""
        while not self._stop.is_set():
            try:
                with self._db.read() as session:
                    return journal.latest(session)
            except journal.broken():
                self._linked.emit(False)
                self._stop.wait(journal.RETRY_S)
        return None
