"""The conductor's seat lets the injects come, while it is open and whatever page it shows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from commandcenter.domain.drills.drill import DrillState
from commandcenter.late import late
from commandcenter.queries.drills.board import DrillBoard
from commandcenter.ui.drills.drill_head import DrillHead
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.workers import Failure, Trouble

if TYPE_CHECKING:
    from commandcenter.offices import drill_stores
else:
    drill_stores = late("offices.drill_stores")

EVERY_MS = 500
GOING = frozenset({DrillState.RUNNING, DrillState.PAUSED})


class Conducting(QObject):
    """One turn after the other, on a worker; a lost database is waited for."""

    def __init__(self, seat: Seat, head: DrillHead) -> None:
        super().__init__(head)
        self._seat, self._head = seat, head
        self._busy = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._turn)
        head.told.connect(self._on_told)

    @Slot(object)
    def _on_told(self, board: DrillBoard) -> None:
        wanted = board.may_conduct and board.state in GOING
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    @Slot()
    def _turn(self) -> None:
        if self._busy:
            return
        self._busy = True
        turn = partial(drill_stores.go_on, self._seat.tasks.db, self._seat.actor)
        self._seat.tasks.work(self, lambda _progress: turn(), self._done, self._failed)

    def _done(self, come: int) -> None:
        self._busy = False
        if come:
            self._head.refresh()

    def _failed(self, failure: Failure) -> None:
        self._busy = False
        if failure.trouble is not Trouble.LOST:
            self._timer.stop()
            self._seat.notices.refused(failure.words)

    def stop(self) -> None:
        self._timer.stop()
