"""Grey hatching over data that has grown old."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from commandcenter.ui import look, theme


class Hatch(QWidget):
    """Covers its parent, dims it and draws lines over it; lets the mouse through.

    The uppermost `top` pixels are left clear: a heading that says of when the data are.
    """

    def __init__(self, parent: QWidget, top: int = 0) -> None:
        super().__init__(parent)
        self._top = top
        self.setObjectName("hatch")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cover(parent)

    def set_top(self, top: int) -> None:
        """So many pixels are left clear from now on."""
        self._top = top
        parent = self.parentWidget()
        if parent:
            self._cover(parent)

    def _cover(self, parent: QWidget) -> None:
        self.setGeometry(0, self._top, parent.width(), parent.height() - self._top)

    def _paint_lines(self, painter: QPainter) -> None:
        step = look.px(10)
        painter.setPen(QPen(theme.color("hatch"), max(1, look.px(1))))
        for x in range(-self.height(), self.width(), step):
            painter.drawLine(x, self.height(), x + self.height(), 0)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on it hears its parent: all else that happens there costs nothing meanwhile."""
        super().showEvent(event)
        if parent := self.parentWidget():
            self._cover(parent)
            parent.installEventFilter(self)
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if parent := self.parentWidget():
            parent.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._cover(watched)
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        radius = look.px(8)
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), theme.color("stale_veil"))
        self._paint_lines(painter)
