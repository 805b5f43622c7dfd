"""等您决定, live: what waits for who sits here, with the texts that would be signed."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Role
from commandcenter.queries.seat.done_lately import Cards, cards_with_texts
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.decision_view import DecisionView

ASK_AGAIN = timedelta(minutes=1)


class DecisionPanel(LivePanel[Cards]):
    """Of every live incident, whichever is chosen.

    Signals:
        acted: args: kind, subject id, action; see TodoView
        went: arg: the TodoItem that is wanted where it is done
        counted: arg: how many things wait, when that changes
    """

    rests = True
    kinds = EVERY_KIND
    deaf_to = frozenset({"log"})
    ticking = True
    unseen = True  # the rail counts them on every page
    acted = Signal(str, int, str)
    went = Signal(object)
    counted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._count: int | None = None
        actor = seat.actor
        decides = actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY)
        self.view = DecisionView(decides=decides)
        self.view.acted.connect(self.acted)
        self.view.went.connect(self.went)
        self.body.addWidget(self.view, 1)

    def query(self) -> Query[Cards]:
        return self.seat.query(cards_with_texts, self.view.shown(), self.seat.clock())

    def show_answer(self, answer: Cards) -> None:
        self.view.set_waiting(answer.waiting, self.seat.clock(), answer.done)
        if len(answer.waiting) != self._count:
            self._count = len(answer.waiting)
            self.counted.emit(self._count)

    def tick(self, now: datetime) -> None:
        """What comes near its deadline appears without anybody's change."""
        self.view.tick(now)
        if self.as_of is not None and now - self.as_of >= ASK_AGAIN:
            self._ask_soon()
