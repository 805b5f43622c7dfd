"""Columns whose widths were set for Chinese: another language's words are longer, and a small
window has not the room that was thought of.

Where a table is too narrow a column that was set wider than its words are gives way to the others.
In another language a column is widened for its head and its cells besides, as far as the table has
room, and no further than a little more than twice. What is longer is cut with a sign, and its tip
has the whole. A column that stretches keeps a width with which it says something: where the others
leave it none, the table is scrolled.
"""

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, texts

MOST = 2.2  # times the width that was set
ROWS = 60  # whose cells are measured
LEFT = 180  # pixels that a column that stretches keeps, if its words need them
AROUND = 24  # pixels of a cell's own margins: those of the style sheet, and Qt's around words
SOON_MS = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """Of a column: the width that was set for Chinese, and that with which its words are whole."""

    set: int
    need: int

    @property
    def missing(self) -> int:
        return self.need - self.set


def shared(wishes: dict[int, Wish], room: int) -> dict[int, int]:
    """A width for each: first those are whole that miss least, then each has what was set, as far
    as `room` goes.
    """
    widths = {column: min(wish.set, wish.need) for column, wish in wishes.items()}
    room -= sum(widths.values())
    for column in sorted(wishes, key=lambda each: (wishes[each].missing < 0, wishes[each].missing)):
        wish = wishes[column]
        more = max(0, min(max(wish.set, wish.need) - widths[column], room))
        widths[column] += more
        room -= more
    return widths


class ColumnRoom(QObject):
    """Of one table. A width that a person drew stays."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._set: dict[int, int] = {}  # widths before anything was widened
        self._given: dict[int, int] = {}
        self._stretching: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.fit)

    @Slot()
    def fit_soon(self) -> None:
        self._soon.start()

    @Slot()
    def fit(self) -> None:
        model, header = self._table.model(), self._table.horizontalHeader()
        if model is None or not header.count():
            return
        shown = [each for each in range(header.count()) if not header.isSectionHidden(each)]
        for column in shown:
            if header.sectionResizeMode(column) is QHeaderView.ResizeMode.Stretch:
                self._stretching.add(column)
        columns = [column for column in shown if self._is_ours(column)]
        room = self._room(columns)
        self._given |= self._widths(columns, room)
        for column in columns:
            if header.sectionSize(column) != self._given[column]:
                header.resizeSection(column, self._given[column])
        self._keep(sum(self._given[column] for column in columns) > room)

    def _widths(self, columns: list[int], room: int) -> dict[int, int]:
        """What was set for Chinese is right for it while there is room: nothing is measured."""
        before = {column: self._set[column] for column in columns}
        if texts.speaks_chinese() and sum(before.values()) <= room:
            return before
        return shared({column: self._wish(column) for column in columns}, room)

    def _keep(self, crowded: bool) -> None:
        """Columns that stretch have their least width, or all that is left."""
        header, mode = self._table.horizontalHeader(), QHeaderView.ResizeMode
        for column in self._stretching:
            header.setSectionResizeMode(column, mode.Interactive if crowded else mode.Stretch)
            if crowded:
                header.resizeSection(column, self._least(column))

    def _least(self, column: int) -> int:
        return min(look.px(LEFT), self._need(column))

    def _is_ours(self, column: int) -> bool:
        header = self._table.horizontalHeader()
        interactive = header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive
        if not interactive or column in self._stretching:
            return False
        now = header.sectionSize(column)
        self._set.setdefault(column, now)
        return now == self._given.get(column, self._set[column])

    def _wish(self, column: int) -> Wish:
        before = self._set[column]
        most = before if texts.speaks_chinese() else round(before * MOST)
        return Wish(before, min(self._need(column), most))

    def _need(self, column: int) -> int:
        """The width with which head and cells are whole."""
        rows = range(min(self._table.model().rowCount(), ROWS))
        widest = max((self._cell(row, column) for row in rows), default=0)
        head = self._table.horizontalHeader().sectionSizeHint(column)
        return max(head, widest + look.px(AROUND))

    def _cell(self, row: int, column: int) -> int:
        index = self._table.model().index(row, column, QModelIndex())
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        font = index.data(Qt.ItemDataRole.FontRole)
        metrics = QFontMetrics(font) if isinstance(font, QFont) else self._table.fontMetrics()
        return metrics.horizontalAdvance(words)

    def _room(self, columns: list[int]) -> int:
        """What the table has for these columns."""
        header, taken = self._table.horizontalHeader(), 0
        for column in range(header.count()):
            if header.isSectionHidden(column) or column in columns:
                continue
            if column in self._stretching:
                taken += self._least(column)
            else:
                taken += header.sectionSize(column)
        return self._table.viewport().width() - taken
