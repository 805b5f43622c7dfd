"""The timeline of what the watch looks at: the whole city, or what a filter leaves."""

from functools import partial

from PySide6.QtCore import Slot

from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.monitor_timeline import monitor_timeline
from commandcenter.queries.watch.timeline import Timeline
from commandcenter.store.database import Query
from commandcenter.ui.watch.timeline_panel import BIN_MINUTES, TimelinePanel, span_until


class WatchTimeline(TimelinePanel):
    wanted = ComplaintFilter()

    @Slot(object)
    def look_at(self, wanted: ComplaintFilter) -> None:
        self.wanted = wanted
        self.refresh()

    def query(self) -> Query[Timeline]:
        now = self.seat.clock()
        start, end = span_until(now, self._length)
        return partial(
            monitor_timeline,
            wanted=self.wanted,
            start=start,
            end=end,
            bin_minutes=BIN_MINUTES[self._length],
            by=self._by,
            now=now,
            actor=self.seat.actor,
        )
