"""What stands beside each other stands below each other where it has no room."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from commandcenter.ui import look

WIDEST = 16_777_215  # QWIDGETSIZE_MAX, which PySide6 does not have
NARROW = 1000  # width in base pixels below which two parts of a page have no room beside


class Stacking(QObject):
    """Of one row of a widget; lives with the widget. `last_first`: what stands at the right stands
    above.

    Signals:
        changed: It stands below each other (True), or beside (False).
    """

    changed = Signal(bool)

    def __init__(
        self, holder: QWidget, row: QBoxLayout, narrow: int = NARROW, *, last_first: bool = False
    ) -> None:
        super().__init__(holder)
        self._row, self._narrow = row, narrow
        way = QBoxLayout.Direction
        self._down = way.BottomToTop if last_first else way.TopToBottom
        self.stacked = False
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched.width() < look.px(self._narrow))
        return super().eventFilter(watched, event)

    def _fit(self, stacked: bool) -> None:
        if stacked is not self.stacked:
            self.stacked = stacked
            self._row.setDirection(self._down if stacked else QBoxLayout.Direction.LeftToRight)
            self.changed.emit(stacked)
