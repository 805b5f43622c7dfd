"""A list on screen as a file: its columns and lines as they are shown, with the time they hold for.

One button for every list: it finds the panel that it is in, whose answer is exported. What the
list masks is masked in the file; text stays text (outputs.tables_out).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from commandcenter.domain.times import local
from commandcenter.outputs.tables_out import Cell, write_csv, write_xlsx
from commandcenter.store.database import Query
from commandcenter.ui.frame.file_dialogs import put, save_in_form
from commandcenter.ui.frame.line_order import whole_words
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.line_model import LineModel

Rows = list[tuple[Cell, ...]]
Table = tuple[Sequence[str], Rows]
EVERY = 1_000_000  # rows of one file: a sheet has few more
PLAIN_FORM = 2  # of the forms that are offered
STEP = "　"  # before what stands under another in a tree


class TreeLine(QTreeWidgetItem):
    """A row of a tree that knows what stands for its words in a file."""

    def __init__(self, cells: Sequence[str]) -> None:
        super().__init__(list(cells))
        self.wholes = [whole_words(cell) for cell in cells]


class ExportButton(Button):
    """`title` is what the list is called; `table` gives its header and rows as they are shown.

    `more`, for a list of which only the first rows are here: asks for all of its rows.
    """

    def __init__(
        self, title: Callable[[], str], table: Callable[[], Table], parent: QWidget | None = None
    ) -> None:
        super().__init__("", Kind.QUIET, parent, icon="export", size=Size.SMALL)
        self.setObjectName("export_list")
        self._title, self._table = title, table
        self.more: Callable[[], Query[Table]] | None = None
        self.setAccessibleName(self.tr("导出清单"))
        self.allow(False)
        self.clicked.connect(self._on_clicked)

    def allow(self, there: bool) -> None:
        """Whether there are lines to export."""
        self.forbid("" if there else self.tr("清单里没有内容，不能导出。"))
        if there:
            self.setToolTip(self.tr("导出清单为 XLSX 或 CSV 文件，内容和屏幕上一致"))

    def host(self) -> "LivePanel[object] | None":
        """The panel around the list, which knows for when its lines hold."""
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, LivePanel):
            widget = widget.parentWidget()
        return widget

    @Slot()
    def _on_clicked(self) -> None:
        host = self.host()
        if host is None:
            return
        title = self._title() or self.tr("清单")
        as_of = host.as_of or host.seat.clock()
        name = f"{title}{local(as_of):%Y%m%d%H%M}.xlsx"
        forms = [
            (self.tr("Excel 工作簿"), ".xlsx"),
            (self.tr("CSV，首行注明数据截至时间"), ".csv"),
            (self.tr("CSV，第一行即表头"), ".csv"),
        ]
        chosen = partial(self._chosen, as_of)
        save_in_form(self.window(), self.tr("导出清单"), name, forms, chosen)

    def _chosen(self, as_of: datetime, target: Path, form: int) -> None:
        self.export_to(as_of, target, plain=form == PLAIN_FORM)

    def export_to(self, as_of: datetime, target: Path, *, plain: bool = False) -> None:
        """CSV where the name says so, else XLSX; made on a worker. `plain`: a CSV begins with its
        header.
        """
        host = self.host()
        if host is None:
            return
        if target.suffix.lower() not in (".csv", ".xlsx"):
            target = target.with_name(f"{target.name}.xlsx")
        ask = self.more() if self.more is not None else partial(_given, self._table())
        query = partial(_file, ask, as_of, target.suffix.lower(), plain)
        host.seat.tasks.read(self, query, partial(self._write, target), long=True)

    def _write(self, target: Path, made: tuple[bytes, int]) -> None:
        host, (data, count) = self.host(), made
        if host is None:
            return
        put(host.seat, target, data, self.tr("清单已导出，共 {n} 行。").format(n=count))


def _given(table: Table, _session: object) -> Table:
    """A worker is handed a session; the rows are already here."""
    return table


def _file(
    ask: Query[Table], as_of: datetime, suffix: str, plain: bool, session: Any
) -> tuple[bytes, int]:
    header, rows = ask(session)
    if suffix == ".csv":
        return write_csv(rows, header, as_of, plain=plain), len(rows)
    return write_xlsx(rows, header, as_of), len(rows)


class ViewExport(ExportButton):
    """Of a list, a table or a tree: every row of its model, as the view shows it."""

    def __init__(self, view: QAbstractItemView, parent: QWidget | None = None) -> None:
        super().__init__(view.accessibleName, partial(table_of, view), parent)
        self.view = view
        model = view.model()
        for changed in (
            model.modelReset,
            model.rowsInserted,
            model.rowsRemoved,
            model.layoutChanged,
        ):
            changed.connect(self._count)
        self._count()

    @Slot()
    def _count(self) -> None:
        if shiboken6.isValid(self.view):  # a tree that is being destroyed tells that it is empty
            self.allow(self.view.model().rowCount() > 0)


def table_of(view: QAbstractItemView, most: int = EVERY) -> Table:
    """Header and rows, of these at most so many."""
    model = view.model()
    if isinstance(model, LineModel):
        return model.heads(), [model.cells(line) for line in model.lines]
    across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
    columns = range(_columns(model, QModelIndex()))
    header = [str(model.headerData(n, across, role) or "") for n in columns]
    if not any(header) or (isinstance(view, QTreeView) and view.isHeaderHidden()):
        header = [view.accessibleName(), *header[1:]]
    return header, list(islice(_rows(view, QModelIndex(), 0), most))


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """A list has one, and does not say so."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def _rows(view: QAbstractItemView, parent: QModelIndex, depth: int) -> Iterator[tuple[Cell, ...]]:
    """What stands under a row comes behind it, further in."""
    model = view.model()
    for row in range(model.rowCount(parent)):
        first = model.index(row, 0, parent)
        across = range(_columns(model, parent))
        item = view.itemFromIndex(first) if isinstance(view, QTreeWidget) else None
        cells: list[Cell] = [str(first.siblingAtColumn(n).data() or "") for n in across]
        if isinstance(item, TreeLine):
            cells = [*item.wholes]
        yield (f"{STEP * depth}{cells[0]}" if depth else cells[0], *cells[1:])
        yield from _rows(view, first, depth + 1)
