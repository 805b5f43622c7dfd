"""Room for names in a column of a table: a city's counties have three characters, or thirteen."""

from collections.abc import Iterable

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QTableView, QTreeView

MOST = 9  # ems, a Chinese character each; the detail of a line has a longer name whole
AROUND = 1.3  # ems, of the cell's own margins


def make_room(view: QTableView | QTreeView, column: int, names: Iterable[str]) -> None:
    """Widen the column for the longest of the names; it never becomes narrower under the eye."""
    metrics = view.fontMetrics()
    em = QFontInfo(view.font()).pixelSize()
    longest = max(map(metrics.horizontalAdvance, set(names)), default=0)
    wanted = min(longest, MOST * em) + round(AROUND * em)
    if longest and wanted > view.columnWidth(column):
        view.setColumnWidth(column, wanted)
