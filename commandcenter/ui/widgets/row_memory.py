"""The columns of each table as a person left them on this machine: width, order, hidden."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QHeaderView, QWidget


@dataclass(frozen=True, slots=True)
class RowMemory:
    settings: QSettings
    key: str

    def recall(self, head: QHeaderView) -> None:
        """What was kept of other columns, by another version, is not taken."""
        state = self.settings.value(self._key(head))
        if isinstance(state, QByteArray) and state.size():
            head.restoreState(state)
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def keep(self, head: QHeaderView) -> None:
        self.settings.setValue(self._key(head), head.saveState())

    def forget(self) -> None:
        self.settings.remove(self.key)

    def _key(self, head: QHeaderView) -> str:
        return f"{self.key}/{head.count()}"


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
