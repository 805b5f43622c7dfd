"""The bar of a window, live: it asks for the board, also to hear whether the engine lives."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Actor, Role
from commandcenter.queries.alarms.board import AlarmBoard, alarm_board
from commandcenter.store.database import Query
from commandcenter.ui.alarms.bar import AlarmBar
from commandcenter.ui.alarms.hub import Alarms
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat

KINDS = frozenset({"alarm", "alarm_out", "person", "delegation", "duty"})
BEAT_MS = 3_000


class AlarmPanel(LivePanel[AlarmBoard]):
    """It hears and asks behind whatever is shown, the past too, and in a hidden window."""

    kinds = KINDS
    unseen = True

    def __init__(self, seat: Seat, alarms: Alarms, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.alarms = alarms
        self.of_now = seat.past is None  # a picture of the past shows the alarms of then
        self.bar = AlarmBar(alarms)
        self.body.addWidget(self.bar)
        self._hatch.hide()
        self._keep(seat.actor)
        seat.sitting.changed.connect(self._keep)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._ask_soon)

    def start(self) -> None:
        self._beat.start()

    def stop(self) -> None:
        self._beat.stop()

    def query(self) -> Query[AlarmBoard]:
        return self.seat.query(alarm_board)

    def show_answer(self, answer: AlarmBoard) -> None:
        self.alarms.set_board(answer)

    @Slot(object)
    def _keep(self, actor: Actor) -> None:
        """On the duty seat its height is kept free."""
        self.bar.keep(actor.has(Role.DUTY) or actor.has(Role.LEAD_DUTY))

    def _mark_stale(self, stale: bool) -> None:
        """A lost link is an alarm of its own here: no hatching over it."""
