"""The wall's fixed frame: its rectangles are the same whatever there is to show.

In base pixels of a picture of 1920×1080, as on the sketches; they grow with the screen alone.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

Box = tuple[int, int, int, int]  # x, y, width, height

WIDTH, HEIGHT = 1920, 1080
TOP, PENDING, LAST = 64, 70, 78
BODY = HEIGHT - TOP - PENDING - LAST
SPLIT = 1273  # where the side begins
LINK_LINE: Box = (0, 0, WIDTH, TOP)
WAITING: Box = (0, TOP, WIDTH, PENDING)
ROOM: Box = (SPLIT, TOP, WIDTH - SPLIT, PENDING)  # over the right of it, while an alarm waits
BODY_BOX: Box = (0, TOP + PENDING, WIDTH, BODY)
LAST_LINE: Box = (0, HEIGHT - LAST, WIDTH, LAST)

# Of the main part, from the body's left top; and of the side, from its own.
HEAD: Box = (30, 12, 1227, 112)
NUMBERS: Box = (30, 134, 1227, 306)
BAND: Box = (30, 456, 1227, BODY - 456 - 16)
MAP_WIDTH = {True: 620, False: 772}  # of the band: of a food case, of any other; never the state's
SIDE: Box = (18, 14, WIDTH - SPLIT - 18 - 30, BODY - 14 - 16)
GAP = 14


def beside(box: Box, width: int) -> tuple[Box, Box]:
    """A box in two: the left one `width` wide."""
    x, y, whole, height = box
    return (x, y, width, height), (x + width + GAP, y, whole - width - GAP, height)


def above(box: Box, height: int) -> tuple[Box, Box]:
    """A box in two: the upper one `height` high."""
    x, y, width, whole = box
    return (x, y, width, height), (x, y + height + GAP, width, whole - height - GAP)


class Frame(QWidget):
    """Children at fixed places of a picture of `base` size, however much they would like."""

    def __init__(self, base: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self._places: list[tuple[QWidget, Box]] = []

    def put(self, widget: QWidget, box: Box) -> None:
        self.take_out([widget])
        widget.setParent(self)
        self._places.append((widget, box))
        widget.setGeometry(self._scaled(box))
        widget.show()

    def take_out(self, widgets: Iterable[QWidget]) -> None:
        gone = set(widgets)
        self._places = [place for place in self._places if place[0] not in gone]

    def _scaled(self, box: Box) -> QRect:
        """Within the margins, which are the edge of a drill."""
        inside = self.contentsRect()
        wide, high = inside.width() / self._base[0], inside.height() / self._base[1]
        left, top = round(box[0] * wide), round(box[1] * high)
        right, bottom = round((box[0] + box[2]) * wide), round((box[1] + box[3]) * high)
        return QRect(inside.x() + left, inside.y() + top, right - left, bottom - top)

    def _place_all(self) -> None:
        for widget, box in self._places:
            widget.setGeometry(self._scaled(box))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContentsRectChange:
            self._place_all()
        return super().event(event)
