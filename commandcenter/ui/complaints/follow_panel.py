"""The complaints of an incident, live: what is asked, and what the acts on them begin."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.queries.complaints.follow_detail import FollowDetail, follow_detail
from commandcenter.queries.complaints.follow_order import FollowOrder
from commandcenter.queries.complaints.followup import PAGE, FollowFilter, FollowUp, follow_up
from commandcenter.store.database import Query
from commandcenter.ui.complaints.follow_model import table_row
from commandcenter.ui.complaints.follow_view import FollowView
from commandcenter.ui.complaints.follow_words import line_of
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import ViewPanel
from commandcenter.ui.widgets.list_export import EVERY, Table, table_of

MOST = 2_000  # rows that are asked for anew at most


class FollowPanel(ViewPanel[FollowUp]):
    """Keeps the pages that were scrolled to, and the one complaint that is looked at.

    Signals:
        detailed: All of the one that is looked at has come. arg: the FollowDetail
    """

    kinds = frozenset(
        {"batch", "complaint", "incident_complaint", "complaint_handling", "complaint_flag",
         "complainant", "incident", "plan"}
    )  # fmt: skip
    detailed = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        self.view = FollowView()
        super().__init__(seat, self.view, parent)
        self.incident_id: int | None = None
        self.detail: FollowDetail | None = None
        self._filter = FollowFilter()
        self._order: FollowOrder | None = None
        self._ordered = False  # anew: its beginning is wanted, not what was looked at
        self._keep = False  # the rows beyond the first page are wanted again
        self._go_near = False
        self.view.filtered.connect(self._on_filtered)
        self.view.export.more = self._all_rows
        self.view.model.order_wanted.connect(self._on_order)
        self.view.more_wanted.connect(self._on_more)
        self.view.chosen.connect(self._on_chosen)

    def turn_to(self, incident_id: int | None) -> None:
        if incident_id != self.incident_id:
            self.view.current = None
            self._keep = False
        self.incident_id = incident_id
        self.refresh()

    def go_near(self) -> None:
        """Show what is over its limit, or, if nothing is, what ends within three days."""
        self._go_near = True
        self.refresh()

    def query(self) -> Query[FollowUp]:
        here = len(self.view.model.lines) if self._keep else 0
        return self._query(min(MOST, max(PAGE, here)), 0)

    def _query(self, limit: int, offset: int) -> Query[FollowUp]:
        return partial(
            follow_up,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
            chosen=self._filter,
            order=self._order,
            limit=limit,
            offset=offset,
        )

    def _all_rows(self) -> Query[Table]:
        """Every row of the choice, for a file: only the first ones are on the screen."""
        header, _ = table_of(self.view.table, most=0)
        return partial(_whole, header, self._query(EVERY, 0))

    def show_answer(self, answer: FollowUp) -> None:
        self._keep = True
        self.view.show_answer(answer)
        if self._ordered:
            self._ordered = False
            self.view.table.scrollToTop()
        self.take_words()
        if self._go_near:
            self._go_near = False
            self.view.filters.choose(Due.LATE if answer.sums.late else Due.SOON)
        elif self.view.current is not None:
            self._on_chosen(self.view.current)

    @Slot(object)
    def _on_filtered(self, chosen: FollowFilter) -> None:
        if chosen != self._filter:
            self._filter, self._keep = chosen, False
            self.refresh()

    @Slot(object)
    def _on_order(self, order: FollowOrder | None) -> None:
        self._order, self._keep, self._ordered = order, False, True
        self.refresh()

    @Slot(int)
    def _on_more(self, offset: int) -> None:
        asked = self._filter, self._order

        def arrived(answer: FollowUp) -> None:
            if asked == (self._filter, self._order):  # the rows under it are still the same choice
                self.view.add_page(answer.lines, offset)

        self.seat.tasks.read(self, self._query(PAGE, offset), arrived)

    @Slot(int)
    def _on_chosen(self, complaint_id: int) -> None:
        query = partial(
            follow_detail,
            actor=self.seat.actor,
            complaint_id=complaint_id,
            now=self.seat.clock(),
        )
        self.seat.tasks.read(self, query, self._on_detail)

    @Slot(object)
    def _on_detail(self, detail: FollowDetail | None) -> None:
        """Late answers for one that is no longer looked at are left out."""
        if detail is not None and detail.detail.line.id == self.view.current:
            self.detail = detail
            self.view.detail.show_line(line_of(detail))
            self.detailed.emit(detail)


def _whole(header: Sequence[str], asked: Query[FollowUp], session: Any) -> Table:
    return header, [table_row(line) for line in asked(session).lines]
