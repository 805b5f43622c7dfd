"""The lines of a ledger as a Qt table: words, their colour, what is bold."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QFont

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, theme
from commandcenter.ui.frame.line_order import Arrangement, arranged
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import said
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import EDGE, INK, LINE, NOWHERE, Index
from commandcenter.ui.widgets.painting import one_line

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a line; `ink` is the name of a theme colour."""

    words: str
    ink: str = ""
    bold: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters of Chinese, None: as wide as it needs; one column stretches.

    `cell(line, board)` gives what stands in it (see LinesPanel.column).
    """

    title: str
    width: int | None = None
    stretch: bool = False
    right: bool = False  # numbers
    adds: bool = False  # what these numbers come to means something
    cell: Callable[[Any, Any], Cell | str] | None = None

    @property
    def is_added(self) -> bool:
        return self.right and self.adds


@dataclass(frozen=True, slots=True)
class LineAct:
    """What can be done to a line; with a refusal it is shown disabled and says why."""

    key: str
    words: str
    refusal: str = ""
    primary: bool = False
    danger: bool = False
    reads: bool = False  # opens something to read; changes nothing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ledger: its cells, all that is known of it, and what can be done.

    `edge`: the name of a theme colour at its left edge, of one that asks for an act.
    """

    id: int
    cells: tuple[Cell | str, ...]
    detail: tuple[tuple[str, str], ...] = ()
    acts: tuple[LineAct, ...] = ()
    edge: str = ""


def words_of(cell: Cell | str) -> str:
    return cell.words if isinstance(cell, Cell) else cell


class LedgerModel(QAbstractTableModel):
    """Text from outside is one line of plain text in a cell, whole in its tooltip.

    `lines` are those that are shown, as they are arranged; `given` all of them, as they came.
    """

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._lines: tuple[Line, ...] = ()
        self.given: tuple[Line, ...] = ()
        self.arrangement = Arrangement()
        self._head_font = look.font(Size.SMALL)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[Line]) -> None:
        """The same lines again repaint only what changed."""
        self.given = tuple(lines)
        self._show(self._arranged())

    def arrange(self, how: Arrangement) -> None:
        self.arrangement = how
        self._show(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order is Qt.SortOrder.DescendingOrder
        self.arrange(replace(self.arrangement, column=column, descending=descending))

    def _arranged(self) -> tuple[Line, ...]:
        if self.arrangement == Arrangement():
            return self.given
        rows = [[said(words_of(cell)) for cell in line.cells] for line in self.given]
        return tuple(self.given[number] for number in arranged(rows, self.arrangement))

    def _show(self, new: tuple[Line, ...]) -> None:
        old = self._lines
        if [line.id for line in old] != [line.id for line in new]:
            self.beginResetModel()
            self._lines = new
            self.endResetModel()
            return
        self._lines = new
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def row_of(self, line_id: int) -> int | None:
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            case Qt.ItemDataRole.FontRole:
                return self._head_font
            case Qt.ItemDataRole.TextAlignmentRole if self.columns[section].right:
                return RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        raw = line.cells[index.column()]
        cell = raw if isinstance(raw, Cell) else Cell(raw)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(cell.words)
            case Qt.ItemDataRole.AccessibleTextRole:
                return one_line(cell.words) or self.tr("空")
            case Qt.ItemDataRole.ToolTipRole:
                return tip(cell.tip or cell.words) or None
            case Qt.ItemDataRole.ForegroundRole if cell.ink:
                return theme.color(cell.ink)
            case _ if role == INK:
                return cell.ink
            case _ if role == EDGE:
                return line.edge
            case Qt.ItemDataRole.FontRole if cell.bold:
                return self._bold()
            case Qt.ItemDataRole.TextAlignmentRole if self.columns[index.column()].right:
                return RIGHT
        return None

    def _bold(self) -> QFont:
        return look.font(Size.TEXT, BOLD)
