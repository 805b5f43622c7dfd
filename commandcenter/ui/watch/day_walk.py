"""What the small charts of days share: the mouse and the arrow keys walk the days."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from commandcenter.ui.widgets import spark
from commandcenter.ui.widgets.labels import tip


class DayWalk(QWidget):
    """`_day` is the day under the mouse or of the keys, None while none is chosen.

    A subclass gives `days`, `chart`, `words_of` and `open`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def days(self) -> int:
        """0 while nothing is shown."""
        raise NotImplementedError

    def chart(self) -> QRectF:
        raise NotImplementedError

    def words_of(self, day: int) -> str:
        raise NotImplementedError

    def open(self, day: int | None) -> None:
        """Enter or a click; None: outside of the days."""
        raise NotImplementedError

    def walk(self, day: int | None) -> None:
        self._day = day
        words = self.words_of(day) if day is not None and self.days() else ""
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        self.update()

    def _day_at(self, event: QMouseEvent) -> int | None:
        at, chart = event.position(), self.chart()
        return None if at.y() < chart.top() else spark.day_at(chart, self.days(), at.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (day := self._day_at(event)) != self._day:
            self.walk(day)

    def leaveEvent(self, event: object) -> None:
        self.walk(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.walk(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.open(self._day_at(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = max(0, self.days() - 1)
        at = last if self._day is None else self._day
        moves = {
            Qt.Key.Key_Left: at - (self._day is not None), Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            self.walk(max(0, min(last, moves[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open(self._day)
        else:
            super().keyPressEvent(event)
