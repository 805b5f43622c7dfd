"""The columns of each table as a person left them on this machine: width, order, hidden."""

import json
from dataclasses import asdict

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui.widgets.row_header import Columns, RowHeader


@dataclass(frozen=True, slots=True)
class RowMemory:
    settings: QSettings
    key: str

    def recall(self, head: RowHeader) -> None:
        """What was kept of other columns, by another version, is not taken."""
        try:
            found = json.loads(str(self.settings.value(self.key, "")))
            widths = tuple((int(column), int(width)) for column, width in found["widths"])
            order, away = tuple(map(int, found["order"])), tuple(map(int, found["away"]))
            head.take(Columns(order, widths, away))
        except (ValueError, TypeError, KeyError):
            return

    def keep(self, head: RowHeader) -> None:
        self.settings.setValue(self.key, json.dumps(asdict(head.columns())))

    def forget(self) -> None:
        self.settings.remove(self.key)


def memory_of(table: QWidget) -> RowMemory | None:
    """Of the window that the table stands in; None where nothing is kept (a picture, a form)."""
    names: list[str] = []
    widget: QWidget | None = table
    while widget is not None:
        if name := widget.objectName():
            names.append(name)
        if isinstance(settings := getattr(widget, "settings", None), QSettings):
            return RowMemory(settings, f"tables/{'.'.join(reversed(names))}")
        widget = widget.parentWidget()
    return None
