"""What asks for the board of alarms, and every few seconds whether the engine still lives."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.alarms.board import AlarmBoard, alarm_board
from commandcenter.queries.alarms.engine import engine_state
from commandcenter.store.database import Query
from commandcenter.ui.alarms.hub import Alarms
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.workers import Failure

KINDS = frozenset({"alarm", "alarm_out", "person", "delegation", "duty"})
BEAT_MS = 3_000


class BoardPanel(LivePanel[AlarmBoard]):
    """It hears and asks behind whatever is shown, the past too, and in a hidden window; what it
    hears goes to `alarms`. A subclass shows it, and sees to `start` and `stop`."""

    kinds = KINDS
    unseen = True

    def __init__(self, seat: Seat, alarms: Alarms, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.alarms = alarms
        self.of_now = seat.past is None  # a picture of the past shows the alarms of then
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._ask_beat)

    def query(self) -> Query[AlarmBoard]:
        return self.seat.query(alarm_board)

    def show_answer(self, answer: AlarmBoard) -> None:
        self.alarms.set_board(answer)

    def start(self) -> None:
        self.alarms.start()
        self._beat.start()

    def stop(self) -> None:
        self.alarms.stop()
        self._beat.stop()

    @Slot()
    def _ask_beat(self) -> None:
        """While the past is looked at, too: the board that is shown is of now."""
        if self.as_of is not None and not self.seat.feed.is_stale:
            tasks, told = self.seat.tasks, self.alarms.set_engine
            tasks.read(self, engine_state, told, self._no_beat, of_now=self.of_now)

    def _no_beat(self, failure: Failure) -> None:
        """A lost database is an alarm by itself."""

    def _mark_stale(self, stale: bool) -> None:
        """A lost link is an alarm of its own: no hatching over it."""
