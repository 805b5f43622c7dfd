"""A list on screen as a file: its columns and lines as they are shown, with the time they hold for.

One button for every list: it finds the panel that it is in, whose answer is exported. What the
list masks is masked in the file; text stays text (outputs.tables_out).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import local
from commandcenter.outputs.tables_out import write_csv, write_xlsx
from commandcenter.ui.dialogs.save_as import save_as
from commandcenter.ui.live_panel import LivePanel
from commandcenter.ui.look import DESK, Look, Size
from commandcenter.ui.widgets.buttons import Button, Kind

Rows = list[tuple[str, ...]]


class ExportButton(Button):
    """`title` is what the list is called; `table` gives its header and rows as they are shown."""

    def __init__(
        self,
        title: Callable[[], str],
        table: Callable[[], tuple[Sequence[str], Rows]],
        look: Look = DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", Kind.QUIET, look, parent, icon="export", size=Size.SMALL)
        self.setObjectName("export_list")
        self._title, self._table = title, table
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
        save_as(self.window(), self.tr("导出清单"), name, partial(self.export_to, as_of))

    def export_to(self, as_of: datetime, target: Path) -> None:
        """CSV where the name says so, else XLSX; made on a worker."""
        host = self.host()
        if host is None:
            return
        if target.suffix.lower() not in (".csv", ".xlsx"):
            target = target.with_name(f"{target.name}.xlsx")
        header, rows = self._table()
        query = partial(_file, header, rows, as_of, target.suffix.lower())
        host.seat.tasks.read(self, query, partial(self._write, target, len(rows)))

    def _write(self, target: Path, count: int, data: bytes) -> None:
        host = self.host()
        if host is None:
            return
        try:
            target.write_bytes(data)
        except OSError:
            host.seat.notices.refused(self.tr("无法写入“{path}”。").format(path=target))
            return
        host.seat.notices.info(self.tr("清单已导出，共 {n} 行。").format(n=count))


def _file(
    header: Sequence[str], rows: Rows, as_of: datetime, suffix: str, _session: object
) -> bytes:
    """A worker is handed a session; the rows are already here."""
    write = write_csv if suffix == ".csv" else write_xlsx
    return write(rows, header, as_of)
