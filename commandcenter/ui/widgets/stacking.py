"""What stands beside each other stands below each other where it has no room."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from commandcenter.ui import look

WIDEST = 16_777_215  # QWIDGETSIZE_MAX, which PySide6 does not have
NARROW = 1000  # width in base pixels below which two parts of a page have no room beside


def tell_around(widget: QWidget) -> None:
    """All around it hear that it needs another height, whether it has become wider or narrower.

    Qt does not tell layouts that are just being laid out, as they are while a window becomes
    smaller: they would keep the height of before, and cut what is in them.
    """
    around: QWidget | None = widget
    while around is not None and not around.isWindow():
        around.updateGeometry()
        around = around.parentWidget()


class Stacking(QObject):
    """Of one row of a widget; lives with the widget. `narrow`: width in base pixels below which it
    is done, None: that with which the parts are whole. `last_first`: what stands at the right
    stands above.

    Signals:
        changed: It stands below each other (True), or beside (False).
    """

    changed = Signal(bool)

    def __init__(
        self, holder: QWidget, row: QBoxLayout, narrow: int | None = NARROW, *,
        last_first: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(holder)
        self._holder, self._row, self._narrow = holder, row, narrow
        way = QBoxLayout.Direction
        self._down = way.BottomToTop if last_first else way.TopToBottom
        self.stacked = False
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched.width() < self._least())
        return super().eventFilter(watched, event)

    def _least(self) -> int:
        if self._narrow is not None:
            return look.px(self._narrow)
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        wide = [item.minimumSize().width() for item in items if item and not item.isEmpty()]
        return sum(wide) + self._row.spacing() * max(0, len(wide) - 1)

    def _fit(self, stacked: bool) -> None:
        if stacked is not self.stacked:
            self.stacked = stacked
            self._row.setDirection(self._down if stacked else QBoxLayout.Direction.LeftToRight)
            self.changed.emit(stacked)
            tell_around(self._holder)


class StackingRow(QWidget):
    """A row that asks for no width: its parts stand below each other where they have no room."""

    def __init__(self, row: QBoxLayout) -> None:
        super().__init__()
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.setMinimumWidth(1)
        Stacking(self, row, None)
