"""The complaint timeline, live: which span is asked for, and in which bins."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import day_start, local
from commandcenter.queries.watch.onset import incident_timeline
from commandcenter.queries.watch.timeline import Series, Timeline
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S, ViewPanel
from commandcenter.ui.watch.timeline_view import CHANNEL, TimelineView

# Length of a bin by the span shown: some twenty to fifty bars, each a round time.
BIN_MINUTES = {
    timedelta(hours=6): 15,
    timedelta(hours=12): 30,
    timedelta(hours=24): 30,
    timedelta(days=3): 120,
    timedelta(days=7): 240,
    timedelta(days=30): 24 * 60,
}
OF_INCIDENT, OF_CITY = timedelta(hours=12), timedelta(hours=24)


def span_until(now: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """Start and end of the chart: whole bins, on round hours or days of Shanghai."""
    step = timedelta(minutes=max(60, BIN_MINUTES[length]))
    midnight = day_start(local(now).date())
    end = midnight + step * -((midnight - now) // step)
    return end - length, end


class TimelinePanel(ViewPanel[Timeline]):
    """The complaints of one incident, or (None) of the city.

    Signals:
        bin_clicked: args: start, end (datetime), the Series or None for all, and
                     "channel" or "category": what its keys are
        onset_clicked: An interval of the onset. args: start, end (datetime)
    """

    kinds = frozenset(
        {
            "batch",
            "complaint",
            "incident",
            "incident_complaint",
            "release",
            "case_report",
            "tally",
            "obligation",
        }
    )
    ticking = True
    bin_clicked = Signal(object, object, object, str)
    onset_clicked = Signal(object, object)

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        incident_id: int | None = None,
        length: timedelta | None = None,
    ) -> None:
        """`length`: how far back at first."""
        self.wall = look.is_wall()  # what it is made for, it stays
        self.view = TimelineView()
        super().__init__(seat, self.view, parent)
        self.incident_id = incident_id
        self._length = length or (OF_CITY if incident_id is None else OF_INCIDENT)
        self._by = CHANNEL
        self._seconds = 0
        self._cases = False
        self.view.bin_clicked.connect(self._on_bin)
        if not look.is_wall():
            self.view.choose_range(self._length)
            self.view.range_changed.connect(self._on_range)
            self.view.stack_changed.connect(self._on_stack)

    def query(self) -> Query[Timeline]:
        now = self.seat.clock()
        start, end = span_until(now, self._length)
        return partial(
            incident_timeline,
            incident_id=self.incident_id,
            start=start,
            end=end,
            bin_minutes=BIN_MINUTES[self._length],
            by=self._by,
            now=now,
            public=self.wall,
        )

    def show_answer(self, answer: Timeline) -> None:
        self._seconds = 0
        self._cases = answer.cases is not None
        self.view.set_timeline(answer)
        self.take_words()

    def tick(self, now: datetime) -> None:
        """The chart ends in the present: it moves on although nobody has changed anything."""
        self._seconds += 1
        if self._seconds >= AGAIN_S:
            self._seconds = 0
            self.refresh()

    @Slot(object)
    def _on_range(self, length: timedelta) -> None:
        self._length = length
        self.refresh()

    @Slot(str)
    def _on_stack(self, by: str) -> None:
        self._by = by
        self.refresh()

    @Slot(object, object, object)
    def _on_bin(self, start: datetime, end: datetime, series: Series | None) -> None:
        if self._cases:
            self.onset_clicked.emit(start, end)
        else:
            self.bin_clicked.emit(start, end, series, self._by)
