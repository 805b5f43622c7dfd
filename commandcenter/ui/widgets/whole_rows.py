"""A list that scrolls, and shows no row in half at its lower edge before it was scrolled."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class WholeRows(QScrollArea):
    """`rows` are the widgets inside whose edges it ends at."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below = 0
        self.show_rows(inside)

    def show_rows(self, inside: QWidget) -> None:
        """Others, in place of those that were there."""
        inside.setObjectName("scrolled")
        self.setWidget(inside)
        inside.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._end_at_a_row()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._end_at_a_row()
        return super().eventFilter(watched, event)

    def _end_at_a_row(self) -> None:
        inside, height = self.widget(), self.height()
        if inside is None:
            return
        edges = [row.geometry().bottom() + 1 for row in inside.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ) if not row.isHidden()]  # fmt: skip
        whole = max((edge for edge in edges if edge <= height), default=height)
        below = height - whole if any(edge > height for edge in edges) else 0
        if below != self._below:
            self._below = below
            self.setViewportMargins(0, 0, 0, below)
