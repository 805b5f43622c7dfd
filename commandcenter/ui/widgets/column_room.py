"""Columns whose widths were set for Chinese, in another language: its words are longer.

A column is widened for its head and its cells as far as the table has room, and no further than a
little more than twice; what is longer is cut with a sign, and its tip has the whole.
"""

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from commandcenter.ui import look, texts

MOST = 2.2  # times the width that was set
ROWS = 60  # whose cells are measured
LEFT = 180  # pixels that a column that stretches keeps
AROUND = 16  # pixels of a cell's own margins
SOON_MS = 0


class ColumnRoom(QObject):
    """Of one table. A width that a person drew stays."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._set: dict[int, int] = {}  # widths before anything was widened
        self._given: dict[int, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.fit)

    @Slot()
    def fit_soon(self) -> None:
        if not texts.speaks_chinese():
            self._soon.start()

    @Slot()
    def fit(self) -> None:
        model, header = self._table.model(), self._table.horizontalHeader()
        if model is None or not header.count():
            return
        columns = [
            column
            for column in range(header.count())
            if not header.isSectionHidden(column)
            and header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive
            and self._is_ours(column)
        ]
        wanted = {column: self._wanted(column) for column in columns}
        room = self._room(columns)
        for column in sorted(columns, key=lambda each: wanted[each] - self._set[each]):
            more = max(0, min(wanted[column] - self._set[column], room))
            room -= more
            self._given[column] = self._set[column] + more
            if header.sectionSize(column) != self._given[column]:
                header.resizeSection(column, self._given[column])

    def _is_ours(self, column: int) -> bool:
        now = self._table.horizontalHeader().sectionSize(column)
        self._set.setdefault(column, now)
        return now == self._given.get(column, self._set[column])

    def _wanted(self, column: int) -> int:
        header, metrics = self._table.horizontalHeader(), self._table.fontMetrics()
        rows = range(min(self._table.model().rowCount(), ROWS))
        cells = (self._cell(row, column) for row in rows)
        widest = max((metrics.horizontalAdvance(words) for words in cells), default=0)
        wanted = max(header.sectionSizeHint(column), widest + look.px(AROUND))
        return min(wanted, round(self._set[column] * MOST))

    def _cell(self, row: int, column: int) -> str:
        index = self._table.model().index(row, column, QModelIndex())
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def _room(self, columns: list[int]) -> int:
        """What the table has beside the widths that were set."""
        header, taken = self._table.horizontalHeader(), 0
        for column in range(header.count()):
            if header.isSectionHidden(column):
                continue
            mode = header.sectionResizeMode(column)
            if mode is QHeaderView.ResizeMode.Stretch:
                taken += look.px(LEFT)
            else:
                taken += self._set[column] if column in columns else header.sectionSize(column)
        return max(0, self._table.viewport().width() - taken)
