"""The table that every list of rows is: what people know from a spreadsheet, in one place.

Its columns are sorted by, moved, made wider, hidden and found again so; a row of fields leaves out
what is not wanted; rows are copied with their heads; what is chosen is counted and added up.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from commandcenter.domain.seat.cell_words import total_of
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.widgets.column_room import ColumnRoom
from commandcenter.ui.widgets.row_copy import mime_of
from commandcenter.ui.widgets.row_header import RowHeader
from commandcenter.ui.widgets.row_inks import RowInks
from commandcenter.ui.widgets.row_memory import memory_of

FILTER = QKeySequence("Ctrl+Shift+L")  # as in spreadsheets
MOST_ADDED = 20_000  # rows of a selection: more are counted, not added up


def every_column(_: int) -> bool:
    """Of a model that orders its rows by the words of any."""
    return True


class RowTable(QTableView):
    """`orders`: by which columns its model sorts. `sieves`: it leaves out, too, what is not wanted
    (see LedgerModel.arrange).

    Signals:
        told: Other rows are chosen: see told_words
        wanted: Something else is to be seen. args: column, what its cells must say
    """

    told = Signal()
    wanted = Signal(int, str)

    def __init__(self, name: str, title: str, *, row_height: int = 28,
                 orders: Callable[[int], bool] | None = None, sieves: bool = False,
                 size: Size = Size.SMALL, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("plain", "true")
        self.setFont(look.font(size))
        self.setItemDelegate(RowInks(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(row_height))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._columns_room = ColumnRoom(self)
        self.head = RowHeader(self)
        self.setHorizontalHeader(self.head)
        self.horizontalScrollBar().valueChanged.connect(self.head.place_fields)
        self.head.wanted.connect(self.wanted)
        self.head.changed.connect(self._keep)
        self.head.first_wanted.connect(self._as_at_first)
        self.orders, self.sieves = orders, sieves
        self.is_added: Callable[[int], bool] = partial(_is_right, self)
        self._known = False
        self.head.sortIndicatorChanged.connect(self._on_ordered)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is None:
            return
        model.modelReset.connect(self._columns_room.fit_soon)
        model.dataChanged.connect(self._columns_room.fit_soon)
        self.head.show_fields(False)
        self.head.setSectionsClickable(self.orders is not None)
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.head.setSortIndicatorClearable(True)
        if self.orders is not None:
            self.setSortingEnabled(True)

    @Slot(int, Qt.SortOrder)
    def _on_ordered(self, column: int, order: Qt.SortOrder) -> None:
        """The mark of order does not stand at a column that is not ordered by."""
        if column >= 0 and self.orders is not None and not self.orders(column):
            self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # -- columns ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._known and self.model() is not None:
            self._known = True
            if (kept := memory_of(self)) is not None:
                kept.recall(self.head)
        self._columns_room.fit_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns_room.fit_soon()

    @Slot()
    def _keep(self) -> None:
        if (kept := memory_of(self)) is not None:
            kept.keep(self.head)

    @Slot()
    def _as_at_first(self) -> None:
        self.head.take_first()
        if (kept := memory_of(self)) is not None:
            kept.forget()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """By the program; a person's choice is the head's."""
        self.head.leave_out(column, hide)

    def shown_columns(self) -> list[int]:
        """In the order in which they stand."""
        order = (self.head.logicalIndex(place) for place in range(self.head.count()))
        return [column for column in order if not self.isColumnHidden(column)]

    # -- what is chosen -----------------------------------------------------------------------

    def choose_row(self, row: int) -> None:
        """It alone, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag
        place = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)

    def add_rows(self, rows: Iterable[int]) -> None:
        """To what is chosen."""
        flags, chosen = QItemSelectionModel.SelectionFlag, QItemSelection()
        for row in rows:
            place = self.model().index(row, 0)
            chosen.select(place, place)
        self.selectionModel().select(chosen, flags.Select | flags.Rows)

    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.told.emit()

    def told_words(self) -> str:
        """已选 3 行 · 金额（元）合计 12,400; "" for less than two."""
        if self.model() is None or self.selectionModel() is None:
            return ""
        rows = self.chosen_rows()
        if len(rows) < 2:
            return ""
        parts = [self.tr("已选 {n} 行").format(n=f"{len(rows):,}")]
        columns = self.shown_columns() if len(rows) <= MOST_ADDED else ()
        for column in filter(self.is_added, columns):
            if total := total_of([self.words_at(row, column) for row in rows]):
                words = self.tr("{column}合计 {total}")
                parts.append(words.format(column=self.head.title(column), total=total))
        return dotted(parts)

    def words_at(self, row: int, column: int) -> str:
        found = self.model().index(row, column).data()
        return "" if found is None else str(found)

    # -- copying ------------------------------------------------------------------------------

    def copy_rows(self) -> None:
        """All that is chosen, with the heads of the columns, as they are shown."""
        rows, columns = self.chosen_rows(), self.shown_columns()
        if rows:
            head = [self.head.title(column) for column in columns]
            self._put(head, [[self.words_at(row, n) for n in columns] for row in rows])

    def copy_cell(self, index: QModelIndex) -> None:
        if index.isValid():
            self._put((), [[self.words_at(index.row(), index.column())]])

    def _put(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        QGuiApplication.clipboard().setMimeData(mime_of(head, rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif self.sieves and QKeySequence(event.keyCombination()) == FILTER:
            self.toggle_fields()
        else:
            super().keyPressEvent(event)

    @Slot()
    def toggle_fields(self) -> None:
        """The row of fields below the heads; without it nothing is left out."""
        on = not self.head.has_fields
        if not on:
            self.head.clear_fields()
        self.head.show_fields(on)
        if on:
            self.head.focus_field(self.shown_columns()[0])
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu(self.indexAt(at))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def menu(self, index: QModelIndex) -> QMenu:
        menu, chosen = QMenu(self), bool(self.chosen_rows())
        rows = menu.addAction(self.tr("复制所选行（带表头）"))
        rows.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        rows.setEnabled(chosen)
        rows.triggered.connect(lambda: self.copy_rows())
        cell = menu.addAction(self.tr("复制这一格"))
        cell.setEnabled(index.isValid())
        cell.triggered.connect(lambda: self.copy_cell(index))
        every = menu.addAction(self.tr("全选"))
        every.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
        every.triggered.connect(self.selectAll)
        if self.sieves:
            menu.addSeparator()
            hide = self.head.has_fields
            fields = menu.addAction(self.tr("取消筛选") if hide else self.tr("筛选"))
            fields.setShortcut(FILTER)
            fields.triggered.connect(self.toggle_fields)
        return menu


def _is_right(table: RowTable, column: int) -> bool:
    """A column of numbers stands at the right."""
    across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
    found = table.model().headerData(column, across, role)
    return found is not None and bool(found & Qt.AlignmentFlag.AlignRight)
