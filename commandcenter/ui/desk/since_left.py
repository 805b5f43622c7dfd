"""离岗期间动态: offered to who comes back after a while, at hand for everybody else."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from commandcenter.queries.seat.since_left import SinceLeft, since_left
from commandcenter.services.seat.seen import NOT_IDLE, note_seen
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.desk.since_sheet import SinceSheet
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.notices import Action

MINUTES = "desk/away_minutes"
USUAL_MINUTES = 30


class SinceLeftKeeper(QObject):
    """Notes how far the person has seen, and tells what they missed.

    Signals:
        counted: How much they have not seen yet; 0 puts the reminder away. arg: int
        incident_wanted: The timeline of an incident. arg: its id
        todo_wanted: What waits for them.
    """

    counted = Signal(int)
    incident_wanted = Signal(int)
    todo_wanted = Signal()

    def __init__(self, seat: Seat, sheet: Sheet, settings: QSettings) -> None:
        super().__init__(sheet)
        self.seat = seat
        self._sheet = sheet
        self.away = timedelta(minutes=int(str(settings.value(MINUTES, USUAL_MINUTES))))

    def note(self, idle: timedelta = NOT_IDLE) -> None:
        """The person goes, last there `idle` ago; while they look back nothing is noted."""
        self.seat.tasks.note(partial(note_seen, actor=self.seat.actor, idle=idle))

    @Slot()
    def offer(self) -> None:
        """The person is back: if they were away long enough, and something was done."""
        self._ask(self._offer)

    def _offer(self, since: SinceLeft) -> None:
        if since.since is None or since.now - since.since <= self.away or not since.incidents:
            return
        self.counted.emit(since.count)
        words = self.tr("您离岗期间，他人办理了 {n} 项，待您处理 {waiting} 项。")
        self.seat.notices.warn(
            words.format(n=since.count, waiting=since.waiting),
            Action(self.tr("查看"), self.show),
        )

    @Slot()
    def show(self) -> None:
        self._ask(self._show)

    def _ask(self, done: Callable[[SinceLeft], object]) -> None:
        """Of the present, though the past may be looked at by then."""
        tasks = self.seat.tasks
        asked = partial(since_left, actor=self.seat.actor, now=tasks.db.clock())
        tasks.read(self, asked, done, of_now=True)

    def _show(self, since: SinceLeft) -> None:
        content = SinceSheet(since)
        content.read.connect(self._on_read)
        content.incident_wanted.connect(self.incident_wanted)
        content.todo_wanted.connect(self.todo_wanted)
        self._sheet.show_content(self.tr("离岗期间动态"), content, wide=True)

    @Slot()
    def _on_read(self) -> None:
        self.note()
        self.counted.emit(0)
        self._sheet.put_away()
