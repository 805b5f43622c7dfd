"""The complaint timeline of an incident, or of the whole city, kept fresh."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import ceiling, day_start, local
from commandcenter.queries.timeline import Timeline, timeline
from commandcenter.store.database import Query
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.timeline_view import TimelineView
from commandcenter.ui.seat import Seat

AGAIN_MS = 60_000  # time goes on without any change being announced
# how far back -> minutes a bin
BINS = ((timedelta(hours=6), 10), (timedelta(hours=24), 30), (timedelta(days=3), 120))
DAY = 24 * 60


def bin_minutes(span: timedelta) -> int:
    """Bins so wide that a range has 30 to 60 of them; whole days from a week on."""
    for longest, minutes in BINS:
        if span <= longest:
            return minutes
    return 360 if span <= timedelta(days=7) else DAY


class TimelinePanel(LivePanel[Timeline]):
    """Without an incident it shows the whole city.

    Signals:
        bin_clicked: args: start and end of the bin (datetime), key of the series or "",
                     "channel" or "category"
    """

    kinds = frozenset({"incident", "incident_complaint", "batch"})
    bin_clicked = Signal(object, object, str, str)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
        incident_id: int | None = None,
    ) -> None:
        super().__init__(seat, parent, look=look)
        self.incident_id = incident_id
        self._span = timedelta(hours=12 if look.wall else 24)
        self._by = "channel"
        self.view = TimelineView(look)
        self.view.range_changed.connect(self._on_range)
        self.view.stack_changed.connect(self._on_stack)
        self.view.bin_clicked.connect(self._on_bin)
        self.body.addWidget(self.view, 1)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.refresh)

    def query(self) -> Query[Timeline]:
        self._again.start()
        incident, now, by = self.incident_id, self.seat.clock(), self._by
        minutes = bin_minutes(self._span)
        start, end = self._range(now, minutes)
        return lambda session: timeline(session, incident, start, end, minutes, by, now=now)

    def _range(self, now: datetime, minutes: int) -> tuple[datetime, datetime]:
        if minutes == DAY:
            end = day_start(local(now).date()) + timedelta(days=1)
        else:
            end = ceiling(now, minutes) if minutes <= 60 else ceiling(now, 60)
        return end - self._span, end

    def show_answer(self, answer: Timeline) -> None:
        self.view.set_timeline(answer)

    @Slot(object)
    def _on_range(self, span: timedelta) -> None:
        self._span = span
        self.refresh()

    @Slot(str)
    def _on_stack(self, by: str) -> None:
        self._by = by
        self.refresh()

    @Slot(object, object, str)
    def _on_bin(self, start: datetime, end: datetime, key: str) -> None:
        self.bin_clicked.emit(start, end, key, self._by)
