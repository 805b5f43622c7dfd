"""The complaints, live: the first page is kept fresh, further ones come when scrolled to."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaint_order import ComplaintOrder
from commandcenter.queries.complaints.complaints import (
    ComplaintDetail,
    ComplaintPage,
    complaint_detail,
    complaint_page,
)
from commandcenter.services.complaints import links
from commandcenter.store.database import Query
from commandcenter.ui.complaints.complaint_model import table_row
from commandcenter.ui.complaints.complaint_view import ComplaintView
from commandcenter.ui.complaints.forms_output import FormsOutput
from commandcenter.ui.complaints.personal_data_form import PersonalData
from commandcenter.ui.complaints.withdraw_entered_form import WithdrawEnteredForm
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.view_panel import ViewPanel
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.widgets.list_export import EVERY, Table, table_of

PAGE, MOST = 200, 2_000  # rows a page; rows that are asked for anew at most


class ComplaintPanel(ViewPanel[ComplaintPage]):
    """The rows of a `ComplaintFilter`, searched and read one by one.

    Signals:
        incident_clicked: arg: id of the incident of the shown complaint
    """

    kinds = frozenset(
        {
            "batch", "complaint", "incident_complaint", "complaint_handling", "complainant", "plan",
            "complaint_link",
        }
    )  # fmt: skip
    incident_clicked = Signal(int)

    def __init__(
        self, seat: Seat, parent: QWidget | None = None, *, incident_id: int | None = None
    ) -> None:
        self.view = ComplaintView()
        super().__init__(seat, self.view, parent)
        self._usual = ComplaintFilter(incident_id=incident_id)
        self._filter = self._usual
        self._order = ComplaintOrder()
        self._keep = False  # the rows beyond the first page are wanted again
        self.view.search_changed.connect(self._on_search)
        self.view.more_wanted.connect(self._on_more)
        self.view.model.order_wanted.connect(self._on_order)
        self.view.line_chosen.connect(self._on_chosen)
        self.view.filter_cleared.connect(self._on_cleared)
        self.view.incident_clicked.connect(self.incident_clicked)
        self.view.due_changed.connect(self._on_due)
        self.view.unmask_wanted.connect(self._on_unmask)
        self._forms = FormsOutput(seat, self)
        self.view.forms_wanted.connect(self._forms.begin)
        self.view.linked_changed.connect(self._on_linked)
        self.view.both_wanted.connect(self._on_both)
        self.view.apart_wanted.connect(self._on_apart)
        self.view.together_wanted.connect(self._on_together)
        self.view.withdraw_wanted.connect(self._on_withdraw)
        self.view.export.more = self._all_rows

    def show_rows(self, wanted: ComplaintFilter, words: str) -> None:
        """Show the rows behind a number; `words` name the choice and offer to take it back."""
        self._filter = self._narrowed(wanted)
        self.view.set_filter_words(words)
        self._ask_from_top()

    def show_incident(self, incident_id: int | None) -> None:
        """Another incident (None: the whole city) is what is shown without a choice."""
        self._usual = ComplaintFilter(incident_id=incident_id)
        self._on_cleared()

    def query(self) -> Query[ComplaintPage]:
        here = len(self.view.model.lines) if self._keep else 0
        limit = min(MOST, max(PAGE, here))
        return self._page(0, limit)

    def _page(self, offset: int, limit: int) -> Query[ComplaintPage]:
        return partial(
            complaint_page,
            wanted=self._filter,
            offset=offset,
            limit=limit,
            now=self.seat.clock(),
            actor=self.seat.actor,
            order=self._order,
        )

    def _all_rows(self) -> Query[Table]:
        """Every row of the choice, for a file: only the first ones are on the screen."""
        header, _ = table_of(self.view.table, most=0)
        return partial(_whole, header, self._page(0, EVERY))

    def show_answer(self, answer: ComplaintPage) -> None:
        self._keep = True
        self.view.set_page(answer, 0, self.seat.clock())
        self.take_words()

    def _ask_from_top(self) -> None:
        self._keep = False
        self.refresh()

    def _narrowed(self, wanted: ComplaintFilter) -> ComplaintFilter:
        """Another choice, within what the search and its switches leave."""
        kept = self._filter
        return replace(wanted, words=kept.words, due=kept.due, linked=kept.linked)

    @Slot(bool)
    def _on_linked(self, only: bool) -> None:
        self._filter = replace(self._filter, linked=only)
        self._ask_from_top()

    @Slot(object)
    def _on_both(self, ids: tuple[int, ...]) -> None:
        self.show_rows(ComplaintFilter(ids=ids), self.tr("同一诉求的两件"))

    @Slot(int)
    def _on_apart(self, link_id: int) -> None:
        explain = self.tr("两件都保留、都计数；解除后不再自动关联，可以重新关联，理由留在记录中。")
        title, label = self.tr("解除跨平台关联"), self.tr("不是同一诉求的理由")
        wording = Wording(title, self.tr("解除"), label, explain)
        form = WordsForm(self.over, wording, links.take_apart, link_id)
        form.kept.connect(self._on_took_apart)
        form.begin()

    @Slot(object)
    def _on_took_apart(self, _nothing: object) -> None:
        self.seat.notices.info(self.tr("关联已解除。"))
        self._show_again()

    @Slot(int)
    def _on_together(self, link_id: int) -> None:
        command = self.seat.command(links.put_together, link_id)
        self.seat.tasks.write(self, command, self._on_put_together)

    @Slot(object)
    def _on_put_together(self, _link: object) -> None:
        self.seat.notices.info(self.tr("已重新关联。"))
        self._show_again()

    def _show_again(self) -> None:
        if self.view.pane.shown_id is not None:
            self._on_chosen(self.view.pane.shown_id)

    @Slot(int)
    def _on_withdraw(self, complaint_id: int) -> None:
        form = WithdrawEnteredForm(self.over, complaint_id, self._number_of(complaint_id))
        form.kept.connect(self._on_withdrew)
        form.begin()

    @Slot(object)
    def _on_withdrew(self, _withdrawn: object) -> None:
        self.seat.notices.info(self.tr("登记已撤销。"))
        self.view.pane.clear()

    def _number_of(self, complaint_id: int) -> str:
        row = self.view.model.row_of(complaint_id)
        return "" if row is None else self.view.model.lines[row].number

    @Slot(str)
    def _on_search(self, words: str) -> None:
        self._filter = replace(self._filter, words=words)
        self._ask_from_top()

    @Slot(object)
    def _on_order(self, order: ComplaintOrder) -> None:
        self._order = order
        self._ask_from_top()

    @Slot(str)
    def _on_due(self, key: str) -> None:
        self._filter = replace(self._filter, due=Due(key) if key else None)
        self._ask_from_top()

    @Slot()
    def _on_cleared(self) -> None:
        self._filter = self._narrowed(self._usual)
        self.view.set_filter_words("")
        self._ask_from_top()

    @Slot(int)
    def _on_more(self, offset: int) -> None:
        asked = self._filter, self._order

        def arrived(page: ComplaintPage) -> None:
            if asked == (self._filter, self._order):  # the rows under it are still the same choice
                self.view.set_page(page, offset, self.seat.clock())

        self.seat.tasks.read(self, self._page(offset, PAGE), arrived)

    @Slot(int)
    def _on_chosen(self, complaint_id: int) -> None:
        def arrived(detail: ComplaintDetail) -> None:
            self.view.show_detail(detail)

        query = partial(complaint_detail, complaint_id=complaint_id, actor=self.seat.actor)
        self.seat.tasks.read(self, query, arrived)

    @Slot(int)
    def _on_unmask(self, complaint_id: int) -> None:
        """Who complained, in full: journalled, and shown while the dialog is open."""
        if number := self._number_of(complaint_id):
            PersonalData(Over(self.seat, self.window()), complaint_id, number).begin()


def _whole(header: Sequence[str], page: Query[ComplaintPage], session: Any) -> Table:
    return header, [table_row(line) for line in page(session).lines]
