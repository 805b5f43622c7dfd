"""Lists that scroll, and show no row in half at their lower edge before they were scrolled."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QScrollArea, QWidget


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
        below = below_the_rows(edges, height)
        if below != self._below:
            self._below = below
            self.setViewportMargins(0, 0, 0, below)


class WholeLines(QListView):
    """The same of a list over a model, whose lines are of several heights."""

    _below = 0

    def updateGeometries(self) -> None:
        super().updateGeometries()
        model, height = self.model(), self.viewport().height() + self._below
        edges: list[int] = []
        for row in range(model.rowCount() if model is not None else 0):
            edges.append(self.rectForIndex(model.index(row, 0)).bottom() + 1)
            if edges[-1] > height:
                break
        below = below_the_rows(edges, height)
        if below != self._below:
            self._below = below
            self.setViewportMargins(0, 0, 0, below)


def below_the_rows(edges: Sequence[int], height: int) -> int:
    """What is left below the last that is whole, of the lower edges of rows; in pixels. Nothing
    where all are seen, and where the first is too high.
    """
    whole = max((edge for edge in edges if edge <= height), default=height)
    return height - whole if any(edge > height for edge in edges) else 0
