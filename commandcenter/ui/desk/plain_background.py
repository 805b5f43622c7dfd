"""A plain ground with a line at one edge: rail, head, side and status are made of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.ui import theme


class Ground(QWidget):
    """Painted in the colour `color_name` of the theme; `edge` is the side that gets a line."""

    def __init__(
        self, color_name: str, edge: Qt.Edge | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._color = color_name
        self._edge = edge

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(self._color))
        painter.setPen(theme.color("line"))
        area = self.rect().adjusted(0, 0, -1, -1)
        match self._edge:
            case Qt.Edge.BottomEdge:
                painter.drawLine(area.bottomLeft(), area.bottomRight())
            case Qt.Edge.TopEdge:
                painter.drawLine(area.topLeft(), area.topRight())
            case Qt.Edge.LeftEdge:
                painter.drawLine(area.topLeft(), area.bottomLeft())
            case Qt.Edge.RightEdge:
                painter.drawLine(area.topRight(), area.bottomRight())
