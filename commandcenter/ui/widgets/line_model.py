"""A list of frozen lines that repaints no more than what changed."""

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from commandcenter.outputs.tables_out import Cell


class Line(Protocol):
    """What the list needs to know of a line: which one it is."""

    @property
    def id(self) -> int: ...


LINE = Qt.ItemDataRole.UserRole
INK = Qt.ItemDataRole.UserRole + 1  # the name of a cell's colour, for RowInks
EDGE = Qt.ItemDataRole.UserRole + 2  # the name of the colour at a row's left edge, for RowInks
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T", bound=Line)


class LineModel(QAbstractListModel, Generic[T]):
    """Shows lines that have an `id`. It is given its lines and asks nobody.

    A subclass says what a line reads as: `text`, `spoken` and `hint`. The line
    itself is under the role LINE, for the delegate that paints it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[T, ...] = ()

    def text(self, line: T) -> str:
        raise NotImplementedError

    def spoken(self, line: T) -> str:
        """What a screen reader says for the whole row."""
        return self.text(line)

    def heads(self) -> tuple[str, ...]:
        """The columns of the list as a table in a file."""
        raise NotImplementedError

    def cells(self, line: T) -> tuple[Cell, ...]:
        """A row of it, whole."""
        raise NotImplementedError

    def hint(self, line: T) -> str:
        """A tooltip as HTML, or "" for none; text from outside must be escaped in it."""
        return ""

    @property
    def lines(self) -> tuple[T, ...]:
        return self._lines

    def line(self, index: Index) -> T:
        return self._lines[index.row()]

    def row_of(self, line_id: int) -> int | None:
        rows = (row for row, line in enumerate(self._lines) if line.id == line_id)
        return next(rows, None)

    def set_lines(self, lines: Sequence[T]) -> None:
        """Take new lines: selection and place survive a new order and new lines on top."""
        old, new = [line.id for line in self._lines], [line.id for line in lines]
        fresh = len(new) - _common(old, new)
        if old != new and sorted(old) == sorted(new):
            self._rearrange(tuple(lines))
        elif old != new and 0 < fresh < len(new):
            self._put_on_top(tuple(lines), fresh)
        elif old != new:
            self.beginResetModel()
            self._lines = tuple(lines)
            self.endResetModel()
        else:
            self._replace(tuple(lines))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(line)
            case Qt.ItemDataRole.ToolTipRole:
                return self.hint(line) or None
            case _ if role == LINE:
                return line
        return None

    def _replace(self, lines: tuple[T, ...]) -> None:
        old, self._lines = self._lines, lines
        for row, (before, after) in enumerate(zip(old, lines, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _rearrange(self, lines: tuple[T, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        rows = {line.id: row for row, line in enumerate(lines)}
        kept = self.persistentIndexList()
        moved = [self.index(rows[self.line(index).id]) for index in kept]
        self._lines = lines
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _put_on_top(self, lines: tuple[T, ...], fresh: int) -> None:
        stay = len(lines) - fresh
        if stay < len(self._lines):
            self.beginRemoveRows(NOWHERE, stay, len(self._lines) - 1)
            self._lines = self._lines[:stay]
            self.endRemoveRows()
        self.beginInsertRows(NOWHERE, 0, fresh - 1)
        self._lines = lines[:fresh] + self._lines
        self.endInsertRows()
        self._replace(lines)


def _common(old: list[int], new: list[int]) -> int:
    """How many lines at the end of `new` are the first ones of `old`."""
    if not old or old[0] not in new:
        return 0
    length = len(new) - new.index(old[0])
    return length if new[-length:] == old[:length] else 0
