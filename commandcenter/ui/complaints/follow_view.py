"""投诉办理: the complaints of an incident as rows of which many are chosen, one in full beside."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from commandcenter.queries.complaints.follow_rows import Light
from commandcenter.queries.complaints.followup import FollowLine, FollowUp
from commandcenter.ui import look
from commandcenter.ui.complaints.complaint_view import PAUSE_MS
from commandcenter.ui.complaints.follow_bars import ActBar, FilterBar, SumsBar
from commandcenter.ui.complaints.follow_model import ORDERS, Column, FollowModel
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.line_detail import LineDetail, detail_width
from commandcenter.ui.widgets.line_model import LINE
from commandcenter.ui.widgets.list_export import ViewExport
from commandcenter.ui.widgets.name_column import make_room
from commandcenter.ui.widgets.row_table import RowTable

WIDTHS = {
    Column.DUE: 124,
    Column.STATE: 118,
    Column.TITLE: 176,
    Column.SUBJECT: 168,
    Column.DISTRICT: 62,
    Column.PERSON: 58,
    Column.AMOUNT: 80,
    Column.HANDLER: 66,
    Column.SIGNS: 104,
    Column.TIME: 92,
    Column.KIND: 48,
    Column.NUMBER: 170,
}


class FollowView(ViewCard):
    """Shows pages of complaints; keeps what is chosen while they are refreshed.

    Signals:
        chosen: Another complaint is looked at. arg: its id
        more_wanted: arg: the offset of the next page
        filtered: arg: the FollowFilter
        acted: An act on all that are chosen. arg: its key
        line_acted: An act on the one that is looked at. arg: its key
        number_pressed: arg: which of the counts
        join_wanted, review_wanted: The buttons of the heading.
    """

    chosen = Signal(int)
    more_wanted = Signal(int)
    filtered = Signal(object)
    acted = Signal(str)
    line_acted = Signal(str)
    number_pressed = Signal(str)
    join_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("投诉办理"), "", parent)
        self.setObjectName("follow_up")
        self._answer: FollowUp | None = None
        self._all_picked = False
        self._restoring = False
        self.current: int | None = None
        self.model = FollowModel(self)
        self.model.more_wanted.connect(self.more_wanted)
        self.sums, self.filters, self.acts = SumsBar(), FilterBar(), ActBar()
        self.detail = LineDetail()
        self._empty = Empty(
            "complaint", self.tr("没有符合的投诉"), self.tr("并入的投诉在此逐件依法办理")
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_filter)
        self._build_table()
        self._add_buttons()
        self._lay_out_body()
        self._connect()

    def _build_table(self) -> None:
        table = self.table = RowTable(
            "follow_table", self.tr("本事件的投诉"), row_height=30, orders=ORDERS.__contains__
        )
        table.setModel(self.model)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, look.px(width))

    def _add_buttons(self) -> None:
        self.review = Button(
            self.tr("核对异常"), Kind.PLAIN, icon="flag", size=Size.SMALL,
            tip_text=self.tr("按现行限额重新核对疑似异常的情形（总局令第121号第17条）"),
        )  # fmt: skip
        self.review.setObjectName("review_flags")
        self.join = Button(self.tr("并入投诉"), Kind.SECONDARY, icon="add", size=Size.SMALL)
        self.join.setObjectName("join_complaints")
        self.export = ViewExport(self.table)
        self.heading.addWidget(self.export)
        self.heading.addWidget(self.review)
        self.heading.addWidget(self.join)

    def _lay_out_body(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.detail)
        for bar in (self.sums, self.filters, self.acts):
            self.body.addWidget(bar)
        self.body.addLayout(row, 1)
        self._empty.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.detail.setFixedWidth(detail_width(self.width()))

    def _connect(self) -> None:
        self.review.clicked.connect(self.review_wanted)
        self.join.clicked.connect(self.join_wanted)
        self.sums.pressed.connect(self._on_sum)
        self.filters.changed.connect(self._on_filter)
        self.filters.search_changed.connect(self._pause.start)
        self.acts.wanted.connect(self.acted)
        self.acts.all_wanted.connect(self.pick_all)
        self.detail.acted.connect(self.line_acted)
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(self._on_row)
        selection.selectionChanged.connect(self._on_selection)

    @property
    def answer(self) -> FollowUp | None:
        return self._answer

    def picked(self) -> list[Light]:
        """All that are chosen, in the order of the lines; with 全选 those beyond the page too."""
        if self._answer is None:
            return []
        if self._all_picked:
            return list(self._answer.all)
        return [self.model.lines[row].row for row in self.table.chosen_rows()]

    def line(self, complaint_id: int) -> FollowLine | None:
        row = self.model.row_of(complaint_id)
        return None if row is None else self.model.lines[row]

    def show_answer(self, answer: FollowUp) -> None:
        kept = {row.id for row in self.picked()}
        self._answer = answer
        self._restoring = True
        if self.model.set_lines(answer.lines, len(answer.all), answer.now):
            self._choose_again(kept)
        self._restoring = False
        make_room(self.table, Column.DISTRICT, (line.district for line in answer.lines))
        self.sums.show_sums(answer.sums)
        if answer.handlers:
            self.filters.show_choices(answer)
        self.table.setVisible(bool(answer.lines))
        self.detail.setVisible(bool(answer.lines))
        self._empty.setVisible(not answer.lines)
        words = self.tr("每件的法定期限以全国12315平台为准 · 列出 {n} 件")
        self.set_words(words.format(n=f"{len(answer.all):,}"))
        self.review.setVisible(answer.offer("flag") is not None)
        self.join.setVisible(answer.offer("join") is not None)
        self._show_acts()

    def add_page(self, lines: Sequence[FollowLine], offset: int) -> None:
        self.model.add_lines(lines, offset)
        if self._all_picked:
            self._select(range(len(self.model.lines)))

    def _choose_again(self, kept: set[int]) -> None:
        """After new lines the same complaints are chosen, as far as they are still there."""
        rows = [row for row, line in enumerate(self.model.lines) if line.id in kept]
        here = None if self.current is None else self.model.row_of(self.current)
        if here is None:
            here = 0 if self.model.lines else None
        if here is not None:
            index = self.model.index(here, 0)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(index, flag)
            self._look_at(index)
        self._select(rows or ([] if here is None else [here]))

    def _select(self, rows: Sequence[int]) -> None:
        """Runs of rows, so that thousands are chosen as fast as one."""
        chosen, last = QItemSelection(), self.model.columnCount() - 1
        start = None
        for place, row in enumerate(rows):
            start = row if start is None else start
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                chosen.select(self.model.index(start, 0), self.model.index(row, last))
                start = None
        self._restoring = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().select(chosen, flags)
        self._restoring = False

    @Slot()
    def pick_all(self) -> None:
        self._all_picked = True
        self._select(range(len(self.model.lines)))
        self._show_acts()

    def pick(self, complaint_ids: set[int]) -> None:
        """Choose just these, as far as they are shown."""
        self._all_picked = False
        self._select([r for r, line in enumerate(self.model.lines) if line.id in complaint_ids])
        self._show_acts()

    def _show_acts(self) -> None:
        if self._answer is not None:
            left = self.filters.chosen().left
            self.acts.show_picked(self.picked(), self._answer, left)

    @Slot(str)
    def _on_sum(self, key: str) -> None:
        if key in ("person_times", "people"):
            self.number_pressed.emit(key)
        else:
            self.filters.choose("all" if key == "complaints" else key)

    @Slot()
    def _on_filter(self) -> None:
        self._pause.stop()
        self._all_picked = False
        self.table.clearSelection()
        self.filtered.emit(self.filters.chosen())

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and not self._restoring:
            self._look_at(current)

    def _look_at(self, index: QModelIndex) -> None:
        line: FollowLine = index.data(LINE)
        if line.id != self.current:
            self.current = line.id
            self.chosen.emit(line.id)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, chosen: QItemSelection, dropped: QItemSelection) -> None:
        if not self._restoring:
            self._all_picked = False
            self._show_acts()
